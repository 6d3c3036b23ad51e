using AnSinh.Law;
using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Populations;

/// <summary>How far a drawing is.</summary>
public readonly record struct PopulationProgress(long Persons, long Of);

/// <summary>
/// Draws a synthetic nation of any size into a population file. Households follow one another through the communes of the country; each block of them has its own lot, drawn from
/// the seed and the block's number, so that neither the number of threads nor their order changes a byte. Memory does not grow with the number of persons.
/// </summary>
public sealed class NationDraw
{
    /// <summary>The day of the people's ages.</summary>
    public static readonly DateOnly Day = new(2026, 7, 1);

    /// <summary>The sources of facts cover every household up to this day: in a synthetic population what is not said is not so.</summary>
    public static readonly DateOnly CoveredTo = new(2030, 12, 31);

    public const long MostPersons = 1_000_000_000;
    private const int BlocksAhead = 4;

    private readonly NationTables _tables;
    private readonly long[] _communesUpTo;

    /// <param name="sources">The sources of the law's facts.</param>
    public NationDraw(IReadOnlyList<FactSource> sources)
    {
        _tables = new NationTables(NationData.Load(), sources, Day, CoveredTo);
        var sum = 0L;
        _communesUpTo = [.. _tables.Data.Communes.Select(commune => sum += commune.Persons)];
    }

    public NationData Data => _tables.Data;

    /// <param name="threads">At least one.</param>
    /// <exception cref="OperationCanceledException">Stopped on the way; no file is left.</exception>
    /// <exception cref="Storage.StorageException">The disk is full; no file is left.</exception>
    public void Write(string path, long persons, long seed, int threads, Action<PopulationProgress>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(persons, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(persons, MostPersons);
        var plan = new BlockPlan(persons, _tables.Pool.MeanSize);
        using var writer = new PopulationWriter(path, PopulationOrigin.Drawn, seed, Day);
        var batch = threads * BlocksAhead;
        DrawnBlock[] drawing = [.. Enumerable.Range(0, batch).Select(_ => new DrawnBlock())];
        DrawnBlock[] drawn = [.. Enumerable.Range(0, batch).Select(_ => new DrawnBlock())];
        for (var (first, ready) = (0, 0); first < plan.Blocks || ready > 0; first += batch)
        {
            // While one batch is drawn, the one before it is written in the order of its blocks.
            var (from, blocks, target) = (first, Math.Min(batch, Math.Max(0, plan.Blocks - first)), drawing);
            var work = Task.Run(() => AllCores.Each(blocks, index => Draw(plan, from + index, seed, target[index]), threads, cancellation), cancellation);
            try
            {
                for (var index = 0; index < ready; index++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    writer.Add(drawn[index].Block, drawn[index].Dictionary);
                }
            }
            finally
            {
                Task.WhenAny(work).GetAwaiter().GetResult();
            }

            work.GetAwaiter().GetResult();
            progress?.Invoke(new PopulationProgress(writer.Persons, persons));
            (drawing, drawn, ready) = (drawn, drawing, blocks);
        }

        writer.Complete();
    }

    private void Draw(BlockPlan plan, int block, long seed, DrawnBlock into)
    {
        into.Clear();
        var random = new SeededRandom(unchecked((seed * 0x2545F4914F6CDD1D) ^ ((block + 1L) * 0x632BE59BD9B4E019)));
        var draw = new HouseholdDraw(_tables, random, into);
        var (first, households) = plan.Households(block);
        var templates = Templates(random, households, plan.Persons(block));
        var commune = 0;
        for (var number = 0; number < households; number++)
        {
            commune = CommuneOf(first + number, plan.AllHouseholds, commune);
            draw.Draw(commune, templates[number]);
        }
    }

    /// <summary>Who lives in the households of a block, so that they hold exactly so many persons: some are drawn again until the count is right.</summary>
    private int[] Templates(SeededRandom random, int households, int persons)
    {
        var pool = _tables.Pool;
        var templates = new int[households];
        var left = persons;
        for (var number = 0; number < households; number++)
        {
            templates[number] = pool.Pick(random);
            left -= pool.Templates[templates[number]].Members.Length;
        }

        while (left != 0)
        {
            var (number, other) = (random.Next(households), pool.Pick(random));
            var after = left + pool.Templates[templates[number]].Members.Length - pool.Templates[other].Members.Length;
            if (Math.Abs(after) < Math.Abs(left))
            {
                (templates[number], left) = (other, after);
            }
        }

        return templates;
    }

    /// <summary>Households take their communes in order, in proportion to the communes' weights.</summary>
    private int CommuneOf(long household, long households, int notBefore)
    {
        var place = (long)(((((Int128)household * 2) + 1) * _communesUpTo[^1]) / (households * 2));
        if (notBefore == 0)
        {
            var found = Array.BinarySearch(_communesUpTo, place);
            return found >= 0 ? found + 1 : ~found;
        }

        while (_communesUpTo[notBefore] <= place)
        {
            notBefore++;
        }

        return notBefore;
    }

    /// <summary>How many households and persons each block holds.</summary>
    private sealed class BlockPlan(long persons, double meanSize)
    {
        public long AllHouseholds { get; } = Math.Clamp((long)((persons / meanSize) + 0.5), 1, persons);
        public int Blocks => (int)((AllHouseholds + PeopleBlock.Full - 1) / PeopleBlock.Full);

        public (long First, int Count) Households(int block)
        {
            var (first, next) = (Share(AllHouseholds, block), Share(AllHouseholds, block + 1));
            return (first, (int)(next - first));
        }

        public int Persons(int block)
        {
            var (first, next) = (Households(block).First, Households(block).First + Households(block).Count);
            return (int)(PersonsUpTo(next) - PersonsUpTo(first));
        }

        private long PersonsUpTo(long household) => (long)((Int128)persons * household / AllHouseholds);

        private long Share(long of, int block) => (long)((Int128)of * block / Blocks);
    }
}
