namespace AnSinh.Feel.Syntax;

internal sealed partial class Parser
{
    private SyntaxNode ParsePostfix(SyntaxNode node)
    {
        while (true)
        {
            if (_token.Is("."))
            {
                node = ParsePath(node);
            }
            else if (_token.Is("[") && !(_inRangeEnd && ClosesRange(node)))
            {
                Advance();
                FeelType item = node.Shape is ListType list ? list.Element : node.Shape;
                ParseScope outer = _scope;
                _scope = new ParseScope(outer);
                _scope.AddMembers(item);
                if (item.IsAny) AddKnownMembers();
                _scope.Add("item", item);
                SyntaxNode condition = Inside(ParseExpression);
                _scope = outer;
                int end = Expect("]");
                node = Checked(new FilterSyntax(SourceSpan.Between(node.Span.Start, end), node, condition)
                {
                    Shape = condition is LiteralSyntax or NegateSyntax ? item : new ListType(item),
                });
            }
            else if (_token.Is("("))
            {
                node = ParseCall(node);
            }
            else if (_token.IsWord("instance") && Lexer.Read(_text, _token.End).IsWord("of"))
            {
                Advance();
                Advance();
                int start = _token.Start;
                FeelType? type = ParseType(out int end);
                node = Checked(new InstanceOfSyntax(SourceSpan.Between(node.Span.Start, Math.Max(end, start)), node, type) { Shape = FeelType.Boolean });
            }
            else return node;
        }
    }

    private PathSyntax ParsePath(SyntaxNode source)
    {
        int at = Lexer.SkipBlank(_text, _token.End);
        FeelType type = source.Shape;
        int lists = 0;
        for (; type is ListType list; lists++) type = list.Element;
        int end = -1;
        string name = "";
        FeelType shape = FeelType.Any;
        if (type is ContextType { IsOpen: false } context)
        {
            foreach (string member in context.Names)
            {
                int matched = Lexer.MatchName(_text, at, member);
                if (matched > end) (end, name) = (matched, member);
            }
            if (end > at) context.TryGetMember(name, out shape);
        }
        if (end <= at)
        {
            foreach (string member in MemberNames.Temporal)
            {
                int matched = Lexer.MatchName(_text, at, member);
                if (matched > end) (end, name) = (matched, member);
            }
            if (type is not ContextType { IsOpen: false })
            {
                foreach (string member in _memberNames)
                {
                    int matched = Lexer.MatchName(_text, at, member);
                    if (matched > end) (end, name) = (matched, member);
                }
            }
        }
        if (end <= at)
        {
            Token word = Lexer.Read(_text, at);
            if (word.Kind != TokenKind.Word)
            {
                _token = word;
                throw Unexpected(new("tên của một thành phần", "the name of a member"));
            }
            (end, name) = (word.End, word.Text);
        }
        Advance(end);
        for (; lists > 0; lists--) shape = new ListType(shape);
        return Checked(new PathSyntax(SourceSpan.Between(source.Span.Start, end), source, name, SourceSpan.Between(at, end))
        {
            Shape = shape,
        });
    }

    private CallSyntax ParseCall(SyntaxNode function)
    {
        List<ArgumentSyntax> arguments = [];
        Advance();
        if (!_token.Is(")"))
        {
            while (true)
            {
                string? name = TryArgumentName(out SourceSpan span);
                arguments.Add(new(name, span, Inside(ParseExpression)));
                if (!_token.Is(",")) break;
                Advance();
            }
        }
        int end = Expect(")");
        FeelType shape = function.Shape is FunctionType typed ? typed.Result : FeelType.Any;
        if (function is NameSyntax { Name: "sort" or "reverse" or "sublist" or "distinct values" or "remove" or "append" or "concatenate" or "union" or "insert before" or "flatten" or "list replace" }
            && arguments.Count > 0) shape = arguments[0].Value.Shape;
        return Checked(new CallSyntax(SourceSpan.Between(function.Span.Start, end), function, arguments) { Shape = shape });
    }

    /// <summary>Reads "name:" before an argument, or nothing.</summary>
    private string? TryArgumentName(out SourceSpan span)
    {
        span = default;
        if (_token.Kind != TokenKind.Word) return null;
        Token token = _token;
        int end = token.End;
        while (token.Kind is TokenKind.Word or TokenKind.Number || token.Is("-") || token.Is("'") || token.Is("+") || token.Is("*") || token.Is("/") || token.Is("."))
        {
            end = token.End;
            token = Lexer.Read(_text, token.End);
        }
        if (!token.Is(":")) return null;
        span = SourceSpan.Between(_token.Start, end);
        string name = Squeeze(_text.AsSpan(span.Start, span.Length));
        Advance(token.End);
        return name;
    }
}
