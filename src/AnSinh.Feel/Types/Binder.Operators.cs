using AnSinh.Feel.Evaluate;
using AnSinh.Feel.Syntax;
using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Types;

internal sealed partial class Binder
{
    private TypedNode BindNegate(NegateSyntax syntax)
    {
        TypedNode operand = Bind(syntax.Operand);
        if (!Fits(operand.Type, FeelType.Number) && !Fits(operand.Type, FeelType.DaysTimeDuration) && !Fits(operand.Type, FeelType.YearsMonthsDuration))
        {
            Report(FeelFault.Type, operand.Span,
                new($"Không đổi dấu được giá trị kiểu {operand.Type}.", $"A value of type {operand.Type} has no negative."),
                new("number hoặc duration", "number or duration"));
        }
        return Fold(new NegationNode(operand, operand.Type, syntax.Span));
    }

    private TypedNode BindArithmetic(ArithmeticSyntax syntax)
    {
        TypedNode left = Bind(syntax.Left);
        TypedNode right = Bind(syntax.Right);
        if (!OperatorTypes.TryResult(syntax.Operation, left.Type, right.Type, out FeelType type))
        {
            string sign = OperatorTypes.Sign(syntax.Operation);
            Report(FeelFault.Type, syntax.Span,
                new($"Không tính được {left.Type} {sign} {right.Type}.", $"There is no {left.Type} {sign} {right.Type}."),
                OperatorTypes.Expected(syntax.Operation, left.Type, right.Type));
        }
        return Fold(new ArithmeticNode(syntax.Operation, left, right, type, syntax.Span));
    }

    private TypedNode BindComparison(ComparisonOperator operation, TypedNode left, TypedNode right, SourceSpan span)
    {
        bool equality = operation is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        if (equality)
        {
            if (!ReferenceEquals(left.Type, FeelType.Null) && !ReferenceEquals(right.Type, FeelType.Null)) RequireSame(left, right, span);
        }
        else
        {
            ExpectOrdered(left);
            ExpectOrdered(right);
            RequireSame(left, right, span);
        }
        return Fold(new ComparisonNode(operation, left, right, span));
    }

    private void ExpectOrdered(TypedNode node)
    {
        FeelType type = node.Type;
        if (type.IsAny || OperatorTypes.IsOrdered(type)) return;
        Report(FeelFault.Type, node.Span,
            new($"Giá trị kiểu {type} không có thứ tự lớn bé.", $"Values of type {type} have no order."),
            new("number, string, date, time hoặc duration", "number, string, date, time or duration"));
    }

    private LogicNode BindLogic(LogicSyntax syntax)
    {
        TypedNode left = Bind(syntax.Left);
        TypedNode right = Bind(syntax.Right);
        ExpectLogical(left);
        ExpectLogical(right);
        return new LogicNode(syntax.IsAnd, left, right, syntax.Span);
    }

    private void ExpectLogical(TypedNode node)
    {
        if (!ReferenceEquals(node.Type, FeelType.Null)) Expect(node, FeelType.Boolean);
    }

    private TypedNode BindBetween(BetweenSyntax syntax)
    {
        TypedNode value = Bind(syntax.Value);
        TypedNode low = Bind(syntax.Low);
        TypedNode high = Bind(syntax.High);
        ExpectOrdered(value);
        RequireSame(value, low, syntax.Span);
        RequireSame(value, high, syntax.Span);
        return Fold(new BetweenNode(value, low, high, syntax.Span));
    }

    private MembershipNode BindIn(InSyntax syntax)
    {
        TypedNode value = Bind(syntax.Value);
        LocalBinding subject = new(_frame, _frame.NewLocal(), "?", value.Type);
        BindScope outer = _scope;
        _scope = new BindScope(outer);
        _scope.Add("?", subject);
        TypedNode[] tests = syntax.Tests.Select(test => BindTest(test, subject)).ToArray();
        _scope = outer;
        return new MembershipNode(value, subject.Index, tests, syntax.Span);
    }

    private TypedNode BindTest(SyntaxNode syntax, Binding subject)
    {
        if (syntax is OperatorTestSyntax test)
            return BindComparison(test.Operation, subject.ReadFrom(_frame, "?", test.Span), Bind(test.Operand), test.Span);
        int before = _inputReads;
        TypedNode candidate = Bind(syntax);
        bool reads = _inputReads > before;
        TypedNode input = subject.ReadFrom(_frame, "?", syntax.Span);
        if (reads) Expect(candidate, FeelType.Boolean);
        else RequireTestable(input, candidate);
        return new ValueTestNode(input, candidate, reads, syntax.Span);
    }

