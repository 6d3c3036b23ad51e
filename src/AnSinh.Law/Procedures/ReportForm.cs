namespace AnSinh.Law;

/// <summary>What is counted: for each criterion named, one of its values must hold. An empty one counts everything.</summary>
public sealed record ReportCriteria(IReadOnlyDictionary<string, IReadOnlyList<string>> Conditions);

/// <summary>A column: a count of households or of the people in them, or a percentage of one column over another (numbered from 1).</summary>
public sealed record ReportColumn(Bilingual Label, bool CountsPeople, ReportCriteria Where, (int Part, int Whole)? Percent);

public sealed record ReportRow(Bilingual Label, ReportCriteria Where);

/// <summary>A table: its rows are listed, or one for each village with a sum; in a province one for each commune, under <paramref name="NameOfProvince"/>.</summary>
public sealed record ReportTable(Bilingual Name, Bilingual NameOfProvince, bool ByVillage, IReadOnlyList<ReportRow> Rows, IReadOnlyList<ReportColumn> Columns);

/// <summary>A statutory report as data (<c>reports/*.yaml</c>): what stands in which cell.</summary>
public sealed record ReportForm(
    string Id, Bilingual Name, string Procedure, string Step, string Ref, EvidenceGrade Grade, Bilingual Note, bool DecidedOnly, IReadOnlyList<ReportTable> Tables)
{
    /// <summary>The criteria a report may use: status before and after (<c>pending</c>: none yet), whether and why a household was on the list, outcome, head's ethnic group and sex, and what it lacks.</summary>
    public static readonly IReadOnlyList<string> Criteria = ["before", "after", "listed", "reason", "outcome", "ethnic", "ethnic_not", "head_sex", "lacks"];

    /// <summary>Reads <c>reports/*.yaml</c> below a law folder.</summary>
    /// <exception cref="LawPackException">Some file is faulty; every fault is listed.</exception>
    public static IReadOnlyList<ReportForm> Load(string folder)
    {
        var faults = new PackFaults();
        var path = Path.Combine(folder, "reports");
        IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal) : [];
        var all = files
            .SelectMany(file => YamlText.Single($"reports/{Path.GetFileName(file)}", CaseReader.ReadText(file, faults), faults) is { } root
                ? root.Only("reports").Required("reports").Items().Select(Read).ToList()
                : [])
            .ToList();
        faults.ThrowIfAny();
        return all;
    }

    private static ReportForm Read(PackNode node)
    {
        node.Only("id", "name", "procedure", "step", "ref", "grade", "note", "results", "tables");
        return new ReportForm(
            node.Required("id").Text(), node.Required("name").Bilingual(), node.Required("procedure").OneOf("yearly", "ad_hoc"), node.Required("step").Text(), node.Required("ref").Text(),
            node.Required("grade").Grade(), node.Required("note").Bilingual(), node.Required("results").OneOf("proposed", "decided") == "decided",
            [.. node.Required("tables").Items().Select(ReadTable)]);
    }

    private static ReportTable ReadTable(PackNode node)
    {
        node.Only("name", "name_of_province", "rows_by", "rows", "columns");
        var byVillage = node.Optional("rows_by")?.OneOf("village") == "village";
        return new ReportTable(
            node.Required("name").Bilingual(), (node.Optional("name_of_province") ?? node.Required("name")).Bilingual(), byVillage,
            byVillage ? [] : [.. node.Required("rows").Items().Select(row => new ReportRow(row.Only("label", "where").Required("label").Bilingual(), ReadCriteria(row)))],
            [.. ReadColumns(node.Required("columns"))]);
    }

    private static IEnumerable<ReportColumn> ReadColumns(PackNode node)
    {
        var columns = node.Items().ToList();
        foreach (var column in columns)
        {
            column.Only("label", "count", "where", "percent");
            (int Part, int Whole)? percent = null;
            if (column.Optional("percent") is { } of)
            {
                var numbers = of.Items().Select(number => number.Integer()).ToList();
                if (numbers.Count != 2 || numbers.Any(number => number < 1 || number > columns.Count))
                {
                    of.Fault($"cần hai số cột từ 1 đến {columns.Count}", $"expected two columns from 1 to {columns.Count}");
                }
                else
                {
                    percent = ((int)numbers[0], (int)numbers[1]);
                }
            }

            yield return new ReportColumn(column.Required("label").Bilingual(), column.Optional("count")?.OneOf("households", "people") == "people", ReadCriteria(column), percent);
        }
    }

    private static ReportCriteria ReadCriteria(PackNode node) => new(
        (node.Optional("where")?.Only([.. Criteria]).Entries() ?? []).ToDictionary(entry => entry.Key, IReadOnlyList<string> (entry) => [.. entry.Value.Items().Select(value => value.Text())], StringComparer.Ordinal));
}
