using System.Diagnostics;

namespace AnSinh.Benchmarks;

/// <summary>A measured figure beside its limit in the same run. <paramref name="Ratio"/> is the value held against the limit, both in <paramref name="Unit"/>.</summary>
public sealed record Figure(string Id, decimal Value, string Unit, decimal Limit, decimal Ratio, string Note);

/// <summary>
/// Times a piece of work and its hand-written limit in turn, after a warm-up, so that a change of the machine's speed hits both alike. The figure is the median
/// of the repeats.
/// </summary>
public static class Measure
{
    public const int Repeats = 21;

    /// <summary>Executions a second of the work and of its limit.</summary>
    public static Figure Rate(string id, int batch, Action work, int limitBatch, Action limit, string note)
    {
        var (measured, reference, spread, bytes) = Interleave(batch, work, limitBatch, limit);
        var (rate, best) = (1 / measured, 1 / reference);
        return new Figure(id, Round(rate), "1/s", Round(best), Round(rate / best), $"{note}; {bytes} B allocated each; spread {spread}");
    }

    /// <summary>Milliseconds of one execution of the work and of its limit.</summary>
    public static Figure Milliseconds(string id, int batch, Action work, int limitBatch, Action limit, string note)
    {
        var (measured, reference, spread, bytes) = Interleave(batch, work, limitBatch, limit);
        return new Figure(id, Round(measured * 1000), "ms", Round(reference * 1000), Round(measured / reference), $"{note}; {bytes} B allocated each; spread {spread}");
    }

    private static (decimal Work, decimal Limit, string Spread, long Bytes) Interleave(int batch, Action work, int limitBatch, Action limit)
    {
        for (var warm = 0; warm < 3; warm++)
        {
            Seconds(batch, work);
            Seconds(limitBatch, limit);
        }

        var (measured, reference) = (new List<decimal>(), new List<decimal>());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Seconds(batch, work);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / batch;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            measured.Add(Seconds(batch, work));
            reference.Add(Seconds(limitBatch, limit));
        }

        measured.Sort();
        reference.Sort();
        return (measured[Repeats / 2], reference[Repeats / 2], $"{Round(measured[0] / measured[Repeats / 2])}-{Round(measured[^1] / measured[Repeats / 2])}", bytes);
    }

    private static decimal Seconds(int batch, Action work)
    {
        var watch = Stopwatch.GetTimestamp();
        for (var index = 0; index < batch; index++)
        {
            work();
        }

        return (decimal)Stopwatch.GetElapsedTime(watch).Ticks / TimeSpan.TicksPerSecond / batch;
    }

    private static decimal Round(decimal value) => value >= 100 ? decimal.Round(value) : value >= 1 ? decimal.Round(value, 2) : decimal.Round(value, 5);
}
