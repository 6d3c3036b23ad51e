using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Ledger;

/// <summary>The accounts of the general ledger. Debit is positive.</summary>
public enum LedgerAccount
{
    /// <summary>Benefits paid or owed: what a fund bears.</summary>
    Expense,

    /// <summary>Owed to people: approved, or came back, and not under way.</summary>
    Payable,

    /// <summary>Ordered, not yet known to have arrived.</summary>
    InTransit,

    /// <summary>Left the paying account for good, less what came back.</summary>
    Cash,

    /// <summary>Overpaid and to be claimed back.</summary>
    Receivable,
    WrittenOff,

    /// <summary>Counterpart of moves between benefits and funds; zero over a step.</summary>
    Reclassification,
}

/// <summary>
/// Postings of one step of a run, by benefit and fund. Every entry has two sides, so that each benefit and fund of each step adds up to zero, and so does the ledger.
/// </summary>
internal sealed class Postings
{
    private readonly SortedDictionary<(LedgerAccount Account, string Benefit, string Fund), Vnd> _amounts = [];

    public void Post(LedgerAccount debit, LedgerAccount credit, BenefitId benefit, FundAmounts parts)
    {
        foreach (var (fund, amount) in parts.Parts)
        {
            Add(debit, benefit, fund, amount);
            Add(credit, benefit, fund, -amount);
        }
    }

    public void Write(WriteTransaction write, string runId, int step)
    {
        var unbalanced = _amounts.GroupBy(pair => (pair.Key.Benefit, pair.Key.Fund)).Where(group => Vnd.Sum(group.Select(pair => pair.Value)) != Vnd.Zero).ToList();
        if (unbalanced.Count > 0)
        {
            throw new InvalidOperationException($"Postings of {unbalanced[0].Key} do not add up to zero.");
        }

        foreach (var ((account, benefit, fund), amount) in _amounts.Where(pair => pair.Value != Vnd.Zero))
        {
            write.Connection.Execute(
                "insert into payroll_posting (run_id, step, account, benefit, fund, amount) values (@runId, @step, @account, @benefit, @fund, @amount)",
                new { runId, step, account = Code(account), benefit, fund, amount = amount.Amount });
        }
    }

    private void Add(LedgerAccount account, BenefitId benefit, string fund, Vnd amount)
    {
        var key = (account, benefit.Value, fund);
        _amounts[key] = _amounts.GetValueOrDefault(key) + amount;
    }

    public static string Code(LedgerAccount account) => account switch
    {
        LedgerAccount.InTransit => "in_transit",
        LedgerAccount.WrittenOff => "written_off",
        _ => account.ToString().ToLowerInvariant(),
    };

    /// <summary>The balance of an account over everything.</summary>
    public static Vnd Balance(DbConnection connection, LedgerAccount account) =>
        new(connection.ExecuteScalar<long>("select coalesce(sum(amount), 0) from payroll_posting where account = @account", new { account = Code(account) }));
}
