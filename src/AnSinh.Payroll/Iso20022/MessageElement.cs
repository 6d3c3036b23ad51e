using System.Globalization;
using System.Xml.Linq;
using AnSinh.Law;

namespace AnSinh.Payroll.Iso20022;

/// <summary>Reading of elements by local names, with their place in the file.</summary>
internal static class MessageElement
{
    public static XElement? At(this XElement element, params string[] path) =>
        path.Aggregate((XElement?)element, (found, name) => found?.Element(found.Name.Namespace + name));

    public static IEnumerable<XElement> All(this XElement element, string name) => element.Elements(element.Name.Namespace + name);

    public static string Text(this XElement element, params string[] path) => element.At(path)?.Value.Trim() ?? "";

    public static (int Line, int Column) Place(this XElement element) => element.Annotation<Placed>() is { } placed ? (placed.Line, placed.Column) : (0, 0);

    public static void SetPlace(this XElement element, int line, int column) => element.AddAnnotation(new Placed(line, column));

    private sealed record Placed(int Line, int Column);

    /// <summary>A whole amount in đồng; a fraction or another currency is a fault, for nothing of ours is paid so.</summary>
    public static Vnd? Amount(this XElement? element, string fileName, List<PayrollFault> faults)
    {
        if (element is null)
        {
            return null;
        }

        var (line, column) = element.Place();
        if (element.Attribute("Ccy") is { } currency && currency.Value != "VND")
        {
            faults.Add(new PayrollFault($"Loại tiền {currency.Value}, cần VND", $"Currency {currency.Value}, expected VND", fileName, line, column));
            return null;
        }

        if (!decimal.TryParse(element.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var amount)
            || amount != decimal.Truncate(amount) || amount is < 0 or > long.MaxValue)
        {
            faults.Add(new PayrollFault($"Số tiền '{element.Value}' không phải số đồng nguyên", $"Amount '{element.Value}' is not a whole number of đồng", fileName, line, column));
            return null;
        }

        return new Vnd((long)amount);
    }

    public static int? Count(this XElement? element) =>
        element is not null && int.TryParse(element.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
