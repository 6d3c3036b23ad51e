using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

/// <summary>Gives households and people the situations the law asks about, in the shares of the marginals, as facts of the register.</summary>
public sealed class Situations(Marginals marginals, DateOnly day, SeededRandom random)
{
    private readonly HashSet<SamplePerson> _taken = [];

    public void Give(IReadOnlyList<SampleHousehold> households, IReadOnlyList<SamplePerson> people)
    {
        MoveOrphans(households, people);
        Poverty(households);
        CivilStatus(people);
        Insurance(people);
        Disability(people);
        Hiv(people);
        Supporters(people);
        PaperBirthDates(people);
    }

    public static bool IsPoor(SampleHousehold household) => household.Facts.Any(fact => fact is { Code: "poverty_status", Value: "poor" });

    public static bool IsPoorOrNear(SampleHousehold household) => household.Facts.Any(fact => fact is { Code: "poverty_status", Value: "poor" or "near_poor" });

    private static bool Has(SamplePerson person, string code) => person.Facts.Exists(fact => fact.Code == code);

    private void Poverty(IReadOnlyList<SampleHousehold> households)
    {
        var poor = marginals.Share("poor_households", households.Count);
        var near = marginals.Share("near_poor_households", households.Count);
        var left = households.ToList();
        for (var number = 0; number < poor + near; number++)
        {
            // One parent, old people alone and many children are poor more often (assumed weights; the total is the published one).
            var household = random.PickWeighted(left, candidate =>
                10 + (candidate.Members.Any(member => member.Marital is "spouse_dead" or "never_married" && member.AgeOn(day) >= 30) ? 12 : 0)
                   + (candidate.Members.All(member => member.AgeOn(day) >= 60) ? 8 : 0)
                   + 5 * candidate.Members.Count(member => member.AgeOn(day) < 10));
            left.Remove(household);
            household.Facts.Add(new("poverty_status", number < poor ? "poor" : "near_poor", new DateOnly(random.Between(2023, 2026), 1, 1), null,
                "poverty_list", "Giấy chứng nhận hộ nghèo, hộ cận nghèo", day));
        }

        foreach (var household in households)
        {
            household.Facts.Add(new("extremely_disadvantaged", "true", new DateOnly(2021, 6, 4), null, "area_list", "Giả định của bộ mẫu", day));
        }
    }

    private void CivilStatus(IReadOnlyList<SamplePerson> people)
    {
        foreach (var person in people)
        {
            if (person.AgeOn(day) >= 18)
            {
                Fact(person, "marital_status", person.Marital, "civil_status", "");
            }

            if (person.Spouse is { } spouse && spouse.Household == person.Household)
            {
                Fact(person, "spouse", spouse.Number, "household_register", "");
            }

            if (person.AgeOn(day) < 22 && person.Relation == "child" && (person.Mother ?? person.Father) is { } parent)
            {
                Fact(person, "raised_by", parent.Number, "household_register", "");
            }

            if (person.AgeOn(day) is >= 15 and < 22 && (person.AgeOn(day) < 18 || random.Chance(450)))
            {
                person.Facts.Add(new("studying", "true", new DateOnly(2025, 9, 5), new DateOnly(2029, 5, 31), "school_data", "Xác nhận của trường", day));
            }
        }
    }

    private void MoveOrphans(IReadOnlyList<SampleHousehold> households, IReadOnlyList<SamplePerson> people)
    {
        var homes = households.Where(household => household.Members.Count is 1 or 2 && household.Members.All(member => member.AgeOn(day) is >= 48 and <= 74)).ToList();
        var wanted = marginals.Share("orphans_assisted", people.Count, least: 4);
        // Two of them pass an age limit while the sample is paid: one turns four, one sixteen.
        (DateOnly From, DateOnly To)[] births = [(day.AddYears(-4).AddDays(50), day.AddYears(-4).AddDays(130)), (day.AddYears(-16).AddDays(60), day.AddYears(-16).AddDays(140))];
        for (var number = 0; number < wanted; number++)
        {
            var (from, to) = number < births.Length ? births[number] : (day.AddYears(-14), day.AddYears(-7));
            var home = random.Pick(homes);
            homes.Remove(home);
            var child = people.First(person => !_taken.Contains(person) && person.Born >= from && person.Born <= to && person.Relation == "child"
                && home.Members.All(member => SamplePerson.YearsBetween(member.Born, person.Born) >= 36));
            child.Household.Members.Remove(child);
            (child.Mother, child.Father, child.Household, child.Relation) = (null, null, home, "grandchild");
            home.Members.Add(child);
            _taken.Add(child);
            Fact(child, "father_status", number == 3 ? "custody" : "dead", number == 3 ? "justice_data" : "civil_status", number == 3 ? "Quyết định thi hành án" : "Trích lục khai tử");
            Fact(child, "mother_status", "dead", "civil_status", "Trích lục khai tử");
            if (number == 2)
            {
                Fact(child, "carer_kind", "taken_in", "care_register", "Tờ khai Mẫu số 2b");
                Fact(child, "carer", home.Members[0].Number, "care_register", "Tờ khai Mẫu số 2b");
            }
        }
    }

