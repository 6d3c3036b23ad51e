using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// The first and the last payment of which the staged statements speak. Where a file is taken in by blocks they come in the order of payments: those of a block lie together, and statements over
/// it need look at no others.
/// </summary>
internal sealed record HeardBlock(string First, string Last)
{
    /// <summary>A condition for a column with ids of payments; its parameters are the properties of this.</summary>
    public static string Holds(string column) => $"{column} between @First and @Last";
}

/// <summary>
/// Matches the statements of reports to payments by reference, order message and amount, a block at a time: they are staged (<see cref="Heard"/>) and one question finds those that do not fit, each a fault
/// with its place in the file.
/// </summary>
/// <param name="rows">Where payments stand as the statements before have left them.</param>
/// <param name="runId">Only this run's payments may be spoken of; null for any.</param>
/// <param name="rejected">Payments that answers to orders of the same files reject; grows.</param>
/// <param name="faults">Grows.</param>
internal sealed class OutcomeMatcher(StagedRows rows, string? runId, HashSet<string> rejected, List<PayrollFault> faults)
{
    /// <summary>
    /// The statements of a block, one row for each payment that they speak of: place in the block, what the bank says of it (<see cref="PaymentOutcome"/> as a number), and the order and amount
    /// that it must have where the statement names them.
    /// </summary>
    public const string Heard = "payroll_heard";

    /// <summary>Holds the orders that a report answers against those that were sent.</summary>
    public void CheckOrders(BankReport report)
    {
        foreach (var order in report.Orders)
        {
            CheckOrder(report, order);
        }
    }

    /// <summary>Stages a block and finds its faults.</summary>
    /// <param name="report">Of which they are.</param>
    /// <param name="statements">Some that follow each other.</param>
    /// <param name="again">They were matched before: a payment that was found then, with its order and amount, is there and the same; only sums of orders may differ.</param>
    public HeardBlock Match(BankReport report, IReadOnlyList<BankStatement> statements, bool again = false)
    {
        rows.Connection.Execute($"create temp table if not exists {Heard} (ordinal bigint, payment_id text, order_id text, amount bigint, rank bigint, reason text, text text); delete from {Heard}");
        var turnedDown = new List<(int Ordinal, string Payment)>();
        var (first, last) = ("\uFFFF", "");
        void Staged(int ordinal, string payment, string? order, Vnd? amount, BankStatement statement)
        {
            first = string.CompareOrdinal(payment, first) < 0 ? payment : first;
            last = string.CompareOrdinal(payment, last) > 0 ? payment : last;
            Stage(ordinal, payment, order, amount, statement);
        }

        foreach (var (ordinal, statement) in statements.Index())
        {
            if (statement.EndToEndId is { } id)
            {
                Staged(ordinal, id, statement.OrderMessageId, statement.Amount, statement);
                if (statement.Outcome == PaymentOutcome.Rejected)
                {
                    turnedDown.Add((ordinal, id));
                }

                continue;
            }

            var before = faults.Count;
            var payments = OfOrder(rows.Connection, report, statement, rejected, faults);
            foreach (var run in payments.Select(payment => payment.RunId).Distinct())
            {
                CheckRunOf(run, (vi, en) => faults.Add(new PayrollFault(vi, en, report.FileName, statement.Line, statement.Column)));
            }

            foreach (var payment in faults.Count == before ? payments : [])
            {
                Staged(ordinal, payment.Id, null, null, statement);
            }

            if (statement.Outcome == PaymentOutcome.Rejected)
            {
                turnedDown.AddRange(payments.Select(payment => (ordinal, payment.Id)));
            }
        }

        var block = new HeardBlock(first, last);
        var unfit = again ? [] : Unfit(report, statements, block);
        rejected.UnionWith(turnedDown.Where(one => !unfit.Contains(one.Ordinal)).Select(one => one.Payment));
        return block;
    }

