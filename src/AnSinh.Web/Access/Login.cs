using System.Security.Claims;
using AnSinh.Web.Access.Elsewhere;
using AnSinh.Web.Access.Passkeys;
using AnSinh.Web.Api;
using AnSinh.Web.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AnSinh.Web.Access;

/// <summary>Staff login by ASP.NET Core Identity over our own accounts: password, then the code of an authenticator; five wrong attempts lock for a quarter of an hour.</summary>
internal static class Login
{
    public const string Page = "/dang-nhap";
    public const string EnrolPage = "/tai-khoan/xac-thuc";
    public const int ShortestPassword = 12;

    private const int AttemptsBeforeLock = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public static void AddLogin(this IServiceCollection services)
    {
        services.AddSingleton<AccountBook>().AddSingleton<Sessions>().AddScoped<Me>().AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddPasskeys();
        services.AddIdentityCore<Account>(identity =>
            {
                identity.Password = new PasswordOptions { RequiredLength = ShortestPassword, RequiredUniqueChars = 5, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
                identity.Lockout = new LockoutOptions { MaxFailedAccessAttempts = AttemptsBeforeLock, DefaultLockoutTimeSpan = LockedFor };
            })
            .AddUserStore<AccountStore>().AddSignInManager().AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(Configure);
            cookies.ExternalCookie!.Configure(cookie =>
            {
                cookie.Cookie.Name = "ansinh-elsewhere";
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            });
            cookies.TwoFactorUserIdCookie!.Configure(cookie => cookie.Cookie.Name = "ansinh-step");
        });
        services.AddAuthorization(authorization => authorization.FallbackPolicy = new AuthorizationPolicyBuilder(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser().Build());
    }

    /// <summary>Ends the session of the cookie and the cookie itself. A form parameter makes the framework ask for the antiforgery token.</summary>
    public static void MapLogin(this IEndpointRouteBuilder app) => app.MapPost("/dang-xuat", async (HttpContext http, [FromForm(Name = "ve")] string? ve, Sessions sessions) =>
    {
        if (http.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } account && http.User.FindFirstValue(Sessions.Claim) is { } session)
        {
            sessions.End(account, session);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.Redirect(Language.Local(ve));
    });

    /// <summary>Whoever has no second factor yet gets no further than the page that sets it up.</summary>
    public static void UseEnrolment(this WebApplication app, bool demo)
    {
        if (demo)
        {
            return;
        }

        app.Use((http, next) =>
        {
            if (http.RequestServices.GetRequiredService<Me>().Account is { TwoFactor: false } && !LoginElsewhere.IsFromElsewhere(http.User) && (http.Request.Path == "/" || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
                && http.Request.Path != EnrolPage && http.Request.Path != "/dang-xuat" && http.Features.Get<ApiToken>() is null)
            {
                http.Response.Redirect(EnrolPage);
                return Task.CompletedTask;
            }

            return next(http);
        });
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "ansinh-login";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = Sessions.Longest;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = Page;
        cookie.ReturnUrlParameter = "ve";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnSigningIn = context =>
            {
                var identity = (ClaimsIdentity)context.Principal!.Identity!;
                var account = context.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!;
                identity.AddClaim(new Claim(Sessions.Claim, context.HttpContext.RequestServices.GetRequiredService<Sessions>().Begin(account, context.Request.Headers.UserAgent.ToString())));
                return Task.CompletedTask;
            },
            OnValidatePrincipal = async context =>
            {
                if (context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } account && context.Principal.FindFirstValue(Sessions.Claim) is { } session
                    && context.HttpContext.RequestServices.GetRequiredService<Sessions>().Use(account, session)
                    && context.HttpContext.RequestServices.GetRequiredService<AccountBook>().Find(account) is { Disabled: false } found)
                {
                    // Read a moment ago in this request: not once more for the page.
                    context.HttpContext.Features.Set(found);
                    return;
                }

                KeptForm.SessionEnded(context.HttpContext, context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            },
            OnRedirectToLogin = async context =>
            {
                await KeptForm.KeepAsync(context.HttpContext);
                context.Response.Redirect(context.RedirectUri);
            },
            OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            },
        };
    }
}
