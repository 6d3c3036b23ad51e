namespace AnSinh.Law;

/// <summary>The horizons of a pack; the one asked for last is kept, since all households of a run ask for the same.</summary>
public sealed class LawHorizons(LawPack pack)
{
    private readonly Lock _gate = new();
    private (BenefitMonth Month, DateOnly KnownAt, Lazy<LawHorizon> Horizon)? _last;

    /// <summary>Made when it is first asked.</summary>
    public Lazy<LawHorizon> Of(BenefitMonth month, DateOnly knownAt)
    {
        lock (_gate)
        {
            if (_last is not { } last || (last.Month, last.KnownAt) != (month, knownAt))
            {
                _last = last = (month, knownAt, new Lazy<LawHorizon>(() => new LawHorizon(pack, month, knownAt)));
            }

            return last.Horizon;
        }
    }
}
