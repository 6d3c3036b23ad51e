using System.Runtime.ExceptionServices;

namespace AnSinh.Law;

/// <summary>Work on many things at once. An error in it comes out as itself, not wrapped in another: a lost database or a full disk is told as one from wherever it was met.</summary>
public static class AllCores
{
    /// <param name="count">The work is done for 0 to count - 1, in no order.</param>
    /// <param name="work">What is done for one of them.</param>
    /// <param name="threads">How many at once; all cores where nothing is said.</param>
    /// <param name="stop">No more is begun after it.</param>
    public static void Each(int count, Action<int> work, int threads = -1, CancellationToken stop = default) =>
        Each(count, () => work, (index, one) => one(index), _ => { }, threads, stop);

    /// <summary>As <see cref="Each(int, Action{int}, int, CancellationToken)"/>, with something of each thread's own.</summary>
    /// <param name="own">Makes it.</param>
    /// <param name="work">What is done for one, with it.</param>
    /// <param name="end">What becomes of it; on several threads at once.</param>
    public static void Each<TOwn>(int count, Func<TOwn> own, Action<int, TOwn> work, Action<TOwn> end, int threads = -1, CancellationToken stop = default)
    {
        try
        {
            Parallel.For(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, own,
                (index, _, mine) =>
                {
                    work(index, mine);
                    return mine;
                },
                end);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }
}
