using System.Xml.Linq;
using AnSinh.Law;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// A statement of a paying account: booked entries that lead from its opening to its closing balance. Amounts are signed, debits below zero.
/// </summary>
public sealed record AccountStatement(
    string Id, string Account, DateOnly From, DateOnly To, Vnd Opening, Vnd Closing, int Entries, IReadOnlyList<BookedItem> Items, int Line, int Column);

/// <summary>
/// Reads camt.053.001.08, the bank's statement of an account. Opening balance and booked entries must give the closing balance to the đồng.
/// </summary>
internal sealed class AccountStatementReader(string fileName)
{
    private readonly List<PayrollFault> _faults = [];
    private readonly List<BankStatement> _statements = [];
    private readonly Dictionary<XElement, Entries> _entries = [];

    public BankReport Read(Stream stream, string digest)
    {
        var message = MessageSchema.Camt053.Read(stream, fileName, "Ntry", Entry).At("BkToCstmrStmt")!;
        var accounts = new List<AccountStatement>();
        foreach (var statement in message.All("Stmt"))
        {
            var entries = _entries.GetValueOrDefault(statement) ?? new Entries();
            BookedEntry.CheckSummary(statement, entries.Count, entries.Sum, fileName, _faults);
            if (Account(statement, entries.Booked, entries.Count) is { } account)
            {
                accounts.Add(account);
            }
        }

        return _faults.Count == 0
            ? new BankReport(fileName, MessageSchema.Camt053.Name, message.Text("GrpHdr", "MsgId"), digest, [], _statements) { Accounts = accounts }
            : throw new PayrollRefusedException(_faults);
    }

    private void Entry(XElement statement, XElement entry)
    {
        if (!_entries.TryGetValue(statement, out var entries))
        {
            _entries.Add(statement, entries = new Entries());
        }

        var (amount, items) = BookedEntry.Read(entry, entries.Count += 1, fileName, _faults);
        entries.Sum += amount;
        entries.Booked.AddRange(items.Where(item => item.IsBooked));
        _statements.AddRange(items.Select(item => item.Statement).OfType<BankStatement>());
    }

    private AccountStatement? Account(XElement statement, List<BookedItem> items, int entries)
    {
        var (line, column) = statement.Place();
        var account = statement.Text("Acct", "Id", "Othr", "Id") is { Length: > 0 } other ? other : statement.Text("Acct", "Id", "IBAN");
        var (opening, openingDay) = Balance(statement, "OPBD", "PRCD");
        var (closing, closingDay) = Balance(statement, "CLBD");
        if (opening is not { } from || closing is not { } to)
        {
            _faults.Add(new PayrollFault(
                "Sao kê cần số dư đầu (OPBD) và số dư cuối (CLBD)", "A statement needs an opening (OPBD) and a closing balance (CLBD)", fileName, line, column));
            return null;
        }

        var sum = items.Aggregate(from, (balance, item) => balance + item.Signed);
        if (sum != to)
        {
            _faults.Add(new PayrollFault(
                $"Số dư đầu {from} cộng các bút toán là {sum} đồng, sao kê ghi số dư cuối {to} đồng (chênh {to - sum})",
                $"Opening balance {from} and the entries give {sum} đồng, the statement closes at {to} (difference {to - sum})", fileName, line, column));
        }

        var first = BookedEntry.Day(statement.At("FrToDt") ?? statement, "FrDtTm") ?? openingDay ?? closingDay;
        var last = BookedEntry.Day(statement.At("FrToDt") ?? statement, "ToDtTm") ?? closingDay ?? openingDay;
        if (first is not { } start || last is not { } end || end < start)
        {
            _faults.Add(new PayrollFault("Sao kê không nói từ ngày nào đến ngày nào", "The statement does not say from which day to which", fileName, line, column));
            return null;
        }

        return new AccountStatement(statement.Text("Id"), account, start, end, from, to, entries, items, line, column);
    }

    private (Vnd? Amount, DateOnly? Day) Balance(XElement statement, params string[] types)
    {
        var found = types.SelectMany(type => statement.All("Bal").Where(balance => balance.Text("Tp", "CdOrPrtry", "Cd") == type)).FirstOrDefault();
        return found?.At("Amt").Amount(fileName, _faults) is { } amount
            ? (found.Text("CdtDbtInd") == "DBIT" ? -amount : amount, BookedEntry.Day(found, "Dt"))
            : (null, null);
    }

    /// <summary>What a statement has so far.</summary>
    private sealed class Entries
    {
        public int Count { get; set; }
        public Vnd Sum { get; set; } = Vnd.Zero;
        public List<BookedItem> Booked { get; } = [];
    }
}
