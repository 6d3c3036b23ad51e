namespace AnSinh.Web.Public;

/// <summary>The first question's fields as they were typed.</summary>
public sealed record FirstTyped(string Day, string Month, string Year, string Sex, string Province);
