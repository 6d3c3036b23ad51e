namespace AnSinh.Feel.Syntax;

internal sealed partial class Parser
{
    private bool _inRangeEnd;

    private SyntaxNode ParsePrimary()
    {
        Token token = _token;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                if (!FeelNumber.TryParse(token.Text, out FeelNumber number))
                {
                    _token = token;
                    throw Unexpected(new("một số trong phạm vi của FEEL", "a number within FEEL's range"));
                }
                return new LiteralSyntax(token.Span, FeelValue.Of(number)) { Shape = FeelType.Number };
            case TokenKind.String:
                Advance();
                return new LiteralSyntax(token.Span, FeelValue.Of(token.Text)) { Shape = FeelType.String };
            case TokenKind.At:
                Advance();
                if (!TemporalText.TryParse(token.Text, out FeelValue temporal))
                {
                    _token = token;
                    throw Unexpected(new("ngày, giờ hoặc khoảng thời gian, như @\"2026-11-01\" hay @\"P1M\"", "a date, time or duration, such as @\"2026-11-01\" or @\"P1M\""));
                }
                return new LiteralSyntax(token.Span, temporal) { Shape = FeelType.Of(temporal) };
            case TokenKind.Word:
                return ParseWord(token);
            case TokenKind.Symbol:
                return ParseSymbol(token);
            default:
                throw Unexpected(new("một biểu thức", "an expression"));
        }
    }

    private SyntaxNode ParseSymbol(Token token)
    {
        switch (token.Text)
        {
            case "?":
                Advance();
                return new InputSyntax(token.Span);
            case "-":
                Advance();
                if (++_depth > MaxDepth) throw TooDeep(token.Span);
                SyntaxNode operand = ParsePostfix(ParsePrimary());
                _depth--;
                return Checked(new NegateSyntax(SourceSpan.Between(token.Start, operand.Span.End), operand) { Shape = operand.Shape });
            case "(":
                return ParseParenthesis(token);
            case "[":
                return ParseBracket(token);
            case "]":
                Advance();
                return RangeAfterStart(token.Start, Inside(() => ParseBinary(AdditiveLevel)), false);
            case "{":
                return ParseContext(token);
            default:
                throw Unexpected(new("một biểu thức", "an expression"));
        }
    }

    private SyntaxNode ParseParenthesis(Token open)
    {
        Advance();
        if (TryComparison(out ComparisonOperator operation))
        {
            Token sign = _token;
            Advance();
            SyntaxNode bound = Inside(() => ParseBinary(AdditiveLevel));
            SourceSpan span = SourceSpan.Between(open.Start, Expect(")"));
            return operation switch
            {
                ComparisonOperator.Less => Range(span, null, false, bound, false),
                ComparisonOperator.LessOrEqual => Range(span, null, false, bound, true),
                ComparisonOperator.Greater => Range(span, bound, false, null, false),
                ComparisonOperator.GreaterOrEqual => Range(span, bound, true, null, false),
                ComparisonOperator.Equal => Range(span, bound, true, bound, true),
                _ => new OperatorTestSyntax(SourceSpan.Between(sign.Start, bound.Span.End), operation, bound),
            };
        }
        SyntaxNode inner = Inside(ParseExpression);
        if (_token.Is("..")) return RangeAfterStart(open.Start, inner, false);
        inner.Span = SourceSpan.Between(open.Start, Expect(")"));
        return inner;
    }

    private SyntaxNode ParseBracket(Token open)
    {
        Advance();
        List<SyntaxNode> items = [];
        if (!_token.Is("]"))
        {
            while (true)
            {
                items.Add(Inside(() => ParseTest(OrLevel)));
                if (items.Count == 1 && _token.Is("..")) return RangeAfterStart(open.Start, items[0], true);
                if (!_token.Is(",")) break;
                Advance();
            }
        }
        int end = Expect("]");
        FeelType element = FeelType.Join(items.Select(item => item.Shape));
        return Checked(new ListSyntax(SourceSpan.Between(open.Start, end), items) { Shape = new ListType(items.Count == 0 ? FeelType.Any : element) });
    }

    private RangeSyntax RangeAfterStart(int open, SyntaxNode start, bool startIncluded)
    {
        Expect("..");
        bool outer = _inRangeEnd;
        _inRangeEnd = true;
        SyntaxNode end = ParseBinary(AdditiveLevel);
        _inRangeEnd = outer;
        if (!_token.Is("]") && !_token.Is(")") && !_token.Is("[")) throw Unexpected(new("']', ')' hoặc '['", "']', ')' or '['"));
        bool endIncluded = _token.Is("]");
        int close = _token.End;
        Advance();
        return Range(SourceSpan.Between(open, close), start, startIncluded, end, endIncluded);
    }

    private RangeSyntax Range(SourceSpan span, SyntaxNode? start, bool startIncluded, SyntaxNode? end, bool endIncluded) =>
        Checked(new RangeSyntax(span, start, startIncluded, end, endIncluded) { Shape = new RangeType((start ?? end)!.Shape) });

    /// <summary>Whether "[" behind the end of a range closes the range instead of starting a filter.</summary>
    private bool ClosesRange(SyntaxNode node)
    {
        if (node is LiteralSyntax or NegateSyntax) return true;
        Token next = Lexer.Read(_text, _token.End);
        return next.Kind switch
        {
            TokenKind.End => true,
            TokenKind.Word => next.Text is "and" or "or" or "then" or "else" or "return" or "satisfies" or "in" or "instance" or "between",
            TokenKind.Symbol => next.Text is ")" or "]" or "}" or "," or "." or "=" or "!=" or "<" or ">" or "<=" or ">=" or "+" or "*" or "/",
            _ => false,
        };
    }

    private SyntaxNode Inside(Func<SyntaxNode> parse)
    {
        bool outer = _inRangeEnd;
        _inRangeEnd = false;
        SyntaxNode node = parse();
        _inRangeEnd = outer;
        return node;
    }

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
