using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>Everything that drawing a household needs and that all households share.</summary>
internal sealed class NationTables
{
    public NationTables(NationData data, IReadOnlyList<FactSource> sources, DateOnly day, DateOnly coveredTo)
    {
        Data = data;
        Pool = new TemplatePool(data);
        Chances = new NationChances(data, Pool);
        Profiles = new NationProfiles(data, sources, coveredTo);
        Minorities = data.Provinces.ToDictionary(province => province.Code, province => Cumulative([.. data.Minorities[province.Code]]));
        (FirstBirth, BirthDays) = Births(day);
        PensionBands = [.. data.PensionAmounts];
    }

    public NationData Data { get; }
    public TemplatePool Pool { get; }
    public NationChances Chances { get; }
    public NationProfiles Profiles { get; }

    /// <summary>Minorities of a province with the persons of all up to and with each.</summary>
    public Dictionary<PlaceCode, (byte Group, int UpTo)[]> Minorities { get; }

    /// <summary>By age: the first day (from <see cref="PeopleBlock.FirstDay"/>) on which somebody of that age may be born.</summary>
    public int[] FirstBirth { get; }

    /// <summary>By age: how many days there are from it.</summary>
    public int[] BirthDays { get; }
    public (int From, int To, int Weight)[] PensionBands { get; }

    private static (byte, int)[] Cumulative((byte Group, int Persons)[] groups)
    {
        var sum = 0;
        return [.. groups.Select(group => (group.Group, sum += group.Persons))];
    }

    private static (int[] First, int[] Days) Births(DateOnly day)
    {
        var (first, days) = (new int[TemplatePool.OldestAge + 1], new int[TemplatePool.OldestAge + 1]);
        for (var age = 0; age < first.Length; age++)
        {
            first[age] = day.AddYears(-age - 1).DayNumber + 1 - PeopleBlock.FirstDay.DayNumber;
            days[age] = day.AddYears(-age).DayNumber - PeopleBlock.FirstDay.DayNumber - first[age] + 1;
        }

        return (first, days);
    }
}
