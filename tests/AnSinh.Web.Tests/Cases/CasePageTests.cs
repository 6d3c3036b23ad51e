using System.Net;
using System.Text.RegularExpressions;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Access;
using AnSinh.Web.Tests.Dossiers;
using Xunit;

namespace AnSinh.Web.Tests.Cases;

/// <summary>What the pages of casework keep: both versions where two officers meet, what was typed when a session ends, one case for a form sent twice, and the borders of a commune.</summary>
[Collection(DemonstrationSite.Collection)]
public sealed partial class CasePageTests(DemonstrationSite site)
{
    [Fact]
    public async Task A_step_on_an_older_version_does_nothing_shows_what_the_other_did_and_keeps_what_was_typed()
    {
        var file = Offices.Apply(site, Offices.Alone(site, "Bùi Thị Thơm Một", "1941"), "htxh.75");
        using var client = await site.LoggedInAsync("canbo");
        var old = Version(await ShowAsync(client, $"/ho-so/{file.Id}"));
        CaseSteps.AskPapers(Offices.Book(site), file.Id, ["Giấy khai sinh"], "", "canbo-khac");

        var said = await SendAsync(client, $"/ho-so/{file.Id}", "propose", ("phien-ban", old), ("nhan-xet", "chữ đã gõ"));
        Assert.Contains("Hồ sơ đã thay đổi từ khi bạn mở trang", said, StringComparison.Ordinal);
        Assert.Contains("canbo-khac", said, StringComparison.Ordinal);
        Assert.Contains("chữ đã gõ", said, StringComparison.Ordinal);
        Assert.Equal(CaseStage.Waiting, Offices.Book(site).Case(file.Id).Stage);
    }

    [Fact]
    public async Task Two_who_change_the_same_fact_see_each_other()
    {
        var person = Offices.Alone(site, "Bùi Thị Thơm Hai", "1941");
        using var client = await site.LoggedInAsync("canbo");
        var page = $"/nguoi/{person}/du-kien?loai=marital_status";
        var seen = Field(await ShowAsync(client, page), "da-doc");
        using (var commit = new Register(site.Database).Begin("nguoi-khac-ghi", "test"))
        {
            commit.RecordFact(person, new FactEntry("marital_status", "married", new DateRange(new DateOnly(2026, 1, 1), null), "survey"));
            commit.Commit();
        }

        (string, string)[] typed = [("da-doc", seen), ("gia-tri", "divorced"), ("tu", "01/06/2026"), ("giay", "Bản án 7/2026"), ("ma", "m1")];
        var said = await SendAsync(client, page, "propose", typed);
        Assert.Contains("Người khác vừa ghi dữ kiện này", said, StringComparison.Ordinal);
        Assert.Contains("nguoi-khac-ghi", said, StringComparison.Ordinal);
        Assert.Contains("Bản án 7/2026", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Offices.Book(site).CasesOf(person), file => file.Kind == CaseKind.Change);

        typed[0] = ("da-doc", Field(said, "da-doc"));
        using var sent = await DemonstrationSite.PostAsync(client, page, "propose", typed);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        using var again = await DemonstrationSite.PostAsync(client, page, "propose", typed);
        Assert.Equal(sent.Headers.Location, again.Headers.Location);
        Assert.Single(Offices.Book(site).CasesOf(person), file => file.Kind == CaseKind.Change);
    }

