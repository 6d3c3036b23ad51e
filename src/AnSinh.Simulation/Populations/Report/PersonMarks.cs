using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>What the report counts of a person's profile, read from its facts once.</summary>
internal sealed record PersonMarks
{
    public PersonMarks(PersonProfile profile, IReadOnlyList<MeritKind> kinds)
    {
        Sex = profile.Sex;
        Pension = long.Parse(Value(profile, "pension_amount") ?? "0", CultureInfo.InvariantCulture);
        OtherAllowance = Value(profile, "other_monthly_allowance") == "true";
        Disability = Value(profile, "disability_level") switch { "extremely_severe" => 3, "severe" => 2, "mild" => 1, _ => 0 };
        Hiv = Value(profile, "hiv") == "true";
        HasMerit = Value(profile, "merit_allowance") == "true";
        Merit = -1;
        for (var kind = 0; kind < kinds.Count && HasMerit; kind++)
        {
            if (kinds[kind].Variants.Any(variant => variant.Facts.All(profile.Facts.Contains)))
            {
                Merit = kind;
                break;
            }
        }

        WithoutParents = Value(profile, "abandoned") == "true" || (Value(profile, "father_status") is not null and not "living" && Value(profile, "mother_status") is not null and not "living");
        KeepsOrphanAllowance = profile.Awards.Count > 0;
        Unsupported = Value(profile, "supporter_status") is "none" or "receives_allowance";
        Lone = Value(profile, "marital_status") is "never_married" or "spouse_dead" or "spouse_missing";
        Studying = Value(profile, "studying") == "true";
        TakenIn = Value(profile, "carer_kind") == "taken_in";
        CaredAtHome = Value(profile, "carer_kind") == "own_household";
    }

    public Sex Sex { get; }
    public long Pension { get; }
    public bool OtherAllowance { get; }
    public int Disability { get; }
    public bool Hiv { get; }
    public bool HasMerit { get; }

    /// <summary>Place of the kind among <see cref="NationData.MeritKinds"/>; -1 none.</summary>
    public int Merit { get; }
    public bool WithoutParents { get; }
    public bool KeepsOrphanAllowance { get; }
    public bool Unsupported { get; }
    public bool Lone { get; }
    public bool Studying { get; }
    public bool TakenIn { get; }
    public bool CaredAtHome { get; }

    private static string? Value(PersonProfile profile, string code) => profile.Facts.FirstOrDefault(fact => fact.Code == code)?.Value;
}
