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
    private const int ItemsAtOnce = 2_000;

    private readonly HashSet<(string Payment, bool Debit)> _moved = [];
    private readonly Dictionary<string, string> _areas = new(StringComparer.Ordinal);
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
            foreach (var items in statement.Items.Chunk(ItemsAtOnce))
            {
                var named = PaymentStore.Among(connection, items.Where(item => item is { IsOurs: true, WholeOrder: false, Outcome: not null }).Select(item => item.EndToEndId));
                var matched = items.Select(item => (Item: item, Payments: Payments(report, item, named, rejected))).ToList();
                var moved = Moved(matched.SelectMany(one => one.Payments));
                foreach (var (item, payments) in matched)
                {
                    if (payments.Count == 0)
                    {
                        rows.Add((item, "", item.Signed));
                    }

                    foreach (var payment in payments)
                    {
                        if (!areas.Contains(AreaOf(payment.RunId)))
                        {
                            Fault($"Khoản chi {payment.Id} không chi từ tài khoản {statement.Account}", $"Payment {payment.Id} is not made from account {statement.Account}", item.Line, item.Column);
                        }

                        if (!_moved.Add((payment.Id, item.IsDebit)) || moved.Contains((payment.Id, item.IsDebit)))
                        {
                            Fault(
                                $"Khoản chi {payment.Id} bị {(item.IsDebit ? "ghi nợ" : "ghi có")} lần thứ hai", $"Payment {payment.Id} is {(item.IsDebit ? "debited" : "credited")} a second time", item.Line, item.Column);
                        }

                        rows.Add((item, payment.Id, item.IsDebit ? -payment.Amount : payment.Amount));
                    }
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

    private IReadOnlyList<Payment> Payments(BankReport report, BookedItem item, IReadOnlyDictionary<string, Payment> named, IReadOnlySet<string> rejected) =>
        !item.IsOurs || item.Outcome is null ? []
        : item.WholeOrder ? OutcomeMatcher.OfOrder(connection, report, item.Statement!, rejected, [])
        : named.TryGetValue(item.EndToEndId, out var payment) ? [payment] : [];

    /// <summary>Which of the payments have left an account, or come back to it, on a statement taken in before.</summary>
    private HashSet<(string Payment, bool Debit)> Moved(IEnumerable<Payment> payments) =>
    [
        .. payments.Select(payment => payment.Id).Distinct().Chunk(ItemsAtOnce).SelectMany(ids => connection.Query<(string Payment, long Least, long Most)>(
            $"""
            select p.payment_id, (select coalesce(min(e.amount), 0) from payroll_statement_entry e where e.payment_id = p.payment_id),
            (select coalesce(max(e.amount), 0) from payroll_statement_entry e where e.payment_id = p.payment_id) from payroll_payment p where p.payment_id in {SqlText.OneOf(ids)}
            """)).SelectMany(row => new[] { (row.Payment, Debit: true, Is: row.Least < 0), (row.Payment, Debit: false, Is: row.Most > 0) }).Where(one => one.Is).Select(one => (one.Payment, one.Debit)),
    ];

    private string AreaOf(string runId)
    {
        if (!_areas.TryGetValue(runId, out var area))
        {
            _areas.Add(runId, area = connection.ExecuteScalar<string>("select area from payroll_run where run_id = @runId", new { runId })!);
        }

        return area;
    }

    private static string Digest(AccountStatement statement)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
        Append(PayrollBook.Text($"{statement.From:yyyy-MM-dd}|{statement.To:yyyy-MM-dd}|{statement.Opening.Amount}|{statement.Closing.Amount}"));
        foreach (var item in statement.Items)
        {
            Append(PayrollBook.Text($"\n{item.Entry}|{item.Booked:yyyy-MM-dd}|{item.Signed.Amount}|{item.EndToEndId}|{item.Order}|{item.CameBack}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
