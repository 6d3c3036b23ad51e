using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Registry;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// A month drawn up in groups of buckets, one after the other: lines of people of whom nothing changed are taken over from the month before, the others are decided. What a group held is let go with it; only what is
/// no line, and seldom, is kept to the end. The content is the one that everybody decided anew would have.
/// </summary>
internal sealed class MonthDrawing
{
    /// <summary>So many people are decided at a time; their awards and books are then looked up by key.</summary>
    private const int DecidedAtOnce = 4_000;
    private const int Buckets = 256;

    private readonly PayrollBook _book;
    private readonly PayrollRun _run;
    private readonly Takeover _takeover;
    private readonly InputReader _reader;
    private readonly DbConnection _connection;
    private readonly RegistrySnapshot _snapshot;
    private readonly AreaScope _scope;
    private readonly bool _everybody;
    private readonly List<RunPart> _parts = [];
    private MonthBridge _bridge = MonthBridge.OfUnchanged(default);

    /// <param name="everybody">Nothing is taken over.</param>
    public MonthDrawing(PayrollBook book, DbConnection connection, PayrollRun run, Takeover takeover, bool everybody = false)
    {
        _everybody = everybody;
        (_book, _connection, _run, _takeover, _reader) = (book, connection, run, takeover, new InputReader(book, connection));
        (_snapshot, _scope) = (book.RegisterAt(run.RegistryNumber), AreaScope.Of(run.Area));
        Groups = (int)Math.Clamp(_snapshot.AwardCount(_scope) / book.AwardsAGroup, 1, Buckets);
    }

    /// <summary>How many groups there are; one is held in memory whole.</summary>
    public int Groups { get; }

    /// <summary>How many lines were taken over so far.</summary>
    public long TakenOver { get; private set; }

    /// <summary>The lines group by group, in canonical order over all of them.</summary>
    public IEnumerable<IReadOnlyList<PayLine>> Lines()
    {
        var carry = _everybody ? null : CarryForward.Of(_book, _connection, _run, _takeover);
        var merged = _snapshot.AwardedMerged(_scope);

        // The rows of who was merged stay in the bucket of the first id: they may belong to any group.
        var strays = (merged.Count == 0 ? [] : Decide(merged, new HashSet<PersonId>())).ToLookup(line => line.Bucket);
        foreach (var buckets in BucketRange.Cut(Groups))
        {
            var awarded = _snapshot.Awarded(_scope, new Bucket(buckets.First), new Bucket(buckets.Last), _run.Month);
            var (lines, decide, gone) = carry?.In(awarded, merged, buckets) ?? ([], awarded.Keys.ToHashSet(), Gone(awarded, merged, buckets));
            TakenOver += lines.Length;
            _bridge += MonthBridge.OfUnchanged(Counted.Of(lines.Select(line => line.Amount)));
            List<PayLine> group = [.. lines, .. Decide(decide, gone), .. Enumerable.Range(buckets.First, buckets.Last - buckets.First + 1).SelectMany(bucket => strays[new Bucket((byte)bucket)])];
            group.Sort(RunContentJson.Compare);
            yield return group;
        }
    }

    /// <summary>What is no line, once all lines were drawn.</summary>
    public RunContent Rest()
    {
        List<Receivable> receivables = [.. _parts.SelectMany(part => part.Receivables)];
        var (recovered, carried) = ReturnedPayments.Take(_reader.OfReturned(_run, _takeover), receivables);
        return RunContentJson.Ordered(new RunContent
        {
            Lines = [],
            Receivables = receivables,
            Cancelled = [.. _parts.SelectMany(part => part.Cancelled)],
            Recovered = recovered,
            Reclassifications = [.. _parts.SelectMany(part => part.Reclassifications)],
            Carried = carried,
            Unpaid = [.. _parts.SelectMany(part => part.Unpaid)],
            Bridge = _bridge + MonthBridge.OfCarried(carried),
        });
    }

    /// <summary>Who was paid the month before and has no award of the area any more.</summary>
    private HashSet<PersonId> Gone(IReadOnlyDictionary<PersonId, bool> awarded, IReadOnlySet<PersonId> merged, BucketRange buckets) =>
    [
        .. _connection.Query<string>(
            "select person_id from payroll_line where run_id = @previous and kind = 'regular' and bucket between @first and @last",
            new { previous = _run.PreviousRun ?? "", first = (long)buckets.First, last = (long)buckets.Last }, buffered: false)
            .Select(person => new PersonId(person)).Where(person => !awarded.ContainsKey(person) && !merged.Contains(_snapshot.Canonical(person))),
    ];

    private List<PayLine> Decide(IReadOnlySet<PersonId> people, IReadOnlySet<PersonId> gone)
    {
        var lines = new List<PayLine>();
        var ordered = people.Select(person => (Bucket: Bucket.Of(person), Person: person)).Order().Select(one => one.Person);
        foreach (var (index, some) in ordered.Chunk(DecidedAtOnce).DefaultIfEmpty([]).Index())
        {
            if (some.Length == 0 && gone.Count == 0)
            {
                break;
            }

            var input = _reader.Read(_run, _takeover, some.ToHashSet(), index == 0 ? gone : new HashSet<PersonId>());
            var part = RunBuilder.Part(input, _book.Pack, BucketRange.All);
            _bridge += MonthBridge.Of(input, _book.Pack, part.Lines, []);
            lines.AddRange(part.Lines);
            if (part.Receivables.Count + part.Cancelled.Count + part.Reclassifications.Count + part.Unpaid.Count > 0)
            {
                _parts.Add(part with { Lines = [] });
            }
        }

        return lines;
    }
}
