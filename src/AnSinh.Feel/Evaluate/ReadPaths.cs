using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

/// <summary>Finds which names of the scope an expression reads, with the members taken of them.</summary>
internal static class ReadPaths
{
    public static IReadOnlyList<string> Of(IEnumerable<TypedNode> roots)
    {
        SortedSet<string> paths = new(StringComparer.Ordinal);
        Dictionary<int, TypedNode> none = [];
        foreach (TypedNode root in roots) Collect(root, paths, none);
        return [.. paths];
    }

    private static void Collect(TypedNode node, SortedSet<string> paths, Dictionary<int, TypedNode> captured)
    {
        if (PathOf(node, captured) is { } path)
        {
            paths.Add(path);
            CollectAside(node, paths, captured);
            return;
        }
        if (node is FunctionNode function)
        {
            Dictionary<int, TypedNode> inner = [];
            foreach (TypedCapture capture in function.Captures) inner[capture.Local] = Resolve(capture.Source, captured);
            Collect(function.Body, paths, inner);
            return;
        }
        switch (node)
        {
            case ForNode loop:
                CollectLoop(loop.Iterators, loop.Body, paths, captured);
                break;
            case QuantifiedNode quantified:
                CollectLoop(quantified.Iterators, quantified.Condition, paths, captured);
                break;
            default:
                foreach (TypedNode child in node.Children) Collect(child, paths, captured);
                break;
        }
    }

    /// <summary>A list that is run through counts as read by what is taken of its items, and as a whole when nothing is.</summary>
    private static void CollectLoop(IReadOnlyList<TypedIterator> iterators, TypedNode body, SortedSet<string> paths, Dictionary<int, TypedNode> captured)
    {
        Collect(body, paths, captured);
        foreach (TypedIterator iterator in iterators.Reverse())
        {
            if (iterator.To is not null) Collect(iterator.To, paths, captured);
            string? list = PathOf(iterator.Source, captured);
            if (list is not null && paths.Any(path => path.StartsWith(list + ".", StringComparison.Ordinal))) CollectAside(iterator.Source, paths, captured);
            else Collect(iterator.Source, paths, captured);
        }
    }

    /// <summary>Collects what stands inside a chain without being its end, such as a filter's condition.</summary>
    private static void CollectAside(TypedNode node, SortedSet<string> paths, Dictionary<int, TypedNode> captured)
    {
        switch (node)
        {
            case MemberNode member:
                CollectAside(member.Source, paths, captured);
                break;
            case FilterNode filter:
                Collect(filter.Condition, paths, captured);
                CollectAside(filter.Source, paths, captured);
                break;
            case ItemMemberNode { Otherwise: { } otherwise }:
                Collect(otherwise, paths, captured);
                break;
        }
    }

    private static TypedNode Resolve(TypedNode node, Dictionary<int, TypedNode> captured) =>
        node is LocalNode { ItemOf: null } local && captured.TryGetValue(local.Index, out TypedNode? source) ? source : node;

    private static string? PathOf(TypedNode node, Dictionary<int, TypedNode> captured) => Resolve(node, captured) switch
    {
        VariableNode variable => variable.Variable.Name,
        LocalNode { ItemOf: { } list } => PathOf(list, captured),
        MemberNode member => PathOf(member.Source, captured) is { } path ? $"{path}.{member.Name}" : null,
        ItemMemberNode member => PathOf(member.Item, captured) is { } path ? $"{path}.{member.Name}" : null,
        FilterNode filter => PathOf(filter.Source, captured),
        _ => null,
    };
}
