using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

internal enum Marital : byte
{
    NeverMarried,
    SpouseDead,
    Divorced,
    Married,
}

/// <summary>A member of a template. Members are named by their place in the household; <see cref="Nobody"/> stands for none.</summary>
/// <param name="Age">Completed years.</param>
/// <param name="RaisedBy">The mother, or the lone parent.</param>
/// <param name="Supporter">The grown child of an old member.</param>
internal readonly record struct TemplateMember(byte Age, Sex Sex, Marital Marital, byte Spouse, byte RaisedBy, byte Supporter)
{
    public const byte Nobody = 255;
}

/// <summary>Who lives together: ages, sexes and kinship of one household, to be drawn many times over with other days of birth.</summary>
/// <param name="WithoutParents">Children live here with their grandparents.</param>
internal sealed record HouseholdTemplate(TemplateMember[] Members, bool WithoutParents)
{
    public bool HasYoungAdult { get; } = Array.Exists(Members, member => member.Age is >= 18 and < 55);
}
