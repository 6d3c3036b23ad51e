using System.IO.Compression;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AnSinh.Web.Access;

/// <summary>
/// What was typed into a form that came after its session had ended. It is sealed into a cookie of the browser that sent it, for half an hour and for the same account only; logged in again, the page shows it as typed and nothing is done
/// until it is sent again. Files are not kept, and forms of more than about four kilobytes are not either.
/// </summary>
internal static class KeptForm
{
    private const string Cookie = "ansinh-kept";
    private const string Purpose = "kept-form";
    private const int MostCharacters = 3_800;
    private static readonly TimeSpan For = TimeSpan.FromMinutes(30);
    private static readonly object Ended = new();
    private static readonly object Read = new();

    /// <summary>Remembers for this request whose session it was that ended.</summary>
    public static void SessionEnded(HttpContext http, string account) => http.Items[Ended] = account;

    /// <summary>Keeps the form of a request whose session had ended.</summary>
    public static async Task KeepAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Items[Ended] is not string account)
        {
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var fields = form.Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary(field => field.Key, field => field.Value.ToArray());
        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            JsonSerializer.Serialize(pack, new Kept(account, Address(http), fields));
        }

        var text = Protector(http).Protect(Convert.ToBase64String(packed.ToArray()), For);
        if (text.Length <= MostCharacters)
        {
            http.Response.Cookies.Append(Cookie, text, new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = For });
        }
    }

    /// <summary>A field as it was typed before the session ended; null where nothing is kept for this page and account.</summary>
    public static IReadOnlyList<string>? Field(HttpContext http, string name)
    {
        return Found(http) is { } kept && kept.Fields.TryGetValue(name, out var values) ? [.. values.Select(value => value ?? "")] : null;
    }

    /// <summary>The form came again: nothing is kept any longer.</summary>
    public static void Drop(HttpContext http)
    {
        if (!http.Response.HasStarted && Found(http) is not null)
        {
            http.Response.Cookies.Delete(Cookie);
        }
    }

    private static Kept? Found(HttpContext http)
    {
        if (!http.Items.TryGetValue(Read, out var found))
        {
            http.Items[Read] = found = Open(http);
        }

        return found as Kept;
    }

    private static Kept? Open(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            using var unpack = new BrotliStream(new MemoryStream(Convert.FromBase64String(Protector(http).Unprotect(text))), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<Kept>(unpack) is { } kept && kept.Address == Address(http) && kept.Account == http.User.FindFirstValue(ClaimTypes.NameIdentifier) ? kept : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose).ToTimeLimitedDataProtector();

    private static string Address(HttpContext http) => http.Request.Path + http.Request.QueryString;

    private sealed record Kept(string Account, string Address, Dictionary<string, string?[]> Fields);
}
