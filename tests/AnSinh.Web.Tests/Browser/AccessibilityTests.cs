using Deque.AxeCore.Playwright;
using Xunit;

namespace AnSinh.Web.Tests.Browser;

/// <summary>axe over every page, in both languages, wide and narrow.</summary>
[Collection(DemonstrationSite.Collection)]
public class AccessibilityTests(DemonstrationSite site, Chrome chrome) : IClassFixture<Chrome>
{
    public static TheoryData<string, string[]> Pages => new()
    {
        { "", ["/dang-nhap", "/dang-nhap/ma", "/phim-tat", "/loi/404", "/thu-vien"] },
        { "", ["/toi-duoc-huong-gi", "/so-tay", "/so-tay/chuong-trinh/htxh", "/so-tay/khoan/htxh.75", "/so-tay/khoan/khong-co", "/so-tay/muc", "/so-tay/muc/tgxh.muc_chuan", "/so-tay/van-ban/20/2021/N%C4%90-CP", "/so-tay/thay-doi?tu=2026-06&den=2026-07", "/so-tay/thay-doi?tu=x"] },
        { "canbo", ["/", "/tim?q=nguyen", "/tim?q=zzzz", "PERSON", "PERSON/du-kien", "HOUSEHOLD", "/viec", "/de-nghi", "/ky-chi-tra", "RUN", "RUN/dong", "LINE", "/tai-khoan"] },
        { "chutich", ["RUN"] },
        { "quantri", ["/", "/quan-tri/tai-khoan"] },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_is_found_on_any_page(string login, string[] addresses)
    {
        var page = await chrome.OpenAsync(site.Address, width: 1280, scripts: true);
        if (login.Length > 0)
        {
            await Chrome.LoginAsync(page, login);
        }

        var faults = new List<string>();
        page.Console += (_, message) => faults.AddRange(message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) ? [$"{page.Url}: {message.Text}"] : []);
        foreach (var language in new[] { "vi", "en" })
        {
            await page.GotoAsync($"/ngon-ngu?chon={language}&ve=/phim-tat");
            foreach (var address in addresses)
            {
                var path = address.Replace("PERSON", $"/nguoi/{site.Paid.Id}", StringComparison.Ordinal).Replace("HOUSEHOLD", $"/ho/{site.Household}", StringComparison.Ordinal)
                    .Replace("RUN", $"/ky-chi-tra/{site.Waiting.Id}", StringComparison.Ordinal).Replace("LINE", $"/dong-chi/{site.Line}", StringComparison.Ordinal);
                await page.SetViewportSizeAsync(language == "vi" ? 1280 : 320, 800);
                await page.GotoAsync(path);
                await Chrome.FitsAsync(page);
                var result = await page.RunAxe();
                faults.AddRange(result.Violations.Select(fault => $"{language} {path}: {fault.Id}: {string.Join(" | ", fault.Nodes.Take(2).Select(node => node.Html))}"));
            }
        }

        Assert.Empty(faults);
    }
}
