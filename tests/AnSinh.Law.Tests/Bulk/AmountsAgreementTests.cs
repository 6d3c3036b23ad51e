using AnSinh.Law.Tests.Pack;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Law.Tests.Bulk;

/// <summary>Reforms of values, worked out over what the law before them says: everybody's answer is that of the determiner of the reformed law.</summary>
public class AmountsAgreementTests(ITestOutputHelper output)
{
    private static readonly LawPack Pack = InstalledPack.Pack;

    [Fact]
    public void Random_values_give_everybody_the_determiners_answer()
    {
        var (people, overBasis, byThemselves, overKept) = (0, 0, 0, 0);
        var months = BenefitMonth.Parse("2022-01").To(BenefitMonth.Parse("2027-01")).Where((_, index) => index % 5 == 0).ToList();
        for (var turn = 0; turn < 24; turn++)
        {
            var month = months[turn % months.Count];
            var random = new Random(turn);
            var basis = new BulkDeterminer(Pack, month, month.Last);
            var crowd = new RandomPeople(Pack, month, turn, profiles: 4, linked: 30);
            var block = crowd.Block(120);
            BulkAgreementTests.Compare(basis, crowd.Dictionary, block);
            for (var reform = 0; reform < 3; reform++)
            {
                var law = new ReformedLaw(Pack, RandomReform(random, month)).For(month, month.Last);
                Assert.NotEqual(Pack.Hash, law.Hash);
                var bulk = BulkDeterminer.Of(law, month, month.Last, basis);
                people += BulkAgreementTests.Compare(bulk, crowd.Dictionary, block);
                _ = bulk.RestsOnBasis ? overBasis++ : byThemselves++;
                if (bulk.AsksNoMoreThan(basis))
                {
                    // The same from what is kept of the basis: twice, so that what was kept at first is taken at the second time.
                    var (kept, worker, numbers) = (basis.NewWorker(crowd.Dictionary).Decide(block), bulk.NewWorker(crowd.Dictionary), new int[block.Persons]);
                    worker.Determine(block, kept, numbers);
                    worker.Determine(block, kept, numbers);
                    people += BulkAgreementTests.Compare(bulk, crowd.Dictionary, block, numbers);
                    overKept++;
                }
            }
        }

        output.WriteLine($"{people} people, {overBasis} laws over the basis, {byThemselves} by themselves, {overKept} over what was kept");
        Assert.True(overBasis > 30, "most values are those that only amounts rest on");
        Assert.True(overKept > 20, "most of them ask no more than the basis");
        Assert.True(byThemselves > 5, "some values decide who has what");
    }

    [Fact]
    public void A_reform_of_an_amount_asks_little_anew()
    {
        var month = BenefitMonth.Parse("2027-01");
        var basis = new BulkDeterminer(Pack, month, month.Last);
        var crowd = new RandomPeople(Pack, month, 5, profiles: 60, linked: 10);
        var block = crowd.Block(400);
        BulkAgreementTests.Compare(basis, crowd.Dictionary, block);
        var bulk = BulkDeterminer.Of(new ReformedLaw(Pack, Reform(month, new ParameterPatch("tgxh.muc_chuan", month, null, null, 750_000, []))).For(month, month.Last), month, month.Last, basis);
        BulkAgreementTests.Compare(bulk, crowd.Dictionary, block);
        output.WriteLine($"{basis.Decided} questions under the law as it is, {bulk.Decided} under the reform");
        Assert.True(bulk.RestsOnBasis);
        Assert.True(bulk.Decided < basis.Decided / 2);
    }

    /// <summary>A few parameters with other values, some in one province only.</summary>
    private static Reform RandomReform(Random random, BenefitMonth month)
    {
        var known = Pack.Parameters.All.Where(parameter => parameter.Values.Any(value => value.From <= month)).ToList();
        // Values under which people are paid come more often than others, which mostly nobody in the crowd meets.
        var often = known.Where(parameter => parameter.Id.StartsWith("tgxh.muc", StringComparison.Ordinal) || parameter.Id.StartsWith("htxh.muc", StringComparison.Ordinal)).ToList();
        var chosen = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(2) == 0 ? often[random.Next(often.Count)] : known[random.Next(known.Count)]).DistinctBy(parameter => parameter.Id);
        return Reform(month, [.. chosen.Select(parameter => new ParameterPatch(
            parameter.Id, month, null, parameter.ByProvince ? PlaceCode.Parse("01") : null,
            parameter.Keys is null ? Changed(random, parameter.Values[^1].Value) : 0,
            parameter.Keys is { } keys ? [.. parameter.Values[^1].Table.Select((value, index) => (keys.From + index, Changed(random, value)))] : []))]);
    }

    private static decimal Changed(Random random, decimal value) => random.Next(5) == 0 ? value : value > 1_000 ? value + (random.Next(-5, 20) * 10_000) : value + random.Next(-1, 3);

    private static Reform Reform(BenefitMonth month, params IReadOnlyList<ParameterPatch> patches) => new()
    {
        Id = "thu",
        Name = new("Thử", "Trial"),
        Purpose = new("Thử", "Trial"),
        File = "thu.yaml",
        InForce = month.First,
        AppliesFrom = month,
        Parameters = patches,
    };
}
