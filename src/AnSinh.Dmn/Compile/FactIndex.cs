namespace AnSinh.Dmn.Compile;

/// <summary>Collects the paths that an element's expressions read, replacing names that are computed by the facts behind them.</summary>
internal sealed class FactIndex
{
    private readonly Dictionary<string, IReadOnlyList<string>> computed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemType> types = new(StringComparer.Ordinal);
    private readonly List<string> read = [];

    /// <summary>A point in the reading, to know later what was read since.</summary>
    public readonly record struct Mark(int At);

    /// <summary>All facts read so far, in ordinal order.</summary>
    public IReadOnlyList<string> All => read.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

    public Mark Start() => new(read.Count);

    /// <summary>Says of which type a name is.</summary>
    public void Declare(string name, ItemType type) => types[name] = type;

    /// <summary>The declared type at a path such as <c>person.sex</c>, or null.</summary>
    public ItemType? TypeOf(string path)
    {
        for (int end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (types.TryGetValue(path[..end], out ItemType? type))
            {
                string rest = path[end..];
                return rest.Length == 0 ? type : Member(type, rest[1..]);
            }
        }
        return null;
    }

    private static ItemType? Member(ItemType type, string path)
    {
        foreach ((string name, ItemType member) in type.Members)
        {
            if (path == name)
            {
                return member;
            }
            if (path.StartsWith(name, StringComparison.Ordinal) && path[name.Length] == '.' && Member(member, path[(name.Length + 1)..]) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    /// <summary>Says what stands behind a name, or behind a name of an import with its prefix.</summary>
    public void Define(string name, IReadOnlyList<string> facts) => computed[name] = facts;

    /// <summary>Says that a name stands for what was read since the mark.</summary>
    public void Define(string name, Mark since) => computed[name] = read.Skip(since.At).Distinct(StringComparer.Ordinal).ToArray();

    /// <summary>Takes note of paths that an expression reads.</summary>
    public void Read(IEnumerable<string> paths) => read.AddRange(Behind(paths));

    /// <summary>The facts behind paths, in ordinal order.</summary>
    public IReadOnlyList<string> Behind(IEnumerable<string> paths) =>
        paths.SelectMany(Behind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();

    private IReadOnlyList<string> Behind(string path)
    {
        // The longest computed name that the path starts with, for names may hold dots themselves.
        for (int end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (computed.TryGetValue(path[..end], out IReadOnlyList<string>? facts))
            {
                return facts;
            }
        }
        return [path];
    }
}
