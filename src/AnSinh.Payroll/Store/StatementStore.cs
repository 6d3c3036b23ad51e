using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Steps;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>Statements of the paying accounts: held against what is there already, then kept whole, every entry with the payment it moves.</summary>
internal sealed class StatementStore(DbConnection connection)
{
    private readonly HashSet<(string Payment, bool Debit)> _moved = [];
    private readonly Dictionary<(string Account, string Id), string> _taken = [];
    private readonly List<(AccountStatement Statement, BankReport Report, string Digest, IReadOnlyList<(BookedItem Item, string Payment, Vnd Amount)> Rows)> _new = [];

    /// <summary>Matches the entries of a report's statements. A payment leaves an account once and comes back to it once; the account is one that the payment's area pays from.</summary>
    public void Match(BankReport report, IReadOnlySet<string> rejected, List<PayrollFault> faults)
    {
        foreach (var statement in report.Accounts)
        {
            void Fault(string vi, string en, int line, int column) => faults.Add(new PayrollFault(vi, en, report.FileName, line, column));
            var digest = Digest(statement);
            var key = (statement.Account, statement.Id);
            var known = _taken.GetValueOrDefault(key) ?? connection.ExecuteScalar<string?>(
                "select digest from payroll_statement where account = @Account and statement_id = @Id", new { statement.Account, statement.Id });
            if (known is not null)
            {
                if (known != digest)
                {
                    Fault($"Sao kê {statement.Id} đã được đọc với nội dung khác", $"Statement {statement.Id} was read before with other content", statement.Line, statement.Column);
                }

                continue;
            }

            _taken.Add(key, digest);
            var areas = connection.Query<string>("select distinct area from payroll_payer where account = @Account", new { statement.Account }).ToHashSet(StringComparer.Ordinal);
            if (areas.Count == 0)
            {
                Fault($"Không chi từ tài khoản {statement.Account}", $"No payment is made from account {statement.Account}", statement.Line, statement.Column);
                continue;
            }

            var rows = new List<(BookedItem, string, Vnd)>();
            foreach (var item in statement.Items)
            {
                var payments = item.IsOurs && item.Outcome is not null ? Payments(report, item, rejected, faults) : [];
                if (payments.Count == 0)
                {
                    rows.Add((item, "", item.Signed));
                }

                foreach (var payment in payments)
                {
                    if (!areas.Contains(connection.ExecuteScalar<string>("select area from payroll_run where run_id = @RunId", new { payment.RunId })!))
                    {
                        Fault($"Khoản chi {payment.Id} không chi từ tài khoản {statement.Account}", $"Payment {payment.Id} is not made from account {statement.Account}", item.Line, item.Column);
                    }

                    if (!_moved.Add((payment.Id, item.IsDebit)) || Moved(payment.Id, item.IsDebit))
                    {
                        Fault(
                            $"Khoản chi {payment.Id} bị {(item.IsDebit ? "ghi nợ" : "ghi có")} lần thứ hai", $"Payment {payment.Id} is {(item.IsDebit ? "debited" : "credited")} a second time", item.Line, item.Column);
                    }

                    rows.Add((item, payment.Id, item.IsDebit ? -payment.Amount : payment.Amount));
                }
            }

            _new.Add((statement, report, digest, rows));
        }
    }

    public void Write(WriteTransaction write)
    {
        foreach (var (statement, report, digest, rows) in _new)
        {
            write.Into("payroll_statement", "account", "statement_id", "message_id", "day_from", "day_to", "opening", "closing", "entries", "digest", "known")
                .Add(statement.Account).Add(statement.Id).Add(report.MessageId).Add(Database.Iso(statement.From)).Add(Database.Iso(statement.To)).Add(statement.Opening.Amount)
                .Add(statement.Closing.Amount).Add(statement.Entries).Add(digest).Add(write.Number.Value).Write();
            foreach (var (index, (item, payment, amount)) in rows.Index())
            {
                write.Into("payroll_statement_entry", "account", "statement_id", "item", "booked", "amount", "payment_id", "reference")
                    .Add(statement.Account).Add(statement.Id).Add(index + 1).Add(Database.Iso(item.Booked ?? statement.To)).Add(amount.Amount).Add(payment)
                    .Add(item.EndToEndId.Length > 0 ? item.EndToEndId : item.Order).Write();
            }

            write.Audit("payroll.statement", statement.Account, $"{statement.Id}|{digest}");
        }
    }

    private IReadOnlyList<Payment> Payments(BankReport report, BookedItem item, IReadOnlySet<string> rejected, List<PayrollFault> faults) => item.WholeOrder
        ? OutcomeMatcher.OfOrder(connection, report, item.Statement!, rejected, [])
        : PaymentStore.Find(connection, item.EndToEndId) is { } payment ? [payment] : [];

    private bool Moved(string payment, bool debit) => connection.ExecuteScalar<long>(
        $"select count(*) from payroll_statement_entry where payment_id = @payment and amount {(debit ? "<" : ">")} 0", new { payment }) > 0;

    private static string Digest(AccountStatement statement)
    {
        var text = new StringBuilder(PayrollBook.Text($"{statement.From:yyyy-MM-dd}|{statement.To:yyyy-MM-dd}|{statement.Opening.Amount}|{statement.Closing.Amount}"));
        foreach (var item in statement.Items)
        {
            text.Append(PayrollBook.Text($"\n{item.Entry}|{item.Booked:yyyy-MM-dd}|{item.Signed.Amount}|{item.EndToEndId}|{item.Order}|{item.CameBack}"));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
