using System.Globalization;
using AnSinh.Simulation.Commune.Merit;
using AnSinh.Simulation.Commune.Poverty;
using AnSinh.Simulation.Commune.Truth;

namespace AnSinh.Simulation.Commune;

/// <summary>Something that happens to one synthetic person and that the truth file names.</summary>
public sealed record SampleStory(string Name, SamplePerson Person, string Text);

/// <summary>
/// A synthetic commune: the place is real, the people are made up from published marginals. The same seed always gives the same commune.
/// </summary>
public sealed class SampleCommune
{
    /// <summary>The day of the first register.</summary>
    public static readonly DateOnly FirstDay = new(2026, 5, 20);

    /// <summary>The days on which later happenings are recorded.</summary>
    public static readonly IReadOnlyList<DateOnly> LaterDays =
        [new(2026, 6, 20), new(2026, 6, 30), new(2026, 7, 21), new(2026, 8, 20), new(2026, 9, 18), new(2026, 10, 21), new(2026, 11, 10)];

    private SampleCommune(Marginals marginals, long seed) => (Marginals, Seed) = (marginals, seed);

    public Marginals Marginals { get; }
    public long Seed { get; }
    public DateOnly Registered => FirstDay;
    public string Code => Marginals.Place["code"];
    public string Name => Marginals.Place["name"];
    public string Neighbour => Marginals.Place["neighbour"];
    public List<SampleHousehold> Households { get; private set; } = [];
    public List<SamplePerson> People { get; private set; } = [];
    public List<SampleStory> Stories { get; } = [];

    public static SampleCommune Generate(long seed)
    {
        var marginals = Marginals.Load();
        var commune = new SampleCommune(marginals, seed);
        var random = new SeededRandom(seed);
        var expected = new ExpectedClaims(new ExpectedLaw());

        commune.People = PeoplePool.Draw(marginals, int.Parse(marginals.Place["population"], CultureInfo.InvariantCulture), FirstDay, random);
        var families = new Families(marginals, FirstDay, random);
        families.Marry(commune.People);
        families.GiveParents(commune.People);
        commune.Households = new HouseholdAssembly(marginals, FirstDay, random).Assemble(commune.People, families);
        var naming = new Naming(marginals, random);
        var numbers = new Numbers(marginals);
        commune.Settle(naming, numbers, random);

        new Situations(marginals, FirstDay, random).Give(commune.Households, commune.People);
        var decisions = new Decisions(marginals, expected, random);
        decisions.GrantEarlier(commune.People, FirstDay);
        new Happenings(commune, expected, decisions, naming, numbers, random).Run(LaterDays);
        var lot = new SeededRandom(seed ^ 0x4E434300);
        new MeritPeople(commune, new Decisions(marginals, expected, lot), lot).Run();
        new PovertyAssessments(commune, expected, new SeededRandom(seed ^ 0x504F5600)).Run();
        return commune;
    }

    private void Settle(Naming naming, Numbers numbers, SeededRandom random)
    {
        var villages = Marginals.Rows("villages").SelectMany(row => Enumerable.Repeat(row[0], int.Parse(row[1], CultureInfo.InvariantCulture))).ToList();
        var withoutPapers = Marginals.PerThousand("without_papers");
        for (var index = 0; index < Households.Count; index++)
        {
            var household = Households[index];
            household.Id = string.Create(CultureInfo.InvariantCulture, $"TM{index + 1:00000}");
            household.Village = villages[index * villages.Count / Households.Count];
            naming.NameAll(household, FirstDay);
            foreach (var member in household.Members)
            {
                member.Number = random.Chance(withoutPapers) ? numbers.NextProvisional() : numbers.Next(member);
                // The day the household book of the commune begins, or the birth of the child.
                member.MemberFrom = member.Born > new DateOnly(2021, 7, 1) ? member.Born : new DateOnly(2021, 7, 1);
            }
        }

        People = [.. Households.SelectMany(household => household.Members)];
    }
}
