namespace AnSinh.Web.Access;

/// <summary>What somebody is in the office. A role is given for an area.</summary>
public enum Role
{
    Officer,
    Approver,
    Province,
    Payer,
    Analyst,
    Overseer,
    Administrator,
}

/// <summary>What can be done. Pages and buttons ask for one of these, never for a role.</summary>
public enum Permission
{
    ReadPeople,
    OpenNumbers,
    ProposeChanges,
    DecideChanges,
    ReadWorkLists,
    AnswerWorkLists,
    ReadPayroll,

    /// <summary>The lines of a run, with names.</summary>
    ReadLines,
    DrawUpPayroll,
    ApprovePayroll,
    PayPayroll,
    ReadReports,
    ManageAccounts,

    /// <summary>What is due to be erased and what was; no names.</summary>
    ReadRetention,
    ProposeErasure,
    ApproveErasure,
}

public static class Roles
{
    private static readonly string[] Codes = ["officer", "approver", "province", "payer", "analyst", "overseer", "administrator"];

    private static readonly Dictionary<Role, Permission[]> Permissions = new()
    {
        [Role.Officer] = [Permission.ReadPeople, Permission.OpenNumbers, Permission.ProposeChanges, Permission.ReadWorkLists, Permission.AnswerWorkLists, Permission.ReadPayroll, Permission.ReadLines, Permission.DrawUpPayroll],
        [Role.Approver] = [Permission.ReadPeople, Permission.OpenNumbers, Permission.DecideChanges, Permission.ReadWorkLists, Permission.ReadPayroll, Permission.ReadLines, Permission.ApprovePayroll],
        [Role.Province] = [Permission.ReadPeople, Permission.ReadWorkLists, Permission.ReadPayroll, Permission.ReadLines, Permission.ReadReports],
        [Role.Payer] = [Permission.ReadPayroll, Permission.ReadLines, Permission.PayPayroll],
        [Role.Analyst] = [Permission.ReadReports],
        [Role.Overseer] = [Permission.ReadPayroll, Permission.ReadReports, Permission.ReadRetention, Permission.ApproveErasure],
        [Role.Administrator] = [Permission.ManageAccounts, Permission.ReadRetention, Permission.ProposeErasure],
    };

    /// <summary>Pairs that one person may not hold, whatever the areas: who prepares does not approve or pay, who oversees or gives out roles does none of it.</summary>
    private static readonly (Role, Role)[] Incompatible =
    [
        (Role.Officer, Role.Approver), (Role.Officer, Role.Payer), (Role.Approver, Role.Payer),
        (Role.Overseer, Role.Officer), (Role.Overseer, Role.Approver), (Role.Overseer, Role.Payer), (Role.Overseer, Role.Administrator),
        (Role.Administrator, Role.Officer), (Role.Administrator, Role.Approver), (Role.Administrator, Role.Payer),
    ];

    public static IReadOnlyList<string> AllCodes => Codes;

    public static string Code(this Role role) => Codes[(int)role];

    public static bool TryParse(string? text, out Role role)
    {
        var index = Array.IndexOf(Codes, text);
        role = (Role)Math.Max(index, 0);
        return index >= 0;
    }

    public static bool May(this Role role, Permission permission) => Permissions[role].Contains(permission);

    /// <summary>A pair among the roles that one person may not hold; null when there is none.</summary>
    public static (Role, Role)? Conflict(IReadOnlyCollection<Role> roles) =>
        Incompatible.Where(pair => roles.Contains(pair.Item1) && roles.Contains(pair.Item2)).Select(pair => ((Role, Role)?)pair).FirstOrDefault();
}
