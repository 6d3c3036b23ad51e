using System.Text;
using System.Text.Json;
using AnSinh.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Public.Offline;

/// <summary><c>/khong-mang/vi</c> and <c>/en</c>: the public check as one page that a browser keeps and that answers without a line. Its worker stands beside it, so that it reaches nothing else of the site.</summary>
public static class OfflinePage
{
    public const string Folder = "/khong-mang/";

    /// <summary>How long a browser that has the page waits for a newer one.</summary>
    private const int PatienceMilliseconds = 3000;

    /// <summary>What the browser keeps beside the two pages.</summary>
    private static readonly string[] Files = ["tokens.css", "app.css", "offline.js", "icon.svg"];

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Folder + "{language:regex(^(vi|en)$)}", GiveAsync).AllowAnonymous();
        app.MapGet(Folder + "sw.js", WorkerAsync).AllowAnonymous();
    }

    /// <summary>Where the page is in a language.</summary>
    public static string At(bool vietnamese) => Folder + (vietnamese ? "vi" : "en");

    private static async Task<IResult> GiveAsync(string language, HttpContext http, OfflineDesk desk)
    {
        var (plain, brotli) = (await desk.EditionAsync()).Pages[language];
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = "Accept-Encoding";
        var packed = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (packed)
        {
            http.Response.Headers.ContentEncoding = "br";
        }

        return Results.Bytes(packed ? brotli : plain, "text/html; charset=utf-8");
    }

    private static async Task<IResult> WorkerAsync(HttpContext http, OfflineDesk desk)
    {
        var edition = await desk.EditionAsync();
        http.Response.Headers.CacheControl = "no-cache";
        var kept = JsonSerializer.Serialize(Files.Select(SiteFiles.At).Prepend(At(false)).Prepend(At(true)));
        return Results.Text(
            $$"""
            const name = "ansinh-{{edition.Version}}", files = {{kept}};
            addEventListener("install", event => event.waitUntil(caches.open(name).then(cache => cache.addAll(files)).then(() => skipWaiting())));
            addEventListener("activate", event => event.waitUntil(caches.keys().then(all => Promise.all(all.filter(one => one.startsWith("ansinh-") && one !== name).map(one => caches.delete(one)))).then(() => clients.claim())));
            addEventListener("fetch", event => {
              const url = new URL(event.request.url);
              if (event.request.method !== "GET" || url.origin !== location.origin || !files.includes(url.pathname)) return;
              const kept = () => caches.match(url.pathname, { cacheName: name });
              if (event.request.mode !== "navigate") return event.respondWith(kept().then(answer => answer || fetch(event.request)));
              // A line that hangs is no line: whoever has the page gets it after a moment, whole or not at all from the line.
              const fetched = fetch(event.request).then(async answer => answer.ok ? new Response(await answer.blob(), { headers: answer.headers }) : kept().then(old => old || answer));
              const waited = new Promise(done => setTimeout(done, {{PatienceMilliseconds}})).then(kept).then(old => old || fetched);
              event.respondWith(Promise.race([fetched.catch(() => kept().then(old => old || Response.error())), waited]));
            });

            """,
            "text/javascript; charset=utf-8", Encoding.UTF8);
    }
}
