using AnSinh.Law;
using AnSinh.Simulation.Sweep;

namespace AnSinh.Cli;

/// <summary>What a month's run came to, summed over the areas of the sample. Amounts in VND.</summary>
internal sealed record DemoMonth(
    BenefitMonth Month, DateOnly CutOff, int RegularLines, Vnd RegularAmount, int ArrearsLines, Vnd ArrearsAmount, IReadOnlyList<BenefitMonth> ArrearsMonths,
    IReadOnlyList<(string Reason, int Lines, Vnd Amount)> ArrearsReasons, int Receivables, Vnd ReceivableAmount, int CameBack);

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
    public required string Explanation { get; init; }
    public required string Folder { get; init; }
    public required IReadOnlyList<string> Files { get; init; }
}
