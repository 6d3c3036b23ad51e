using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AnSinh.Law;
using AnSinh.Web.Access;
using AnSinh.Web.Api;
using AnSinh.Web.Tests.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static AnSinh.Web.Tests.Access.DemonstrationRoles;

namespace AnSinh.Web.Tests.Api;

/// <summary>Who may call what: every operation of the interface with every role, against the table below. An operation that is not in the table fails.</summary>
[Collection(DemonstrationSite.Collection)]
public class ApiMatrixTests(DemonstrationSite site)
{
    private const string Files = "officer approver province";
    private const string Months = "officer approver province payer overseer";

    private static readonly Dictionary<string, string> Declared = new()
    {
        ["GET /api/v1/openapi.json"] = Everybody,
        ["GET /api/v1/law/instruments"] = Everybody,
        ["GET /api/v1/law/benefits"] = Everybody,
        ["GET /api/v1/law/parameters"] = Everybody,
        ["GET /api/v1/law/parameters/{id}"] = Everybody,
        ["GET /api/v1/law/changes"] = Everybody,
        ["GET /api/v1/totals"] = Everybody,
        ["POST /api/v1/self-check"] = Everybody,
        ["GET /api/v1/me"] = Staff,
        ["GET /api/v1/people"] = Files,
        ["POST /api/v1/people/lookup"] = Files,
        ["GET /api/v1/people/{id}"] = Files,
        ["POST /api/v1/people/{id}/numbers"] = "officer approver",
        ["GET /api/v1/people/{id}/facts"] = Files,
        ["GET /api/v1/people/{id}/awards"] = Files,
        ["GET /api/v1/people/{id}/payments"] = Files,
        ["GET /api/v1/people/{id}/determination"] = Files,
        ["GET /api/v1/households/{id}"] = Files,
        ["GET /api/v1/households/{id}/determination"] = Files,
        ["GET /api/v1/cases"] = Files,
        ["POST /api/v1/cases"] = "officer",
        ["GET /api/v1/cases/{id}"] = Files,
        ["GET /api/v1/cases/{id}/questions"] = Files,
        ["POST /api/v1/cases/{id}/answers"] = "officer",
        ["POST /api/v1/cases/{id}/steps"] = "officer",
        ["POST /api/v1/cases/{id}/reviews"] = "approver",
        ["POST /api/v1/cases/{id}/decision"] = "approver",
        ["GET /api/v1/work-lists"] = Files,
        ["POST /api/v1/work-lists/answers"] = "officer",
        ["GET /api/v1/payroll/runs"] = Months,
        ["POST /api/v1/payroll/runs"] = "officer",
        ["GET /api/v1/payroll/runs/{id}"] = Months,
        ["GET /api/v1/payroll/runs/{id}/lines"] = "officer approver province payer",
        ["GET /api/v1/payroll/runs/{id}/files/{name}"] = "payer",
        ["POST /api/v1/payroll/runs/{id}/steps"] = Months,
        ["POST /api/v1/payroll/runs/{id}/outcomes"] = "payer",
        ["GET /api/v1/payroll/lines/{id}"] = "officer approver province payer",
    };

