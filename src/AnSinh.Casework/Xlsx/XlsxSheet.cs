namespace AnSinh.Casework.Xlsx;

/// <summary>How a cell looks and whether it can be filled in. The order is that of the cell formats in <see cref="XlsxWriter"/>.</summary>
public enum XlsxStyle
{
    Plain,
    Title,
    Heading,
    Locked,
    LockedNumber,
    Text,
    Number,
    Date,
    Fault,
    Note,
    Bold,
}

/// <summary>A cell to be written: text, a whole number or a day (a number of days since 1899-12-30), or empty.</summary>
public readonly record struct XlsxValue(string? Text, long? Number, XlsxStyle Style)
{
    public static XlsxValue Of(string? text, XlsxStyle style = XlsxStyle.Plain) => new(text, null, style);
    public static XlsxValue Of(long number, XlsxStyle style = XlsxStyle.Number) => new(null, number, style);
    public static XlsxValue Of(DateOnly day) => new(null, day.DayNumber - XlsxDate.Epoch, XlsxStyle.Date);
    public static XlsxValue Empty(XlsxStyle style) => new(null, null, style);
}

internal static class XlsxDate
{
    /// <summary>Serial day 0 of spreadsheets, as days are counted since the false 29 February 1900.</summary>
    public static readonly int Epoch = new DateOnly(1899, 12, 30).DayNumber;
}

/// <summary>What may stand in a range: one of a list, or a whole number or day within bounds (serial days). The prompt appears when the cell is chosen.</summary>
public sealed record XlsxValidation(string Range, IReadOnlyList<string>? OneOf, long? Minimum, long? Maximum, bool IsDate, string PromptTitle, string Prompt, string Error);

/// <summary>A sheet: rows from the first, each cell from column A.</summary>
public sealed record XlsxSheet
{
    public required string Name { get; init; }
    public required IReadOnlyList<IReadOnlyList<XlsxValue>> Rows { get; init; }
    public IReadOnlyList<int> Widths { get; init; } = [];
    public int FrozenRows { get; init; }
    public int FrozenColumns { get; init; }

    /// <summary>Locked cells cannot be changed by mistake; there is no password.</summary>
    public bool Protected { get; init; }
    public bool Hidden { get; init; }
    public IReadOnlyList<XlsxValidation> Validations { get; init; } = [];

    /// <summary>The row (from 1) that is repeated on each printed page; 0 for none.</summary>
    public int RepeatedRow { get; init; }
}

/// <summary>Names of cells: A1, AB12.</summary>
public static class XlsxRef
{
    /// <param name="row">From 1.</param>
    /// <param name="column">From 1.</param>
    public static string Cell(int row, int column) => FormattableString.Invariant($"{Column(column)}{row}");

    public static string Column(int column)
    {
        var name = "";
        for (; column > 0; column = (column - 1) / 26)
        {
            name = (char)('A' + ((column - 1) % 26)) + name;
        }

        return name;
    }

    /// <summary>Row and column, from 1, of a name such as AB12; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out int row, out int column)
    {
        row = column = 0;
        var index = 0;
        for (; index < name.Length && char.IsAsciiLetterUpper(name[index]) && index < 3; index++)
        {
            column = (column * 26) + (name[index] - 'A' + 1);
        }

        return index > 0 && int.TryParse(name[index..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out row) && row is > 0 and <= 1_048_576;
    }
}
