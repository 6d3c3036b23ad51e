using AnSinh.Law;
using AnSinh.Simulation.Populations;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Simulation.Tests.Populations;

/// <summary>Bulk evaluation says of each person what the determiner says, over the months since the pack begins.</summary>
public sealed class NationAgreementTests(NationFixture nation, ITestOutputHelper output) : IClassFixture<NationFixture>
{
    private const int Persons = 340_000;

    /// <summary>Every third month, so that the tests end in time; <c>ansinh bench agree --every-month</c> goes through all of them.</summary>
    private const int Step = 3;

    [Fact]
    public void A_third_of_a_million_answers_are_the_determiners()
    {
        using var reader = new PopulationReader(nation.Write("agreement.pop", Persons, 20260701, threads: 2));
        var months = new List<BenefitMonth>();
        for (var month = BenefitMonth.Parse("2021-07"); month <= BenefitMonth.Parse("2027-01"); month = month.AddMonths(Step))
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
