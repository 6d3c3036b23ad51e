using System.Text.Json.Nodes;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace AnSinh.Web.Api;

/// <summary>The description of the interface: OpenAPI 3.1, made from the operations themselves. Summaries are English, with <c>x-summary-vi</c> beside them; <c>x-scope</c> names the scope an operation needs.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string SummaryVi = "x-summary-vi";
    public const string Scope = "x-scope";
    private const string TokenScheme = "token";

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, openApi =>
    {
        openApi.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        openApi.ShouldInclude = operation => operation.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "An Sinh", Version = Name, Description = TextTable.All["api.lead"].En, License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" } };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[TokenScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = TextTable.All["api.token.how"].En };
            document.Servers = [];
            document.Tags = null;
            return Task.CompletedTask;
        });
        openApi.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Tags = null;
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        if (operation.OperationId is { } id && TextTable.All.TryGetValue($"api.op.{id}", out var summary))
        {
            operation.Summary = summary.En;
            operation.Extensions[SummaryVi] = new JsonNodeExtension(JsonValue.Create(summary.Vi));
        }

        if (metadata.OfType<NeedsAttribute>().LastOrDefault() is { } needs)
        {
            operation.Extensions[Scope] = new JsonNodeExtension(JsonValue.Create(needs.Permission.Code()));
        }

        operation.Responses ??= [];
        if (!metadata.OfType<Microsoft.AspNetCore.Authorization.IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(TokenScheme, context.Document)] = [] }];
            Problem(operation, "401", "api.problem.no-token");
            Problem(operation, "403", "api.problem.not-allowed");
        }

        if (metadata.OfType<ChangesSomething>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = Idempotency.Header, In = ParameterLocation.Header, Required = true, Description = TextTable.All["api.key.how"].En,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Idempotency.LongestKey },
            });
            Problem(operation, "409", "api.problem.conflict");
        }

        Problem(operation, "404", "api.problem.not-found");
        Problem(operation, "422", "api.problem.refused");
        Problem(operation, "429", "api.problem.too-many");
    }

    private static void Problem(OpenApiOperation operation, string status, string text) => operation.Responses!.TryAdd(status, new OpenApiResponse
    {
        Description = TextTable.All[text].En,
        Content = new Dictionary<string, OpenApiMediaType> { [ApiErrors.MediaType] = new OpenApiMediaType() },
    });
}
