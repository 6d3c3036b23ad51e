using System.Runtime.CompilerServices;
using System.Text;

namespace AnSinh.Feel.Syntax;

/// <summary>
/// A Pratt parser over tokens read on demand. Names with blanks or operator signs are taken as the longest name known at the place;
/// behind a dot, the longest member of the value's type. The first fault ends the parse.
/// </summary>
internal sealed partial class Parser
{
    private const int MaxDepth = 200;
    private const int MaxHeight = 1_000;
    private const int MaxLength = 1_000_000;

    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int ComparisonLevel = 3;
    private const int AdditiveLevel = 4;
    private const int MultiplicativeLevel = 5;
    private const int PowerLevel = 6;

    private static readonly ParseScope BuiltIns = MakeBuiltIns();

    private readonly string _text;
    private readonly FeelScope _feelScope;
    private readonly HashSet<string> _memberNames = new(StringComparer.Ordinal);
    private ParseScope _scope;
    private Token _token;
    private int _depth;

    private Parser(string text, FeelScope scope)
    {
        _text = text;
        _feelScope = scope;
        _scope = new ParseScope(BuiltIns);
        HashSet<FeelType> seen = new(ReferenceEqualityComparer.Instance);
        foreach (FeelVariable variable in scope.AllVariables.Reverse())
        {
            _scope.Add(variable.Name, variable.Type);
            CollectMembers(variable.Type, seen);
        }
        _scope = new ParseScope(_scope);
    }

    private sealed class SyntaxFault(FeelDiagnostic diagnostic) : Exception
    {
        public FeelDiagnostic Diagnostic { get; } = diagnostic;
    }

    /// <summary>Parses a whole text as one expression; null and a diagnostic when it is none.</summary>
    public static SyntaxNode? ParseExpression(string text, FeelScope scope, out FeelDiagnostic? fault) =>
        Run(text, scope, parser => parser.ParseWhole(), out fault);

    /// <summary>Parses a whole text as unary tests.</summary>
    public static UnaryTestsSyntax? ParseUnaryTests(string text, FeelScope scope, out FeelDiagnostic? fault) =>
        Run(text, scope, parser => parser.ParseWholeTests(), out fault);

    private static T? Run<T>(string text, FeelScope scope, Func<Parser, T> parse, out FeelDiagnostic? fault)
        where T : SyntaxNode
    {
        fault = null;
        if (text.Length > MaxLength)
        {
            fault = new(FeelFault.Limit, text, new(0, 0),
                new($"Biểu thức dài hơn {MaxLength} ký tự.", $"The expression is longer than {MaxLength} characters."), new("", ""));
            return null;
        }
        try
        {
            Parser parser = new(text, scope);
            parser.Advance(0);
            return parse(parser);
        }
        catch (SyntaxFault caught)
        {
            fault = caught.Diagnostic;
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            fault = DeepNesting(text, new(0, 0));
            return null;
        }
    }

    private SyntaxNode ParseWhole()
    {
        SyntaxNode node = ParseExpression();
        if (_token.Kind != TokenKind.End) throw Unexpected(new("toán tử hoặc hết biểu thức", "an operator or the end of the expression"));
        return node;
    }

    private UnaryTestsSyntax ParseWholeTests()
    {
        if (_token.Is("-") && Lexer.Read(_text, _token.End).Kind == TokenKind.End) return new(_token.Span, false, []);
        Token first = _token;
        if (first.IsWord("not") && Lexer.Read(_text, first.End).Is("(") && !MatchesLongerName(first))
        {
            Advance(first.End);
            Advance();
            List<SyntaxNode> negated = ParseTestList();
            if (_token.Is(")"))
            {
                Advance();
                if (_token.Kind == TokenKind.End) return new(SourceSpan.Between(first.Start, _text.Length), true, negated);
            }
            Advance(first.Start);
        }
        List<SyntaxNode> tests = ParseTestList();
        if (_token.Kind != TokenKind.End) throw Unexpected(new("dấu phẩy hoặc hết ô", "a comma or the end of the cell"));
        return new(SourceSpan.Between(first.Start, _text.Length), false, tests);
    }

