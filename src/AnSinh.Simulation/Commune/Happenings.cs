using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Commune.Truth;

namespace AnSinh.Simulation.Commune;

/// <summary>
/// What happens in the commune while it is paid: births, deaths, certificates, poverty reviews, answers to questions, new decisions, and a few stories that the truth file names. Each
/// reaches the register on one of the recording days, some of them late.
/// </summary>
public sealed class Happenings(SampleCommune commune, ExpectedClaims expected, Decisions decisions, Naming naming, Numbers numbers, SeededRandom random)
{
    private readonly HashSet<SamplePerson> _inStories = [];
    private readonly HashSet<(SamplePerson, string)> _considered = [];

    public void Run(IReadOnlyList<DateOnly> days)
    {
        var before = commune.Registered;
        foreach (var person in commune.People)
        {
            foreach (var claim in expected.Owed(person, BenefitMonth.Of(before), before))
            {
                _considered.Add((person, claim.Benefit));
            }
        }

        Stories(days);
        foreach (var day in days)
        {
            Births(before, day);
            Deaths(before, day);
            Certificates(day);
            Answers(day);
            NewDecisions(before, day);
            Refusals(day);
            before = day;
        }
    }

    private void Births(DateOnly before, DateOnly day)
    {
        // Fourteen births a thousand and year, about the nation's rate (assumed).
        for (var number = commune.People.Count * 14 * (day.DayNumber - before.DayNumber) / 365_000; number > 0; number--)
        {
            var mother = random.Pick(commune.People.Where(person => person is { Sex: Sex.Female, Spouse: not null, Died: null, Relation: "spouse" or "head" } && person.AgeOn(day) is >= 20 and <= 36
                && !person.Facts.Exists(fact => fact.Code == "disability_level") && person.Household.Members.TrueForAll(child => child.Mother != person || child.AgeOn(day) >= 2)
                && person.Household.MovedTo is null && !_inStories.Contains(person.Household.Members[0])).ToList());
            var born = PeoplePool.BornOn(before.AddDays(random.Next(day.DayNumber - before.DayNumber) - 3));
            var child = new SamplePerson
            {
                Born = born, Sex = random.Chance(527) ? Sex.Male : Sex.Female, Recorded = day, MemberFrom = born, Relation = "child", Mother = mother, Father = mother.Spouse,
                Household = mother.Household, Ethnic = mother.Household.Members[0].Ethnic, FamilyName = mother.Spouse!.FamilyName,
                BornText = born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
            child.FullName = naming.Compose(child.FamilyName, child.Sex, 0);
            child.Number = numbers.Next(child);
            child.Facts.Add(new("raised_by", mother.Number, null, null, "household_register", "Giấy khai sinh", day));
            mother.Household.Members.Add(child);
            commune.People.Add(child);
        }
    }

    private void Deaths(DateOnly before, DateOnly day)
    {
        for (var number = commune.People.Count * 6 * (day.DayNumber - before.DayNumber) / 365_000; number > 0; number--)
        {
            var living = commune.People.Where(person => person.Died is null && person.Recorded <= before && !_inStories.Contains(person)
                && person.Household.MovedTo is null && !person.Household.Members.Exists(member => member.AgeOn(day) < 22 || member.Facts.Exists(fact => fact.Code == "carer"))).ToList();
            var person = random.PickWeighted(living, candidate => candidate.AgeOn(day) switch { < 50 => 1, < 60 => 4, < 70 => 9, < 80 => 25, < 90 => 70, _ => 150 });
            person.Died = (before.AddDays(random.Next(day.DayNumber - before.DayNumber) - 8), day);
        }
    }

    private void Certificates(DateOnly day)
    {
        var people = Untouched(person => person.AgeOn(day) is >= 20 and < 58 && !person.Facts.Exists(fact => fact.Code is "disability_level" or "hiv" or "carer_kind")).ToList();
        foreach (var person in new[] { random.Pick(people), random.Pick(people) }.Distinct())
        {
            Situations.Certify(person, "severe", day.AddDays(-random.Between(5, 9)), day);
        }
    }

    private void Answers(DateOnly day)
    {
        var open = Untouched(person => person.AgeOn(day) is >= 61 and < 69 && Situations.IsPoor(person.Household) && !person.Facts.Exists(fact => fact.Code == "supporter_status")).Take(3);
        foreach (var (person, index) in open.ToList().Select((person, index) => (person, index)))
        {
            person.Facts.Add(new("supporter_status", index == 0 ? "none" : "able", null, null, "survey", "Tờ khai Mẫu số 1d và xác minh của xã", day));
        }
    }

    /// <summary>Six of ten people who have newly become entitled apply and are decided upon at once; the others stay entitled and not served.</summary>
    private void NewDecisions(DateOnly before, DateOnly day)
    {
        foreach (var person in commune.People.Where(person => person.Died is null && person.Household.MovedTo is null).ToList())
        {
            foreach (var claim in expected.Owed(person, BenefitMonth.Of(day), day))
            {
                var served = ExpectedAwards.Carries(person, claim.Benefit, BenefitMonth.Of(day), day) || person.Awards.Exists(award => award.Benefit == claim.Benefit);
                if (!served && _considered.Add((person, claim.Benefit)) && random.Chance(600))
                {
                    var decided = day.AddDays(-random.Between(1, 4));
                    decisions.Grant(person, claim.Benefit, decided.Month == day.Month && decided > before ? decided : day, day);
                }
            }
        }
    }

    /// <summary>
    /// Applications that are refused: the social pension before 75 without poverty, and the allowance for a small child of a household that is not poor. They draw nothing by lot, so that the
    /// rest of the commune stays as it is.
    /// </summary>
    private void Refusals(DateOnly day)
    {
        var applicants = Untouched(person => person.Awards.Count == 0 && person.Recorded < day && !Situations.IsPoorOrNear(person.Household) && !person.Facts.Exists(fact => fact.Code is "hiv" or "disability_level")).ToList();
        decisions.Refuse(applicants.First(person => person.AgeOn(day) is 71 or 72), "htxh.70_74", day);
        decisions.Refuse(applicants.First(person => person.AgeOn(day) == 73), "htxh.75", day);
        decisions.Refuse(applicants.First(person => person.AgeOn(day) == 1), "tgxh.7", day);
    }

    private void Stories(IReadOnlyList<DateOnly> days)
    {
        DateOnly LateJune() => days.First(day => day.Day >= 28);
        DateOnly In(int month) => days.First(day => day.Month == month && day.Day < 28);

        var late = Story("late_decision", Untouched(person => person.AgeOn(days[0]) is >= 25 and < 50 && person.Awards.Count == 0 && person.Facts.TrueForAll(fact => fact.Code is "marital_status" or "spouse")
            && !Situations.IsPoorOrNear(person.Household)).First(), "Quyết định ký tháng 6, ghi vào sổ sau ngày chốt của kỳ tháng 7");
        Situations.Certify(late, "severe", new DateOnly(LateJune().Year, 6, 3), LateJune());
        decisions.Grant(late, "tgxh.6.nang", new DateOnly(LateJune().Year, 6, 10), LateJune());

        var dead = Story("late_death", Untouched(person => person.AgeOn(days[0]) >= 78 && person.Awards is [{ Benefit: "htxh.75" }]).First(), "Mất tháng 7, đến tháng 9 mới báo");
        dead.Died = (new DateOnly(In(9).Year, 7, 9), In(9));

        var movers = Untouched(person => person.Awards is [{ Benefit: "htxh.75" }] && person.Household.Members.Count == 2 && person.Spouse?.Household == person.Household).First();
        Story("move", movers, "Cả hộ chuyển sang xã khác giữa tháng 8");
        movers.Household.MovedTo = (commune.Neighbour, new DateOnly(In(8).Year, 8, 14), In(8));
        foreach (var member in movers.Household.Members)
        {
            foreach (var award in member.Awards.ToList())
            {
                member.Awards.Add(award with { From = new BenefitMonth(In(8).Year, 9), State = "ended", Reason = "Chuyển nơi cư trú sang xã khác", Recorded = In(8) });
            }
        }

        var onTime = WithSmallChild(child => child.Awards.Count == 1);
        Story("poverty_ended", onTime, "Hộ thoát nghèo tháng 7, ghi kịp kỳ tháng 8");
        Review(onTime.Household, "none", new DateOnly(In(7).Year, 7, 6), In(7));
        var tooLate = WithSmallChild(child => child.Awards.Count == 1);
        Story("poverty_ended_late", tooLate, "Hộ thoát nghèo tháng 6, đến tháng 8 mới ghi");
        Review(tooLate.Household, "none", new DateOnly(In(8).Year, 6, 15), In(8));
        var poor = Untouched(person => person.AgeOn(days[0]) is >= 0 and < 2 && !Situations.IsPoorOrNear(person.Household) && person.Household.Members.TrueForAll(member => member.AgeOn(days[0]) < 57)).First();
        Story("poverty_began", poor, "Hộ mới được công nhận hộ nghèo tháng 9");
        Review(poor.Household, "poor", new DateOnly(In(9).Year, 9, 7), In(9));

        var resumed = Story("resumed", Untouched(person => person.Awards is [{ Benefit: "htxh.75", From: var from }] && from < new BenefitMonth(2026, 1)).First(), "Tạm dừng từ tháng 3, hưởng lại từ tháng 8");
        var granted = resumed.Awards[0];
        resumed.Awards.Add(granted with { From = new BenefitMonth(2026, 3), State = "suspended", Reason = "Không nhận tiền ba tháng liên tục" });
        resumed.Awards.Add(granted with { From = new BenefitMonth(2026, 8), State = "resumed", Reason = "Đã xác minh, hưởng lại", Recorded = In(8) });

        var returned = Story("returned", Untouched(person => person.Awards is [{ Benefit: "tgxh.6.nang" }] && person.Accounts.Count == 1).First(), "Ngân hàng trả lại tiền: tài khoản đã đóng; cuối tháng 6 có tài khoản mới");
        var closed = returned.Accounts[0];
        returned.Accounts[0] = closed with { Number = closed.Number[..^4] + "0000" };
        decisions.OpenAccount(returned, days[0].AddDays(-3), days[0]);
    }

    private SamplePerson WithSmallChild(Predicate<SamplePerson> wanted) =>
        Untouched(person => person.Awards is [{ Benefit: "tgxh.7" }] && person.AgeOn(new DateOnly(2026, 12, 31)) < 3 && wanted(person)
            && person.Household.Members.TrueForAll(member => member == person || (member.Awards.Count == 0 && member.AgeOn(new DateOnly(2026, 12, 31)) is >= 3 and < 59))).First();

    private static void Review(SampleHousehold household, string status, DateOnly from, DateOnly recorded) =>
        household.Facts.Add(new("poverty_status", status, from, null, "poverty_list", "Quyết định rà soát thường xuyên", recorded));

    private IEnumerable<SamplePerson> Untouched(Func<SamplePerson, bool> wanted) =>
        commune.People.Where(person => !_inStories.Contains(person) && person.Died is null && person.Household.MovedTo is null && wanted(person));

    private SamplePerson Story(string name, SamplePerson person, string text)
    {
        foreach (var member in person.Household.Members)
        {
            _inStories.Add(member);
        }

        commune.Stories.Add(new(name, person, text));
        return person;
    }
}
