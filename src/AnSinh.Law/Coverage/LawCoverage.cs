using System.Globalization;

namespace AnSinh.Law;

/// <summary>Something of the law that the pack leaves out, and why.</summary>
public sealed record LeftOut(string What, string Why);

/// <summary>A place of the law and where it stands in the pack: a row of a model or a value of a parameter.</summary>
/// <param name="Guard">The case that breaks when the row is taken away; empty where none does or where it was not looked for.</param>
public sealed record CoveredPlace(LegalRef Ref, string Where, string What, EvidenceGrade Grade, string Guard);

/// <summary>What of the law is in the pack, place by place, and what is left out.</summary>
public sealed record LawCoverage(IReadOnlyList<CoveredPlace> Places, IReadOnlyList<LeftOut> LeftOut)
{
    private const string LeftOutFile = "coverage/left-out.yaml";
    private const string RowRemoved = "row removed";

    /// <param name="pack">The pack.</param>
    /// <param name="folder">The law folder, where what is left out is listed.</param>
    /// <param name="guards">By row (<c>models/…dmn decision/rule</c>), the case that guards it; see <see cref="Guards"/>.</param>
    /// <exception cref="LawPackException">The list of what is left out has faults.</exception>
    public static LawCoverage Of(LawPack pack, string folder, IReadOnlyDictionary<string, string> guards)
    {
        var places = new List<CoveredPlace>();
        foreach (var (table, rule) in LawRows.All(pack))
        {
            var note = pack.Models.Notes.Of(table, rule.Number);
            var row = $"{table.File} {ModelTexts.NameOf(table)}/{rule.Source.Id}";
            places.AddRange(note.Refs.Select(reference => new CoveredPlace(reference, row, note.Text.Vi, note.Grade, guards.GetValueOrDefault(row) ?? "")));
        }

        places.AddRange(
            from parameter in pack.Parameters.All
            from value in parameter.Values
            select new CoveredPlace(value.Ref, $"{parameter.Id} {value.From}{(value.Place is { } place ? $" [{place}]" : "")}", parameter.Name.Vi, value.Grade, ""));
        return new LawCoverage([.. places.OrderBy(place => place.Ref.Number, StringComparer.Ordinal).ThenBy(place => Number(place.Ref.Article)).ThenBy(place => Number(place.Ref.Clause)).ThenBy(place => place.Ref.Point, StringComparer.Ordinal).ThenBy(place => place.Where, StringComparer.Ordinal)], ReadLeftOut(folder));
    }

    /// <summary>For each row of the models, the case that breaks when the row is taken away: its file and title.</summary>
    public static IReadOnlyDictionary<string, string> Guards(LawPack pack, IReadOnlyList<WorkedCase> cases, int threads, Action<MutantFate> progress)
    {
        var run = new MutationRun(pack, cases);
        var titles = cases.GroupBy(worked => $"{worked.File}:{worked.Line}").ToDictionary(group => group.Key, group => $"{group.First().File}: {group.First().Title.Vi}", StringComparer.Ordinal);
        return run.Run([.. run.Mutants.Where(mutant => mutant.Change == RowRemoved)], threads, progress)
            .Where(fate => fate.Killed)
            .ToDictionary(fate => $"{fate.Mutant.File} {fate.Mutant.Place}", fate => titles.GetValueOrDefault(fate.By) ?? "bộ luật không đọc được nữa", StringComparer.Ordinal);
    }

    /// <summary>The page, in Vietnamese with English heads: one table an instrument, then what is left out.</summary>
    public string ToMarkdown(LawPack pack)
    {
        var text = new List<string>
        {
            "# Luật nào có trong bộ luật / What of the law is in the pack", "",
            "Written by `./ansinh law coverage --write docs/law-coverage.md`; do not edit. How doubtful wordings are read: [law-readings.md](law-readings.md). Grades: `verified` > `known` > `secondary` > `single_secondary` > `unsure` > `assumed`.",
            "A guard is a worked case that breaks when the row is taken away.", "",
        };
        foreach (var group in Places.GroupBy(place => (place.Ref.Kind, place.Ref.Number)))
        {
            var instrument = pack.Instruments.Find(group.Key.Number);
            text.Add($"## {group.Key.Kind} {group.Key.Number}{(instrument is null ? "" : $": {instrument.Title.Vi}")}");
            text.Add("");
            text.Add("| Điều, khoản, điểm | Dòng, tham số | Nội dung | Độ tin cậy | Hồ sơ canh giữ |");
            text.Add("|---|---|---|---|---|");
            text.AddRange(group.Select(place => $"| {Place(place.Ref)} | `{place.Where.Replace("models/", "", StringComparison.Ordinal)}` | {Cell(place.What)} | {place.Grade.Code()} | {Cell(place.Guard.Replace("cases/", "", StringComparison.Ordinal))} |"));
            text.Add("");
        }

        text.AddRange(["## Để ngoài / Left out", "", "| What | Why |", "|---|---|"]);
        text.AddRange(LeftOut.Select(left => $"| {Cell(left.What)} | {Cell(left.Why)} |"));
        return string.Join('\n', text) + "\n";
    }

    private static string Place(LegalRef reference) => reference.ToString().Split(", ", 2) is [_, var place] ? place : "–";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static int Number(string? text) => text is not null && int.TryParse(new string([.. text.TakeWhile(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static List<LeftOut> ReadLeftOut(string folder)
    {
        var faults = new PackFaults();
        var path = Path.Combine(folder, LeftOutFile);
        var root = YamlText.Single(LeftOutFile, CaseReader.ReadText(path, faults), faults);
        var left = root?.Only("left_out").Required("left_out").Items().Select(node => new LeftOut(node.Only("what", "why").Required("what").Text(), node.Required("why").Text())).ToList() ?? [];
        faults.ThrowIfAny();
        return left;
    }
}
