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
        var (bulk, found, gate, persons) = (new BulkDeterminer(pack, month, month.Last), new List<Disagreement>(), new Lock(), 0L);
        AllCores.Each(
            blocks.Count, () => (Block: new PeopleBlock(), Worker: bulk.NewWorker(population.Dictionary), Determiner: new Determiner(pack)),
            (index, own) =>
            {
                population.ReadBlock(blocks[index], own.Block);
                var outcomes = new int[own.Block.Persons];
                own.Worker.Determine(own.Block, outcomes);
                var different = Compare(population.Dictionary, own.Block, blocks[index], bulk, own.Determiner, outcomes).Take(Listed).ToList();
                lock (gate)
                {
                    persons += own.Block.Persons;
                    found.AddRange(different.Take(Listed - found.Count));
                }
            },
            _ => { }, threads, cancelled);
        return new AgreementReport(month, persons, bulk.Cells, bulk.Decided, found);
    }

    private static IEnumerable<Disagreement> Compare(PeopleDictionary dictionary, PeopleBlock block, int number, BulkDeterminer bulk, Determiner determiner, int[] outcomes)
    {
        var signatures = bulk.Outcomes.All.Select(outcome => PersonOutcome.Signature(outcome.Representative)).ToList();
        foreach (var household in block.InTurn())
        {
            var people = determiner.Determine(household.Case(dictionary), bulk.Month, bulk.KnownAt, DeterminationDetail.Claims).People;
            for (var member = 0; member < people.Count; member++)
            {
                var (expected, answered) = (PersonOutcome.Signature(people[member]), signatures[outcomes[household.First + member]]);
                if (expected != answered)
                {
                    yield return new Disagreement(bulk.Month, number, household.Number, member, expected, answered);
                }
            }
        }
    }
}
