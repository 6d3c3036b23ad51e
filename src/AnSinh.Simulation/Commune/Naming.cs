using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

/// <summary>
/// Names people from separate frequencies of family, middle and given names, never from a list of full names. Children carry their father's family name,
/// or their mother's where no father is known.
/// </summary>
public sealed class Naming(Marginals marginals, SeededRandom random)
{
    private readonly List<NameWeight> _local = [.. marginals.FamilyNames.Where(name => name.Group == "local")];
    private readonly List<NameWeight> _kinh = [.. marginals.FamilyNames.Where(name => name.Group == "kinh")];

    public void NameAll(SampleHousehold household, DateOnly day)
    {
        var ethnic = random.PickWeighted(marginals.EthnicGroups, group => group.Weight);
        foreach (var person in household.Members.OrderBy(member => member.Born))
        {
            // Marriages across groups are left out of the sample except for one in twenty in-married adults.
            person.Ethnic = person.Relation is "spouse" or "child_in_law" && random.Chance(50) ? random.PickWeighted(marginals.EthnicGroups, group => group.Weight) : ethnic;
            person.FamilyName = InheritedName(person, household) ?? random.PickWeighted(person.Ethnic.Code == "01" ? _kinh : _local, name => name.Weight).Name;
            person.FullName = Compose(person.FamilyName, person.Sex, person.AgeOn(day));
        }
    }

    public string Compose(string family, Sex sex, int age)
    {
        var column = sex == Sex.Male ? "M" : "F";
        // Older generations carry Văn and Thị far more often than the young students of the sample (assumed shares).
        var traditional = age >= 60 ? 850 : age >= 40 ? 650 : age >= 25 ? 350 : 120;
        var middle = random.Chance(traditional)
            ? sex == Sex.Male ? "Văn" : "Thị"
            : random.PickWeighted(marginals.MiddleNames, name => name.Group == column ? name.Weight : 0).Name;
        string given;
        do
        {
            given = random.PickWeighted(marginals.GivenNames, name => name.Group == column ? name.Weight : 0).Name;
        }
        while (middle.Split(' ').Contains(given) || given == family);

        return middle.Length == 0 ? $"{family} {given}" : $"{family} {middle} {given}";
    }

    private static string? InheritedName(SamplePerson person, SampleHousehold household)
    {
        var parent = person.Father ?? person.Mother;
        if (parent is { FamilyName.Length: > 0 })
        {
            return parent.FamilyName;
        }

        var kin = person.Relation switch
        {
            "head" => household.Members.FirstOrDefault(member => member is { Relation: "parent", Sex: Sex.Male }),
            "grandchild" or "child" or "sibling" => household.Members.FirstOrDefault(member => member.Relation == "head"),
            _ => null,
        };
        return kin is { FamilyName.Length: > 0 } ? kin.FamilyName : null;
    }
}
