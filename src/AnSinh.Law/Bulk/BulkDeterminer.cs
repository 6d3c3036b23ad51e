using System.Collections.Concurrent;
using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// Determines any number of people for one month by the rules that decide a single case. From the typed form of the models it is known what the law asks of a person and what it cannot tell
/// apart; people who are alike in that fall into one cell. A new cell takes its answer from the cells of the programmes, and the first person who comes into one of these is decided by the
/// <see cref="Determiner"/> for all. A household that no cell can carry is decided as it stands, once for all that are the same. So the answer is that of the determiner for everybody, and
/// costs a look-up for most. Shared by all threads, each with a <see cref="BulkWorker"/>.
/// </summary>
public sealed class BulkDeterminer
{
    private int _decided;

    /// <exception cref="LawStopException">The models read cases in a way that no cell can carry; the reason says how.</exception>
    public BulkDeterminer(LawPack pack, BenefitMonth month, DateOnly knownAt)
    {
        (Pack, Month, KnownAt) = (pack, month, knownAt);
        var parameters = new ParameterContexts(pack.Parameters);
        Plan = new BulkPlan(
            pack, month, knownAt,
            pack.Benefits.Programmes.SelectMany(programme => programme.ModelsFor(month) is { } models ? models.Entitlement.Append(models.Level).Append(programme.Bars) : []).OfType<ModelDecision>().Concat(pack.Benefits.Contradictions),
            pack.Benefits.All.Select(benefit => benefit.Payee?.Fact).OfType<string>(), parameters);
        Contradictions = BulkPart.OfContradictions(pack, month, knownAt, parameters, Plan);
        Parts = [.. pack.Benefits.Programmes.OrderBy(programme => programme.Stratum).Select(programme => BulkPart.Of(pack, month, knownAt, programme, parameters, Plan))];
        if (Plan.Reading.Outside is { Count: > 0 } outside)
        {
            throw new LawStopException($"mô hình đọc hồ sơ theo cách không tính hàng loạt được: {string.Join("; ", outside)}", $"models read cases in a way that bulk evaluation cannot carry: {string.Join("; ", outside)}");
        }
    }

    private BulkDeterminer(LawPack pack, BulkDeterminer basis, IReadOnlyList<BulkPart> parts)
    {
        (Pack, Month, KnownAt, Basis, Plan, Contradictions, Parts) = (pack, basis.Month, basis.KnownAt, basis, basis.Plan, basis.Contradictions, parts);
        DiffersByProvince = pack.Parameters.All.Any(parameter => parameter.ByProvince && !ReferenceEquals(parameter, basis.Pack.Parameters.Find(parameter.Id)));
    }

    /// <summary>
    /// A determiner of a law that may differ from another's in values of parameters only. Where nothing but amounts rests on these, who has what is taken from the other, and only the amounts of the
    /// programmes concerned are worked out anew.
    /// </summary>
    /// <param name="basis">Of the other law, for the same month; itself made without one.</param>
    /// <exception cref="LawStopException">As of the constructor.</exception>
    public static BulkDeterminer Of(LawPack pack, BenefitMonth month, DateOnly knownAt, BulkDeterminer basis) =>
        basis.Month == month && basis.KnownAt == knownAt && AmountsOnly.Parts(pack, basis) is { } parts ? new(pack, basis, parts) : new(pack, month, knownAt);

    public LawPack Pack { get; }
    public BenefitMonth Month { get; }
    public DateOnly KnownAt { get; }

    /// <summary>What the month's law reads of people and households.</summary>
    public CaseReading Reading => Plan.Reading;

    /// <summary>Everything that was decided, by number.</summary>
    public OutcomeTable Outcomes { get; } = new();

    /// <summary>Cells met so far; of a law asked by classes also these.</summary>
    public int Cells => Basis is null ? Plan.Codes.Cells.Count : Known.Count + Classes;

    /// <summary>Classes of people, each in provinces that are alike, that were asked in place of cells.</summary>
    internal int Classes { get; set; }

    /// <summary>Questions that the determiner was asked.</summary>
    public int Decided => _decided;

    /// <summary>Cells met so far by question: contradictions, programmes, and the tables that are asked first.</summary>
    public IReadOnlyList<(string Question, int Cells)> CellsByQuestion =>
        [("contradictions", Contradictions.Keys), .. Parts.SelectMany(part => part.Tables.Select(table => (table.Table!.Decision, table.Keys)).Prepend((part.Programme!.Id, part.Keys)))];

    /// <summary>Whether who has what is taken from the determiner of another law.</summary>
    public bool RestsOnBasis => Basis is not null;

    /// <summary>Whether people whom the other determiner cannot tell apart are the same to this one, in a province.</summary>
    public bool AsksNoMoreThan(BulkDeterminer other) => Basis == other && Parts.Where(part => part.Basis is not null).All(part => part.Plan.Reading.IsWithin(other.Plan.Reading));

    /// <summary>The determiner of the law from which this one differs in amounts only; null for one by itself.</summary>
    internal BulkDeterminer? Basis { get; }

    internal BulkPlan Plan { get; }
    internal BulkPart Contradictions { get; }

    /// <summary>The programmes, lower strata first. With a basis a part is the basis' own where nothing differs.</summary>
    internal IReadOnlyList<BulkPart> Parts { get; }

    /// <summary>Numbers of the basis' cells with what the amounts rest on.</summary>
    internal PairCodes WithAmounts { get; } = new();

    /// <summary>What was decided of each cell.</summary>
    internal DecidedCells Known { get; } = new();

    /// <summary>What the programmes say of each cell that was put together from them; of a law by itself.</summary>
    internal FoundParts Found { get; } = new();

    /// <summary>With a basis: whether a value that a province sets differs, so that people alike to the basis may differ by province.</summary>
    internal bool DiffersByProvince { get; }

    internal PairCodes Joined { get; } = new();
    internal PairCodes Couples { get; } = new();

    /// <summary>The outcome of each number of <see cref="Joined"/> that is the whole of what the programmes say.</summary>
    internal ConcurrentDictionary<int, int> OutcomeOfJoined { get; } = [];

    /// <summary>What becomes of the outcomes of spouses, by number of <see cref="Couples"/>.</summary>
    internal ConcurrentDictionary<int, (int One, int Other)> Settled { get; } = [];
    internal PairCodes Households { get; } = new();

    /// <summary>A number from 0 for each province, the same for those in which the same values hold.</summary>
    internal Dictionary<PlaceCode, int> ProvincesAlike(IEnumerable<PlaceCode> provinces)
    {
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        return provinces.ToDictionary(province => province, province =>
        {
            var values = BulkPlan.ValuesOf(Pack, Month, KnownAt, province);
            return classes.TryGetValue(values, out var known) ? known : classes[values] = classes.Count;
        });
    }

    public BulkWorker NewWorker(PeopleDictionary dictionary) => new(this, dictionary);

    internal void CountDecided() => Interlocked.Increment(ref _decided);
}
