using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;
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
/// Postings of one step of a run, by bucket, benefit and fund. Every entry has two sides, so that each bucket, benefit and fund of each step adds up to zero, and so does the ledger.
/// </summary>
internal sealed class Postings
{
    private readonly SortedDictionary<(byte Bucket, LedgerAccount Account, string Benefit, string Fund), Vnd> _amounts = [];

    /// <param name="bucket">Of the persons.</param>
    /// <param name="debit">Where it goes.</param>
    /// <param name="credit">Where it comes from.</param>
    /// <param name="benefit">For which it is.</param>
    /// <param name="parts">Amounts of one.</param>
    /// <param name="times">How many have these amounts.</param>
    public void Post(Bucket bucket, LedgerAccount debit, LedgerAccount credit, BenefitId benefit, FundAmounts parts, long times = 1)
    {
        foreach (var (fund, amount) in parts.Parts)
        {
            var sum = new Vnd(checked(amount.Amount * times));
            Add(bucket, debit, benefit, fund, sum);
            Add(bucket, credit, benefit, fund, -sum);
        }
    }

    public void Write(WriteTransaction write, string runId, int step)
    {
        var unbalanced = _amounts.GroupBy(pair => (pair.Key.Bucket, pair.Key.Benefit, pair.Key.Fund)).Where(group => Vnd.Sum(group.Select(pair => pair.Value)) != Vnd.Zero).ToList();
        if (unbalanced.Count > 0)
        {
            throw new InvalidOperationException($"Postings of {unbalanced[0].Key} do not add up to zero.");
        }

        var rows = write.Into("payroll_posting", "run_id", "step", "bucket", "account", "benefit", "fund", "amount");
        foreach (var ((bucket, account, benefit, fund), amount) in _amounts.Where(pair => pair.Value != Vnd.Zero))
        {
            rows.Add(runId).Add(step).Add(bucket).Add(Code(account)).Add(benefit).Add(fund).Add(amount.Amount).Write();
        }
    }

    private void Add(Bucket bucket, LedgerAccount account, BenefitId benefit, string fund, Vnd amount)
    {
        var key = (bucket.Value, account, benefit.Value, fund);
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
