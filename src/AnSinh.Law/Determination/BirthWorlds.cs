namespace AnSinh.Law;

/// <summary>
/// Dates of birth to decide with when papers carry only a year or a month. Ages in the law are whole years measured on the first or last day of a month or the day before
/// it, so an answer can only change at birthdays on the edges of the month decided about: the earliest and latest day and the days around those edges cover every case. Where
/// no age of the law lies between the ages the papers allow, one day is as good as any other.
/// </summary>
internal static class BirthWorlds
{
    /// <summary>With more partial dates than this in one household only one is varied at a time.</summary>
    private const int VariedTogether = 2;

    /// <summary>Below this age the law also counts in months; papers that leave it open are always tried on every edge.</summary>
    private const int CountedInYears = 10;

    /// <param name="ages">Every number of years a rule could compare an age with.</param>
    public static IEnumerable<IReadOnlyList<DateOnly>> Of(IReadOnlyList<CasePerson> members, BenefitMonth month, IReadOnlySet<int> ages)
    {
        if (members.All(person => person.Born.IsExact))
        {
            yield return [.. members.Select(person => person.Born.Earliest)];
            yield break;
        }

        var candidates = members.Select(person => Candidates(person.Born, month, ages)).ToList();
        var partial = Enumerable.Range(0, members.Count).Where(index => candidates[index].Count > 1).ToList();
        var first = candidates.Select(dates => dates[0]).ToArray();
        yield return first;
        if (partial.Count == 0)
        {
            yield break;
        }

        if (partial.Count <= VariedTogether)
        {
            foreach (var world in Product(first, partial, candidates, 0).Skip(1))
            {
                yield return world;
            }

            yield break;
        }

        foreach (var basis in new[] { first, [.. candidates.Select(dates => dates[^1])] })
        {
            foreach (var index in partial)
            {
                foreach (var date in candidates[index])
                {
                    var world = (DateOnly[])basis.Clone();
                    world[index] = date;
                    yield return world;
                }
            }
        }
    }

    private static IEnumerable<DateOnly[]> Product(DateOnly[] basis, List<int> partial, List<List<DateOnly>> candidates, int at)
    {
        if (at == partial.Count)
        {
            yield return (DateOnly[])basis.Clone();
            yield break;
        }

        foreach (var date in candidates[partial[at]])
        {
            basis[partial[at]] = date;
            foreach (var world in Product(basis, partial, candidates, at + 1))
            {
                yield return world;
            }
        }
    }

    private static List<DateOnly> Candidates(BirthDate born, BenefitMonth month, IReadOnlySet<int> ages)
    {
        if (born.IsExact || IsOneAge(born, month, ages))
        {
            return [born.Earliest];
        }

        var dates = new SortedSet<DateOnly> { born.Earliest, born.Latest };
        var birthMonth = new BenefitMonth(born.Earliest.Year, month.Month);
        foreach (var day in new[] { birthMonth.First.AddDays(-1), birthMonth.First, birthMonth.First.AddDays(14), birthMonth.Last, birthMonth.Last.AddDays(1) })
        {
            if (born.Earliest <= day && day <= born.Latest)
            {
                dates.Add(day);
            }
        }

        return [.. dates];
    }

    private static bool IsOneAge(BirthDate born, BenefitMonth month, IReadOnlySet<int> ages)
    {
        var (youngest, oldest) = (CompletedYears(born.Latest, month.First.AddDays(-1)), CompletedYears(born.Earliest, month.Last.AddDays(1)));
        if (youngest < CountedInYears)
        {
            return false;
        }

        for (var age = youngest + 1; age <= oldest; age++)
        {
            if (ages.Contains(age))
            {
                return false;
            }
        }

        return true;
    }

    private static int CompletedYears(DateOnly born, DateOnly day) =>
        day.Year - born.Year - (day.Month < born.Month || (day.Month == born.Month && day.Day < born.Day) ? 1 : 0);
}
