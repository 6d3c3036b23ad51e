using Xunit;

namespace AnSinh.Law.Tests.Pack;

/// <summary>A faulty pack or case is refused as a whole, every fault with its file, line and what was expected.</summary>
public class FaultyPackTests
{
    private static readonly LawPackFiles Files = InstalledPack.Pack.Files;

    [Theory]
    [InlineData("facts.yaml", "type: boolean", "type: bool", "boolean, enum")]
    [InlineData("facts.yaml", "project: any", "projekt: any", "projekt")]
    [InlineData("instruments.yaml", "grade: verified", "grade: sure", "verified, known")]
    [InlineData("parameters/assistance.yaml", "id: tgxh.muc_dia_phuong", "id: tgxh.muc_chuan.part", "both a value and a group")]
    [InlineData("parameters/assistance.yaml", "value: 360000", "value: 360.000", "without separators")]
    [InlineData("parameters/poverty.yaml", "from: 2027-01", "from: 2027-13", "2026-11")]
    [InlineData("parameters/poverty.yaml", "from: 2027-01", "from: 2026-01", "leave it out")]
    [InlineData("parameters/assistance.yaml", "Nghị định 76/2024/NĐ-CP", "Nghị định 13/2010/NĐ-CP", "no 'applies_from' of Nghị định 13/2010/NĐ-CP")]
    [InlineData("parameters/assistance.yaml", "Nghị định 76/2024/NĐ-CP", "Nghị định 77/2099/NĐ-CP", "no 'applies_from' of Nghị định 77/2099/NĐ-CP")]
    [InlineData("benefits.yaml", "programme: tgxh", "programme: tgxx", "tgxx")]
    [InlineData("benefits.yaml", "decision: clause_6", "decision: clause_66", "clause_66")]
    [InlineData("models/assistance/clause-6.dmn", "\"tgxh.6.nang\"", "\"tgxh.6.nangg\"", "tgxh.6.nangg")]
    [InlineData("models/assistance/clause-6.dmn", "person.disability_level", "person.disabilty_level", "disabilty_level")]
    [InlineData("models/assistance/clause-6.dmn", "<text>person.pension_amount</text>", "<text>person.pension_amount +</text>", "")]
    [InlineData("models/assistance/clause-6.dmn", "</definitions>", "", "")]
    public void A_fault_names_its_file_and_what_was_expected(string file, string right, string wrong, string expected)
    {
        var text = Files.Text(file)!;
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"'{right}' is not in {file}");
        var changed = Files.With(file, string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length)));

        var exception = Assert.Throws<LawPackException>(() => LawPack.Load(changed));

        Assert.Contains(exception.Faults, fault => fault.Line > 0 && (fault.File == file || fault.File == "benefits.yaml") && fault.En.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        var text = Files.Text("facts.yaml")!.Replace("type: boolean", "type: bool", StringComparison.Ordinal);
        var exception = Assert.Throws<LawPackException>(() => LawPack.Load(Files.With("facts.yaml", text)));
        Assert.True(exception.Faults.Count > 5);
    }

    [Theory]
    [InlineData("people: []", "household")]
    [InlineData("household: { place: \"99999\" }\npeople: []\nmonth: 2026-11", "99999")]
    [InlineData("household: { place: \"05206\" }\npeople: [ { id: a, born: 2026-02-30, sex: female } ]\nmonth: 2026-11", "exists")]
    [InlineData("household: { place: \"05206\" }\npeople: [ { id: a, born: 1950, sex: female, died: 1940-01-01 } ]\nmonth: 2026-11", "before being born")]
    [InlineData("household: { place: \"05206\" }\npeople: [ { id: a, born: 1950, sex: female, facts: { disability_level: nang } } ]\nmonth: 2026-11", "extremely_severe")]
    [InlineData("household: { place: \"05206\" }\npeople: [ { id: a, born: 1950, sex: female, facts: { pension_amount: 1.500.000 } } ]\nmonth: 2026-11", "without separators")]
    [InlineData("household: { place: \"05206\" }\npeople: [ { id: a, born: 1950, sex: female, facts: { blind: true } } ]\nmonth: 2026-11", "blind")]
    [InlineData("household: { place: \"05206\" }\npeople: [ { id: a, born: 1950, sex: female }, { id: a, born: 1951, sex: male } ]\nmonth: 2026-11", "twice")]
    [InlineData("household: { place: \"05206\" }\npeople: [ { id: a, born: 1950, sex: female } ]\nmonth: 2026-13", "month")]
    [InlineData("household: [", "YAML")]
    [InlineData("", "empty")]
    public void A_faulty_case_is_refused_with_the_place_and_the_expectation(string yaml, string expected)
    {
        var faults = new PackFaults();
        InstalledPack.Reader.Read("case.yaml", yaml, faults);
        Assert.Contains(faults.All, fault => fault.En.Contains(expected, StringComparison.Ordinal) && fault.Line > 0 && fault.Vi.Length > 0);
    }
}
