using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using Dapper;

namespace AnSinh.Payroll.Verify;

public sealed record VerifyFault(string Where, string What);

/// <summary><paramref name="Checked"/> counts lines, payments, postings and months that were looked at.</summary>
public sealed record VerifyResult(bool Ok, long Checked, IReadOnlyList<VerifyFault> Faults);

/// <summary>
/// Proves the books: stored content has its digest, no month is paid twice, orders are the lines, each step of the ledger adds up to zero and its accounts equal what the lines, payments and
/// receivables say. With <c>full</c> every run of the pack in use is computed again from its own numbers, and every month from the takeover on is computed for everybody and must equal the books.
/// </summary>
public static class VerifyPayroll
{
    public static VerifyResult Execute(PayrollBook book, bool full)
    {
        using var connection = book.Connect();
        var faults = new List<VerifyFault>();
        var count = 0L;
        var runs = RunStore.All(connection);
        foreach (var run in runs)
        {
            var content = ContentStore.Read(connection, run.Id);
            count += content.Lines.Count + content.Receivables.Count;
            if (RunContentJson.Digest(content) != run.Digest)
            {
                faults.Add(new VerifyFault(run.Id, "stored content does not have the run's digest"));
            }

            if (!content.Bridge.AddsUp || content.Bridge.Ordered != content.Total + Vnd.Sum(content.Carried.Select(one => one.Amount)))
            {
                faults.Add(new VerifyFault(run.Id, "the bridge from the month before does not add up"));
            }

            if (run.PreviousRun is { } before && content.Bridge.Before.Amount != Regular(connection, before))
            {
                faults.Add(new VerifyFault(run.Id, $"the bridge begins at {content.Bridge.Before.Amount} đồng, the month before paid {Regular(connection, before)}"));
            }

            if (run.State is RunState.Ordered or RunState.Settled or RunState.Closed)
            {
                count += CheckOrders(connection, run, content, faults);
            }

            if (run.State.IsFrozen())
            {
                var tied = TieOut.Of(connection, run);
                faults.AddRange(tied.Differences.Where(one => !one.OnStatements || (run.State == RunState.Closed && tied.HasStatements && DerivedId.IsPayment(one.Where) && !HeardSinceClosed(connection, run, one.Where)))
                    .Select(one => new VerifyFault(run.Id, one.ToString())));
            }

            if (full && run.LawPack == book.Pack.Hash && RebuildRun.Digest(book, run) != run.Digest)
            {
                faults.Add(new VerifyFault(run.Id, "computed again from its own numbers it gives something else"));
            }
        }

        count += CheckGuard(connection, faults);
        count += CheckLedger(connection, faults);
        CheckReferences(connection, faults);
        if (full)
        {
            count += CheckEverything(book, connection, runs, faults);
        }

        return new VerifyResult(faults.Count == 0, count, faults);
    }

    private static Vnd Regular(DbConnection connection, string runId) =>
        new(connection.ExecuteScalar<long>("select coalesce(sum(amount), 0) from payroll_line where run_id = @runId and kind = 'regular'", new { runId }));

    /// <summary>A payment may come back after its run was closed; the statement that shows it comes later still.</summary>
    private static bool HeardSinceClosed(DbConnection connection, PayrollRun run, string payment) => connection.ExecuteScalar<long>(
        """
        select count(*) from payroll_payment_event e where e.payment_id = @payment
        and e.known > (select max(s.known) from payroll_step s where s.run_id = @Id and s.step = 'close')
        """, new { payment, run.Id }) > 0;

    private static long CheckOrders(DbConnection connection, PayrollRun run, RunContent content, List<VerifyFault> faults)
    {
        var payments = PaymentStore.Of(connection, run.Id);
        var ordered = Vnd.Sum(payments.Select(payment => payment.Amount));
        var owed = content.Total + Vnd.Sum(content.Carried.Select(carried => carried.Amount));
        if (ordered != owed)
        {
            faults.Add(new VerifyFault(run.Id, $"orders are {ordered} đồng, lines and payments sent again {owed}"));
        }

        var items = PaymentStore.Items(connection, run.Id);
        faults.AddRange(payments.Where(payment => Vnd.Sum(items[payment.Id].Select(parts => parts.Total)) != payment.Amount)
            .Select(payment => new VerifyFault(payment.Id, "the payment is not the sum of its lines")));
        return payments.Count;
    }

    private static long CheckGuard(DbConnection connection, List<VerifyFault> faults)
    {
        faults.AddRange(connection.Query<(string Award, string Month)>(
            "select award_id, month from payroll_line where kind = 'regular' and live = 1 group by award_id, benefit, month having count(*) > 1")
            .Select(row => new VerifyFault(row.Award, $"two live regular lines for {row.Month}")));
        return connection.ExecuteScalar<long>("select count(*) from payroll_line where kind = 'regular' and live = 1");
    }

