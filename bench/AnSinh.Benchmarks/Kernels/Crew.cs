namespace AnSinh.Benchmarks.Kernels;

/// <summary>Hands blocks to threads one at a time, so that a core that other work slows takes fewer of them.</summary>
public static class Crew
{
    /// <summary>Sum of what the work returns for each block in [0, <paramref name="blocks"/>).</summary>
    public static long Run(int threads, int blocks, Func<int, long> work)
    {
        if (threads == 1)
        {
            var alone = 0L;
            for (var block = 0; block < blocks; block++)
            {
                alone += work(block);
            }

            return alone;
        }

        var (next, total) = (-1, 0L);
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var sum = 0L;
            for (int block; (block = Interlocked.Increment(ref next)) < blocks;)
            {
                sum += work(block);
            }

            Interlocked.Add(ref total, sum);
        });
        return total;
    }
}
