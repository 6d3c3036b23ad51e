using AnSinh.Dmn.Xml;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compatibility;

/// <summary>Values of the kit's test files: reading them, and comparing a result with what is expected.</summary>
public static class TestValue
{
    /// <summary>Numbers count as equal when they differ by less than this, as in the reference runners.</summary>
    public static readonly FeelNumber Tolerance = FeelNumber.Parse("0.00000001");

    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The value inside an input node, expected result, item or component.</summary>
    /// <exception cref="FormatException">The text does not fit its <c>xsi:type</c>; the message names the place.</exception>
    public static FeelValue Read(XmlElement holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        if (IsNil(holder))
        {
            return FeelValue.Null;
        }
        var components = new List<KeyValuePair<string, FeelValue>>();
        foreach (XmlElement child in holder.Elements)
        {
            switch (child.LocalName)
            {
                case "value":
                    return Scalar(child);
                case "list":
                    return IsNil(child)
                        ? FeelValue.Null
                        : FeelValue.Of(new FeelList(child.Elements.Where(e => e.LocalName == "item").Select(Read)));
                case "component":
                    components.Add(new(child.Attribute("name") ?? "", Read(child)));
                    break;
            }
        }
        return components.Count == 0 ? FeelValue.Null : FeelValue.Of(new FeelContext(components));
    }

    /// <summary>True when the holder stands for null.</summary>
    internal static bool IsNullText(XmlElement holder) => IsNil(holder) || holder.Elements.All(IsNil);

    /// <summary>True when the actual value meets the expected one.</summary>
    public static bool Matches(FeelValue expected, FeelValue actual)
    {
        if (expected.Kind != actual.Kind)
        {
            return false;
        }
        switch (expected.Kind)
        {
            case FeelKind.Null:
                return true;
            case FeelKind.Number:
                return expected.AsNumber == actual.AsNumber || Distance(expected.AsNumber, actual.AsNumber) < Tolerance;
            case FeelKind.List:
                return expected.AsList.Count == actual.AsList.Count
                    && Enumerable.Range(0, expected.AsList.Count).All(i => Matches(expected.AsList[i], actual.AsList[i]));
            case FeelKind.Context:
                return expected.AsContext.Count == actual.AsContext.Count
                    && expected.AsContext.All(e => actual.AsContext.TryGet(e.Key, out FeelValue value) && Matches(e.Value, value));
            default:
                return expected.Equals(actual);
        }
    }

    private static FeelNumber Distance(FeelNumber left, FeelNumber right)
    {
        if (!FeelNumber.TrySubtract(left, right, out FeelNumber difference))
        {
            return FeelNumber.One;
        }
        return difference.IsNegative ? -difference : difference;
    }

    private static FeelValue Duration(string text) =>
        FeelCompiler.CompileExpression($"@{FeelValue.Of(text)}", new FeelScope()).Evaluate(new FeelEvaluation(FeelMode.Standard));

    private static bool IsNil(XmlElement element) => element.Attributes.Any(a => a.Namespace == Instance && a.LocalName == "nil" && a.Value is "true" or "1");

    private static FeelValue Scalar(XmlElement element)
    {
        if (IsNil(element))
        {
            return FeelValue.Null;
        }
        string? type = element.Attributes.FirstOrDefault(a => a.Namespace == Instance && a.LocalName == "type")?.Value;
        string text = element.Text;
        string trimmed = text.Trim();
        switch (type?[(type.IndexOf(':', StringComparison.Ordinal) + 1)..])
        {
            case null or "string":
                return FeelValue.Of(text);
            case "boolean" when trimmed is "true" or "1":
                return FeelValue.True;
            case "boolean" when trimmed is "false" or "0":
                return FeelValue.False;
            case "decimal" or "double" or "float" or "integer" or "int" or "long" when FeelNumber.TryParse(trimmed, out FeelNumber number):
                return FeelValue.Of(number);
            case "date" when FeelDate.TryParse(trimmed, out FeelDate date):
                return FeelValue.Of(date);
            case "time" when FeelTime.TryParse(trimmed, out FeelTime time):
                return FeelValue.Of(time);
            case "dateTime" when FeelDateTime.TryParse(trimmed, out FeelDateTime dateTime):
                return FeelValue.Of(dateTime);
            case "duration" or "dayTimeDuration" or "yearMonthDuration" when Duration(trimmed) is { Kind: FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration } duration:
                return duration;
            default:
                throw new FormatException($"{element.Place}: '{text}' is not a value of {type}");
        }
    }
}
