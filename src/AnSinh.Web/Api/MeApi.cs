using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Api;

/// <param name="Grants">What the account has where, cut to the area of the token: <c>officer@05206</c>.</param>
/// <param name="Scopes">What this token may do.</param>
public sealed record TokenShown(string Account, string Token, IReadOnlyList<string> Grants, IReadOnlyList<string> Scopes, string Area, DateTimeOffset Expires);

/// <summary>What a token is.</summary>
internal static class MeApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/me", (HttpContext http, Me me) =>
    {
        var token = http.Features.Get<ApiToken>()!;
        return new TokenShown(
            me.Login, token.Name, [.. me.Account!.Grants.Select(grant => grant.ToString())], [.. token.Scopes.Where(me.May).Select(scope => scope.Code()).Order(StringComparer.Ordinal)], token.Area?.Value ?? Grant.Everywhere, token.Expires);
    }).Named("me");
}
