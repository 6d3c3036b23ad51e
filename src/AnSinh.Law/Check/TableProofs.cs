using System.Xml;
using System.Xml.Linq;
using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>What a table declares of itself, and whether analysis bears it out.</summary>
/// <param name="Holds">False when the declaration is missing or refuted; what analysis could not decide is not held against the table.</param>
/// <param name="Decided">False when analysis could not decide a declared property.</param>
public sealed record TableProof(string Where, string Declared, bool Holds, bool Decided, int Regions, string Vi, string En);

/// <summary>Holds the declared properties of decision tables (complete, exclusive, or neither with the reason) against their analysis.</summary>
public static class TableProofs
{
    private static readonly XNamespace Own = LawModels.OwnNamespace;

    public static IReadOnlyList<TableProof> Run(LawPack pack)
    {
        var declarations = Declarations(pack.Files);
        return [.. pack.Models.Set.Models.SelectMany(model => model.Tables).Select(table => Prove(table, declarations.GetValueOrDefault((table.File, table.Source.Id ?? ""))))];
    }

    private static TableProof Prove(CompiledTable table, (string Proves, string Why, int Line) declared)
    {
        var where = $"{table.File}:{declared.Line}";
        if (declared.Proves is null)
        {
            return new TableProof(where, "", false, false, 0,
                $"bảng '{table.Source.Id}' không khai báo điều phải chứng minh (ansinh:proves)", $"table '{table.Source.Id}' declares nothing to be proven (ansinh:proves)");
        }

        if (declared.Proves == "neither")
        {
            var reasoned = declared.Why.Length > 0;
            return new TableProof(where, declared.Proves, reasoned, true, 0, reasoned ? "" : $"bảng '{table.Source.Id}' khai báo 'neither' mà không nêu lý do", reasoned ? "" : $"table '{table.Source.Id}' declares 'neither' without a reason");
        }

        var analysis = TableAnalyser.Analyse(table);
        var (verdicts, faults) = (new List<Verdict>(), new List<(string Vi, string En)>());
        foreach (var property in declared.Proves.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var verdict = property switch { "complete" => analysis.Complete, "exclusive" => analysis.Exclusive, _ => Verdict.No };
            verdicts.Add(verdict);
            if (verdict == Verdict.No)
            {
                var witness = property == "complete" ? analysis.Gaps.FirstOrDefault()?.Witness.ToString() : analysis.Overlaps.FirstOrDefault() is { } overlap ? $"{overlap.First}+{overlap.Second}: {overlap.Witness}" : null;
                faults.Add(($"bảng '{table.Source.Id}' không {property}: {witness}", $"table '{table.Source.Id}' is not {property}: {witness}"));
            }
        }

        foreach (var rule in analysis.NeverHit)
        {
            faults.Add(($"bảng '{table.Source.Id}': dòng {rule} không bao giờ được dùng", $"table '{table.Source.Id}': row {rule} can never be used"));
        }

        return new TableProof(where, declared.Proves, faults.Count == 0, !verdicts.Contains(Verdict.NotDecided), analysis.Regions,
            string.Join("; ", faults.Select(fault => fault.Vi)), string.Join("; ", faults.Select(fault => fault.En)));
    }

    private static Dictionary<(string File, string Table), (string Proves, string Why, int Line)> Declarations(LawPackFiles files) => files.Below("models/", ".dmn")
        .SelectMany(file => XDocument.Parse(file.Text, LoadOptions.SetLineInfo).Descendants()
            .Where(element => element.Name.LocalName == "decisionTable" && element.Attribute(Own + "proves") is not null)
            .Select(element => (Key: (file.Path, element.Attribute("id")?.Value ?? ""),
                Value: (element.Attribute(Own + "proves")!.Value, element.Attribute(Own + "why")?.Value ?? "", ((IXmlLineInfo)element).LineNumber))))
        .ToDictionary(pair => pair.Key, pair => pair.Value);
}
