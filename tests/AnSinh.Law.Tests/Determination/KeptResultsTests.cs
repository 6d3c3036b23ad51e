using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Determination;

/// <summary>What a determiner keeps from earlier households changes no answer.</summary>
public sealed class KeptResultsTests
{
    /// <summary>Every so many cases by a determiner of their own; the one that goes through all of them forwards and backwards keeps what it can.</summary>
    private const int Every = 12;

    [Fact]
    public void A_determiner_that_has_seen_every_case_answers_as_one_that_has_seen_none()
    {
        var seasoned = new Determiner(InstalledPack.Pack);
        var checks = (from file in InstalledPack.CaseFiles from worked in InstalledPack.Reader.ReadFile(file) from check in worked.Checks select (worked, check)).ToList();
        var forwards = checks.Select(one => Answer(seasoned, one)).ToList();
        var backwards = checks.AsEnumerable().Reverse().Select(one => Answer(seasoned, one)).Reverse().ToList();
        Assert.NotEmpty(checks);
        Assert.Equal(forwards, backwards);
        for (var index = 0; index < checks.Count; index += Every)
        {
            Assert.Equal(Answer(new Determiner(InstalledPack.Pack), checks[index]), backwards[index]);
        }
    }

    private static string Answer(Determiner determiner, (WorkedCase Worked, CaseCheck Check) one) =>
        System.Text.Encoding.UTF8.GetString(DeterminationJson.Write(determiner.Determine(one.Worked.Household, one.Check.Month, one.Check.KnownAt)));
}