    private List<SyntaxNode> ParseTestList()
    {
        List<SyntaxNode> tests = [ParseTest(OrLevel)];
        while (_token.Is(","))
        {
            Advance();
            tests.Add(ParseTest(OrLevel));
        }
        return tests;
    }

    private SyntaxNode ParseTest(int level)
    {
        if (TryComparison(out ComparisonOperator operation))
        {
            int start = _token.Start;
            Advance();
            SyntaxNode operand = ParseBinary(AdditiveLevel);
            return Checked(new OperatorTestSyntax(SourceSpan.Between(start, operand.Span.End), operation, operand));
        }
        return level == OrLevel ? ParseExpression() : ParseBinary(level);
    }

    private SyntaxNode ParseExpression() => ParseBinary(OrLevel);

    private SyntaxNode ParseBinary(int level)
    {
        if (++_depth > MaxDepth) throw TooDeep(_token.Span);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        SyntaxNode left = ParsePostfix(ParsePrimary());
        while (true)
        {
            int start = left.Span.Start;
            if (_token.Kind == TokenKind.Word)
            {
                if (level <= OrLevel && _token.Text == "or") left = Logic(left, false, OrLevel);
                else if (level <= AndLevel && _token.Text == "and") left = Logic(left, true, AndLevel);
                else if (level <= ComparisonLevel && _token.Text == "between") left = Between(left);
                else if (level <= ComparisonLevel && _token.Text == "in") left = In(left);
                else break;
            }
            else if (level <= ComparisonLevel && TryComparison(out ComparisonOperator comparison))
            {
                Advance();
                SyntaxNode right = ParseBinary(AdditiveLevel);
                left = Checked(new ComparisonSyntax(SourceSpan.Between(start, right.Span.End), comparison, left, right) { Shape = FeelType.Boolean });
            }
            else if (TryArithmetic(out ArithmeticOperator arithmetic, out int binding) && level <= binding)
            {
                Advance();
                SyntaxNode right = ParseBinary(binding + 1);
                left = Checked(new ArithmeticSyntax(SourceSpan.Between(start, right.Span.End), arithmetic, left, right));
            }
            else break;
        }
        _depth--;
        return left;
    }

    private LogicSyntax Logic(SyntaxNode left, bool isAnd, int level)
    {
        Advance();
        SyntaxNode right = ParseBinary(level + 1);
        return Checked(new LogicSyntax(left.Span.To(right.Span), isAnd, left, right) { Shape = FeelType.Boolean });
    }

    private BetweenSyntax Between(SyntaxNode value)
    {
        Advance();
        SyntaxNode low = ParseBinary(AdditiveLevel);
        ExpectWord("and");
        SyntaxNode high = ParseBinary(AdditiveLevel);
        return Checked(new BetweenSyntax(value.Span.To(high.Span), value, low, high) { Shape = FeelType.Boolean });
    }

    private InSyntax In(SyntaxNode value)
    {
        Advance();
        List<SyntaxNode> tests = [];
        int end;
        if (_token.Is("("))
        {
            int open = _token.Start;
            Advance();
            SyntaxNode first = ParseTest(OrLevel);
            if (_token.Is(".."))
            {
                tests.Add(RangeAfterStart(open, first, false));
                end = tests[0].Span.End;
            }
            else
            {
                tests.Add(first);
                while (_token.Is(","))
                {
                    Advance();
                    tests.Add(ParseTest(OrLevel));
                }
                end = Expect(")");
            }
        }
        else
        {
            tests.Add(ParseTest(AdditiveLevel));
            end = tests[0].Span.End;
        }
        return Checked(new InSyntax(SourceSpan.Between(value.Span.Start, end), value, tests) { Shape = FeelType.Boolean });
    }

    private bool TryComparison(out ComparisonOperator operation)
    {
        ComparisonOperator? found = _token.Kind != TokenKind.Symbol ? null : _token.Text switch
        {
            "=" => ComparisonOperator.Equal,
            "!=" => ComparisonOperator.NotEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            ">" => ComparisonOperator.Greater,
            ">=" => ComparisonOperator.GreaterOrEqual,
            _ => null,
        };
        operation = found ?? default;
        return found is not null;
    }

