using System.Text.RegularExpressions;
using AnSinh.Casework.Review;
using AnSinh.Law;
using Xunit;

namespace AnSinh.Casework.Tests.Review;

/// <summary>The forms ask what the rules read, each in its period.</summary>
public sealed partial class FormTests
{
    private static readonly ReviewLaw Law = ReviewLaw.Load(InstalledPack.Folder);
    private static readonly StatusDefinition Poverty = InstalledPack.Pack.Benefits.Statuses.Single(status => status.Id == ReviewLaw.Status);

    public static TheoryData<string> Periods => [.. Poverty.Models.Select(model => model.From.ToString())];

    [Theory]
    [MemberData(nameof(Periods))]
    public void Every_fact_that_the_classification_of_a_period_reads_is_asked_by_its_form(string from)
    {
        var first = BenefitMonth.Parse(from);
        var form = Law.FormFor(first.First);
        var read = FactsRead(Poverty.ModelFor(first)!.Model);
        Assert.Contains("income_per_person", read);
        Assert.Empty(read.Except(Asked(form)));
        Assert.Equal(first, form.From);
    }

    [Fact]
    public void Every_fact_that_the_poverty_models_read_is_asked_by_some_form_or_decided()
    {
        var read = Directory.EnumerateFiles(Path.Combine(InstalledPack.Folder, "models", "poverty"), "*.dmn").SelectMany(file => FactsRead($"poverty/{Path.GetFileName(file)}"));
        Assert.Equal([ReviewLaw.StatusFact], read.Except(Law.Forms.SelectMany(Asked)).Distinct());
    }

    [Fact]
    public void Every_indicator_that_a_report_counts_is_asked_by_some_form_and_every_one_asked_is_counted()
    {
        var counted = Lacks().Matches(File.ReadAllText(Path.Combine(InstalledPack.Folder, "reports", "poverty.yaml"))).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Equal(Law.Forms.SelectMany(form => form.Parts.Single(part => part.Id == "B").Asks).Select(fact => fact.Code).Distinct().Order(), counted.Order());
    }

    [Fact]
    public void Before_the_first_form_there_is_none() =>
        Assert.Throws<ReviewRefusedException>(() => Law.FormFor(new DateOnly(2021, 12, 31)));

    private static IEnumerable<string> Asked(AssessmentForm form) => [.. form.Asks.Select(fact => fact.Code), form.Method.Method];

    private static List<string> FactsRead(string model) => [.. Household().Matches(File.ReadAllText(Path.Combine(InstalledPack.Folder, "models", model))).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"household\.(\w+)")]
    private static partial Regex Household();

    [GeneratedRegex(@"lacks: \[(\w+)\]")]
    private static partial Regex Lacks();
}
