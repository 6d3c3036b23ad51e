namespace AnSinh.Law;

public enum LawChangeKind
{
    Value,
    BenefitBegins,
    BenefitEnds,

    /// <summary>The decision tables of a programme are replaced.</summary>
    Tables,
}

/// <summary>One thing that is different in a later month.</summary>
/// <param name="Id">Id of the parameter, benefit or programme.</param>
/// <param name="Ref">Where the law says so; null for tables, whose rows each cite their own.</param>
public sealed record LawChange(LawChangeKind Kind, string Id, Bilingual Name, LegalRef? Ref, EvidenceGrade? Grade)
{
    /// <summary>The province a value counts for; null for the whole country.</summary>
    public PlaceCode? Place { get; init; }

    /// <summary>The value before; null where there was none.</summary>
    public ParameterValue? Before { get; init; }

    /// <summary>The value after; null where there is none any more.</summary>
    public ParameterValue? After { get; init; }

    /// <summary>The first month of the new tables.</summary>
    public BenefitMonth? From { get; init; }

    /// <summary>Everything that differs between two months by the law known at a day: values, benefits, tables.</summary>
    public static IReadOnlyList<LawChange> Between(LawPack pack, BenefitMonth before, BenefitMonth after, DateOnly known) =>
        [.. Values(pack, before, after, known), .. Benefits(pack, before, after, known), .. Tables(pack, before, after)];

    private static IEnumerable<LawChange> Values(LawPack pack, BenefitMonth before, BenefitMonth after, DateOnly known)
    {
        foreach (var parameter in pack.Parameters.All)
        {
            var places = parameter.ByProvince ? parameter.Values.Select(value => value.Place!.Value).Distinct().Order() : (IEnumerable<PlaceCode>)[default];
            foreach (var place in places)
            {
                var (old, now) = (parameter.At(before, known, place), parameter.At(after, known, place));
                if (old?.Value != now?.Value || !(old?.Table ?? []).SequenceEqual(now?.Table ?? []))
                {
                    yield return new LawChange(LawChangeKind.Value, parameter.Id, parameter.Name, (now ?? old)!.Ref, (now ?? old)!.Grade)
                    {
                        Place = place.Value is null ? null : place, Before = old, After = now,
                    };
                }
            }
        }
    }

    private static IEnumerable<LawChange> Benefits(LawPack pack, BenefitMonth before, BenefitMonth after, DateOnly known) =>
        from benefit in pack.Benefits.All
        let exists = benefit.ExistsIn(after, known)
        where benefit.ExistsIn(before, known) != exists
        select exists
            ? new LawChange(LawChangeKind.BenefitBegins, benefit.Id.Value, benefit.Name, benefit.Ref, null)
            : new LawChange(LawChangeKind.BenefitEnds, benefit.Id.Value, benefit.Name, benefit.Ended?.Ref ?? benefit.Ref, benefit.Ended?.Grade);

    private static IEnumerable<LawChange> Tables(LawPack pack, BenefitMonth before, BenefitMonth after) =>
        from programme in pack.Benefits.Programmes
        let models = (Before: programme.ModelsFor(before), After: programme.ModelsFor(after))
        where models.Before is not null && models.After is not null && models.Before.From != models.After.From
        select new LawChange(LawChangeKind.Tables, programme.Id, programme.Name, null, null) { From = models.After!.From };
}
