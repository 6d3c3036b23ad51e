namespace AnSinh.Dmn.Compile;

/// <summary>Depth-first order without recursion, so that a chain of any length is walked; what is required comes first.</summary>
internal sealed class TopologicalOrder<T>(Func<T, IEnumerable<T>> requires)
    where T : class
{
    private readonly Dictionary<T, bool> finished = [];

    /// <summary>Visited items, each after everything it requires.</summary>
    public List<T> Order { get; } = [];

    /// <summary>One list for each cycle met, in the order of requirement.</summary>
    public List<List<T>> Cycles { get; } = [];

    public void Visit(T start)
    {
        if (finished.ContainsKey(start))
        {
            return;
        }
        var stack = new List<(T Item, IEnumerator<T> Others)>();
        Enter(start);
        while (stack.Count > 0)
        {
            (T item, IEnumerator<T> rest) = stack[^1];
            if (!rest.MoveNext())
            {
                stack.RemoveAt(stack.Count - 1);
                finished[item] = true;
                Order.Add(item);
            }
            else if (!finished.TryGetValue(rest.Current, out bool done))
            {
                Enter(rest.Current);
            }
            else if (!done)
            {
                int from = stack.FindLastIndex(s => s.Item == rest.Current);
                Cycles.Add(stack.Skip(from).Select(s => s.Item).ToList());
            }
        }

        void Enter(T item)
        {
            finished[item] = false;
            stack.Add((item, requires(item).GetEnumerator()));
        }
    }
}
