namespace AnSinh.Law;

/// <summary>
/// Dates of birth to decide with when papers carry only a year or a month. Ages in the law are whole years measured on the first or last day of a month or the day before
/// it, so an answer can only change at birthdays on the edges of the month decided about: the earliest and latest day and the days around those edges cover every case.
/// </summary>
internal static class BirthWorlds
{
    /// <summary>With more partial dates than this in one household only one is varied at a time.</summary>
    private const int VariedTogether = 2;

    public static IEnumerable<IReadOnlyList<DateOnly>> Of(IReadOnlyList<CasePerson> members, BenefitMonth month)
    {
        var candidates = members.Select(person => Candidates(person.Born, month)).ToList();
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

    private static List<DateOnly> Candidates(BirthDate born, BenefitMonth month)
    {
        if (born.IsExact)
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
}
