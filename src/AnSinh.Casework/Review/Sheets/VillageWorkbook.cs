using System.Globalization;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Xlsx;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Sheets;

/// <summary>
/// The workbook of one village: a sheet to fill in without a line, a guide with the thresholds, and the identity of round and version. With a fill it is the file in which a rejected one is
/// mended: what was there stays, faulty cells are marked and explained.
/// </summary>
internal sealed class VillageWorkbook(LawPack pack, ReviewRound round, SheetLayout layout)
{
    private readonly BenefitMonth _decided = BenefitMonth.Of(new DecidedPeriod(pack).FirstDay(round.OpenedOn));

    public byte[] Write(string commune, string village, IReadOnlyList<SheetRow> rows, bool again = false, SheetFill? fill = null) => XlsxWriter.Write(
    [
        AnswerSheet(commune, village, rows, fill),
        GuideSheet(),
        IdentitySheet(village, rows.Count, again),
    ]);

    private XlsxSheet AnswerSheet(string commune, string village, IReadOnlyList<SheetRow> rows, SheetFill? fill)
    {
        var columns = fill is null ? layout.Columns : [.. layout.Columns, SheetLayout.FaultColumn];
        var written = new List<IReadOnlyList<XlsxValue>>
        {
            new[] { XlsxValue.Of($"{layout.Form.Name.Vi.ToUpper(CultureInfo.GetCultureInfo("vi"))} - {village}, {commune}. {round.Title(vietnamese: true)}", XlsxStyle.Title) },
            new[] { XlsxValue.Of(SheetLayout.AssessorLabel, XlsxStyle.Bold), default, fill is { Assessor.Length: > 0 } ? XlsxValue.Of(fill.Assessor, XlsxStyle.Text) : XlsxValue.Empty(XlsxStyle.Text) },
            new[] { XlsxValue.Of(SheetLayout.DayLabel, XlsxStyle.Bold), default, DayCell(fill?.Day) },
            new[] { XlsxValue.Of("Chỉ điền ô trắng. Không gộp ô, không xóa dòng. Chọn một ô để xem cách điền. Hộ không rà soát được: ghi lý do ở cột gần cuối.") },
            columns.Select(column => XlsxValue.Of(column.Heading, XlsxStyle.Heading)).ToList(),
        };
        written.AddRange(rows.Select((row, index) => columns.Select(column => Cell(column, row, index + 1, fill)).ToList()));
        var last = SheetLayout.HeadingRow + Math.Max(rows.Count, 1);
        return new XlsxSheet
        {
            Name = SheetLayout.Answers,
            Rows = written,
            Widths = [.. columns.Select(column => column.Width)],
            FrozenRows = SheetLayout.HeadingRow,
            FrozenColumns = 3,
            Protected = true,
            RepeatedRow = SheetLayout.HeadingRow,
            Validations =
            [
                new("C3", null, new DateOnly(2021, 1, 1).DayNumber - XlsxDate.Epoch, new DateOnly(2100, 1, 1).DayNumber - XlsxDate.Epoch, true, "Ngày rà soát", "Ngày/tháng/năm, ví dụ 15/09/2026", "Cần một ngày, ví dụ 15/09/2026"),
                .. columns.Select((column, index) => (column, index)).Where(pair => pair.column.Asks is not null)
                    .Select(pair => Validation(pair.column.Asks!, $"{XlsxRef.Cell(SheetLayout.FirstRow, pair.index + 1)}:{XlsxRef.Cell(last, pair.index + 1)}")),
            ],
        };
    }

    private static XlsxValue DayCell(string? day) => day is not { Length: > 0 } ? XlsxValue.Empty(XlsxStyle.Date)
        : DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? XlsxValue.Of(known) : XlsxValue.Of(day, XlsxStyle.Fault);

