using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

/// <summary>
/// Puts families under one roof: starts with every couple or single adult and their children, then joins old parents, the young who live alone and
/// children without parents to other households until the published distribution of sizes is met as nearly as possible.
/// </summary>
public sealed class HouseholdAssembly(Marginals marginals, DateOnly day, SeededRandom random)
{
    private const int LargestPublished = 8;

    public List<SampleHousehold> Assemble(IReadOnlyList<SamplePerson> people, Families families)
    {
        var households = Nuclei(people, families);
        foreach (var child in people.Where(person => person.Household.Members.Count == 0))
        {
            var old = random.Pick(households.Where(household => household.Members.All(member => member.AgeOn(day) >= child.AgeOn(day) + 38)).ToList());
            Join(old, [child], "grandchild");
        }

        JoinUntilTarget(households);
        random.Shuffle(households);
        return households;
    }

    private static List<SampleHousehold> Nuclei(IReadOnlyList<SamplePerson> people, Families families)
    {
        var households = new List<SampleHousehold>();
        foreach (var head in people.Where(person => person.Mother is null && person.Household.Members.Count == 0 && IsNucleusHead(person)))
        {
            var household = new SampleHousehold();
            households.Add(household);
            Join(household, [head], "head");
            if (head.Spouse is { } spouse)
            {
                Join(household, [spouse], "spouse");
            }

            var mother = head.Sex == Sex.Female ? head : head.Spouse;
            Join(household, mother is null ? [] : families.ChildrenOf(mother), "child");
        }

        return households;
    }

    private static bool IsNucleusHead(SamplePerson person) =>
        person.Spouse is null ? person.Marital != "never_married" || person.Recorded.Year - person.Born.Year >= 19 : person.Sex == Sex.Male;

    private void JoinUntilTarget(List<SampleHousehold> households)
    {
        var weights = marginals.HouseholdSizes.Sum(size => size.Weight);
        var persons = marginals.HouseholdSizes.Sum(size => size.Size * size.Weight);
        var target = households.Sum(household => household.Members.Count) * weights / persons;
        var missing = new int[LargestPublished + 1];
        foreach (var size in marginals.HouseholdSizes)
        {
            missing[size.Size] = target * size.Weight / weights;
        }

        foreach (var household in households)
        {
            missing[SizeOf(household.Members.Count)]--;
        }

        var guests = households.Where(household => household.Members.Count == 1 || household.Members is [var head, var other] && head.Spouse == other).ToList();
        random.Shuffle(guests);
        foreach (var guest in guests)
        {
            if (households.Count <= target)
            {
                break;
            }

            var count = guest.Members.Count;
            var host = Enumerable.Range(0, 60).Select(_ => random.Pick(households))
                .Where(candidate => candidate != guest && candidate.Members.Count > 0 && RelationTo(candidate, guest) is not null)
                .OrderByDescending(candidate => missing[SizeOf(candidate.Members.Count + count)] - missing[SizeOf(candidate.Members.Count)])
                .FirstOrDefault();
            if (host is null || missing[SizeOf(count)] >= 0)
            {
                continue;
            }

            missing[SizeOf(count)]++;
            missing[SizeOf(host.Members.Count)]++;
            var relation = RelationTo(host, guest)!;
            var moved = guest.Members.ToList();
            guest.Members.Clear();
            Join(host, moved, relation);
            if (relation == "child" && moved.Count > 1)
            {
                moved[1].Relation = "child_in_law";
            }

            missing[SizeOf(host.Members.Count)]--;
            households.Remove(guest);
        }
    }

    /// <summary>What the guests would be to the host's head: an old parent, a grown child or a sibling; null when no kinship fits their ages.</summary>
    private string? RelationTo(SampleHousehold host, SampleHousehold guest)
    {
        var head = host.Members[0].AgeOn(day);
        var spouse = host.Members.FirstOrDefault(member => member.Relation == "spouse")?.AgeOn(day) ?? head;
        var youngest = guest.Members.Min(member => member.AgeOn(day));
        var oldest = guest.Members.Max(member => member.AgeOn(day));
        var hasParent = host.Members.Any(member => member.Relation == "parent");
        var hasGrownChild = host.Members.Any(member => member.Relation is "child" or "child_in_law" && member.AgeOn(day) >= 18);
        return youngest >= head + 18 && oldest <= head + 45 && !hasParent ? "parent"
            : oldest <= Math.Min(head, spouse) - 18 && youngest >= head - 42 && !hasGrownChild ? "child"
            : guest.Members.Count == 1 && Math.Abs(youngest - head) <= 12 && host.Members[0].Spouse is null && host.Members.Count == 1 ? "sibling"
            : null;
    }

    private static int SizeOf(int members) => Math.Min(members, LargestPublished);

    private static void Join(SampleHousehold household, IEnumerable<SamplePerson> members, string relation)
    {
        foreach (var member in members)
        {
            member.Household = household;
            member.Relation = relation;
            household.Members.Add(member);
        }
    }
}
