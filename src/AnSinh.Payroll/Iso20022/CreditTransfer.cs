using AnSinh.Law;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// Who pays: the account debited and the bank that keeps it (its BIC, or its six-digit clearing number where it has no BIC).
/// </summary>
public sealed record Debtor(string Name, string Account, string Bank);

/// <summary>One payment to one account. Amounts are whole đồng above zero; <paramref name="EndToEndId"/> is unique for ever.</summary>
public sealed record CreditTransfer(string EndToEndId, Vnd Amount, string BankBin, string Account, string Name, string Remittance);

/// <summary>
/// How large one message may grow. A bank's own limits go here; the defaults keep a file small enough to be read on a slow line.
/// </summary>
/// <param name="MaxTransactions">Transactions in one message.</param>
/// <param name="MaxAmount">Đồng in one message.</param>
public sealed record CreditTransferLimits(int MaxTransactions, Vnd MaxAmount)
{
    public static readonly CreditTransferLimits Default = new(5_000, new Vnd(100_000_000_000));
}

/// <summary>One message to one bank.</summary>
public sealed record CreditTransferMessage(
    string MessageId, DateTimeOffset Created, DateOnly Execution, Debtor Debtor, string BankBin, IReadOnlyList<CreditTransfer> Transfers)
{
    public Vnd Total => Vnd.Sum(Transfers.Select(transfer => transfer.Amount));
}
