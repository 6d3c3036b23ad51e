using System.Net;
using System.Text.RegularExpressions;
using AnSinh.Cli;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace AnSinh.Web.Tests;

/// <summary>The demonstration as <c>ansinh demo --serve</c> opens it, over the first two deliveries of the sample: June 2026 is paid, the list of July waits for approval.</summary>
public sealed partial class DemonstrationSite : IAsyncLifetime
{
    public const string Collection = "demonstration";

    /// <summary>Tests with a browser that look at pages and leave people and runs as they are: a site and a browser of their own, so that they run beside the others.</summary>
    public const string LookedAt = "demonstration looked at";

    /// <summary>The demonstration's folder, made once for all sites of a test run; each works on a copy.</summary>
    private static readonly Lazy<string> Made = new(Make);

    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-demo-").FullName;
    private Database? _database;
    private WebApplication? _site;

    public string Address { get; private set; } = "";

    public Database Database => _database!;

    public WebApplication Application => _site!;

    /// <summary>The run that waits for approval.</summary>
    public PayrollRun Waiting { get; private set; } = null!;

    public PlaceCode Commune => Waiting.Area;

    /// <summary>A person who is paid.</summary>
    public PersonRecord Paid { get; private set; } = null!;

    /// <summary>The line by which that person is paid.</summary>
    public string Line { get; private set; } = "";

    public HouseholdId Household { get; private set; }

    public async Task InitializeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Made.Value, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(_folder, Path.GetRelativePath(Made.Value, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        _database = DemoSite.Prepare(Path.Combine(_folder, "ansinh.db"), RunningSite.Pack);
        var book = new AnSinh.Payroll.PayrollBook(_database, RunningSite.Pack);
        Waiting = ShowRun.All(book).Single(run => run.State == RunState.Checked);
        var line = ShowRun.Read(book, Waiting.Id).Content.Lines[0];
        var (register, scope) = (new Register(_database).Now(), AreaScope.Of(Waiting.Area));
        Line = line.Id;
        Paid = register.Person(scope, line.Person)!;
        Household = register.HouseholdOf(scope, line.Person, Waiting.Month.Previous)!.Value;
        _site = Site.Build(new SiteOptions(_database, RunningSite.Pack, "http://127.0.0.1:0", Demo: true, Gallery: true, LawFolder: Path.Combine(RunningSite.Root, "law", "vn"), ApiPerMinute: 100_000));
        await _site.StartAsync();
        Address = _site.Urls.Single();
    }

    public async Task DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        _database?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-demo-made-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var sample = Directory.CreateDirectory(Path.Combine(folder, "sample")).FullName;
        foreach (var day in Directory.EnumerateDirectories(Path.Combine(RunningSite.Root, "samples", "xa-mau")).Order(StringComparer.Ordinal).Take(2))
        {
            var to = Directory.CreateDirectory(Path.Combine(sample, Path.GetFileName(day)));
            foreach (var file in Directory.EnumerateFiles(day))
            {
                File.Copy(file, Path.Combine(to.FullName, Path.GetFileName(file)));
            }
        }

        var output = DemoFolder.Begin(Path.Combine(folder, "demo"));
        new DemoRun(DemoSchedule.Find(sample)!, output, RunningSite.Pack, (_, _) => { }).Execute();
        DemoSite.Prepare(Path.Combine(output.Path, "ansinh.db"), RunningSite.Pack).Dispose();
        return output.Path;
    }

    /// <summary>A client that follows no redirects and keeps its cookies.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Address) };

    public async Task<HttpClient> LoggedInAsync(string login)
    {
        var client = Client();
        using var answer = await PostAsync(client, "/dang-nhap", "login", ("ten", login), ("mat-khau", DemoAccounts.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    /// <summary>A program with a token of an account: all of its scopes, or those given.</summary>
    public HttpClient Program(string login, IReadOnlyCollection<string>? scopes = null, PlaceCode? area = null)
    {
        var account = new AccountBook(Database).ByLogin(AccountBook.Fold(login))!;
        var all = AnSinh.Web.Api.ApiScopes.All.Where(code => AnSinh.Web.Api.ApiScopes.TryParse(code, out var scope) && account.May(scope)).ToList();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", new AnSinh.Web.Api.ApiTokens(Database).Issue(account, "thử", scopes ?? all, area, 30, "test"));
        return client;
    }

    /// <summary>Opens a page and sends one of its forms, with the token that the page gave.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string form, params (string Name, string Value)[] fields)
    {
        using var shown = await client.GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync();
        var token = Token().Match(html).Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
            .Append(KeyValuePair.Create("_handler", form)).Append(KeyValuePair.Create("__RequestVerificationToken", token)));
        return await client.PostAsync(page, content);
    }

    [GeneratedRegex("""__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}

[CollectionDefinition(DemonstrationSite.Collection)]
public sealed class DemonstrationCollection : ICollectionFixture<DemonstrationSite>, ICollectionFixture<Browser.Chrome>;

[CollectionDefinition(DemonstrationSite.LookedAt)]
public sealed class LookedAtCollection : ICollectionFixture<DemonstrationSite>, ICollectionFixture<Browser.Chrome>;
