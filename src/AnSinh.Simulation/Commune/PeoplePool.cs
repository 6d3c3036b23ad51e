using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

/// <summary>Draws people by age and sex so that the projection's shares are met exactly, rounded to whole persons.</summary>
public static class PeoplePool
{
    /// <param name="marginals">Age and sex shares.</param>
    /// <param name="population">Persons to draw.</param>
    /// <param name="day">The day on which they have these ages.</param>
    /// <param name="random">Chooses days of birth.</param>
    public static List<SamplePerson> Draw(Marginals marginals, int population, DateOnly day, SeededRandom random)
    {
        var total = marginals.AgeSex.Sum(group => group.Population);
        var shares = marginals.AgeSex
            .Select(group => (Group: group, Whole: (int)(group.Population * population / total), Remainder: group.Population * population % total))
            .ToList();
        var left = population - shares.Sum(share => share.Whole);
        var extra = shares.OrderByDescending(share => share.Remainder).Take(left).Select(share => share.Group).ToHashSet();

        var people = new List<SamplePerson>(population);
        foreach (var (group, whole, _) in shares)
        {
            for (var number = whole + (extra.Contains(group) ? 1 : 0); number > 0; number--)
            {
                var born = BornOn(day.AddYears(-random.Between(group.AgeFrom, group.AgeTo)).AddDays(-random.Next(365)));
                people.Add(new SamplePerson { Born = born, Sex = group.Sex, Recorded = day });
            }
        }

        random.Shuffle(people);
        return people;
    }

    /// <summary>Nobody is born on the first of a month or on 29 February: those birthdays are worked cases of the law pack, not of a sample.</summary>
    public static DateOnly BornOn(DateOnly day) => day switch
    {
        { Month: 2, Day: 29 } => day.AddDays(-1),
        { Day: 1 } => day.AddDays(1),
        _ => day,
    };
}
