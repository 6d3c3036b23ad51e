using System.Runtime.CompilerServices;
using AnSinh.Feel.Syntax;
using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Types;

/// <summary>Turns the parsed text into the typed form: resolves names, infers types, folds constants, and reports what does not fit.</summary>
internal sealed partial class Binder
{
    private static readonly FeelText NoExpectation = new("", "");

    private readonly string _text;
    private readonly FeelScope _feelScope;
    private readonly List<FeelDiagnostic> _diagnostics;
    private BindFrame _frame = new(null);
    private BindScope _scope = new(null);
    private int _inputReads;

    private Binder(string text, FeelScope scope, List<FeelDiagnostic> diagnostics)
    {
        _text = text;
        _feelScope = scope;
        _diagnostics = diagnostics;
        foreach (FeelVariable variable in scope.AllVariables.Reverse()) _scope.Add(variable.Name, new HostBinding(_frame, variable));
    }

    /// <summary>The typed form of an expression and the size of its frame.</summary>
    public static (TypedNode Root, int FrameSize) Bind(string text, FeelScope scope, SyntaxNode syntax, FeelType? input, List<FeelDiagnostic> diagnostics)
    {
        Binder binder = new(text, scope, diagnostics);
        if (input is not null) binder._scope.Add("?", new InputBinding(binder._frame, input));
        TypedNode root = binder.Bind(syntax);
        return (root, binder._frame.Size);
    }

    /// <summary>The typed form of unary tests on an input of the given type, and the size of their frame.</summary>
    public static (IReadOnlyList<TypedNode> Tests, int FrameSize) BindTests(
        string text, FeelScope scope, UnaryTestsSyntax syntax, FeelType input, List<FeelDiagnostic> diagnostics)
    {
        Binder binder = new(text, scope, diagnostics);
        InputBinding subject = new(binder._frame, input);
        binder._scope.Add("?", subject);
        List<TypedNode> tests = [];
        foreach (SyntaxNode test in syntax.Tests) tests.Add(binder.BindTest(test, subject));
        return (tests, binder._frame.Size);
    }

