using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Explanation;

public sealed class ConditionWordsTests
{
    private static readonly ConditionWords Vietnamese = new(InstalledPack.Pack, vietnamese: true);
    private static readonly ConditionWords English = new(InstalledPack.Pack, vietnamese: false);

    [Theory]
    [InlineData("born", ">= 75", "từ 75 trở lên", "75 or more")]
    [InlineData("born", "< 16", "dưới 16", "less than 16")]
    [InlineData("born", "[70..75)", "từ 70 đến dưới 75", "from 70 to below 75")]
    [InlineData("", "< date(\"2025-07-01\")", "trước ngày 01/07/2025", "before 2025-07-01")]
    [InlineData("", "true", "có", "yes")]
    [InlineData("studying", "false", "không", "no")]
    [InlineData("poverty_status", "\"poor\", \"near_poor\"", "hộ nghèo hoặc hộ cận nghèo", "poor household or near-poor household")]
    [InlineData("poverty_status", "not(\"poor\")", "không phải hộ nghèo", "not poor household")]
    [InlineData("", "\"htxh.75\"", "Công dân từ đủ 75 tuổi", null)]
    [InlineData("pension_amount", "(0..param.htxh.muc)", "trên 0 đến dưới Mức trợ cấp hưu trí xã hội", null)]
    public void What_is_needed_is_said_in_words(string fact, string needed, string vi, string? en)
    {
        var failed = new FailedCondition("", "", "", 1, Bilingual.Empty, fact, "", needed, Bilingual.Empty);
        Assert.Equal(vi, Vietnamese.Needed(failed), ignoreCase: true);
        Assert.Equal(en ?? English.Needed(failed), English.Needed(failed), ignoreCase: true);
    }

    [Theory]
    [InlineData("poverty_status", "none", "không phải hộ nghèo")]
    [InlineData("hiv", "true", "•••")]
    [InlineData("pension_amount", "1500000", "1.500.000")]
    [InlineData("awards", "false", "không")]
    public void Values_are_said_by_their_names_and_sensitive_ones_not_at_all(string fact, string value, string expected) =>
        Assert.StartsWith(expected, Vietnamese.Value(new FailedCondition("", "", "", 1, Bilingual.Empty, fact, value, "", Bilingual.Empty)), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void No_condition_of_the_installed_law_shows_a_code()
    {
        var codes = InstalledPack.Pack.Facts.All.Where(fact => fact.Label.Vi != fact.Code).Select(fact => fact.Code).ToList();
        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.DoesNotContain('_', Vietnamese.Label(code)));
    }
}
