using System.Net;
using System.Text.RegularExpressions;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Public;
using AnSinh.Web.Public.Offline;
using AnSinh.Web.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace AnSinh.Web.Tests.Public;

/// <summary>The page without a line says what the rules say, or that it cannot.</summary>
[Collection(DemonstrationSite.LookedAt)]
public sealed partial class OfflineTests(DemonstrationSite site, Chrome chrome)
{
    private const int People = 250;

    private DateOnly Today => site.Database.Clock.TodayInVietNam();

    [Fact]
    public async Task The_table_says_what_the_check_says_for_anybody_and_any_chain_of_answers()
    {
        var (table, random, ended) = ((await DeskAsync()).Table, new Random(20_261_123), 0);
        Assert.Equal((Today, RunningSite.Pack.Hash), (table.Made, table.Pack));
        for (var count = 0; count < People; count++)
        {
            var person = Somebody(random);
            if (table.RootOf(person) is not { } at)
            {
                Assert.True(person.Born.Precision != DatePrecision.Day || person.Province is not null, $"{person}: no answer though the day is known");
                continue;
            }

            var said = new List<CheckAnswer>();
            var state = SelfCheck.At(RunningSite.Pack, person, said, Today);
            while (table.Nodes[at] is { Question: >= 0 } node)
            {
                var question = table.Questions[node.Question];
                Assert.True(state.Next == question.Question, $"{person}, {string.Join(' ', said)}: {state.Next} is asked, the table asks {question.Code}");
                if (node.Next.Count == 0)
                {
                    break;
                }

                var chosen = random.Next(node.Next.Count);
                said.Add(new CheckAnswer(question.Question, question.Values[chosen]));
                (at, state) = (node.Next[chosen], SelfCheck.At(RunningSite.Pack, person, said, Today));
            }

            if (table.Nodes[at] is { Question: < 0 } leaf)
            {
                ended++;
                Assert.Null(state.Next);
                Assert.Equal(OfflineResult.KeyOf(state.Determination), table.Results[leaf.Next[0]].Key);
            }
        }

        Assert.True(ended > People / 2, $"only {ended} of {People} reached an end");
    }

    [Fact]
    public async Task It_is_one_document_small_enough_for_a_poor_line_and_says_when_and_from_what_it_was_made()
    {
        using var client = site.Client();
        foreach (var language in new[] { "vi", "en" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/khong-mang/{language}");
            request.Headers.AcceptEncoding.ParseAdd("br");
            using var answer = await client.SendAsync(request);
            Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
            Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, 40_000);
            var html = WebUtility.HtmlDecode(await client.GetStringAsync($"/khong-mang/{language}"));
            Assert.Contains(RunningSite.Pack.Hash[..12], html, StringComparison.Ordinal);
            Assert.Contains(Today.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture), html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script>|style=|onclick", html);
        }
    }

