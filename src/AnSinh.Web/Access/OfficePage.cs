using AnSinh.Law;
using AnSinh.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Access;

/// <summary>What pages of the office share: the request, who asks, the day, and the ways a page can end.</summary>
public abstract class OfficePage : ComponentBase
{
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    [Inject] protected Me Me { get; set; } = null!;

    [Inject] protected Database Database { get; set; } = null!;

    /// <summary>For lists: what a query forgets to limit, the database does.</summary>
    [Inject] protected ReadingDatabase Reading { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The day in Viet Nam, or the simulated one of a demonstration.</summary>
    protected DateOnly Today => Database.Clock.TodayInVietNam();

    /// <summary>The month whose benefits are shown.</summary>
    protected BenefitMonth ThisMonth => BenefitMonth.Of(Today);

    protected bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    /// <summary>Whether the page shows what somebody typed: sent just now, or kept from before the session ended.</summary>
    protected bool HasSent => IsPost || KeptForm.Field(Http, "_handler") is not null;

    /// <summary>A field that was sent, or kept from before the session ended, trimmed; empty when absent.</summary>
    protected string Sent(string field) => string.Join(',', SentAll(field)).Trim();

    protected IReadOnlyList<string> SentAll(string field)
    {
        if (!IsPost)
        {
            return KeptForm.Field(Http, field) ?? [];
        }

        KeptForm.Drop(Http);
        return Http.Request.HasFormContentType ? [.. Http.Request.Form[field].Select(value => value ?? "")] : [];
    }

    protected string Asked(string parameter) => Http.Request.Query[parameter].ToString();

    /// <summary>Sends the browser on; after a form, so that loading the page again does not send it again.</summary>
    protected void Go(string address) => Navigation.NavigateTo(address);

    /// <summary>Says that there is no such thing in the reader's area; the page shows <see cref="Shell.Missing"/>.</summary>
    protected void NotThere() => Http.Response.StatusCode = StatusCodes.Status404NotFound;

    protected void Refuse() => Http.Response.StatusCode = StatusCodes.Status403Forbidden;
}
