using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AnSinh.Registry;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AnSinh.Web.Tests.Security;

/// <summary>What somebody with bad intentions tries: each attempt fails and changes nothing.</summary>
[Collection(DemonstrationSite.Collection)]
public class SecurityTests(DemonstrationSite site)
{
    /// <summary>Its form carries no token: nothing is stored, and a token would need a cookie.</summary>
    private static readonly string[] NothingToChange = ["/toi-duoc-huong-gi"];

    [Fact]
    public async Task No_page_takes_a_form_without_its_token()
    {
        using var client = await site.LoggedInAsync("canbo");
        var pages = site.Application.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && !endpoint.RoutePattern.RawText!.Contains("api/v1", StringComparison.Ordinal))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Where(route => !route.StartsWith("/_", StringComparison.Ordinal)).Distinct().ToList();
        Assert.True(pages.Count > 15);
        foreach (var page in pages.Except(NothingToChange))
        {
            var address = page.Replace("/nguoi/{Id}", $"/nguoi/{site.Paid.Id}", StringComparison.Ordinal).Replace("{Code:int}", "404", StringComparison.Ordinal).Replace("{*Number}", "x", StringComparison.Ordinal).Replace("{Id}", "khong-co", StringComparison.Ordinal).Replace("{id}", "khong-co", StringComparison.Ordinal);
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "x"), KeyValuePair.Create("__RequestVerificationToken", "CfDJ8made-up")]);
            using var answer = await client.PostAsync(address, form);
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{page}: {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nothing_sends_the_browser_to_another_site(string address)
    {
        using var client = await site.LoggedInAsync("canbo");
        foreach (var asked in new[] { $"/ngon-ngu?chon=vi&ve={Uri.EscapeDataString(address)}" })
        {
            using var answer = await client.GetAsync(asked);
            Assert.Equal("/", answer.Headers.Location?.ToString());
        }

        using var left = await DemonstrationSite.PostAsync(client, "/tai-khoan", "x", ("ve", address));
        using var page = await client.GetAsync("/tai-khoan");
        var token = System.Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("ve", address), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var gone = await client.PostAsync("/dang-xuat", form);
        Assert.Equal("/", gone.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_session_laid_ready_by_somebody_else_is_not_the_one_that_is_logged_in()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(site.Address) };
        using var page = await client.GetAsync("/dang-nhap");
        var html = await page.Content.ReadAsStringAsync();
        var form = page.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("ansinh-form", StringComparison.Ordinal)).Split(';')[0];
        var token = System.Text.RegularExpressions.Regex.Match(html, "__RequestVerificationToken\" value=\"([^\"]+)").Groups[1].Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dang-nhap")
        {
            Content = new FormUrlEncodedContent([new("ten", "canbo"), new("mat-khau", DemoAccounts.Password), new("_handler", "login"), new("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Cookie", $"{form}; ansinh-login=laid-ready");
        using var answer = await client.SendAsync(request);
        var given = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("ansinh-login=", StringComparison.Ordinal));
        Assert.DoesNotContain("laid-ready", given, StringComparison.Ordinal);
        Assert.Contains("httponly", given, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", given, StringComparison.OrdinalIgnoreCase);
        using var early = new HttpRequestMessage(HttpMethod.Get, "/tai-khoan");
        early.Headers.Add("Cookie", "ansinh-login=laid-ready");
        using var refused = await client.SendAsync(early);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory]
    [InlineData("' or 1=1 --")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("a'; drop table person; --")]
    [InlineData("\\")]
    [InlineData("<script>alert(1)</script>")]
    public async Task What_is_searched_for_is_text_and_nothing_else(string text)
    {
        using var client = await site.LoggedInAsync("canbo");
        using var page = await client.GetAsync($"/tim?q={Uri.EscapeDataString(text)}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("<script>alert", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var program = site.Program("canbo");
        var found = (await program.GetFromJsonAsync<JsonObject>($"/api/v1/people?q={Uri.EscapeDataString(text)}"))!;
        Assert.Equal(0, found["total"]!.GetValue<int>());
        Assert.NotEmpty(new Register(site.Database).Now().People(AreaScope.Of(site.Commune)));
    }

    [Fact]
    public async Task Every_answer_carries_its_protection()
    {
        using var client = await site.LoggedInAsync("canbo");
        foreach (var address in new[] { "/", "/tim?q=a", "/api/v1/me", "/khong-co", "/so-lieu", "/phan-tich" })
        {
            using var answer = await client.GetAsync(address);
            Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public void Keys_open_for_many_requests_at_once()
    {
        var keys = site.Database.Keys;
        Parallel.For(0, 4_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            var (cipher, wrapped) = keys.NewDataKey($"subject {number}");
            using (cipher)
            using (var again = keys.Unwrap($"subject {number}", wrapped))
            {
                Assert.Equal("bí mật", again.Open(cipher.Seal("bí mật", "test"), "test"));
            }
        });
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off()
    {
        using var program = site.Program("canbo");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new ByteArrayContent(new byte[AnSinh.Web.Shell.RequestLimits.MaxBodyBytes + 1]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Idempotency-Key", "bom");
        HttpStatusCode? status = null;
        try
        {
            using var answer = await program.SendAsync(request);
            status = answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The server may close the connection before everything was sent.
        }

        Assert.Contains(status, new HttpStatusCode?[] { null, HttpStatusCode.RequestEntityTooLarge });
    }
}
