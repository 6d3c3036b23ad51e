using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Shell;

/// <summary>The language of a request: Vietnamese, or English where the reader chose it.</summary>
public static class Language
{
    private const string Cookie = "ansinh-lang";

    public static bool IsVietnamese(HttpContext? http) => http?.Request.Cookies[Cookie] != "en";

    /// <summary>The address that changes the language and comes back.</summary>
    public static string Switch(bool toVietnamese, HttpContext? http) =>
        $"/ngon-ngu?chon={(toVietnamese ? "vi" : "en")}&ve={Uri.EscapeDataString(http is null || http.Request.Path.StartsWithSegments("/loi") ? "/" : http.Request.Path + http.Request.QueryString)}";

    /// <summary>An address of this site given by a request; the home page for anything else.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal) && !address.Any(char.IsControl) ? address : "/";

    internal static void Map(IEndpointRouteBuilder app) => app.MapGet("/ngon-ngu", (HttpContext http, string? chon, string? ve) =>
    {
        http.Response.Cookies.Append(Cookie, chon == "en" ? "en" : "vi", new CookieOptions
        {
            HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365),
        });
        return Results.Redirect(Local(ve));
    }).AllowAnonymous();
}
