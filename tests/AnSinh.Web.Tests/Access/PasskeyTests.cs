using System.Net;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using AnSinh.Web.Tests.Browser;
using Dapper;
using Microsoft.Playwright;
using Xunit;

namespace AnSinh.Web.Tests.Access;

/// <summary>Keys of devices in a real browser with an authenticator of its own. WebAuthn knows names of hosts, not addresses: the site is opened as localhost.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    private readonly Chrome _chrome = new();
    private readonly EmptySite _empty = new();

    private Database Database => _empty.Site.Database;

    private string Address => $"http://localhost:{new Uri(_empty.Site.Address).Port}";

    public async Task InitializeAsync()
    {
        await _empty.InitializeAsync();
        await _chrome.InitializeAsync();
        NewAccount.Add(new AccountBook(Database), "canbo", "Cán bộ xã", DemoAccounts.Password, [new Grant(Role.Officer, AnSinh.Law.PlaceCode.Parse("00004"))], "test");
    }

    public async Task DisposeAsync()
    {
        await _chrome.DisposeAsync();
        await _empty.DisposeAsync();
    }

    [Fact]
    public async Task A_device_is_added_with_the_password_enters_without_it_and_no_more_once_it_is_taken_away()
    {
        var page = await DeviceAsync();
        await Chrome.LoginAsync(page, "canbo");
        await AddAsync(page, "sai mật khẩu rồi");
        await page.Locator("[role=alert]").GetByText("Mật khẩu đang dùng không đúng").First.WaitForAsync();
        Assert.Equal(0, Count("select count(*) from web_passkey"));

        await AddAsync(page, DemoAccounts.Password);
        await page.Locator("#khoa table").GetByText("Máy cơ quan").First.WaitForAsync();
        Assert.Equal(1, Count("select count(*) from audit_event where action = 'account.passkey.add'"));

        await LeaveAsync(page);
        await EnterByKeyAsync(page);
        await page.WaitForURLAsync($"{Address}/");
        Assert.Equal(1, Count("select count(*) from audit_event where action = 'account.passkey.use'"));

        new AccountBook(Database).Disable(new AccountBook(Database).ByLogin(AccountBook.Fold("canbo"))!, disabled: true, "test", TimeProvider.System.GetUtcNow());
        await page.Context.ClearCookiesAsync();
        await EnterByKeyAsync(page);
        await RefusedAsync(page);
        new AccountBook(Database).Disable(new AccountBook(Database).ByLogin(AccountBook.Fold("canbo"))!, disabled: false, "test", TimeProvider.System.GetUtcNow());

        await EnterByKeyAsync(page);
        await page.WaitForURLAsync($"{Address}/");
        await page.GotoAsync("/tai-khoan");
        await page.Locator("#khoa table button").ClickAsync();
        await page.Locator("#khoa").GetByText("Chưa có khóa nào").WaitForAsync();
        await LeaveAsync(page);
        await EnterByKeyAsync(page);
        await RefusedAsync(page);
    }

    [Fact]
    public async Task What_a_device_never_said_lets_nobody_in()
    {
        using var client = _empty.Site.Client();
        foreach (var answer in new[] { "", "{}", "not json", """{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA","userHandle":"AA"},"clientExtensionResults":{}}""" })
        {
            using var refused = await DemonstrationSite.PostAsync(client, "/dang-nhap", "passkey", ("khoa", answer), ("ve", "/"));
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
            Assert.Contains("Máy không đưa ra khóa dùng được ở đây", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
            using var office = await client.GetAsync("/tai-khoan");
            Assert.Equal(HttpStatusCode.Redirect, office.StatusCode);
        }
    }

    [Fact]
    public async Task A_key_is_made_only_for_whoever_is_logged_in()
    {
        using var client = _empty.Site.Client();
        var token = System.Text.RegularExpressions.Regex.Match(await client.GetStringAsync("/dang-nhap"), "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        using var refused = await client.PostAsync("/tai-khoan/khoa", new FormUrlEncodedContent([new("ve", ""), new("__RequestVerificationToken", token)]));
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Contains("/dang-nhap", refused.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var forged = await client.PostAsync("/dang-nhap/khoa", new FormUrlEncodedContent([new("ve", "")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    private async Task<IPage> DeviceAsync()
    {
        var page = await _chrome.OpenAsync(Address, width: 1280, scripts: true);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
        return page;
    }

    private static async Task AddAsync(IPage page, string password)
    {
        await page.GotoAsync("/tai-khoan");
        await page.FillAsync("#ten-khoa", "Máy cơ quan");
        await page.FillAsync("#mat-khau-khoa", password);
        await page.Locator("[data-khoa-moi] button").ClickAsync();
    }

    private static async Task LeaveAsync(IPage page)
    {
        await page.GotoAsync("/tai-khoan");
        await page.Locator("main form[action='/dang-xuat'] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/tai-khoan", StringComparison.Ordinal));
    }

    private static async Task EnterByKeyAsync(IPage page)
    {
        await page.GotoAsync("/dang-nhap?ve=%2F");
        await page.Locator("[data-khoa-vao] button").ClickAsync();
    }

    private static Task RefusedAsync(IPage page) => page.Locator("[data-khoa-vao] [role=alert]:visible").WaitForAsync();

    private long Count(string sql)
    {
        using var connection = Database.Connect();
        return connection.ExecuteScalar<long>(sql);
    }
}
