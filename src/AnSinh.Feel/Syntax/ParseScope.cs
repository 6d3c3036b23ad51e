namespace AnSinh.Feel.Syntax;

/// <summary>Names known at a place of the text with what is known of their types, the innermost first.</summary>
internal sealed class ParseScope(ParseScope? parent)
{
    private readonly List<(string Name, FeelType Shape)> _names = [];

    public void Add(string name, FeelType shape) => _names.Add((name, shape));

    /// <summary>Lets the members of a filter's items be read as names.</summary>
    public void AddMembers(FeelType item)
    {
        if (item is not ContextType context) return;
        foreach (string name in context.Names)
        {
            context.TryGetMember(name, out FeelType type);
            Add(name, type);
        }
    }

    /// <summary>The longest known name at a position; on equal length the innermost.</summary>
    public bool TryMatch(string text, int at, out int end, out string name, out FeelType shape)
    {
        end = -1;
        name = "";
        shape = FeelType.Any;
        for (ParseScope? scope = this; scope is not null; scope = scope._parent)
        {
            for (int i = scope._names.Count - 1; i >= 0; i--)
            {
                (string candidate, FeelType type) = scope._names[i];
                if (candidate.Length == 0 || at >= text.Length || candidate[0] != text[at]) continue;
                int matched = Lexer.MatchName(text, at, candidate);
                if (matched <= end) continue;
                (end, name, shape) = (matched, candidate, type);
            }
        }
        return end > at;
    }

    private readonly ParseScope? _parent = parent;
}
