using System.Data.Common;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// What statements that fit make of payments, a block at a time and by statements over the whole block: the outcome with precedence stands, events are numbered on, and what moves is posted for
/// each run by bucket, benefit and fund.
/// </summary>
internal sealed class Outcomes
{
    /// <summary>The staged statements with what was heard of the payment before: in the books (<c>was</c>), and up to this statement (<c>before</c>); -1 is nothing.</summary>
    private const string Weighed = "payroll_weighed";

    private static readonly string RankOfState = $"case p.state {string.Join(' ', Enum.GetValues<PaymentOutcome>().Select(one => PayrollBook.Text($"when '{Code(one)}' then {(int)one}")))} else -1 end";

    private readonly List<CheckFinding> _contradictions = [];
    private readonly Dictionary<PaymentOutcome, long> _moved = [];
    private long _unchanged;

    /// <summary>Statements so far, one for each payment that they speak of.</summary>
    public long Heard { get; private set; }

    /// <summary>Applies what <see cref="OutcomeMatcher.Match"/> has staged in the same transaction.</summary>
    /// <param name="write">The commit.</param>
    /// <param name="block">What was staged.</param>
    /// <param name="posted">Postings by run; grows. Every run of which something moved is in it.</param>
    /// <param name="source">The message they are from.</param>
    /// <returns>How many statements were recorded.</returns>
    public long Apply(WriteTransaction write, HeardBlock block, Dictionary<string, Postings> posted, string source)
    {
        Weigh(write.Connection, block);
        var heard = write.Connection.Execute(
            $"""
            insert into payroll_payment_event (payment_id, sequence, outcome, source, reason, text, known)
            select payment_id, sequence, {CodeOf("rank")}, @source, reason, text, @known from {Weighed} order by payment_id, sequence
            """, new { source, known = write.Number.Value });
        write.Connection.Execute(
            $"""
            update payroll_payment set state = {CodeOf("m.rank")} from (select payment_id, max(rank) as rank from {Weighed} where rank > was group by payment_id) m
            where m.payment_id = payroll_payment.payment_id and {HeardBlock.Holds("payroll_payment.payment_id")}
            """, block);
        foreach (var (rank, count) in write.Connection.Query<(long Rank, long Count)>($"select case when rank > before then rank else -1 end, count(*) from {Weighed} group by 1"))
        {
            _ = rank < 0 ? _unchanged += count : _moved[(PaymentOutcome)rank] = _moved.GetValueOrDefault((PaymentOutcome)rank) + count;
        }

        _contradictions.AddRange(write.Connection.Query<(string Payment, long Amount)>(
            $"select payment_id, amount from {Weighed} where (before = @settled and rank = @rejected) or (before = @rejected and rank = @settled) order by ordinal",
            new { settled = (long)PaymentOutcome.Settled, rejected = (long)PaymentOutcome.Rejected })
            .Select(row => new CheckFinding(
                "contradiction", row.Payment, $"{new Vnd(row.Amount)} đồng: ngân hàng vừa báo đã chi vừa báo từ chối; hỏi lại ngân hàng trước khi chi lại",
                $"{new Vnd(row.Amount)} đồng: the bank reports it both settled and rejected; ask the bank before it is sent again")));
        Post(write.Connection, block, posted);
        Heard += heard;
        return heard;
    }

    /// <summary>Writes what was posted, and where each run stands now.</summary>
    public static void Record(WriteTransaction write, Dictionary<string, Postings> posted, long heard)
    {
        foreach (var (runId, postings) in posted.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var run = RunSteps.Require(write.Connection, runId);
            var done = run.State == RunState.Ordered && !PaymentStore.AwaitsOutcome(write.Connection, runId);
            postings.Write(write, runId, RunStore.Step(write, run, "settle", done ? RunState.Settled : run.State, heard.ToString(CultureInfo.InvariantCulture)));
        }
    }

    public SettleResult Result(IReadOnlyList<string> readBefore)
    {
        int Of(params ReadOnlySpan<PaymentOutcome> outcomes)
        {
            var sum = 0L;
            foreach (var outcome in outcomes)
            {
                sum += _moved.GetValueOrDefault(outcome);
            }

            return (int)sum;
        }

        return new SettleResult(
            Of(PaymentOutcome.Settled), Of(PaymentOutcome.Rejected, PaymentOutcome.Returned), Of(PaymentOutcome.Accepted), (int)_unchanged, readBefore, _contradictions);
    }

    private static void Weigh(DbConnection connection, HeardBlock block)
    {
        connection.Execute(
            $"""
            create temp table if not exists {Weighed} (ordinal bigint, payment_id text, run_id text, amount bigint, was bigint, before bigint, rank bigint, sequence bigint, reason text, text text);
            delete from {Weighed}
            """);
        // What was heard of a payment before is asked by its key, and only where something was: of a table that grows under it a server would else go through it whole.
        connection.Execute(
            $"""
            insert into {Weighed} (ordinal, payment_id, run_id, amount, was, before, rank, sequence, reason, text)
            select w.ordinal, w.payment_id, w.run_id, w.amount, w.was, case when w.earlier > w.was then w.earlier else w.was end, w.rank,
            w.nth + case when w.was < 0 then 0 else (select coalesce(max(e.sequence), 0) from payroll_payment_event e where e.payment_id = w.payment_id) end, w.reason, w.text
            from (
                select h.ordinal, h.payment_id, p.run_id, p.amount, {RankOfState} as was, h.rank, h.reason, h.text, row_number() over (partition by h.payment_id order by h.ordinal) as nth,
                coalesce(max(h.rank) over (partition by h.payment_id order by h.ordinal rows between unbounded preceding and 1 preceding), -1) as earlier
                from {OutcomeMatcher.Heard} h join payroll_payment p on p.payment_id = h.payment_id and {HeardBlock.Holds("p.payment_id")}
            ) w
            """, block);
    }

    private static void Post(DbConnection connection, HeardBlock block, Dictionary<string, Postings> posted)
    {
        foreach (var run in connection.Query<string>($"select distinct run_id from {Weighed} where rank > was"))
        {
            posted.TryAdd(run, new Postings());
        }

        var moves = connection.Query<(string Run, long Bucket, string Benefit, string Parts, long Was, long Now, long Count)>(
            $"""
            select w.run_id, i.bucket, i.benefit, i.parts, w.was, w.rank, count(*)
            from (select payment_id, run_id, was, max(rank) as rank from {Weighed} where rank > was group by payment_id, run_id, was) w
            join payroll_payment_item i on i.payment_id = w.payment_id and {HeardBlock.Holds("i.payment_id")} group by w.run_id, i.bucket, i.benefit, i.parts, w.was, w.rank
            """, block);
        foreach (var (run, bucket, benefit, parts, was, now, count) in moves)
        {
            var (from, to) = (AccountOf(was), AccountOf(now));
            if (from != to)
            {
                posted[run].Post(new Bucket((byte)bucket), from, to, new BenefitId(benefit), FundAmounts.Parse(parts), count);
            }
        }
    }

    private static string CodeOf(string rank) => $"case {rank} {string.Join(' ', Enum.GetValues<PaymentOutcome>().Select(one => PayrollBook.Text($"when {(int)one} then '{Code(one)}'")))} end";

    private static string Code(PaymentOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static LedgerAccount AccountOf(long rank) => rank switch
    {
        <= (long)PaymentOutcome.Accepted => LedgerAccount.InTransit,
        (long)PaymentOutcome.Settled => LedgerAccount.Cash,
        _ => LedgerAccount.Payable,
    };
}
