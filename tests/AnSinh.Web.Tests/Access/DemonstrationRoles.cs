using Xunit;

namespace AnSinh.Web.Tests.Access;

/// <summary>The roles as tables of who may do what name them, and the demonstration's account of each.</summary>
public static class DemonstrationRoles
{
    /// <summary>Needs no login.</summary>
    public const string Everybody = "*";

    public const string Staff = "officer approver province payer analyst overseer administrator";

    public static IReadOnlyDictionary<string, string> Logins { get; } = new Dictionary<string, string>
    {
        ["officer"] = "canbo", ["approver"] = "chutich", ["province"] = "tinh", ["payer"] = "chitra", ["analyst"] = "phantich", ["overseer"] = "giamsat", ["administrator"] = "quantri",
    };

    public static TheoryData<string> All => [.. Staff.Split(' ')];
}
