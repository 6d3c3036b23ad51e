using System.Globalization;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;

namespace AnSinh.Payroll.Steps;

/// <summary>What statements that fit make of payments, some at a time: the outcome with precedence stands, and what moves is posted for each run.</summary>
internal sealed class Outcomes(WriteTransaction write)
{
    private const int PaymentsAtOnce = 2_000;

    private readonly Dictionary<string, Postings> _postings = new(StringComparer.Ordinal);
    private readonly List<CheckFinding> _contradictions = [];
    private int _settled;
    private int _cameBack;
    private int _accepted;
    private int _unchanged;

    /// <summary>Statements so far, one for each payment that they speak of.</summary>
    public int Heard { get; private set; }

    /// <param name="matched">Statements with payments as they stand after all that was applied before.</param>
    /// <param name="source">The message they are from.</param>
    public void Apply(IReadOnlyList<(BankStatement Statement, Payment Payment)> matched, string source)
    {
        if (matched.Count == 0)
        {
            return;
        }

        var now = new Dictionary<string, PaymentOutcome?>(StringComparer.Ordinal);
        var heard = new List<(Payment, BankStatement, bool)>(matched.Count);
        var moved = new List<(Payment Payment, LedgerAccount From, LedgerAccount To)>();
        foreach (var (statement, payment) in matched)
        {
            var before = now.TryGetValue(payment.Id, out var changed) ? changed : payment.Outcome;
            var moves = before is null || statement.Outcome > before;
            if ((before, statement.Outcome) is (PaymentOutcome.Settled, PaymentOutcome.Rejected) or (PaymentOutcome.Rejected, PaymentOutcome.Settled))
            {
                _contradictions.Add(new CheckFinding(
                    "contradiction", payment.Id, $"{payment.Amount} đồng: ngân hàng vừa báo đã chi vừa báo từ chối; hỏi lại ngân hàng trước khi chi lại",
                    $"{payment.Amount} đồng: the bank reports it both settled and rejected; ask the bank before it is sent again"));
            }

            heard.Add((payment, statement, moves));
            if (!moves)
            {
                _unchanged++;
                continue;
            }

            now[payment.Id] = statement.Outcome;
            moved.Add((payment, AccountOf(before), AccountOf(statement.Outcome)));
            _ = statement.Outcome switch
            {
                PaymentOutcome.Accepted => _accepted++,
                PaymentOutcome.Settled => _settled++,
                _ => _cameBack++,
            };
        }

        Heard += matched.Count;
        foreach (var (index, some) in heard.Chunk(PaymentsAtOnce).Index())
        {
            PaymentStore.Outcomes(write, some, source, asRead: index == 0);
        }

        foreach (var some in moved.Chunk(PaymentsAtOnce))
        {
            Post(some);
        }
    }

    /// <summary>Posts what was moved and says where each run stands.</summary>
    public SettleResult Finish(IReadOnlyList<string> readBefore)
    {
        foreach (var (runId, posted) in _postings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var run = RunSteps.Require(write.Connection, runId);
            var done = run.State == RunState.Ordered && PaymentStore.WithoutOutcome(write.Connection, runId) == 0;
            posted.Write(write, runId, RunStore.Step(write, run, "settle", done ? RunState.Settled : run.State, Heard.ToString(CultureInfo.InvariantCulture)));
        }

        return new SettleResult(_settled, _cameBack, _accepted, _unchanged, readBefore, _contradictions);
    }

    private void Post(IReadOnlyCollection<(Payment Payment, LedgerAccount From, LedgerAccount To)> moved)
    {
        foreach (var run in moved.Select(one => one.Payment.RunId).Distinct().Where(run => !_postings.ContainsKey(run)))
        {
            _postings.Add(run, new Postings());
        }

        var between = moved.Where(one => one.From != one.To).ToList();
        if (between.Count == 0)
        {
            return;
        }

        var items = PaymentStore.Items(write.Connection, between.Select(one => one.Payment.Id).Distinct());
        foreach (var (payment, from, to) in between)
        {
            foreach (var (bucket, benefit, parts) in items[payment.Id])
            {
                _postings[payment.RunId].Post(bucket, from, to, benefit, parts);
            }
        }
    }

    private static LedgerAccount AccountOf(PaymentOutcome? outcome) => outcome switch
    {
        null or PaymentOutcome.Accepted => LedgerAccount.InTransit,
        PaymentOutcome.Settled => LedgerAccount.Cash,
        _ => LedgerAccount.Payable,
    };
}
