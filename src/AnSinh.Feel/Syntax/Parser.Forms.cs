namespace AnSinh.Feel.Syntax;

internal sealed partial class Parser
{
    private ContextSyntax ParseContext(Token open)
    {
        Advance();
        ParseScope outer = _scope;
        _scope = new ParseScope(outer);
        List<EntrySyntax> entries = [];
        ContextType shape = new();
        if (!_token.Is("}"))
        {
            while (true)
            {
                (string name, SourceSpan span) = ParseKey();
                Expect(":");
                SyntaxNode value = Inside(ParseExpression);
                entries.Add(new(name, span, value));
                shape.Add(name, value.Shape);
                _scope.Add(name, value.Shape);
                _memberNames.Add(name);
                if (!_token.Is(",")) break;
                Advance();
            }
        }
        _scope = outer;
        int end = Expect("}");
        return Checked(new ContextSyntax(SourceSpan.Between(open.Start, end), entries) { Shape = shape });
    }

    private (string Name, SourceSpan Span) ParseKey()
    {
        Token key = _token;
        if (key.Kind == TokenKind.String)
        {
            Advance();
            return (key.Text, key.Span);
        }
        return ParseNewName(token => token.Is(":"), new("tên và dấu ':'", "a name and ':'"));
    }

    /// <summary>Reads a name that is being introduced, up to but without the token that ends it.</summary>
    private (string Name, SourceSpan Span) ParseNewName(Predicate<Token> isEnd, FeelText expected)
    {
        if (_token.Kind != TokenKind.Word) throw Unexpected(expected);
        int start = _token.Start;
        int end = start;
        while (!(end > start && isEnd(_token)))
        {
            bool part = _token.Kind is TokenKind.Word or TokenKind.Number || _token.Text is "." or "/" or "-" or "'" or "+" or "*" or "**";
            if (!part || _token.Kind is TokenKind.String or TokenKind.At) throw Unexpected(expected);
            end = _token.End;
            Advance();
        }
        return (Squeeze(_text.AsSpan(start, end - start)), SourceSpan.Between(start, end));
    }

    private SyntaxNode ParseWord(Token token)
    {
        bool named = _scope.TryMatch(_text, token.Start, out int end, out string name, out FeelType shape);
        if (named && end > token.End)
        {
            Advance(end);
            return new NameSyntax(SourceSpan.Between(token.Start, end), name) { Shape = shape };
        }
        switch (token.Text)
        {
            case "true" or "false":
                Advance();
                return new LiteralSyntax(token.Span, token.Text == "true") { Shape = FeelType.Boolean };
            case "null":
                Advance();
                return new LiteralSyntax(token.Span, FeelValue.Null) { Shape = FeelType.Null };
            case "if":
                return ParseIf(token);
            case "for":
                return ParseFor(token);
            case "some" or "every":
                return ParseQuantified(token);
            case "function" when Lexer.Read(_text, token.End).Is("("):
                return ParseFunction(token);
            case "and" or "or" or "then" or "else" or "return" or "satisfies" or "in" or "between" or "instance":
                if (!named) throw Unexpected(new("một biểu thức", "an expression"));
                break;
        }
        Advance();
        return new NameSyntax(token.Span, token.Text) { Shape = shape };
    }

    private IfSyntax ParseIf(Token start)
    {
        Advance();
        SyntaxNode condition = Inside(ParseExpression);
        ExpectWord("then");
        SyntaxNode then = Inside(ParseExpression);
        ExpectWord("else");
        SyntaxNode otherwise = ParseExpression();
        FeelType shape = FeelType.Join(then.Shape, otherwise.Shape);
        return Checked(new IfSyntax(SourceSpan.Between(start.Start, otherwise.Span.End), condition, then, otherwise) { Shape = shape });
    }

    private ForSyntax ParseFor(Token start)
    {
        ParseScope outer = _scope;
        List<IteratorSyntax> iterators = ParseIterators("return");
        _scope.Add("partial", new ListType(FeelType.Any));
        SyntaxNode body = ParseExpression();
        _scope = outer;
        return Checked(new ForSyntax(SourceSpan.Between(start.Start, body.Span.End), iterators, body) { Shape = new ListType(body.Shape) });
    }

    private QuantifiedSyntax ParseQuantified(Token start)
    {
        ParseScope outer = _scope;
        List<IteratorSyntax> iterators = ParseIterators("satisfies");
        SyntaxNode condition = ParseExpression();
        _scope = outer;
        return Checked(new QuantifiedSyntax(SourceSpan.Between(start.Start, condition.Span.End), start.Text == "every", iterators, condition)
        {
            Shape = FeelType.Boolean,
        });
    }

    private List<IteratorSyntax> ParseIterators(string end)
    {
        Advance();
        List<IteratorSyntax> iterators = [];
        _scope = new ParseScope(_scope);
        while (true)
        {
            (string name, _) = ParseNewName(token => token.IsWord("in"), new("tên biến và 'in'", "a name and 'in'"));
            ExpectWord("in");
            SyntaxNode source = Inside(ParseExpression);
            SyntaxNode? to = null;
            if (_token.Is(".."))
            {
                Advance();
                to = Inside(ParseExpression);
            }
            iterators.Add(new(name, source, to));
            FeelType item = to is not null ? source.Shape : source.Shape switch
            {
                ListType list => list.Element,
                RangeType range => range.Element,
                _ => source.Shape,
            };
            _scope = new ParseScope(_scope);
            _scope.Add(name, item);
            if (!_token.Is(",")) break;
            Advance();
        }
        ExpectWord(end);
        return iterators;
    }

    private FunctionSyntax ParseFunction(Token start)
    {
        Advance();
        Expect("(");
        ParseScope outer = _scope;
        _scope = new ParseScope(outer);
        List<FeelParameter> parameters = [];
        if (!_token.Is(")"))
        {
            while (true)
            {
                (string name, _) = ParseNewName(token => token.Is(",") || token.Is(":") || token.Is(")"), new("tên tham số", "the name of a parameter"));
                FeelType type = FeelType.Any;
                if (_token.Is(":"))
                {
                    Advance();
                    type = ParseType(out _) ?? FeelType.Any;
                }
                parameters.Add(new(name, type));
                _scope.Add(name, type);
                if (!_token.Is(",")) break;
                Advance();
            }
        }
        Expect(")");
        bool external = _token.IsWord("external") && !_scope.TryMatch(_text, _token.Start, out _, out _, out _);
        if (external) Advance();
        SyntaxNode body = ParseExpression();
        _scope = outer;
        FunctionType shape = new(parameters.Select(parameter => parameter.Type).ToArray(), external ? FeelType.Any : body.Shape);
        return Checked(new FunctionSyntax(SourceSpan.Between(start.Start, body.Span.End), parameters, external ? null : body) { Shape = shape });
    }
}
