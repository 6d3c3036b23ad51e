namespace AnSinh.Payroll.Steps;

/// <summary>A sequence whose next item is made while the one before is being used.</summary>
internal static class Ahead
{
    public static IEnumerable<T> Of<T>(IEnumerable<T> items)
    {
        if (items is IReadOnlyCollection<T>)
        {
            foreach (var item in items)
            {
                yield return item;
            }

            yield break;
        }

        using var source = items.GetEnumerator();
        var next = Task.Run(source.MoveNext);
        try
        {
            while (next.GetAwaiter().GetResult())
            {
                var current = source.Current;
                next = Task.Run(source.MoveNext);
                yield return current;
            }
        }
        finally
        {
            // Nobody may let go of the source while it is at work; what failed in it was thrown above, or nobody waits for it any more.
            next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter().GetResult();
        }
    }
}
