using System.Globalization;

namespace AnSinh.Law;

/// <summary>A finding that is no fault: the pack runs, but somebody should look.</summary>
public sealed record LintFinding(string Kind, string Where, string Vi, string En);

/// <summary>
/// Looks for promises of resolutions that levels do not keep, for what one đồng more costs whole households, for cliffs (a whole benefit lost by one đồng or one day), levels that a later national level has overtaken, parameters that end without a successor, and everything
/// that rests on weak evidence.
/// </summary>
public static class PackLint
{
    /// <param name="households">Households on which cliffs of income are tried (cases below <c>lint/</c>).</param>
    /// <exception cref="LawPackException">The promises have faults.</exception>
    public static IReadOnlyList<LintFinding> Run(LawPack pack, IReadOnlyList<WorkedCase> households)
    {
        var faults = new PackFaults();
        var promises = Promise.Read(pack.Files, faults);
        faults.ThrowIfAny();
        return [.. PromiseLint.Run(pack, promises), .. new HouseholdCliffs(pack, new Determiner(pack)).Run(households), .. Cliffs(pack), .. Overtaken(pack), .. Ends(pack), .. Doubts(pack)];
    }

    private static IEnumerable<LintFinding> Cliffs(LawPack pack)
    {
        var entitlements = pack.Benefits.Programmes.SelectMany(programme => programme.Models).SelectMany(models => models.Entitlement).Distinct();
        foreach (var decision in entitlements)
        {
            var table = pack.Models.Decision(decision).Table!;
            foreach (var rule in table.Rules)
            {
                for (var column = 0; column < table.Inputs.Count; column++)
                {
                    var facts = pack.Models.Texts.FactsOf(table.File, table.Inputs[column].Text);
                    var test = rule.Source.InputEntries[column].Text.Text.Trim();
                    if (facts.Any(fact => pack.Facts.Find(fact) is { Type: FactType.Number, Unit: "VND/month" }) && test != "-")
                    {
                        var benefit = rule.Source.OutputEntries[0].Text?.Text.Trim('"', ' ');
                        yield return new LintFinding("cliff", $"{table.File}:{rule.Source.Place.Line}",
                            $"{benefit}: mất toàn bộ khi {table.Inputs[column].Label} ra khỏi '{test}', dù chỉ một đồng",
                            $"{benefit}: lost as a whole when {pack.Models.Columns.Of(table, table.Inputs[column]).Label.En} leaves '{test}', even by one đồng");
                    }
                }
            }
        }
    }

    private static IEnumerable<LintFinding> Overtaken(LawPack pack)
    {
        foreach (var parameter in pack.Parameters.All.Where(parameter => parameter.ByProvince))
        {
            var stem = parameter.Id[..(parameter.Id.LastIndexOf('.') + 1)];
            foreach (var national in pack.Parameters.All.Where(national => !national.ByProvince && national.Unit == parameter.Unit && national.Id.StartsWith(stem, StringComparison.Ordinal)))
            {
                foreach (var value in parameter.Values)
                {
                    var latest = national.At(BenefitMonth.Of(DateOnly.MaxValue), DateOnly.MaxValue, value.Place ?? default);
                    if (latest is not null && value.To is null && latest.Value >= value.Value)
                    {
                        yield return new LintFinding("overtaken", $"{parameter.Id} [{value.Place}]",
                            string.Create(CultureInfo.InvariantCulture, $"mức địa phương {value.Value} không còn cao hơn mức quốc gia {latest.Value} từ {latest.From}"),
                            string.Create(CultureInfo.InvariantCulture, $"the provincial level {value.Value} is no longer above the national {latest.Value} from {latest.From} on"));
                    }
                }
            }
        }
    }

    private static IEnumerable<LintFinding> Ends(LawPack pack) =>
        from parameter in pack.Parameters.All
        from value in parameter.Values
        where value.To is { } to && parameter.At(to.Next, DateOnly.MaxValue, value.Place ?? default) is null
        select new LintFinding("ends", parameter.Id, $"hết giá trị sau tháng {value.To}, chưa có giá trị nối tiếp", $"has no value after {value.To}");

    private static IEnumerable<LintFinding> Doubts(LawPack pack)
    {
        foreach (var parameter in pack.Parameters.All)
        {
            foreach (var value in parameter.Values.Where(value => value.Grade > EvidenceGrade.Known))
            {
                yield return new LintFinding("grade", parameter.Id, $"giá trị từ {value.From}: {value.Grade.Code()} ({value.Ref})", $"value from {value.From}: {value.Grade.Code()} ({value.Ref})");
            }
        }

        foreach (var (table, rule) in PackCheck.Rows(pack))
        {
            var note = pack.Models.Notes.Of(table, rule.Number);
            if (note.Grade > EvidenceGrade.Known)
            {
                yield return new LintFinding("grade", $"{table.File}:{rule.Source.Place.Line}", $"{note.Grade.Code()}: {note.Text.Vi} ({note.Ref})", $"{note.Grade.Code()}: {note.Text.En} ({note.Ref})");
            }
        }

        foreach (var instrument in pack.Instruments.All)
        {
            foreach (var doubt in instrument.Doubts)
            {
                yield return new LintFinding("grade", instrument.ToString(), string.Create(CultureInfo.InvariantCulture, $"từ {doubt.From:yyyy-MM-dd} {doubt.Grade.Code()}: {doubt.Note.Vi}"), string.Create(CultureInfo.InvariantCulture, $"from {doubt.From:yyyy-MM-dd} {doubt.Grade.Code()}: {doubt.Note.En}"));
            }
        }
    }
}
