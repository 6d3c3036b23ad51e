using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>The law as it is, or the law with a reform.</summary>
public sealed class Scenario
{
    private readonly Func<BenefitMonth, DateOnly, LawPack> _law;

    private Scenario(Reform? reform, Func<BenefitMonth, DateOnly, LawPack> law) => (Reform, _law) = (reform, law);

    /// <summary>Null for the law as it is.</summary>
    public Reform? Reform { get; }

    public string Id => Reform?.Id ?? "baseline";

    public Bilingual Name => Reform?.Name ?? new("Pháp luật hiện hành", "The law as it is");

    public static Scenario Baseline(LawPack law) => new(null, (_, _) => law);

    public static Scenario Of(LawPack law, Reform reform) => new(reform, new ReformedLaw(law, reform).For);

    public LawPack Law(BenefitMonth month, DateOnly knownAt) => _law(month, knownAt);
}

/// <summary>
/// The months asked about, and those that are run for them: the month before the first, which shows who was entitled already, and months before it for which a retroactive reform owes arrears.
/// All are decided by the law known on the last day of the last month.
/// </summary>
public sealed record SimulationPeriod
{
    public SimulationPeriod(BenefitMonth first, BenefitMonth last, IEnumerable<Reform> reforms)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first.Index, last.Index, nameof(first));
        (First, Last, KnownAt) = (first, last, last.Last);
        var earliest = reforms.Where(reform => BenefitMonth.Of(reform.InForce) >= first).Select(reform => reform.AppliesFrom).Append(first).Min();
        Run = [.. earliest.Previous.To(last)];
    }

    public BenefitMonth First { get; }
    public BenefitMonth Last { get; }
    public DateOnly KnownAt { get; }

    /// <summary>All months decided, in order; nothing of the first one is counted.</summary>
    public IReadOnlyList<BenefitMonth> Run { get; }

    public int Months => Last.Index - First.Index + 1;

    public bool IsAsked(BenefitMonth month) => month >= First && month <= Last;

    /// <summary>The months for which a reform in force within the period pays late.</summary>
    public IEnumerable<BenefitMonth> ArrearsOf(Reform reform) => BenefitMonth.Of(reform.InForce) >= First ? reform.RetroactiveMonths.Where(month => month <= Last) : [];
}
