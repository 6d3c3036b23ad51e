using System.Security.Claims;
using AnSinh.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AnSinh.Web.Access.Elsewhere;

/// <summary>Where staff may log in besides here.</summary>
/// <param name="Name">As the button on the login page says it.</param>
/// <param name="Authority">The issuer, for example <c>https://dang-nhap.tinh.gov.vn</c>.</param>
/// <param name="ClientSecret">What this site proves itself with; null for a client without one.</param>
/// <param name="LoginClaim">The claim that names the login of an account here. The provider must give it to one person only and never let a person choose it.</param>
public sealed record OpenIdProvider(string Name, Uri Authority, string ClientId, string? ClientSecret, string LoginClaim = "sub");

/// <summary>
/// Login at a provider by OpenID Connect (authorisation code with PKCE). The provider says who it is; whether that is somebody, and what they may do, is known here alone: nobody unknown gets in, and no role comes from there.
/// </summary>
internal static class LoginElsewhere
{
    public const string Begin = "/dang-nhap/noi-khac";

    /// <summary>How a session says that it was opened at a provider, whose second step stands for ours.</summary>
    public const string Method = "oidc";

    private const string Returned = "/dang-nhap/oidc";
    private const string Finish = "/dang-nhap/noi-khac/ve";

    public static void AddLoginElsewhere(this IServiceCollection services, OpenIdProvider? provider)
    {
        if (provider is null)
        {
            return;
        }

        services.AddAuthentication().AddOpenIdConnect(Method, provider.Name, oidc =>
        {
            oidc.SignInScheme = IdentityConstants.ExternalScheme;
            oidc.Authority = provider.Authority.ToString();
            oidc.ClientId = provider.ClientId;
            oidc.ClientSecret = provider.ClientSecret;
            oidc.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            oidc.ResponseType = OpenIdConnectResponseType.Code;

            // Back by the address, so that the cookies of the way there need not cross sites.
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.CallbackPath = Returned;
            oidc.MapInboundClaims = false;
            oidc.Scope.Clear();
            oidc.Scope.Add("openid");
            if (provider.LoginClaim != "sub")
            {
                oidc.Scope.Add("profile");
                oidc.Scope.Add("email");
            }

            foreach (var cookie in new[] { oidc.NonceCookie, oidc.CorrelationCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }

            oidc.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect($"{Login.Page}?khong-vao=1");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }

    public static void MapLoginElsewhere(this IEndpointRouteBuilder app, OpenIdProvider? provider)
    {
        if (provider is null)
        {
            return;
        }

        app.MapGet(Begin, (string? ve) => Results.Challenge(new AuthenticationProperties { RedirectUri = $"{Finish}?ve={Uri.EscapeDataString(Language.Local(ve))}" }, [Method])).AllowAnonymous();
        app.MapGet(Finish, async (HttpContext http, string? ve, AccountBook book, SignInManager<Account> signIn, UserManager<Account> users) =>
        {
            var proven = await http.AuthenticateAsync(IdentityConstants.ExternalScheme);
            await http.SignOutAsync(IdentityConstants.ExternalScheme);
            var login = proven.Succeeded ? proven.Principal.FindFirstValue(provider.LoginClaim) : null;
            if (login is null || book.ByLogin(AccountBook.Fold(login)) is not { Disabled: false } account || await users.IsLockedOutAsync(account))
            {
                return Results.Redirect($"{Login.Page}?khong-vao=1");
            }

            book.Save(account, "account.login.oidc");
            await signIn.SignInAsync(account, isPersistent: false, Method);
            return Results.Redirect(Language.Local(ve));
        }).AllowAnonymous();
    }

    /// <summary>Whether the session was opened at a provider.</summary>
    public static bool IsFromElsewhere(ClaimsPrincipal user) => user.HasClaim(ClaimTypes.AuthenticationMethod, Method);
}
