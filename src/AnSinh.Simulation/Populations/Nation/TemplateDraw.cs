using AnSinh.Law;
using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// Draws who lives together. Parents are at least 17 years older than their children and mothers at most 44, brothers and sisters two years apart or more,
/// couples near in age, grandparents at least 40 years older than the grandchildren they raise. How often each kind comes is settled afterwards by the weights.
/// </summary>
internal sealed class TemplateDraw(NationData data, SeededRandom random)
{
    private const int Oldest = 101;
    private const int MostChildren = 5;
    private static readonly string[] Kinds = ["couple", "lone", "skipped", "peers"];

    private readonly List<TemplateMember> _members = [];

    public HouseholdTemplate Of(int size)
    {
        var weights = size == 1 ? null : data.HouseholdKinds[size];
        var kind = weights is null ? "single" : Kinds[random.PickWeighted([0, 1, 2, 3], index => weights[index])];
        while (true)
        {
            _members.Clear();
            var done = kind switch
            {
                "single" => Single(),
                "couple" => Couple(size),
                "lone" => Lone(size),
                "skipped" => GrandparentsAndGrandchildren(size),
                _ => Peers(size),
            };
            if (done && _members.TrueForAll(member => member.Age <= Oldest))
            {
                return new HouseholdTemplate([.. _members], kind == "skipped");
            }
        }
    }

    private bool Single()
    {
        var age = random.Next(10) switch { < 4 => 19 + random.Next(16), < 6 => 35 + random.Next(20), _ => 55 + random.Next(47) };
        var marital = age < 35 ? Weighted((850, Marital.NeverMarried), (150, Marital.Divorced))
            : age < 60 ? Weighted((400, Marital.NeverMarried), (350, Marital.Divorced), (250, Marital.SpouseDead))
            : Weighted((130, Marital.NeverMarried), (70, Marital.Divorced), (800, Marital.SpouseDead));
        Add(age, EitherSex(500), marital);
        return true;
    }

    private bool Couple(int size)
    {
        var rest = size - 2;
        var parents = Math.Min(rest, random.Next(100) switch { < 62 => 0, < 88 => 1, _ => 2 });
        var sibling = rest - parents > 0 && random.Chance(size > 6 ? 500 : 40) ? 1 : 0;
        var children = rest - parents - sibling;
        if (children > MostChildren)
        {
            return false;
        }

        var (wife, ages) = children == 0 ? (19 + random.Next(72), []) : MotherAndChildren(children);
        var husband = Math.Max(20, wife + random.Next(9) - 2);
        if (ages.Length > 0 && husband - ages[0] < 18)
        {
            return false;
        }

        Add(husband, Sex.Male, Marital.Married, spouse: 1);
        Add(wife, Sex.Female, Marital.Married, spouse: 0);
        Children(ages, parent: 1);
        Parents(parents, child: (byte)(random.Chance(750) ? 0 : 1));
        if (sibling == 1)
        {
            Add(Math.Max(18, husband - 2 - random.Next(9)), EitherSex(500), Marital.NeverMarried);
        }

        return true;
    }

    private bool Lone(int size)
    {
        var parents = Math.Min(size - 2, random.Next(100) switch { < 68 => 0, < 85 => 1, _ => 2 });
        var children = size - 1 - parents;
        if (children > MostChildren)
        {
            return false;
        }

        var (age, ages) = MotherAndChildren(children);
        var sex = EitherSex(190);
        var marital = age >= 60 ? Weighted((920, Marital.SpouseDead), (80, Marital.Divorced))
            : sex == Sex.Female ? Weighted((360, Marital.SpouseDead), (420, Marital.Divorced), (220, Marital.NeverMarried))
            : Weighted((420, Marital.SpouseDead), (560, Marital.Divorced), (20, Marital.NeverMarried));
        Add(age, sex, marital);
        Children(ages, parent: 0);
        Parents(parents, child: 0);
        return true;
    }

