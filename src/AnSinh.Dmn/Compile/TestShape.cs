using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Dmn.Compile;

/// <summary>Reads constant tests as the values and ranges that they list.</summary>
internal static class TestShape
{
    /// <summary>The values and ranges of tests such as <c>"A", "B", [1..5], &gt; 10</c> in their order; tests that are no constants are left out.</summary>
    public static FeelValue[] Candidates(CompiledUnaryTests tests) =>
        tests.IsNegated ? [] : tests.Tests.SelectMany(Candidates).ToArray();

    /// <summary>True when the value equals the candidate, or lies in it when it is a range.</summary>
    public static bool Holds(FeelValue candidate, FeelValue value)
    {
        if (candidate.Kind != FeelKind.Range || value.Kind == FeelKind.Range)
        {
            return candidate == value;
        }
        FeelRange range = candidate.AsRange;
        return Bounded(range.Start, value, range.StartIncluded) && Bounded(value, range.End, range.EndIncluded);
    }

    /// <summary>The range that a comparison with a constant stands for.</summary>
    public static FeelRange? RangeOf(ComparisonOperator operation, FeelValue bound) => operation switch
    {
        ComparisonOperator.Less => new FeelRange(FeelValue.Null, false, bound, false),
        ComparisonOperator.LessOrEqual => new FeelRange(FeelValue.Null, false, bound, true),
        ComparisonOperator.Greater => new FeelRange(bound, false, FeelValue.Null, false),
        ComparisonOperator.GreaterOrEqual => new FeelRange(bound, true, FeelValue.Null, false),
        _ => null,
    };

    private static IEnumerable<FeelValue> Candidates(TypedNode test)
    {
        switch (test)
        {
            case ValueTestNode { ReadsSubject: false, Candidate: ConstantNode { Value: { Kind: FeelKind.List } list } }:
                return list.AsList;
            case ValueTestNode { ReadsSubject: false, Candidate: ConstantNode constant }:
                return [constant.Value];
            case ComparisonNode { Left: InputNode, Right: ConstantNode bound, Operation: ComparisonOperator.Equal }:
                return [bound.Value];
            case ComparisonNode { Left: InputNode, Right: ConstantNode bound } comparison when RangeOf(comparison.Operation, bound.Value) is { } range:
                return [FeelValue.Of(range)];
            default:
                return [];
        }
    }

    private static bool Bounded(FeelValue low, FeelValue high, bool included) =>
        low.IsNull || high.IsNull || (included && low == high) || Ordering.Less(low, high);
}
