using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Retention;
using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using AnSinh.Web.Payroll;
using AnSinh.Web.Retention;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AnSinh.Web.Tests.Servers;

/// <summary>The site over PostgreSQL, connected as the application's own role: pages, login, a case, and the wall of the database behind the pages.</summary>
public sealed partial class PostgresSiteTests : IAsyncLifetime, IDisposable
{
    private static readonly PlaceCode Here = PlaceCode.Parse("00004");
    private static readonly PlaceCode There = PlaceCode.Parse("01273");

    private TestDatabase? _store;
    private RunningSite? _site;
    private PersonId _ours;
    private PersonId _theirs;

    public async Task InitializeAsync()
    {
        if (TestDatabase.WhyNoPostgres is not null)
        {
            return;
        }

        _store = new TestDatabase(Dialect.Postgres, [.. Site.Modules]);
        var database = Database.Open(_store.SourceAs("site_application", "ansinh_application"), new SimulatedClock(new DateOnly(2026, 11, 24)), Site.Modules, _store.KeyFile);
        using (var commit = new Register(database).Begin("test", "test"))
        {
            (_ours, _theirs) = (Add(commit, "H1", Here, 1), Add(commit, "H2", There, 2));
            commit.Commit();
        }

        NewAccount.Add(new AccountBook(database), "canbo", "Cán bộ xã", DemoAccounts.Password, [new Grant(Role.Officer, Here)], "test");
        _site = await RunningSite.OpenAsync(database);
    }

    public async Task DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    public void Dispose() => _store?.Dispose();

    [DialectFact]
    public async Task An_officer_logs_in_finds_somebody_and_opens_a_case()
    {
        using var client = await LoggedInAsync();
        var found = await ShowAsync(client, "/tim?q=sen");
        Assert.Contains($"/nguoi/{_ours}", found, StringComparison.Ordinal);
        Assert.DoesNotContain(_theirs.Value, found, StringComparison.Ordinal);
        Assert.Contains("Lê Thị Sen", await ShowAsync(client, $"/nguoi/{_ours}"), StringComparison.Ordinal);
        using var other = await client.GetAsync($"/nguoi/{_theirs}");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

        using var applied = await DemonstrationSite.PostAsync(
            client, $"/nguoi/{_ours}/de-nghi-huong", "apply",
            ("ma", "m1"), ("cho", "nguoi"), ("khoan", "htxh.75"), ("nguoi-nop", "Lê Thị Sen"), ("quan-he", "self"), ("cach", "in_person"), ("ngay-nhan", "24/11/2026"));
        Assert.Equal(HttpStatusCode.Redirect, applied.StatusCode);
        var address = new Uri(new Uri(_site!.Address), applied.Headers.Location!).AbsolutePath;
        var version = Version().Match(await ShowAsync(client, address)).Groups[1].Value;
        using var asked = await DemonstrationSite.PostAsync(client, address, "ask", ("phien-ban", version), ("can-them", "Giấy khai sinh"));
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal(CaseStage.Waiting, new CaseBook(_site.Database, RunningSite.Pack, AreaScope.Of(Here)).CasesOf(_ours).Single().Stage);
    }