    private bool GrandparentsAndGrandchildren(int size)
    {
        var grandparents = size > 2 && random.Chance(450) ? 2 : 1;
        var children = size - grandparents;
        var eldest = random.Next(18);
        var ages = Spaced(eldest, children);
        if (ages is null)
        {
            return false;
        }

        var age = eldest + 40 + random.Next(9) + random.Next(9);
        if (grandparents == 2)
        {
            Add(age + random.Next(6), Sex.Male, Marital.Married, spouse: 1);
            Add(age, Sex.Female, Marital.Married, spouse: 0);
        }
        else
        {
            Add(age, EitherSex(150), Marital.SpouseDead);
        }

        foreach (var child in ages)
        {
            Add(child, EitherSex(515), Marital.NeverMarried);
        }

        return true;
    }

    private bool Peers(int size)
    {
        var young = random.Chance(750);
        var age = young ? 18 + random.Next(14) : 55 + random.Next(30);
        for (var member = 0; member < size; member++)
        {
            Add(Math.Max(18, age + random.Next(7) - 3), young ? EitherSex(500) : Sex.Female, young ? Marital.NeverMarried : Weighted((500, Marital.NeverMarried), (500, Marital.SpouseDead)));
        }

        return true;
    }

    /// <summary>A mother's age and her children's at home, the eldest first.</summary>
    private (int Mother, int[] Children) MotherAndChildren(int count)
    {
        while (true)
        {
            var first = 18 + random.Next(9) + random.Next(9);
            var eldest = random.Chance(930) ? random.Next(30) : 30 + random.Next(20);
            var mother = first + eldest;
            if (Spaced(eldest, count) is { } ages && mother - ages[^1] <= 44)
            {
                return (mother, ages);
            }
        }
    }

    private int[]? Spaced(int eldest, int count)
    {
        var ages = new int[count];
        ages[0] = eldest;
        for (var child = 1; child < count; child++)
        {
            ages[child] = ages[child - 1] - 2 - random.Next(4);
        }

        return ages[^1] >= 0 ? ages : null;
    }

    private void Children(int[] ages, byte parent)
    {
        foreach (var age in ages)
        {
            Add(age, EitherSex(age < 20 ? 520 : 560), age >= 30 && random.Chance(150) ? Marital.Divorced : Marital.NeverMarried, raisedBy: age < 22 ? parent : TemplateMember.Nobody);
        }

        if (ages.Length > 0 && ages[0] >= 18)
        {
            var eldest = (byte)(_members.Count - ages.Length);
            for (var member = 0; member <= parent; member++)
            {
                _members[member] = _members[member] with { Supporter = eldest };
            }
        }
    }

    private void Parents(int count, byte child)
    {
        var mother = _members[child].Age + 19 + random.Next(9) + random.Next(9);
        if (count == 2)
        {
            var first = (byte)_members.Count;
            Add(mother + random.Next(7), Sex.Male, Marital.Married, spouse: (byte)(first + 1), supporter: child);
            Add(mother, Sex.Female, Marital.Married, spouse: first, supporter: child);
        }
        else if (count == 1)
        {
            Add(mother, EitherSex(210), random.Chance(930) ? Marital.SpouseDead : Marital.Divorced, supporter: child);
        }
    }

    private void Add(int age, Sex sex, Marital marital, byte spouse = TemplateMember.Nobody, byte raisedBy = TemplateMember.Nobody, byte supporter = TemplateMember.Nobody) =>
        _members.Add(new TemplateMember((byte)Math.Min(age, byte.MaxValue), sex, marital, spouse, raisedBy, supporter));

    private Sex EitherSex(int malePermille) => random.Chance(malePermille) ? Sex.Male : Sex.Female;

    private Marital Weighted(params (int Weight, Marital Marital)[] choices) => random.PickWeighted(choices, choice => choice.Weight).Marital;
}
