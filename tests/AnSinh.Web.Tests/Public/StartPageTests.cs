using System.Net;
using Xunit;

namespace AnSinh.Web.Tests.Public;

[Collection(DemonstrationSite.LookedAt)]
public sealed class StartPageTests(DemonstrationSite site)
{
    [Fact]
    public async Task Whoever_is_not_logged_in_finds_every_public_door_and_staff_their_login()
    {
        using var client = site.Client();
        using var answer = await client.GetAsync("/");
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var door in new[] { "/toi-duoc-huong-gi", "/khong-mang/vi", "/theo-doi", "/phan-anh", "/niem-yet", "/so-tay", "/so-lieu", "/dang-nhap" })
        {
            Assert.Contains($"href=\"{door}\"", html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Việc hôm nay</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_logged_in_finds_the_day_of_the_office_there()
    {
        using var client = await site.LoggedInAsync("canbo");
        var html = WebUtility.HtmlDecode(await client.GetStringAsync("/"));
        Assert.Contains("Việc hôm nay</h1>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Cán bộ đăng nhập", html, StringComparison.Ordinal);
    }
}
