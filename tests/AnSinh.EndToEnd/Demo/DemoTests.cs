using System.Text.Json;
using Xunit;

namespace AnSinh.EndToEnd.Demo;

/// <summary>Runs the real program on the committed sample, once for all tests.</summary>
public sealed class DemoFixture : IDisposable
{
    public DemoFixture()
    {
        Folder = Directory.CreateTempSubdirectory("ansinh-demo-").FullName;
        (ExitCode, var output, Messages) = Program.Run(Folder, "demo", "--json", "--lang", "en");
        Demo = ExitCode == 0 ? JsonDocument.Parse(output).RootElement : default;
        MissingFiles = ExitCode != 0 ? [] : [.. Demo.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Where(file => !file.Contains(".db-", StringComparison.Ordinal) && !File.Exists(file))];
        Truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(Program.Root, "samples", "xa-mau", "truth.json"))).RootElement;
    }

    public string Folder { get; }
    public int ExitCode { get; }
    public string Messages { get; }
    public JsonElement Demo { get; }
    public JsonElement Truth { get; }

    public string WorkList => Demo.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Single(file => file.EndsWith(".csv", StringComparison.Ordinal) && file.Contains("work-lists", StringComparison.Ordinal));

    /// <summary>Files the demo named that were not there when it ended.</summary>
    public IReadOnlyList<string> MissingFiles { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

public sealed class DemoTests(DemoFixture fixture) : IClassFixture<DemoFixture>
{
    [Fact]
    public void The_demo_ends_well() => Assert.True(fixture.ExitCode == 0, fixture.Messages);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_months_lines_arrears_and_receivables_equal_the_generators_own_count(int index)
    {
        var (paid, expected) = (fixture.Demo.GetProperty("months")[index], fixture.Truth.GetProperty("months")[index]);
        foreach (var path in new[] { "month", "cutOff", "regular/lines", "regular/amount", "arrears/lines", "arrears/amount", "arrears/months", "receivables/count", "receivables/amount" })
        {
            Assert.Equal((path, At(expected, path)), (path, At(paid, path)));
        }
    }

    [Theory]
    [InlineData("notServed/people")]
    [InlineData("notServed/amount")]
    [InlineData("mayBe/people")]
    public void Who_is_not_served_and_who_may_be_entitled_equal_the_generators_own_count(string path) =>
        Assert.Equal(At(fixture.Truth.GetProperty("sweep"), path), At(fixture.Demo, path));

    [Theory]
    [InlineData("known")]
    [InlineData("listed")]
    [InlineData("attested/poor")]
    [InlineData("attested/near_poor")]
    [InlineData("attested/average")]
    [InlineData("attested/none")]
    [InlineData("assessed/poor")]
    [InlineData("assessed/near_poor")]
    [InlineData("assessed/average")]
    [InlineData("assessed/none")]
    [InlineData("differ")]
    public void The_list_of_the_poverty_review_and_the_classes_by_the_rules_equal_the_generators_own_count(string path) =>
        Assert.Equal(At(fixture.Truth.GetProperty("poverty"), path), At(fixture.Demo.GetProperty("review"), path));

    [Fact]
    public void A_recognised_household_with_figures_that_are_not_poor_is_stopped_in_the_sweep_and_paid_nothing()
    {
        var household = Differing("poor");
        var row = Assert.Single(File.ReadAllLines(fixture.WorkList), line => line.Split(',')[1] == household);
        Assert.StartsWith("stopped,", row, StringComparison.Ordinal);
        Assert.Contains(",tgxh.7,0,", row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_household_assessed_as_poor_and_never_recognised_is_on_the_printed_forms_of_its_village()
    {
        var review = fixture.Demo.GetProperty("review");
        Assert.Equal(1, review.GetProperty("proposed").GetInt32());
        var forms = fixture.Demo.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "review").ToList();
        Assert.Equal([".html", ".xlsx"], forms.Select(Path.GetExtension).Order());
        var printed = System.Net.WebUtility.HtmlDecode(File.ReadAllText(forms.Single(file => file.EndsWith(".html", StringComparison.Ordinal))));
        Assert.Contains(review.GetProperty("village").GetString()!, printed, StringComparison.Ordinal);
        Assert.Contains(Differing("none"), printed, StringComparison.Ordinal);
    }

    private string Differing(string attested) => fixture.Truth.GetProperty("poverty").GetProperty("differ").EnumerateArray()
        .Single(household => household.GetProperty("attested").GetString() == attested).GetProperty("household").GetString()!;

    [Theory]
    [InlineData("people")]
    [InlineData("households")]
    public void Everybody_of_the_sample_is_in_the_register(string name) => Assert.Equal(At(fixture.Truth, name), At(fixture.Demo, name));

    [Theory]
    [InlineData("335/2026")] // social protection, in force on 5 October
    [InlineData("321/2026")] // people with merit, in force on 1 October
    public void A_decree_of_2026_brings_arrears_exactly_in_the_run_whose_cut_off_first_knows_it(string decree)
    {
        var reasons = fixture.Demo.GetProperty("months").EnumerateArray().Select(month => month.GetProperty("arrears").GetProperty("reasons").EnumerateArray()
            .Any(reason => reason.GetProperty("reason").GetString()!.Contains(decree, StringComparison.Ordinal))).ToList();
        Assert.Equal([false, false, false, false, false, true], reasons);
    }

    [Theory]
    [InlineData("quyet-dinh-")]
    [InlineData("tu-choi-")]
    [InlineData("truy-linh-")]
    public void It_writes_letters_of_every_kind(string prefix) => Assert.Contains(
        fixture.Demo.GetProperty("files").EnumerateArray(), file => Path.GetFileName(file.GetString()!).StartsWith(prefix, StringComparison.Ordinal));

    [Fact]
    public void Letters_from_the_register_are_written_by_command_and_only_for_the_area_asked()
    {
        var database = Path.Combine("ansinh-demo", "ansinh.db");
        var (exit, output, messages) = Program.Run(fixture.Folder, "letters", "--month", "2026-08", "--db", database, "--out", "letters-here", "--json", "--lang", "en");
        Assert.True(exit == 0, messages);
        var letters = JsonDocument.Parse(output).RootElement.GetProperty("letters").EnumerateArray().ToList();
        Assert.Equal(["arrears", "decision", "refusal"], letters.Select(letter => letter.GetProperty("kind").GetString()).Distinct().Order());
        Assert.All(letters, letter => Assert.DoesNotContain("poverty_status", File.ReadAllText(Path.Combine(fixture.Folder, letter.GetProperty("file").GetString()!)), StringComparison.Ordinal));

        var elsewhere = Program.Run(fixture.Folder, "letters", "--month", "2026-08", "--db", database, "--area", "00004", "--out", "letters-elsewhere", "--json");
        Assert.Empty(JsonDocument.Parse(elsewhere.Output).RootElement.GetProperty("letters").EnumerateArray());
        Assert.False(Directory.Exists(Path.Combine(fixture.Folder, "letters-elsewhere")));
    }

    [Fact]
    public void Every_file_it_names_is_there() => Assert.Empty(fixture.MissingFiles);

    [Fact]
    public void Beginning_again_gives_the_same_figures_and_leaves_other_files_alone()
    {
        var own = Path.Combine(fixture.Folder, "ansinh-demo", "my-notes.txt");
        File.WriteAllText(own, "mine");
        var (exit, output, messages) = Program.Run(fixture.Folder, "demo", "--json", "--lang", "en");
        Assert.True(exit == 0, messages);
        var again = JsonDocument.Parse(output).RootElement;
        foreach (var name in new[] { "people", "months", "notServed", "mayBe", "review", "benefits", "funds" })
        {
            Assert.Equal(At(fixture.Demo, name), At(again, name));
        }

        Assert.Equal("mine", File.ReadAllText(own));
    }

    [Fact]
    public void A_folder_without_a_sample_is_refused_with_what_was_expected()
    {
        var (exit, _, messages) = Program.Run(fixture.Folder, "demo", fixture.Folder, "--lang", "en");
        Assert.Equal(2, exit);
        Assert.Contains("yyyy-MM-dd", messages, StringComparison.Ordinal);
    }

    private static string At(JsonElement root, string path) =>
        path.Split('/').Aggregate(root, (element, name) => element.GetProperty(name)).GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
