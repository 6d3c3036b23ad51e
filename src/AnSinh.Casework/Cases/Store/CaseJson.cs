using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AnSinh.Law;

namespace AnSinh.Casework.Cases.Store;

/// <summary>How the content of events is written before it is sealed: names in camel case, value types as their text.</summary>
internal static class CaseJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower),
            new TextConverter<PersonId>(id => id.Value, text => new PersonId(text)),
            new TextConverter<BenefitId>(id => id.Value, text => new BenefitId(text)),
            new TextConverter<PlaceCode>(code => code.Value, PlaceCode.Parse),
            new TextConverter<BenefitMonth>(month => month.ToString(), BenefitMonth.Parse),
            new TextConverter<BirthDate>(date => date.ToString(), BirthDate.Parse),
            new TextConverter<Vnd>(amount => amount.Amount.ToString(CultureInfo.InvariantCulture), text => new Vnd(long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))),
        },
    };

    public static string Write(CaseEvent content) => JsonSerializer.Serialize(content, Options);

    public static CaseEvent Read(string text) => JsonSerializer.Deserialize<CaseEvent>(text, Options)!;

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
        where T : notnull
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }
}
