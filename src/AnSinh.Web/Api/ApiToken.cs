using AnSinh.Law;
using AnSinh.Web.Access;

namespace AnSinh.Web.Api;

/// <summary>
/// A token of the interface. It can do what its account can do at the moment of the request, and of that only what its scopes name, only in its area.
/// </summary>
/// <param name="Id">Names it in lists; not the token.</param>
/// <param name="Area">Null: wherever the account may.</param>
/// <param name="Used">When it was last used, to the minute; null: never.</param>
public sealed record ApiToken(
    string Id, string Account, string Name, IReadOnlySet<Permission> Scopes, PlaceCode? Area, DateTimeOffset Issued, DateTimeOffset Expires, DateTimeOffset? Used, DateTimeOffset? Ended)
{
    public bool IsRunning(DateTimeOffset now) => Ended is null && now < Expires;
}

/// <summary>Scopes are written like the permissions they give: <c>read-people</c>.</summary>
public static class ApiScopes
{
    private static readonly Dictionary<string, Permission> ByCode = Enum.GetValues<Permission>().ToDictionary(Code);

    public static IReadOnlyCollection<string> All => ByCode.Keys;

    public static string Code(this Permission permission) =>
        string.Concat(permission.ToString().Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    public static bool TryParse(string code, out Permission permission) => ByCode.TryGetValue(code, out permission);
}
