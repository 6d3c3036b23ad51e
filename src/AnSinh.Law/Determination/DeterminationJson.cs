using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AnSinh.Law;

/// <summary>
/// Canonical JSON of a determination: fixed order of keys, people by id, benefits in the order of benefits.yaml, amounts as integers in đồng.
/// The same household, month, known-at and law pack give the same bytes.
/// </summary>
public static class DeterminationJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true };

    public static byte[] Write(HouseholdDetermination determination, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, indented ? Indented : Compact))
        {
            json.WriteStartObject();
            json.WriteString("month", determination.Month.ToString());
            json.WriteString("knownAt", determination.KnownAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("lawPack", determination.LawPack);
            if (determination.Statuses.Any(status => status.Person is null))
            {
                json.WriteStartObject("household");
                WriteList(json, "statuses", determination.Statuses.Where(status => status.Person is null), WriteStatus);
                json.WriteEndObject();
            }

            WriteList(json, "people", determination.People, (writer, person) => WritePerson(writer, person, [.. determination.Statuses.Where(status => status.Person == person.Person)]));
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An amount alone, with everything it rests on but the month and the day of knowledge: the same as long as nothing but these is different.</summary>
    public static byte[] Write(Entitlement entitlement, string lawPack)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("lawPack", lawPack);
            WriteEntitlement(json, entitlement, dated: false);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePerson(Utf8JsonWriter json, PersonDetermination person, IReadOnlyList<StatusAnswer> statuses)
    {
        json.WriteString("id", person.Person.Value);
        if (statuses.Count > 0)
        {
            WriteList(json, "statuses", statuses, WriteStatus);
        }

        WriteList(json, "entitlements", person.Entitlements, static (json, entitlement) => WriteEntitlement(json, entitlement, dated: true));
        WriteList(json, "refused", person.Refused, WriteRefusal);
        WriteList(json, "missing", person.Missing, static (json, missing) =>
        {
            json.WriteString("fact", missing.Fact);
            WriteStrings(json, "benefits", missing.Benefits.Select(benefit => benefit.Value));
            WriteText(json, "why", missing.Why);
        });
        WriteList(json, "stopped", person.Stopped, static (json, stopped) =>
        {
            json.WriteString("benefit", stopped.Benefit.Value);
            WriteText(json, "reason", stopped.Reason);
            json.WriteString("ref", stopped.Ref);
            if (stopped.Readings.Count > 0)
            {
                WriteList(json, "readings", stopped.Readings, WriteReading);
            }
        });
    }

    private static void WriteReading(Utf8JsonWriter json, ContradictionReading reading)
    {
        json.WriteString("without", reading.Without);
        WriteList(json, "entitled", reading.Entitled, static (json, entitled) =>
        {
            json.WriteString("benefit", entitled.Benefit.Value);
            json.WriteNumber("amount", entitled.Amount.Amount);
        });
        WriteStrings(json, "missing", reading.Missing);
    }

    private static void WriteStatus(Utf8JsonWriter json, StatusAnswer status)
    {
        json.WriteString("status", status.Status);
        json.WriteString("value", status.Value);
        json.WriteString("attested", status.Attested);
        WriteList(json, "because", status.Because, WriteReason);
        WriteList(json, "facts", status.Facts, WriteFact);
        WriteStrings(json, "missing", status.Missing);
        if (status.Stopped is { } stopped)
        {
            WriteText(json, "stopped", stopped);
        }

        json.WriteString("grade", status.Grade.Code());
    }

    private static void WriteReason(Utf8JsonWriter json, RowReason row)
    {
        json.WriteString("ref", row.Ref);
        json.WriteString("model", row.Model);
        json.WriteString("decision", row.Decision);
        json.WriteNumber("row", row.Row);
        WriteText(json, "text", row.Text);
    }

    private static void WriteFact(Utf8JsonWriter json, FactUsed fact)
    {
        json.WriteString("code", fact.Code);
        json.WriteString("value", fact.Value);
    }

    private static void WriteEntitlement(Utf8JsonWriter json, Entitlement entitlement, bool dated)
    {
        json.WriteString("benefit", entitlement.Benefit.Value);
        json.WriteString("kind", entitlement.Kind switch { BenefitKind.InKind => "in-kind", var kind => kind.ToString().ToLowerInvariant() });
        json.WriteString("per", entitlement.Per.ToString().ToLowerInvariant());
        json.WriteNumber("amount", entitlement.Amount.Amount);
        json.WriteNumber("quantity", entitlement.Quantity);
        json.WriteString("unit", entitlement.Unit);
        json.WriteString("coefficient", entitlement.Coefficient);
        json.WriteNumber("level", entitlement.Level.Amount);
        json.WriteString("calculation", entitlement.Calculation);
        if (dated)
        {
            json.WriteString("from", entitlement.Month.ToString());
            json.WriteString("to", entitlement.Month.ToString());
        }

        json.WriteString("grade", entitlement.Grade.Code());
        json.WriteStartObject("payee");
        json.WriteString("id", entitlement.Payee.Id);
        json.WriteString("role", entitlement.Payee.Role);
        json.WriteEndObject();
        WriteList(json, "parts", entitlement.Parts, static (json, part) =>
        {
            json.WriteString("fund", part.Fund);
            json.WriteNumber("amount", part.Amount.Amount);
            json.WriteString("ref", part.Ref);
        });
        WriteList(json, "because", entitlement.Because, WriteReason);
        WriteList(json, "facts", entitlement.Facts, WriteFact);
        WriteList(json, "parameters", entitlement.Parameters, static (json, parameter) =>
        {
            json.WriteString("id", parameter.Id);
            WriteText(json, "value", parameter.Value);
            json.WriteString("ref", parameter.Ref);
            json.WriteString("grade", parameter.Grade.Code());
        });
        WriteList(json, "considered", entitlement.Considered, static (json, considered) =>
        {
            json.WriteString("benefit", considered.Benefit.Value);
            json.WriteNumber("amount", considered.Amount.Amount);
            WriteText(json, "why", considered.Why);
            json.WriteString("ref", considered.Ref);
        });
    }

    private static void WriteRefusal(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteString("benefit", refusal.Benefit.Value);
        WriteList(json, "because", refusal.Because, static (json, failed) =>
        {
            json.WriteString("ref", failed.Ref);
            json.WriteString("model", failed.Model);
            json.WriteString("decision", failed.Decision);
            json.WriteNumber("row", failed.Row);
            WriteText(json, "label", failed.Label);
            json.WriteString("fact", failed.Fact);
            json.WriteString("value", failed.Value);
            json.WriteString("needed", failed.Needed);
            WriteText(json, "text", failed.Text);
        });
        WriteList(json, "nearest", refusal.Nearest, static (json, change) =>
        {
            json.WriteString("fact", change.Fact);
            json.WriteString("to", change.To);
        });
    }

    /// <summary>Vietnamese under the name, English under the name with <c>En</c>.</summary>
    private static void WriteText(Utf8JsonWriter json, string name, Bilingual text)
    {
        json.WriteString(name, text.Vi);
        json.WriteString(name + "En", text.En);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
