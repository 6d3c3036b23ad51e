using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AnSinh.Feel;

/// <summary>Values as text: as an expression that gives the value again, or as FEEL's string() shows them.</summary>
public static class FeelFormat
{
    /// <summary>FEEL source of the value: strings quoted, dates and times as @"...".</summary>
    public static string Expression(FeelValue value)
    {
        StringBuilder text = new();
        Write(text, value, quoted: true, int.MaxValue);
        return text.ToString();
    }

    /// <summary>The beginning of the source, for messages; never more work than its length.</summary>
    internal static string Short(FeelValue value, int length)
    {
        StringBuilder text = new();
        Write(text, value, quoted: true, length);
        return text.Length > length ? text.ToString(0, length) + "..." : text.ToString();
    }

    /// <summary>What string() gives: strings, dates and durations without quotes at the top, null as "null".</summary>
    public static string Text(FeelValue value) => value.Kind switch
    {
        FeelKind.String => value.AsString,
        FeelKind.Date => value.AsDate.ToString(),
        FeelKind.Time => value.AsTime.ToString(),
        FeelKind.DateTime => value.AsDateTime.ToString(),
        FeelKind.DaysTimeDuration => value.AsDaysTimeDuration.ToString(),
        FeelKind.YearsMonthsDuration => value.AsYearsMonthsDuration.ToString(),
        _ => Nested(value),
    };

    private static string Nested(FeelValue value)
    {
        StringBuilder text = new();
        Write(text, value, quoted: false, int.MaxValue);
        return text.ToString();
    }

    private static void Write(StringBuilder text, FeelValue value, bool quoted, int length)
    {
        if (text.Length > length) return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value.Kind)
        {
            case FeelKind.Null:
                text.Append("null");
                break;
            case FeelKind.Number:
                text.Append(value.AsNumber);
                break;
            case FeelKind.Boolean:
                text.Append(value.AsBoolean ? "true" : "false");
                break;
            case FeelKind.String:
                Quote(text, value.AsString);
                break;
            case FeelKind.List:
                text.Append('[');
                for (int i = 0; i < value.AsList.Count && text.Length <= length; i++)
                {
                    if (i > 0) text.Append(", ");
                    Write(text, value.AsList[i], quoted, length);
                }
                text.Append(']');
                break;
            case FeelKind.Context:
                WriteContext(text, value.AsContext, quoted, length);
                break;
            case FeelKind.Range:
                WriteRange(text, value.AsRange, quoted, length);
                break;
            case FeelKind.Function:
                text.Append("function(").AppendJoin(", ", value.AsFunction.Parameters.Select(parameter => parameter.Name)).Append(") ...");
                break;
            case FeelKind.Unknown:
                text.Append("unknown(").Append(value.UnknownFacts).Append(')');
                break;
            default:
                if (quoted) text.Append("@\"").Append(Text(value)).Append('"');
                else text.Append(Text(value));
                break;
        }
    }

    private static void WriteContext(StringBuilder text, FeelContext context, bool quoted, int length)
    {
        text.Append('{');
        bool first = true;
        foreach ((string name, FeelValue value) in context)
        {
            if (text.Length > length) return;
            if (!first) text.Append(", ");
            first = false;
            if (IsPlainName(name)) text.Append(name);
            else Quote(text, name);
            text.Append(": ");
            Write(text, value, quoted, length);
        }
        text.Append('}');
    }

    private static void WriteRange(StringBuilder text, FeelRange range, bool quoted, int length)
    {
        if (range.Start.IsNull && range.End.IsNull)
        {
            text.Append("(null..null)");
        }
        else if (range.Start.IsNull || range.End.IsNull)
        {
            string sign = range.Start.IsNull ? range.EndIncluded ? "<=" : "<" : range.StartIncluded ? ">=" : ">";
            text.Append('(').Append(sign).Append(' ');
            Write(text, range.Start.IsNull ? range.End : range.Start, quoted, length);
            text.Append(')');
        }
        else
        {
            text.Append(range.StartIncluded ? '[' : '(');
            Write(text, range.Start, quoted, length);
            text.Append("..");
            Write(text, range.End, quoted, length);
            text.Append(range.EndIncluded ? ']' : ')');
        }
    }

    private static bool IsPlainName(string name)
    {
        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_')) return false;
        return name.All(c => char.IsLetterOrDigit(c) || c is '_' or ' ') && !name.EndsWith(' ') && !name.Contains("  ", StringComparison.Ordinal);
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                default:
                    if (char.IsControl(c)) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
                    else text.Append(c);
                    break;
            }
        }
        text.Append('"');
    }
}
