using AnSinh.Law.Tests.Pack;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Law.Tests.Bulk;

/// <summary>Everybody's bulk answer is the determiner's: amount, row, citation, grade, question and stop.</summary>
public class BulkAgreementTests(ITestOutputHelper output)
{
    private static readonly LawPack Pack = InstalledPack.Pack;

    [Fact]
    public void The_models_of_every_month_are_inside_the_bulk_profile()
    {
        foreach (var month in Months())
        {
            var bulk = new BulkDeterminer(Pack, month, month.Last);
            Assert.Empty(bulk.Reading.Outside);
            Assert.All(bulk.Parts.SelectMany(part => part.Tables.Prepend(part)), part => Assert.True(part.Plan.HasFiner, "the whole law tells apart whatever a part does"));
        }
    }

    [Fact]
    public void Random_people_of_every_month_get_the_determiners_answer()
    {
        var (people, cells) = (0, 0);
        foreach (var (number, month) in Months().Index())
        {
            var bulk = new BulkDeterminer(Pack, month, month.Last);
            var random = new RandomPeople(Pack, month, number, profiles: 3, linked: 60);
            people += Compare(bulk, random.Dictionary, random.Block(80));
            cells += bulk.Cells;
        }

        output.WriteLine($"{people} people, {cells} cells");
        Assert.True(people > 12_000);
        Assert.True(cells < people * 2 / 3, $"{cells} cells for {people} people: hardly any answer was given to a second person");
    }

    [Fact]
    public void A_block_decided_after_others_gets_the_same_answers()
    {
        var month = BenefitMonth.Parse("2026-11");
        var bulk = new BulkDeterminer(Pack, month, month.Last);
        var random = new RandomPeople(Pack, month, 4711, profiles: 40, linked: 6);
        var blocks = Enumerable.Range(0, 3).Select(_ => random.Block(200)).ToList();
        foreach (var block in blocks)
        {
            Compare(bulk, random.Dictionary, block);
        }

        var (before, worker) = (bulk.Decided, bulk.NewWorker(random.Dictionary));
        foreach (var block in blocks)
        {
            worker.Determine(block, new int[block.Persons]);
        }

        output.WriteLine($"{before} households decided, then {bulk.Decided - before}");
        Assert.True(bulk.Decided - before < before, "a cell decided once is not decided again");
    }

    private static IEnumerable<BenefitMonth> Months()
    {
        for (var month = BenefitMonth.Parse("2021-07"); month <= BenefitMonth.Parse("2027-03"); month = month.Next)
        {
            yield return month;
        }
    }

    internal static int Compare(BulkDeterminer bulk, PeopleDictionary dictionary, PeopleBlock block)
    {
        var numbers = new int[block.Persons];
        bulk.NewWorker(dictionary).Determine(block, numbers);
        return Compare(bulk, dictionary, block, numbers);
    }

    internal static int Compare(BulkDeterminer bulk, PeopleDictionary dictionary, PeopleBlock block, int[] numbers)
    {
        var (determiner, outcomes) = (new Determiner(bulk.Pack), bulk.Outcomes.All);
        for (var (household, first, link) = (0, 0, 0); household < block.Households; household++)
        {
            var people = determiner.Determine(block.Household(dictionary, household, first, link), bulk.Month, bulk.KnownAt, DeterminationDetail.Claims).People;
            for (var member = 0; member < people.Count; member++)
            {
                var (expected, found) = (PersonOutcome.Signature(people[member]), PersonOutcome.Signature(outcomes[numbers[first + member]].Representative));
                if (expected != found)
                {
                    var profile = dictionary.Persons[block.Profiles[first + member]];
                    Assert.Fail($"{bulk.Month} household {household} member {member} born {block.Born[first + member]} {PeopleBlock.FirstDay.AddDays(block.Born[first + member]):O}\n{profile.Canonical}\n{dictionary.Households[block.HouseholdProfiles[household]].Canonical}\nexpected\n{expected}\nfound\n{found}");
                }
            }

            for (first += block.Sizes[household]; link < block.LinkCount && block.Links[link].Person < first; link++)
            {
            }
        }

        return block.Persons;
    }
}
