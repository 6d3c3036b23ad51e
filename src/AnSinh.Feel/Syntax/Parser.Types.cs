namespace AnSinh.Feel.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] BuiltInTypes =
    [
        "days and time duration", "years and months duration", "date and time", "dateTime", "dayTimeDuration", "yearMonthDuration",
        "number", "string", "boolean", "date", "time", "Any", "Null", "context", "list", "function",
    ];

    /// <summary>Reads a type; null (and no fault) when the name stands for no type.</summary>
    private FeelType? ParseType(out int end)
    {
        if (++_depth > MaxDepth) throw TooDeep(_token.Span);
        FeelType? type = _token.Text switch
        {
            "list" when Opens() => new ListType(Parameter(out end)),
            "range" when Opens() => new RangeType(Parameter(out end)),
            "context" when Opens() => ParseContextType(out end),
            "function" when Opens() => ParseFunctionType(out end),
            _ => ParseNamedType(out end),
        };
        _depth--;
        return type;
    }

    private bool Opens() => _token.Kind == TokenKind.Word && Lexer.Read(_text, _token.End).Is("<");

    private FeelType Parameter(out int end)
    {
        Advance();
        Advance();
        FeelType element = ParseType(out _) ?? FeelType.Any;
        end = Expect(">");
        return element;
    }

    private ContextType ParseContextType(out int end)
    {
        Advance();
        Advance();
        ContextType type = new();
        while (!_token.Is(">"))
        {
            (string name, _) = ParseNewName(token => token.Is(":"), new("tên và dấu ':'", "a name and ':'"));
            Expect(":");
            type.Add(name, ParseType(out _) ?? FeelType.Any);
            if (!_token.Is(",")) break;
            Advance();
        }
        end = Expect(">");
        return type;
    }

    private FunctionType ParseFunctionType(out int end)
    {
        Advance();
        Advance();
        List<FeelType> parameters = [];
        while (!_token.Is(">"))
        {
            parameters.Add(ParseType(out _) ?? FeelType.Any);
            if (!_token.Is(",")) break;
            Advance();
        }
        Expect(">");
        Expect("->");
        return new FunctionType(parameters, ParseType(out end) ?? FeelType.Any);
    }

    private FeelType? ParseNamedType(out int end)
    {
        end = -1;
        string name = "";
        foreach (string candidate in _feelScope.AllTypeNames.Concat(BuiltInTypes))
        {
            int matched = Lexer.MatchName(_text, _token.Start, candidate);
            if (matched > end) (end, name) = (matched, candidate);
        }
        if (end > _token.Start)
        {
            Advance(end);
            return _feelScope.TryFindType(name, out FeelType type) ? type : null;
        }
        if (_token.Kind != TokenKind.Word) throw Unexpected(new("tên của một kiểu", "the name of a type"));
        end = _token.End;
        Advance();
        while (_token.Is("."))
        {
            Advance();
            end = _token.End;
            Advance();
        }
        return null;
    }
}