    private void Insurance(IReadOnlyList<SamplePerson> people)
    {
        var old = people.Where(person => person.AgeOn(day) >= 60).ToList();
        var candidates = old.Where(person => !IsPoorOrNear(person.Household)).ToList();
        random.Shuffle(candidates);
        var pensions = marginals.Share("pension_60_plus", old.Count);
        foreach (var person in candidates.Take(pensions))
        {
            var amount = random.Between(2100, 7400) * 1000;
            person.Facts.Add(new("pension_amount", amount.ToString(CultureInfo.InvariantCulture), person.Born.AddYears(60), null, "insurance_data", "Dữ liệu bảo hiểm xã hội", day));
        }

        foreach (var person in candidates.Skip(pensions).Where(person => person.AgeOn(day) >= 66).Take(marginals.Share("merit_monthly", people.Count)))
        {
            person.Facts.Add(new("merit_allowance", "true", new DateOnly(2015, 1, 1), null, "merit_register", "Quyết định hưởng trợ cấp ưu đãi", day));
        }
    }

    private void Disability(IReadOnlyList<SamplePerson> people)
    {
        (string Rate, string Level)[] levels = [("disability_extreme", "extremely_severe"), ("disability_severe", "severe"), ("disability_mild", "mild")];
        foreach (var (rate, level) in levels)
        {
            for (var number = marginals.Share(rate, people.Count); number > 0; number--)
            {
                var free = people.Where(candidate => !_taken.Contains(candidate) && candidate.AgeOn(day) >= 2).ToList();
                var person = random.PickWeighted(free, candidate => candidate.AgeOn(day) switch { < 16 => 4, < 40 => 8, < 60 => 14, < 75 => 26, _ => 45 });
                _taken.Add(person);
                var issued = new DateOnly(random.Between(2016, 2025), random.Between(1, 12), random.Between(2, 28));
                Certify(person, level, issued > person.Born.AddYears(1) ? issued : day.AddDays(-random.Between(40, 200)), day);
                if (level == "extremely_severe")
                {
                    CareAtHome(person);
                }
            }
        }
    }

    public static void Certify(SamplePerson person, string level, DateOnly issued, DateOnly recorded) =>
        person.Facts.Add(new("disability_level", level, issued, null, "disability_register",
            string.Create(CultureInfo.InvariantCulture, $"Giấy xác nhận khuyết tật ngày {issued:dd/MM/yyyy}"), recorded));

    private void CareAtHome(SamplePerson person)
    {
        var carer = person.Household.Members.Where(member => member != person && member.AgeOn(day) is >= 18 and < 75 && !Has(member, "disability_level"))
            .OrderByDescending(member => member.Sex == Sex.Female).FirstOrDefault();
        var infant = person.Household.Members.Exists(member => member.Mother == person && member.AgeOn(day) < 4);
        if (carer is not null && !infant && random.Chance(850))
        {
            Fact(person, "carer_kind", "own_household", "care_register", "Tờ khai Mẫu số 2a");
            Fact(person, "carer", carer.Number, "care_register", "Tờ khai Mẫu số 2a");
            _taken.Add(carer);
        }
    }

    private void Hiv(IReadOnlyList<SamplePerson> people)
    {
        var adults = people.Where(person => person.AgeOn(day) is >= 25 and < 55 && IsPoor(person.Household) && !_taken.Contains(person)).Take(2).ToList();
        var child = people.First(person => person.AgeOn(day) is >= 6 and < 14 && IsPoor(person.Household) && !_taken.Contains(person));
        foreach (var person in adults.Append(child))
        {
            Fact(person, "hiv", "true", "health_data", "Giấy tờ xác nhận của cơ quan y tế");
            _taken.Add(person);
        }

        // The second adult has not been asked: a question for the officer.
        Fact(adults[0], "stable_income", "false", "survey", "Xác minh của xã");
        Fact(child, "stable_income", "false", "survey", "Xác minh của xã");
    }

    private void Supporters(IReadOnlyList<SamplePerson> people)
    {
        foreach (var person in people.Where(person => person.AgeOn(day) >= 59 && IsPoor(person.Household)))
        {
            if (Has(person, "disability_level") || random.Chance(marginals.PerThousand("supporter_asked")))
            {
                var alone = person.Household.Members.All(member => member.AgeOn(day) >= 60 || member.AgeOn(day) < 16);
                Fact(person, "supporter_status", random.Chance(alone ? 450 : 60) ? "none" : random.Chance(40) ? "receives_allowance" : "able", "survey", "Tờ khai Mẫu số 1d và xác minh của xã");
            }
        }
    }

    /// <summary>
    /// Papers of the oldest carry only a year. In the sample that leaves a question open only about turning 75 outside poor households; elsewhere the sample
    /// gives the day where the year alone would not settle the month.
    /// </summary>
    private void PaperBirthDates(IReadOnlyList<SamplePerson> people)
    {
        foreach (var person in people)
        {
            var limits = IsPoorOrNear(person.Household) || Has(person, "disability_level") ? new[] { 60, 70, 75, 80 } : [75];
            var settled = !limits.Contains(day.Year - person.Born.Year) || (!IsPoorOrNear(person.Household) && day.Year - person.Born.Year == 75 && !Has(person, "pension_amount"));
            var yearOnly = person.Born.Year < 1952 && settled && random.Chance(marginals.PerThousand("year_only_births"));
            person.BornText = person.Born.ToString(yearOnly ? "yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }

    private void Fact(SamplePerson person, string code, string value, string source, string evidence) =>
        person.Facts.Add(new(code, value, null, null, source, evidence, day));
}
