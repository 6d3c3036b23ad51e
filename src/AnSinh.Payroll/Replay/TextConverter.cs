using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;

namespace AnSinh.Payroll.Replay;

/// <summary>A value type as its text, in values and in keys of objects.</summary>
internal sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(write(value));

    private T Parse(string? text)
    {
        try
        {
            return read(text ?? "");
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException)
        {
            throw new JsonException($"'{text}' is not a {typeof(T).Name}.", error);
        }
    }
}

/// <summary>How an export is written: names in camel case, value types as their text, nothing left out.</summary>
internal static class ExportJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        NewLine = "\n",
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new TextConverter<PersonId>(id => id.Value, text => new PersonId(text)),
            new TextConverter<HouseholdId>(id => id.Value, text => new HouseholdId(text)),
            new TextConverter<BenefitId>(id => id.Value, text => new BenefitId(text)),
            new TextConverter<AwardId>(id => id.Value, text => new AwardId(text)),
            new TextConverter<PlaceCode>(code => code.Value, PlaceCode.Parse),
            new TextConverter<BenefitMonth>(month => month.ToString(), BenefitMonth.Parse),
            new TextConverter<BirthDate>(date => date.ToString(), BirthDate.Parse),
            new TextConverter<DateRange>(range => range.ToString(), Range),
            new TextConverter<Vnd>(amount => amount.Amount.ToString(CultureInfo.InvariantCulture), text => new Vnd(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))),
            new TextConverter<FundAmounts>(amounts => amounts.ToString(), FundAmounts.Parse),
            new TextConverter<Bucket>(bucket => bucket.ToString(), text => new Bucket(byte.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))),
            new TextConverter<Storage.KnowledgeNumber>(
                number => number.ToString(), text => Storage.KnowledgeNumber.TryParse(text, out var number) ? number : throw new FormatException("a number from 0")),
        },
    };

    private static DateRange Range(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new DateRange(Day(text[..slash]), Day(text[(slash + 1)..]));
    }

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
