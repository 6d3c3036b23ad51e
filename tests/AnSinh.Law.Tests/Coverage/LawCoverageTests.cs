using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Coverage;

/// <summary>The generated page says what the pack says.</summary>
public class LawCoverageTests
{
    private const string Renew = "write it again: ./ansinh law coverage --write docs/law-coverage.md";

    private static readonly LawCoverage Coverage = LawCoverage.Of(InstalledPack.Pack, InstalledPack.Folder, new Dictionary<string, string>());
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(InstalledPack.Root, "docs", "law-coverage.md"));

    [Fact]
    public void The_page_has_every_place_of_the_pack_and_no_other()
    {
        static string WithoutGuard(string line) => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(letter => letter == '|') >= 6 ? line[..line.TrimEnd('|', ' ').LastIndexOf('|')].TrimEnd() : line;
        var expected = Coverage.ToMarkdown(InstalledPack.Pack).TrimEnd('\n').Split('\n');
        var missing = expected.Select(line => WithoutGuard(line.Replace(" |  |", " | x |", StringComparison.Ordinal))).Except(Page.Select(line => WithoutGuard(line.Replace(" |  |", " | x |", StringComparison.Ordinal)))).ToList();
        Assert.True(missing.Count == 0, $"{missing.Count} lines differ, the first is '{missing.FirstOrDefault()}'; {Renew}");
        Assert.True(expected.Length == Page.Length, $"{expected.Length} lines expected, {Page.Length} found; {Renew}");
    }

    [Fact]
    public void Every_guard_named_is_a_case_that_is_there()
    {
        var files = Page.Where(line => line.Count(letter => letter == '|') >= 6).Select(line => line.TrimEnd('|', ' ').Split('|')[^1].Trim())
            .Where(guard => guard.Contains(".yaml: ", StringComparison.Ordinal)).Select(guard => guard[..guard.IndexOf(": ", StringComparison.Ordinal)]).Distinct().ToList();
        Assert.True(files.Count > 10, Renew);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(InstalledPack.Folder, "cases", file)), $"{file}; {Renew}"));
    }

    [Fact]
    public void What_is_left_out_says_why() => Assert.All(Coverage.LeftOut, left => Assert.True(left.What.Length > 0 && left.Why.Length > 0));
}
