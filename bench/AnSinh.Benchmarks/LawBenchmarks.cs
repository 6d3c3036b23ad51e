using AnSinh.Law;

namespace AnSinh.Benchmarks;

/// <summary>Determination by the installed law pack.</summary>
public static class LawBenchmarks
{
    private static readonly BenefitMonth Month = BenefitMonth.Parse("2026-11");

    public static IEnumerable<Figure> Run(LawPack pack)
    {
        var determiner = new Determiner(pack);
        var family = Family(pack, 0);
        var knownAt = Month.Last;
        var expected = JsonOf(determiner, family);
        var sink = 0L;
        yield return Measure.Milliseconds(
            "law.household5", 200, () => sink ^= determiner.Determine(family, Month, knownAt).People.Count, 200, () => sink ^= System.Text.Encoding.UTF8.GetString(expected).Length,
            "five people, every benefit, every yes and no explained; limit: reading the answer's JSON as text");

        var commune = Enumerable.Range(1, 1600).Select(number => Family(pack, number)).ToList();
        var next = 0;
        yield return Measure.Milliseconds(
            "law.household5.varied", 400, () => sink ^= determiner.Determine(commune[next++ % commune.Count], Month, knownAt).People.Count, 200, () => sink ^= System.Text.Encoding.UTF8.GetString(expected).Length,
            "the same of 1,600 families in turn, no two alike; limit: reading one answer's JSON as text");
        yield return Measure.Milliseconds(
            "law.commune8000", 1,
            () =>
            {
                foreach (var household in commune)
                {
                    sink ^= determiner.Determine(household, Month, knownAt, DeterminationDetail.Claims).People.Count;
                }
            },
            1, () => sink ^= commune.Sum(household => household.People.Sum(person => person.Facts.Count)),
            "8,000 people in 1,600 households for one month with reasons of every amount, one thread; limit: reading every fact once");
        yield return Measure.Milliseconds(
            "law.load", 1, () => sink ^= LawPack.Load(pack.Files).Benefits.All.Count, 1, () => sink ^= pack.Files.Paths.Sum(path => pack.Files.Text(path)!.Count(letter => letter == '\n')),
            "reading, checking and compiling the whole pack from text; limit: counting its lines");
    }

    private static byte[] JsonOf(Determiner determiner, CaseHousehold household) => DeterminationJson.Write(determiner.Determine(household, Month, Month.Last));

    /// <summary>Five people as a commune has them: couple, two children, a grandparent; one household in eight with a disability, one in six poor.</summary>
    private static CaseHousehold Family(LawPack pack, int number)
    {
        CasePerson Person(string role, int year, Sex sex, params CaseFact[] facts) => new()
        {
            Id = new PersonId($"{number:0000}-{role}"),
            Born = BirthDate.OfDay(new DateOnly(year, number % 12 + 1, number % 28 + 1)),
            Sex = sex,
            Facts = facts,
        };

        return new CaseHousehold
        {
            Id = new HouseholdId($"{number:0000}"),
            Place = PlaceCode.Parse("05206"),
            Province = PlaceCode.Parse("17"),
            Facts = [new CaseFact("poverty_status", number % 6 == 0 ? "poor" : "none"), new CaseFact("extremely_disadvantaged", "true")],
            Coverage = [.. pack.Facts.Sources.Select(source => new CaseCoverage(source.Code, Month.Last))],
            People =
            [
                Person("a", 1985 - number % 20, Sex.Male, new CaseFact("marital_status", "married")),
                Person("b", 1987 - number % 20, Sex.Female, new CaseFact("marital_status", "married")),
                Person("c", 2012 + number % 6, Sex.Male, new CaseFact("disability_level", number % 8 == 0 ? "severe" : "none")),
                Person("d", 2018 + number % 8, Sex.Female),
                Person("e", 1935 + number % 30, Sex.Female, new CaseFact("supporter_status", number % 6 == 0 ? "none" : "able")),
            ],
        };
    }
}
