using System.Data.Common;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// Another person approves: from here on the content is frozen and stands in the ledger. What the run rests on below grade verified must be accepted by name. Where a threshold of the area is
/// reached, the first signature is recorded and the run stays checked until a second person signs. A budget that does not suffice refuses.
/// </summary>
public static class ApproveRun
{
    /// <param name="book">The payroll.</param>
    /// <param name="runId">A checked run.</param>
    /// <param name="actor">Neither who drew the run up nor who checked it.</param>
    /// <param name="accepted">Ids of <see cref="RunTally.Weak"/>.</param>
    /// <param name="acceptAll">Accepts everything that is listed.</param>
    /// <param name="reason">Why, for the record.</param>
    /// <returns>The run: approved, or still checked after the first of two signatures.</returns>
    /// <exception cref="PayrollRefusedException">Own run, not checked, something not accepted, an exhausted budget, or a receivable changed since.</exception>
    public static PayrollRun Execute(PayrollBook book, string runId, string actor, IReadOnlyCollection<string> accepted, bool acceptAll = false, string reason = "")
    {
        using var write = book.Database.Begin(actor, "payroll.approve");
        var run = RunSteps.Require(write.Connection, runId, "approve", RunState.Checked);
        if (RunSteps.ActorsOf(write.Connection, runId, "run", "check").Contains(actor, StringComparer.OrdinalIgnoreCase))
        {
            throw new PayrollRefusedException(
                $"{actor} đã lập hoặc kiểm tra kỳ này: người khác phải duyệt", $"{actor} drew up or checked this run: somebody else must approve it", run.Id);
        }

        var endorsers = RunSteps.Endorsers(write.Connection, runId);
        if (endorsers.Contains(actor, StringComparer.OrdinalIgnoreCase))
        {
            throw new PayrollRefusedException(
                $"{actor} đã duyệt lần thứ nhất: cần người thứ hai", $"{actor} has signed first: a second person must approve", run.Id);
        }

        var (content, tally) = RunSteps.Proven(book, write.Connection, run);
        var weak = tally.Weak;
        var faults = weak.Where(one => !acceptAll && !accepted.Contains(one.Id)).Select(one => new PayrollFault(
                $"Cần chấp nhận '{one.Id}' (nguồn {Law.EvidenceGrades.Code(one.Grade)}, {one.Lines} dòng, {one.Amount} đồng)",
                $"'{one.Id}' must be accepted (grade {Law.EvidenceGrades.Code(one.Grade)}, {one.Lines} lines, {one.Amount} đồng)", one.Id))
            .Concat(accepted.Where(id => weak.All(one => one.Id != id)).Select(id => new PayrollFault(
                $"'{id}' không có trong danh sách cần chấp nhận", $"'{id}' is not on the list of what is to be accepted", id)))
            .Concat(Limits.Budgets.Of(write.Connection, run, tally.Wanted(content)).Where(budget => budget.IsExhausted).Select(budget => new PayrollFault(
                $"Không đủ kinh phí. {budget.Vi}", $"The budget does not suffice. {budget.En}", budget.Fund)))
            .ToList();
        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        RequireBooksUnchanged(run, write.Connection);
        foreach (var one in weak)
        {
            write.Connection.Execute(
                "insert into payroll_acceptance (run_id, parameter, grade, actor, known) values (@runId, @Id, @grade, @actor, @known)",
                new { runId, one.Id, grade = Law.EvidenceGrades.Code(one.Grade), actor, known = write.Number.Value });
            write.Audit("payroll.accept", run.Id, $"{one.Id}|{Law.EvidenceGrades.Code(one.Grade)}");
        }

        if (endorsers.Count == 0 && Limits.Thresholds.Reached(write.Connection, run, content) is { Count: > 0 } reached)
        {
            RunStore.Step(write, run, "endorse", RunState.Checked, string.Join("; ", reached.Select(one => one.Vi).Prepend(reason).Where(text => text.Length > 0)));
            write.Commit();
            return run;
        }

        var step = RunStore.Step(write, run, "approve", RunState.Approved, reason);
        Post(content, tally, write.Connection).Write(write, runId, step);
        write.Commit();
        return run with { State = RunState.Approved };
    }

