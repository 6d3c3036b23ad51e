using AnSinh.Web.Access;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Shell;

/// <summary>An entry of the main menu.</summary>
/// <param name="Group">Key of the text over its group.</param>
/// <param name="Text">Key of its own text.</param>
/// <param name="Address">Where it leads; pages below it count as it.</param>
/// <param name="Needs">Who sees it; null for everybody.</param>
public sealed record NavigationEntry(string Group, string Text, string Address, Permission? Needs);

/// <summary>The main menu of the office, in order.</summary>
public static class Navigation
{
    public static IReadOnlyList<NavigationEntry> Office { get; } =
    [
        new("nav.daily", "today.title", "/", null),
        new("nav.daily", "search.title", "/tim", Permission.ReadPeople),
        new("nav.daily", "work.title", "/viec", Permission.ReadWorkLists),
        new("nav.daily", "cases.title", "/ho-so", Permission.ReadPeople),
        new("nav.daily", "import.title", "/nhap-du-lieu", Permission.ReadPeople),
        new("nav.monthly", "runs.title", "/ky-chi-tra", Permission.ReadPayroll),
        new("nav.figures", "analyst.title", "/phan-tich", Permission.ReadReports),
        new("nav.figures", "overseer.title", "/giam-sat", Permission.ReadReports),
        new("nav.figures", "totals.title", "/so-lieu", null),
        new("nav.admin", "nav.accounts", "/quan-tri/tai-khoan", Permission.ManageAccounts),
        new("nav.admin", "status.title", "/trang-thai", Permission.ManageAccounts),
        new("nav.admin", "retention.title", "/luu-tru", Permission.ReadRetention),
        new("nav.law", "law.title", "/so-tay", null),
        new("nav.law", "check.title", "/toi-duoc-huong-gi", null),
        new("nav.law", "api.title", "/api", null),
        new("nav.law", "nav.gallery", "/thu-vien", null),
    ];

    /// <summary>The menu of the public door.</summary>
    public static IReadOnlyList<NavigationEntry> Public { get; } =
    [
        new("nav.main", "check.title", "/toi-duoc-huong-gi", null),
        new("nav.main", "follow.title", "/theo-doi", null),
        new("nav.main", "grievance.title", "/phan-anh", null),
        new("nav.main", "postings.title", "/niem-yet", null),
        new("nav.main", "law.title", "/so-tay", null),
        new("nav.main", "totals.title", "/so-lieu", null),
    ];

    /// <summary>The address the reader sees, also where another page is shown in its place.</summary>
    public static string PathOf(HttpContext? context) =>
        context?.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? context?.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context?.Request.Path.Value ?? "/";

    /// <summary>The address with its query: a link to a place on the page keeps the page as it is.</summary>
    public static string AddressOf(HttpContext? context) =>
        PathOf(context) + (context?.Features.Get<IStatusCodeReExecuteFeature>() is { } failed ? failed.OriginalQueryString : context?.Request.QueryString.Value);

    public static bool IsAt(string path, NavigationEntry entry) => path == entry.Address || entry.Address != "/" && path.StartsWith(entry.Address + "/", StringComparison.Ordinal);
}
