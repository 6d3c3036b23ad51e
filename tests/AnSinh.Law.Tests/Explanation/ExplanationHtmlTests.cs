using System.Xml.Linq;
using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Explanation;

public sealed class ExplanationHtmlTests
{
    private static readonly Determiner Determiner = new(InstalledPack.Pack);

    public static TheoryData<string, bool> Pages
    {
        get
        {
            var pages = new TheoryData<string, bool>();
            foreach (var file in InstalledPack.CaseFiles.Where((_, index) => index % 5 == 0))
            {
                pages.Add(Path.GetRelativePath(InstalledPack.Folder, file), true);
                pages.Add(Path.GetRelativePath(InstalledPack.Folder, file), false);
            }

            return pages;
        }
    }

    /// <summary>What the text says of people, amounts, rows, conditions and questions stands in the page too, and the page is well formed.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_says_all_that_the_text_says(string file, bool vietnamese)
    {
        foreach (var (worked, determination) in Determinations(Path.Combine(InstalledPack.Folder, file)).Take(12))
        {
            var page = Read(new ExplanationHtml(InstalledPack.Pack, vietnamese).Write(worked.Title.In(vietnamese), [determination], person => person.Value));
            var lines = new ExplanationText(InstalledPack.Pack, vietnamese).Write(determination, person => person.Value, RefusalsShown.All).Split('\n');
            Assert.All(lines.SelectMany(Pieces), piece => Assert.Contains(piece, page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Names_and_titles_cannot_write_into_the_page()
    {
        var (_, determination) = Determinations(InstalledPack.CaseFiles.First()).First();
        var page = new ExplanationHtml(InstalledPack.Pack, vietnamese: true).Write("<script>alert('&')</script>", [determination], _ => "<b onclick=\"x\">An & Bình</b>");
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b ", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b onclick=&quot;x&quot;&gt;An &amp; B", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_besides_itself_and_hides_sensitive_values()
    {
        var (worked, determination) = InstalledPack.CaseFiles.Where(file => file.EndsWith("clause-8.yaml", StringComparison.Ordinal)).SelectMany(Determinations)
            .First(pair => pair.Determination.People.Any(person => person.Entitlements.Any(entitlement => entitlement.Facts.Any(fact => fact.Code == "hiv"))));
        var page = new ExplanationHtml(InstalledPack.Pack, vietnamese: true).Write(worked.Title.Vi, [determination], person => person.Value);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.Contains("•••", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>có</td></tr><tr><th scope=\"row\">Nhiễm HIV", page, StringComparison.Ordinal);
    }

    private static IEnumerable<(WorkedCase Worked, HouseholdDetermination Determination)> Determinations(string file) =>
        from worked in InstalledPack.Reader.ReadFile(file)
        from check in worked.Checks
        select (worked, Determiner.Determine(worked.Household, check.Month, check.KnownAt));

    /// <summary>The visible words, with one blank between them; reading it as XML proves that every element is closed and every sign escaped.</summary>
    private static string Read(string page)
    {
        var body = page[page.IndexOf("<main>", StringComparison.Ordinal)..(page.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)].Replace("<br>", " ", StringComparison.Ordinal);
        return Words(XElement.Parse(body).Value);
    }

    /// <summary>A line of the text without its signs and brackets: the sentence itself, and what stands in the last pair of brackets (citation, grade).</summary>
    private static IEnumerable<string> Pieces(string line)
    {
        var words = Words(line.Trim(' ', '✓', '✗', '?', '!', '…').Replace(" x ", " × ", StringComparison.Ordinal));
        var sentence = words.Split(" (", 2)[0].Split(": ")[^1].Split(" = ")[^1].Split(", theo ")[0].Split(", by ")[0];
        return sentence.Contains("--all", StringComparison.Ordinal) || sentence.Length == 0 ? [] : [sentence];
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[])[' ', '\u00a0', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