    [Fact]
    public async Task Without_a_line_it_opens_again_and_answers_as_the_site_does_or_says_that_it_cannot()
    {
        var (table, random) = ((await DeskAsync()).Table, new Random(7));
        var page = await chrome.OpenAsync(site.Address, scripts: true);
        await page.GotoAsync("/khong-mang/vi");
        await Assertions.Expect(page.Locator("#luu")).ToContainTextAsync("Đã lưu vào máy này", new() { Timeout = 60_000 });
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        foreach (var count in Enumerable.Range(0, 4))
        {
            var person = new CheckPerson(BirthDate.OfDay(Today.AddYears(-(6 + 23 * count)).AddDays(-100)), count % 2 == 0 ? Sex.Female : Sex.Male, null);
            await page.ReloadAsync();
            await page.FillAsync("#ngay", $"{person.Born.Earliest.Day}");
            await page.FillAsync("#thang", $"{person.Born.Earliest.Month}");
            await page.FillAsync("#nam", $"{person.Born.Earliest.Year}");
            await page.Locator($"input[name=gioi][value={(person.Sex == Sex.Female ? "nu" : "nam")}]").CheckAsync();
            await page.Locator("#dau button[type=submit]").ClickAsync();
            var (at, said) = (table.RootOf(person)!.Value, new List<CheckAnswer>());
            while (table.Nodes[at] is { Question: >= 0, Next.Count: > 0 } node)
            {
                var chosen = random.Next(node.Next.Count);
                await page.Locator($"input[name=tra-loi][value=\"{chosen}\"]").CheckAsync();
                await page.Locator(".q-now button[type=submit]").ClickAsync();
                said.Add(new CheckAnswer(table.Questions[node.Question].Question, table.Questions[node.Question].Values[chosen]));
                at = node.Next[chosen];
            }

            var text = await page.InnerTextAsync("#tiep");
            var state = SelfCheck.At(RunningSite.Pack, person, said, Today);
            if (state.Next is not null)
            {
                Assert.Contains("Chưa trả lời được khi không có mạng", text, StringComparison.Ordinal);
                continue;
            }

            var (names, words) = (new DeterminationWords(RunningSite.Pack, vietnamese: true), new Words(vietnamese: true));
            Assert.Equal(state.Determination.Entitlements.Count, await page.Locator("#tiep .ben").CountAsync());
            Assert.All(state.Determination.Entitlements, owed => Assert.Contains(names.Name(owed.Benefit), text, StringComparison.Ordinal));
            Assert.All(state.Determination.Entitlements.Where(owed => owed.Unit == "VND"), owed => Assert.Contains(Plain(words.Money(owed.Amount)), Plain(text), StringComparison.Ordinal));
        }

        await page.ReloadAsync();
        await page.FillAsync("#nam", "1951");
        await page.Locator("input[name=gioi][value=nu]").CheckAsync();
        await page.Locator("#dau button[type=submit]").ClickAsync();
        Assert.Contains("phụ thuộc vào ngày hoặc tháng còn thiếu", await page.InnerTextAsync("#tiep"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_line_that_hangs_is_no_line()
    {
        using var line = new HangingLine(site.Address);
        var page = await chrome.OpenAsync(line.Address, scripts: true);
        await page.GotoAsync("/khong-mang/vi");
        await Assertions.Expect(page.Locator("#luu")).ToContainTextAsync("Đã lưu vào máy này", new() { Timeout = 60_000 });
        line.Hangs = true;
        await page.ReloadAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(page.Locator("#dau")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_day_of_the_browser_counts_and_an_old_page_says_that_it_is_old()
    {
        var page = await chrome.OpenAsync(site.Address, scripts: true);
        var (made, end) = (Today, BenefitMonth.Of(Today).Last);
        await page.Clock.SetFixedTimeAsync(made.ToDateTime(new TimeOnly(3, 0), DateTimeKind.Utc));
        await page.GotoAsync("/khong-mang/vi");
        Assert.True(await page.Locator("#cu").IsHiddenAsync());
        await BornAsync(page, made.AddDays(1));
        Assert.Contains("Ngày sinh còn ở phía trước", await page.InnerTextAsync("#loi"), StringComparison.Ordinal);

        var later = end > made ? end : made.AddDays(1);
        await page.Clock.SetFixedTimeAsync(later.ToDateTime(new TimeOnly(3, 0), DateTimeKind.Utc));
        await page.ReloadAsync();
        Assert.Contains(later > end ? "nay đã sang tháng khác" : "Trang này lập ngày", await page.InnerTextAsync("#cu"), StringComparison.Ordinal);
        await BornAsync(page, later);
        Assert.True(await page.Locator("#loi").IsHiddenAsync());
        Assert.True(await page.Locator("#tiep h1").IsVisibleAsync());

        await page.Clock.SetFixedTimeAsync(end.AddDays(20).ToDateTime(new TimeOnly(3, 0), DateTimeKind.Utc));
        await page.ReloadAsync();
        Assert.Contains("nay đã sang tháng khác", await page.InnerTextAsync("#cu"), StringComparison.Ordinal);
        await BornAsync(page, end.AddDays(10));
        Assert.Contains("người sinh sau tháng đó thì trang chưa biết", await page.InnerTextAsync("#tiep"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static async Task BornAsync(IPage page, DateOnly day)
    {
        await page.FillAsync("#ngay", $"{day.Day}");
        await page.FillAsync("#thang", $"{day.Month}");
        await page.FillAsync("#nam", $"{day.Year}");
        await page.Locator("input[name=gioi][value=nu]").CheckAsync();
        await page.Locator("#dau button[type=submit]").ClickAsync();
    }

    private static string Plain(string text) => Blank().Replace(text, " ");

    private CheckPerson Somebody(Random random)
    {
        var day = Today.AddDays(-random.Next(365 * 104));
        var born = random.Next(8) switch { 0 => BirthDate.OfYear(day.Year), 1 => BirthDate.OfMonth(day.Year, day.Month), _ => BirthDate.OfDay(day) };
        var provinces = PlaceDirectory.VietNam.ProvincesOn(Today).ToList();
        return new CheckPerson(born, random.Next(2) == 0 ? Sex.Female : Sex.Male, random.Next(3) == 0 ? provinces[random.Next(provinces.Count)].Code : null);
    }

    private Task<OfflineEdition> DeskAsync() => site.Application.Services.GetRequiredService<OfflineDesk>().EditionAsync();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
