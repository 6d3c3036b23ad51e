using System.Diagnostics;
using System.Globalization;
using AnSinh.Benchmarks.Nation;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>One kernel on so many threads, beside reading the same columns in the same run.</summary>
/// <param name="Columns">The columns that are read and written, with their bytes for each person.</param>
/// <param name="BytesRead">Bytes of the columns that are read, for each person.</param>
/// <param name="BytesWritten">Bytes of the columns that are written, for each person.</param>
/// <param name="Milliseconds">Median.</param>
/// <param name="ReadMilliseconds">Median of reading.</param>
/// <param name="Spread">The quickest and the slowest run, held against the median.</param>
public sealed record KernelFigure(string Id, int Persons, int Threads, string Columns, decimal BytesRead, decimal BytesWritten, decimal Milliseconds, decimal ReadMilliseconds, string Spread)
{
    public decimal PersonsPerSecond => decimal.Round(Persons / Milliseconds * 1000);

    public Figure ToFigure() => new($"{Id}.{Threads}", PersonsPerSecond, "persons/s", decimal.Round(Persons / ReadMilliseconds * 1000), decimal.Round(ReadMilliseconds / Milliseconds, 3), string.Create(
        CultureInfo.InvariantCulture,
        $"{Columns}; {Persons} persons, {BytesRead:0.##} bytes read and {BytesWritten:0.##} written for each, {Threads} threads, in memory (no disk), median of {KernelBenchmarks.Repeats} {Milliseconds:0.##} ms, spread {Spread}; limit: reading the same columns"));
}

/// <summary>Bytes that the memory moves, for scale: three columns of 256 MB.</summary>
public sealed record BandwidthFigure(string Id, int Threads, decimal GigabytesPerSecond, string Spread)
{
    public Figure ToFigure() => new($"{Id}.{Threads}", GigabytesPerSecond, "GB/s", GigabytesPerSecond, 1, $"{Threads} threads, columns of 256 MB, median of {KernelBenchmarks.Repeats}, spread {Spread}");
}

/// <summary>The kernels that are limits of bulk evaluation, on synthetic people, on one thread and on all cores.</summary>
public static class KernelBenchmarks
{
    public const int Repeats = 9;

