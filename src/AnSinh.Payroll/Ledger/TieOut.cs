using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Ledger;

/// <summary>Two of lines, orders, ledger and bank statements that say different things, and by how much; <paramref name="OnStatements"/> where the bank is one of the two.</summary>
public sealed record TieOutDifference(string Where, bool OnStatements, Vnd Difference, string Vi, string En)
{
    public override string ToString() => $"{Where}: {En}";
}

/// <summary>A run held together: what its lines owe, what was ordered, what the ledger and the statements of the paying account say left for good.</summary>
public sealed record TieOutResult(Vnd Owed, Vnd Ordered, Vnd Settled, Vnd LedgerCash, Vnd OnStatements, bool HasStatements, IReadOnlyList<TieOutDifference> Differences)
{
    public bool Ties => Differences.Count == 0;
}

/// <summary>Lines = orders = ledger = bank statements, for one run. Cash lists are held against their signed return; transfers against the account's statements.</summary>
public static class TieOut
{
    private static readonly string[] OwnSteps = ["approve", "order", "settle"];

    /// <summary>Everything about the run as it stands now.</summary>
    public static TieOutResult Of(PayrollBook book, string runId)
    {
        using var connection = book.Connect();
        return Of(connection, Steps.RunSteps.Require(connection, runId));
    }

    internal static TieOutResult Of(DbConnection connection, PayrollRun run)
    {
        var content = ContentStore.Read(connection, run.Id);
        var payments = PaymentStore.Of(connection, run.Id);
        var differences = new List<TieOutDifference>();
        void Equal(string where, Vnd actual, Vnd expected, string vi, string en)
        {
            if (actual != expected)
            {
                differences.Add(new TieOutDifference(where, false, actual - expected, $"{vi}: {actual} đồng, phải là {expected} (chênh {actual - expected})", $"{en}: {actual} đồng, must be {expected} (difference {actual - expected})"));
            }
        }

        Vnd Sum(Func<Payment, bool> which) => Vnd.Sum(payments.Where(which).Select(payment => payment.Amount));
        var owed = content.Total + Vnd.Sum(content.Carried.Select(carried => carried.Amount));
        var ordered = Sum(_ => true);
        var settled = Sum(payment => payment.Outcome == Iso20022.PaymentOutcome.Settled);
        var cash = Balance(connection, run, LedgerAccount.Cash);
        if (run.State != RunState.Approved)
        {
            Equal("orders", ordered, owed, "Lệnh chi so với danh sách", "Orders against lines");
        }

        Equal("ledger in_transit", -Balance(connection, run, LedgerAccount.InTransit), Sum(payment => !payment.HasOutcome), "Sổ cái, đang chuyển", "Ledger, in transit");
        Equal("ledger cash", -cash, settled, "Sổ cái, đã chi so với kết quả chi", "Ledger, cash against outcomes");
        Equal(
            "ledger payable", -Balance(connection, run, LedgerAccount.Payable),
            content.Total - Vnd.Sum(content.Recovered.Select(one => one.Parts.Total)) - ordered + Sum(payment => payment.CameBack), "Sổ cái, phải trả", "Ledger, payable");
        var statements = Statements(connection, run, payments, differences);
        return new TieOutResult(owed, ordered, settled, -cash, statements.Amount, statements.Has, differences);
    }

    /// <summary>Each transfer against the statements: a settled one left once, one that came back left and returned or never left.</summary>
    private static (Vnd Amount, bool Has) Statements(DbConnection connection, PayrollRun run, IReadOnlyList<Payment> payments, List<TieOutDifference> differences)
    {
        var transfers = payments.Where(payment => !payment.InCash).ToList();
        if (transfers.Count == 0)
        {
            return (Vnd.Zero, false);
        }

        var (total, has) = (Vnd.Zero, false);
        var accounts = new SortedSet<string>(StringComparer.Ordinal);
        var booked = connection.Query<(string Payment, string Account, long Amount)>(
            "select e.payment_id, e.account, e.amount from payroll_payment p join payroll_statement_entry e on e.payment_id = p.payment_id where p.run_id = @Id", new { run.Id })
            .ToLookup(entry => entry.Payment, StringComparer.Ordinal);
        foreach (var payment in transfers)
        {
            var entries = booked[payment.Id].ToList();
            accounts.UnionWith(entries.Select(entry => entry.Account));
            has |= entries.Count > 0;
            var left = -Vnd.Sum(entries.Select(entry => new Vnd(entry.Amount)));
            total += left;
            var expected = payment.Outcome == Iso20022.PaymentOutcome.Settled ? payment.Amount : Vnd.Zero;
            if (left != expected)
            {
                differences.Add(new TieOutDifference(
                    payment.Id, true, left - expected, $"Sao kê ghi {left} đồng đã đi khỏi tài khoản, kết quả chi là {expected}", $"The statements say that {left} đồng left the account, the outcome is {expected}"));
            }
        }

        foreach (var account in accounts)
        {
            differences.AddRange(Gaps(connection, account));
        }

        return (total, has);
    }

    /// <summary>Every statement but the first begins with the balance with which another ended; one on which nothing moved stands at a balance of another.</summary>
    private static IEnumerable<TieOutDifference> Gaps(DbConnection connection, string account)
    {
        var statements = connection.Query<(string Id, string From, long Opening, long Closing)>(
            "select statement_id, day_from, opening, closing from payroll_statement where account = @account order by day_from, day_to, statement_id", new { account }).ToList();
        var moving = statements.Where(statement => statement.Opening != statement.Closing).ToList();
        var closings = moving.Select(statement => statement.Closing).ToList();
        var balances = moving.SelectMany(statement => new[] { statement.Opening, statement.Closing }).ToHashSet();
        var unled = moving.Where(statement => !closings.Remove(statement.Opening)).Skip(1)
            .Concat(statements.Except(moving).Where(statement => moving.Count > 0 && !balances.Contains(statement.Opening))).ToList();
        return unled.Select(statement => new TieOutDifference(
            statement.Id, true, new Vnd(statement.Opening), $"Thiếu sao kê của tài khoản {account} trước {statement.Id} ({statement.From}): không sao kê nào kết thúc với {new Vnd(statement.Opening)} đồng",
            $"A statement of account {account} is missing before {statement.Id} ({statement.From}): none ends with {new Vnd(statement.Opening)} đồng"));
    }

    private static Vnd Balance(DbConnection connection, PayrollRun run, LedgerAccount account) => new(connection.ExecuteScalar<long>(
        $"""
        select coalesce(sum(p.amount), 0) from payroll_posting p join payroll_step s on s.run_id = p.run_id and s.sequence = p.step
        where p.run_id = @Id and p.account = @account and s.step in {SqlText.OneOf(OwnSteps)}
        """, new { run.Id, account = Postings.Code(account) }));
}
