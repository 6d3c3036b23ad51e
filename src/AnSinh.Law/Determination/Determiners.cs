using System.Collections.Concurrent;

namespace AnSinh.Law;

/// <summary>
/// The determiners of a pack, each used by one thread at a time. What one has worked out it finds again for whoever takes it next, so that long-running work takes them from here
/// rather than making its own.
/// </summary>
public sealed class Determiners(LawPack pack)
{
    /// <summary>Fewer items than this are not worth a second thread.</summary>
    private const int Few = 16;

    private readonly ConcurrentBag<Determiner> _idle = [];

    /// <summary>Lends a determiner for one piece of work.</summary>
    public T Use<T>(Func<Determiner, T> work)
    {
        var determiner = Take();
        var result = work(determiner);
        _idle.Add(determiner);
        return result;
    }

    /// <summary>The results of all items in their order, worked out on all cores. Work may read what is shared and change nothing.</summary>
    /// <exception cref="LawStopException">The first that the work threw, as any other exception of it.</exception>
    public TResult[] Select<TItem, TResult>(IReadOnlyList<TItem> items, Func<Determiner, TItem, TResult> work)
    {
        var results = new TResult[items.Count];
        if (items.Count < Few)
        {
            return Use(determiner =>
            {
                for (var index = 0; index < results.Length; index++)
                {
                    results[index] = work(determiner, items[index]);
                }

                return results;
            });
        }

        AllCores.Each(items.Count, Take, (index, determiner) => results[index] = work(determiner, items[index]), _idle.Add);
        return results;
    }

    private Determiner Take() => _idle.TryTake(out var idle) ? idle : new Determiner(pack);
}