    private static readonly int[] ThreadCounts = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];

    /// <summary>a = b + 3 c, and a sum over b.</summary>
    public static IEnumerable<BandwidthFigure> Bandwidth()
    {
        const int Count = 32 * 1024 * 1024;
        const int Slice = 64 * 1024;
        using var a = new Column<double>(Count);
        using var b = new Column<double>(Count);
        using var c = new Column<double>(Count);
        foreach (var threads in ThreadCounts)
        {
            var (triad, sum, spread, sumSpread) = Interleave(threads, Count / Slice, slice =>
            {
                MemoryKernels.Triad(a.Part(slice * Slice, (slice + 1) * Slice), b.Part(slice * Slice, (slice + 1) * Slice), c.Part(slice * Slice, (slice + 1) * Slice), 3);
                return 0;
            }, slice => MemoryKernels.Read<double>(b.Part(slice * Slice, (slice + 1) * Slice)), null);
            yield return new BandwidthFigure("memory.triad", threads, decimal.Round(3 * a.Bytes / triad / 1_000_000, 1), spread);
            yield return new BandwidthFigure("memory.sum", threads, decimal.Round(b.Bytes / sum / 1_000_000, 1), sumSpread);
        }
    }

    /// <summary>Eight groups with age limits, the highest coefficient, by four kernels. All give the same totals.</summary>
    /// <exception cref="KernelFaultException">They do not.</exception>
    public static IEnumerable<KernelFigure> Anchors(HouseholdShape shape)
    {
        using var people = new AnchorPeople(shape);
        var model = AnchorModel.Compile();
        var total = Crew.Run(Environment.ProcessorCount, shape.Blocks, block => AnchorIfKernel.Run(people.Block(block)));
        var entitled = 0;
        foreach (var amount in people.Amounts.All)
        {
            entitled += amount > 0 ? 1 : 0;
        }

        var perHousehold = (decimal)shape.Households / shape.Persons;
        var (amounts, read) = (4 + (4 * perHousehold), 3 + perHousehold);
        var shares = string.Create(CultureInfo.InvariantCulture, $"{1 / perHousehold:0.00} persons a household, {100m * entitled / shape.Persons:0.0} % with an amount, total {total} VND");
        foreach (var (id, columns, bytes, written, work) in new (string, string, decimal, decimal, Func<int, long>)[]
        {
            ("anchors.if", $"birth month 2, flags 1, size and poverty 1 a household; amounts 4 a person and a household; {shares}", read + perHousehold, amounts, block => AnchorIfKernel.Run(people.Block(block))),
            ("anchors.table", "birth month 2, flags 1, size 1 a household; amounts 4 a person and a household", read, amounts, block => AnchorTableKernel.Run(people.Block(block))),
            ("anchors.vector", "birth month 2, flags 1, size 1 a household; amounts 4 a person and a household", read, amounts, block => AnchorVectorKernel.Run(people.Block(block))),
            ("anchors.model", $"the same as a decision model of nine rows, compiled: {model.Regions} regions of the age, {(model.UsesVectors ? "looked up by vectors" : "looked up one by one")}", read, amounts, block => AnchorModel.Run(model, people.Block(block))),
            ("anchors.total", "birth month 2, flags 1; the national total alone", 3, 0, block => AnchorVectorKernel.Total(people.Block(block))),
        })
        {
            foreach (var figure in Measured(shape, id, columns, bytes, written, work, people.Read, total))
            {
                yield return figure;
            }
        }
    }

    /// <summary>The five rules on their own columns, one rule after another, so that only one set of columns is in memory.</summary>
    /// <exception cref="KernelFaultException">A kernel gives another total on all cores than on one.</exception>
    public static IEnumerable<KernelFigure> Rules(HouseholdShape shape)
    {
        var (draws, perHousehold) = (new RuleDraws(shape, dense: false), (decimal)shape.Households / shape.Persons);
        using (var people = new SingleParentPeople(draws))
        {
            foreach (var figure in Measured(shape, "rule.single-parent", "born 2, flags 1, raised_by 1, size and poverty 1 a household; units 1", 4 + (2 * perHousehold), 1, block => SingleParentKernel.Run(people.Block(block)), people.Read))
            {
                yield return figure;
            }
        }

        using (var people = new SupporterPeople(draws))
        {
            foreach (var figure in Measured(shape, "rule.supporter", "born 2, flags 1, supporter 1, size and poverty 1 a household; coefficient 1", 4 + (2 * perHousehold), 1, block => SupporterKernel.Run(people.Block(block)), people.Read))
            {
                yield return figure;
            }
        }

        using (var people = new CarePeople(draws))
        {
            var claims = Crew.Run(1, shape.Blocks, block => CareKernel.Run(people.Block(block), out var count) * 0 + count);
            foreach (var figure in Measured(
                shape, "rule.carer", "born 2, flags 1, raised_by 1, carer 4, size 1 a household, row of every id 4 (where asked); 12 a claim", 8 + perHousehold, 12m * claims / shape.Persons,
                block => CareKernel.Run(people.Block(block), out _), people.Read))
            {
                yield return figure;
            }
        }

        using (var people = new OverlapPeople(draws))
        {
            foreach (var figure in Measured(shape, "rule.overlap", "claims 2, spouse 1, size 1 a household, amount 4 a claim; kept 2", 3 + perHousehold + people.AmountBytes, 2, block => OverlapKernel.Run(people.Block(block)), people.Read))
            {
                yield return figure;
            }
        }

        using (var people = new PovertyPeople(shape))
        {
            foreach (var figure in Measured(shape, "rule.poverty", "a household: income 4, score 2, deprived 2, not known 2, flags 1; status 1", 11 * perHousehold, perHousehold, block => PovertyKernel.Run(people.Block(block)), people.Read))
            {
                yield return figure;
            }
        }
    }

    private static IEnumerable<KernelFigure> Measured(
        HouseholdShape shape, string id, string columns, decimal read, decimal written, Func<int, long> work, Func<int, long> reading, long? total = null)
    {
        total ??= Crew.Run(1, shape.Blocks, work);
        foreach (var threads in ThreadCounts)
        {
            var (measured, limit, spread, _) = Interleave(threads, shape.Blocks, work, reading, total);
            yield return new KernelFigure(id, shape.Persons, threads, columns, read, written, measured, limit, spread);
        }
    }

    /// <summary>Runs both in turn; medians in milliseconds.</summary>
    private static (decimal Work, decimal Limit, string Spread, string LimitSpread) Interleave(int threads, int blocks, Func<int, long> work, Func<int, long> limit, long? total)
    {
        var (measured, reference, sink) = (new decimal[Repeats], new decimal[Repeats], 0L);
        for (var repeat = -2; repeat < Repeats; repeat++)
        {
            var watch = Stopwatch.GetTimestamp();
            var sum = Crew.Run(threads, blocks, work);
            var worked = Stopwatch.GetElapsedTime(watch);
            watch = Stopwatch.GetTimestamp();
            sink ^= Crew.Run(threads, blocks, limit);
            var read = Stopwatch.GetElapsedTime(watch);
            if (total is { } expected && sum != expected)
            {
                throw new KernelFaultException($"the total is {sum}, and shall be {expected}");
            }

            if (repeat >= 0)
            {
                (measured[repeat], reference[repeat]) = (Milliseconds(worked), Milliseconds(read));
            }
        }

        GC.KeepAlive(sink);
        Array.Sort(measured);
        Array.Sort(reference);
        return (measured[Repeats / 2], reference[Repeats / 2], Spread(measured), Spread(reference));
    }

    private static decimal Milliseconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerMillisecond;

    private static string Spread(decimal[] sorted) => string.Create(CultureInfo.InvariantCulture, $"{sorted[0] / sorted[Repeats / 2]:0.00}-{sorted[^1] / sorted[Repeats / 2]:0.00}");
}

/// <summary>Kernels that shall give the same do not.</summary>
public sealed class KernelFaultException(string message) : Exception(message);
