using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Simulation.Tests.Sweep;

/// <summary>A register as nobody has it: any fact with any value over any days, names of members and strangers, deaths, moves, merged entries, decisions of all kinds.</summary>
internal static class RandomRegister
{
    public static readonly DateOnly First = new(2026, 8, 20);
    public static readonly DateOnly Second = new(2026, 12, 5);

    public static void Write(Database database, LawPack pack, IReadOnlyList<PlaceCode> communes, int seed, int households)
    {
        var random = new Random(seed);
        using var commit = new Register(database).Begin("test", "write");
        foreach (var commune in communes)
        {
            foreach (var source in pack.Facts.Sources.Where(_ => random.Next(5) > 0))
            {
                commit.RecordCoverage(source.Code, commune, new DateOnly(2026, 12, 31));
            }
        }

        var everybody = new List<PersonId>();
        for (var number = 0; number < households; number++)
        {
            var household = new HouseholdId($"H{random.Next(1_000_000):000000}-{number}");
            commit.RegisterHousehold(household, communes[random.Next(communes.Count)], random.Next(8) == 0 ? new DateOnly(2026, 7, 10) : null);
            Facts(random, pack.Facts.OfHouseholds, 3, [], entry => commit.RecordFact(household, entry));
            var members = new List<PersonId>();
            for (var member = random.Next(0, 6); member > 0; member--)
            {
                var person = commit.RegisterPerson(ProvisionalNumber.OfSerial((seed * 100_000) + everybody.Count + 1), new PersonDetails("Nguyễn Thị Hoa", Born(random), random.Next(2) == 0 ? Sex.Male : Sex.Female));
                commit.SetMembership(person, new Membership(household, "", random.Next(12) == 0 ? new DateRange(null, new DateOnly(2026, 12, 15)) : DateRange.Always));
                members.Add(person);
                everybody.Add(person);
            }

            foreach (var person in members)
            {
                Facts(random, pack.Facts.OfPersons, random.Next(3) == 0 ? 6 : 20, [.. members, everybody[random.Next(everybody.Count)]], entry => commit.RecordFact(person, entry));
                Award(random, pack, commit, person, communes);
                if (random.Next(15) == 0)
                {
                    commit.RecordDeath(person, new DateOnly(2026, random.Next(5, 12), 17));
                }
            }
        }

        commit.Commit();
    }

    /// <summary>Later facts over earlier ones, moves, and two entries that are one person.</summary>
    public static void Change(Database database, LawPack pack, IReadOnlyList<PlaceCode> communes, int seed)
    {
        var random = new Random(seed + 1_000);
        var register = new Register(database);
        var people = register.Now().People(AreaScope.All).Select(person => person.Id).ToList();
        using var commit = register.Begin("test", "change");
        foreach (var person in people.Where(_ => random.Next(3) == 0))
        {
            Facts(random, pack.Facts.OfPersons, 15, people, entry => commit.RecordFact(person, entry));
        }

        foreach (var household in register.Now().HouseholdIds(AreaScope.All).Where(_ => random.Next(8) == 0))
        {
            commit.MoveHousehold(household, communes[random.Next(communes.Count)], new DateOnly(2026, 11, random.Next(1, 20)));
        }

        commit.RecordDeath(people[3], new DateOnly(2026, 10, 3));
        commit.Merge(people[0], people[1], "test");
        commit.Commit();
    }

    private static void Award(Random random, LawPack pack, RegistryCommit commit, PersonId person, IReadOnlyList<PlaceCode> communes)
    {
        if (random.Next(3) > 0)
        {
            return;
        }

        commit.GrantAward(new AwardDecision
        {
            Person = person,
            Benefit = pack.Benefits.All[random.Next(pack.Benefits.All.Count)].Id,
            Place = communes[0],
            DecisionNumber = "1",
            Decided = new DateOnly(2025, 7, 1),
            From = new BenefitMonth(2026, 1).AddMonths(random.Next(0, 12)),
            To = random.Next(2) == 0 ? null : new BenefitMonth(2026, 12).AddMonths(random.Next(0, 4)),
        });
    }

    private static BirthDate Born(Random random)
    {
        var day = random.Next(2) == 0 ? new DateOnly(2026, 10, 1).AddYears(-random.Next(0, 100)).AddDays(random.Next(0, 200)) : new DateOnly(2026, 7, 1).AddDays(-random.Next(0, 100 * 365));
        return random.Next(10) switch { 0 => BirthDate.OfYear(day.Year), 1 => BirthDate.OfMonth(day.Year, day.Month), _ => BirthDate.OfDay(day) };
    }

    private static void Facts(Random random, IEnumerable<FactDefinition> facts, int oneOf, IReadOnlyList<PersonId> named, Action<FactEntry> record)
    {
        foreach (var fact in facts)
        {
            for (var left = random.Next(oneOf) == 0 ? random.Next(1, 3) : 0; left > 0; left--)
            {
                if (fact.Type != FactType.PersonReference || named.Count > 0)
                {
                    record(new FactEntry(fact.Code, random.Next(12) == 0 ? null : Value(random, fact, named), Days(random)));
                }
            }
        }
    }

    private static DateRange Days(Random random)
    {
        var from = new DateOnly(2026, 1, 1).AddDays(random.Next(0, 420));
        return random.Next(8) switch
        {
            0 => new DateRange(from, from.AddDays(random.Next(0, 120))),
            1 => new DateRange(null, from),
            _ => DateRange.Always,
        };
    }

    private static string Value(Random random, FactDefinition fact, IReadOnlyList<PersonId> named) => fact.Type switch
    {
        FactType.Boolean => random.Next(2) == 0 ? "true" : "false",
        FactType.Enumeration => fact.Values[random.Next(fact.Values.Count)].Code,
        FactType.Number => ((fact.Minimum ?? 0) + random.NextInt64(Math.Min((fact.Maximum ?? 1_000) - (fact.Minimum ?? 0) + 1, 4_000_000))).ToString(CultureInfo.InvariantCulture),
        FactType.Date => new DateOnly(2026, 5, 20).AddDays(random.Next(0, 200)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FactType.PersonReference => named[random.Next(named.Count)].Value,
        _ => "x",
    };
}
