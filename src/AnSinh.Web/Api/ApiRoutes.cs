using System.Net.Mime;
using System.Text.Json.Nodes;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AnSinh.Web.Api;

/// <summary>The interface for programs: <c>/api/v1</c>.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";
    public const string Document = Root + "/openapi.json";

    public static void AddApi(this IServiceCollection services, SiteOptions options)
    {
        services.AddSingleton<ApiTokens>().AddScoped<ApiCall>();
        services.AddAuthentication().AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, TokenLogin>(TokenLogin.Name, null);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        ApiLimits.Add(services, options.ApiPerMinute);
        ApiDocument.Add(services);
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi(Document).AllowAnonymous();
        var open = app.MapGroup(Root).AllowAnonymous().RequireRateLimiting(ApiLimits.Policy);
        PublicApi.Map(open);
        var api = app.MapGroup(Root).RequireRateLimiting(ApiLimits.Policy).RequireAuthorization(new AuthorizationPolicyBuilder(TokenLogin.Name).RequireAuthenticatedUser().Build());
        MeApi.Map(api);
        PeopleApi.Map(api);
        CasesApi.Map(api);
        WorkListApi.Map(api);
        PayrollApi.Map(api);
        app.Map(Root + "/{**rest}", () => { throw ApiException.NotFound(); }).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The right an operation asks for; the scope of the token has the same name.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, Permission permission) => route.RequireAuthorization(new NeedsAttribute(permission));

    public static RouteHandlerBuilder Named(this RouteHandlerBuilder route, string name) => route.WithName(name);

    /// <summary>It changes something: sent twice with one key it is done once.</summary>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder route) => route.WithMetadata(ChangesSomething.Mark);

    /// <summary>It answers with a document that is written elsewhere.</summary>
    public static RouteHandlerBuilder Json(this RouteHandlerBuilder route) => route.Produces<JsonObject>(StatusCodes.Status200OK, MediaTypeNames.Application.Json);
}
