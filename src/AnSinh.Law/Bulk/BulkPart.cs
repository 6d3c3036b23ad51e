using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// A question of the law with cells of its own, far fewer than those of the whole law: what a programme gives, whether one of its tables has anything for a person at all, whether the facts of
/// a person contradict each other.
/// </summary>
internal sealed class BulkPart
{
    private BulkPlan? _amounts;

    private BulkPart(BulkPlan plan) => Plan = plan;

    /// <summary>What a programme gives; its tables are asked first. A programme that reads what lower strata gave has that in its key.</summary>
    public static BulkPart Of(LawPack pack, BenefitMonth month, DateOnly knownAt, Programme programme, ParameterContexts parameters, BulkPlan? whole)
    {
        var models = programme.ModelsFor(month);
        IReadOnlyList<ModelDecision> bars = programme.Bars is { } decision ? [decision] : [];
        var plan = new BulkPlan(
            pack, month, knownAt, models is null ? [] : [.. models.Entitlement, models.Level, .. bars],
            pack.Benefits.All.Where(benefit => benefit.Programme == programme).Select(benefit => benefit.Payee?.Fact).OfType<string>(), parameters, whole);
        return new BulkPart(plan)
        {
            Programme = programme,
            Tables = models is null ? [] : [.. models.Entitlement.Select(table => new BulkPart(new BulkPlan(pack, month, knownAt, [table, .. bars], [], parameters, whole)) { Programme = programme, Table = table })],
        };
    }

    public static BulkPart OfContradictions(LawPack pack, BenefitMonth month, DateOnly knownAt, ParameterContexts parameters, BulkPlan whole) => new(new BulkPlan(pack, month, knownAt, pack.Benefits.Contradictions, [], parameters, whole));

    /// <summary>
    /// What a programme gives that reads amounts of lower strata, where the law differs from that of <paramref name="basis"/> in these: asked anew for whoever has one that differs.
    /// </summary>
    /// <param name="finer">The basis' plan of the whole law; null where provinces are not alike as they are to the basis.</param>
    public static BulkPart OfLower(LawPack pack, BenefitMonth month, DateOnly knownAt, BulkPart basis, ParameterContexts parameters, BulkPlan? finer) =>
        new(Learnt(Of(pack, month, knownAt, basis.Programme!, parameters, finer).Plan, () => basis.Plan)) { Programme = basis.Programme, Tables = basis.Tables, Basis = basis, AsksLower = true };

    /// <summary>What a programme gives where the law differs from that of <paramref name="basis"/> in values that only its amounts rest on: it asks what the basis says and what the amounts rest on.</summary>
    /// <inheritdoc cref="OfLower"/>
    public static BulkPart OfAmounts(LawPack pack, BulkDeterminer ofBasis, BulkPart basis, ParameterContexts parameters, BulkPlan? finer)
    {
        BulkPlan Amounts(LawPack law, ParameterContexts of) => new(law, ofBasis.Month, ofBasis.KnownAt, [basis.Programme!.ModelsFor(ofBasis.Month)!.Level], [], of, finer);
        return new(Learnt(Amounts(pack, parameters), () => basis._amounts ??= Amounts(ofBasis.Pack, new ParameterContexts(ofBasis.Pack.Parameters)))) { Programme = basis.Programme, Basis = basis };
    }

    /// <summary>A plan that was made before, where it tells apart whatever a new one does: its numbers have been learnt.</summary>
    private static BulkPlan Learnt(BulkPlan made, Func<BulkPlan> before) => made.HasFiner && before() is var known && made.Reading.IsWithin(known.Reading) ? known : made;

    public Programme? Programme { get; private init; }

    /// <summary>The same programme under the law that differs in amounts only; null where the programme is asked by itself.</summary>
    public BulkPart? Basis { get; private init; }

    /// <summary>With a basis: whether amounts of lower strata count, so that the basis says nothing of who has one that differs.</summary>
    public bool AsksLower { get; private init; }

    /// <summary>The table asked about; null where the whole programme is.</summary>
    public ModelDecision? Table { get; private init; }

    /// <summary>The programme's tables: where none has anything for a person, the programme has not.</summary>
    public IReadOnlyList<BulkPart> Tables { get; private init; } = [];

    public BulkPlan Plan { get; }

    /// <summary>What the part says, by number; 0 where it says nothing.</summary>
    public OutcomeTable Outcomes { get; } = new();

    /// <summary>Numbers of a cell with what lower strata gave, or with what the basis says.</summary>
    public PairCodes WithLower { get; } = new();

    /// <summary>How many keys have been met.</summary>
    public int Keys => Plan.ReadsLower || Basis is not null ? WithLower.Count : Plan.Codes.Cells.Count;

    /// <summary>What was decided of each key.</summary>
    public DecidedCells Known { get; } = new();
}
