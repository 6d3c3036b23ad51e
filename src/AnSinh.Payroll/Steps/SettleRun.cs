using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Orders;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>A file from a bank or a payment point.</summary>
public sealed record OutcomeFile(string Name, byte[] Content)
{
    /// <summary>Where the file stands, when it is not in memory.</summary>
    private string? Path { get; init; }

    /// <summary>A file that is read from where it stands, piece by piece, and must not change meanwhile.</summary>
    public static OutcomeFile At(string path) => new(path, []) { Path = path };

    internal Stream Open() => Path is null ? new MemoryStream(Content, writable: false) : File.OpenRead(Path);
}

/// <summary>What the files changed: payments by outcome, files that had been read before, and statements that contradict earlier ones.</summary>
public sealed record SettleResult(int Settled, int CameBack, int Accepted, int Unchanged, IReadOnlyList<string> ReadBefore, IReadOnlyList<CheckFinding> Contradictions);

/// <summary>
/// Takes in outcomes: pain.002, camt.053, camt.054 and returned cash lists. All files are read and matched first; one fault and nothing is taken in. A file sent twice changes nothing, and the order
/// in which files arrive does not matter: the outcome with precedence stands (accepted, settled, rejected, returned).
/// </summary>
public static class SettleRun
{
    /// <summary>Statements matched and recorded with a handful of questions to the database.</summary>
    private const int StatementsAtOnce = 2_000;

    /// <param name="book">The payroll.</param>
    /// <param name="runId">Only this run's payments may be spoken of; null for any.</param>
    /// <param name="actor">Who brings the files.</param>
    /// <param name="files">Read whole before anything is written.</param>
    /// <param name="progress">Hears now and then how many statements are matched.</param>
    /// <param name="cancellation">Stops it; nothing is taken in.</param>
    /// <exception cref="PayrollRefusedException">Every fault of every file.</exception>
    public static SettleResult Execute(PayrollBook book, string? runId, string actor, IReadOnlyList<OutcomeFile> files, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        var faults = new List<PayrollFault>();
        var reports = new List<BankReport>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                reports.Add(Read(file));
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
        var rejected = new HashSet<string>(StringComparer.Ordinal);
        var accounts = new StatementStore(write.Connection);
        var outcomes = new Outcomes(write);
        // Answers to orders first: what they reject is not in the sum that the account's statement books for the order.
        foreach (var report in reports.OrderBy(report => report.Message != MessageSchema.Pain002.Name))
        {
            if (ReadBefore(write, report, reports, readBefore, faults))
            {
                continue;
            }

            OutcomeMatcher.CheckOrders(write.Connection, report, runId, faults);
            accounts.Match(report, rejected, faults);
            foreach (var statements in report.Statements.Chunk(StatementsAtOnce))
            {
                cancellation.ThrowIfCancellationRequested();
                var matched = OutcomeMatcher.Match(write.Connection, report, statements, runId, rejected, faults);
                rejected.UnionWith(matched.Where(one => one.Statement.Outcome == PaymentOutcome.Rejected).Select(one => one.Payment.Id));
                if (faults.Count == 0)
                {
                    // With a fault nothing of it will be committed: the rest is only looked through for more faults.
                    outcomes.Apply(matched, $"{report.Message}:{report.MessageId}");
                    progress?.Invoke(outcomes.Heard);
                }
            }
        }

        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        var result = outcomes.Finish([.. readBefore.Select(report => report.FileName)]);
        accounts.Write(write);
        foreach (var report in reports.Except(readBefore))
        {
            write.Connection.Execute(
                "insert into payroll_bank_report (message, message_id, digest, file_name, statements, known) values (@Message, @MessageId, @Digest, @FileName, @count, @known)",
                new { report.Message, report.MessageId, report.Digest, report.FileName, count = report.Statements.Count, known = write.Number.Value });
        }

        if (reports.Count > readBefore.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            write.Commit();
        }

        return result;
    }

    private static BankReport Read(OutcomeFile file)
    {
        var beginning = new byte[64];
        using (var stream = file.Open())
        {
            beginning = beginning[..stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        }

        if (!CashReturnReader.IsCashList(beginning))
        {
            return BankReportReader.Read(file.Open, file.Name);
        }

        using var whole = file.Open();
        var content = new byte[whole.Length];
        whole.ReadExactly(content);
        return CashReturnReader.Read(content, file.Name);
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
}
