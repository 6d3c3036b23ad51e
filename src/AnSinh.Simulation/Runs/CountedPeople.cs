using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>
/// The people of a simulation, with households that the laws asked cannot tell apart kept once, and how many each of them stands for. Whatever is summed up over these is what would be summed up over
/// everybody: for the laws by which they were told apart, and for reforms of values over these laws. Counted once, each further reform costs what the kinds of households cost.
/// </summary>
public sealed class CountedPeople
{
    private const long One = 1_000_000;

    private readonly PeopleBlock[] _blocks;
    private readonly DecidedBlock[][] _decided;
    private readonly List<AmountClasses> _classes = [];
    private readonly Lock _gate = new();

    private CountedPeople(PeopleSource source, IReadOnlyList<BulkDeterminer> by, int kinds, int threads)
    {
        (Source, By, Kinds) = (source, by, kinds);
        _blocks = new PeopleBlock[source.Blocks];
        _decided = [.. by.Select(_ => new DecidedBlock[source.Blocks])];
        AllCores.Each(
            source.Blocks, () => by.Select(determiner => determiner.NewWorker(source.Dictionary)).ToList(),
            (number, workers) =>
            {
                source.Read(number, _blocks[number] = new PeopleBlock());
                for (var place = 0; place < by.Count; place++)
                {
                    _decided[place][number] = workers[place].Decide(_blocks[number]);
                }
            },
            _ => { }, threads);
    }

    /// <summary>One household of each kind; the weight of each is how many it stands for, in millionths.</summary>
    public PeopleSource Source { get; }

    /// <summary>The laws, each for a month, by which households were told apart.</summary>
    public IReadOnlyList<BulkDeterminer> By { get; }

    /// <summary>How many kinds of households there are.</summary>
    public int Kinds { get; }

    /// <summary>Counts people for the law as it is and for those reforms that are more than values.</summary>
    /// <param name="inputs">The people, and the laws that tell them apart.</param>
    /// <param name="progress">Told after each block how many are done.</param>
    /// <returns>Null where households have weights or incomes: they matter by more than what the law gives them, and nothing less than each of them will do.</returns>
    public static CountedPeople? Of(SimulationInputs inputs, int threads, Action<int>? progress = null, CancellationToken cancellation = default) =>
        Of(inputs, new DeterminerGrid(inputs.Scenarios, inputs.Period, threads, []).All, threads, progress, cancellation);

    internal static CountedPeople? Of(SimulationInputs inputs, IReadOnlyList<BulkDeterminer> determiners, int threads, Action<int>? progress, CancellationToken cancellation)
    {
        var by = determiners.Where(determiner => !determiner.RestsOnBasis).ToList();
        var (all, gate, done) = (new HouseholdKinds(), new Lock(), 0);
        var codes = new Bulk.PairCodes();
        var eachForItself = false;
        var provinceOf = ProvincePlaces.Of(inputs.People.Dictionary).OfProfile;
        AllCores.Each(
            inputs.People.Blocks,
            () => (Block: new PeopleBlock(), Workers: by.ConvertAll(determiner => determiner.NewWorker(inputs.People.Dictionary)), Codes: new KindCodes(codes), Kinds: new HouseholdKinds()),
            (number, own) =>
            {
                inputs.People.Read(number, own.Block);
                if (!Count(own.Block, provinceOf, own.Workers, own.Codes, own.Kinds))
                {
                    eachForItself = true;
                }

                progress?.Invoke(Interlocked.Increment(ref done));
            },
            own =>
            {
                lock (gate)
                {
                    all.Add(own.Kinds);
                }
            },
            threads, cancellation);
        return eachForItself ? null : new(inputs.People with { Blocks = all.Blocks, Read = all.Read }, by, all.Count, threads);
    }

    /// <returns>False where a household of the block has a weight or an income: then each counts by itself.</returns>
    private static bool Count(PeopleBlock block, int[] provinceOf, List<BulkWorker> workers, KindCodes codes, HouseholdKinds kinds)
    {
        if (block.Weights.Length + block.Incomes.Length > 0)
        {
            return false;
        }

        var decided = workers.ConvertAll(worker => worker.Decide(block));
        foreach (var household in block.InTurn())
        {
            kinds.Add(codes.KindOf(decided, household, provinceOf[block.HouseholdProfiles[household.Number]]), household, One);
        }

        return true;
    }

    /// <summary>What a law says of the kinds, ready to be filled in block by block.</summary>
    internal CountedLaw Decide(BulkDeterminer determiner, int threads)
    {
        for (var place = 0; place < By.Count; place++)
        {
            if (determiner == By[place])
            {
                return new CountedLaw(determiner, _blocks, _decided[place], null);
            }

            if (determiner.AsksNoMoreThan(By[place]))
            {
                return new CountedLaw(determiner, _blocks, _decided[place], ClassesOf(determiner, place)?.Decide(determiner, threads));
            }
        }

        throw new InvalidOperationException("The people are not counted for this law.");
    }

    /// <summary>Classes of the kinds for a law of amounts, made once for all laws that differ in the same; null where there are none.</summary>
    private AmountClasses? ClassesOf(BulkDeterminer determiner, int place)
    {
        lock (_gate)
        {
            if (_classes.Find(known => known.Serve(determiner)) is { } serving)
            {
                return serving;
            }

            if (AmountClasses.Of(determiner, Source.Dictionary, _blocks, _decided[place]) is { } made)
            {
                _classes.Add(made);
                return made;
            }

            return null;
        }
    }

    /// <summary>Whether sums over kinds that laws by themselves tell apart are sums over everybody, for all of some laws.</summary>
    internal static bool Serve(IReadOnlyList<BulkDeterminer> by, IEnumerable<BulkDeterminer> determiners) =>
        determiners.All(determiner => by.Any(one => !one.RestsOnBasis && (determiner == one || determiner.AsksNoMoreThan(one))));
}

/// <summary>What one law says of people who were counted.</summary>
internal sealed class CountedLaw(BulkDeterminer determiner, PeopleBlock[] blocks, DecidedBlock[] decided, AmountClasses.ClassOutcomes? classes)
{
    /// <param name="worker">Of this law, asked for where the people were not counted by it.</param>
    public void Determine(int number, Func<BulkWorker> worker, Span<int> outcomes)
    {
        if (determiner.RestsOnBasis && classes is not null)
        {
            classes.Determine(number, blocks[number], decided[number], worker(), outcomes);
        }
        else if (determiner.RestsOnBasis)
        {
            worker().Determine(blocks[number], decided[number], outcomes);
        }
        else
        {
            decided[number].Outcomes.CopyTo(outcomes);
        }
    }
}
