using System.Globalization;
using System.Text.RegularExpressions;
using AnSinh.Dmn;
using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Explanation;

/// <summary>Every row and column of the law speaks Vietnamese and English, and each output keeps to the language asked for.</summary>
public sealed partial class BothLanguagesTests
{
    private static readonly LawPack Pack = InstalledPack.Pack;
    private static readonly IReadOnlyList<RowNote> Notes = [.. LawRows.All(Pack).Select(row => Pack.Models.Notes.Of(row.Table, row.Rule.Number))];

    public static TheoryData<string> CaseFiles => [.. InstalledPack.CaseFiles.Where((_, index) => index % 4 == 0).Select(file => Path.GetRelativePath(InstalledPack.Folder, file))];

    [Fact]
    public void A_sentence_has_one_translation_wherever_it_stands() =>
        Assert.All(Notes.GroupBy(note => note.Text.Vi, StringComparer.Ordinal), same => Assert.Single(same.Select(note => note.Text.En).Distinct()));

    [Fact]
    public void Two_sentences_are_never_translated_alike() =>
        Assert.All(Notes.GroupBy(note => note.Text.En, StringComparer.Ordinal), same => Assert.Single(same.Select(note => note.Text.Vi).Distinct()));

    [Fact]
    public void English_sentences_and_labels_are_English()
    {
        var labels = Pack.Models.Set.Models.SelectMany(model => model.Tables).SelectMany(table => table.Inputs.Select(column => Pack.Models.Columns.Of(table, column).Label)).ToList();
        Assert.NotEmpty(labels);
        Assert.All(Notes.Select(note => note.Text).Concat(labels), text => Assert.Equal("", Vietnamese(text.En)));
    }

    [Fact]
    public void Numbers_of_a_sentence_stand_in_its_translation() =>
        Assert.All(Notes.Select(note => note.Text).Distinct(), text => Assert.Equal(Numbers(text.Vi.Replace("tháng Tám", "8", StringComparison.Ordinal)), Numbers(MonthName().Replace(text.En.Replace('.', ','), Month))));

    [Theory]
    [InlineData("<text>Người khuyết tật nặng có giấy xác nhận còn hiệu lực.</text>", "<text></text>", "the explanation in column 'Giải thích' is missing")]
    [InlineData("<text>Person with severe disability and a valid disability certificate.</text>", "<text> </text>", "the explanation in column 'Explanation' is missing")]
    [InlineData("name=\"Explanation\"", "name=\"Erklärung\"", "the explanation in column 'Explanation' is missing")]
    [InlineData(" ansinh:label-en=\"Disability level\"", "", "the English label is missing")]
    [InlineData(" label=\"Mức độ khuyết tật\"", "", "the label is missing")]
    public void What_lacks_one_of_the_languages_is_a_fault(string right, string wrong, string expected)
    {
        const string File = "models/assistance/clause-6.dmn";
        var text = Pack.Files.Text(File)!;
        Assert.Contains(right, text, StringComparison.Ordinal);
        var faults = PackCheck.Run(LawPack.Load(Pack.Files.With(File, text.Replace(right, wrong, StringComparison.Ordinal))));
        Assert.Contains(faults, fault => fault.File == File && fault.Line > 1 && fault.En.Contains(expected, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Equal(File, fault.File));
    }

    [Theory]
    [MemberData(nameof(CaseFiles))]
    public void Each_output_keeps_to_its_language(string file)
    {
        var determiner = new Determiner(Pack);
        foreach (var worked in InstalledPack.Reader.ReadFile(Path.Combine(InstalledPack.Folder, file)).Where(worked => worked.Checks.Count > 0).Take(6))
        {
            var answer = determiner.Determine(worked.Household, worked.Checks[0].Month, worked.Checks[0].KnownAt);
            var english = new ExplanationText(Pack, vietnamese: false).Write(answer, _ => "", RefusalsShown.All);
            Assert.Equal("", Vietnamese(english));
            var reasons = answer.People.SelectMany(person => person.Entitlements).SelectMany(entitlement => entitlement.Because).Select(reason => reason.Text).ToList();
            var vietnamese = new ExplanationText(Pack, vietnamese: true).Write(answer, _ => "", RefusalsShown.All);
            Assert.All(reasons, text => Assert.Contains(text.Vi, vietnamese, StringComparison.Ordinal));
            Assert.All(reasons, text => Assert.Contains(text.En, english, StringComparison.Ordinal));
        }
    }

    /// <summary>Words with Vietnamese signs that are neither a citation, nor a title, nor the currency.</summary>
    private static string Vietnamese(string text) => string.Join(' ', VietnameseWord().Matches(Kept().Replace(text, "")).Select(match => match.Value));

    private static IEnumerable<string> Numbers(string text) => Number().Matches(Kept().Replace(text, "")).Select(match => match.Value.TrimStart('0')).Where(number => number.Length > 0).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"(Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư) \d+/\d+/[^\s,;:)]+|, (Điều|Phụ lục)[^;:)]*|Tổ quốc ghi công|đồng|₫")]
    private static partial Regex Kept();

    [GeneratedRegex(@"[\w]*[à-ỹÀ-ỸđĐ][\w]*")]
    private static partial Regex VietnameseWord();

    private static string Month(Match name) => DateTime.ParseExact(name.Value, "MMMM", CultureInfo.InvariantCulture).Month.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("January|July|August|September|December")]
    private static partial Regex MonthName();

    [GeneratedRegex(@"\d+(,\d+)?")]
    private static partial Regex Number();
}
