using AnSinh.Law;

namespace AnSinh.Payroll.Iso20022;

/// <summary>What a bank says about a payment. The order is the order of precedence: a later one stands over an earlier one.</summary>
public enum PaymentOutcome
{
    /// <summary>Taken in, not yet carried out.</summary>
    Accepted,

    /// <summary>The money reached the account.</summary>
    Settled,

    /// <summary>Not carried out.</summary>
    Rejected,

    /// <summary>Carried out and sent back.</summary>
    Returned,
}

/// <summary>
/// One statement of a bank: about one payment (<paramref name="EndToEndId"/>), or about a whole order message when it is null.
/// <paramref name="Amount"/> in đồng is null where the message does not repeat it; <paramref name="Reason"/> is the bank's code (AC04: account closed).
/// </summary>
public sealed record BankStatement(
    string? EndToEndId, string? OrderMessageId, PaymentOutcome Outcome, Vnd? Amount, string Reason, string Text, int Line, int Column);

/// <summary>The order message a report answers, with the number and sum the bank counted (null where it does not say).</summary>
public sealed record AnsweredOrder(string MessageId, int? Transactions, Vnd? Sum, int Line, int Column);

/// <summary>A file from a bank, read whole and valid: its own message id, the SHA-256 of its bytes, and what it states.</summary>
public sealed record BankReport(
    string FileName, string Message, string MessageId, string Digest, IReadOnlyList<AnsweredOrder> Orders, IReadOnlyList<BankStatement> Statements)
{
    /// <summary>Statements of accounts, where the file is one (camt.053).</summary>
    public IReadOnlyList<AccountStatement> Accounts { get; init; } = [];
}
