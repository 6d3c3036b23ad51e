using AnSinh.Law;

namespace AnSinh.Registry;

internal sealed partial class ImportContext
{
    private ImportOutcome TakeFact(ImportRow row)
    {
        var code = row.Required("code");
        var definition = code is null ? null : options.Facts.Find(code);
        if (code is not null && definition is null)
        {
            row.Fault("code", $"không có thông tin này trong facts.yaml{Nearest(code)}", $"no such fact in facts.yaml{Nearest(code)}");
        }

        var source = row.Text("source");
        if (source.Length > 0 && options.Facts.FindSource(source) is null)
        {
            var known = string.Join(", ", options.Facts.Sources.Select(known => known.Code));
            row.Fault("source", $"không có nguồn này; cần một trong: {known}", $"no such source; expected one of {known}");
        }

        var valid = row.Range("from", "to");
        if (definition is null || valid is not { } days)
        {
            return default;
        }

        var value = Value(row, definition);
        var entry = new FactEntry(definition.Code, value, days, source, row.Text("evidence"));
        if (definition.Subject == FactSubject.Household)
        {
            var household = HouseholdOf(row, "subject");
            return row.Faulty || row.Waits || household is not { } home ? default : Record(row, entry, commit.FactsNow(home, entry.Code), fact => commit.RecordFact(home, fact), key => commit.SupersedeFact(home, key, "registry.import"));
        }

        var person = PersonOf(row, "subject");
        return row.Faulty || row.Waits || person is not { } subject ? default : Record(row, entry, commit.FactsNow(subject, entry.Code), fact => commit.RecordFact(subject, fact), key => commit.SupersedeFact(subject, key, "registry.import"));
    }

    /// <summary>The same fact is not recorded twice; one that says something else about days that begin alike corrects it.</summary>
    private ImportOutcome Record(ImportRow row, FactEntry entry, IReadOnlyList<(FactKey Key, FactEntry Fact)> known, Action<FactEntry> record, Action<FactKey> supersede)
    {
        if (known.Any(old => old.Fact == entry))
        {
            return ImportOutcome.Unchanged;
        }

        var corrected = known.Where(old => old.Fact.Valid.From == entry.Valid.From).Select(old => old.Key).ToList();
        if (corrected.Any(key => key.KnownFrom == commit.Number))
        {
            row.Fault("code", "thông tin này có hai lần trong tệp với cùng ngày bắt đầu", "this fact is twice in the file with the same first day");
            return default;
        }

        foreach (var key in corrected)
        {
            supersede(key);
        }

        record(entry);
        return corrected.Count > 0 ? ImportOutcome.Changed : ImportOutcome.New;
    }

    private string? Value(ImportRow row, FactDefinition definition)
    {
        var text = row.Text("value");
        if (text.Length == 0)
        {
            return null;
        }

        if (definition.Type == FactType.PersonReference)
        {
            return PersonOf(row, "value")?.Value;
        }

        if (!definition.Accepts(text, out var expected))
        {
            var digits = new string([.. text.Where(char.IsAsciiDigit)]);
            var separated = definition.Type == FactType.Number && digits.Length > 0 && text.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',' or ' ' or '_' or '\u00a0');
            var hint = separated ? (Vi: $" (viết {digits}?)", En: $" (write {digits}?)") : (Vi: "", En: "");
            row.Fault("value", $"cần {expected.Vi}{hint.Vi}", $"expected {expected.En}{hint.En}");
        }

        return text;
    }

    private string Nearest(string code)
    {
        var near = options.Facts.All.Select(fact => fact.Code).Where(known => known.Contains(code, StringComparison.Ordinal) || code.Contains(known, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return near.Count == 0 ? "" : $" ({string.Join(", ", near)}?)";
    }
}
