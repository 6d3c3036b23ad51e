using System.Text.Json;
using AnSinh.Feel;

namespace AnSinh.Cli.Commands.Dmn;

/// <summary>JSON as FEEL values. A string for which a date, time or duration is declared is read as one; <c>{"$unknown": "fact"}</c> is a value not known.</summary>
internal static class JsonValue
{
    /// <exception cref="FormatException">The value does not fit the declared type; the message names the path.</exception>
    public static FeelValue Read(JsonElement json, FeelType type, string path)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null: return FeelValue.Null;
            case JsonValueKind.True: return FeelValue.True;
            case JsonValueKind.False: return FeelValue.False;
            case JsonValueKind.Number: return FeelValue.Of(FeelNumber.Parse(json.GetRawText()));
            case JsonValueKind.String: return Text(json.GetString()!, type, path);
            case JsonValueKind.Array:
                FeelType element = type is ListType list ? list.Element : FeelType.Any;
                return FeelValue.Of(new FeelList(json.EnumerateArray().Select((item, i) => Read(item, element, $"{path}[{i + 1}]"))));
            default:
                if (json.TryGetProperty("$unknown", out JsonElement fact))
                {
                    return FeelValue.Unknown(fact.GetString() ?? path);
                }
                return FeelValue.Of(FeelContext.Of(json.EnumerateObject().Select(p =>
                    (p.Name, Read(p.Value, type is ContextType context && context.TryGetMember(p.Name, out FeelType member) ? member : FeelType.Any, $"{path}.{p.Name}"))).ToArray()));
        }
    }

    private static FeelValue Text(string text, FeelType type, string path)
    {
        bool temporal = type == FeelType.Date || type == FeelType.Time || type == FeelType.DateTime || type == FeelType.DaysTimeDuration || type == FeelType.YearsMonthsDuration;
        if (!temporal)
        {
            return FeelValue.Of(text);
        }
        CompiledExpression literal = FeelCompiler.CompileExpression($"@{FeelValue.Of(text)}", new FeelScope());
        FeelValue value = literal.Evaluate(new FeelEvaluation(FeelMode.Standard));
        return !value.IsNull && FeelCoercion.TryCoerce(value, type, out FeelValue coerced)
            ? coerced
            : throw new FormatException(Say.Text($"{path}: \"{text}\" không phải là {type}", $"{path}: \"{text}\" is not a {type}"));
    }
}