    private void RequireTestable(TypedNode input, TypedNode candidate)
    {
        FeelType type = candidate.Type;
        if (candidate is not ConstantNode && ReferenceEquals(type, FeelType.Boolean)) return;
        if (type.IsAny || ReferenceEquals(type, FeelType.Null) || input.Type is ListType || input.Type.IsAny) return;
        FeelType element = type;
        while (element is ListType or RangeType) element = element is ListType list ? list.Element : ((RangeType)element).Element;
        if (!Comparable(input.Type, element))
        {
            Report(FeelFault.Type, candidate.Span,
                new($"Giá trị kiểu {input.Type} không bao giờ khớp với {type}.", $"A value of type {input.Type} never matches {type}."),
                new(input.Type.ToString()!, input.Type.ToString()!));
        }
    }

    /// <summary>Computes a node whose parts are all constants, unless that errs or gives null.</summary>
    private TypedNode Fold(TypedNode node)
    {
        if (!node.Children.All(child => child is ConstantNode)) return node;
        FeelEvaluation evaluation = new(FeelMode.Standard, Folding);
        FeelValue value;
        try
        {
            value = new CodeBuilder(_text).Build(node)(evaluation);
        }
        catch (FeelLimitException)
        {
            return node;
        }
        return value.IsNull || evaluation.Messages.Count > 0 ? node : new ConstantNode(value, node.Type.IsAny ? FeelType.Of(value) : node.Type, node.Span);
    }

    private static readonly FeelLimits Folding = new() { Steps = 1_000, ListItems = 1_000, StringLength = 10_000 };

    private void RequireSame(TypedNode left, TypedNode right, SourceSpan span)
    {
        if (Comparable(left.Type, right.Type)) return;
        Report(FeelFault.Type, span,
            new($"Không so sánh được {left.Type} với {right.Type}.", $"{left.Type} cannot be compared with {right.Type}."),
            new($"hai giá trị cùng kiểu, như {left.Type} và {left.Type}", $"two values of one type, such as {left.Type} and {left.Type}"));
    }

    private static bool Comparable(FeelType left, FeelType right) =>
        left.IsAny || right.IsAny || ReferenceEquals(left, FeelType.Null) || ReferenceEquals(right, FeelType.Null)
        || left.ConformsTo(right) || right.ConformsTo(left) || (left, right) switch
        {
            (ListType a, ListType b) => Comparable(a.Element, b.Element),
            (RangeType a, RangeType b) => Comparable(a.Element, b.Element),
            (ContextType, ContextType) => true,
            (FunctionType, FunctionType) => true,
            _ => false,
        };

    private void Expect(TypedNode node, FeelType type)
    {
        if (Fits(node.Type, type)) return;
        Report(FeelFault.Type, node.Span,
            new($"Ở đây cần {type}, không phải {node.Type}.", $"{type} is needed here, not {node.Type}."), new(type.ToString()!, type.ToString()!));
    }

    /// <summary>Types that contain themselves are compared to this depth.</summary>
    private const int DeepestFit = 12;

    /// <summary>Whether a value of a type may be, or be made, one of the wanted type.</summary>
    private static bool Fits(FeelType type, FeelType wanted, int depth = 0)
    {
        if (depth > DeepestFit) return true;
        if (type.IsAny || wanted.IsAny || type.ConformsTo(wanted) || wanted.ConformsTo(type)) return true;
        return (type, wanted) switch
        {
            (ListType list, ListType other) => Fits(list.Element, other.Element, depth + 1),
            (RangeType range, RangeType other) => Fits(range.Element, other.Element, depth + 1),
            (ContextType context, ContextType other) => other.Names.All(name => !context.TryGetMember(name, out FeelType own) || !other.TryGetMember(name, out FeelType member) || Fits(own, member, depth + 1)),
            (FunctionType, FunctionType) => true,
            (ListType list, _) => Fits(list.Element, wanted, depth + 1),
            (_, ListType list) => Fits(type, list.Element, depth + 1),
            _ => ReferenceEquals(type, FeelType.Date) && ReferenceEquals(wanted, FeelType.DateTime),
        };
    }
}
