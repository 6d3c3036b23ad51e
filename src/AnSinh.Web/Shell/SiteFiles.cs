using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Shell;

/// <summary>
/// Stylesheets, fonts and scripts, embedded in the assembly. Their address carries a hash over all of them, so that a browser keeps them for a year and a new version is fetched at once.
/// </summary>
public static class SiteFiles
{
    private const string Prefix = "Assets/";

    private sealed record Asset(byte[] Plain, byte[]? Brotli, byte[]? GZip, string Type);

    private static readonly FrozenDictionary<string, Asset> All = Load();

    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData([.. All.OrderBy(asset => asset.Key, StringComparer.Ordinal).SelectMany(asset => SHA256.HashData(asset.Value.Plain))]).AsSpan(0, 6));

    /// <summary>The address of an asset.</summary>
    public static string At(string name) => All.ContainsKey(name) ? $"/a/{Version}/{name}" : throw new ArgumentException($"There is no asset {name}.", nameof(name));

    internal static void Map(IEndpointRouteBuilder app) => app.MapGet("/a/{version}/{**name}", Serve).AllowAnonymous();

    private static IResult Serve(HttpContext http, string name)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var (content, encoding) = asset switch
        {
            { Brotli: { } brotli } when accepted.Contains("br", StringComparison.Ordinal) => (brotli, "br"),
            { GZip: { } gzip } when accepted.Contains("gzip", StringComparison.Ordinal) => (gzip, "gzip"),
            _ => (asset.Plain, null),
        };
        http.Response.Headers.Vary = "Accept-Encoding";
        if (encoding is not null)
        {
            http.Response.Headers.ContentEncoding = encoding;
        }

        return Results.Bytes(content, asset.Type);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(SiteFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Prefix.Length..], name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            var plain = memory.ToArray();
            var type = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                ".woff2" => "font/woff2",
                _ => "text/plain; charset=utf-8",
            };
            return type.StartsWith("font", StringComparison.Ordinal)
                ? new Asset(plain, null, null, type)
                : new Asset(plain, Compressed(plain, to => new BrotliStream(to, CompressionLevel.SmallestSize)), Compressed(plain, to => new GZipStream(to, CompressionLevel.SmallestSize)), type);
        }, StringComparer.Ordinal);
    }

    private static byte[] Compressed(byte[] plain, Func<Stream, Stream> by)
    {
        using var memory = new MemoryStream();
        using (var stream = by(memory))
        {
            stream.Write(plain);
        }

        return memory.ToArray();
    }
}
