using System.Text.RegularExpressions;
using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>
/// Checks of a loaded pack that go beyond reading it: citations lead to known instruments, every row says why, every benefit can be granted and levelled, no programme
/// reads its own or a higher stratum, item definitions and facts agree.
/// </summary>
public static partial class PackCheck
{
    public static IReadOnlyList<PackFault> Run(LawPack pack)
    {
        var faults = new PackFaults();
        CheckRows(pack, faults);
        CheckColumns(pack, faults);
        CheckCitations(pack, faults);
        CheckBenefits(pack, faults);
        CheckStrata(pack, faults);
        CheckBaseTypes(pack, faults);
        CheckPayees(pack, faults);
        CheckContradictions(pack, faults);
        CheckStatuses(pack, faults);
        return faults.All;
    }

    /// <summary>Every citation of the pack: where it stands and what it cites.</summary>
    public static IEnumerable<(string File, int Line, int Column, LegalRef Ref)> Citations(LawPack pack)
    {
        foreach (var (table, rule) in Rows(pack))
        {
            foreach (var reference in pack.Models.Notes.Of(table, rule.Number).Refs)
            {
                yield return (table.File, rule.Source.Place.Line, rule.Source.Place.Column, reference);
            }
        }

        foreach (var parameter in pack.Parameters.All)
        {
            foreach (var value in parameter.Values)
            {
                yield return ("parameters", 1, 1, value.Ref);
            }
        }

        foreach (var benefit in pack.Benefits.All)
        {
            yield return ("benefits.yaml", 1, 1, benefit.Ref);
            foreach (var continuation in benefit.Continues)
            {
                yield return ("benefits.yaml", 1, 1, continuation.Ref);
            }
        }
    }

    internal static IEnumerable<(CompiledTable Table, CompiledRule Rule)> Rows(LawPack pack) =>
        from model in pack.Models.Set.Models
        from table in model.Tables
        from rule in table.Rules
        select (table, rule);

    private static void CheckRows(LawPack pack, PackFaults faults)
    {
        foreach (var (table, rule) in Rows(pack))
        {
            var (note, place) = (pack.Models.Notes.Of(table, rule.Number), rule.Source.Place);
            var cited = note.Ref.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (cited.Length == 0 || cited.Length != note.Refs.Count)
            {
                faults.Add(table.File, place.Line, place.Column, $"dòng {rule.Number}: căn cứ '{note.Ref}' không đúng; cần dạng 'Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a'", $"row {rule.Number}: citation '{note.Ref}' is wrong; expected as 'Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a'");
            }

            foreach (var (column, text) in new[] { (RowNote.TextColumn, note.Text.Vi), (RowNote.EnglishColumn, note.Text.En) }.Where(sentence => sentence.Item2.Length == 0))
            {
                faults.Add(table.File, place.Line, place.Column, $"dòng {rule.Number}: thiếu lời giải thích ở cột '{column}'", $"row {rule.Number}: the explanation in column '{column}' is missing");
            }
        }
    }

    /// <summary>Every column says in both languages what it asks.</summary>
    private static void CheckColumns(LawPack pack, PackFaults faults)
    {
        foreach (var (table, column) in pack.Models.Set.Models.SelectMany(model => model.Tables).SelectMany(table => table.Inputs.Select(column => (table, column))))
        {
            var place = column.Source.Place;
            if (string.IsNullOrEmpty(column.Source.Label))
            {
                faults.Add(table.File, place.Line, place.Column, $"cột {column.Number}: thiếu tên (label)", $"column {column.Number}: the label is missing");
            }

            if (ColumnNote.LabelOf(column).En.Length == 0)
            {
                faults.Add(table.File, place.Line, place.Column, $"cột {column.Number}: thiếu tên tiếng Anh (ansinh:{ColumnNote.EnglishLabel})", $"column {column.Number}: the English label is missing (ansinh:{ColumnNote.EnglishLabel})");
            }
        }
    }

    private static void CheckCitations(LawPack pack, PackFaults faults)
    {
        foreach (var (file, line, column, reference) in Citations(pack))
        {
            if (pack.Instruments.Find(reference.Number) is not { } instrument || instrument.Kind != reference.Kind)
            {
                faults.Add(file, line, column, $"căn cứ {reference}: không có văn bản {reference.Kind} {reference.Number} trong instruments.yaml", $"citation {reference}: instruments.yaml has no {reference.Kind} {reference.Number}");
            }
        }
    }

    private static void CheckBenefits(LawPack pack, PackFaults faults)
    {
        foreach (var programme in pack.Benefits.Programmes)
        {
            foreach (var models in programme.Models)
            {
                var granted = models.Entitlement.SelectMany(decision => pack.Models.BenefitRows(decision)).Select(rows => rows.Benefit).ToHashSet();
                foreach (var benefit in pack.Benefits.All.Where(benefit => benefit.Programme == programme && benefit.From >= models.From && !granted.Contains(benefit.Id)))
                {
                    faults.Add("benefits.yaml", 1, 1, $"không dòng nào trao '{benefit.Id}'", $"no row grants '{benefit.Id}'");
                }
            }
        }
    }

