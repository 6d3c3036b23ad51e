using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Merit;

/// <summary>What happens to people with merit while the commune is paid, as far as the truth file names it.</summary>
public sealed class MeritStories(SampleCommune commune, MeritRegister register, HashSet<SamplePerson> told)
{
    private readonly List<SamplePerson> _sick = [];
    private SamplePerson _late = null!, _dying = null!, _widow = null!, _both = null!;
    private List<SamplePerson> _notApplied = [];

    /// <summary>Takes the people of the stories out of those who wait for a group.</summary>
    public void ChoosePeople(List<SamplePerson> old)
    {
        SamplePerson Take(Func<SamplePerson, bool> wanted)
        {
            var person = old.First(wanted);
            old.Remove(person);
            told.Add(person);
            return person;
        }

        _dying = Take(person => person.Sex == Sex.Male && person.Spouse is { Died: null } && person.Awards.Count == 0 && person.AgeOn(commune.Registered) < 74);
        _widow = _dying.Spouse!;
        old.Remove(_widow);
        _late = Take(person => person.Sex == Sex.Male && person.Awards.Count == 0);
        _both = Take(person => person.Sex == Sex.Male && person.Awards.Count == 0);
        _notApplied = [Take(person => person.Sex == Sex.Female), Take(person => person.Sex == Sex.Female), Take(person => person.Sex == Sex.Male)];
        foreach (var (person, percent) in new[] { (_dying, "65"), (_late, "41"), (_both, "45") })
        {
            register.Fact(person, "war_invalid", "true", person == _late ? LateJune : null, person == _late ? new(2026, 6, 4) : null);
            register.Fact(person, "injury_percent", percent, person == _late ? LateJune : null, person == _late ? new(2026, 6, 4) : null);
        }

        register.Fact(_notApplied[0], "martyr_relative", "true");
        register.Fact(_notApplied[0], "martyrs_related", "1");
        register.Fact(_notApplied[1], "survivor_sick_soldier", "1");
        register.Fact(_notApplied[2], "enemy_prisoner", "true");
        _sick.AddRange(old.Take(6));
    }

    /// <summary>Whether a story decides for this person itself.</summary>
    public bool Decides(SamplePerson person) => person == _late || _notApplied.Contains(person);

    public void Tell()
    {
        Story("merit_late_decision", _late, "Giám định và quyết định tháng 6, ghi vào sổ sau ngày chốt của kỳ tháng 7");
        register.Award(_late, "ncc.tb", new(2026, 6, 25), new(2026, 6, 4), LateJune);

        Story("merit_death", _dying, "Thương binh mất tháng 8: vợ nhận ba tháng trợ cấp, từ tháng 9 hưởng tuất");
        _dying.Died = (new(2026, 8, 11), August);
        register.Fact(_dying, "heir", _widow.Number, August);
        register.Award(_dying, "ncc.tu_tran", new(2026, 8, 19), new(2026, 8, 11), August);
        register.Fact(_widow, "survivor_war_invalid", "1", September, new(2026, 9, 1));
        register.Award(_widow, "ncc.tuat.tb", new(2026, 9, 14), new(2026, 8, 11), September);

        Story("merit_contradiction", _both, "Từ tháng 9 sổ ghi vừa thương binh vừa thương binh loại B: dừng, chờ xác minh");
        register.Fact(_both, "war_invalid_b", "true", August, new(2026, 9, 1));

        Story("merit_not_applied", _notApplied[0], "Thân nhân liệt sĩ chưa làm hồ sơ hưởng tuất");
        foreach (var person in _sick)
        {
            register.Fact(person, "convalescence", "home", July);
            register.Fact(person, "convalescence_decided", "2026-07-15", July);
            register.Award(person, "ncc.dd.nha", new(2026, 7, 15), new(2026, 7, 15), July);
        }
    }

    private static DateOnly LateJune => SampleCommune.LaterDays[1];
    private static DateOnly July => SampleCommune.LaterDays[2];
    private static DateOnly August => SampleCommune.LaterDays[3];
    private static DateOnly September => SampleCommune.LaterDays[4];

    private void Story(string name, SamplePerson person, string text) => commune.Stories.Add(new(name, person, text));
}
