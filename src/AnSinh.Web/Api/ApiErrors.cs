using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AnSinh.Web.Api;

/// <summary>Whatever goes wrong under <see cref="ApiRoutes.Root"/> is answered as a problem in JSON, never as a page.</summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> log)
{
    public const string MediaType = "application/problem+json";

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(ApiRoutes.Root))
        {
            await next(http);
            return;
        }

        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        ApiException? fault = null;
        try
        {
            await next(http);
            if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null })
            {
                fault = ApiException.Of(http.Response.StatusCode);
            }
        }
        catch (Exception error) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            fault = ApiException.Of(error);
            if (fault is null)
            {
                Failed(http.Request.Method, http.Request.Path, error);
                fault = ApiException.Of(StatusCodes.Status500InternalServerError);
            }
        }

        if (fault is not null)
        {
            http.Response.StatusCode = fault.Status;
            await http.Response.WriteAsJsonAsync(fault.Body(http.Request.Path), ApiJson.Options, MediaType);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path}")]
    private partial void Failed(string method, string path, Exception error);
}
