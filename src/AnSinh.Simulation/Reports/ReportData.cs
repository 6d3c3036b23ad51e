using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Simulation.Runs;

namespace AnSinh.Simulation.Reports;

/// <summary>The tables as CSV and JSON: whole đồng, shares with a decimal point, every file saying whose figures they are.</summary>
public static class ReportData
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One row a figure: table, row (its first cell, or its first two), column, unit, value, standard error, note.</summary>
    public static string Csv(SimulationResult result, ReportTables tables, bool vietnamese)
    {
        var text = new StringBuilder("table,row,column,unit,value,standard_error,note\r\n");
        var note = ReportNotes.Mark(result)?.In(vietnamese) ?? "";
        foreach (var table in tables.All)
        {
            var labels = table.Columns.Index().Where(column => column.Item.Unit == ReportUnit.Text).Select(column => column.Index).ToList();
            foreach (var row in table.Rows)
            {
                var name = string.Join(" | ", labels.Select(label => row[label].Text?.In(vietnamese)));
                foreach (var (index, column) in table.Columns.Index().Where(column => column.Item.Unit != ReportUnit.Text && row[column.Index].Number is not null))
                {
                    string[] cells = [table.Id, name, column.Id, column.Unit.ToString().ToLowerInvariant(), Number(row[index].Number!.Value), row[index].Error is { } error ? Number(Math.Round(error, 6)) : "", note];
                    text.AppendJoin(',', cells.Select(Safe)).Append("\r\n");
                }

                if (labels.Count == table.Columns.Count)
                {
                    text.AppendJoin(',', new[] { table.Id, name, "", "text", "", "", note }.Select(Safe)).Append("\r\n");
                }
            }
        }

        return text.ToString();
    }

    public static string Json(SimulationResult result, ReportTables tables, decimal? seconds)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("from", result.Inputs.Period.First.ToString());
            json.WriteString("to", result.Inputs.Period.Last.ToString());
            json.WriteString("knownAt", result.Inputs.Period.KnownAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("lawPack", result.Inputs.Law.Hash);
            json.WriteStartObject("population");
            json.WriteString("origin", result.Inputs.People.Origin.ToString().ToLowerInvariant());
            json.WriteBoolean("synthetic", result.Inputs.People.IsSynthetic);
            json.WriteNumber("seed", result.Inputs.People.Seed);
            json.WriteString("day", result.Inputs.People.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteNumber("persons", result.Persons);
            json.WriteNumber("households", result.Households);
            json.WriteNumber("weightedPersons", result.PersonWeight.Whole());
            json.WriteNumber("weightedHouseholds", result.HouseholdWeight.Whole());
            json.WriteEndObject();
            json.WriteBoolean("illustrative", result.Inputs.IsIllustrative);
            if (seconds is { } took)
            {
                json.WriteNumber("seconds", took);
            }

            json.WriteStartArray("notes");
            foreach (var note in ReportNotes.All(result))
            {
                Bilingual(json, note);
            }

            json.WriteEndArray();
            Scenarios(json, result);
            json.WriteStartArray("tables");
            foreach (var table in tables.All)
            {
                Table(json, table);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void Scenarios(Utf8JsonWriter json, SimulationResult result)
    {
        json.WriteStartArray("scenarios");
        foreach (var scenario in result.Scenarios.Select(scenario => scenario.Scenario))
        {
            json.WriteStartObject();
            json.WriteString("id", scenario.Id);
            json.WritePropertyName("name");
            Bilingual(json, scenario.Name);
            if (scenario.Reform is { } reform)
            {
                json.WritePropertyName("purpose");
                Bilingual(json, reform.Purpose);
                json.WriteString("inForce", reform.InForce.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteString("appliesFrom", reform.AppliesFrom.ToString());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Table(Utf8JsonWriter json, ReportTable table)
    {
        json.WriteStartObject();
        json.WriteString("id", table.Id);
        json.WritePropertyName("title");
        Bilingual(json, table.Title);
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            foreach (var (index, column) in table.Columns.Index())
            {
                if (row[index].Number is { } number)
                {
                    json.WriteNumber(column.Id, number);
                    if (row[index].Error is { } error)
                    {
                        json.WriteNumber(column.Id + "_error", error);
                    }
                }
                else if (row[index].Text is { } text)
                {
                    json.WritePropertyName(column.Id);
                    Bilingual(json, text);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Bilingual(Utf8JsonWriter json, Bilingual text)
    {
        if (text.Vi == text.En)
        {
            json.WriteStringValue(text.Vi);
            return;
        }

        json.WriteStartObject();
        json.WriteString("vi", text.Vi);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    private static string Number(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>A text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers.</summary>
    private static string Safe(string cell)
    {
        var isNumber = decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        var plain = !isNumber && cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !isNumber ? "'" + cell : cell;
        return plain.AsSpan().ContainsAny("\",\r\n") ? $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : plain;
    }
}