    private static XlsxValue Cell(SheetColumn column, SheetRow row, int number, SheetFill? fill)
    {
        switch (column.Key)
        {
            case "number": return XlsxValue.Of(number, column.Style);
            case SheetLayout.Household: return XlsxValue.Of(row.Household.Value, column.Style);
            case SheetLayout.Head: return XlsxValue.Of(row.Head, column.Style);
            case "members": return XlsxValue.Of(row.Members, column.Style);
            case SheetLayout.Faults:
                return XlsxValue.Of(string.Join("; ", fill!.Faults.Where(group => group.Key.Household == row.Household).SelectMany(group => group)), column.Style);
        }

        if (fill is null)
        {
            return row.Known.GetValueOrDefault(column.Key) is { } known ? Answer(known, column.Style) : XlsxValue.Empty(column.Style);
        }

        var style = fill.Faults.Contains((row.Household, column.Key)) ? XlsxStyle.Fault : column.Style;
        return fill.Cells.GetValueOrDefault((row.Household, column.Key)) switch
        {
            null => XlsxValue.Empty(style),
            { Kind: XlsxKind.Number } cell when long.TryParse(cell.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => XlsxValue.Of(value, style),
            { Kind: XlsxKind.Boolean } cell => Answer(cell.Text, style),
            var cell => XlsxValue.Of(cell.Text, style),
        };
    }

    private static XlsxValue Answer(string value, XlsxStyle style) => value switch
    {
        "true" => XlsxValue.Of(SheetLayout.Yes, style),
        "false" => XlsxValue.Of(SheetLayout.No, style),
        _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => XlsxValue.Of(number, style),
        _ => XlsxValue.Of(value, style),
    };

    private XlsxValidation Validation(FactDefinition fact, string range) => fact.Type switch
    {
        FactType.Boolean => new(range, [SheetLayout.Yes, SheetLayout.No], null, null, false, fact.Label.Vi, $"{fact.Meaning.Vi}. Chọn Có hoặc Không.", "Chọn Có hoặc Không."),
        FactType.Enumeration => new(range, [.. fact.Values.Select(value => value.Name.Vi)], null, null, false, fact.Label.Vi, fact.Meaning.Vi, "Chọn một giá trị trong danh sách."),
        _ => new(
            range, null, fact.Minimum, fact.Maximum, false, fact.Label.Vi, $"{fact.Meaning.Vi}. {Thresholds(fact.Code)}",
            $"Cần số nguyên từ {Grouped(fact.Minimum)} đến {Grouped(fact.Maximum)}, không chữ, không công thức."),
    };

    /// <summary>The thresholds of the first month that the round decides about, as known when it began, with their names: data of the law, not of this program.</summary>
    public string Thresholds(string code) => string.Join("; ", layout.Form.Thresholds.GetValueOrDefault(code, [])
        .Select(id => (Id: id, Value: pack.Parameters.Find(id)?.At(_decided, round.OpenedOn, default)))
        .Where(one => one.Value is not null).Select(one => $"{pack.Parameters.Find(one.Id)!.Name.Vi}: {Grouped(long.CreateChecked(one.Value!.Value))}"));

    private XlsxSheet GuideSheet() => new()
    {
        Name = SheetLayout.Guide,
        Widths = [34, 70, 60],
        Rows =
        [
            new[] { XlsxValue.Of("Hướng dẫn điền phiếu", XlsxStyle.Title) },
            new[] { XlsxValue.Of($"Căn cứ: {layout.Form.Ref}. Độ tin cậy của mẫu phiếu: {layout.Form.Grade.Code()}."), },
            new[] { XlsxValue.Of(layout.Form.Note.Vi) },
            new[] { XlsxValue.Of("Mỗi hộ một dòng. Ít nhất một trong các mục: " + string.Join("; ", layout.Form.Method.Values.Keys.Select(code => pack.Facts.Find(code)?.Label.Vi ?? code)) + ".") },
            Array.Empty<XlsxValue>(),
            new[] { XlsxValue.Of("Mục", XlsxStyle.Heading), XlsxValue.Of("Điền Có khi / điền gì", XlsxStyle.Heading), XlsxValue.Of("Ngưỡng của luật", XlsxStyle.Heading) },
            .. layout.Form.Parts.SelectMany(part => part.Asks.Select(fact => (IReadOnlyList<XlsxValue>)
                [XlsxValue.Of(fact.Label.Vi, XlsxStyle.Locked), XlsxValue.Of(fact.Meaning.Vi, XlsxStyle.Locked), XlsxValue.Of(Thresholds(fact.Code), XlsxStyle.Locked)])),
        ],
    };

    private XlsxSheet IdentitySheet(string village, int households, bool again) => new()
    {
        Name = SheetLayout.Identity,
        Protected = true,
        Widths = [20, 40],
        Rows =
        [
            new[] { XlsxValue.Of("format"), XlsxValue.Of(SheetLayout.Format) },
            new[] { XlsxValue.Of("round"), XlsxValue.Of(round.Id) },
            new[] { XlsxValue.Of("form"), XlsxValue.Of(layout.Form.Key) },
            new[] { XlsxValue.Of("village"), XlsxValue.Of(village) },
            new[] { XlsxValue.Of("households"), XlsxValue.Of(households, XlsxStyle.Plain) },
            new[] { XlsxValue.Of("scope"), XlsxValue.Of(again ? SheetLayout.Again : SheetLayout.Whole) },
        ],
    };

    private static string Grouped(long? number) => number is { } value ? new Vnd(value).ToString() : "";
}
