using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// Determines any number of people for one month by the rules that decide a single case. From the typed form of the models it is known what the law asks of a person and what it cannot tell
/// apart; people who are alike in that fall into one cell, and the first of them who comes is decided by the <see cref="Determiner"/> for all. A household that no cell can carry is decided
/// as it stands, once for all that are the same. So the answer is that of the determiner for everybody, and costs a look-up for most. Shared by all threads, each with a <see cref="BulkWorker"/>.
/// </summary>
public sealed class BulkDeterminer
{
    private readonly Lock _gate = new();
    private int[] _outcomes = [];
    private int _decided;

    /// <exception cref="LawStopException">The models read cases in a way that no cell can carry; the reason says how.</exception>
    public BulkDeterminer(LawPack pack, BenefitMonth month, DateOnly knownAt)
    {
        (Pack, Month, KnownAt) = (pack, month, knownAt);
        Plan = new BulkPlan(pack, month, knownAt);
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
    public int Cells => Codes.Cells.Count;

    /// <summary>Households that the determiner was asked about.</summary>
    public int Decided => _decided;

    internal BulkPlan Plan { get; }
    internal BulkCodes Codes { get; } = new();

    public BulkWorker NewWorker(PeopleDictionary dictionary) => new(this, dictionary);

    internal void CountDecided() => Interlocked.Increment(ref _decided);

    /// <summary>The outcome of a cell; -1 where nobody of it has been decided yet.</summary>
    internal int OutcomeOf(int cell)
    {
        lock (_gate)
        {
            return cell < _outcomes.Length ? _outcomes[cell] - 1 : -1;
        }
    }

    internal void Decide(int cell, int outcome)
    {
        lock (_gate)
        {
            if (cell >= _outcomes.Length)
            {
                Array.Resize(ref _outcomes, Math.Max(cell + 1, _outcomes.Length * 2));
            }

            _outcomes[cell] = outcome + 1;
        }
    }
}

/// <summary>Numbers of everything that a cell is made of; each kind of tuple has a table of its own.</summary>
internal sealed class BulkCodes
{
    public PairCodes Rows { get; } = new();
    public PairCodes Members { get; } = new();
    public PairCodes TieEntries { get; } = new();
    public PairCodes Ties { get; } = new();
    public PairCodes Cells { get; } = new();
    public PairCodes Couples { get; } = new();
    public PairCodes Households { get; } = new();
}
