using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Commune.Truth;

namespace AnSinh.Simulation.Commune.Merit;

/// <summary>
/// Gives the old people who draw a merit allowance their groups, and adds those of other ages. It draws from its own lot and comes last, so that everybody else stays as they are.
/// </summary>
public sealed class MeritPeople(SampleCommune commune, Decisions decisions, SeededRandom random)
{
    private static readonly int[] InjuryPercents = [21, 25, 31, 35, 41, 45, 51, 55, 61, 65, 71, 81, 91];
    private static readonly int[] InjuryPercentsB = [21, 31, 41, 45];
    private static readonly int[] SicknessPercents = [45, 55, 65, 75, 85];
    private static readonly int[] ToxicPercents = [25, 31, 45, 61, 65, 81];

    private readonly MeritRegister _register = new(commune.Registered);
    private readonly ExpectedMerit _expected = new();
    private readonly HashSet<SamplePerson> _told = [.. commune.Stories.SelectMany(story => story.Person.Household.Members)];

    public void Run()
    {
        var stories = new MeritStories(commune, _register, _told);
        var old = commune.People.Where(person => person.Facts.Exists(fact => fact.Code == "merit_allowance") && Free(person)).ToList();
        random.Shuffle(old);
        foreach (var person in old)
        {
            // Their category is known from here on; those with a disability keep what the register says without it.
            person.Facts.RemoveAll(fact => fact.Code == "merit_allowance");
        }

        HeroicMother(old);
        stories.ChoosePeople(old);
        Groups(old);
        Younger();
        foreach (var person in commune.People.Where(person => person.HasMerit && !stories.Decides(person)))
        {
            Decide(person);
        }

        stories.Tell();
        foreach (var person in commune.People.Where(person => person.HasMerit && person.Awards.Count > 0 && person.Accounts.Count == 0 && person.Died is null).ToList())
        {
            if (random.Chance(commune.Marginals.PerThousand("account_holders")))
            {
                decisions.OpenAccount(person, commune.Registered.AddDays(-30), commune.Registered);
            }
        }
    }

    private bool Free(SamplePerson person) => person.Died is null && person.Recorded == commune.Registered && person.Household.MovedTo is null && !_told.Contains(person)
        && !person.Facts.Exists(fact => fact.Code is "disability_level" or "hiv");

    private void HeroicMother(List<SamplePerson> old)
    {
        var mother = old.Where(person => person.Sex == Sex.Female && person.Household.Members.Exists(member => member.AgeOn(commune.Registered) is >= 20 and < 70)).MaxBy(person => person.AgeOn(commune.Registered))!;
        old.Remove(mother);
        _register.Fact(mother, "heroic_mother", "true");
        ServeAtHome(mother);
    }

    private void Groups(List<SamplePerson> left)
    {
        var weights = Marginals.Rows("merit-groups").Select(row => (Group: row[0], Weight: int.Parse(row[1], CultureInfo.InvariantCulture))).ToList();
        var (total, count) = (weights.Sum(row => row.Weight), left.Count);
        var (before, given) = (0, 0);
        foreach (var (group, weight) in weights)
        {
            before += weight;
            for (; given < (count * before + total / 2) / total; given++)
            {
                var wanted = group is "martyr_relative" or "survivor" ? Sex.Female : Sex.Male;
                var person = left.Find(candidate => candidate.Sex == wanted) ?? left[0];
                left.Remove(person);
                Give(person, group, given);
            }
        }
    }

