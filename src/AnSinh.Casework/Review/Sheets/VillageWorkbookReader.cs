using System.Globalization;
using System.Security.Cryptography;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Xlsx;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Sheets;

/// <summary>Reads a filled-in workbook against what its round expects. Reading goes on after a fault, so that one pass finds everything.</summary>
internal sealed class VillageWorkbookReader(ReviewRound round, SheetLayout layout, DateOnly today, Func<string, IReadOnlyDictionary<HouseholdId, string>> headsOfVillage, Func<HouseholdId, string?> villageOf)
{
    private const int HeadingSearch = 25;

    public SheetReading Read(string path)
    {
        var content = File.ReadAllBytes(path);
        var reading = new SheetReading(path, Convert.ToHexStringLower(SHA256.HashData(content)));
        IReadOnlyList<XlsxReadSheet> sheets;
        try
        {
            sheets = XlsxReader.Read(content);
        }
        catch (XlsxException error)
        {
            reading.Faults.Add(new(new ReviewFault(error.Vi, error.En, reading.File)));
            return reading;
        }

        if (ReadIdentity(reading, sheets) && sheets.FirstOrDefault(sheet => sheet.Name == SheetLayout.Answers) is { } answers)
        {
            ReadAnswers(reading, answers);
        }
        else if (reading.Faults.Count == 0)
        {
            reading.Wrong(SheetLayout.Answers, $"không có trang tính '{SheetLayout.Answers}'", $"there is no sheet '{SheetLayout.Answers}'");
        }

        return reading;
    }

    private bool ReadIdentity(SheetReading reading, IReadOnlyList<XlsxReadSheet> sheets)
    {
        if (sheets.FirstOrDefault(sheet => sheet.Name == SheetLayout.Identity) is not { } sheet)
        {
            reading.Wrong(SheetLayout.Identity, $"không có trang tính '{SheetLayout.Identity}': đây không phải tệp do 'review forms' ghi ra", $"there is no sheet '{SheetLayout.Identity}': this file was not written by 'review forms'");
            return false;
        }

        var values = Enumerable.Range(1, Math.Min(sheet.LastRow, HeadingSearch)).GroupBy(row => sheet.Text(row, 1)).ToDictionary(rows => rows.Key, rows => (Row: rows.First(), Value: sheet.Text(rows.First(), 2)), StringComparer.Ordinal);
        void Expect(string key, string expected, string vi, string en)
        {
            var (row, value) = values.GetValueOrDefault(key, (1, ""));
            if (value != expected)
            {
                reading.Fault($"{SheetLayout.Identity}!B{row}", value, $"'{expected}': {vi}", $"'{expected}': {en}");
            }
        }

        Expect("format", SheetLayout.Format, "tệp của phiên bản khác", "the file is of another version");
        Expect("round", round.Id, "tệp của đợt rà soát khác", "the file belongs to another round");
        Expect("form", layout.Form.Key, "mẫu phiếu của phiên bản khác", "the form is of another version");
        reading.IsAgain = values.GetValueOrDefault("scope").Value == SheetLayout.Again;
        reading.Expected = int.TryParse(values.GetValueOrDefault("households").Value, NumberStyles.None, CultureInfo.InvariantCulture, out var expected) ? expected : 0;
        reading.Village = values.GetValueOrDefault("village").Value ?? "";
        if (reading.Faults.Count == 0 && headsOfVillage(reading.Village).Count == 0)
        {
            reading.Fault($"{SheetLayout.Identity}!B4", reading.Village, "một thôn có hộ trong danh sách của đợt", "a village with households on the round's list");
        }

        return reading.IsOfRound = reading.Faults.Count == 0;
    }

    private void ReadAnswers(SheetReading reading, XlsxReadSheet sheet)
    {
        var headingRow = Enumerable.Range(1, HeadingSearch).FirstOrDefault(row => Enumerable.Range(1, layout.Columns.Count + 10).Any(column => layout.Columns[1].Is(sheet.Text(row, column))));
        if (headingRow == 0)
        {
            reading.Wrong($"{sheet.Name}!A{SheetLayout.HeadingRow}", $"không thấy dòng tiêu đề có cột '{layout.Columns[1].Heading}'", $"no heading row with a column '{layout.Columns[1].Heading}' was found");
            return;
        }

        foreach (var merged in sheet.Merged)
        {
            reading.Wrong($"{sheet.Name}!{merged}", "các ô này bị gộp; cần mỗi ô một giá trị", "these cells are merged; expected one value in each cell");
        }

        ReadAssessor(reading, sheet, headingRow);
        var columns = FindColumns(reading, sheet, headingRow);
        var heads = headsOfVillage(reading.Village);
        var lines = new Dictionary<HouseholdId, int>();
        if (columns.TryGetValue(SheetLayout.Household, out var idColumn))
        {
            for (var line = headingRow + 1; line <= sheet.LastRow; line++)
            {
                ReadLine(reading, sheet, line, idColumn, columns, heads, lines);
            }

            if (reading.IsAgain && lines.Count < reading.Expected)
            {
                reading.Wrong(sheet.Name, $"thiếu hộ: tệp ghi ra có {reading.Expected} hộ, nay có {lines.Count}", $"households are missing: the file was written with {reading.Expected} and now has {lines.Count}");
            }

            foreach (var (missing, head) in heads.Where(head => !reading.IsAgain && !lines.ContainsKey(head.Key)))
            {
                reading.Wrong(sheet.Name, $"thiếu hộ {missing} ({head})", $"household {missing} ({head}) is missing", missing, SheetLayout.Household);
            }
        }
    }

