namespace AnSinh.Law;

/// <summary>
/// A proposed change of the law: parameters with dates, benefits switched, models replaced. It may be used from the day <see cref="InForce"/> and counts for months from
/// <see cref="AppliesFrom"/> on, which may be earlier: a retroactive decree.
/// </summary>
public sealed record Reform
{
    /// <summary>Short name in small letters, digits and hyphens: <c>muc-chuan-750000</c>.</summary>
    public required string Id { get; init; }
    public required Bilingual Name { get; init; }
    public required Bilingual Purpose { get; init; }
    public required string File { get; init; }
    public required DateOnly InForce { get; init; }
    public required BenefitMonth AppliesFrom { get; init; }
    public IReadOnlyList<ParameterPatch> Parameters { get; init; } = [];
    public IReadOnlyList<BenefitSwitch> Benefits { get; init; } = [];
    public IReadOnlyList<ModelReplacement> Models { get; init; } = [];

    /// <summary>How values and rows of the reform are cited: <c>Đề xuất 1/muc-chuan-750000</c>.</summary>
    public LegalRef Ref => new() { Kind = "Đề xuất", Number = $"1/{Id}" };

    /// <summary>What proposes it, as the instruments of the law are listed.</summary>
    internal Instrument Instrument => new()
    {
        Kind = Ref.Kind,
        Number = Ref.Number,
        Title = Name,
        InForce = InForce,
        AppliesFrom = AppliesFrom.First,
        Grade = EvidenceGrade.Assumed,
        Source = "reform file",
    };

    /// <summary>The months before the month of coming into force for which the reform counts as well: their difference is paid later, as arrears.</summary>
    public IEnumerable<BenefitMonth> RetroactiveMonths => AppliesFrom.To(BenefitMonth.Of(InForce).Previous);
}

/// <summary>
/// A value of a parameter for months <paramref name="From"/> to <paramref name="To"/>. Without a last month it supersedes whatever the law has from the first one on.
/// </summary>
/// <param name="Place">Province, for parameters that provinces set.</param>
/// <param name="Table">All values of a table by their keys; empty for a single value.</param>
public sealed record ParameterPatch(string Parameter, BenefitMonth From, BenefitMonth? To, PlaceCode? Place, decimal Value, IReadOnlyList<(int Key, decimal Value)> Table);

/// <summary>A benefit that exists from a month on, or no longer exists from that month on.</summary>
public sealed record BenefitSwitch(BenefitId Benefit, bool On, BenefitMonth From);

/// <summary>From a month on the text <paramref name="Text"/>, read from the file <paramref name="By"/>, stands for the model <paramref name="Model"/> (relative to <c>models/</c>).</summary>
public sealed record ModelReplacement(string Model, string By, string Text, BenefitMonth From);