    /// <summary>Rows that come by the million hold no foreign keys: whether what they name is there is asked once, over all of them.</summary>
    private static void CheckReferences(DbConnection connection, List<VerifyFault> faults)
    {
        void None(string what, string orphans) => faults.AddRange(connection.Query<string>(orphans).Select(id => new VerifyFault(id, what)));
        None("the payment belongs to no run", "select p.payment_id from payroll_payment p left join payroll_run q on q.run_id = p.run_id where q.run_id is null");
        None("something was heard of a payment that is not there", "select distinct e.payment_id from payroll_payment_event e left join payroll_payment p on p.payment_id = e.payment_id where p.payment_id is null");
        None(
            "the payment pays a line that is not there, or not so",
            "select distinct i.payment_id from payroll_payment_item i left join payroll_line l on l.line_id = i.line_id where l.line_id is null or l.bucket <> i.bucket or l.benefit <> i.benefit");
        None("what is paid belongs to no payment", "select distinct i.payment_id from payroll_payment_item i left join payroll_payment p on p.payment_id = i.payment_id where p.payment_id is null");
        None("the payment was written by no commit", "select p.payment_id from payroll_payment p left join knowledge k on k.number = p.known where k.number is null");
        None("something was heard of the payment in no commit", "select distinct e.payment_id from payroll_payment_event e left join knowledge k on k.number = e.known where k.number is null");
        None(
            "an entry belongs to no statement",
            "select distinct e.statement_id from payroll_statement_entry e left join payroll_statement s on s.account = e.account and s.statement_id = e.statement_id where s.statement_id is null");
    }

    private static long CheckLedger(DbConnection connection, List<VerifyFault> faults)
    {
        faults.AddRange(connection.Query<(string Run, long Step, long Bucket, string Benefit, string Fund, long Sum)>(
            "select run_id, step, bucket, benefit, fund, sum(amount) from payroll_posting group by run_id, step, bucket, benefit, fund having sum(amount) <> 0")
            .Select(row => new VerifyFault(row.Run, $"step {row.Step} of bucket {row.Bucket}, {row.Benefit}, {row.Fund} adds up to {row.Sum}")));
        faults.AddRange(LedgerMonths.Faults(connection));
        void Equal(LedgerAccount account, Vnd expected)
        {
            var balance = Postings.Balance(connection, account);
            if (balance != expected)
            {
                faults.Add(new VerifyFault($"ledger {Postings.Code(account)}", $"the balance is {balance} đồng, the sub-ledger says {expected}"));
            }
        }

        var books = SubLedger.Read(connection);
        Equal(LedgerAccount.Payable, -books.Payable);
        Equal(LedgerAccount.InTransit, -books.InTransit);
        Equal(LedgerAccount.Receivable, books.Receivable);
        Equal(LedgerAccount.Cash, books.Recovered - books.Settled);
        Equal(LedgerAccount.WrittenOff, books.WrittenOff);
        Equal(LedgerAccount.Reclassification, Vnd.Zero);
        return connection.ExecuteScalar<long>("select count(*) from payroll_posting");
    }

    /// <summary>After the last run of each area, nothing may be missing or too much in any month since the takeover.</summary>
    private static long CheckEverything(PayrollBook book, DbConnection connection, IReadOnlyList<PayrollRun> runs, List<VerifyFault> faults)
    {
        var months = 0L;
        foreach (var last in runs.Where(run => run.State.IsFrozen()).GroupBy(run => run.Area).Select(area => area.Last()))
        {
            if (last.LawPack != book.Pack.Hash)
            {
                faults.Add(new VerifyFault(last.Id, $"the last run is under law pack {last.LawPack[..12]}, not the one in use"));
                continue;
            }

            var takeover = TakeoverStore.Read(connection, last.Area)!;
            var input = new InputReader(book, connection, everything: true).Read(last with { BooksNumber = book.Database.Current() }, takeover) with { Returned = [] };
            months += input.Households.Sum(month => (long)month.Value.Count);
            var difference = RunBuilder.Build(input, book.Pack);
            faults.AddRange(difference.Lines.Select(line => new VerifyFault(
                $"{line.Person} {line.Benefit} {line.Month}", $"{line.Amount} đồng are due and stand in no run")));
            faults.AddRange(difference.Receivables.Select(claim => new VerifyFault(
                $"{claim.Person} {claim.Benefit} {claim.Month}", $"{claim.Amount} đồng were overpaid and are not claimed")));
            faults.AddRange(difference.Cancelled.Select(one => new VerifyFault(one.Receivable, $"{one.Parts.Total} đồng are due after all")));
            faults.AddRange(difference.Reclassifications.Select(one => new VerifyFault(
                $"{one.Person} {one.Month}", $"{one.Move.Amount} đồng belong to {one.Move.To} ({one.Move.ToFund}), not {one.Move.From} ({one.Move.FromFund})")));
        }

        return months;
    }
}
