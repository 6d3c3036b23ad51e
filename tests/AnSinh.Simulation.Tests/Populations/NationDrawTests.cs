using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using Xunit;

namespace AnSinh.Simulation.Tests.Populations;

public sealed class NationDrawTests(NationFixture nation) : IClassFixture<NationFixture>
{
    private static string? Fact(CasePerson person, string code) => person.Facts.FirstOrDefault(fact => fact.Code == code)?.Value;

    private static int AgeOn(CasePerson person, DateOnly day)
    {
        var age = day.Year - person.Born.Earliest.Year;
        return person.Born.Earliest.AddYears(age) > day ? age - 1 : age;
    }

    [Fact]
    public void Threads_do_not_change_a_byte_and_another_seed_changes_many()
    {
        var one = File.ReadAllBytes(nation.Write("one.pop", 40_000, 7, threads: 1));
        Assert.Equal(one, File.ReadAllBytes(nation.Write("two.pop", 40_000, 7, threads: 2)));
        Assert.Equal(one, File.ReadAllBytes(nation.Write("three.pop", 40_000, 7, threads: 3)));
        Assert.NotEqual(one, File.ReadAllBytes(nation.Write("other.pop", 40_000, 8, threads: 2)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(14_720)]
    [InlineData(14_721)]
    [InlineData(99_999)]
    public void Exactly_as_many_persons_are_drawn_as_asked(int persons)
    {
        using var reader = new PopulationReader(nation.Write($"exactly-{persons}.pop", persons, 3, threads: 2));
        var (block, found) = (new PeopleBlock(), 0);
        for (var index = 0; index < reader.Blocks; index++)
        {
            reader.ReadBlock(index, block);
            found += block.Persons;
            Assert.Equal(block.Persons, block.Sizes.Take(block.Households).Sum(size => size));
        }

        Assert.Equal(persons, found);
        Assert.Equal(persons, reader.Persons);
    }

    [Fact]
    public void Who_raises_a_child_is_a_member_of_another_generation()
    {
        var raised = 0;
        foreach (var household in nation.Households(blocks: 6))
        {
            var members = household.People.ToDictionary(person => person.Id.Value);
            foreach (var child in household.People)
            {
                if (Fact(child, "raised_by") is { } parent)
                {
                    raised++;
                    Assert.True(members[parent].Born.Earliest.AddYears(15) <= child.Born.Earliest, $"{parent} raises somebody of nearly the same age");
                }
                else if (AgeOn(child, nation.Reader.Day) < 16)
                {
                    // Only children who live with grandparents have no parent here.
                    Assert.All(household.People.Where(person => AgeOn(person, nation.Reader.Day) >= 18), elder => Assert.True(AgeOn(elder, nation.Reader.Day) >= 40));
                }
            }
        }

        Assert.InRange(raised, 15_000, 40_000);
    }

    [Fact]
    public void Spouses_name_each_other_are_married_and_of_both_sexes()
    {
        var couples = 0;
        foreach (var household in nation.Households(blocks: 6))
        {
            var members = household.People.ToDictionary(person => person.Id.Value);
            foreach (var person in household.People)
            {
                Assert.Equal(Fact(person, "spouse") is not null, Fact(person, "marital_status") == "married");
                if (Fact(person, "spouse") is { } id)
                {
                    couples++;
                    Assert.Equal(person.Id.Value, Fact(members[id], "spouse"));
                    Assert.NotEqual(person.Sex, members[id].Sex);
                    Assert.True(AgeOn(person, nation.Reader.Day) >= 18);
                }
            }
        }

        Assert.InRange(couples, 30_000, 60_000);
    }

    [Fact]
    public void Every_fact_has_a_value_that_the_law_knows_and_dates_are_left_out()
    {
        foreach (var (subject, fact) in nation.Reader.Dictionary.Persons.SelectMany(profile => profile.Facts).Select(fact => (FactSubject.Person, fact))
            .Concat(nation.Reader.Dictionary.Households.SelectMany(profile => profile.Facts).Select(fact => (FactSubject.Household, fact))).Distinct())
        {
            var definition = nation.Pack.Facts.Find(fact.Code);
            Assert.NotNull(definition);
            Assert.Equal(subject, definition.Subject);
            Assert.True(definition.Accepts(fact.Value!, out var expected), $"{fact}: {expected.En}");
            Assert.Equal(DateRange.Always, fact.Valid);
        }

        Assert.All(nation.Reader.Dictionary.Persons.SelectMany(profile => profile.Awards), award => Assert.NotNull(nation.Pack.Benefits.Find(award.Benefit)));
        Assert.All(nation.Reader.Dictionary.LinkFacts, code => Assert.Equal(FactType.PersonReference, nation.Pack.Facts.Find(code)!.Type));
    }

    [Fact]
    public void What_silence_does_not_settle_is_said_of_everybody_whom_the_law_may_ask()
    {
        foreach (var person in nation.Households(blocks: 3).SelectMany(household => household.People))
        {
            Assert.All(new[] { "marital_status", "stable_income", "worker" }, code => Assert.NotNull(Fact(person, code)));
            Assert.Equal(AgeOn(person, nation.Reader.Day) >= 55, Fact(person, "supporter_status") is not null);
        }

        Assert.All(nation.Reader.Dictionary.Households, profile =>
        {
            Assert.Contains(profile.Facts, fact => fact.Code == "urban");
            Assert.Equal(nation.Pack.Facts.Sources.Select(source => source.Code), profile.Coverage.Select(coverage => coverage.Source));
            Assert.All(profile.Coverage, coverage => Assert.True(coverage.AsOf > new DateOnly(2026, 12, 31)));
        });
    }

    [Fact]
    public void A_determination_of_drawn_households_misses_nothing_and_stops_nowhere()
    {
        var determiner = new Determiner(nation.Pack);
        var (month, known) = (new BenefitMonth(2026, 11), new DateOnly(2026, 11, 22));
        foreach (var household in nation.Households(blocks: 14).Where((_, number) => number % 97 == 0))
        {
            var answer = determiner.Determine(household, month, known);
            Assert.All(answer.People, person =>
            {
                Assert.Empty(person.Missing);
                Assert.Empty(person.Stopped);
            });
        }
    }

    [Fact]
    public void Several_threads_read_the_same_blocks_at_once()
    {
        long Sum(int index)
        {
            var block = new PeopleBlock();
            nation.Reader.ReadBlock(index, block);
            return block.Born.Take(block.Persons).Sum(day => (long)day) + block.AllLinks.ToArray().Sum(link => (long)link.Person * (link.Member + 1));
        }

        var alone = Enumerable.Range(0, nation.Reader.Blocks).Select(Sum).ToArray();
        var together = new long[4, alone.Length];
        Parallel.For(0, 4 * alone.Length, number => together[number % 4, number / 4] = Sum(number / 4));
        Assert.All(Enumerable.Range(0, 4 * alone.Length), number => Assert.Equal(alone[number / 4], together[number % 4, number / 4]));
    }

    [Fact]
    public void Reading_blocks_allocates_nothing_once_warm()
    {
        var block = new PeopleBlock();
        void All()
        {
            for (var index = 0; index < nation.Reader.Blocks; index++)
            {
                nation.Reader.ReadBlock(index, block);
            }
        }

        All();
        All();
        var before = GC.GetAllocatedBytesForCurrentThread();
        All();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Names_are_made_when_asked_and_are_the_same_each_time()
    {
        var names = new PopulationNames(nation.Reader.Seed, nation.Reader.Day);
        var shared = 0;
        foreach (var (number, household) in nation.Households(blocks: 1).Take(300).Index())
        {
            var made = names.Of(0, number, household);
            Assert.Equal(made, new PopulationNames(nation.Reader.Seed, nation.Reader.Day).Of(0, number, household));
            Assert.All(household.People.Zip(made), pair => Assert.DoesNotContain(pair.First.Sex == Sex.Male ? " Thị " : " Văn ", pair.Second, StringComparison.Ordinal));
            foreach (var (child, name) in household.People.Zip(made).Where(pair => Fact(pair.First, "raised_by") is not null))
            {
                shared += name.Split(' ')[0] == made[0].Split(' ')[0] ? 1 : 0;
            }
        }

        Assert.True(shared > 200);
    }

    [Fact]
    public void Households_stand_in_communes_of_today()
    {
        Assert.All(nation.Reader.Dictionary.Households, profile => Assert.Equal(PlaceDirectory.VietNam.Find(profile.Place)!.Province, profile.Province));
        Assert.True(nation.Reader.Dictionary.Households.Select(profile => profile.Place).Distinct().Count() > 3_200);
    }

    [Fact]
    public void Marginals_are_near_their_sources()
    {
        var tally = NationReport.Write(nation.Draw.Data, nation.Reader, threads: 2, CancellationToken.None);
        var rows = tally.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split(" | ")).ToList();
        foreach (var (name, tolerance) in new[] { ("Hộ ", 0.2m), ("Người ở thành thị", 2m), ("Nam ", 1m), ("Hộ nghèo", 12m), ("Hộ cận nghèo", 12m), ("Người hưởng trợ giúp", 10m), ("Khuyết tật nặng", 10m), ("Người hưởng trợ cấp ưu đãi", 8m) })
        {
            var row = rows.First(row => row[0].StartsWith(name, StringComparison.Ordinal));
            Assert.True(Math.Abs(decimal.Parse(row[3], CultureInfo.InvariantCulture)) <= tolerance, string.Join(" | ", row));
        }

        foreach (var row in rows.Where(row => row[0].Length <= 5 && row[0].Contains('-') && row.Length == 7))
        {
            var expected = decimal.Parse(row[1], CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(decimal.Parse(row[2], CultureInfo.InvariantCulture) - expected) <= 15 + (expected * 0.06m), string.Join(" | ", row));
        }
    }
}