    private bool TryArithmetic(out ArithmeticOperator operation, out int level)
    {
        (operation, level) = _token.Kind != TokenKind.Symbol ? default : _token.Text switch
        {
            "+" => (ArithmeticOperator.Add, AdditiveLevel),
            "-" => (ArithmeticOperator.Subtract, AdditiveLevel),
            "*" => (ArithmeticOperator.Multiply, MultiplicativeLevel),
            "/" => (ArithmeticOperator.Divide, MultiplicativeLevel),
            "**" => (ArithmeticOperator.Power, PowerLevel),
            _ => default,
        };
        return level > 0;
    }

    /// <summary>A name with every run of blanks as one blank.</summary>
    internal static string Squeeze(ReadOnlySpan<char> name)
    {
        StringBuilder squeezed = new();
        foreach (char c in name.Trim())
        {
            if (!Lexer.IsBlank(c)) squeezed.Append(c);
            else if (squeezed.Length > 0 && squeezed[^1] != ' ') squeezed.Append(' ');
        }
        return squeezed.ToString();
    }

    private bool MatchesLongerName(Token word) => _scope.TryMatch(_text, word.Start, out int end, out _, out _) && end > word.End;

    private void Advance() => Advance(_token.End);

    private void Advance(int position) => _token = Lexer.Read(_text, position);

    private int Expect(string symbol)
    {
        if (!_token.Is(symbol)) throw Unexpected(new($"'{symbol}'", $"'{symbol}'"));
        int end = _token.End;
        Advance();
        return end;
    }

    private void ExpectWord(string word)
    {
        if (!_token.IsWord(word)) throw Unexpected(new($"'{word}'", $"'{word}'"));
        Advance();
    }

    private T Checked<T>(T node)
        where T : SyntaxNode => node.Height > MaxHeight ? throw TooDeep(node.Span) : node;

    private SyntaxFault TooDeep(SourceSpan span) => new(DeepNesting(_text, span));

    /// <summary>The diagnostic for an expression that nests too deeply at a place.</summary>
    internal static FeelDiagnostic DeepNesting(string text, SourceSpan span) => new(FeelFault.Limit, text, new(span.Start, 1),
        new($"Biểu thức lồng nhau quá sâu (quá {MaxDepth} tầng).", $"The expression is nested too deeply (more than {MaxDepth} levels)."),
        new("chia biểu thức thành nhiều phần có tên", "split the expression into named parts"));

    private SyntaxFault Unexpected(FeelText expected)
    {
        FeelText message = _token.Kind switch
        {
            TokenKind.End => new("Biểu thức kết thúc giữa chừng.", "The expression ends too early."),
            TokenKind.Wrong when _token.Text == "\"" => new("Chuỗi ký tự không có dấu ngoặc kép đóng.", "The string has no closing quotation mark."),
            TokenKind.Wrong => new($"FEEL không dùng ký tự '{_token.Text}'.", $"FEEL does not know the character '{_token.Text}'."),
            _ => new($"Không chờ '{Shown(_token)}' ở đây.", $"'{Shown(_token)}' was not expected here."),
        };
        return new(new(FeelFault.Syntax, _text, _token.Span, message, expected));
    }

    private string Shown(Token token) => token.End - token.Start > 40 ? string.Concat(_text.AsSpan(token.Start, 40), "...") : _text[token.Start..token.End];

    private void CollectMembers(FeelType type, HashSet<FeelType> seen)
    {
        if (!seen.Add(type)) return;
        switch (type)
        {
            case ListType list:
                CollectMembers(list.Element, seen);
                break;
            case FunctionType function:
                CollectMembers(function.Result, seen);
                break;
            case ContextType context:
                foreach (string name in context.Names)
                {
                    _memberNames.Add(name);
                    context.TryGetMember(name, out FeelType member);
                    CollectMembers(member, seen);
                }
                break;
        }
    }

    private void AddKnownMembers()
    {
        foreach (string name in _memberNames)
        {
            if (name.Contains(' ', StringComparison.Ordinal) && !_scope.TryMatch(name, 0, out _, out _, out _)) _scope.Add(name, FeelType.Any);
        }
    }

    private static ParseScope MakeBuiltIns()
    {
        ParseScope scope = new(null);
        foreach (BuiltinFunction function in BuiltinFunction.All) scope.Add(function.BuiltinName, FeelType.Any);
        return scope;
    }
}
