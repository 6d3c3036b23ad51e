using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static AnSinh.Web.Tests.Access.DemonstrationRoles;

namespace AnSinh.Web.Tests.Access;

/// <summary>Who may open what: every route of the site with every role, against the table below; the calls of the interface for programs stand in <see cref="Api.ApiMatrixTests"/>. A route that is not in the table fails.</summary>
[Collection(DemonstrationSite.Collection)]
public class MatrixTests(DemonstrationSite site)
{
    /// <summary>Route, then who; <c>*</c> needs no login.</summary>
    private static readonly Dictionary<string, string> Declared = new()
    {
        ["/"] = Everybody,
        ["/khong-mang/{language:regex(^(vi|en)$)}"] = Everybody,
        ["/khong-mang/sw.js"] = Everybody,
        ["/tim"] = "officer approver province",
        ["/nguoi/{Id}"] = "officer approver province",
        ["/nguoi/{Id}/du-kien"] = "officer",
        ["/nguoi/{Id}/sua"] = "officer",
        ["/nguoi/{Id}/du-lieu"] = "officer approver",
        ["/nguoi-moi"] = "officer",
        ["/trung-nguoi"] = "officer approver province",
        ["/trung-nguoi/{First}/{Second}"] = "officer approver province",
        ["/nhap-du-lieu"] = "officer approver province",
        ["/nhap-du-lieu/{Id}"] = "officer approver province",
        ["/nhap-du-lieu/{id}/{name}"] = "officer approver province",
        ["/ho/{Id}"] = "officer approver province",
        ["/viec"] = "officer approver province",
        ["/ho-so"] = "officer approver province",
        ["/ho-so/{Id}"] = "officer approver province",
        ["/ho-so/{Id}/bien-nhan"] = "officer approver province",
        ["/ho-so/{id}/thu/{name}"] = "officer approver province",
        ["/nguoi/{Id}/de-nghi-huong"] = "officer",
        ["/ho-so/{id}/giay/{hash}"] = "officer approver province",
        ["/ky-chi-tra"] = "officer approver province payer overseer",
        ["/ky-chi-tra/{Id}"] = "officer approver province payer overseer",
        ["/ky-chi-tra/{id}/bao-cao"] = "officer approver province payer overseer",
        ["/ky-chi-tra/{Id}/dong"] = "officer approver province payer",
        ["/dong-chi/{Id}"] = "officer approver province payer",
        ["/ky-chi-tra/{id}/tep/{name}"] = "payer",
        ["/phan-tich"] = "province analyst overseer",
        ["/phan-tich/so-lieu.{format}"] = "province analyst overseer",
        ["/giam-sat"] = "province analyst overseer",
        ["/quan-tri/tai-khoan"] = "administrator",
        ["/trang-thai"] = "administrator",
        ["/luu-tru"] = "overseer administrator",
        ["/luu-tru/{Id}"] = "overseer administrator",
        ["/tai-khoan"] = Staff,
        ["/tai-khoan/xac-thuc"] = Staff,
        ["/tai-khoan/khoa"] = Staff,
        ["/dang-xuat"] = Staff,
        ["/dang-nhap"] = Everybody,
        ["/dang-nhap/ma"] = Everybody,
        ["/dang-nhap/khoa"] = Everybody,
        ["/toi-duoc-huong-gi"] = Everybody,
        ["/theo-doi"] = Everybody,
        ["/danh-gia"] = Everybody,
        ["/phan-anh"] = Everybody,
        ["/niem-yet"] = Everybody,
        ["/so-tay"] = Everybody,
        ["/so-tay/chuong-trinh/{Id}"] = Everybody,
        ["/so-tay/khoan/{Id}"] = Everybody,
        ["/so-tay/muc"] = Everybody,
        ["/so-tay/muc/{Id}"] = Everybody,
        ["/so-tay/thay-doi"] = Everybody,
        ["/so-tay/van-ban/{*Number}"] = Everybody,
        ["/api"] = Everybody,
        ["/so-lieu"] = Everybody,
        ["/phim-tat"] = Everybody,
        ["/thu-vien"] = Everybody,
        ["/loi/{Code:int}"] = Everybody,
        ["/ngon-ngu"] = Everybody,
        ["/a/{version}/{**name}"] = Everybody,
    };

    /// <summary>Forms are sent there; nothing is to be opened.</summary>
    private static readonly string[] Posted = ["/dang-xuat", "/tai-khoan/khoa", "/dang-nhap/khoa"];

