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
}
