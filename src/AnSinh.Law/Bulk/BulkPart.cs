using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// A question of the law with cells of its own, far fewer than those of the whole law: what a programme gives, whether one of its tables has anything for a person at all, whether the facts of
/// a person contradict each other.
/// </summary>
internal sealed class BulkPart
{
    private BulkPlan? _amounts;
    private BulkPlan? _amountsAnywhere;

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

    /// <summary>What the amounts of the programme rest on, provinces aside. Of a part of a law by itself.</summary>
    public BulkPlan AmountsAnywhere(BulkDeterminer of) => LazyInitializer.EnsureInitialized(
        ref _amountsAnywhere, () => new BulkPlan(of.Pack, of.Month, of.KnownAt, [Programme!.ModelsFor(of.Month)!.Level], [], new ParameterContexts(of.Pack.Parameters), provincesAlike: true));

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

    /// <summary>With a basis: numbers of what the part says by the levels of what the basis grants.</summary>
    public KnownLevels Levels { get; } = new();
}

/// <summary>What amounts put to an answer come to, by number: levels that are the same, by the same rows, make the same answer. Shared by all threads.</summary>
internal sealed class KnownLevels
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Before, int Province), List<(IReadOnlyList<LevelResult> Levels, int Number)>> _known = [];

    /// <param name="before">Number of the answer under the basis.</param>
    /// <param name="province">Number of all provinces that are alike to the law.</param>
    /// <param name="add">Makes the answer.</param>
    public int NumberOf(int before, int province, IReadOnlyList<LevelResult> levels, Func<int> add)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue((before, province), out var known))
            {
                _known[(before, province)] = known = [];
            }

            foreach (var (same, number) in known)
            {
                var place = 0;
                while (place < levels.Count && same[place].IsAs(levels[place]))
                {
                    place++;
                }

                if (place == levels.Count)
                {
                    return number;
                }
            }

            known.Add((levels, add()));
            return known[^1].Number;
        }
    }
}
