using AnSinh.Payroll.Verify;
using Xunit;

namespace AnSinh.Payroll.Tests.Stories;

public sealed class StoryTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(PayrollWorld.Root, "law", "vn", "cases", "life"), "*.yaml").Order().Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_month_of_a_life_is_paid_as_the_story_tells_it(string file)
    {
        var stories = Story.ReadAll(Path.Combine(PayrollWorld.Root, "law", "vn", "cases", "life", file)).ToList();
        Assert.NotEmpty(stories);
        foreach (var story in stories)
        {
            using var player = new StoryPlayer(story);
            var differences = new List<string>();
            foreach (var run in story.Runs)
            {
                var said = player.Play(run);
                differences.AddRange(run.Lines.Except(said).Select(line => $"{run.Month}: missing {line}"));
                differences.AddRange(said.Except(run.Lines).Select(line => $"{run.Month}: not told {line}"));
            }

            Assert.Empty(differences);
            var verified = VerifyPayroll.Execute(player.World.Book, full: true);
            Assert.Empty(verified.Faults);
            Assert.True(verified.Checked > story.Runs.Count);
        }
    }
}
