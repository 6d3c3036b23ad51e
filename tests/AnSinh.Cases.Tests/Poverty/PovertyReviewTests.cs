using System.Globalization;
using YamlDotNet.RepresentationModel;
using Xunit;

namespace AnSinh.Cases.Tests.Poverty;

/// <summary>The procedures of the poverty review are well formed: what they cite, name and count exists.</summary>
public class PovertyReviewTests
{
    private static readonly IReadOnlyList<YamlNode> Procedures =
        [.. Yaml.Documents(Path.Combine(Yaml.Law, "procedures", "poverty-review.yaml")).Single().At("procedures").Items()];

    [Fact]
    public void There_is_a_yearly_and_an_ad_hoc_review() =>
        Assert.Equal(["yearly", "ad_hoc"], Procedures.Select(procedure => procedure.At("kind").Text()));

    [Fact]
    public void Every_procedure_and_step_cites_an_instrument_of_the_pack_and_has_names_and_a_grade()
    {
        foreach (var node in Procedures.Concat(Procedures.SelectMany(Steps)))
        {
            var where = node.At("id").Text();
            Assert.All(node.At("ref").Text()!.Split("; "), reference => Assert.Contains(reference.Split(", ")[0], LawTables.Instruments));
            Assert.True(node.At("name").At("vi").Text() is not null && node.At("name").At("en").Text() is not null, where);
            Assert.Contains(node.At("grade").Text(), new[] { "verified", "known", "secondary", "single_secondary", "unsure", "assumed" });
        }
    }

    [Fact]
    public void Every_day_can_be_read_and_every_event_is_a_step_of_the_procedure()
    {
        foreach (var procedure in Procedures)
        {
            var steps = Steps(procedure).Select(step => step.At("id").Text()!).ToList();
            Assert.Equal(steps.Distinct(), steps);
            foreach (var step in Steps(procedure))
            {
                Assert.NotNull(step.At("who").At("vi").Text());
                foreach (var end in new[] { step.At("from"), step.At("to") }.OfType<YamlNode>())
                {
                    if (end.Text() is { } day)
                    {
                        Assert.True(DateOnly.TryParseExact("2026-" + day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), day);
                    }

                    if ((end.At("event") ?? end.At("after")).Text() is { } occasion)
                    {
                        Assert.Contains(occasion.Split('.')[0], steps);
                    }

                    Assert.Contains(end.At("kind").Text() ?? "calendar", new[] { "calendar", "working" });
                }

                if (step.At("again").Text() is { } again)
                {
                    Assert.Contains(again, steps);
                }
            }
        }
    }

    /// <summary>Quyết định 24/2021/QĐ-TTg, Điều 3 khoản 1, Điều 5, Điều 7: dates and numbers of days.</summary>
    [Theory]
    [InlineData("yearly", "review", "from", "09-01")]
    [InlineData("yearly", "review", "to", "12-14")]
    [InlineData("yearly", "meeting", "agreement_percent", "50")]
    [InlineData("yearly", "posting", "to.days", "3")]
    [InlineData("yearly", "posting", "to.kind", "working")]
    [InlineData("yearly", "preliminary_report", "to", "11-14")]
    [InlineData("yearly", "final_report", "to", "12-19")]
    [InlineData("ad_hoc", "review", "from.day", "15")]
    [InlineData("ad_hoc", "decision", "to.days", "15")]
    [InlineData("ad_hoc", "decision", "to.kind", "calendar")]
    [InlineData("ad_hoc", "monthly_report", "to.day", "5")]
    public void Dates_and_days_are_those_of_the_decision(string kind, string step, string path, string expected)
    {
        var node = Steps(Procedures.Single(procedure => procedure.At("kind").Text() == kind)).Single(known => known.At("id").Text() == step);
        Assert.Equal(expected, path.Split('.').Aggregate((YamlNode?)node, (at, key) => at.At(key)).Text());
    }

    private static IEnumerable<YamlNode> Steps(YamlNode procedure) => procedure.At("steps").Items();
}
