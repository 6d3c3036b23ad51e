using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AnSinh.Web.Access;
using Xunit;

namespace AnSinh.Web.Tests.Access;

[Collection(DemonstrationSite.Collection)]
public partial class LoginTests(DemonstrationSite site)
{
    [Theory]
    [InlineData("khong-co-ai", "sai mật khẩu")]
    [InlineData("tinh", "sai mật khẩu")]
    public async Task A_wrong_login_and_a_wrong_password_say_the_same(string login, string password)
    {
        using var client = site.Client();
        using var answer = await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", login), ("mat-khau", password));
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Tên đăng nhập hoặc mật khẩu không đúng", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{login}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(password, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_the_right_one_too()
    {
        NewAccount.Add(new AccountBook(site.Database), "sap-khoa", "Người Thử", DemoAccounts.Password, [new Grant(Role.Analyst, null)], "test");
        using var client = site.Client();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            (await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", "sap-khoa"), ("mat-khau", "sai"))).Dispose();
        }

        using var answer = await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", "sap-khoa"), ("mat-khau", DemoAccounts.Password));
        Assert.Contains("tài khoản tạm khóa", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_changes_nothing()
    {
        using var client = await site.LoggedInAsync("phantich");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("ve", "/")]);
        using var refused = await client.PostAsync("/dang-xuat", content);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Biểu mẫu đã hết hạn", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var still = await client.GetAsync("/tai-khoan");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_lets_nobody_in()
    {
        using var one = await site.LoggedInAsync("giamsat");
        using var other = await site.LoggedInAsync("giamsat");
        using var page = await other.GetAsync("/tai-khoan");
        var ending = EndForm().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        (await DemonstrationSite.PostAsync(other, "/tai-khoan", ending)).Dispose();
        using var answer = await one.GetAsync("/tai-khoan");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/dang-nhap", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logging_in_goes_back_only_to_pages_of_the_site()
    {
        using var client = site.Client();
        using var answer = await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", "canbo"), ("mat-khau", DemoAccounts.Password), ("ve", "https://evil.example/"));
        Assert.Equal("/", new Uri(new Uri(site.Address), answer.Headers.Location!).AbsolutePath);
        Assert.Equal(new Uri(site.Address).Host, new Uri(new Uri(site.Address), answer.Headers.Location!).Host);
    }

    [Fact]
    public async Task Outside_a_demonstration_a_second_step_is_set_up_and_then_asked()
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-login-");
        try
        {
            await using var real = await RunningSite.OpenAsync(Path.Combine(folder.FullName, "ansinh.db"), new DateOnly(2026, 11, 24), demo: false);
            NewAccount.Add(new AccountBook(real.Database), "quan", "Quản Trị", DemoAccounts.Password, [new Grant(Role.Administrator, null)], "test");
            using var client = real.Client();
            (await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", "quan"), ("mat-khau", DemoAccounts.Password))).Dispose();
            using var stopped = await client.GetAsync("/quan-tri/tai-khoan");
            Assert.Equal("/tai-khoan/xac-thuc", stopped.Headers.Location?.ToString());

            using var front = await client.GetAsync("/");
            Assert.Equal("/tai-khoan/xac-thuc", front.Headers.Location?.ToString());

            using var enrol = await client.GetAsync("/tai-khoan/xac-thuc");
            var key = Key().Match(await enrol.Content.ReadAsStringAsync()).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
            (await DemonstrationSite.PostAsync(client, "/tai-khoan/xac-thuc", "enrol", ("ma", Totp(key)))).Dispose();
            using var open = await client.GetAsync("/quan-tri/tai-khoan");
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);

            using var second = real.Client();
            using var half = await DemonstrationSite.PostAsync(second, "/dang-nhap", "login", ("ten", "quan"), ("mat-khau", DemoAccounts.Password));
            Assert.Contains("/dang-nhap/ma", half.Headers.Location!.ToString(), StringComparison.Ordinal);
            using var outside = await second.GetAsync("/tai-khoan");
            Assert.Equal(HttpStatusCode.Redirect, outside.StatusCode);
            using var wrong = await DemonstrationSite.PostAsync(second, "/dang-nhap/ma", "code", ("ma", "000000"));
            Assert.Contains("Mã không đúng", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
            (await DemonstrationSite.PostAsync(second, "/dang-nhap/ma", "code", ("ma", Totp(key)))).Dispose();
            using var inside = await second.GetAsync("/tai-khoan");
            Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>RFC 6238 with SHA-1, 30 seconds, six digits.</summary>
    private static string Totp(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard of authenticators asks for SHA-1.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("""value="(end-[0-9a-f]+)""")]
    private static partial Regex EndForm();

    [GeneratedRegex("""<strong>([A-Z2-7]{4}(?: [A-Z2-7]{1,4})+)</strong>""")]
    private static partial Regex Key();
}