    private TypedNode Bind(SyntaxNode syntax)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return BindKind(syntax);
    }

    private TypedNode BindKind(SyntaxNode syntax) => syntax switch
    {
        LiteralSyntax literal => new ConstantNode(literal.Value, FeelType.Of(literal.Value), literal.Span),
        NameSyntax name => BindName(name),
        InputSyntax input => BindInput(input),
        PathSyntax path => BindPath(path),
        FilterSyntax filter => BindFilter(filter),
        CallSyntax call => BindCall(call),
        NegateSyntax negate => BindNegate(negate),
        ArithmeticSyntax arithmetic => BindArithmetic(arithmetic),
        ComparisonSyntax comparison => BindComparison(comparison.Operation, Bind(comparison.Left), Bind(comparison.Right), comparison.Span),
        LogicSyntax logic => BindLogic(logic),
        BetweenSyntax between => BindBetween(between),
        InSyntax membership => BindIn(membership),
        IfSyntax conditional => BindIf(conditional),
        ForSyntax loop => BindFor(loop),
        QuantifiedSyntax quantified => BindQuantified(quantified),
        InstanceOfSyntax instanceOf => BindInstanceOf(instanceOf),
        RangeSyntax range => BindRange(range),
        ListSyntax list => BindList(list),
        ContextSyntax context => BindContext(context),
        FunctionSyntax function => BindFunction(function, null),
        OperatorTestSyntax test => Error(test.Span, new("Phép so sánh thiếu vế trái.", "The comparison has no left side."),
            new("giá trị cần so sánh ở trước dấu", "the value to compare, before the sign"), FeelFault.Type),
        _ => throw new InvalidOperationException($"no binding for {syntax.GetType().Name}"),
    };

    private TypedNode BindName(NameSyntax syntax)
    {
        if (_scope.Find(syntax.Name) is { } binding) return binding.ReadFrom(_frame, syntax.Name, syntax.Span);
        if (BuiltinFunction.TryFind(syntax.Name, out BuiltinFunction? function))
            return new ConstantNode(FeelValue.Of(function), FeelType.AnyFunction, syntax.Span);
        return Error(syntax.Span, new($"Không có tên nào là '{syntax.Name}' ở đây.", $"There is no name '{syntax.Name}' here."), NearestName(syntax.Name), FeelFault.UnknownName);
    }

    private TypedNode BindInput(InputSyntax syntax)
    {
        if (_scope.Find("?") is { } binding)
        {
            _inputReads++;
            return binding.ReadFrom(_frame, "?", syntax.Span);
        }
        return Error(syntax.Span, new("'?' chỉ có nghĩa trong phép thử một giá trị.", "'?' has a meaning only in a test of a value."), NoExpectation, FeelFault.UnknownName);
    }

    private MemberNode BindPath(PathSyntax syntax)
    {
        TypedNode source = Bind(syntax.Source);
        FeelType owner = source.Type;
        int lists = 0;
        for (; owner is ListType list; lists++) owner = list.Element;
        FeelType member = FeelType.Any;
        if (owner is ContextType { IsOpen: false } context)
        {
            if (!context.TryGetMember(syntax.Name, out member))
            {
                Report(FeelFault.UnknownName, syntax.NameSpan,
                    new($"'{Shown(syntax.Source.Span)}' không có thành phần '{syntax.Name}'.", $"'{Shown(syntax.Source.Span)}' has no member '{syntax.Name}'."),
                    Nearest(syntax.Name, context.Names));
            }
        }
        else if (!owner.IsAny && owner is not ContextType && !ReferenceEquals(owner, FeelType.Null))
        {
            if (!TemporalMembers.TryType(owner, syntax.Name, out member))
            {
                IReadOnlyList<string> known = TemporalMembers.Of(owner);
                Report(FeelFault.Type, syntax.NameSpan,
                    new($"Giá trị kiểu {owner} không có thành phần '{syntax.Name}'.", $"A value of type {owner} has no member '{syntax.Name}'."),
                    known.Count == 0 ? new("một ngữ cảnh trước dấu chấm", "a context before the dot") : new(string.Join(", ", known), string.Join(", ", known)));
            }
        }
        for (; lists > 0; lists--) member = new ListType(member);
        return new MemberNode(source, syntax.Name, member, syntax.Span);
    }

    private FilterNode BindFilter(FilterSyntax syntax)
    {
        TypedNode source = Bind(syntax.Source);
        FeelType item = source.Type is ListType list ? list.Element : source.Type;
        int index = _frame.NewLocal();
        LocalBinding binding = new(_frame, index, "item", item, source);
        BindScope outer = _scope;
        BindScope inner = new(outer) { Item = binding };
        if (item is not ContextType context || !context.TryGetMember("item", out _)) inner.Add("item", binding);
        _scope = inner;
        TypedNode condition = Bind(syntax.Condition);
        _scope = outer;
        bool number = ReferenceEquals(condition.Type, FeelType.Number);
        if (!number && !Fits(condition.Type, FeelType.Boolean))
        {
            Report(FeelFault.Type, syntax.Condition.Span,
                new($"Bộ lọc phải là điều kiện đúng/sai hoặc số thứ tự, không phải {condition.Type}.", $"A filter is a condition or a position, not {condition.Type}."),
                new("boolean hoặc number", "boolean or number"));
        }
        return new FilterNode(source, index, condition, number ? item : new ListType(item), syntax.Span) { MayBePosition = !binding.IsRead };
    }

    private ConditionalNode BindIf(IfSyntax syntax)
    {
        TypedNode condition = Bind(syntax.Condition);
        Expect(condition, FeelType.Boolean);
        TypedNode then = Bind(syntax.Then);
        TypedNode otherwise = Bind(syntax.Otherwise);
        return new ConditionalNode(condition, then, otherwise, FeelType.Join(then.Type, otherwise.Type), syntax.Span);
    }

    private List<TypedIterator> BindIterators(IReadOnlyList<IteratorSyntax> syntax)
    {
        List<TypedIterator> iterators = [];
        foreach (IteratorSyntax iterator in syntax)
        {
            TypedNode source = Bind(iterator.Source);
            TypedNode? to = iterator.To is null ? null : Bind(iterator.To);
            FeelType item = to is not null ? source.Type : source.Type switch
            {
                ListType list => list.Element,
                RangeType range => range.Element,
                _ => source.Type,
            };
            if (to is not null)
            {
                ExpectIterable(source);
                ExpectIterable(to);
            }
            int local = _frame.NewLocal();
            iterators.Add(new(iterator.Name, local, source, to));
            _scope = new BindScope(_scope);
            _scope.Add(iterator.Name, new LocalBinding(_frame, local, iterator.Name, item, to is null ? source : null));
        }
        return iterators;
    }

    private void ExpectIterable(TypedNode bound)
    {
        if (!Fits(bound.Type, FeelType.Number) && !Fits(bound.Type, FeelType.Date))
        {
            Report(FeelFault.Type, bound.Span,
                new($"Vòng lặp đi từ số đến số hoặc từ ngày đến ngày, không phải {bound.Type}.", $"A loop runs between numbers or dates, not {bound.Type}."),
                new("number hoặc date", "number or date"));
        }
    }

    private ForNode BindFor(ForSyntax syntax)
    {
        BindScope outer = _scope;
        List<TypedIterator> iterators = BindIterators(syntax.Iterators);
        LocalBinding partial = new(_frame, _frame.NewLocal(), "partial", new ListType(FeelType.Any));
        _scope = new BindScope(_scope);
        if (!syntax.Iterators.Any(iterator => iterator.Name == "partial")) _scope.Add("partial", partial);
        TypedNode body = Bind(syntax.Body);
        _scope = outer;
        return new ForNode(iterators, partial.IsRead ? partial.Index : -1, body, new ListType(body.Type), syntax.Span);
    }

    private QuantifiedNode BindQuantified(QuantifiedSyntax syntax)
    {
        BindScope outer = _scope;
        List<TypedIterator> iterators = BindIterators(syntax.Iterators);
        TypedNode condition = Bind(syntax.Condition);
        Expect(condition, FeelType.Boolean);
        _scope = outer;
        return new QuantifiedNode(syntax.Every, iterators, condition, syntax.Span);
    }

    private TypedNode BindInstanceOf(InstanceOfSyntax syntax)
    {
        TypedNode value = Bind(syntax.Value);
        return syntax.Tested is null
            ? Error(syntax.Span, new("Không có kiểu nào mang tên này.", "There is no type of this name."), new("number, string, boolean, date, ...", "number, string, boolean, date, ..."), FeelFault.UnknownName, value)
            : new InstanceOfNode(value, syntax.Tested, syntax.Span);
    }

    private TypedNode BindRange(RangeSyntax syntax)
    {
        TypedNode? start = syntax.Start is null ? null : Bind(syntax.Start);
        TypedNode? end = ReferenceEquals(syntax.Start, syntax.End) ? start : syntax.End is null ? null : Bind(syntax.End);
        if (start is not null && end is not null) RequireSame(start, end, syntax.Span);
        FeelType element = start is null ? end!.Type : end is null ? start.Type : FeelType.Join(start.Type, end.Type);
        return Fold(new RangeNode(start, syntax.StartIncluded, end, syntax.EndIncluded, new RangeType(element), syntax.Span));
    }

    private TypedNode BindList(ListSyntax syntax)
    {
        TypedNode[] items = syntax.Items.Select(Bind).ToArray();
        FeelType element = items.Length == 0 ? FeelType.Any : FeelType.Join(items.Select(item => item.Type));
        return Fold(new ListNode(items, new ListType(element), syntax.Span));
    }

    private TypedNode BindContext(ContextSyntax syntax)
    {
        BindScope outer = _scope;
        List<(string Name, LocalBinding Local, TypedNode Value)> entries = [];
        ContextType type = new();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (EntrySyntax entry in syntax.Entries)
        {
            if (!names.Add(entry.Name))
            {
                _scope = outer;
                return Error(entry.NameSpan, new($"Tên '{entry.Name}' có hai lần trong một ngữ cảnh.", $"The name '{entry.Name}' comes twice in one context."),
                    new("mỗi tên một lần", "each name once"), FeelFault.Type);
            }
            TypedNode value = entry.Value is FunctionSyntax function ? BindFunction(function, entry.Name) : Bind(entry.Value);
            LocalBinding local = new(_frame, _frame.NewLocal(), entry.Name, value.Type);
            entries.Add((entry.Name, local, value));
            type.Add(entry.Name, value.Type);
            _scope = new BindScope(_scope);
            _scope.Add(entry.Name, local);
        }
        _scope = outer;
        return new ContextNode(entries.ConvertAll(entry => new TypedEntry(entry.Name, entry.Local.IsRead ? entry.Local.Index : -1, entry.Value)), type, syntax.Span);
    }

    private TypedNode BindFunction(FunctionSyntax syntax, string? self)
    {
        if (syntax.Body is null)
        {
            return Error(syntax.Span, new("Hàm bên ngoài (external) không được hỗ trợ.", "External functions are not supported."),
                new("một biểu thức FEEL làm thân hàm", "a FEEL expression as the body"), FeelFault.Type);
        }
        BindFrame outerFrame = _frame;
        BindScope outerScope = _scope;
        _frame = new BindFrame(outerFrame);
        _scope = new BindScope(outerScope);
        List<LocalBinding> parameters = [];
        foreach (FeelParameter parameter in syntax.Parameters)
        {
            LocalBinding binding = new(_frame, _frame.NewLocal(), parameter.Name, parameter.Type);
            parameters.Add(binding);
            _scope.Add(parameter.Name, binding);
        }
        LocalBinding? own = null;
        if (self is not null && !syntax.Parameters.Any(parameter => parameter.Name == self))
        {
            own = new(_frame, _frame.NewLocal(), self, FeelType.AnyFunction);
            _scope.Add(self, own);
        }
        TypedNode body = Bind(syntax.Body);
        BindFrame frame = _frame;
        _frame = outerFrame;
        _scope = outerScope;
        FunctionType type = new(syntax.Parameters.Select(parameter => parameter.Type).ToArray(), body.Type)
        {
            ParameterNames = syntax.Parameters.Select(parameter => parameter.Name).ToArray(),
        };
        return new FunctionNode(syntax.Parameters, frame.Captures, own is { IsRead: true } ? own.Index : -1, frame.Size, body, type, syntax.Span);
    }
}
