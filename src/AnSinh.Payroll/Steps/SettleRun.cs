using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Orders;

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
    /// <summary>Statements taken in with a handful of statements to the database. More of them are committed block by block, so that others can write in between.</summary>
    private const int StatementsAtOnce = 40_000;

    /// <param name="book">The payroll.</param>
    /// <param name="runId">Only this run's payments may be spoken of; null for any.</param>
    /// <param name="actor">Who brings the files.</param>
    /// <param name="files">Read whole before anything is written.</param>
    /// <param name="progress">Hears now and then how many statements are taken in.</param>
    /// <param name="statementsAtOnce">Size of a block.</param>
    /// <param name="cancellation">Stops it. Files of one block are taken in whole or not at all; what is larger goes on from its last block when it is sent again.</param>
    /// <exception cref="PayrollRefusedException">Every fault of every file.</exception>
    public static SettleResult Execute(
        PayrollBook book, string? runId, string actor, IReadOnlyList<OutcomeFile> files, Action<long>? progress = null, int statementsAtOnce = StatementsAtOnce, CancellationToken cancellation = default)
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

        // Answers to orders first: what they reject is not in the sum that the account's statement books for the order.
        var inOneCommit = reports.Sum(report => report.Statements.Count) <= statementsAtOnce && !IsBegun(book, reports);
        var inOrder = reports.OrderBy(report => report.Message != MessageSchema.Pain002.Name).Select(report => inOneCommit ? report : ByPayment(report)).ToList();
        var intake = new StatementIntake(book, runId, actor, inOrder, statementsAtOnce, faults, progress, cancellation);
        return inOneCommit ? intake.InOneCommit() : intake.InBlocks();
    }

    private static bool IsBegun(PayrollBook book, List<BankReport> reports)
    {
        using var connection = book.Database.Connect();
        return reports.Exists(report => StatementIntake.IsBegun(connection, report));
    }

    /// <summary>Statements about whole orders first, then by payment; those of one payment as they follow each other in the file.</summary>
    private static BankReport ByPayment(BankReport report) => report with { Statements = [.. report.Statements.OrderBy(statement => statement.EndToEndId, StringComparer.Ordinal)] };

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
}
