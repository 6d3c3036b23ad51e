using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Steps;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Store;

/// <summary>Statements of the paying accounts: held against what is there already, then kept whole, every entry with the payment it moves.</summary>
internal sealed class StatementStore
{
    private const int ItemsAtOnce = 40_000;

    /// <summary>Entries of a statement that move payments, one row for each payment.</summary>
    private const string Booked = "payroll_booked";

    private readonly HashSet<(string Payment, bool Debit)> _moved = [];
    private readonly Dictionary<(string Account, string Id), string> _taken = [];
    private readonly List<(AccountStatement Statement, BankReport Report, string Digest, IReadOnlyList<(BookedItem Item, string Payment, Vnd Amount)> Rows)> _new = [];

    /// <summary>Matches the entries of a report's statements. A payment leaves an account once and comes back to it once; the account is one that the payment's area pays from.</summary>
    public void Match(StagedRows rows, BankReport report, IReadOnlySet<string> rejected, List<PayrollFault> faults)
    {
        foreach (var statement in report.Accounts)
        {
            var digest = Digest(statement);
            var key = (statement.Account, statement.Id);
            if ((_taken.GetValueOrDefault(key) ?? Known(rows, statement)) is { } known)
            {
                RequireSame(report, statement, known, digest, faults);
                continue;
            }

            _taken.Add(key, digest);
            if (rows.Connection.ExecuteScalar<long>("select count(*) from payroll_payer where account = @Account", new { statement.Account }) == 0)
            {
                faults.Add(new PayrollFault($"Không chi từ tài khoản {statement.Account}", $"No payment is made from account {statement.Account}", report.FileName, statement.Line, statement.Column));
                continue;
            }

            var entries = statement.Items.SelectMany(item => Entries(rows, report, item, rejected)).ToList();
            foreach (var some in entries.Chunk(ItemsAtOnce))
            {
                CheckMoves(rows, report, statement.Account, some, faults);
            }

            _new.Add((statement, report, digest, entries));
        }
    }

    /// <summary>Looks once more at what others may have taken in since <see cref="Match"/>: the same statement, or a payment that one of them moves.</summary>
    public void MatchAgain(StagedRows rows, List<PayrollFault> faults)
    {
        _moved.Clear();
        foreach (var one in _new.ToList())
        {
            var (statement, report, digest, entries) = one;
            if (Known(rows, statement) is { } known)
            {
                RequireSame(report, statement, known, digest, faults);
                _new.Remove(one);
                continue;
            }

            foreach (var some in entries.Chunk(ItemsAtOnce))
            {
                CheckMoves(rows, report, statement.Account, some, faults);
            }
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

    /// <summary>The digest of a statement that was taken in; null where it was not.</summary>
    private static string? Known(StagedRows rows, AccountStatement statement) => rows.Connection.ExecuteScalar<string?>(
        "select digest from payroll_statement where account = @Account and statement_id = @Id", new { statement.Account, statement.Id });

    private static void RequireSame(BankReport report, AccountStatement statement, string known, string digest, List<PayrollFault> faults)
    {
        if (known != digest)
        {
            faults.Add(new PayrollFault(
                $"Sao kê {statement.Id} đã được đọc với nội dung khác", $"Statement {statement.Id} was read before with other content", report.FileName, statement.Line, statement.Column));
        }
    }

    /// <summary>
    /// An item as entries: one for each payment that it moves, or one that is other business. That a payment named is there, and has this amount, is for <see cref="OutcomeMatcher"/> to say: with a
    /// fault there nothing of this is kept.
    /// </summary>
    private static IEnumerable<(BookedItem Item, string Payment, Vnd Amount)> Entries(StagedRows rows, BankReport report, BookedItem item, IReadOnlySet<string> rejected)
    {
        if (!item.IsOurs || item.Outcome is null)
        {
            return [(item, "", item.Signed)];
        }

        if (!item.WholeOrder)
        {
            return [(item, item.EndToEndId, item.Signed)];
        }

        var payments = OutcomeMatcher.OfOrder(rows.Connection, report, item.Statement!, rejected, []);
        return payments.Count == 0 ? [(item, "", item.Signed)] : payments.Select(payment => (item, payment.Id, item.IsDebit ? -payment.Amount : payment.Amount));
    }

    /// <summary>One question for some entries: whose area does not pay from the account, and what has left an account, or come back to it, before.</summary>
    private void CheckMoves(StagedRows rows, BankReport report, string account, IReadOnlyList<(BookedItem Item, string Payment, Vnd Amount)> entries, List<PayrollFault> faults)
    {
        rows.Connection.Execute($"create temp table if not exists {Booked} (ordinal bigint, payment_id text, debit bigint); delete from {Booked}");
        var twice = new HashSet<int>();
        foreach (var (ordinal, (item, payment, _)) in entries.Index().Where(one => one.Item.Payment.Length > 0))
        {
            rows.Into(Booked, "ordinal", "payment_id", "debit").Add(ordinal).Add(payment).Add(item.IsDebit ? 1 : 0).Write();
            if (!_moved.Add((payment, item.IsDebit)))
            {
                twice.Add(ordinal);
            }
        }

        var found = rows.Connection.Query<(long Ordinal, long Elsewhere, long Moved)>(
            $"""
            select m.ordinal, m.elsewhere, m.moved from (
                select b.ordinal, case when exists (select 1 from payroll_payer a where a.account = @account and a.area = q.area) then 0 else 1 end as elsewhere,
                case when exists (select 1 from payroll_statement_entry e where e.payment_id = b.payment_id and ((b.debit = 1 and e.amount < 0) or (b.debit = 0 and e.amount > 0))) then 1 else 0 end as moved
                from {Booked} b join payroll_payment p on p.payment_id = b.payment_id join payroll_run q on q.run_id = p.run_id
            ) m where m.elsewhere = 1 or m.moved = 1
            """, new { account }).ToDictionary(row => (int)row.Ordinal, row => (Elsewhere: row.Elsewhere == 1, Moved: row.Moved == 1));
        foreach (var ordinal in found.Keys.Union(twice).Order())
        {
            var (item, payment, _) = entries[ordinal];
            var (elsewhere, moved) = found.GetValueOrDefault(ordinal);
            if (elsewhere)
            {
                faults.Add(new PayrollFault($"Khoản chi {payment} không chi từ tài khoản {account}", $"Payment {payment} is not made from account {account}", report.FileName, item.Line, item.Column));
            }

            if (moved || twice.Contains(ordinal))
            {
                faults.Add(new PayrollFault(
                    $"Khoản chi {payment} bị {(item.IsDebit ? "ghi nợ" : "ghi có")} lần thứ hai", $"Payment {payment} is {(item.IsDebit ? "debited" : "credited")} a second time", report.FileName, item.Line, item.Column));
            }
        }
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
