using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Questions;

public sealed class InterviewTests
{
    /// <summary>What the public check may ask at the median and of nine households in ten that are one person; measured by <c>ansinh law questions</c>.</summary>
    private const int Median = 10;

    private static readonly Determiner Determiner = new(InstalledPack.Pack);

    private static readonly List<(WorkedCase Worked, CaseCheck Check)> Checks =
        [.. from file in InstalledPack.CaseFiles from worked in InstalledPack.Reader.ReadFile(file) from check in worked.Checks where check.HasExpectation && WorkedInterview.IsHousehold(worked) select (worked, check)];

    /// <summary>Every so many cases here; <c>ansinh law questions</c> plays all of them and fails on a difference.</summary>
    [Theory]
    [InlineData(true, 25)]
    [InlineData(false, 10)]
    public void Asking_only_what_decides_ends_with_the_answer_of_the_complete_case(bool everything, int every)
    {
        var played = Checks.Where((_, index) => index % every == 0).Select(check => WorkedInterview.Play(Determiner, check.Worked, check.Check, everything)).ToList();
        Assert.Empty(played.Where(one => !one.SameAnswer).Select(one => $"{one.Case.File}:{one.Case.Line} {one.Month}: {string.Join(", ", one.Questions)}"));
        var counts = played.Select(one => one.Questions.Count).Order().ToList();
        Assert.InRange(counts[counts.Count / 2], 1, Median);
        var alone = played.Where(one => one.Case.Household.People.Count == 1).Select(one => one.Questions.Count).Order().ToList();
        Assert.InRange(alone[alone.Count * 9 / 10], 1, Median);
    }

    [Fact]
    public void No_question_is_asked_twice_and_every_one_is_a_fact_or_a_source_of_the_pack()
    {
        foreach (var (worked, check) in Checks.Where((_, index) => index % 40 == 0))
        {
            var asked = WorkedInterview.Play(Determiner, worked, check, everything: true).Questions;
            Assert.Equal(asked.Count, asked.Distinct().Count());
            Assert.All(asked, question => Assert.True(question.OfSource ? InstalledPack.Pack.Facts.FindSource(question.Fact)?.Ask is not null : InstalledPack.Pack.Facts.Find(question.Fact) is not null, question.ToString()));
        }
    }

    [Fact]
    public void What_is_asked_first_keeps_most_benefits_waiting()
    {
        var (worked, check) = Checks.First(pair => pair.Worked.Household.People is [{ Born.Earliest.Year: < 1960 }]);
        var blank = worked.Household with { Facts = [], Coverage = [], People = [worked.Household.People[0] with { Facts = [] }] };
        var open = new Interview(Determiner, check.Month, check.KnownAt).Open(blank);
        Assert.True(open.Count > 3 && open[0].Waiting > 1, string.Join(", ", open));
        Assert.Equal(open.Select(question => question.Waiting).OrderDescending(), open.Select(question => question.Waiting));
    }
}
