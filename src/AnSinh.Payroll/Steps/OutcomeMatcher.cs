using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;
using Dapper;

namespace AnSinh.Payroll.Steps;

/// <summary>Matches the statements of a report to payments by reference, order message and amount. What does not fit is a fault with its place in the file.</summary>
internal static class OutcomeMatcher
{
    /// <summary>Holds the orders that a report answers against those that were sent.</summary>
    public static void CheckOrders(DbConnection connection, BankReport report, string? runId, List<PayrollFault> faults)
    {
        foreach (var order in report.Orders)
        {
            CheckOrder(connection, report, order, runId, faults);
        }
    }

    /// <param name="connection">Where payments stand as the statements before these have left them.</param>
    /// <param name="report">Of which they are.</param>
    /// <param name="statements">Some that follow each other.</param>
    /// <param name="runId">Only this run's payments may be spoken of; null for any.</param>
    /// <param name="rejected">Payments that answers to orders of the same files reject.</param>
    /// <param name="faults">Grows.</param>
    public static IReadOnlyList<(BankStatement Statement, Payment Payment)> Match(
        DbConnection connection, BankReport report, IReadOnlyList<BankStatement> statements, string? runId, IReadOnlySet<string> rejected, List<PayrollFault> faults)
    {
        var named = PaymentStore.Among(connection, statements.Select(statement => statement.EndToEndId).OfType<string>());
        var matched = new List<(BankStatement, Payment)>();
        foreach (var statement in statements)
        {
            if (statement.EndToEndId is null)
            {
                var payments = OfOrder(connection, report, statement, rejected, faults);
                foreach (var run in payments.Select(payment => payment.RunId).Distinct())
                {
                    CheckRunOf(connection, run, runId, (vi, en) => faults.Add(new PayrollFault(vi, en, report.FileName, statement.Line, statement.Column)));
                }

                matched.AddRange(payments.Select(payment => (statement, payment)));
            }
            else if (Payment(connection, report, statement, statement.EndToEndId, named, runId, faults) is { } payment)
            {
                matched.Add((statement, payment));
            }
        }

        return matched;
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

    private static void CheckOrder(DbConnection connection, BankReport report, AnsweredOrder order, string? runId, List<PayrollFault> faults)
    {
        void Fault(string vi, string en) => faults.Add(new PayrollFault(vi, en, report.FileName, order.Line, order.Column));
        var found = connection.Query<(string Run, long Transactions, long Amount)>(
            "select run_id, transactions, amount from payroll_message where message_id = @MessageId", new { order.MessageId }).ToList();
        if (found.Count == 0)
        {
            Fault($"Không có lệnh chi {order.MessageId}", $"There is no order {order.MessageId}");
            return;
        }

        var (run, transactions, amount) = found[0];
        CheckRunOf(connection, run, runId, Fault);
        if (order.Transactions is { } counted && counted != transactions)
        {
            Fault($"Ngân hàng đếm {counted} giao dịch, lệnh chi có {transactions}", $"The bank counts {counted} transactions, the order has {transactions}");
        }

        if (order.Sum is { } sum && sum != new Vnd(amount))
        {
            Fault($"Ngân hàng cộng {sum} đồng, lệnh chi là {new Vnd(amount)} đồng", $"The bank's sum is {sum} đồng, the order's {new Vnd(amount)}");
        }
    }

    private static Payment? Payment(
        DbConnection connection, BankReport report, BankStatement statement, string id, IReadOnlyDictionary<string, Payment> named, string? runId, List<PayrollFault> faults)
    {
        var before = faults.Count;
        void Fault(string vi, string en) => faults.Add(new PayrollFault(vi, en, report.FileName, statement.Line, statement.Column));
        if (!named.TryGetValue(id, out var payment))
        {
            Fault($"Không có khoản chi mang mã {id}", $"There is no payment {id}");
            return null;
        }

        CheckRunOf(connection, payment.RunId, runId, Fault);
        if (statement.OrderMessageId is { } order && order != payment.MessageId)
        {
            Fault($"Khoản chi {id} thuộc lệnh {payment.MessageId}, không phải {order}", $"Payment {id} belongs to order {payment.MessageId}, not {order}");
        }

        if (statement.Amount is { } amount && amount != payment.Amount)
        {
            Fault($"Khoản chi {id} là {payment.Amount} đồng, tệp ghi {amount} đồng", $"Payment {id} is {payment.Amount} đồng, the file says {amount}");
        }

        return faults.Count == before ? payment : null;
    }

    private static void CheckRunOf(DbConnection connection, string actual, string? expected, Action<string, string> fault)
    {
        if (expected is not null && actual != expected && RunStore.Find(connection, actual) is { } run)
        {
            fault($"Tệp nói về kỳ tháng {run.Month} của {run.Area}, không phải kỳ đang đối soát", $"The file speaks of the run of {run.Month} of {run.Area}, not of the one being settled");
        }
    }
}