    private string Filled(string route) => route
        .Replace("/nguoi/{Id}", $"/nguoi/{site.Paid.Id}", StringComparison.Ordinal).Replace("/ho/{Id}", $"/ho/{site.Household}", StringComparison.Ordinal)
        .Replace("/ky-chi-tra/{Id}", $"/ky-chi-tra/{site.Waiting.Id}", StringComparison.Ordinal).Replace("/ky-chi-tra/{id}", $"/ky-chi-tra/{site.Waiting.Id}", StringComparison.Ordinal)
        .Replace("/dong-chi/{Id}", $"/dong-chi/{site.Line}", StringComparison.Ordinal).Replace("{*Number}", "20/2021/NĐ-CP", StringComparison.Ordinal).Replace("{Code:int}", "404", StringComparison.Ordinal).Replace("{version}/{**name}", "x/tokens.css", StringComparison.Ordinal)
        .Replace("{First}/{Second}", "khong/co", StringComparison.Ordinal).Replace("{Id}", "khong-co", StringComparison.Ordinal).Replace("{id}", "khong-co", StringComparison.Ordinal).Replace("{hash}", "00", StringComparison.Ordinal).Replace("{language:regex(^(vi|en)$)}", "vi", StringComparison.Ordinal).Replace("{format}", "csv", StringComparison.Ordinal).Replace("{name}", "khong-co.xml", StringComparison.Ordinal);

    private List<string> Routes() =>
    [
        .. site.Application.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Where(route => !route.StartsWith("/_", StringComparison.Ordinal) && !route.StartsWith("/api/v1", StringComparison.Ordinal)).Distinct(),
    ];

    [Fact]
    public void Every_route_is_in_the_table()
    {
        Assert.DoesNotContain(Routes(), route => !Declared.ContainsKey(route));
        Assert.Empty(Declared.Keys.Except(Routes()));
    }

    [Fact]
    public async Task Nobody_gets_in_without_login_where_one_is_needed()
    {
        using var client = site.Client();
        foreach (var (route, who) in Declared.Where(pair => !Posted.Contains(pair.Key)))
        {
            using var answer = await client.GetAsync(Filled(route));
            var sentToLogin = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/dang-nhap?ve=", StringComparison.Ordinal);
            Assert.True(sentToLogin == (who != Everybody), $"{route}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }
    }

    [Theory]
    [MemberData(nameof(DemonstrationRoles.All), MemberType = typeof(DemonstrationRoles))]
    public async Task A_role_opens_exactly_what_the_table_says(string role)
    {
        using var client = await site.LoggedInAsync(Logins[role]);
        foreach (var (route, who) in Declared.Where(pair => pair.Value != Everybody && !Posted.Contains(pair.Key)))
        {
            using var answer = await client.GetAsync(Filled(route));
            var allowed = who.Split(' ').Contains(role);
            Assert.True((answer.StatusCode == HttpStatusCode.Forbidden) == !allowed, $"{role} {route}: {(int)answer.StatusCode}");
            Assert.True((int)answer.StatusCode < 500, $"{role} {route}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Another_communes_people_runs_and_lines_are_not_there()
    {
        AnSinh.Web.Access.NewAccount.Add(
            new AnSinh.Web.Access.AccountBook(site.Database), "nguoi-khac", "Cán bộ xã khác", AnSinh.Web.Access.DemoAccounts.Password,
            [new AnSinh.Web.Access.Grant(AnSinh.Web.Access.Role.Officer, Law.PlaceCode.Parse(site.Commune.Value == "00004" ? "00008" : "00004"))], "test");
        using var client = await site.LoggedInAsync("nguoi-khac");
        foreach (var address in new[] { $"/nguoi/{site.Paid.Id}", $"/nguoi/{site.Paid.Id}/du-kien", $"/nguoi/{site.Paid.Id}/sua", $"/nguoi/{site.Paid.Id}/de-nghi-huong", $"/nguoi/{site.Paid.Id}/du-lieu", $"/trung-nguoi?xa={site.Commune}", $"/ho/{site.Household}", $"/ky-chi-tra/{site.Waiting.Id}", $"/ky-chi-tra/{site.Waiting.Id}/dong", $"/ky-chi-tra/{site.Waiting.Id}/bao-cao", $"/dong-chi/{site.Line}", $"/viec?xa={site.Commune}" })
        {
            using var answer = await client.GetAsync(address);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {(int)answer.StatusCode}");
            Assert.DoesNotContain(site.Paid.FullName, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        using var found = await client.GetAsync($"/tim?q={Uri.EscapeDataString(site.Paid.FullName)}");
        Assert.DoesNotContain($"/nguoi/{site.Paid.Id}", await found.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var runs = await client.GetAsync("/ky-chi-tra");
        Assert.DoesNotContain(site.Waiting.Id, await runs.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