    private static Postings Post(RunContent content, RunTally tally, DbConnection connection)
    {
        var postings = new Postings();
        tally.Post(postings);

        foreach (var claim in content.Receivables)
        {
            postings.Post(claim.Bucket, LedgerAccount.Receivable, LedgerAccount.Expense, claim.Benefit, claim.Parts);
        }

        foreach (var receivable in content.Cancelled.Select(one => one.Receivable).Concat(content.Recovered.Select(one => one.Receivable)).Distinct())
        {
            // What was written off stands in that account by now, not among the receivables.
            var (bucket, benefit) = ReceivableStore.KeyOf(connection, receivable);
            var writtenOff = WrittenOff(connection, receivable);
            void End(LedgerAccount debit, Arrears.FundAmounts parts)
            {
                var gone = Arrears.FundAmounts.Of(parts.Parts.Select(part => (part.Fund, part.Amount < writtenOff[part.Fund] ? part.Amount : writtenOff[part.Fund])));
                writtenOff -= gone;
                postings.Post(bucket, debit, LedgerAccount.Receivable, benefit, parts - gone);
                postings.Post(bucket, debit, LedgerAccount.WrittenOff, benefit, gone);
            }

            foreach (var one in content.Cancelled.Where(one => one.Receivable == receivable))
            {
                End(LedgerAccount.Expense, one.Parts);
            }

            foreach (var one in content.Recovered.Where(one => one.Receivable == receivable))
            {
                End(LedgerAccount.Payable, one.Parts);
            }
        }

        foreach (var (bucket, move) in content.Reclassifications.Select(one => (one.Bucket, one.Move)))
        {
            postings.Post(bucket, LedgerAccount.Reclassification, LedgerAccount.Expense, move.From, Arrears.FundAmounts.None.Plus(move.FromFund, move.Amount));
            postings.Post(bucket, LedgerAccount.Expense, LedgerAccount.Reclassification, move.To, Arrears.FundAmounts.None.Plus(move.ToFund, move.Amount));
        }

        return postings;
    }

    /// <summary>What this run takes back or keeps of a receivable beyond what is still open.</summary>
    private static Arrears.FundAmounts WrittenOff(DbConnection connection, string receivable)
    {
        var openAfter = Receivables.ReceivableLife.Open(connection, receivable, booked: true);
        return Arrears.FundAmounts.Of(openAfter.Parts.Where(part => part.Amount < Law.Vnd.Zero).Select(part => (part.Fund, -part.Amount)));
    }

    /// <summary>Between drawing up and approving, somebody may have recovered or written off what this run takes back, or another area's run may have been approved for the same months.</summary>
    private static void RequireBooksUnchanged(PayrollRun run, DbConnection connection)
    {
        var books = new { books = run.BooksNumber.Value, id = run.Id };
        var receivables = connection.Query<string>(
            """
            select distinct mine.receivable_id from payroll_receivable_event mine
            join payroll_receivable_event other on other.receivable_id = mine.receivable_id and (other.run_id is null or other.run_id <> mine.run_id)
            left join payroll_step a on a.run_id = other.run_id and a.step = 'approve'
            where mine.run_id = @id and (case when other.run_id is null then other.known else a.known end) > @books
            """, books)
            .Select(id => new PayrollFault("Khoản phải thu đã thay đổi sau khi lập kỳ: hủy và lập lại", "The receivable changed after the run was drawn up: cancel it and run again", id));
        // From the months of this run to who else wrote into them: very many other runs may have been approved since, and few of them, mostly none, for these people.
        const string Since = "exists (select 1 from payroll_step s where s.run_id = other.run_id and s.step = 'approve' and s.known > @books) and other.run_id <> @id";
        const string Same = "other.bucket = mine.bucket and other.person_id = mine.person_id and other.month = mine.month and other.family = mine.family";
        const string Mine = "(select bucket, person_id, family, month from payroll_line where run_id = @id union select bucket, person_id, family, month from payroll_receivable where run_id = @id) mine";
        var others = connection.ExecuteScalar<long>("select count(*) from (select 1 as one from payroll_step where step = 'approve' and known > @books and run_id <> @id limit 1) s", books) > 0;
        var months = !others ? [] : connection.Query<(string Person, string Month, string Run)>(
            $"""
            select person_id, month, min(run_id) from (
                select mine.person_id, mine.month, other.run_id from {Mine} join payroll_line other on {Same} where {Since}
                union select mine.person_id, mine.month, other.run_id from {Mine} join payroll_receivable other on {Same} where {Since}
            ) found group by person_id, month order by person_id, month
            """, books)
            .Select(row => new PayrollFault(
                $"Kỳ {row.Run} được duyệt sau khi lập kỳ này và cũng tính tháng {row.Month} của {row.Person}: hủy và lập lại",
                $"Run {row.Run} was approved after this one was drawn up and settles {row.Month} of {row.Person} too: cancel it and run again", row.Person));
        var faults = receivables.Concat(months).ToList();
        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }
    }
}
