using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using Microsoft.Playwright;
using Xunit;

namespace AnSinh.Web.Tests.Browser;

/// <summary>What people do in a day, by keyboard alone, at 320 px, without the site's script.</summary>
[Collection(DemonstrationSite.Collection)]
public class DossierTests(DemonstrationSite site, Chrome chrome)
{
    [Fact]
    public async Task An_officer_finds_a_person_without_marks_and_reads_why_an_amount_is_owed()
    {
        var page = await chrome.OpenAsync(site.Address);
        await Chrome.LoginAsync(page, "canbo");
        Assert.Equal("Việc hôm nay", await page.Locator("h1").InnerTextAsync());
        await Chrome.FitsAsync(page);
        await Chrome.TypeAsync(page, "#tim", PersonName.Fold(site.Paid.FullName));
        await Chrome.EnterAsync(page);
        await Chrome.FitsAsync(page);
        await Chrome.PressAsync(page, $"a[href='/nguoi/{site.Paid.Id}']");
        Assert.Equal(site.Paid.FullName, await page.Locator("h1").InnerTextAsync());
        await Chrome.FitsAsync(page);
        await Chrome.TabToAsync(page, "#quyen-loi .ben summary");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("#quyen-loi .why").First.IsVisibleAsync());
    }

    [Fact]
    public async Task A_fact_is_proposed_by_one_and_accepted_by_another()
    {
        var maker = await chrome.OpenAsync(site.Address);
        await Chrome.LoginAsync(maker, "canbo");
        await maker.GotoAsync($"/nguoi/{site.Paid.Id}/du-kien?loai=hon_nhan");
        if (await maker.Locator("#gia-tri").CountAsync() == 0)
        {
            var code = RunningSite.Pack.Facts.OfPersons.First(fact => fact.Type == Law.FactType.Boolean && !fact.Sensitive).Code;
            await maker.GotoAsync($"/nguoi/{site.Paid.Id}/du-kien?loai={code}");
        }

        await Chrome.TabToAsync(maker, "#gia-tri");
        await maker.Keyboard.PressAsync("ArrowDown");
        await Chrome.TypeAsync(maker, "#tu", "31/2/2026");
        await Chrome.PressAsync(maker, "main form button[type=submit]");
        Assert.Contains("Cần một ngày có thật", await maker.Locator(".errors").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("31/2/2026", await maker.Locator("#tu").InputValueAsync());
        await Chrome.FitsAsync(maker);
        await Chrome.TabToAsync(maker, "#tu");
        await maker.Keyboard.PressAsync("Control+A");
        await maker.Keyboard.TypeAsync("01/06/2026");
        await Chrome.TypeAsync(maker, "#giay", "Giấy xác nhận 118/2026");
        await Chrome.PressAsync(maker, "main form button[type=submit]");
        Assert.Contains("/ho-so/", maker.Url, StringComparison.Ordinal);
        Assert.Equal(0, await maker.Locator("#quyet-dinh").CountAsync());

        var checker = await chrome.OpenAsync(site.Address);
        await Chrome.LoginAsync(checker, "chutich");
        await checker.GotoAsync(new Uri(maker.Url).AbsolutePath);
        await Chrome.FitsAsync(checker);
        await Chrome.PressAsync(checker, "#quyet-dinh button[type=submit]");
        Assert.Contains("Đã quyết định", await checker.Locator(".done").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(new Register(site.Database).Now().Facts(AreaScope.Of(site.Commune), site.Paid.Id), fact => fact.Fact.Evidence.EndsWith("Giấy xác nhận 118/2026", StringComparison.Ordinal) && fact.RecordedBy == "chutich");
    }

    [Fact]
    public async Task Who_drew_a_run_up_cannot_approve_it_and_another_accepts_weak_evidence_by_name()
    {
        var officer = await chrome.OpenAsync(site.Address);
        await Chrome.LoginAsync(officer, "canbo");
        await officer.GotoAsync($"/ky-chi-tra/{site.Waiting.Id}");
        Assert.Equal(0, await officer.Locator("#duyet").CountAsync());

        var chair = await chrome.OpenAsync(site.Address);
        await Chrome.LoginAsync(chair, "chutich");
        await chair.GotoAsync($"/ky-chi-tra/{site.Waiting.Id}");
        await Chrome.FitsAsync(chair);
        var weak = await chair.Locator("input[name=chap-nhan]").CountAsync();
        if (weak > 0)
        {
            await Chrome.PressAsync(chair, "#duyet button[type=submit]");
            Assert.Contains("Cần chấp nhận", await chair.Locator(".errors").InnerTextAsync(), StringComparison.Ordinal);
            for (var index = 0; index < weak; index++)
            {
                await Chrome.TabToAsync(chair, $".choice:nth-of-type({index + 1}) input[name=chap-nhan]");
                await chair.Keyboard.PressAsync("Space");
            }
        }

        await Chrome.PressAsync(chair, "#duyet button[type=submit]");
        Assert.Contains("Đã duyệt", await chair.Locator(".done").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(RunState.Approved, ShowRun.All(new PayrollBook(site.Database, RunningSite.Pack)).Single(run => run.Id == site.Waiting.Id).State);
    }

    [Fact]
    public async Task A_citizen_learns_what_is_due_without_login_and_changes_an_answer()
    {
        var page = await chrome.OpenAsync(site.Address);
        await page.GotoAsync("/toi-duoc-huong-gi");
        await Chrome.TypeAsync(page, "#nam", "1946");
        await Chrome.TabToAsync(page, "input[name=gioi]");
        await page.Keyboard.PressAsync("Space");
        await Chrome.PressAsync(page, "main form button[type=submit]");
        for (var question = 2; await page.Locator("#giay-to, #chua-biet").CountAsync() == 0; question++)
        {
            Assert.InRange(question, 2, 10);
            await Chrome.FitsAsync(page);
            Assert.Contains($"Câu {question}", await page.Locator(".prog").InnerTextAsync(), StringComparison.Ordinal);
            if (await page.Locator("input[name=tra-loi][value='?']").CountAsync() > 0)
            {
                await Chrome.TabToAsync(page, "input[name=tra-loi]");
                await page.Keyboard.PressAsync("ArrowUp");
                await Chrome.PressAsync(page, "main form button[type=submit]");
            }
            else
            {
                await Chrome.PressAsync(page, "button[name=khong-biet]");
            }
        }

        await Chrome.FitsAsync(page);
        Assert.EndsWith("/toi-duoc-huong-gi", page.Url, StringComparison.Ordinal);
        Assert.Empty(await page.Context.CookiesAsync());
        await Chrome.PressAsync(page, "button[name=lui][value='0']");
        Assert.Contains("Câu 2", await page.Locator(".prog").InnerTextAsync(), StringComparison.Ordinal);
    }
}