    private Dictionary<string, int> FindColumns(SheetReading reading, XlsxReadSheet sheet, int headingRow)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var last = sheet.Cells.Keys.Where(key => key.Row == headingRow).Max(key => key.Column);
        for (var index = 0; index < layout.Columns.Count; index++)
        {
            var column = layout.Columns[index];
            var places = Enumerable.Range(1, last).Where(at => column.Is(sheet.Text(headingRow, at))).ToList();
            if (places.Count == 1)
            {
                found[column.Key] = places[0];
            }
            else
            {
                reading.Wrong(
                    $"{sheet.Name}!{XlsxRef.Cell(headingRow, places.Count == 0 ? index + 1 : places[1])}",
                    places.Count == 0 ? $"thiếu cột '{column.Heading}'" : $"cột '{column.Heading}' có hai lần", places.Count == 0 ? $"column '{column.Heading}' is missing" : $"column '{column.Heading}' stands there twice");
            }
        }

        NoteMoved(reading, sheet, headingRow, found);
        return found;
    }

    /// <summary>Names the columns that no longer stand in the order of the form: as few as explain the order found; those that only made room are not named.</summary>
    private void NoteMoved(SheetReading reading, XlsxReadSheet sheet, int headingRow, Dictionary<string, int> found)
    {
        var columns = layout.Columns.Select((column, index) => (Column: column, Form: index + 1)).Where(one => found.ContainsKey(one.Column.Key)).ToList();
        var places = columns.Select(one => found[one.Column.Key]).ToList();
        var kept = InOrder(places);
        foreach (var ((column, form), place) in columns.Zip(places).Where((_, index) => !kept.Contains(index)))
        {
            reading.Notes.Add(new ReviewFault(
                $"cột '{column.Heading}' nằm ở {XlsxRef.Column(place)}, mẫu để ở {XlsxRef.Column(form)}; đã đọc theo tiêu đề",
                $"column '{column.Heading}' stands in {XlsxRef.Column(place)}, the form has it in {XlsxRef.Column(form)}; read by its heading", $"{reading.File}!{sheet.Name}!{XlsxRef.Cell(headingRow, place)}"));
        }
    }

    /// <summary>Indexes of the longest run of ever higher values.</summary>
    private static HashSet<int> InOrder(List<int> values)
    {
        var best = new List<int>[values.Count];
        for (var index = 0; index < values.Count; index++)
        {
            best[index] = [.. best.Take(index).Where(run => values[run[^1]] < values[index]).MaxBy(run => run.Count) ?? [], index];
        }

        return [.. best.MaxBy(run => run.Count) ?? []];
    }

    private void ReadAssessor(SheetReading reading, XlsxReadSheet sheet, int headingRow)
    {
        (XlsxCell? Cell, string Place) Beside(string label, int usual)
        {
            var row = Enumerable.Range(1, headingRow - 1).FirstOrDefault(at => PersonName.Fold(sheet.Text(at, 1)) == PersonName.Fold(label), usual);
            var column = Enumerable.Range(2, 6).FirstOrDefault(at => sheet.At(row, at) is not null, 3);
            return (sheet.At(row, column), $"{sheet.Name}!{XlsxRef.Cell(row, column)}");
        }

        var (assessor, assessorPlace) = Beside(SheetLayout.AssessorLabel, 2);
        reading.Assessor = assessor is null ? "" : PersonName.Normalise(assessor.Text);
        if (reading.Assessor.Length == 0 || assessor!.Kind != XlsxKind.Text)
        {
            reading.Fault(assessorPlace, assessor?.Text ?? "", "họ tên rà soát viên", "the assessor's name");
        }

        var (day, dayPlace) = Beside(SheetLayout.DayLabel, 3);
        if (Day(day) is not { } known || known > today || known < round.OpenedOn)
        {
            reading.AssessedOn = day?.Text ?? "";
            reading.Fault(
                dayPlace, day?.Text ?? "", string.Create(CultureInfo.InvariantCulture, $"một ngày từ {round.OpenedOn:dd/MM/yyyy} đến hôm nay {today:dd/MM/yyyy}"),
                string.Create(CultureInfo.InvariantCulture, $"a day from {round.OpenedOn:yyyy-MM-dd} to today, {today:yyyy-MM-dd}"));
        }
        else
        {
            reading.AssessedOn = Storage.Database.Iso(known);
        }
    }

    private void ReadLine(
        SheetReading reading, XlsxReadSheet sheet, int line, int idColumn, Dictionary<string, int> columns, IReadOnlyDictionary<HouseholdId, string> heads, Dictionary<HouseholdId, int> lines)
    {
        var idPlace = $"{sheet.Name}!{XlsxRef.Cell(line, idColumn)}";
        var idText = sheet.Text(line, idColumn);
        if (idText.Length == 0)
        {
            if (columns.Where(column => column.Key != "number").Any(column => sheet.At(line, column.Value) is not null))
            {
                reading.Fault(idPlace, "", "mã hộ của dòng này", "the id of the household of this row");
            }

            return;
        }

        var household = new HouseholdId(idText);
        if (!heads.TryGetValue(household, out var head))
        {
            reading.Fault(
                idPlace, idText, villageOf(household) is { } other ? $"hộ của {reading.Village}; hộ này thuộc {other}" : $"mã hộ có trong danh sách của {reading.Village}",
                villageOf(household) is { } elsewhere ? $"a household of {reading.Village}; this one belongs to {elsewhere}" : $"the id of a household on the list of {reading.Village}");
            return;
        }

        if (!lines.TryAdd(household, line))
        {
            reading.Wrong(idPlace, $"hộ {household} đã có ở dòng {lines[household]}", $"household {household} stands in row {lines[household]} already", household, SheetLayout.Household);
            return;
        }

        if (columns.TryGetValue(SheetLayout.Head, out var headColumn) && PersonName.Fold(sheet.Text(line, headColumn)) != PersonName.Fold(head))
        {
            reading.Fault($"{sheet.Name}!{XlsxRef.Cell(line, headColumn)}", sheet.Text(line, headColumn), $"'{head}', chủ hộ {household} (có thể các dòng đã bị xáo trộn)", $"'{head}', head of {household} (rows may have been shuffled)", household, SheetLayout.Head);
        }

        ReadAnswersOf(reading, sheet, line, household, columns);
    }

    private void ReadAnswersOf(SheetReading reading, XlsxReadSheet sheet, int line, HouseholdId household, Dictionary<string, int> columns)
    {
        var (answers, places) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        XlsxCell? At(string key) => columns.TryGetValue(key, out var column) ? sheet.At(line, column) : null;
        foreach (var (key, column) in columns)
        {
            places[key] = $"{sheet.Name}!{XlsxRef.Cell(line, column)}";
            if (sheet.At(line, column) is { } cell)
            {
                reading.Cells[(household, key)] = cell;
            }
        }

        var unable = At(SheetLayout.Unable)?.Text.Trim() ?? "";
        var note = At(SheetLayout.Note)?.Text.Trim() ?? "";
        var before = reading.Faults.Count;
        if (unable.Length == 0)
        {
            foreach (var fact in layout.Form.Asks.Where(fact => columns.ContainsKey(fact.Code)))
            {
                if (SheetAnswer.Read(reading, At(fact.Code), places[fact.Code], fact, household, isOptional: layout.Form.Method.Values.ContainsKey(fact.Code)) is { } value)
                {
                    answers[fact.Code] = value;
                }
            }

            RequireMethod(reading, household, answers, places, faulty: reading.Faults.Count > before);
        }

        reading.Rows.Add(new AnsweredRow(household, line, answers, places, unable, note));
    }

    /// <summary>Of some questions at least one is answered; the method fact says which.</summary>
    private void RequireMethod(SheetReading reading, HouseholdId household, Dictionary<string, string> answers, Dictionary<string, string> places, bool faulty)
    {
        var method = layout.Form.Method;
        var given = method.Values.Keys.Where(answers.ContainsKey).ToList();
        if (given.Count > 0)
        {
            answers[method.Method] = given.Count == method.Values.Count ? method.All : method.Values[given[0]];
        }
        else if (!faulty && method.Values.Keys.All(places.ContainsKey))
        {
            var first = method.Values.Keys.First();
            var names = layout.Form.Asks.Where(fact => method.Values.ContainsKey(fact.Code)).ToList();
            reading.Fault(
                places[first], "", $"ít nhất một trong: {string.Join("; ", names.Select(fact => fact.Label.Vi))}", $"at least one of: {string.Join("; ", names.Select(fact => fact.Label.En))}", household, first);
        }
    }

    private static DateOnly? Day(XlsxCell? cell)
    {
        if (cell is { Kind: XlsxKind.Number, IsFormula: false } && decimal.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is >= 1 and < 100_000)
        {
            return DateOnly.FromDayNumber(XlsxDate.Epoch + (int)decimal.Truncate(serial));
        }

        return cell is { Kind: XlsxKind.Text } && DateOnly.TryParseExact(cell.Text.Trim(), ["d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
