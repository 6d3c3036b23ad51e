using System.Globalization;
using System.Text;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Commune;
using AnSinh.Simulation.Commune.Truth;
using Xunit;

namespace AnSinh.Simulation.Tests.Commune;

public sealed class SampleCommuneTests(SampleFixture fixture) : IClassFixture<SampleFixture>
{
    private readonly SampleCommune _sample = fixture.Sample;

    [Fact]
    public void The_committed_sample_is_what_its_seed_gives()
    {
        var files = SampleWriter.Files(_sample);
        var committed = Directory.EnumerateFiles(SampleFixture.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(SampleFixture.Folder, path)).Order(StringComparer.Ordinal);
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), committed);
        Assert.All(files, file => Assert.True(File.ReadAllText(Path.Combine(SampleFixture.Folder, file.Key)) == file.Value, $"{file.Key} differs from what the seed gives"));
    }

    [Fact]
    public void The_committed_report_is_what_its_seed_gives() =>
        Assert.Equal(MarginalsReport.Write(_sample), File.ReadAllText(Path.Combine(SampleFixture.Root(), "docs", "sample-commune.md")));

    [Fact]
    public void Another_seed_gives_another_commune() =>
        Assert.NotEqual(_sample.People.Select(person => person.FullName), SampleCommune.Generate(SampleFixture.Seed + 1).People.Select(person => person.FullName));

    [Fact]
    public void Age_and_sex_meet_the_projection_to_the_person()
    {
        var marginals = _sample.Marginals;
        var total = marginals.AgeSex.Sum(group => group.Population);
        var first = _sample.People.Where(person => person.Recorded == _sample.Registered).ToList();
        Assert.All(marginals.AgeSex, group =>
        {
            var reached = first.Count(person => person.Sex == group.Sex && person.AgeOn(_sample.Registered) is var age && age >= group.AgeFrom && age <= group.AgeTo);
            Assert.InRange(reached, group.Population * first.Count / total, group.Population * first.Count / total + 1);
        });
    }

    [Fact]
    public void Parents_are_at_least_fifteen_years_older_than_their_children() =>
        Assert.All(_sample.People, child =>
        {
            foreach (var parent in new[] { child.Mother, child.Father }.OfType<SamplePerson>())
            {
                Assert.InRange(SamplePerson.YearsBetween(parent.Born, child.Born), 15, 75);
            }
        });

    [Fact]
    public void Everybody_belongs_to_exactly_one_household_that_has_a_grown_head()
    {
        Assert.Equal(_sample.People.Count, _sample.Households.Sum(household => household.Members.Count));
        Assert.Equal(_sample.People.Count, _sample.Households.SelectMany(household => household.Members).Distinct().Count());
        Assert.All(_sample.People, person => Assert.Contains(person, person.Household.Members));
        Assert.All(_sample.Households, household => Assert.True(household.Members.Single(member => member.Relation == "head").AgeOn(_sample.Registered) >= 18, household.Id));
    }

    [Fact]
    public void Old_parents_in_a_household_are_old_enough_to_be_its_heads_parents() =>
        Assert.All(_sample.Households, household =>
        {
            var head = household.Members.Single(member => member.Relation == "head");
            Assert.All(household.Members.Where(member => member.Relation == "parent"), parent => Assert.True(SamplePerson.YearsBetween(parent.Born, head.Born) >= 15, household.Id));
            Assert.All(household.Members.Where(member => member.Relation is "child" or "grandchild"), child => Assert.True(SamplePerson.YearsBetween(head.Born, child.Born) >= 15, household.Id));
        });

    [Fact]
    public void Couples_are_mutual_live_together_and_are_of_age() =>
        Assert.All(_sample.People.Where(person => person.Spouse is not null), person =>
        {
            Assert.Same(person, person.Spouse!.Spouse);
            Assert.Same(person.Household, person.Spouse.Household);
            Assert.True(person.AgeOn(_sample.Registered) >= (person.Sex == Sex.Male ? 20 : 18));
        });

    [Fact]
    public void Numbers_are_valid_unique_agree_with_birth_and_sex_and_belong_to_nobody()
    {
        Assert.Equal(_sample.People.Count, _sample.People.Select(person => person.Number).Distinct().Count());
        Assert.All(_sample.People, person =>
        {
            Assert.True(IdentityNumber.TryParse(person.Number, out var number), person.Number);
            if (number.Kind == IdentityNumberKind.SocialSecurity)
            {
                var social = SocialSecurityNumber.Parse(person.Number);
                Assert.True(social.Agrees(BirthDate.Parse(person.BornText), person.Sex), person.Number);
                Assert.StartsWith("018", person.Number, StringComparison.Ordinal);
            }
        });
        Assert.DoesNotContain("18", Marginals.Rows("commune").Where(row => row[0] == "province").Select(row => row[1]));
    }

    [Fact]
    public void Names_are_composed_from_single_words_of_frequency_lists_and_are_in_composed_unicode()
    {
        Assert.All(_sample.Marginals.FamilyNames.Concat(_sample.Marginals.GivenNames), name => Assert.DoesNotContain(' ', name.Name));
        Assert.All(_sample.Marginals.MiddleNames, name => Assert.True(name.Name.Split(' ').Length <= 2, name.Name));
        Assert.All(_sample.People, person => Assert.True(person.FullName.IsNormalized(NormalizationForm.FormC) && person.FullName.Split(' ').Length is >= 2 and <= 4, person.FullName));
    }

    [Fact]
    public void Nothing_is_recorded_before_it_happened_or_on_a_day_without_a_folder()
    {
        var days = SampleCommune.LaterDays.Prepend(_sample.Registered).ToHashSet();
        Assert.All(_sample.People, person =>
        {
            Assert.Contains(person.Recorded, days);
            Assert.True(person.Born <= person.Recorded);
            Assert.All(person.Awards, award => Assert.True(award.Decided <= award.Recorded && days.Contains(award.Recorded) && award.Applied <= award.Decided));
            if (person.Died is { } died)
            {
                Assert.True(died.Day > person.Born && died.Day <= died.Recorded && days.Contains(died.Recorded));
            }
        });
    }

    [Fact]
    public void Some_of_the_oldest_have_only_a_year_of_birth_and_some_people_have_no_papers()
    {
        Assert.InRange(_sample.People.Count(person => person.BornText.Length == 4), 20, 200);
        Assert.InRange(_sample.People.Count(person => person.Number.StartsWith('T')), 10, 100);
        Assert.All(_sample.People.Where(person => person.BornText.Length == 4), person => Assert.Equal(person.Born.Year.ToString(CultureInfo.InvariantCulture), person.BornText));
    }

    [Fact]
    public void What_the_runs_pay_less_what_they_claim_back_is_what_is_due_at_the_end()
    {
        var months = new ExpectedMonths(_sample, new ExpectedClaims(new ExpectedLaw()));
        var moved = months.Runs.Sum(run => run.RegularAmount + run.ArrearsAmount - run.ReceivableAmount);
        var due = months.Dues.GroupBy(entry => (entry.Person, entry.Benefit, entry.Month)).Sum(group => group.Last().Amount);
        Assert.Equal(due, moved);
    }

    [Fact]
    public void Every_story_happens()
    {
        string[] names = ["late_decision", "late_death", "move", "poverty_ended", "poverty_ended_late", "poverty_began", "resumed", "returned",
            "merit_late_decision", "merit_death", "merit_contradiction", "merit_not_applied", "poverty_contradiction", "poverty_not_recognised"];
        Assert.Equal(names, _sample.Stories.Select(story => story.Name));
        var months = new ExpectedMonths(_sample, new ExpectedClaims(new ExpectedLaw()));
        BenefitMonth[] ArrearsOf(string story, int run) =>
            [.. months.Dues.Where(due => due.Person == Of(story) && due.KnownOn == months.Runs[run].CutOff && due.Month < months.Runs[run].Month).Select(due => due.Month)];
        SamplePerson Of(string story) => _sample.Stories.Single(told => told.Name == story).Person;

        Assert.Equal([new(2026, 6), new(2026, 7)], ArrearsOf("late_decision", 2));
        Assert.Equal([new(2026, 6), new(2026, 7)], ArrearsOf("merit_late_decision", 2));
        Assert.Equal([new(2026, 8)], ArrearsOf("merit_death", 3));
        Assert.Equal([new(2026, 7), new(2026, 8)], ArrearsOf("merit_contradiction", 5));
        Assert.Equal([new(2026, 8), new(2026, 9)], ArrearsOf("late_death", 4));
        Assert.Equal([new(2026, 7), new(2026, 8)], ArrearsOf("poverty_ended_late", 3));
        Assert.Equal([new(2026, 7), new(2026, 8), new(2026, 9), new(2026, 10)], months.Runs[5].ArrearsMonths);
    }
}