    [Fact]
    public async Task What_was_typed_is_there_again_after_a_session_that_ended()
    {
        var file = Offices.Apply(site, Offices.Alone(site, "Bùi Thị Thơm Ba", "1941"), "htxh.75");
        var address = $"/ho-so/{file.Id}";
        using var client = await site.LoggedInAsync("canbo");
        var version = Version(await ShowAsync(client, address));
        using var token = await client.GetAsync(address);
        var html = await token.Content.ReadAsStringAsync();
        EndSessions("canbo");
        using var late = await client.PostAsync(address, new FormUrlEncodedContent(
        [
            new("_handler", "propose"), new("__RequestVerificationToken", Token().Match(html).Groups[1].Value), new("phien-ban", version), new("nhan-xet", "gõ rất lâu mới xong"),
        ]));
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
        Assert.Contains("/dang-nhap?ve=", late.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var login = await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", "canbo"), ("mat-khau", DemoAccounts.Password));
        var shown = await ShowAsync(client, address);
        Assert.Contains("gõ rất lâu mới xong", shown, StringComparison.Ordinal);
        Assert.Contains("Những gì bạn đã gõ còn ở dưới", shown, StringComparison.Ordinal);
        Assert.Equal(CaseStage.Received, Offices.Book(site).Case(file.Id).Stage);

        using var other = await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", "chutich"), ("mat-khau", DemoAccounts.Password));
        Assert.DoesNotContain("gõ rất lâu mới xong", await ShowAsync(client, address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_of_another_commune_is_not_there()
    {
        var there = PlaceCode.Parse(site.Commune.Value == "00004" ? "00008" : "00004");
        var file = ComplaintCase.OpenGrievance(
            new CaseBook(site.Database, RunningSite.Pack, AreaScope.Of(there)), there, "grievance",
            new NewCase { Kind = CaseKind.Grievance, Commune = there, Request = new ComplaintAsked(null, ""), Channel = "online", Text = "việc của xã khác" }, "citizen").File;
        using var client = await site.LoggedInAsync("canbo");
        foreach (var address in new[] { $"/ho-so/{file.Id}", $"/ho-so/{file.Id}/bien-nhan", $"/ho-so/{file.Id}/giay/00", $"/ho-so/{file.Id}/thu/x.html" })
        {
            using var answer = await client.GetAsync(address);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {(int)answer.StatusCode}");
        }

        Assert.DoesNotContain(file.Id, await ShowAsync(client, "/ho-so?xem=open"), StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"/ho-so/{file.Id}", await ShowAsync(client, $"/ho-so?so={file.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_that_are_not_taken_are_named_and_nothing_is_written()
    {
        var file = Offices.Apply(site, Offices.Alone(site, "Bùi Thị Thơm Bốn", "1941"), "htxh.75");
        using var client = await site.LoggedInAsync("canbo");
        var html = await ShowAsync(client, $"/ho-so/{file.Id}");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("attach"), "_handler" }, { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" }, { new StringContent(Version(html)), "phien-ban" },
            { new ByteArrayContent(Offices.Paper), "tep", "tot.pdf" }, { new ByteArrayContent([1, 2, 3]), "tep", "xau.pdf" },
        };
        using var answer = await client.PostAsync($"/ho-so/{file.Id}", form);
        var said = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("xau.pdf: Không nhận tệp", said, StringComparison.Ordinal);
        Assert.Empty(Offices.Book(site).Case(file.Id).Documents);
    }

    [Fact]
    public async Task Whoever_looked_stands_in_the_report_that_the_person_asked_for()
    {
        var person = Offices.Alone(site, "Bùi Thị Thơm Năm", "1941");
        using var chair = await site.LoggedInAsync("chutich");
        await ShowAsync(chair, $"/nguoi/{person}");
        using var client = await site.LoggedInAsync("canbo");
        Assert.Contains("chỉ mở khi người đó yêu cầu", await ShowAsync(client, $"/nguoi/{person}/du-lieu"), StringComparison.Ordinal);
        using var asked = await DemonstrationSite.PostAsync(client, $"/nguoi/{person}", "access", ("nguoi-yc", "Bùi Thị Thơm Năm"), ("ma", "m"));
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        var report = await ShowAsync(client, $"/nguoi/{person}/du-lieu");
        Assert.Matches("<td>chutich</td><td>giải quyết hồ sơ</td><td>trang của người", report);
        Assert.Matches("<td>canbo</td><td>người đó yêu cầu</td>", report);
    }

    private void EndSessions(string login)
    {
        var account = new AccountBook(site.Database).ByLogin(AccountBook.Fold(login))!;
        var sessions = new Sessions(site.Database);
        foreach (var session in sessions.Running(account.Id))
        {
            sessions.End(account.Id, session.Id);
        }
    }

    private static async Task<string> ShowAsync(HttpClient client, string address) => WebUtility.HtmlDecode(await client.GetStringAsync(address));

    private static async Task<string> SendAsync(HttpClient client, string page, string form, params (string, string)[] fields)
    {
        using var answer = await DemonstrationSite.PostAsync(client, page, form, fields);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string Version(string html) => Field(html, "phien-ban");

    private static string Field(string html, string name) => Regex.Match(html, $"""name="{name}" value="([^"]*)""", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    [GeneratedRegex("""__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
