using System.Net;
using System.Text.RegularExpressions;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Worklists;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using Xunit;

namespace AnSinh.Web.Tests.WorkLists;

/// <summary>Answers to the work list are those of casework: an accepted line is an application, a wrong one counts as an error.</summary>
[Collection(DemonstrationSite.Collection)]
public sealed partial class WorkListTests(DemonstrationSite site)
{
    private CaseBook Cases => new(site.Database, RunningSite.Pack, AreaScope.Of(site.Commune));

    [Fact]
    public async Task An_accepted_line_opens_a_prefilled_application_and_leaves_the_list()
    {
        using var client = await site.LoggedInAsync("canbo");
        var key = await FirstKey(client);
        using var answer = await Answer(client, key, ("tra-loi", "accept"), ("ghi-chu", "gọi điện, đồng ý"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        var opened = Cases.Cases(CaseKind.Application).Select(line => Cases.Case(line.Header.Id)).Single(file => file.Header.About.StartsWith("worklist not_served", StringComparison.Ordinal));
        Assert.NotEmpty(((BenefitsAsked)opened.Request).Benefits);
        Assert.DoesNotContain(key, Keys(await Page(client)));
        Assert.Contains($"hồ sơ {opened.Id}", await Page(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_line_needs_its_reason_and_is_counted()
    {
        using var client = await site.LoggedInAsync("canbo");
        var key = await FirstKey(client);
        using var refused = await Answer(client, key, ("tra-loi", "wrong"), ("ghi-chu", "giữ lại chữ này"));
        var said = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("Hãy chọn vì sao không đúng", said, StringComparison.Ordinal);
        Assert.Contains("giữ lại chữ này", said, StringComparison.Ordinal);
        var before = Wrong();
        using var answer = await Answer(client, key, ("tra-loi", "wrong"), ("vi-sao", "served"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.True(Wrong() > before);
        Assert.DoesNotContain(key, Keys(await Page(client)));
    }

    private int Wrong() => WorklistAnswers.Errors(Cases, DateOnly.MinValue, DateOnly.MaxValue).Sum(errors => errors.Wrong);

    private async Task<string> Page(HttpClient client) => WebUtility.HtmlDecode(await client.GetStringAsync($"/viec?xa={site.Commune}&loai={SweepKind.NotServed.Code()}"));

    private async Task<string> FirstKey(HttpClient client) => Keys(await Page(client))[0];

    private static List<string> Keys(string page) => [.. Key().Matches(page).Select(match => match.Groups[1].Value)];

    private Task<HttpResponseMessage> Answer(HttpClient client, string key, params (string Name, string Value)[] fields) =>
        DemonstrationSite.PostAsync(client, $"/viec?xa={site.Commune}&loai={SweepKind.NotServed.Code()}", $"answer-{key}", [("muc", key), .. fields]);

    [GeneratedRegex("""<li id="v-([0-9a-f]{16})""")]
    private static partial Regex Key();
}