    /// <summary>
    /// The payments of which a statement about a whole order speaks. A status without an amount speaks of all; a booked sum, of those that were not rejected, or of all where the bank booked the
    /// rejected ones too.
    /// </summary>
    public static IReadOnlyList<Payment> OfOrder(DbConnection connection, BankReport report, BankStatement statement, IReadOnlySet<string> rejected, List<PayrollFault> faults)
    {
        var all = PaymentStore.OfMessage(connection, statement.OrderMessageId!);
        if (statement.Amount is not { } booked)
        {
            return all;
        }

        var carriedOut = all.Where(payment => payment.Outcome != PaymentOutcome.Rejected && !rejected.Contains(payment.Id)).ToList();
        var (part, whole) = (Vnd.Sum(carriedOut.Select(payment => payment.Amount)), Vnd.Sum(all.Select(payment => payment.Amount)));
        if (booked == part || booked == whole)
        {
            return booked == part ? carriedOut : all;
        }

        faults.Add(all.Count == 0
            ? new PayrollFault($"Không có lệnh chi {statement.OrderMessageId}", $"There is no order {statement.OrderMessageId}", report.FileName, statement.Line, statement.Column)
            : new PayrollFault(
                $"Ngân hàng ghi {booked} đồng cho lệnh {statement.OrderMessageId}; lệnh là {whole} đồng, không kể khoản bị từ chối là {part}",
                $"The bank booked {booked} đồng for order {statement.OrderMessageId}; the order is {whole}, without what was rejected {part}", report.FileName, statement.Line, statement.Column));
        return [];
    }

    private void Stage(int ordinal, string payment, string? order, Vnd? amount, BankStatement statement) => rows
        .Into(Heard, "ordinal", "payment_id", "order_id", "amount", "rank", "reason", "text")
        .Add(ordinal).Add(payment).Add(order).Add(amount?.Amount).Add((long)statement.Outcome).Add(statement.Reason).Add(statement.Text).Write();

    /// <summary>Faults of the statements staged, in their order.</summary>
    /// <returns>Their places.</returns>
    private HashSet<int> Unfit(BankReport report, IReadOnlyList<BankStatement> statements, HeardBlock block)
    {
        var found = rows.Connection.Query<(long Ordinal, string? Run, string? Message, long? Amount)>(
            $"""
            select h.ordinal, p.run_id, p.message_id, p.amount from {Heard} h left join payroll_payment p on p.payment_id = h.payment_id and {HeardBlock.Holds("p.payment_id")}
            where p.payment_id is null or p.message_id <> h.order_id or p.amount <> h.amount{(runId is null ? "" : " or p.run_id <> @runId")} order by h.ordinal
            """, new { runId, block.First, block.Last }).ToList();
        foreach (var (ordinal, run, message, amount) in found)
        {
            var statement = statements[(int)ordinal];
            void Fault(string vi, string en) => faults.Add(new PayrollFault(vi, en, report.FileName, statement.Line, statement.Column));
            if (run is null)
            {
                Fault($"Không có khoản chi mang mã {statement.EndToEndId}", $"There is no payment {statement.EndToEndId}");
                continue;
            }

            CheckRunOf(run, Fault);
            if (statement.OrderMessageId is { } order && order != message)
            {
                Fault($"Khoản chi {statement.EndToEndId} thuộc lệnh {message}, không phải {order}", $"Payment {statement.EndToEndId} belongs to order {message}, not {order}");
            }

            if (statement.Amount is { } stated && stated.Amount != amount)
            {
                Fault($"Khoản chi {statement.EndToEndId} là {new Vnd(amount!.Value)} đồng, tệp ghi {stated} đồng", $"Payment {statement.EndToEndId} is {new Vnd(amount.Value)} đồng, the file says {stated}");
            }
        }

        return [.. found.Select(one => (int)one.Ordinal)];
    }

    private void CheckOrder(BankReport report, AnsweredOrder order)
    {
        void Fault(string vi, string en) => faults.Add(new PayrollFault(vi, en, report.FileName, order.Line, order.Column));
        var found = rows.Connection.Query<(string Run, long Transactions, long Amount)>(
            "select run_id, transactions, amount from payroll_message where message_id = @MessageId", new { order.MessageId }).ToList();
        if (found.Count == 0)
        {
            Fault($"Không có lệnh chi {order.MessageId}", $"There is no order {order.MessageId}");
            return;
        }

        var (run, transactions, amount) = found[0];
        CheckRunOf(run, Fault);
        if (order.Transactions is { } counted && counted != transactions)
        {
            Fault($"Ngân hàng đếm {counted} giao dịch, lệnh chi có {transactions}", $"The bank counts {counted} transactions, the order has {transactions}");
        }

        if (order.Sum is { } sum && sum != new Vnd(amount))
        {
            Fault($"Ngân hàng cộng {sum} đồng, lệnh chi là {new Vnd(amount)} đồng", $"The bank's sum is {sum} đồng, the order's {new Vnd(amount)}");
        }
    }

    private void CheckRunOf(string actual, Action<string, string> fault)
    {
        if (runId is not null && actual != runId && RunStore.Find(rows.Connection, actual) is { } run)
        {
            fault($"Tệp nói về kỳ tháng {run.Month} của {run.Area}, không phải kỳ đang đối soát", $"The file speaks of the run of {run.Month} of {run.Area}, not of the one being settled");
        }
    }
}
