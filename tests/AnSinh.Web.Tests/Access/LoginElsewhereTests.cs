using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using AnSinh.Cli;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Web.Access;
using AnSinh.Web.Access.Elsewhere;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace AnSinh.Web.Tests.Access;

/// <summary>Login at a provider of OpenID Connect that says whatever a test wants.</summary>
public sealed class LoginElsewhereTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-oidc-").FullName;
    private readonly RSA _key = RSA.Create(2048);
    private WebApplication _provider = null!;
    private RunningSite _site = null!;

    /// <summary>Whom the provider says it is, with what it signs that, and for whom.</summary>
    private string _subject = "canbo";
    private RSA? _signedBy;
    private string _audience = "an-sinh";

    public async Task InitializeAsync()
    {
        _provider = Provider();
        await _provider.StartAsync();
        var database = Database.Open(Path.Combine(_folder, "ansinh.db"), new SimulatedClock(new DateOnly(2026, 11, 24)), Site.Modules);
        NewAccount.Add(new AccountBook(database), "canbo", "Cán bộ xã", DemoAccounts.Password, [new Grant(Role.Officer, PlaceCode.Parse("00004"))], "test");
        _site = await RunningSite.OpenAsync(database, demo: false, provider: new OpenIdProvider("Cổng của tỉnh", new Uri(_provider.Urls.Single()), "an-sinh", "bí mật"));
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _provider.DisposeAsync();
        _key.Dispose();
        _signedBy?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_known_account_gets_in_with_the_roles_it_has_here_and_without_a_second_step()
    {
        using var client = _site.Client();
        Assert.Contains("Cổng của tỉnh", WebUtility.HtmlDecode(await client.GetStringAsync("/dang-nhap")), StringComparison.Ordinal);
        Assert.Equal("/tim?q=sen", await GoThroughAsync(client, "/tim?q=sen"));
        using var search = await client.GetAsync("/tim?q=sen");
        Assert.Equal(HttpStatusCode.OK, search.StatusCode);
        using var accounts = await client.GetAsync("/quan-tri/tai-khoan");
        Assert.Equal(HttpStatusCode.Forbidden, accounts.StatusCode);
    }

    [Theory]
    [InlineData("nguoi-la")]
    [InlineData("")]
    public async Task Nobody_unknown_gets_in(string subject)
    {
        _subject = subject;
        await StaysOutsideAsync();
    }

    [Fact]
    public async Task A_closed_account_stays_outside()
    {
        var book = new AccountBook(_site.Database);
        book.Disable(book.ByLogin(AccountBook.Fold("canbo"))!, disabled: true, "test", TimeProvider.System.GetUtcNow());
        await StaysOutsideAsync();
    }

    [Fact]
    public async Task What_another_key_signed_counts_for_nothing()
    {
        _signedBy = RSA.Create(2048);
        await StaysOutsideAsync();
    }

    [Fact]
    public async Task What_was_meant_for_another_site_counts_for_nothing()
    {
        _audience = "noi-khac";
        await StaysOutsideAsync();
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_counts_for_nothing()
    {
        using var asked = _site.Client();
        using var begun = await asked.GetAsync("/dang-nhap/noi-khac");
        using var provider = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var returned = await provider.GetAsync(begun.Headers.Location);
        using var other = _site.Client();
        using var answer = await other.GetAsync(returned.Headers.Location);
        Assert.Contains("khong-vao", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var office = await other.GetAsync("/tai-khoan");
        Assert.Contains("/dang-nhap", office.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_such_way()
    {
        await using var site = await RunningSite.OpenAsync(Path.Combine(_folder, "other.db"), new DateOnly(2026, 11, 24));
        using var client = site.Client();
        using var answer = await client.GetAsync("/dang-nhap/noi-khac");
        Assert.Contains("/dang-nhap?ve=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("noi-khac", await client.GetStringAsync("/dang-nhap"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_a_provider_says_everything_that_is_wrong_with_its_lines()
    {
        var path = Path.Combine(_folder, "oidc.yaml");
        File.WriteAllText(path, "name: Cổng\nauthority: http://tinh.gov.vn\nclient: x\nclient_id: a\n");
        var error = Assert.Throws<StorageException>(() => OpenIdFile.Read(path));
        Assert.Contains("oidc.yaml:3:", error.English, StringComparison.Ordinal);
        Assert.Contains("https", error.English, StringComparison.Ordinal);
        File.WriteAllText(path, "name: Cổng\nauthority: https://tinh.gov.vn\nclient_id: a\n");
        Assert.Equal(new OpenIdProvider("Cổng", new Uri("https://tinh.gov.vn"), "a", null), OpenIdFile.Read(path));
    }

    private async Task StaysOutsideAsync()
    {
        using var client = _site.Client();
        Assert.Equal("/dang-nhap?khong-vao=1", await GoThroughAsync(client, "/"));
        Assert.Contains("Không vào được từ nơi khác", WebUtility.HtmlDecode(await client.GetStringAsync("/dang-nhap?khong-vao=1")), StringComparison.Ordinal);
        using var office = await client.GetAsync("/tai-khoan");
        Assert.Contains("/dang-nhap", office.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Follows the way to the provider and back; gives where it ends on the site.</summary>
    private async Task<string> GoThroughAsync(HttpClient client, string to)
    {
        var at = new Uri(new Uri(_site.Address), $"/dang-nhap/noi-khac?ve={Uri.EscapeDataString(to)}");
        for (var step = 0; step < 8; step++)
        {
            using var answer = await client.GetAsync(at);
            at = answer.Headers.Location is { } location ? new Uri(at, location) : throw new InvalidOperationException($"{at}: {(int)answer.StatusCode}");
            if (at.Authority == new Uri(_site.Address).Authority && !at.AbsolutePath.StartsWith("/dang-nhap/", StringComparison.Ordinal))
            {
                return at.PathAndQuery;
            }
        }

        throw new InvalidOperationException("No end.");
    }

    private WebApplication Provider()
    {
        var nonces = new Dictionary<string, string>(StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
        {
            var here = $"{request.Scheme}://{request.Host}/";
            return new { issuer = here, authorization_endpoint = here + "di", token_endpoint = here + "ve", jwks_uri = here + "khoa", response_types_supported = new[] { "code" }, id_token_signing_alg_values_supported = new[] { "RS256" } };
        });
        app.MapGet("/khoa", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.ExportParameters(false)) { KeyId = "k" });
            return new { keys = new[] { new { kty = key.Kty, use = "sig", kid = "k", alg = "RS256", n = key.N, e = key.E } } };
        });
        app.MapGet("/di", (HttpRequest request) =>
        {
            Assert.Equal("S256", request.Query["code_challenge_method"]);
            var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
            nonces.Add(code, request.Query["nonce"].ToString());
            return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
        });
        app.MapPost("/ve", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = $"{request.Scheme}://{request.Host}/", Audience = _audience, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
                Claims = new Dictionary<string, object> { ["sub"] = _subject, ["nonce"] = nonces[form["code"].ToString()], ["role"] = "administrator" },
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(_signedBy ?? _key) { KeyId = "k" }, SecurityAlgorithms.RsaSha256),
            });
            return Results.Text(JsonSerializer.Serialize(new { access_token = "a", token_type = "Bearer", id_token = token }), "application/json");
        });
        return app;
    }
}
