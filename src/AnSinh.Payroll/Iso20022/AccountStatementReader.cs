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
internal static class AccountStatementReader
{
    public static BankReport Read(XElement root, string fileName, string digest)
    {
        var message = root.At("BkToCstmrStmt")!;
        var faults = new List<PayrollFault>();
        var statements = new List<BankStatement>();
        var accounts = new List<AccountStatement>();
        foreach (var statement in message.All("Stmt"))
        {
            var (items, count, sum) = (new List<BookedItem>(), 0, Vnd.Zero);
            foreach (var entry in statement.All("Ntry"))
            {
                var (amount, read) = BookedEntry.Read(entry, ++count, fileName, faults);
                sum += amount;
                items.AddRange(read);
            }

            BookedEntry.CheckSummary(statement, count, sum, fileName, faults);
            statements.AddRange(items.Select(item => item.Statement).OfType<BankStatement>());
            if (Account(statement, [.. items.Where(item => item.IsBooked)], count, fileName, faults) is { } account)
            {
                accounts.Add(account);
            }
        }

        return faults.Count == 0
            ? new BankReport(fileName, MessageSchema.Camt053.Name, message.Text("GrpHdr", "MsgId"), digest, [], statements) { Accounts = accounts }
            : throw new PayrollRefusedException(faults);
    }

    private static AccountStatement? Account(XElement statement, IReadOnlyList<BookedItem> items, int entries, string fileName, List<PayrollFault> faults)
    {
        var (line, column) = statement.Place();
        var account = statement.Text("Acct", "Id", "Othr", "Id") is { Length: > 0 } other ? other : statement.Text("Acct", "Id", "IBAN");
        var (opening, openingDay) = Balance(statement, fileName, faults, "OPBD", "PRCD");
        var (closing, closingDay) = Balance(statement, fileName, faults, "CLBD");
        if (opening is not { } from || closing is not { } to)
        {
            faults.Add(new PayrollFault(
                "Sao kê cần số dư đầu (OPBD) và số dư cuối (CLBD)", "A statement needs an opening (OPBD) and a closing balance (CLBD)", fileName, line, column));
            return null;
        }

        var sum = items.Aggregate(from, (balance, item) => balance + item.Signed);
        if (sum != to)
        {
            faults.Add(new PayrollFault(
                $"Số dư đầu {from} cộng các bút toán là {sum} đồng, sao kê ghi số dư cuối {to} đồng (chênh {to - sum})",
                $"Opening balance {from} and the entries give {sum} đồng, the statement closes at {to} (difference {to - sum})", fileName, line, column));
        }

        var first = BookedEntry.Day(statement.At("FrToDt") ?? statement, "FrDtTm") ?? openingDay ?? closingDay;
        var last = BookedEntry.Day(statement.At("FrToDt") ?? statement, "ToDtTm") ?? closingDay ?? openingDay;
        if (first is not { } start || last is not { } end || end < start)
        {
            faults.Add(new PayrollFault("Sao kê không nói từ ngày nào đến ngày nào", "The statement does not say from which day to which", fileName, line, column));
            return null;
        }

        return new AccountStatement(statement.Text("Id"), account, start, end, from, to, entries, items, line, column);
    }

    private static (Vnd? Amount, DateOnly? Day) Balance(XElement statement, string fileName, List<PayrollFault> faults, params string[] types)
    {
        var found = types.SelectMany(type => statement.All("Bal").Where(balance => balance.Text("Tp", "CdOrPrtry", "Cd") == type)).FirstOrDefault();
        return found?.At("Amt").Amount(fileName, faults) is { } amount
            ? (found.Text("CdtDbtInd") == "DBIT" ? -amount : amount, BookedEntry.Day(found, "Dt"))
            : (null, null);
    }
}