    private void Give(SamplePerson person, string group, int number)
    {
        switch (group)
        {
            case "war_invalid":
                Injured(person, "war_invalid", InjuryPercents[number % InjuryPercents.Length]);
                break;
            case "war_invalid_b":
                Injured(person, "war_invalid_b", random.Pick(InjuryPercentsB));
                break;
            case "sick_soldier":
                Percent(person, "sick_soldier_percent", SicknessPercents[number % SicknessPercents.Length]);
                break;
            case "toxic":
                Percent(person, "toxic_percent", ToxicPercents[number % ToxicPercents.Length]);
                break;
            case "prisoner":
                _register.Fact(person, "enemy_prisoner", "true");
                break;
            case "martyr_relative":
                _register.Fact(person, "martyr_relative", "true");
                _register.Fact(person, "martyrs_related", random.Chance(120) ? "2" : "1");
                if (person.Household.Members.Count == 1)
                {
                    _register.Fact(person, "lives_alone", "true");
                }

                break;
            case "survivor":
                _register.Fact(person, random.Pick(["survivor_war_invalid", "survivor_sick_soldier", "survivor_toxic"]), "1");
                break;
            default:
                _register.Fact(person, "revolution_helper", "order");
                break;
        }
    }

    private void Injured(SamplePerson person, string kind, int percent)
    {
        _register.Fact(person, kind, "true");
        if (percent == InjuryPercents[^1])
        {
            _register.Fact(person, "special_injury", "true");
        }

        Percent(person, "injury_percent", percent);
    }

    private void Percent(SamplePerson person, string code, int percent)
    {
        _register.Fact(person, code, percent.ToString(CultureInfo.InvariantCulture));
        if (percent >= 81)
        {
            ServeAtHome(person);
        }
    }

    private void ServeAtHome(SamplePerson person)
    {
        var carer = person.Household.Members.Where(member => member != person && member.Died is null && member.AgeOn(commune.Registered) is >= 18 and < 76).OrderBy(member => member.AgeOn(commune.Registered)).FirstOrDefault();
        if (carer is not null)
        {
            _register.Fact(person, "served_at_home", "true");
            _register.Fact(person, "carer", carer.Number);
        }
    }

    /// <summary>Students, children harmed by what their parents were exposed to, and households that keep the altar of a martyr.</summary>
    private void Younger()
    {
        var students = Some(person => person.AgeOn(commune.Registered) is 19 or 20 && person.Relation == "child" && !person.Facts.Exists(fact => fact.Code == "father_status"), 3);
        foreach (var student in students)
        {
            _register.Fact(student, "merit_child", "low");
            _register.Fact(student, "merit_study", "higher", from: new(2025, 9, 5), to: new(2028, 5, 31));
        }

        foreach (var (child, index) in Some(person => person.AgeOn(commune.Registered) is >= 28 and < 50 && person.Awards.Count == 0 && !person.Facts.Exists(fact => fact.Code == "carer_kind"), 3).Select((person, index) => (person, index)))
        {
            _register.Fact(child, "toxic_child_percent", index == 2 ? "81" : "65");
        }

        foreach (var head in Some(person => person.Relation == "head" && person.AgeOn(commune.Registered) is >= 45 and < 70, commune.Marginals.Share("martyr_worship", commune.Households.Count)))
        {
            _register.Fact(head, "worships_martyrs", random.Chance(100) ? "2" : "1");
        }
    }

    private List<SamplePerson> Some(Func<SamplePerson, bool> wanted, int count)
    {
        var people = commune.People.Where(person => !person.HasMerit && Free(person) && !Situations.IsPoorOrNear(person.Household) && wanted(person)).ToList();
        random.Shuffle(people);
        return [.. people.Take(count)];
    }

    private void Decide(SamplePerson person)
    {
        // Yearly benefits show in the month they fall due.
        foreach (var benefit in new[] { 6, 7, 9 }.SelectMany(month => _expected.Owed(person, new BenefitMonth(2026, month), commune.Registered)).Select(claim => claim.Benefit).Distinct().ToList())
        {
            var isStudy = benefit.StartsWith("ncc.hoc", StringComparison.Ordinal);
            var paper = isStudy ? new DateOnly(2025, 9, 5) : new DateOnly(random.Between(1994, 2024), random.Between(1, 12), random.Between(2, 27));
            _register.Award(person, benefit, isStudy ? new(2025, 9, 18) : paper.AddDays(random.Between(20, 50)), paper);
        }
    }
}
