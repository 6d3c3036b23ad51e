namespace AnSinh.Web.Shell;

/// <summary>What a request may weigh.</summary>
public static class RequestLimits
{
    /// <summary>Five documents of five megabytes and a form.</summary>
    public const long MaxBodyBytes = 26 * 1024 * 1024;
}