    [DialectFact]
    public async Task A_page_that_forgot_to_ask_for_an_area_still_sees_nothing_of_another_commune()
    {
        using var client = await LoggedInAsync();
        await using var request = _site!.Services.CreateAsyncScope();
        request.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, new AccountBook(_site.Database).ByLogin(AccountBook.Fold("canbo"))!.Id)], IdentityConstants.ApplicationScheme)),
        };
        var now = request.ServiceProvider.GetRequiredService<Register>().Now();
        Assert.Equal([_ours], now.People(AreaScope.All).Select(person => person.Id));
        Assert.Equal([_ours], now.SearchIds(AreaScope.All, "sen"));
        Assert.Null(now.Person(AreaScope.All, _theirs));
        Assert.Null(now.Household(AreaScope.All, new HouseholdId("H2"), new BenefitMonth(2026, 11)));
        Assert.Empty(now.Numbers(AreaScope.All, _theirs));
        Assert.Equal(2, new Register(_site.Database).Now().People(AreaScope.All).Count);

        var everywhere = new CaseBook(_site.Database, RunningSite.Pack, AreaScope.All);
        foreach (var commune in new[] { Here, There })
        {
            ComplaintCase.OpenGrievance(everywhere, commune, "other", new NewCase { Kind = CaseKind.Grievance, Commune = commune, Request = new ComplaintAsked(null, "other"), Text = "Việc ở xã" }, "canbo");
        }

        using (var write = _site.Database.Begin("test", "test"))
        {
            write.Connection.Execute(
                """
                insert into payroll_run (run_id, area, month, cut_off, law_pack, registry_number, books_number, attempt, digest, state, known)
                select 'R' || area, area, '2026-11', '2026-10-24', '', 0, 0, 1, '', 'draft', @known from (values (@here), (@there)) a (area)
                """, new { known = write.Number.Value, here = Here.Value, there = There.Value }, write.Transaction);
            write.Commit();
        }

        var read = request.ServiceProvider.GetRequiredService<ReadingDatabase>();
        foreach (var line in everywhere.Cases())
        {
            var mine = line.Header.Commune == Here;
            Assert.Equal(mine ? "Việc ở xã" : null, read.Cases(AreaScope.All).Find(line.Header.Id)?.Opening.Text);
            using var page = await client.GetAsync($"/ho-so/{line.Header.Id}");
            Assert.Equal(mine ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
        }

        Assert.NotNull(RunWords.Find(read.Payroll, AreaScope.All, "R" + Here));
        Assert.Null(RunWords.Find(read.Payroll, AreaScope.All, "R" + There));
        var reading = read.Database;
        Assert.Equal([Here], new CaseBook(reading, RunningSite.Pack, AreaScope.All).Cases().Select(line => line.Header.Commune).Distinct());
        Assert.Equal(2, everywhere.Cases().Select(line => line.Header.Commune).Distinct().Count());
        Assert.Equal([Here], ShowRun.All(new PayrollBook(reading, RunningSite.Pack)).Select(run => run.Area));
        Assert.Equal(2, ShowRun.All(new PayrollBook(_site.Database, RunningSite.Pack)).Count);
    }

    [DialectFact]
    public void The_applications_own_role_may_erase_whom_two_people_erase()
    {
        var book = new CaseBook(_site!.Database, RunningSite.Pack, AreaScope.Of(There)) { Books = RetentionDesk.Books(_site.Database, RunningSite.Pack) };
        var file = ErasureRequest.Open(book, _theirs, new NewCase { Kind = CaseKind.Erasure, Commune = There, Request = new ComplaintAsked(null, ""), Applicant = "Lê Thị Sen" }, "canbo").File;
        CaseSteps.Propose(book, file.Id, new CaseProposal(ErasureRequest.Erase, "không còn mục đích"), "canbo");
        CaseSteps.Decide(book, file.Id, new CaseDecision("", book.Today), "chutich");
        var retention = RetentionDesk.Of(_site.Database, RunningSite.Pack, AreaScope.All);
        var proposal = retention.Propose(RetentionClass.Requests, "quantri");
        Assert.Equal(1, retention.Approve(proposal.Id, proposal.Term.Parameter, "giamsat").Erased);
        Assert.Null(new Register(_site.Database).Now().Person(AreaScope.All, _theirs));
        Assert.NotNull(new Register(_site.Database).Now().Person(AreaScope.All, _ours));
    }

    [DialectFact]
    public async Task Nobody_logged_in_reads_nobody()
    {
        await using var request = _site!.Services.CreateAsyncScope();
        request.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext();
        Assert.Empty(request.ServiceProvider.GetRequiredService<Register>().Now().People(AreaScope.All));
    }

    private static PersonId Add(RegistryCommit commit, string household, PlaceCode commune, int serial)
    {
        commit.RegisterHousehold(new HouseholdId(household), commune);
        var person = commit.RegisterPerson(ProvisionalNumber.OfSerial(serial), new PersonDetails("Lê Thị Sen", BirthDate.Parse("1941-02-03"), Sex.Female));
        commit.SetMembership(person, new Membership(new HouseholdId(household), "head", DateRange.Always));
        return person;
    }

    private async Task<HttpClient> LoggedInAsync()
    {
        var client = _site!.Client();
        using var answer = await DemonstrationSite.PostAsync(client, "/dang-nhap", "login", ("ten", "canbo"), ("mat-khau", DemoAccounts.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    private static async Task<string> ShowAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("""name="phien-ban" value="([^"]+)""")]
    private static partial Regex Version();
}
