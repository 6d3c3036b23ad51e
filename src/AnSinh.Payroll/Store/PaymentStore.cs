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

    public static IReadOnlyList<Payment> OfMessage(DbConnection connection, string messageId) => Read(connection, "message_id = @key", messageId);

    public static void Insert(WriteTransaction write, Payment payment, IEnumerable<PaidItem> items)
    {
        write.Into("payroll_payment", "payment_id", "run_id", "payee", "channel", "bank", "message_id", "amount", "state", "known")
            .Add(payment.Id).Add(payment.RunId).Add(payment.Payee).Add(payment.InCash ? "cash" : "bank").Add(payment.Bank).Add(payment.MessageId).Add(payment.Amount.Amount)
            .Add("ordered").Add(write.Number.Value).Write();
        var rows = write.Into("payroll_payment_item", "payment_id", "line_id", "parts");
        foreach (var item in items)
        {
            rows.Add(payment.Id).Add(item.Line).Add(item.Parts.ToString()).Write();
        }
    }

    public static void Outcome(WriteTransaction write, string paymentId, PaymentOutcome outcome, bool moves, string source, string reason, string text)
    {
        var code = outcome.ToString().ToLowerInvariant();
        write.Connection.Execute(
            """
            insert into payroll_payment_event (payment_id, sequence, outcome, source, reason, text, known)
            select @paymentId, coalesce(max(sequence), 0) + 1, @code, @source, @reason, @text, @known from payroll_payment_event where payment_id = @paymentId
            """, new { paymentId, code, source, reason, text, known = write.Number.Value });
        if (moves)
        {
            write.Connection.Execute("update payroll_payment set state = @code where payment_id = @paymentId", new { code, paymentId });
        }
    }

    /// <summary>What a payment pays, line by line.</summary>
    public static IReadOnlyList<(Bucket Bucket, BenefitId Benefit, FundAmounts Parts)> Items(DbConnection connection, string paymentId) =>
    [
        .. connection.Query<(long Bucket, string Benefit, string Parts)>(
            "select l.bucket, l.benefit, i.parts from payroll_payment_item i join payroll_line l on l.line_id = i.line_id where i.payment_id = @paymentId order by i.line_id", new { paymentId })
            .Select(row => (new Bucket((byte)row.Bucket), new BenefitId(row.Benefit), FundAmounts.Parse(row.Parts))),
    ];

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
