using System.Globalization;
using AnSinh.Casework.Xlsx;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Sheets;

/// <summary>One cell as the canonical value of a fact.</summary>
internal static class SheetAnswer
{
    /// <summary>The value; null where the cell is empty and may be, or faulty: then the fault stands in the reading.</summary>
    public static string? Read(SheetReading reading, XlsxCell? cell, string place, FactDefinition fact, HouseholdId household, bool isOptional)
    {
        var (vi, en) = Expected(fact);
        if (cell is null)
        {
            if (!isOptional)
            {
                reading.Fault(place, "", vi, en, household, fact.Code);
            }

            return null;
        }

        if (cell.IsFormula)
        {
            reading.Wrong(place, $"có công thức; cần gõ thẳng {vi}", $"holds a formula; expected {en} typed in", household, fact.Code);
            return null;
        }

        var value = fact.Type switch
        {
            FactType.Boolean => YesNo(cell),
            FactType.Enumeration => fact.Values.FirstOrDefault(known => PersonName.Fold(known.Name.Vi) == PersonName.Fold(cell.Text))?.Code,
            _ => Whole(cell),
        };
        if (value is null || !fact.Accepts(value, out _))
        {
            var kind = fact.Type == FactType.Number && cell.Kind == XlsxKind.Text ? ("chữ ", "text ") : ("", "");
            reading.Faults.Add(new(new ReviewFault($"là {kind.Item1}'{cell.Text}'; cần {vi}", $"is {kind.Item2}'{cell.Text}'; expected {en}", $"{reading.File}!{place}"), household, fact.Code));
            return null;
        }

        return value;
    }

    private static string? YesNo(XlsxCell cell) => cell.Kind == XlsxKind.Boolean ? cell.Text : PersonName.Fold(cell.Text.Trim()) switch
    {
        "co" or "x" or "1" => "true",
        "khong" or "ko" or "0" => "false",
        _ => null,
    };

    private static string? Whole(XlsxCell cell) =>
        cell.Kind == XlsxKind.Number && decimal.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && decimal.Truncate(number) == number && number is > -1_000_000_000_000_000m and < 1_000_000_000_000_000m
            ? decimal.ToInt64(number).ToString(CultureInfo.InvariantCulture)
            : null;

    private static (string Vi, string En) Expected(FactDefinition fact) => fact.Type switch
    {
        FactType.Boolean => ($"{SheetLayout.Yes} hoặc {SheetLayout.No}", "Có (yes) or Không (no)"),
        FactType.Enumeration => ($"một trong: {string.Join(", ", fact.Values.Select(value => value.Name.Vi))}", $"one of: {string.Join(", ", fact.Values.Select(value => value.Name.Vi))}"),
        _ => ($"số nguyên từ {Grouped(fact.Minimum)} đến {Grouped(fact.Maximum)}", $"a whole number from {Grouped(fact.Minimum)} to {Grouped(fact.Maximum)}"),
    };

    private static string Grouped(long? bound) => bound is { } value ? new Vnd(value).ToString() : "…";
}
