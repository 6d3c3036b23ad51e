using AnSinh.Law;
using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// Names for the people of a population file, made only when somebody asks (a register needs them, a simulation does not) and kept nowhere: the same file, block and household always give the same.
/// They come from separate frequencies of family, middle and given names of Kinh people; none are known of other groups. Children carry the family name of the head's line.
/// </summary>
public sealed class PopulationNames(long seed, DateOnly day)
{
    private readonly Marginals _marginals = Marginals.Load();

    /// <summary>Full names of a household's members, in their order.</summary>
    public IReadOnlyList<string> Of(int block, int household, CaseHousehold people)
    {
        var random = new SeededRandom(unchecked(seed ^ ((block + 1L) * 0x2545F4914F6CDD1D) ^ ((household + 1L) * 0x632BE59BD9B4E019)));
        var naming = new Naming(_marginals, random);
        var families = _marginals.FamilyNames.Where(name => name.Group == "kinh").ToList();
        var shared = random.PickWeighted(families, name => name.Weight).Name;
        return [.. people.People.Select(person => naming.Compose(
            MarriedIn(person, people.People[0]) ? random.PickWeighted(families, name => name.Weight).Name : shared, person.Sex, day.Year - person.Born.Earliest.Year))];
    }

    /// <summary>Wives and mothers keep the names they were born with.</summary>
    private static bool MarriedIn(CasePerson person, CasePerson head) => person != head && person.Sex == Sex.Female
        && (person.Facts.Any(fact => fact.Code == "spouse") || person.Born.Earliest.AddYears(15) < head.Born.Earliest);
}
