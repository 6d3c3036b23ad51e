using System.Globalization;
using AnSinh.Casework.Review.Sheets;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace AnSinh.Casework.Tests.Review;

/// <summary>Fills in a workbook with another program's library, as an assessor would with theirs.</summary>
public sealed class FilledSheet
{
    public const string IncomeHeading = "Thu nhập bình quân đầu người hằng tháng";
    public const string ScoreHeading = "Tổng điểm A";

    private readonly SheetData _rows;
    private (Dictionary<string, string> Columns, Dictionary<string, string> Lines)? _places;
    private Dictionary<string, Cell>? _cells;
    private readonly Worksheet _sheet;
    private readonly SpreadsheetDocument _document;

    private FilledSheet(SpreadsheetDocument document)
    {
        _document = document;
        _sheet = Part(SheetLayout.Answers);
        _rows = _sheet.GetFirstChild<SheetData>()!;
    }

    public static byte[] Fill(byte[] workbook, string assessor, DateOnly day, Action<FilledSheet>? edit)
    {
        using var stream = new MemoryStream();
        stream.Write(workbook);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var sheet = new FilledSheet(document);
            sheet.Text("C2", assessor);
            sheet.Number("C3", day.DayNumber - new DateOnly(1899, 12, 30).DayNumber);
            foreach (var household in sheet.Households())
            {
                _ = sheet.Headings().Contains(ScoreHeading) ? sheet.Score(household, 200, lacks: 0) : sheet.Income(household, 5_000_000, lacks: 0);
            }

            edit?.Invoke(sheet);
        }

        return stream.ToArray();
    }

    /// <summary>Score A, on the form of 2022 to 2026, and how many of the twelve indicators are lacking, the first ones.</summary>
    public FilledSheet Score(string household, int score, int lacks) => Answer(household, ScoreHeading, score, lacks);

    /// <summary>Income per person, and how many of the twelve indicators are lacking, the first ones.</summary>
    public FilledSheet Income(string household, long income, int lacks) => Answer(household, IncomeHeading, income, lacks);

    private FilledSheet Answer(string household, string question, long number, int lacks)
    {
        Number(At(household, question), number);
        foreach (var (heading, index) in Headings().Where(heading => heading.StartsWith("Thiếu hụt", StringComparison.Ordinal)).Select((heading, index) => (heading, index)))
        {
            Text(At(household, heading), index < lacks ? "Có" : "Không");
        }

        return this;
    }

    /// <summary>The name of a household's cell under a heading.</summary>
    public string At(string household, string heading)
    {
        var (columns, lines) = _places ??= Places();
        return columns[heading] + lines[household];
    }

    public void Text(string name, string text) => Set(name, cell =>
    {
        cell.DataType = CellValues.InlineString;
        cell.AppendChild(new InlineString(new Text(text)));
    });

    public void Number(string name, long number) => Set(name, cell => cell.AppendChild(new CellValue(number.ToString(CultureInfo.InvariantCulture))));

    public void Formula(string name, string formula, string result) => Set(name, cell =>
    {
        cell.DataType = CellValues.String;
        cell.AppendChild(new CellFormula(formula));
        cell.AppendChild(new CellValue(result));
    });

    public void Clear(string name) => Set(name, _ => { });

    public void Merge(string range) => _sheet.InsertAfter(new MergeCells(new MergeCell { Reference = range }), _sheet.GetFirstChild<SheetProtection>() ?? (OpenXmlElement)_rows);

    /// <summary>Moves a column, with its heading and everything below, to stand before another.</summary>
    public void MoveColumn(string heading, string before)
    {
        var (from, to) = (Headings().ToList().IndexOf(heading), Headings().ToList().IndexOf(before));
        foreach (var row in _rows.Elements<Row>().Where(row => row.RowIndex! >= SheetLayout.HeadingRow))
        {
            var cells = row.Elements<Cell>().ToList();
            var names = cells.Select(cell => cell.CellReference!.Value!).ToList();
            var moved = cells[from];
            cells.RemoveAt(from);
            cells.Insert(from < to ? to - 1 : to, moved);
            row.RemoveAllChildren<Cell>();
            foreach (var (cell, name) in cells.Zip(names))
            {
                cell.CellReference = name;
                row.AppendChild(cell);
            }
        }

        Forget();
    }

    public void RemoveRow(string household)
    {
        ((Row)Find(At(household, "Mã hộ")).Parent!).Remove();
        Forget();
    }

    /// <summary>Changes a value on the sheet that says which round the file is of.</summary>
    public void Identity(string name, string text)
    {
        var cell = Part(SheetLayout.Identity).Descendants<Cell>().Single(cell => cell.CellReference! == name);
        cell.RemoveAllChildren();
        cell.DataType = CellValues.InlineString;
        cell.AppendChild(new InlineString(new Text(text)));
    }

    private IEnumerable<string> Households() =>
        [.. _rows.Elements<Row>().Where(row => row.RowIndex! > SheetLayout.HeadingRow).Select(row => TextOf(row.Elements<Cell>().ElementAt(1)))];

    private IEnumerable<string> Headings() => [.. _rows.Elements<Row>().First(row => row.RowIndex! == SheetLayout.HeadingRow).Elements<Cell>().Select(TextOf)];

    private Worksheet Part(string name)
    {
        var book = _document.WorkbookPart!;
        return ((WorksheetPart)book.GetPartById(book.Workbook.Descendants<Sheet>().Single(sheet => sheet.Name! == name).Id!)).Worksheet;
    }

    private Cell Find(string name) => (_cells ??= _rows.Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!))[name];

    /// <summary>Letters of the columns by heading, numbers of the rows by household.</summary>
    private (Dictionary<string, string> Columns, Dictionary<string, string> Lines) Places()
    {
        var rows = _rows.Elements<Row>().Where(row => row.RowIndex! >= SheetLayout.HeadingRow).ToList();
        return (
            rows[0].Elements<Cell>().ToDictionary(TextOf, cell => cell.CellReference!.Value!.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')),
            rows.Skip(1).ToDictionary(row => TextOf(row.Elements<Cell>().ElementAt(1)), row => row.RowIndex!.Value.ToString(CultureInfo.InvariantCulture)));
    }

    private void Forget() => (_places, _cells) = (null, null);

    private void Set(string name, Action<Cell> value)
    {
        var cell = Find(name);
        cell.RemoveAllChildren();
        cell.DataType = null;
        value(cell);
    }

    private static string TextOf(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.InnerText ?? "";
}
