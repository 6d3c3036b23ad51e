using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Simulation.Sweep;

namespace AnSinh.Cli;

/// <summary>What a month's run came to, summed over the areas of the sample. Amounts in VND.</summary>
internal sealed record DemoMonth(
    BenefitMonth Month, DateOnly CutOff, int RegularLines, Vnd RegularAmount, int ArrearsLines, Vnd ArrearsAmount, IReadOnlyList<BenefitMonth> ArrearsMonths,
    IReadOnlyList<(string Reason, int Lines, Vnd Amount)> ArrearsReasons, int Receivables, Vnd ReceivableAmount, int CameBack);

/// <summary>
/// How far the yearly review of poverty got on a day: households on its list and how many of them were proposed by the rules, the forms of one village, and every assessed household by recognised
/// and by assessed class.
/// </summary>
internal sealed record DemoReviewed(
    ReviewRound Round, int Listed, int Proposed, string Village, int Forms, IReadOnlyList<AssessedHousehold> Assessed);

/// <summary>Everything the summary and the JSON of the demo say.</summary>
internal sealed record DemoResult
{
    public required IReadOnlyList<PlaceCode> Areas { get; init; }
    public required int People { get; init; }
    public required int Households { get; init; }
    public required int Receiving { get; init; }
    public required IReadOnlyList<DemoMonth> Months { get; init; }
    public required IReadOnlyList<(BenefitId Benefit, int Lines, Vnd Amount)> Benefits { get; init; }
    public required IReadOnlyList<(string Fund, Vnd Amount)> Funds { get; init; }
    public required SweepTotals Sweep { get; init; }
    public required BenefitMonth SweepMonth { get; init; }
    public required DateOnly SweepKnown { get; init; }

    /// <summary>Null where no delivery of the sample falls into the time of a yearly review.</summary>
    public required DemoReviewed? Review { get; init; }
    public required string Explanation { get; init; }
    public required string Folder { get; init; }
    public required IReadOnlyList<string> Files { get; init; }
}
