using System.Text.Encodings.Web;
using System.Text.Unicode;
using AnSinh.Casework.Cases;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using AnSinh.Web.Access.Elsewhere;
using AnSinh.Web.Access.Passkeys;
using AnSinh.Web.Analyst;
using AnSinh.Web.Api;
using AnSinh.Web.Cases;
using AnSinh.Web.Import;
using AnSinh.Web.LawBook;
using AnSinh.Web.Payroll;
using AnSinh.Web.Public.Offline;
using AnSinh.Web.Shell;
using AnSinh.Web.Totals;
using AnSinh.Web.WorkLists;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AnSinh.Web;

/// <summary>What a site is opened with.</summary>
/// <param name="Database">Open database with the tables of <see cref="Site.Modules"/>; the caller disposes it after the site.</param>
/// <param name="Pack">The law that the pages decide by.</param>
/// <param name="Urls">Where it listens, for example <c>http://127.0.0.1:5080</c>; port 0 takes a free one.</param>
/// <param name="KeyFolder">Folder of the keys that protect cookies and forms; every node of one site shares it. Null keeps them in memory: whoever is logged in must log in again after a restart.</param>
/// <param name="Demo">A demonstration: marked on every page.</param>
/// <param name="Gallery">Whether the gallery of components can be opened.</param>
/// <param name="LawFolder">Folder of the pack, where its worked cases stand; null: the law book shows none.</param>
/// <param name="Population">Population file on which analysts work; null: the register of their area.</param>
/// <param name="Provider">Where staff may log in besides here; null: nowhere.</param>
/// <param name="ApiPerMinute">Requests a minute for each token of the interface, and for each address without one.</param>
public sealed record SiteOptions(Database Database, LawPack Pack, string Urls, string? KeyFolder = null, bool Demo = false, bool Gallery = false, string? LawFolder = null, int ApiPerMinute = 600, string? Population = null, OpenIdProvider? Provider = null);

/// <summary>The web application: pages rendered on the server, without interactive scripts.</summary>
public static class Site
{
    /// <summary>The modules whose tables the site needs, in order.</summary>
    public static IReadOnlyList<MigrationSet> Modules => [.. PayrollBook.Modules, CaseBook.Migrations, AccountBook.Migrations];

    public static WebApplication Build(SiteOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(Site).Assembly.GetName().Name, EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.MaxBodyBytes;
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        AddServices(builder.Services, options);
        var app = builder.Build();
        Use(app, options);
        return app;
    }

    private static void AddServices(IServiceCollection services, SiteOptions options)
    {
        services.AddSingleton(options).AddSingleton(options.Database).AddSingleton(options.Pack);
        services.AddSingleton(new PayrollBook(options.Database, options.Pack));
        services.AddScoped<ReadingDatabase>().AddScoped(provider => new Register(provider.GetRequiredService<ReadingDatabase>().Database));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).AddRouting().AddHttpContextAccessor().AddScoped<Words>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "ansinh-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        var protection = services.AddDataProtection().SetApplicationName("ansinh");
        if (options.KeyFolder is { } folder)
        {
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(folder));
        }
        else
        {
            protection.UseEphemeralDataProtectionProvider();
        }

        services.AddSingleton<GuardingCases>().AddSingleton<WorkListCache>().AddSingleton<ViewLog>().AddSingleton<ImportBook>().AddHostedService(provider => provider.GetRequiredService<ViewLog>());
        services.AddSingleton<OfflineDesk>().AddSingleton<AnalystDesk>().AddSingleton<ScenarioBook>().AddSingleton<OpenTotals>();
        services.AddLogin();
        services.AddLoginElsewhere(options.Provider);
        services.AddApi(options);
        services.AddRazorComponents();
    }

    private static void Use(WebApplication app, SiteOptions options)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/loi/500",
            CreateScopeForErrors = true,
            StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/loi/{0}", createScopeForStatusCodePages: true);
        app.UseMiddleware<ApiErrors>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseEnrolment(options.Demo);
        app.UseRateLimiter();
        app.UseMiddleware<Idempotency>();
        app.UseAntiforgery();
        app.Use(RefuseWithoutToken);
        SiteFiles.Map(app);
        OfflinePage.Map(app);
        Language.Map(app);
        app.MapLogin();
        app.MapPasskeys();
        app.MapLoginElsewhere(options.Provider);
        RunFiles.Map(app);
        CaseFiles.Map(app);
        RejectFiles.Map(app);
        AnalystFiles.Map(app);
        app.MapApi();
        app.MapRazorComponents<App>();
    }

    /// <summary>A form whose token is missing or old does nothing; the page that says so is shown as if it had been opened.</summary>
    private static Task RefuseWithoutToken(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            return next(context);
        }

        context.Features.Set<IAntiforgeryValidationFeature>(null);
        context.Request.Method = HttpMethods.Get;
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
