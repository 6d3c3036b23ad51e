using System.Data.Common;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>Takes in the statements of reports that were read: all in one commit, or, where there are very many, a commit for each block after all of them were matched.</summary>
internal sealed class StatementIntake(
    PayrollBook book, string? runId, string actor, IReadOnlyList<BankReport> reports, int statementsAtOnce, List<PayrollFault> faults, Action<long>? progress, CancellationToken cancellation)
{
    /// <summary>From so many events on the server is told to look at their table again.</summary>
    private const long ManyEvents = 50_000;

    private const string Action = "payroll.settle";

    private readonly Outcomes _outcomes = new();
    private readonly StatementStore _accounts = new();
    private readonly HashSet<string> _rejected = new(StringComparer.Ordinal);
    private readonly List<BankReport> _readBefore = [];
    private int _blocks;

    /// <exception cref="PayrollRefusedException">Every fault of every file; nothing is taken in.</exception>
    public SettleResult InOneCommit()
    {
        using var write = Begin();
        if (reports.FirstOrDefault(report => IsBegun(write.Connection, report)) is { } begun)
        {
            throw new PayrollRefusedException(
                $"Một phần của {begun.MessageId} vừa được ghi bởi lệnh khác; đưa lại tệp này để làm tiếp", $"Part of {begun.MessageId} has just been taken in by another command; give the file again to go on", begun.FileName);
        }

        var posted = new Dictionary<string, Postings>(StringComparer.Ordinal);
        Match(write.Staged, (report, block) =>
        {
            // With a fault nothing of it will be committed: the rest is only looked through for more faults.
            if (faults.Count == 0)
            {
                _outcomes.Apply(write, block, posted, SourceOf(report));
                progress?.Invoke(_outcomes.Heard);
            }
        });
        Outcomes.Record(write, posted, _outcomes.Heard);
        Finish(write);
        return Result();
    }

    /// <summary>
    /// Matches everything first, which keeps nobody from writing. Then each block is matched once more and taken in, with how far its report has come, in a commit of its own; statements of accounts
    /// are kept whole, with the last.
    /// </summary>
    /// <exception cref="PayrollRefusedException">Every fault of every file; nothing is taken in. Or somebody else has changed meanwhile what a block rests on; the blocks before are taken in.</exception>
    public SettleResult InBlocks()
    {
        var matchedAt = book.Database.Current();
        using (var rows = book.Database.Stage())
        {
            if (runId is not null)
            {
                RequireState(rows);
            }

            rows.ForSets();
            Match(rows, (_, _) => { });
        }

        if (faults.Count > 0)
        {
            throw new PayrollRefusedException([.. faults.OrderBy(fault => fault.Where, StringComparer.Ordinal).ThenBy(fault => fault.Line)]);
        }

        _rejected.Clear();
        foreach (var report in reports.Except(_readBefore).ToList())
        {
            for (var taken = 0; taken < report.Statements.Count;)
            {
                MayGoOn();
                var before = _blocks;
                taken = TakeBlock(report, taken);
                if (_blocks > before)
                {
                    progress?.Invoke(_outcomes.Heard);
                }
            }
        }

        MayGoOn();
        using var write = Begin();
        if (write.Number.Value != matchedAt.Value + _blocks + 1)
        {
            _readBefore.Clear();
            foreach (var report in reports)
            {
                IsReadBefore(write.Staged, report);
            }

            _accounts.MatchAgain(write.Staged, faults);
        }

        if (_outcomes.Heard >= ManyEvents)
        {
            write.Filled("payroll_payment_event");
        }

        Finish(write);
        return Result();
    }

    /// <returns>How many statements of the report are taken in by now.</returns>
    private int TakeBlock(BankReport report, int begun)
    {
        using var write = Begin();
        if (IsReadBefore(write.Staged, report))
        {
            return report.Statements.Count;
        }

        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        // A run of this command before, or somebody beside, may have come further.
        var taken = Math.Max(begun, write.Connection.ExecuteScalar<int>(
            "select coalesce(max(statements), 0) from payroll_bank_report_part where message = @Message and message_id = @MessageId", new { report.Message, report.MessageId }));
        var statements = report.Statements.Skip(taken).Take(statementsAtOnce).ToList();
        if (statements.Count == 0)
        {
            return taken;
        }

        var block = Matcher(write.Staged).Match(report, statements, again: true);
        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        var posted = new Dictionary<string, Postings>(StringComparer.Ordinal);
        Outcomes.Record(write, posted, _outcomes.Apply(write, block, posted, SourceOf(report)));
        taken += statements.Count;
        write.Connection.Execute(
            "insert into payroll_bank_report_part (message, message_id, digest, statements, known) values (@Message, @MessageId, @Digest, @taken, @known)",
            new { report.Message, report.MessageId, report.Digest, taken, known = write.Number.Value });
        write.Commit();
        _blocks++;
        return taken;
    }

    /// <summary>Whether part of the report is taken in and the rest not: its next blocks follow, in their order.</summary>
    internal static bool IsBegun(DbConnection connection, BankReport report) => connection.ExecuteScalar<long>(
        """
        select count(*) from payroll_bank_report_part p where p.message = @Message and p.message_id = @MessageId
        and not exists (select 1 from payroll_bank_report r where r.message = p.message and r.message_id = p.message_id)
        """, new { report.Message, report.MessageId }) > 0;

    private void MayGoOn()
    {
        if (_blocks == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
        else if (cancellation.IsCancellationRequested)
        {
            throw new PayrollRefusedException(
                $"Đã dừng sau khi ghi {_outcomes.Heard} mục; đưa lại đúng các tệp này để làm tiếp", $"Stopped after {_outcomes.Heard} statements were taken in; give the same files again to go on", reports[0].FileName);
        }
    }

    private WriteTransaction Begin()
    {
        var write = book.Database.Begin(actor, Action);
        try
        {
            if (runId is not null)
            {
                RequireState(write.Staged);
            }

            write.Staged.ForSets();
            return write;
        }
        catch
        {
            write.Dispose();
            throw;
        }
    }

    private void RequireState(StagedRows rows) => RunSteps.Require(rows.Connection, runId!, "settle", RunState.Ordered, RunState.Settled, RunState.Closed);

    /// <summary>Goes through all reports, block by block.</summary>
    private void Match(StagedRows rows, Action<BankReport, HeardBlock> matched)
    {
        foreach (var report in reports)
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsReadBefore(rows, report))
            {
                continue;
            }

            var matcher = Matcher(rows);
            matcher.CheckOrders(report);
            _accounts.Match(rows, report, _rejected, faults);
            foreach (var statements in report.Statements.Chunk(statementsAtOnce))
            {
                cancellation.ThrowIfCancellationRequested();
                matched(report, matcher.Match(report, statements));
            }
        }
    }

    private OutcomeMatcher Matcher(StagedRows rows) => new(rows, runId, _rejected, faults);

    private void Finish(WriteTransaction write)
    {
        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        _accounts.Write(write);
        foreach (var report in reports.Except(_readBefore))
        {
            write.Connection.Execute(
                "insert into payroll_bank_report (message, message_id, digest, file_name, statements, known) values (@Message, @MessageId, @Digest, @FileName, @count, @known)",
                new { report.Message, report.MessageId, report.Digest, report.FileName, count = report.Statements.Count, known = write.Number.Value });
        }

        if (reports.Count > _readBefore.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            write.Commit();
        }
    }

    private SettleResult Result() => _outcomes.Result([.. _readBefore.Select(report => report.FileName)]);

    private static string SourceOf(BankReport report) => $"{report.Message}:{report.MessageId}";

    private bool IsReadBefore(StagedRows rows, BankReport report)
    {
        var key = new { report.Message, report.MessageId };
        var first = reports.First(other => (other.Message, other.MessageId) == (report.Message, report.MessageId));
        var digest = !ReferenceEquals(first, report) ? first.Digest : rows.Connection.ExecuteScalar<string?>("select digest from payroll_bank_report where message = @Message and message_id = @MessageId", key);
        var others = rows.Connection.ExecuteScalar<long>(
            "select count(*) from payroll_bank_report_part where message = @Message and message_id = @MessageId and digest <> @Digest", new { report.Message, report.MessageId, report.Digest });
        if (others > 0 || (digest is not null && digest != report.Digest))
        {
            faults.Add(new PayrollFault(
                $"Số hiệu {report.MessageId} đã được đọc với nội dung khác", $"Message {report.MessageId} was read before with other content", report.FileName, 1, 1));
        }
        else if (digest is not null && !_readBefore.Contains(report))
        {
            _readBefore.Add(report);
        }

        return digest == report.Digest;
    }
}
