using AnSinh.Law;
using AnSinh.Simulation.Populations;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Simulation.Tests.Populations;

/// <summary>A million answers, over every month since the pack begins: bulk evaluation says of each person what the determiner says.</summary>
public sealed class NationAgreementTests(NationFixture nation, ITestOutputHelper output) : IClassFixture<NationFixture>
{
    private const int Persons = 1_000_000;

    [Fact]
    public void A_million_answers_of_all_months_are_the_determiners()
    {
        using var reader = new PopulationReader(nation.Write("agreement.pop", Persons, 20260701, threads: 2));
        var months = new List<BenefitMonth>();
        for (var month = BenefitMonth.Parse("2021-07"); month <= BenefitMonth.Parse("2027-01"); month = month.Next)
        {
            months.Add(month);
        }

        // One block a month, and for the last month what is left of them.
        var (answers, cells) = (0L, 0L);
        Parallel.ForEach(months.Index(), at =>
        {
            IReadOnlyList<int> blocks = at.Item == months[^1] ? [.. Enumerable.Range(at.Index, reader.Blocks - at.Index)] : [at.Index];
            var report = BulkAgreement.Run(nation.Pack, reader, at.Item, blocks, 1, CancellationToken.None);
            Interlocked.Add(ref answers, report.Persons);
            Interlocked.Add(ref cells, report.Cells);
            Assert.True(report.Disagreements.Count == 0, string.Join("\n\n", report.Disagreements.Take(2)));
        });

        output.WriteLine($"{answers} answers, {cells} cells");
        Assert.Equal(Persons, answers);
        Assert.True(cells < answers / 3);
    }
}
