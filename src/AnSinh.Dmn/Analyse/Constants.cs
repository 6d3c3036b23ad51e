using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Dmn.Analyse;

/// <summary>Collects the constants that tests compare the value under test with, and tells which tests depend on nothing else.</summary>
internal sealed class Constants
{
    private readonly List<FeelValue> values = [];

    public IReadOnlyList<FeelValue> Values => values;

    /// <summary>True when some test speaks of null.</summary>
    public bool HasNull { get; private set; }

    /// <summary>True when every part of the tests compares the value with constants; these are then among <see cref="Values"/>.</summary>
    public bool Take(CompiledUnaryTests tests)
    {
        var found = new List<FeelValue>();
        if (!tests.IsValid || !tests.Tests.All(t => Read(t, found)))
        {
            return false;
        }
        HasNull |= found.Exists(v => v.IsNull);
        values.AddRange(found.Where(v => !v.IsNull));
        return true;
    }

    /// <summary>True for a constraint that the value is whole: <c>floor(?) = ?</c> or <c>? = floor(?)</c>.</summary>
    public static bool IsInteger(CompiledUnaryTests tests)
    {
        if (tests.IsNegated || tests.Tests.Count != 1)
        {
            return false;
        }
        TypedNode test = tests.Tests[0] is ValueTestNode { ReadsSubject: true } condition ? condition.Candidate : tests.Tests[0];
        return test is ComparisonNode { Operation: ComparisonOperator.Equal } comparison
            && (comparison.Left, comparison.Right) is (InputNode, BuiltinCallNode { Function.BuiltinName: "floor", Arguments: [InputNode] })
                or (BuiltinCallNode { Function.BuiltinName: "floor", Arguments: [InputNode] }, InputNode);
    }

    private static bool Read(TypedNode test, List<FeelValue> found)
    {
        switch (test)
        {
            case ValueTestNode { ReadsSubject: true } condition:
                return Read(condition.Candidate, found);
            case ValueTestNode { Candidate: ConstantNode constant }:
                return Constant(constant.Value, found);
            case ComparisonNode { Left: InputNode, Right: ConstantNode right, Operation: var operation }:
                return Compared(operation, right.Value, found);
            case ComparisonNode { Left: ConstantNode left, Right: InputNode, Operation: var operation }:
                return Compared(operation, left.Value, found);
            case BetweenNode { Value: InputNode, Low: ConstantNode low, High: ConstantNode high }:
                found.AddRange([low.Value, high.Value]);
                return low.Value.Kind != FeelKind.String;
            case LogicNode logic:
                return Read(logic.Left, found) && Read(logic.Right, found);
            case BuiltinCallNode { Function.BuiltinName: "not", Arguments: [var inner] }:
                return Read(inner, found);
            case MembershipNode { Value: InputNode } membership:
                return membership.Tests.All(t => ReadMember(t, found));
            case InputNode:
                return test.Type == FeelType.Boolean;
            default:
                return test is ConstantNode { Value.Kind: FeelKind.Boolean };
        }
    }

    /// <summary>A test inside "? in (...)", where the value stands in a local.</summary>
    private static bool ReadMember(TypedNode test, List<FeelValue> found) => test switch
    {
        ValueTestNode { ReadsSubject: false, Candidate: ConstantNode constant } => Constant(constant.Value, found),
        ComparisonNode { Left: LocalNode, Right: ConstantNode right, Operation: var operation } => Compared(operation, right.Value, found),
        _ => false,
    };

    private static bool Compared(ComparisonOperator operation, FeelValue value, List<FeelValue> found)
    {
        found.Add(value);
        return value.Kind != FeelKind.String || operation is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
    }

    private static bool Constant(FeelValue value, List<FeelValue> found)
    {
        switch (value.Kind)
        {
            case FeelKind.Range:
                FeelRange range = value.AsRange;
                found.AddRange(new[] { range.Start, range.End }.Where(v => !v.IsNull));
                return range.Start.Kind != FeelKind.String && range.End.Kind != FeelKind.String;
            case FeelKind.List:
                return value.AsList.All(item => Constant(item, found));
            case FeelKind.Context or FeelKind.Function or FeelKind.Unknown:
                return false;
            default:
                found.Add(value);
                return true;
        }
    }
}
