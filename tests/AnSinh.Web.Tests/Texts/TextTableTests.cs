using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace AnSinh.Web.Tests.Texts;

public partial class TextTableTests
{
    private static readonly string Source = Path.Combine(RunningSite.Root, "src", "AnSinh.Web");

    private static readonly List<(string File, string Text)> Files =
    [
        .. Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories)
            .Where(file => (file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Source, file), File.ReadAllText(file))),
    ];

    [Fact]
    public void Every_text_says_the_same_with_the_same_places_in_both_languages()
    {
        Assert.NotEmpty(TextTable.All);
        Assert.All(TextTable.All, text => Assert.Equal(Places(text.Value.Vi), Places(text.Value.En)));
    }

    [Fact]
    public void Vietnamese_texts_are_composed_and_are_not_english()
    {
        Assert.All(TextTable.All, text => Assert.True(text.Value.Vi.IsNormalized(NormalizationForm.FormC), text.Key));
        Assert.Empty(TextTable.All.Where(text => text.Value.Vi == text.Value.En && text.Value.Vi.Any(char.IsLetter)).Select(text => text.Key));
    }

    [Fact]
    public void Every_text_asked_for_is_in_the_table()
    {
        var missing = from file in Files
                      from Match use in Literal().Matches(file.Text)
                      where !TextTable.All.ContainsKey(use.Groups[1].Value)
                      select $"{file.File}: {use.Groups[1].Value}";
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_text_in_the_table_is_used()
    {
        var quoted = Files.SelectMany(file => Quoted().Matches(file.Text).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var built = Files.SelectMany(file => Built().Matches(file.Text).Select(match => match.Groups[1].Value)).Distinct().ToList();
        var unused = TextTable.All.Keys.Where(key => !quoted.Contains(key) && !built.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.Empty(unused);
    }

    [Theory]
    [InlineData("2,5 x 540.000 = 1.350.000", "2.5 x 540,000 = 1,350,000")]
    [InlineData("0,75 x 2.055.000 = 1.541.250 -> 1.542.000", "0.75 x 2,055,000 = 1,541,250 -> 1,542,000")]
    [InlineData("15 kg", "15 kg")]
    public void A_calculation_is_written_as_the_language_writes_numbers(string kept, string english)
    {
        Assert.Equal(english, new Words(vietnamese: false).Sum(kept));
        Assert.Equal(kept, new Words(vietnamese: true).Sum(kept));
    }

    [Theory]
    [InlineData("receives 500.000 ₫, needed at most 540.000 ₫", "receives 500,000 ₫, needed at most 540,000 ₫")]
    [InlineData("Nghị định 20/2021/NĐ-CP, Điều 5; 2.5 times; 1,500 kg; 01.07.2026", "Nghị định 20/2021/NĐ-CP, Điều 5; 2.5 times; 1,500 kg; 01.07.2026")]
    public void Amounts_in_an_English_explanation_are_written_the_English_way_and_nothing_else_is_touched(string kept, string english) =>
        Assert.Equal(english, new Words(vietnamese: false).In(new Law.Bilingual("x", kept)));

    [Theory]
    [InlineData("Died on 2026-11-15.", "Died on 15/11/2026.")]
    [InlineData("1950-02-20", "20/02/1950")]
    [InlineData("case 05206-26-FYMRFE26, 2026-11, 12026-11-15", "case 05206-26-FYMRFE26, 2026-11, 12026-11-15")]
    public void Days_in_explanations_are_written_as_papers_write_them(string kept, string shown) =>
        Assert.All([true, false], vietnamese => Assert.Equal(shown, new Words(vietnamese).In(new Law.Bilingual(kept, kept))));

    [Theory]
    [InlineData(0, "0 things to correct", "Có 0 chỗ cần sửa")]
    [InlineData(1, "1 thing to correct", "Có 1 chỗ cần sửa")]
    [InlineData(21, "21 things to correct", "Có 21 chỗ cần sửa")]
    public void One_is_told_from_many_in_English(int count, string english, string vietnamese)
    {
        Assert.Equal(english, new Words(vietnamese: false)["error.count", count]);
        Assert.Equal(vietnamese, new Words(vietnamese: true)["error.count", count]);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge 130, Windows")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128, Linux")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome 130, Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari 17, iPhone")]
    [InlineData("curl/8.5.0", "curl/8.5.0")]
    [InlineData("", "")]
    public void A_session_shows_its_browser_as_people_call_it(string sent, string shown) => Assert.Equal(shown, AnSinh.Web.Access.BrowserName.Of(sent));

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex("""T\["([a-z0-9._-]+)["]""")]
    private static partial Regex Literal();

    [GeneratedRegex("""["]([a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)+)["]""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""\$["]([a-z][a-z0-9._-]*\.)\{""")]
    private static partial Regex Built();
}
