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
    private readonly Lock _gate = new();
    private readonly Dictionary<(object Dictionary, BulkPlan Plan), ProfileCodes> _profiles = [];
    private int _decided;

    /// <exception cref="LawStopException">The models read cases in a way that no cell can carry; the reason says how.</exception>
    public BulkDeterminer(LawPack pack, BenefitMonth month, DateOnly knownAt)
    {
        (Pack, Month, KnownAt) = (pack, month, knownAt);
        Plan = new BulkPlan(
            pack, month, knownAt,
            pack.Benefits.Programmes.SelectMany(programme => programme.ModelsFor(month) is { } models ? models.Entitlement.Append(models.Level).Append(programme.Bars) : []).OfType<ModelDecision>().Concat(pack.Benefits.Contradictions),
            pack.Benefits.All.Select(benefit => benefit.Payee?.Fact).OfType<string>());
        Contradictions = BulkPart.OfContradictions(pack, month, knownAt, Plan);
        Parts = [.. pack.Benefits.Programmes.OrderBy(programme => programme.Stratum).Select(programme => BulkPart.Of(pack, month, knownAt, programme, Plan))];
        if (Plan.Reading.Outside is { Count: > 0 } outside)
        {
            throw new LawStopException($"mô hình đọc hồ sơ theo cách không tính hàng loạt được: {string.Join("; ", outside)}", $"models read cases in a way that bulk evaluation cannot carry: {string.Join("; ", outside)}");
        }
    }

    public LawPack Pack { get; }
    public BenefitMonth Month { get; }
    public DateOnly KnownAt { get; }

    /// <summary>What the month's law reads of people and households.</summary>
    public CaseReading Reading => Plan.Reading;

    /// <summary>Everything that was decided, by number.</summary>
    public OutcomeTable Outcomes { get; } = new();

    /// <summary>Cells met so far.</summary>
    public int Cells => Plan.Codes.Cells.Count;

    /// <summary>Questions that the determiner was asked.</summary>
    public int Decided => _decided;

    /// <summary>Cells met so far by question: contradictions, programmes, and the tables that are asked first.</summary>
    public IReadOnlyList<(string Question, int Cells)> CellsByQuestion =>
        [("contradictions", Contradictions.Keys), .. Parts.SelectMany(part => part.Tables.Select(table => (table.Table!.Decision, table.Keys)).Prepend((part.Programme!.Id, part.Keys)))];

    internal BulkPlan Plan { get; }
    internal BulkPart Contradictions { get; }

    /// <summary>The programmes, lower strata first.</summary>
    internal IReadOnlyList<BulkPart> Parts { get; }

    /// <summary>What was decided of each cell.</summary>
    internal DecidedCells Known { get; } = new();

    internal PairCodes Joined { get; } = new();
    internal PairCodes Couples { get; } = new();
    internal PairCodes Households { get; } = new();

    public BulkWorker NewWorker(PeopleDictionary dictionary) => new(this, dictionary);

    /// <summary>The numbers of a dictionary's profiles under a plan of this law.</summary>
    internal ProfileCodes ProfilesOf(PeopleDictionary dictionary, BulkPlan plan)
    {
        lock (_gate)
        {
            if (!_profiles.TryGetValue((dictionary, plan), out var profiles))
            {
                _profiles[(dictionary, plan)] = profiles = new ProfileCodes(plan, dictionary, plan == Plan ? null : ProfilesOf(dictionary, Plan));
            }

            return profiles;
        }
    }

    internal void CountDecided() => Interlocked.Increment(ref _decided);
}
