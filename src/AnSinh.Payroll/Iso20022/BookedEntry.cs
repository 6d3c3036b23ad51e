using System.Globalization;
using System.Xml.Linq;
using AnSinh.Law;

namespace AnSinh.Payroll.Iso20022;

/// <summary>
/// One transaction of an account's entry, or the entry itself where the bank books a whole order and lists nothing. <paramref name="Entry"/> counts the entries of its statement from 1.
/// </summary>
public sealed record BookedItem(
    int Entry, DateOnly? Booked, bool IsBooked, bool IsDebit, bool CameBack, Vnd Amount, string EndToEndId, string Order, bool WholeOrder, string Reason, string Text, int Line, int Column)
{
    /// <summary>What the item says about a payment; null where it says nothing about payments of ours.</summary>
    public PaymentOutcome? Outcome => !IsBooked ? PaymentOutcome.Accepted : (IsDebit, CameBack) switch
    {
        (true, false) => PaymentOutcome.Settled,
        (false, true) => PaymentOutcome.Returned,
        _ => null,
    };

    public bool IsOurs => DerivedId.IsPayment(EndToEndId) || (WholeOrder && DerivedId.IsMessage(Order));

    /// <summary>What the account gains; a debit is negative.</summary>
    public Vnd Signed => IsDebit ? -Amount : Amount;

    /// <summary>The item as a statement about a payment or order of ours; null when it is other business.</summary>
    public BankStatement? Statement => IsOurs && Outcome is { } outcome
        ? new BankStatement(WholeOrder ? null : EndToEndId, Order.Length == 0 ? null : Order, outcome, Amount, Reason, Text, Line, Column)
        : null;
}

/// <summary>Reads entries of camt.053 and camt.054, which have the same form. The transactions of an entry add up to it.</summary>
internal static class BookedEntry
{
    /// <returns>The entry's amount, above zero, and its items.</returns>
    public static (Vnd Amount, IReadOnlyList<BookedItem> Items) Read(XElement entry, int number, string fileName, List<PayrollFault> faults)
    {
        var amount = entry.At("Amt").Amount(fileName, faults) ?? Vnd.Zero;
        var blank = new BookedItem(
            number, Day(entry), entry.Text("Sts", "Cd") is "BOOK" or "", entry.Text("CdtDbtInd") == "DBIT", entry.Text("RvslInd") is "true" or "1", amount, "", "", false, "",
            entry.Text("AddtlNtryInf"), entry.Place().Line, entry.Place().Column);
        var details = entry.All("NtryDtls").SelectMany(detail => detail.All("TxDtls")).ToList();
        if (details.Count == 0)
        {
            var order = entry.All("NtryDtls").Select(detail => detail.Text("Btch", "MsgId") is { Length: > 0 } id ? id : detail.Text("Btch", "PmtInfId")).FirstOrDefault() ?? "";
            return (amount, [blank with { Order = order, WholeOrder = order.Length > 0 }]);
        }

        var items = new List<BookedItem>();
        foreach (var detail in details)
        {
            var (line, column) = detail.Place();
            items.Add(blank with
            {
                IsDebit = detail.Text("CdtDbtInd") is { Length: > 0 } own ? own == "DBIT" : blank.IsDebit,
                CameBack = blank.CameBack || detail.At("RtrInf") is not null,
                Amount = detail.At("Amt").Amount(fileName, faults) ?? amount,
                EndToEndId = detail.Text("Refs", "EndToEndId"),
                Order = detail.Text("Refs", "MsgId"),
                Reason = detail.Text("RtrInf", "Rsn", "Cd") is { Length: > 0 } code ? code : detail.Text("RtrInf", "Rsn", "Prtry"),
                Text = detail.Text("RtrInf", "AddtlInf"),
                Line = line,
                Column = column,
            });
        }

        if (Vnd.Sum(items.Select(item => item.Amount)) is var sum && sum != amount)
        {
            faults.Add(new PayrollFault(
                $"Bút toán {amount} đồng nhưng các giao dịch cộng lại {sum} đồng", $"The entry says {amount} đồng, its transactions add up to {sum}", fileName, blank.Line, blank.Column));
        }

        return (amount, items);
    }

    /// <summary>Holds the number and sum that a message states against its entries.</summary>
    public static void CheckSummary(XElement owner, int count, Vnd sum, string fileName, List<PayrollFault> faults)
    {
        if (owner.At("TxsSummry", "TtlNtries") is not { } total)
        {
            return;
        }

        var (line, column) = total.Place();
        if (total.At("NbOfNtries").Count() is { } stated && stated != count)
        {
            faults.Add(new PayrollFault($"Nêu {stated} bút toán, có {count}", $"States {stated} entries, has {count}", fileName, line, column));
        }

        if (total.At("Sum").Amount(fileName, faults) is { } statedSum && statedSum != sum)
        {
            faults.Add(new PayrollFault($"Nêu tổng {statedSum} đồng, cộng được {sum} đồng", $"States a sum of {statedSum}, entries add up to {sum}", fileName, line, column));
        }
    }

    /// <summary>The first day an element names under any of the paths, each a choice of <c>Dt</c> and <c>DtTm</c>.</summary>
    internal static DateOnly? Day(XElement element, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths.Length > 0 ? paths : ["BookgDt", "ValDt"])
        {
            var text = element.Text(path, "Dt") is { Length: > 0 } day ? day : element.Text(path, "DtTm") is { Length: > 0 } moment ? moment : element.Text(path);
            if (text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found))
            {
                return found;
            }
        }

        return null;
    }
}
