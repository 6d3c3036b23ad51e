using System.Net;
using AnSinh.Law;
using AnSinh.Web.Public;
using Xunit;

namespace AnSinh.Web.Tests.Public;

/// <summary>The public check, by the rules and by HTTP.</summary>
public class SelfCheckTests(EmptySite empty) : IClassFixture<EmptySite>
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private const string Page = "/toi-duoc-huong-gi";

    /// <summary>Answers every question in the same way until there is none left.</summary>
    private static (CheckState State, List<CheckAnswer> Said) Play(CheckPerson person, Func<FactQuestion, string?> answer)
    {
        var said = new List<CheckAnswer>();
        var state = SelfCheck.Run(RunningSite.Pack, person, said, Today);
        while (state.Next is { } next)
        {
            said.Add(new CheckAnswer(next, answer(next)));
            state = SelfCheck.Run(RunningSite.Pack, person, said, Today);
        }

        return (state, said);
    }

    [Fact]
    public void Somebody_of_80_without_anything_else_is_owed_the_social_pension_within_ten_questions()
    {
        var (state, said) = Play(new CheckPerson(BirthDate.OfYear(1946), Sex.Female, null), question => question.OfSource ? "false" : Quiet(question));
        Assert.InRange(said.Count + 1, 2, SelfCheck.MostQuestions);
        var owed = state.Determination.Entitlements.Single(entitlement => entitlement.Benefit == new BenefitId("htxh.75"));
        Assert.Equal(new Vnd(540_000), owed.Amount);
    }

    [Theory]
    [InlineData("1946")]
    [InlineData("1990-05")]
    [InlineData("2024-11-02")]
    public void Whoever_knows_nothing_is_told_what_is_not_known(string born)
    {
        var (state, said) = Play(new CheckPerson(BirthDate.Parse(born), Sex.Male, null), _ => null);
        Assert.InRange(said.Count + 1, 1, SelfCheck.MostQuestions);
        Assert.Equal(said.Count, said.Select(answer => answer.Question).Distinct().Count());
        Assert.NotEmpty(state.Determination.Missing);
    }

    [Fact]
    public void An_answer_reads_back_as_the_form_carries_it_and_nothing_else_does()
    {
        var facts = RunningSite.Pack.Facts;
        foreach (var text in new[] { "disability_level=severe", "*merit_register=false", "pregnant=?", "pension_amount=300000" })
        {
            Assert.Equal(text, CheckAnswer.Read(facts, text)?.ToString());
        }

        Assert.All(["disability_level=x", "*household_register=true", "nothing=true", "pregnant", "pension_amount=1.5", ""], text => Assert.Null(CheckAnswer.Read(facts, text)));
    }

    [Fact]
    public async Task Answers_travel_in_the_form_and_no_cookie_is_set()
    {
        using var client = empty.Site.Client();
        using var first = await client.GetAsync(Page);
        Assert.False(first.Headers.Contains("Set-Cookie"));
        using var wrong = await PostAsync(client, ("ngay", "31"), ("thang", "2"), ("nam", "1946"), ("gioi", "nu"));
        var again = await wrong.Content.ReadAsStringAsync();
        Assert.Contains("Tháng này không có ngày đó", WebUtility.HtmlDecode(again), StringComparison.Ordinal);
        Assert.Contains("value=\"31\"", again, StringComparison.Ordinal);
        using var next = await PostAsync(client, ("nam", "1946"), ("gioi", "nu"));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.False(next.Headers.Contains("Set-Cookie"));
        Assert.Contains("name=\"sinh\" value=\"1946\"", await next.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_law_book_shows_the_rows_the_history_and_the_cases_of_a_benefit()
    {
        using var client = empty.Site.Client();
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/so-tay/khoan/htxh.75", UriKind.Relative)));
        Assert.Contains("Công dân từ đủ 75 tuổi, không có lương hưu", page, StringComparison.Ordinal);
        Assert.Contains("từ 75 trở lên", page, StringComparison.Ordinal);
        Assert.Contains("Luật 41/2024/QH15, Điều 21 khoản 1", page, StringComparison.Ordinal);
        Assert.Contains("1,0 x 540.000 = 540.000", page, StringComparison.Ordinal);
        Assert.Contains("/so-tay/muc/htxh.muc", page, StringComparison.Ordinal);
        var changes = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/so-tay/thay-doi?tu=2026-06&den=2026-07", UriKind.Relative)));
        Assert.Contains("/so-tay/muc/tgxh.muc_chuan", changes, StringComparison.Ordinal);
    }

    private static string? Quiet(FactQuestion question) => RunningSite.Pack.Facts.Find(question.Fact) is var fact && fact!.Silence?.Means is { } means ? means
        : fact.Type == FactType.Boolean ? "false" : fact.Type == FactType.Enumeration ? fact.Values[^1].Code : "0";

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Append(KeyValuePair.Create("_handler", "hoi")));
        return await client.PostAsync(new Uri(Page, UriKind.Relative), content);
    }
}
