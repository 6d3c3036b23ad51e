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

    /// <summary>Those of the references that are payments, by reference.</summary>
    public static IReadOnlyDictionary<string, Payment> Among(DbConnection connection, IEnumerable<string> references)
    {
        var ours = references.Where(DerivedId.IsPayment).ToHashSet(StringComparer.Ordinal);
        return ours.Count == 0 ? new Dictionary<string, Payment>() : Read(connection, $"payment_id in {SqlText.OneOf(ours)}", "").ToDictionary(payment => payment.Id, StringComparer.Ordinal);
    }

    /// <summary>How many payments of a run have no outcome yet.</summary>
    public static long WithoutOutcome(DbConnection connection, string runId) =>
        connection.ExecuteScalar<long>("select count(*) from payroll_payment where run_id = @runId and state in ('ordered', 'accepted')", new { runId });

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

    /// <summary>Records what was heard of payments, in the order given; the last that moves a payment is its state.</summary>
    /// <param name="write">The commit.</param>
    /// <param name="heard">Some at a time.</param>
    /// <param name="source">The message.</param>
    /// <param name="asRead">Whether nothing was recorded since the payments were read: then those without an outcome were never heard of.</param>
    public static void Outcomes(WriteTransaction write, IReadOnlyList<(Payment Payment, BankStatement Statement, bool Moves)> heard, string source, bool asRead)
    {
        // Asked payment by payment inside the one statement: of a table that grows under it a server would else believe that it is small, and go through it whole.
        var known = heard.Where(one => !asRead || one.Payment.Outcome is not null).Select(one => one.Payment.Id).ToHashSet(StringComparer.Ordinal);
        var sequences = known.Count == 0 ? [] : write.Connection.Query<(string Id, long Last)>(
            $"select p.payment_id, (select max(e.sequence) from payroll_payment_event e where e.payment_id = p.payment_id) from payroll_payment p where p.payment_id in {SqlText.OneOf(known)}")
            .ToDictionary(row => row.Id, row => row.Last, StringComparer.Ordinal);
        foreach (var (payment, statement, _) in heard)
        {
            sequences[payment.Id] = sequences.GetValueOrDefault(payment.Id) + 1;
            write.Into("payroll_payment_event", "payment_id", "sequence", "outcome", "source", "reason", "text", "known")
                .Add(payment.Id).Add(sequences[payment.Id]).Add(Code(statement.Outcome)).Add(source).Add(statement.Reason).Add(statement.Text).Add(write.Number.Value).Write();
        }

        foreach (var moved in heard.Where(one => one.Moves).GroupBy(one => one.Payment.Id, (id, all) => (Id: id, all.Last().Statement.Outcome)).GroupBy(one => one.Outcome, one => one.Id))
        {
            write.Connection.Execute($"update payroll_payment set state = @code where payment_id in {SqlText.OneOf(moved)}", new { code = Code(moved.Key) });
        }
    }

    /// <summary>What payments pay, line by line.</summary>
    public static ILookup<string, (Bucket Bucket, BenefitId Benefit, FundAmounts Parts)> Items(DbConnection connection, IEnumerable<string> paymentIds) => connection.Query<(string Id, long Bucket, string Benefit, string Parts)>(
        $"select i.payment_id, l.bucket, l.benefit, i.parts from payroll_payment_item i join payroll_line l on l.line_id = i.line_id where i.payment_id in {SqlText.OneOf(paymentIds)} order by i.payment_id, i.line_id")
        .ToLookup(row => row.Id, row => (new Bucket((byte)row.Bucket), new BenefitId(row.Benefit), FundAmounts.Parse(row.Parts)), StringComparer.Ordinal);

    private static string Code(PaymentOutcome outcome) => outcome.ToString().ToLowerInvariant();

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
