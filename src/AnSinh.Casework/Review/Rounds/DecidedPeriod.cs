using AnSinh.Law;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>The days that a review decides about, by the rules of the status itself (<c>begins</c>, <c>ends</c>).</summary>
public sealed class DecidedPeriod(LawPack pack)
{
    private readonly Determiner _determiner = new(pack);

    /// <summary>The days on which a status signed on the day holds.</summary>
    public StatusPeriod SignedOn(DateOnly day) => _determiner.StatusPeriod(ReviewLaw.Status, day);

    /// <summary>The first day that is decided about when a household is assessed on the day and the decision is not long in coming.</summary>
    public DateOnly FirstDay(DateOnly assessedOn) => SignedOn(assessedOn).From;

    /// <summary>The first day that is decided about, where it is fixed; null where it is the day of the signature, which nobody knows yet.</summary>
    public DateOnly? FixedFirstDay(DateOnly assessedOn) => FirstDay(assessedOn) is var first && first > assessedOn ? first : null;
}
