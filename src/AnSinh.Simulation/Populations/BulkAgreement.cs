using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>A person whose bulk answer is not the determiner's.</summary>
public sealed record Disagreement(BenefitMonth Month, int Block, int Household, int Member, string Expected, string Found);

/// <summary>What a comparison went through.</summary>
public sealed record AgreementReport(BenefitMonth Month, long Persons, int Cells, int Decided, IReadOnlyList<Disagreement> Disagreements);

/// <summary>Holds the bulk answer of everybody in a population against the determiner's own, person by person: amounts, rows, citations, grades, questions and stops.</summary>
public static class BulkAgreement
{
    /// <summary>More disagreements than this are not worth listing.</summary>
    private const int Listed = 20;

    /// <param name="blocks">Numbers of the blocks that are gone through.</param>
    public static AgreementReport Run(LawPack pack, PopulationReader population, BenefitMonth month, IReadOnlyList<int> blocks, int threads, CancellationToken cancelled)
    {
        var (bulk, found, gate, persons, next) = (new BulkDeterminer(pack, month, month.Last), new List<Disagreement>(), new Lock(), 0L, -1);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancelled }, _ =>
        {
            var (block, worker, determiner) = (new PeopleBlock(), bulk.NewWorker(population.Dictionary), new Determiner(pack));
            for (int index; (index = Interlocked.Increment(ref next)) < blocks.Count;)
            {
                cancelled.ThrowIfCancellationRequested();
                var number = blocks[index];
                population.ReadBlock(number, block);
                var outcomes = new int[block.Persons];
                worker.Determine(block, outcomes);
                var different = Compare(population.Dictionary, block, number, bulk, determiner, outcomes).Take(Listed).ToList();
                lock (gate)
                {
                    persons += block.Persons;
                    found.AddRange(different.Take(Listed - found.Count));
                }
            }
        });
        return new AgreementReport(month, persons, bulk.Cells, bulk.Decided, found);
    }

    private static IEnumerable<Disagreement> Compare(PeopleDictionary dictionary, PeopleBlock block, int number, BulkDeterminer bulk, Determiner determiner, int[] outcomes)
    {
        var signatures = bulk.Outcomes.All.Select(outcome => PersonOutcome.Signature(outcome.Representative)).ToList();
        for (var (household, first, link) = (0, 0, 0); household < block.Households; household++)
        {
            var people = determiner.Determine(block.Household(dictionary, household, first, link), bulk.Month, bulk.KnownAt, DeterminationDetail.Claims).People;
            for (var member = 0; member < people.Count; member++)
            {
                var (expected, answered) = (PersonOutcome.Signature(people[member]), signatures[outcomes[first + member]]);
                if (expected != answered)
                {
                    yield return new Disagreement(bulk.Month, number, household, member, expected, answered);
                }
            }

            for (first += block.Sizes[household]; link < block.LinkCount && block.Links[link].Person < first; link++)
            {
            }
        }
    }
}
