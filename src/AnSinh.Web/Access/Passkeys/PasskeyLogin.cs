using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AnSinh.Web.Access.Passkeys;

/// <summary>
/// Login by a key of the device (WebAuthn level 3): the device proves that it holds the key and that its owner is there, to this site and no other. It stands for password and second step
/// together. The browser asks for what to sign here, and brings the answer in a form of the page.
/// </summary>
internal static class PasskeyLogin
{
    public const string LoginOptions = "/dang-nhap/khoa";
    public const string NewOptions = "/tai-khoan/khoa";

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(3);

    public static void AddPasskeys(this IServiceCollection services) => services.AddSingleton<PasskeyBook>().Configure<IdentityPasskeyOptions>(passkeys =>
    {
        // The device asks for its owner's finger, face or number, and knows the account by itself: no login is typed, none can be tried out.
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AuthenticatorTimeout = Wait;
    });

    /// <summary>A form parameter makes the framework ask for the antiforgery token.</summary>
    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost(LoginOptions, async ([FromForm(Name = "ve")] string? _, SignInManager<Account> signIn) => Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null!), "application/json")).AllowAnonymous();
        app.MapPost(NewOptions, async ([FromForm(Name = "ve")] string? _, SignInManager<Account> signIn, Me me) =>
        {
            var account = me.Account!;
            return Results.Content(
                await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id, Name = account.Login, DisplayName = account.FullName }), "application/json");
        });
    }

    /// <summary>Lets in whoever the device says it is. Closed and locked accounts stay outside.</summary>
    /// <param name="answer">What the browser brought.</param>
    public static async Task<bool> EnterAsync(SignInManager<Account> signIn, UserManager<Account> users, string answer)
    {
        PasskeyAssertionResult<Account> proven;
        try
        {
            proven = await signIn.PerformPasskeyAssertionAsync(answer);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // Nothing was asked of this browser, or it brought nothing.
            return false;
        }

        if (!proven.Succeeded || proven.User is not { Disabled: false } account || await users.IsLockedOutAsync(account))
        {
            return false;
        }

        await users.AddOrUpdatePasskeyAsync(account, proven.Passkey);
        await signIn.SignInAsync(account, isPersistent: false, "passkey");
        return true;
    }

    /// <summary>The key that a device made; null where it made none that counts.</summary>
    public static async Task<UserPasskeyInfo?> MadeAsync(SignInManager<Account> signIn, string answer)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(answer) is { Succeeded: true } made ? made.Passkey : null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
