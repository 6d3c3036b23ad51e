using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Web.Access;

/// <summary>A role in an area; null is the whole country.</summary>
public sealed record Grant(Role Role, PlaceCode? Area)
{
    /// <summary>How an area is written where a code is expected.</summary>
    public const string Everywhere = "*";

    public override string ToString() => $"{Role.Code()}@{Area?.Value ?? Everywhere}";
}

/// <summary>Somebody who may enter the office.</summary>
public sealed class Account
{
    public required string Id { get; init; }
    public required string Login { get; init; }
    public required string FoldedLogin { get; set; }
    public required string FullName { get; init; }
    public string? PasswordHash { get; set; }
    public string SecurityStamp { get; set; } = "";
    public string? TotpKey { get; set; }
    public bool TwoFactor { get; set; }
    public int Failed { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public bool Disabled { get; init; }
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>What may be done at all, where a token narrows it; null: whatever the roles allow.</summary>
    public IReadOnlySet<Permission>? Only { get; init; }

    public static string IdOf(string foldedLogin) => "u" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("account|" + foldedLogin)).AsSpan(0, 8));

    public bool May(Permission permission) => Granting(permission).Any();

    /// <summary>The grants by which something may be done.</summary>
    public IEnumerable<Grant> Granting(Permission permission) => Only?.Contains(permission) == false ? [] : Grants.Where(grant => grant.Role.May(permission));

    /// <summary>The account as a token sees it: its scopes only, cut to its area.</summary>
    public Account Within(IReadOnlySet<Permission> scopes, PlaceCode? area) => new()
    {
        Id = Id, Login = Login, FoldedLogin = FoldedLogin, FullName = FullName, TwoFactor = TwoFactor, Only = scopes, Grants = area is { } place ? [.. Grants.Select(grant => Cut(grant, place)).OfType<Grant>()] : Grants,
    };

    /// <summary>Where something may be done; nobody's area when nowhere.</summary>
    public AreaScope Scope(Permission permission) => AreaOf([.. Granting(permission)]);

    /// <summary>Where anything may be done: what a session of the database sees at all.</summary>
    public AreaScope Reach => AreaOf(Grants);

    private static AreaScope AreaOf(IReadOnlyCollection<Grant> grants) => grants.Any(grant => grant.Area is null) ? AreaScope.All
        : grants.Count == 0 ? AreaScope.None
        : AreaScope.Of(grants.Select(grant => grant.Area!.Value));

    /// <summary>What of a grant lies in a place; null: nothing.</summary>
    private static Grant? Cut(Grant grant, PlaceCode place) => grant.Area is not { } area || area == place || Inside(place, area) ? grant with { Area = place } : Inside(area, place) ? grant : null;

    private static bool Inside(PlaceCode place, PlaceCode province) => province.IsProvince && place.IsCommune && PlaceDirectory.VietNam.ProvinceOf(place) == province;
}
