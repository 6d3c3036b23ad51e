using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;

namespace AnSinh.Payroll.Orders;

/// <summary>
/// Reads a cash list that comes back from the payment point: the columns that were handed out, with <c>outcome</c> filled in: <c>paid</c> (đã nhận) or <c>uncollected</c> (chưa nhận);
/// rows left empty are not known yet.
/// </summary>
internal static class CashReturnReader
{
    private const string Header = "reference,payee,name,amount,outcome,reason";

    public static bool IsCashList(byte[] content)
    {
        var start = Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, 64)).TrimStart('\ufeff');
        return start.StartsWith("reference,", StringComparison.Ordinal);
    }

    public static BankReport Read(byte[] content, string fileName)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        var faults = new List<PayrollFault>();
        var statements = new List<BankStatement>();
        var lines = Encoding.UTF8.GetString(content).TrimStart('\ufeff').ReplaceLineEndings("\n").Split('\n');
        if (lines[0] != Header)
        {
            faults.Add(new PayrollFault($"Dòng đầu phải là '{Header}'", $"The first line must be '{Header}'", fileName, 1, 1));
        }

        for (var index = 1; index < lines.Length; index++)
        {
            if (lines[index].Length == 0)
            {
                continue;
            }

            var fields = Fields(lines[index]);
            if (fields.Count != 6)
            {
                faults.Add(new PayrollFault($"Có {fields.Count} cột, cần 6", $"{fields.Count} columns, expected 6", fileName, index + 1, 1));
                continue;
            }

            if (Outcome(fields[4]) is not { } outcome)
            {
                if (fields[4].Length > 0)
                {
                    faults.Add(new PayrollFault($"Kết quả '{fields[4]}' không hiểu; cần paid hoặc uncollected", $"Outcome '{fields[4]}' is not understood; expected paid or uncollected", fileName, index + 1, 5));
                }

                continue;
            }

            if (!long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            {
                faults.Add(new PayrollFault($"Số tiền '{fields[3]}' phải là số đồng không có dấu phân cách", $"Amount '{fields[3]}' must be đồng without separators", fileName, index + 1, 4));
                continue;
            }

            statements.Add(new BankStatement(fields[0], null, outcome, new Vnd(amount), outcome == PaymentOutcome.Returned ? "uncollected" : "", fields[5], index + 1, 1));
        }

        return faults.Count == 0 ? new BankReport(fileName, "cash", digest, digest, [], statements) : throw new PayrollRefusedException(faults);
    }

    private static PaymentOutcome? Outcome(string text) => text.Trim() switch
    {
        "paid" or "đã nhận" => PaymentOutcome.Settled,
        "uncollected" or "chưa nhận" => PaymentOutcome.Returned,
        _ => null,
    };

    /// <summary>Fields of a line (RFC 4180); a quoted field ends on its line.</summary>
    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var sign = line[i];
            if (quoted && sign == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (sign == '"')
            {
                quoted = !quoted;
            }
            else if (sign == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(sign);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
