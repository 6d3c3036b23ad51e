using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// A question of the law with cells of its own, far fewer than those of the whole law: what a programme gives, whether one of its tables has anything for a person at all, whether the facts of
/// a person contradict each other.
/// </summary>
internal sealed class BulkPart
{
    private BulkPart(BulkPlan plan) => Plan = plan;

    /// <summary>What a programme gives. A programme that reads what lower strata gave has that in its key; of any other the tables are asked first.</summary>
    public static BulkPart Of(LawPack pack, BenefitMonth month, DateOnly knownAt, Programme programme, BulkPlan whole)
    {
        var models = programme.ModelsFor(month);
        IReadOnlyList<ModelDecision> bars = programme.Bars is { } decision ? [decision] : [];
        var plan = new BulkPlan(
            pack, month, knownAt, models is null ? [] : [.. models.Entitlement, models.Level, .. bars],
            pack.Benefits.All.Where(benefit => benefit.Programme == programme).Select(benefit => benefit.Payee?.Fact).OfType<string>(), whole);
        return new BulkPart(plan)
        {
            Programme = programme,
            Tables = plan.ReadsLower || models is null ? [] : [.. models.Entitlement.Select(table => new BulkPart(new BulkPlan(pack, month, knownAt, [table, .. bars], [], whole)) { Programme = programme, Table = table })],
        };
    }

    public static BulkPart OfContradictions(LawPack pack, BenefitMonth month, DateOnly knownAt, BulkPlan whole) => new(new BulkPlan(pack, month, knownAt, pack.Benefits.Contradictions, [], whole));

    public Programme? Programme { get; private init; }

    /// <summary>The table asked about; null where the whole programme is.</summary>
    public ModelDecision? Table { get; private init; }

    /// <summary>The programme's tables: where none has anything for a person, the programme has not.</summary>
    public IReadOnlyList<BulkPart> Tables { get; private init; } = [];

    public BulkPlan Plan { get; }

    /// <summary>What the part says, by number; 0 where it says nothing.</summary>
    public OutcomeTable Outcomes { get; } = new();

    /// <summary>Numbers of a cell with what lower strata gave.</summary>
    public PairCodes WithLower { get; } = new();

    /// <summary>How many keys have been met.</summary>
    public int Keys => Plan.ReadsLower ? WithLower.Count : Plan.Codes.Cells.Count;

    /// <summary>What was decided of each key.</summary>
    public DecidedCells Known { get; } = new();
}