    /// <summary>A model may read claims (person.eligible) only in a stratum above the lowest, and only those of the person it decides about.</summary>
    private static void CheckStrata(LawPack pack, PackFaults faults)
    {
        foreach (var (path, text) in pack.Files.Below("models/", ".dmn"))
        {
            if (ClaimsOfOthers().Match(text) is { Success: true } match)
            {
                faults.Add(path, text[..match.Index].Count(letter => letter == '\n') + 1, 1, $"'{match.Value}': chỉ được đọc person.eligible; quyền lợi của người khác phải là thông tin hoặc quyết định tháng trước", $"'{match.Value}': only person.eligible may be read; what others are owed must be a fact or an award of the month before");
            }
        }

        var lowest = pack.Benefits.Programmes.Min(programme => programme.Stratum);
        foreach (var programme in pack.Benefits.Programmes.Where(programme => programme.Stratum == lowest))
        {
            foreach (var decision in programme.Models.SelectMany(models => models.Entitlement.Append(models.Level)))
            {
                if (pack.Models.Texts.Of(decision).Facts.Contains("eligible"))
                {
                    faults.Add("models/" + decision.Model, 1, 1, $"'{decision.Decision}' đọc quyền lợi của tầng dưới, nhưng chương trình {programme.Id} ở tầng thấp nhất", $"'{decision.Decision}' reads claims of lower strata, but programme {programme.Id} stands in the lowest");
                }
            }
        }
    }

    private static void CheckPayees(LawPack pack, PackFaults faults)
    {
        foreach (var payee in pack.Benefits.Payees.Where(payee => pack.Facts.Find(payee.Fact) is not { Type: FactType.PersonReference, Subject: FactSubject.Person }))
        {
            faults.Add("benefits.yaml", 1, 1, $"người nhận '{payee.Id}': '{payee.Fact}' không phải thông tin chỉ một người", $"payee '{payee.Id}': '{payee.Fact}' is not a fact of a person that names a person");
        }
    }

    /// <summary>Every row of a contradictions table says what it stops, and stops something.</summary>
    private static void CheckContradictions(LawPack pack, PackFaults faults)
    {
        foreach (var decision in pack.Benefits.Contradictions)
        {
            if (pack.Models.Decision(decision).Table is not { } table)
            {
                faults.Add("models/" + decision.Model, 1, 1, $"'{decision.Decision}' phải là bảng quyết định", $"'{decision.Decision}' must be a decision table");
                continue;
            }

            foreach (var rule in table.Rules)
            {
                var (stops, place) = (pack.Models.Notes.Of(table, rule.Number).Stops, rule.Source.Place);
                foreach (var unknown in stops.Where(name => pack.Benefits.Named([name]).Count == 0).DefaultIfEmpty(stops.Count == 0 ? "" : null).OfType<string>())
                {
                    faults.Add(table.File, place.Line, place.Column, $"dòng {rule.Number}: '{RowNote.StopsColumn}' cần mã chính sách, nhóm hoặc chương trình, không phải '{unknown}'", $"row {rule.Number}: '{RowNote.StopsColumn}' needs ids of benefits, groups or programmes, not '{unknown}'");
                }
            }
        }
    }

    private static void CheckStatuses(LawPack pack, PackFaults faults)
    {
        foreach (var status in pack.Benefits.Statuses.Where(status => pack.Facts.Find(status.Fact) is not { Type: FactType.Enumeration or FactType.Boolean } fact || fact.Subject != status.Subject))
        {
            faults.Add("benefits.yaml", 1, 1, $"phân loại '{status.Id}': '{status.Fact}' không phải danh mục của {status.Subject}", $"status '{status.Id}': '{status.Fact}' is not an enumeration or yes/no of a {status.Subject}");
        }
    }

    [GeneratedRegex(@"(?<!\bperson)\.eligible\b")]
    private static partial Regex ClaimsOfOthers();

    private static void CheckBaseTypes(LawPack pack, PackFaults faults)
    {
        foreach (var (type, subject) in new[] { ("tPerson", FactSubject.Person), ("tHousehold", FactSubject.Household) })
        {
            var components = BaseModel.Components(pack.Files, type);
            foreach (var fact in pack.Facts.All.Where(fact => fact.Subject == subject && !components.Contains(fact.Code)))
            {
                faults.Add(BaseModel.Path, 1, 1, $"{type} thiếu '{fact.Code}' của facts.yaml", $"{type} lacks '{fact.Code}' of facts.yaml");
            }
        }
    }
}
