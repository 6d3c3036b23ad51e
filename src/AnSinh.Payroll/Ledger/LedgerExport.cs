using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnSinh.Law;
using Dapper;

namespace AnSinh.Payroll.Ledger;

/// <summary>One posting with the step it belongs to.</summary>
public sealed record LedgerEntry(BenefitMonth Month, string RunId, BenefitMonth RunMonth, int Step, string StepName, string RecordedAt, string Actor, int Bucket, string Account, string Benefit, string Fund, Vnd Amount);

/// <summary>A month of an area's ledger to hand to an auditor: balances and every posting, as CSV (postings) and JSON (both). Amounts are whole đồng; debit is positive.</summary>
public sealed record LedgerExport(PlaceCode Area, BenefitMonth Month, bool Closed, IReadOnlyList<LedgerBalance> Balances, IReadOnlyList<LedgerEntry> Entries)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    public static LedgerExport Of(PayrollBook book, PlaceCode area, BenefitMonth month)
    {
        using var connection = book.Connect();
        var entries = connection.Query<(string Run, string RunMonth, long Step, string Name, string At, string Actor, long Bucket, string Account, string Benefit, string Fund, long Amount)>(
            """
            select p.run_id, r.month, p.step, s.step, s.recorded_at, s.actor, p.bucket, p.account, p.benefit, p.fund, p.amount
            from payroll_posting p join payroll_step s on s.run_id = p.run_id and s.sequence = p.step join payroll_run r on r.run_id = p.run_id
            where r.area = @area and s.ledger_month = @month
            """, new { area = area.Value, month = month.ToString() })
            .Select(row => new LedgerEntry(
                month, row.Run, BenefitMonth.Parse(row.RunMonth), (int)row.Step, row.Name, row.At, row.Actor, (int)row.Bucket, row.Account, row.Benefit, row.Fund, new Vnd(row.Amount)))
            .OrderBy(entry => entry.RecordedAt, StringComparer.Ordinal).ThenBy(entry => entry.RunId, StringComparer.Ordinal).ThenBy(entry => entry.Step).ThenBy(entry => entry.Bucket)
            .ThenBy(entry => entry.Benefit, StringComparer.Ordinal).ThenBy(entry => entry.Fund, StringComparer.Ordinal).ThenBy(entry => entry.Account, StringComparer.Ordinal).ToList();
        return new LedgerExport(area, month, LedgerMonths.LastClosed(book, area) >= month, LedgerMonths.Balances(connection, area, month), entries);
    }

    public byte[] Csv()
    {
        var text = new StringBuilder("ledger_month,area,run,run_month,step,step_name,recorded_at,actor,bucket,account,benefit,fund,debit,credit\n");
        foreach (var entry in Entries)
        {
            var (debit, credit) = entry.Amount > Vnd.Zero ? (entry.Amount, Vnd.Zero) : (Vnd.Zero, -entry.Amount);
            text.Append(CultureInfo.InvariantCulture, $"{entry.Month},{Area},{entry.RunId},{entry.RunMonth},{entry.Step},{entry.StepName},{entry.RecordedAt},{Steps.OrderRun.Quoted(entry.Actor)},{entry.Bucket},{entry.Account},{entry.Benefit},{entry.Fund},{debit.Amount},{credit.Amount}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("area", Area.Value);
            json.WriteString("month", Month.ToString());
            json.WriteBoolean("closed", Closed);
            json.WriteStartArray("balances");
            foreach (var one in Balances)
            {
                json.WriteStartObject();
                json.WriteString("account", one.Account);
                json.WriteString("benefit", one.Benefit);
                json.WriteString("fund", one.Fund);
                json.WriteNumber("opening", one.Opening.Amount);
                json.WriteNumber("debit", one.Debit.Amount);
                json.WriteNumber("credit", one.Credit.Amount);
                json.WriteNumber("closing", one.Closing.Amount);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("postings");
            foreach (var entry in Entries)
            {
                json.WriteStartObject();
                json.WriteString("run", entry.RunId);
                json.WriteString("runMonth", entry.RunMonth.ToString());
                json.WriteNumber("step", entry.Step);
                json.WriteString("stepName", entry.StepName);
                json.WriteString("recordedAt", entry.RecordedAt);
                json.WriteString("actor", entry.Actor);
                json.WriteNumber("bucket", entry.Bucket);
                json.WriteString("account", entry.Account);
                json.WriteString("benefit", entry.Benefit);
                json.WriteString("fund", entry.Fund);
                json.WriteNumber("amount", entry.Amount.Amount);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
