using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Orders;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>A file from a bank or a payment point.</summary>
public sealed record OutcomeFile(string Name, byte[] Content);

/// <summary>What the files changed: payments by outcome, files that had been read before, and statements that contradict earlier ones.</summary>
public sealed record SettleResult(int Settled, int CameBack, int Accepted, int Unchanged, IReadOnlyList<string> ReadBefore, IReadOnlyList<CheckFinding> Contradictions);

/// <summary>
/// Takes in outcomes: pain.002, camt.053, camt.054 and returned cash lists. All files are read and matched first; one fault and nothing is taken in. A file sent twice changes nothing, and the order
/// in which files arrive does not matter: the outcome with precedence stands (accepted, settled, rejected, returned).
/// </summary>
public static class SettleRun
{
    /// <param name="book">The payroll.</param>
    /// <param name="runId">Only this run's payments may be spoken of; null for any.</param>
    /// <param name="actor">Who brings the files.</param>
    /// <param name="files">Read whole before anything is written.</param>
    /// <exception cref="PayrollRefusedException">Every fault of every file.</exception>
    public static SettleResult Execute(PayrollBook book, string? runId, string actor, IReadOnlyList<OutcomeFile> files)
    {
        var faults = new List<PayrollFault>();
        var reports = new List<BankReport>();
        foreach (var file in files)
        {
            try
            {
                reports.Add(CashReturnReader.IsCashList(file.Content) ? CashReturnReader.Read(file.Content, file.Name) : BankReportReader.Read(file.Content, file.Name));
            }
            catch (PayrollRefusedException refused)
            {
                faults.AddRange(refused.Faults);
            }
        }

        using var write = book.Database.Begin(actor, "payroll.settle");
        if (runId is not null)
        {
            RunSteps.Require(write.Connection, runId, "settle", RunState.Ordered, RunState.Settled, RunState.Closed);
        }

        var readBefore = new List<BankReport>();
        var matched = new List<(BankStatement Statement, Payment Payment, BankReport Report)>();
        var rejected = new HashSet<string>(StringComparer.Ordinal);
        var accounts = new StatementStore(write.Connection);
        // Answers to orders first: what they reject is not in the sum that the account's statement books for the order.
        foreach (var report in reports.OrderBy(report => report.Message != MessageSchema.Pain002.Name))
        {
            if (ReadBefore(write, report, reports, readBefore, faults))
            {
                continue;
            }

            var found = OutcomeMatcher.Match(write.Connection, report, runId, rejected, faults);
            accounts.Match(report, rejected, faults);
            rejected.UnionWith(found.Where(one => one.Statement.Outcome == PaymentOutcome.Rejected).Select(one => one.Payment.Id));
            matched.AddRange(found);
        }

        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        var result = Apply(write, matched, [.. readBefore.Select(report => report.FileName)]);
        accounts.Write(write);
        foreach (var report in reports.Except(readBefore))
        {
            write.Connection.Execute(
                "insert into payroll_bank_report (message, message_id, digest, file_name, statements, known) values (@Message, @MessageId, @Digest, @FileName, @count, @known)",
                new { report.Message, report.MessageId, report.Digest, report.FileName, count = report.Statements.Count, known = write.Number.Value });
        }

        if (reports.Count > readBefore.Count)
        {
            write.Commit();
        }

        return result;
    }

    private static bool ReadBefore(WriteTransaction write, BankReport report, List<BankReport> reports, List<BankReport> readBefore, List<PayrollFault> faults)
    {
        var first = reports.First(other => (other.Message, other.MessageId) == (report.Message, report.MessageId));
        var digest = !ReferenceEquals(first, report) ? first.Digest : write.Connection.ExecuteScalar<string?>("select digest from payroll_bank_report where message = @Message and message_id = @MessageId", new { report.Message, report.MessageId });
        if (digest is not null && digest != report.Digest)
        {
            faults.Add(new PayrollFault(
                $"Số hiệu {report.MessageId} đã được đọc với nội dung khác", $"Message {report.MessageId} was read before with other content", report.FileName, 1, 1));
        }
        else if (digest is not null)
        {
            readBefore.Add(report);
        }

        return digest == report.Digest;
    }

    private static SettleResult Apply(WriteTransaction write, List<(BankStatement Statement, Payment Payment, BankReport Report)> matched, List<string> readBefore)
    {
        var (settled, cameBack, accepted, unchanged) = (0, 0, 0, 0);
        var contradictions = new List<CheckFinding>();
        var postings = new Dictionary<string, Postings>(StringComparer.Ordinal);
        var now = new Dictionary<string, PaymentOutcome?>(StringComparer.Ordinal);
        foreach (var (statement, payment, report) in matched)
        {
            var before = now.TryGetValue(payment.Id, out var changed) ? changed : payment.Outcome;
            var moves = before is null || statement.Outcome > before;
            if ((before, statement.Outcome) is (PaymentOutcome.Settled, PaymentOutcome.Rejected) or (PaymentOutcome.Rejected, PaymentOutcome.Settled))
            {
                contradictions.Add(new CheckFinding(
                    "contradiction", payment.Id, $"{payment.Amount} đồng: ngân hàng vừa báo đã chi vừa báo từ chối; hỏi lại ngân hàng trước khi chi lại",
                    $"{payment.Amount} đồng: the bank reports it both settled and rejected; ask the bank before it is sent again"));
            }

            PaymentStore.Outcome(write, payment.Id, statement.Outcome, moves, $"{report.Message}:{report.MessageId}", statement.Reason, statement.Text);
            if (!moves)
            {
                unchanged++;
                continue;
            }

            now[payment.Id] = statement.Outcome;
            Post(write, postings, payment, before, statement.Outcome);
            _ = statement.Outcome switch
            {
                PaymentOutcome.Accepted => accepted++,
                PaymentOutcome.Settled => settled++,
                _ => cameBack++,
            };
        }

        foreach (var (runId, posted) in postings.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var run = RunSteps.Require(write.Connection, runId);
            var done = run.State == RunState.Ordered && PaymentStore.Of(write.Connection, runId).All(payment => payment.HasOutcome);
            posted.Write(write, runId, RunStore.Step(write, run, "settle", done ? RunState.Settled : run.State, string.Create(CultureInfo.InvariantCulture, $"{matched.Count}")));
        }

        return new SettleResult(settled, cameBack, accepted, unchanged, readBefore, contradictions);
    }

    private static void Post(WriteTransaction write, Dictionary<string, Postings> postings, Payment payment, PaymentOutcome? before, PaymentOutcome after)
    {
        if (!postings.TryGetValue(payment.RunId, out var posted))
        {
            postings.Add(payment.RunId, posted = new Postings());
        }

        var from = before switch
        {
            null or PaymentOutcome.Accepted => LedgerAccount.InTransit,
            PaymentOutcome.Settled => LedgerAccount.Cash,
            _ => LedgerAccount.Payable,
        };
        var to = after switch
        {
            PaymentOutcome.Accepted => LedgerAccount.InTransit,
            PaymentOutcome.Settled => LedgerAccount.Cash,
            _ => LedgerAccount.Payable,
        };
        if (from == to)
        {
            return;
        }

        foreach (var (bucket, benefit, parts) in PaymentStore.Items(write.Connection, payment.Id))
        {
            posted.Post(bucket, from, to, benefit, parts);
        }
    }
}
