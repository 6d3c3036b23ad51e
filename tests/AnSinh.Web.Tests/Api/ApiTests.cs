using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using AnSinh.Web.Api;
using Dapper;
using Xunit;

namespace AnSinh.Web.Tests.Api;

/// <summary>What the interface answers: the same as the pages, once, in pieces, and never to a token that has ended.</summary>
[Collection(DemonstrationSite.Collection)]
public class ApiTests(DemonstrationSite site)
{
    private Account Officer => new AccountBook(site.Database).ByLogin("CANBO")!;

    [Fact]
    public async Task A_determination_is_what_decide_writes()
    {
        using var client = site.Program("tinh");
        var bytes = await client.GetByteArrayAsync(new Uri($"/api/v1/households/{site.Household}/determination?month={site.Waiting.Month.Previous}", UriKind.Relative));
        var (month, today) = (site.Waiting.Month.Previous, site.Database.Clock.TodayInVietNam());
        var household = new Register(site.Database).Now().Household(AreaScope.All, site.Household, month)!;
        Assert.Equal(DeterminationJson.Write(RunningSite.Pack.Determiners.Use(determiner => determiner.Determine(household, month, today))), bytes);
        var own = (await client.GetFromJsonAsync<JsonObject>($"/api/v1/people/{site.Paid.Id}/determination?month={month}"))!;
        Assert.Equal(site.Paid.Id.Value, Assert.Single(own["people"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.NotEmpty(own["people"]![0]!["entitlements"]![0]!["because"]!.AsArray());
    }

    [Fact]
    public async Task A_list_in_pieces_is_the_whole_list_once()
    {
        using var client = site.Program("canbo");
        var (all, cursor) = (new List<string>(), "");
        var total = 0;
        do
        {
            var piece = (await client.GetFromJsonAsync<JsonObject>($"/api/v1/people?q=thi&limit=7&cursor={cursor}"))!;
            all.AddRange(piece["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            (total, cursor) = (piece["total"]!.GetValue<int>(), piece["next"]?.GetValue<string>() ?? "");
        }
        while (cursor.Length > 0);
        Assert.True(total > 14);
        Assert.Equal(new Register(site.Database).Now().Search(AreaScope.Of(site.Commune), "thi").Select(person => person.Id.Value), all);
        Assert.Equal(total, all.Count);
    }

    [Theory]
    [InlineData("/api/v1/people?q=a&cursor=xyz", "cursor")]
    [InlineData("/api/v1/people?q=a&cursor=OTk5OTk5OTk5OTkuMA", "cursor")]
    [InlineData("/api/v1/people?q=a&limit=0", "limit")]
    [InlineData("/api/v1/people?q=a&limit=201", "limit")]
    [InlineData("/api/v1/people?q=001085012345", "q")]
    [InlineData("/api/v1/cases?kind=x", "kind")]
    [InlineData("/api/v1/cases?stage=x", "stage")]
    [InlineData("/api/v1/payroll/runs?month=2026-13", "month")]
    [InlineData("/api/v1/payroll/runs?area=99999", "area")]
    public async Task What_is_wrong_with_a_request_is_said_where_it_is_in_both_languages(string address, string where)
    {
        using var client = site.Program("canbo");
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(where, problem["errors"]![0]!["where"]!.GetValue<string>());
        Assert.NotEqual(problem["detail"]!.GetValue<string>(), problem["detailVi"]!.GetValue<string>());
        Assert.Equal(422, problem["status"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"kind":"grievance","commune":"COMMUNE","text":"a","nothing":1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"grievance"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"grievance","commune":null}""", HttpStatusCode.BadRequest)]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"death","commune":"COMMUNE"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"kind":"grievance","commune":"COMMUNE","text":" "}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_body_that_cannot_be_is_refused_and_its_key_is_free_again(string body, HttpStatusCode status)
    {
        using var client = site.Program("canbo");
        var text = body.Replace("COMMUNE", site.Commune.Value, StringComparison.Ordinal);
        foreach (var _ in new[] { 1, 2 })
        {
            using var answer = await PostAsync(client, "/api/v1/cases", text, "mot-khoa");
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.False(answer.Headers.Contains(Idempotency.Replayed));
        }
    }

    [Theory]
    [InlineData("", "Expected a body of JSON", "Cần một nội dung JSON")]
    [InlineData("{\n\"kind\": \"grievance\",\n\"nothing\": 1 }", "wrong at line 3", "sai ở dòng 3")]
    [InlineData("not json", "wrong at line 1", "sai ở dòng 1")]
    public async Task A_body_that_cannot_be_read_says_where_in_both_languages(string body, string english, string vietnamese)
    {
        using var client = site.Program("canbo");
        using var answer = await PostAsync(client, "/api/v1/cases", body, "khoa-doc");
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Contains(english, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(vietnamese, problem["detailVi"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_sent_again_is_answered_again_and_done_once()
    {
        using var client = site.Program("canbo");
        string Grievance(string text) => $$"""{"kind":"grievance","commune":"{{site.Commune}}","text":"{{text}}","channel":"online"}""";
        using var first = await PostAsync(client, "/api/v1/cases", Grievance("đèn đường hỏng"), "khoa-1");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var opened = await first.Content.ReadAsStringAsync();
        using var again = await PostAsync(client, "/api/v1/cases", Grievance("đèn đường hỏng"), "khoa-1");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal("true", again.Headers.GetValues(Idempotency.Replayed).Single());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(opened, await again.Content.ReadAsStringAsync());
        using var other = await PostAsync(client, "/api/v1/cases", Grievance("đường ngập"), "khoa-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("key-reused", JsonNode.Parse(await other.Content.ReadAsStringAsync())!["code"]!.GetValue<string>());
        using var without = await client.PostAsync("/api/v1/cases", new StringContent(Grievance("x"), System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);

        using var connection = site.Database.Connect();
        var kept = connection.QuerySingle<byte[]>("select sealed from web_idempotency where request_key = 'khoa-1'");
        Assert.DoesNotContain("grievance", System.Text.Encoding.UTF8.GetString(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posts_doubled_at_the_same_moment_do_one_thing()
    {
        using var client = site.Program("canbo");
        var body = $$"""{"kind":"access","commune":"{{site.Commune}}","person":"{{site.Paid.Id}}","text":"cùng lúc"}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(client, "/api/v1/cases", body, "cung-luc")));
        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created && !answer.Headers.Contains(Idempotency.Replayed));
        var about = new AnSinh.Casework.Cases.CaseBook(site.Database, RunningSite.Pack, AreaScope.Of(site.Commune)).CasesOf(site.Paid.Id);
        Assert.Single(about, file => file.Kind == AnSinh.Casework.Cases.CaseKind.Access);
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task An_application_is_opened_asked_and_proposed_by_one_and_decided_by_another()
    {
        using var officer = site.Program("canbo");
        using var chair = site.Program("chutich");
        var known = (await officer.GetFromJsonAsync<JsonObject>($"/api/v1/people/{site.Paid.Id}/determination"))!;
        var refused = known["people"]![0]!["refused"]![0]!["benefit"]!.GetValue<string>();
        using var opened = await PostAsync(officer, "/api/v1/cases", $$"""{"kind":"application","commune":"{{site.Commune}}","person":"{{site.Paid.Id}}","benefits":["{{refused}}"]}""", "don");
        var id = (await opened.Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
        var (version, said) = (1, 0);
        while ((await officer.GetFromJsonAsync<JsonArray>($"/api/v1/cases/{id}/questions"))! is [{ } question, ..])
        {
            var answer = new JsonObject
            {
                ["fact"] = question["fact"]!.GetValue<string>(), ["about"] = question["about"]?.GetValue<string>(), ["ofSource"] = question["ofSource"]!.GetValue<bool>(),
                ["value"] = question["ofSource"]!.GetValue<bool>() ? "none" : question["choices"]!.AsArray() is [.., { } last] ? last.GetValue<string>() : null,
            };
            using var saved = await PostAsync(officer, $"/api/v1/cases/{id}/answers", answer.ToJsonString(), $"hoi-{said++}");
            Assert.True(saved.StatusCode == HttpStatusCode.OK && said < 40, await saved.Content.ReadAsStringAsync());
            version = (await saved.Content.ReadFromJsonAsync<JsonObject>())!["version"]!.GetValue<int>();
        }

        using var wrong = await PostAsync(officer, $"/api/v1/cases/{id}/answers", """{"fact":"khong-co-dau"}""", "tra-loi");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var proposed = await PostAsync(officer, $"/api/v1/cases/{id}/steps", $$"""{"step":"propose","reason":"đủ","refuseUnproven":true,"version":{{version}}}""", "de-xuat");
        Assert.True(proposed.StatusCode == HttpStatusCode.OK, await proposed.Content.ReadAsStringAsync());
        using var stale = await PostAsync(chair, $"/api/v1/cases/{id}/reviews", $$"""{"step":"return","reason":"xem lại","version":{{version}}}""", "tra-1");
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using var returned = await PostAsync(chair, $"/api/v1/cases/{id}/reviews", $$"""{"step":"return","reason":"xem lại","version":{{version + 1}}}""", "tra-2");
        Assert.Equal("returned", (await returned.Content.ReadFromJsonAsync<JsonObject>())!["stage"]!.GetValue<string>());
        using var own = await PostAsync(officer, $"/api/v1/cases/{id}/decision", """{"number":"1/QĐ","on":"2026-07-01"}""", "tu-duyet");
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
    }

    [Fact]
    public async Task A_token_that_ran_out_was_ended_or_whose_account_is_closed_lets_nobody_in()
    {
        var tokens = new ApiTokens(site.Database);
        using var client = site.Client();
        async Task<HttpStatusCode> Me(string token)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var answer = await client.GetAsync("/api/v1/me");
            return answer.StatusCode;
        }

        var (old, ended) = (tokens.Issue(Officer, "cũ", ["read-people"], null, 1, "test"), tokens.Issue(Officer, "bỏ", ["read-people"], null, 1, "test"));
        Assert.Equal(HttpStatusCode.OK, await Me(old));
        using (var connection = site.Database.Connect())
        {
            connection.Execute("update web_token set expires = '2020-01-01T00:00:00.000Z' where name = 'cũ'");
            Assert.Equal(0, connection.ExecuteScalar<long>("select count(*) from web_token where cast(hash as text) like @text", new { text = $"%{old}%" }));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await Me(old));
        Assert.True(tokens.End(Officer, tokens.Of(Officer).Single(token => token.Name == "bỏ").Id, "test"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(ended));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me("ansinh_" + new string('A', 43)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(""));

        var book = new AccountBook(site.Database);
        NewAccount.Add(book, "dong", "Sắp Đóng", DemoAccounts.Password, [new Grant(Role.Analyst, null)], "test");
        var closing = tokens.Issue(book.ByLogin("DONG")!, "a", ["read-reports"], null, 1, "test");
        Assert.Equal(HttpStatusCode.OK, await Me(closing));
        book.Disable(book.ByLogin("DONG")!, true, "test", TimeProvider.System.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, await Me(closing));
    }

    [Theory]
    [InlineData("", new[] { "read-people" }, 1)]
    [InlineData("a", new string[0], 1)]
    [InlineData("a", new[] { "manage-accounts" }, 1)]
    [InlineData("a", new[] { "khong-co" }, 1)]
    [InlineData("a", new[] { "read-people" }, 0)]
    [InlineData("a", new[] { "read-people" }, 367)]
    public void A_token_beyond_its_account_is_not_issued(string name, string[] scopes, int days) =>
        Assert.Throws<AccessRefusedException>(() => new ApiTokens(site.Database).Issue(Officer, name, scopes, null, days, "test"));

    [Fact]
    public async Task A_token_is_issued_on_the_account_page_shown_once_and_ended_there()
    {
        using var browser = await site.LoggedInAsync("tinh");
        using var issued = await DemonstrationSite.PostAsync(browser, "/tai-khoan", "token", ("ten-ma", "báo cáo"), ("pham-vi", "read-people"), ("so-ngay", "30"));
        var token = System.Text.RegularExpressions.Regex.Match(await issued.Content.ReadAsStringAsync(), "ansinh_[A-Za-z0-9_-]{43}").Value;
        using var client = site.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var me = (await client.GetFromJsonAsync<JsonObject>("/api/v1/me"))!;
        Assert.Equal("tinh", me["account"]!.GetValue<string>());
        Assert.Equal("read-people", Assert.Single(me["scopes"]!.AsArray())!.GetValue<string>());
        using var page = await browser.GetAsync("/tai-khoan");
        Assert.DoesNotContain(token, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var id = new ApiTokens(site.Database).Of(new AccountBook(site.Database).ByLogin("TINH")!).Single(one => one.Name == "báo cáo").Id;
        (await DemonstrationSite.PostAsync(browser, "/tai-khoan", $"token-end-{id}")).Dispose();
        using var after = await client.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task The_public_check_asks_and_answers_without_a_token()
    {
        using var client = site.Client();
        var answers = new List<string>();
        JsonObject state;
        do
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/self-check", new { born = "1946", sex = "female", answers });
            state = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            if (state["next"] is { } next)
            {
                answers.Add($"{next["code"]!.GetValue<string>()}={(next["choices"]!.AsArray() is [.., { } last] ? last["value"]!.GetValue<string>() : "0")}");
            }
        }
        while (state["next"] is not null);
        Assert.Contains(state["owed"]!.AsArray(), owed => owed!["benefit"]!.GetValue<string>() == "htxh.75" && owed["because"]!.AsArray().Count > 0);
    }

    [Fact]
    public async Task The_description_is_openapi_31_and_says_both_languages_and_the_scope_of_everything()
    {
        using var client = site.Client();
        var document = (await client.GetFromJsonAsync<JsonObject>("/api/v1/openapi.json"))!;
        Assert.StartsWith("3.1.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (Path: path.Key, Operation: operation.Value!))).ToList();
        Assert.True(operations.Count >= 33);
        Assert.All(operations, operation =>
        {
            Assert.NotNull(operation.Operation["summary"]);
            Assert.NotNull(operation.Operation["x-summary-vi"]);
            Assert.True(operation.Operation["security"] is null || operation.Operation["x-scope"] is not null || operation.Path == "/api/v1/me", operation.Path);
        });
        Assert.DoesNotContain("ansinh_", document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_again()
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-limit-");
        try
        {
            await using var small = await RunningSite.OpenAsync(Path.Combine(folder.FullName, "ansinh.db"), new DateOnly(2026, 11, 24), apiPerMinute: 3);
            using var client = small.Client();
            for (var call = 0; call < 3; call++)
            {
                using var answer = await client.GetAsync("/api/v1/law/benefits");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }

            using var refused = await client.GetAsync("/api/v1/law/benefits");
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.Equal("too-many", (await refused.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.GetValue<string>());
            using var page = await client.GetAsync("/so-tay");
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add(Idempotency.Header, key);
        return await client.SendAsync(request);
    }
}
