using System.Net;
using System.Text.RegularExpressions;
using AnSinh.Web.Shell;
using Xunit;

namespace AnSinh.Web.Tests.Shell;

public partial class ShellTests(EmptySite empty) : IClassFixture<EmptySite>
{
    [Theory]
    [InlineData("/loi/404", HttpStatusCode.NotFound, "Không có trang này")]
    [InlineData("/loi/403", HttpStatusCode.Forbidden, "Bạn không có quyền xem trang này")]
    [InlineData("/loi/400", HttpStatusCode.BadRequest, "Biểu mẫu đã hết hạn")]
    [InlineData("/a/x/khong-co.css", HttpStatusCode.NotFound, "Không có trang này")]
    public async Task What_cannot_be_shown_says_what_to_do(string address, HttpStatusCode status, string title)
    {
        using var client = empty.Site.Client();
        using var answer = await client.GetAsync(address);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains($"<h1>{title}</h1>", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(SecurityHeaders.ContentPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Pages_hold_nothing_inline_that_the_policy_would_refuse()
    {
        using var client = empty.Site.Client();
        foreach (var address in new[] { "/thu-vien", "/phim-tat", "/loi/404" })
        {
            using var answer = await client.GetAsync(address);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Contains("</html>", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(Inline(), html);
        }
    }

    [Theory]
    [InlineData("/hom-nay?x=1", "/hom-nay?x=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/")]
    public void An_address_from_a_request_stays_on_the_site(string? given, string kept) => Assert.Equal(kept, Language.Local(given));

    [Fact]
    public async Task The_language_is_chosen_once_and_kept()
    {
        using var client = empty.Site.Client();
        using var answer = await client.GetAsync("/ngon-ngu?chon=en&ve=%2Floi%2F404");
        Assert.Equal("/loi/404", answer.Headers.Location?.ToString());
        using var page = await client.GetAsync("/loi/404");
        Assert.Contains("<html lang=\"en\">", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_load_stays_under_100_kB_and_the_next_page_under_40()
    {
        using var client = empty.Site.Client();
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        using var page = await client.GetAsync("/loi/404");
        var html = await page.Content.ReadAsByteArrayAsync();
        var total = html.Length;
        foreach (var name in new[] { "tokens.css", "app.css", "keys.js", "icon.svg" }.Concat(
            from weight in new[] { "400", "600" } from part in new[] { "latin", "vietnamese" } select $"fonts/be-vietnam-pro-{part}-{weight}-normal.woff2"))
        {
            var asset = await client.GetByteArrayAsync(new Uri(SiteFiles.At(name), UriKind.Relative));
            total += asset.Length;
        }

        Assert.InRange(total, 60_000, 100_000);
        Assert.InRange(html.Length, 500, 40_000);
    }

    [GeneratedRegex("""<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