    /// <summary>The least that each post takes; none of them changes anything.</summary>
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["/api/v1/people/lookup"] = """{"number":"000000000000"}""",
        ["/api/v1/cases"] = """{"kind":"none","commune":"00000"}""",
        ["/api/v1/cases/{id}/answers"] = """{"fact":"none"}""",
        ["/api/v1/cases/{id}/steps"] = """{"step":"none"}""",
        ["/api/v1/cases/{id}/reviews"] = """{"step":"return"}""",
        ["/api/v1/cases/{id}/decision"] = """{"number":"","on":"2026-01-01"}""",
        ["/api/v1/work-lists/answers"] = """{"commune":"00000","key":"0","answer":"wrong"}""",
        ["/api/v1/payroll/runs"] = """{"area":"00000","month":"2026-01"}""",
        ["/api/v1/payroll/runs/{id}/steps"] = """{"step":"none"}""",
        ["/api/v1/payroll/runs/{id}/outcomes"] = "[]",
        ["/api/v1/self-check"] = """{"born":"1946","sex":"female"}""",
    };

    private string Filled(string route) => route
        .Replace("/people/{id}", $"/people/{site.Paid.Id}", StringComparison.Ordinal).Replace("/households/{id}", $"/households/{site.Household}", StringComparison.Ordinal)
        .Replace("/payroll/runs/{id}", $"/payroll/runs/{site.Waiting.Id}", StringComparison.Ordinal).Replace("/payroll/lines/{id}", $"/payroll/lines/{site.Line}", StringComparison.Ordinal)
        .Replace("/parameters/{id}", "/parameters/htxh.muc", StringComparison.Ordinal).Replace("{id}", "khong-co", StringComparison.Ordinal).Replace("{name}", "khong-co.xml", StringComparison.Ordinal)
        + (route.EndsWith("/people", StringComparison.Ordinal) ? "?q=nguyen" : route.EndsWith("/work-lists", StringComparison.Ordinal) ? $"?commune={site.Commune}" : route.EndsWith("/changes", StringComparison.Ordinal) ? "?from=2026-06&to=2026-07" : "");

    private List<string> Operations() =>
    [
        .. from endpoint in site.Application.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           where endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("{**", StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select $"{method} {endpoint.RoutePattern.RawText}",
    ];

    private Task<HttpResponseMessage> CallAsync(HttpClient client, string operation, string? filled = null)
    {
        var (method, route) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        var request = new HttpRequestMessage(new HttpMethod(method), filled ?? Filled(route));
        if (method == "POST")
        {
            request.Content = new StringContent(Bodies.GetValueOrDefault(route, "{}"), System.Text.Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", AnSinh.Web.Access.Account.IdOf(operation));
        }

        return client.SendAsync(request);
    }

    [Fact]
    public void Every_operation_is_in_the_table()
    {
        Assert.DoesNotContain(Operations(), operation => !Declared.ContainsKey(operation));
        Assert.Empty(Declared.Keys.Except(Operations()));
    }

    [Fact]
    public async Task Without_a_token_only_the_open_ones_answer_and_a_login_on_the_pages_is_none()
    {
        using var browser = await site.LoggedInAsync("canbo");
        using var nobody = site.Client();
        foreach (var client in new[] { nobody, browser })
        {
            foreach (var (operation, who) in Declared)
            {
                using var answer = await CallAsync(client, operation);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized == (who != Everybody), $"{operation}: {(int)answer.StatusCode}");
                if (who != Everybody)
                {
                    Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
                    Assert.Equal("no-token", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(DemonstrationRoles.All), MemberType = typeof(DemonstrationRoles))]
    public async Task A_role_calls_exactly_what_the_table_says(string role)
    {
        using var client = site.Program(Logins[role]);
        foreach (var (operation, who) in Declared.Where(pair => pair.Value != Everybody))
        {
            using var answer = await CallAsync(client, operation);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True((answer.StatusCode == HttpStatusCode.Forbidden) == !who.Split(' ').Contains(role), $"{role} {operation}: {(int)answer.StatusCode} {body}");
            Assert.True((int)answer.StatusCode is < 500 and not 401, $"{role} {operation}: {(int)answer.StatusCode} {body}");
            if (operation.StartsWith("GET", StringComparison.Ordinal) && who.Split(' ').Contains(role) && !operation.Contains("/cases/{id}", StringComparison.Ordinal) && !operation.Contains("/files/", StringComparison.Ordinal))
            {
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{role} {operation}: {(int)answer.StatusCode} {body}");
            }
        }
    }

    [Fact]
    public async Task A_token_for_one_scope_opens_nothing_else()
    {
        using var client = site.Program("canbo", ["read-payroll"]);
        foreach (var (operation, who) in Declared.Where(pair => pair.Value.Split(' ').Contains("officer")))
        {
            using var answer = await CallAsync(client, operation);
            var open = who == Months || who == Staff;
            Assert.True((answer.StatusCode == HttpStatusCode.Forbidden) == !open, $"{operation}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Another_communes_people_cases_runs_and_lines_are_not_there()
    {
        var elsewhere = PlaceCode.Parse(site.Commune.Value == "00004" ? "00008" : "00004");
        NewAccount.Add(new AccountBook(site.Database), "xa-khac", "Cán bộ xã khác", DemoAccounts.Password, [new Grant(Role.Officer, elsewhere), new Grant(Role.Province, null)], "test");
        using var other = site.Program("xa-khac", ["read-people", "read-lines", "read-payroll", "read-work-lists"], elsewhere);
        foreach (var operation in Declared.Where(pair => pair.Key.StartsWith("GET", StringComparison.Ordinal) && pair.Key.Contains("{id}", StringComparison.Ordinal) && pair.Value != Everybody && !pair.Key.Contains("/files/", StringComparison.Ordinal)).Select(pair => pair.Key))
        {
            using var answer = await CallAsync(other, operation);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{operation}: {(int)answer.StatusCode}");
            Assert.DoesNotContain(site.Paid.FullName, body, StringComparison.Ordinal);
        }

        foreach (var list in new[] { $"/api/v1/people?q={Uri.EscapeDataString(site.Paid.FullName)}", "/api/v1/cases", "/api/v1/cases?ended=true", "/api/v1/payroll/runs" })
        {
            var answer = (await other.GetFromJsonAsync<JsonObject>(list))!;
            Assert.Equal(0, answer["total"]!.GetValue<int>());
            Assert.Empty(answer["items"]!.AsArray());
        }

        using var work = await other.GetAsync($"/api/v1/work-lists?commune={site.Commune}");
        Assert.Equal(HttpStatusCode.NotFound, work.StatusCode);
        var number = new AnSinh.Registry.Register(site.Database).Now().Numbers(AnSinh.Registry.AreaScope.All, site.Paid.Id)[0].Text;
        using var looked = await other.PostAsJsonAsync("/api/v1/people/lookup", new { number });
        Assert.Equal(HttpStatusCode.NotFound, looked.StatusCode);
        using var inside = site.Program("canbo");
        using var found = await inside.PostAsJsonAsync("/api/v1/people/lookup", new { number });
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
    }
}
