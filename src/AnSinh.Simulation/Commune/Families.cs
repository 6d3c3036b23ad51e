using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

/// <summary>Joins people to couples, and children to their parents. Parents are at least seventeen years older than their children.</summary>
public sealed class Families(Marginals marginals, DateOnly day, SeededRandom random)
{
    private const int YoungestParent = 17;
    private const int OldestMother = 42;

    private readonly Dictionary<SamplePerson, List<SamplePerson>> _childrenOf = [];

    public IReadOnlyList<SamplePerson> ChildrenOf(SamplePerson mother) => _childrenOf.GetValueOrDefault(mother) ?? [];

    /// <summary>Marries women by the share of their age to men about three years older, and settles the others' marital status.</summary>
    public void Marry(IReadOnlyList<SamplePerson> people)
    {
        var free = people.Where(person => person.Sex == Sex.Male && person.AgeOn(day) >= 20).GroupBy(person => person.AgeOn(day))
            .ToDictionary(group => group.Key, group => new Stack<SamplePerson>(group));
        foreach (var woman in people.Where(person => person.Sex == Sex.Female && person.AgeOn(day) >= 18))
        {
            var share = marginals.Marriage.First(row => woman.AgeOn(day) <= row.AgeTo);
            var draw = random.Next(1000);
            if (draw < share.Married && NearestFree(free, woman.AgeOn(day) + random.Between(0, 6)) is { } man)
            {
                (woman.Spouse, man.Spouse) = (man, woman);
                (woman.Marital, man.Marital) = ("married", "married");
            }
            else
            {
                draw -= share.Married;
                woman.Marital = draw >= 0 && draw < share.Widowed ? "spouse_dead"
                    : draw >= share.Widowed && draw < share.Widowed + share.Divorced ? "divorced" : "never_married";
            }
        }

        foreach (var man in free.Values.SelectMany(stack => stack).Where(man => man.AgeOn(day) >= 45))
        {
            man.Marital = man.AgeOn(day) >= 60 || random.Chance(400) ? "spouse_dead" : random.Chance(300) ? "divorced" : "never_married";
        }
    }

    /// <summary>Gives children, and most of the unmarried young, a mother (with her husband as father) in the commune.</summary>
    public void GiveParents(IReadOnlyList<SamplePerson> people)
    {
        var mothers = people.Where(person => person.Sex == Sex.Female && person.AgeOn(day) >= 18).GroupBy(person => person.AgeOn(day))
            .ToDictionary(group => group.Key, group => group.ToList());
        foreach (var child in people.Where(LivesWithParents).OrderBy(person => person.Born))
        {
            for (var attempt = 0; attempt < 80 && child.Mother is null; attempt++)
            {
                var age = child.AgeOn(day) + random.Between(YoungestParent + 1, OldestMother);
                if (mothers.TryGetValue(age, out var peers) && random.Pick(peers) is var mother && Accepts(mother, child))
                {
                    child.Mother = mother;
                    child.Father = mother.Spouse;
                    _childrenOf.TryAdd(mother, []);
                    _childrenOf[mother].Add(child);
                }
            }
        }
    }

    private bool LivesWithParents(SamplePerson person)
    {
        var age = person.AgeOn(day);
        var share = age < 18 ? 985 : age < 25 ? 800 : age < 35 ? 500 : 0;
        return person.Spouse is null && person.Marital == "never_married" && random.Chance(share);
    }

    private bool Accepts(SamplePerson mother, SamplePerson child)
    {
        var siblings = ChildrenOf(mother);
        var willing = mother.Marital switch { "married" => 1000, "spouse_dead" or "divorced" => 600, _ => 25 };
        int[] byNumber = [1000, 900, 350, 90, 20];
        return random.Chance(willing * byNumber[Math.Min(siblings.Count, 4)] / 1000)
            && SamplePerson.YearsBetween(mother.Born, child.Born) >= YoungestParent
            && (mother.Spouse is not { } father || SamplePerson.YearsBetween(father.Born, child.Born) is >= YoungestParent + 1 and <= 60)
            && siblings.All(sibling => Math.Abs(sibling.Born.DayNumber - child.Born.DayNumber) > 330);
    }

    private static SamplePerson? NearestFree(Dictionary<int, Stack<SamplePerson>> free, int age)
    {
        foreach (var distance in Enumerable.Range(0, 8))
        {
            foreach (var candidate in new[] { age + distance, age - distance })
            {
                if (free.TryGetValue(candidate, out var men) && men.Count > 0)
                {
                    return men.Pop();
                }
            }
        }

        return null;
    }
}
