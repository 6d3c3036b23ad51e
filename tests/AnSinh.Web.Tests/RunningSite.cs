using System.Net;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Web.Access.Elsewhere;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace AnSinh.Web.Tests;

/// <summary>A site that listens on a free port of this machine, over a database of its own.</summary>
public sealed class RunningSite : IAsyncDisposable
{
    private static readonly Lazy<LawPack> Installed = new(() => LawPack.Load(Path.Combine(FindRoot(), "law", "vn")));

    private readonly WebApplication _site;
    private readonly Database _database;

    private RunningSite(WebApplication site, Database database, string address)
    {
        _site = site;
        _database = database;
        Address = address;
    }

    public static LawPack Pack => Installed.Value;

    public string Address { get; }

    public Database Database => _database;

    public IServiceProvider Services => _site.Services;

    public static string Root { get; } = FindRoot();

    public static Task<RunningSite> OpenAsync(string databasePath, DateOnly today, bool demo = true, int apiPerMinute = 600) =>
        OpenAsync(Database.Open(databasePath, new SimulatedClock(today), Site.Modules), demo, apiPerMinute);

    public static async Task<RunningSite> OpenAsync(Database database, bool demo = true, int apiPerMinute = 600, OpenIdProvider? provider = null)
    {
        var site = Site.Build(new SiteOptions(database, Pack, "http://127.0.0.1:0", Demo: demo, Gallery: true, LawFolder: Path.Combine(Root, "law", "vn"), ApiPerMinute: apiPerMinute, Provider: provider));
        await site.StartAsync();
        return new RunningSite(site, database, site.Urls.Single());
    }

    /// <summary>A browser without scripts: follows no redirects, keeps cookies.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(Address) };

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _database.Dispose();
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the project.");
        }

        return folder;
    }
}

/// <summary>A site over an empty register.</summary>
public sealed class EmptySite : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-web-").FullName;

    public RunningSite Site { get; private set; } = null!;

    public async Task InitializeAsync() => Site = await RunningSite.OpenAsync(Path.Combine(_folder, "ansinh.db"), new DateOnly(2026, 11, 24));

    public async Task DisposeAsync()
    {
        await Site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
