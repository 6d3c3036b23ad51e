using System.Globalization;
using System.Security.Claims;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Access;

/// <summary>Who asks, as the database knows the account at this request: roles taken back a second ago are gone.</summary>
public sealed class Me(IHttpContextAccessor accessor, AccountBook book)
{
    private Account? _account;
    private bool _read;

    /// <summary>Null for whoever is not logged in.</summary>
    public Account? Account
    {
        get
        {
            if (!_read)
            {
                _read = true;
                _account = accessor.HttpContext?.User is { Identity.IsAuthenticated: true } user && user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
                    && (accessor.HttpContext.Features.Get<Account>() is { } read && read.Id == id ? read : book.Find(id)) is { Disabled: false } found ? accessor.HttpContext.Features.Get<ApiToken>() is { } token ? found.Within(token.Scopes, token.Area) : found : null;
            }

            return _account;
        }
    }

    /// <summary>Name under which the work is recorded.</summary>
    public string Login => Account?.Login ?? throw new InvalidOperationException("Nobody is logged in.");

    public string? Session => accessor.HttpContext?.User.FindFirstValue(Sessions.Claim);

    public bool May(Permission permission) => Account?.May(permission) == true;

    /// <summary>Where I may do it.</summary>
    public AreaScope Scope(Permission permission) => Account?.Scope(permission) ?? AreaScope.None;

    /// <summary>The communes where I may do it, provinces opened up; null for the whole country.</summary>
    public IReadOnlyList<Place>? Communes(Permission permission, DateOnly day)
    {
        var areas = Account?.Granting(permission).Select(grant => grant.Area).ToList() ?? [];
        return areas.Contains(null) ? null
            : [.. PlaceDirectory.VietNam.CommunesOn(day).Where(place => areas.Contains(place.Code) || areas.Contains(place.Province)).OrderBy(place => place.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))];
    }

    /// <summary>Whether I may do it for a commune.</summary>
    public bool May(Permission permission, PlaceCode commune) => Scope(permission) is { } scope && scope.Allows(commune, ProvinceOf(commune));

    private static PlaceCode ProvinceOf(PlaceCode place) => place.IsProvince ? place : PlaceDirectory.VietNam.ProvinceOf(place);
}

/// <summary>What a page or an endpoint asks of whoever opens it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission) : Attribute, IAuthorizeData, IAuthorizationRequirementData
{
    public Permission Permission { get; } = permission;
    public string? Policy { get; set; }
    public string? Roles { get; set; }
    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new PermissionRequirement(Permission)];
}

internal sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler(Me me) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (me.May(requirement.Permission))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
