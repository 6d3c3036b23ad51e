using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>A payment to one payee for one run: into an account, or in cash. <see cref="Id"/> is the end-to-end reference.</summary>
public sealed record Payment
{
    public required string Id { get; init; }
    public required string RunId { get; init; }
    public required string Payee { get; init; }
    public required bool InCash { get; init; }

    /// <summary>Number of the payee's bank; empty in cash.</summary>
    public required string Bank { get; init; }

    /// <summary>The order message it went out with; empty in cash.</summary>
    public required string MessageId { get; init; }
    public required Vnd Amount { get; init; }

    /// <summary>Null while nothing is heard of it.</summary>
    public PaymentOutcome? Outcome { get; init; }
    public bool HasOutcome => Outcome is PaymentOutcome.Settled or PaymentOutcome.Rejected or PaymentOutcome.Returned;
    public bool CameBack => Outcome is PaymentOutcome.Rejected or PaymentOutcome.Returned;
}

internal static class PaymentStore
{
    private const string Columns = "payment_id, run_id, payee, channel, bank, message_id, amount, state";

    public static IReadOnlyList<Payment> Of(DbConnection connection, string runId) => Read(connection, "run_id = @key", runId);

    public static Payment? Find(DbConnection connection, string paymentId) => Read(connection, "payment_id = @key", paymentId).SingleOrDefault();

    /// <summary>Whether a payment of a run has no outcome yet.</summary>
    public static bool AwaitsOutcome(DbConnection connection, string runId) =>
        connection.ExecuteScalar<long>("select count(*) from (select 1 as one from payroll_payment where run_id = @runId and state in ('ordered', 'accepted') limit 1) p", new { runId }) > 0;

    public static IReadOnlyList<Payment> OfMessage(DbConnection connection, string messageId) => Read(connection, "message_id = @key", messageId);

    public static void Insert(WriteTransaction write, Payment payment, IEnumerable<(PaidItem Item, Bucket Bucket, BenefitId Benefit)> items)
    {
        write.Into("payroll_payment", "payment_id", "run_id", "payee", "channel", "bank", "message_id", "amount", "state", "known")
            .Add(payment.Id).Add(payment.RunId).Add(payment.Payee).Add(payment.InCash ? "cash" : "bank").Add(payment.Bank).Add(payment.MessageId).Add(payment.Amount.Amount)
            .Add("ordered").Add(write.Number.Value).Write();
        var rows = write.Into("payroll_payment_item", "payment_id", "line_id", "parts", "bucket", "benefit");
        foreach (var (item, bucket, benefit) in items)
        {
            rows.Add(payment.Id).Add(item.Line).Add(item.Parts.ToString()).Add(bucket.Value).Add(benefit.Value).Write();
        }
    }

    /// <summary>What the payments of a run pay, line by line.</summary>
    public static ILookup<string, FundAmounts> Items(DbConnection connection, string runId) => connection.Query<(string Id, string Parts)>(
        "select i.payment_id, i.parts from payroll_payment p join payroll_payment_item i on i.payment_id = p.payment_id where p.run_id = @runId", new { runId })
        .ToLookup(row => row.Id, row => FundAmounts.Parse(row.Parts), StringComparer.Ordinal);

    private static List<Payment> Read(DbConnection connection, string where, string key) =>
    [
        .. connection.Query<(string Id, string Run, string Payee, string Channel, string Bank, string Message, long Amount, string State)>(
            $"select {Columns} from payroll_payment where {where} order by payment_id", new { key })
            .Select(row => new Payment
            {
                Id = row.Id,
                RunId = row.Run,
                Payee = row.Payee,
                InCash = row.Channel == "cash",
                Bank = row.Bank,
                MessageId = row.Message,
                Amount = new Vnd(row.Amount),
                Outcome = row.State == "ordered" ? null : Enum.Parse<PaymentOutcome>(row.State, ignoreCase: true),
            }),
    ];
}
