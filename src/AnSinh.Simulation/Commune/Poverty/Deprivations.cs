namespace AnSinh.Simulation.Commune.Poverty;

/// <summary>Which of the twelve indicators of form B a household lacks: as many as wanted, of those that its members can lack at all.</summary>
public static class Deprivations
{
    private const string Dependants = "deprived_dependants";

    private static readonly (string Code, Func<SampleHousehold, DateOnly, bool> Possible)[] Indicators =
    [
        ("deprived_employment", (household, day) => household.Members.Exists(member => member.AgeOn(day) is >= 16 and < 60)),
        (Dependants, (_, _) => false), // counted, never drawn
        ("deprived_nutrition", (household, day) => household.Members.Exists(member => member.AgeOn(day) is >= 0 and < 16)),
        ("deprived_insurance", (_, _) => true),
        ("deprived_adult_education", (household, day) => household.Members.Exists(member => member.AgeOn(day) is >= 16 and <= 30)),
        ("deprived_school", (household, day) => household.Members.Exists(member => member.AgeOn(day) is >= 3 and < 16)),
        ("deprived_housing_quality", (_, _) => true),
        ("deprived_housing_area", (household, _) => household.Members.Count >= 4),
        ("deprived_water", (_, _) => true),
        ("deprived_toilet", (_, _) => true),
        ("deprived_telecom", (_, _) => true),
        ("deprived_information", (_, _) => true),
    ];

    /// <summary>All twelve with whether the household lacks it.</summary>
    public static IEnumerable<(string Code, bool Lacks)> Draw(SampleHousehold household, DateOnly day, int wanted, SeededRandom random)
    {
        var lacking = new HashSet<string>(StringComparer.Ordinal);
        if (wanted > 0 && MostlyDependants(household, day))
        {
            lacking.Add(Dependants);
        }

        var possible = Indicators.Where(indicator => indicator.Possible(household, day)).Select(indicator => indicator.Code).ToList();
        random.Shuffle(possible);
        lacking.UnionWith(possible.Take(wanted - lacking.Count));
        return Indicators.Select(indicator => (indicator.Code, lacking.Contains(indicator.Code)));
    }

    /// <summary>More than half are children under 16, or old or disabled people with a monthly allowance.</summary>
    public static bool MostlyDependants(SampleHousehold household, DateOnly day)
    {
        var here = household.Members.Where(member => member.Born <= day).ToList();
        var dependent = here.Count(member => member.AgeOn(day) < 16 || member.Awards.Exists(award => award.Decided <= day
            && (award.Benefit.StartsWith("tgxh.5", StringComparison.Ordinal) || award.Benefit.StartsWith("tgxh.6", StringComparison.Ordinal) || award.Benefit.StartsWith("htxh", StringComparison.Ordinal))));
        return dependent * 2 > here.Count;
    }
}
