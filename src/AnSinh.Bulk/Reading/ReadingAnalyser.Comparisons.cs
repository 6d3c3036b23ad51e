using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Bulk;

/// <content>Comparisons: the points that tell values apart.</content>
public sealed partial class ReadingAnalyser
{
    private void Compare(AbstractValue left, AbstractValue right)
    {
        if (left is not Scalar one || right is not Scalar other)
        {
            Use(left);
            Use(right);
            return;
        }

        foreach (var first in one.Any)
        {
            foreach (var second in other.Any)
            {
                Compare(first, second);
            }
        }
    }

    private void Compare(Source left, Source right)
    {
        switch (left, right)
        {
            case (LeafSource one, FixedSource { Value: var value }):
                Cut(one, value);
                break;
            case (FixedSource { Value: var value }, LeafSource one):
                Cut(one, value);
                break;
            case (LeafSource one, LeafSource other) when ReferenceEquals(one.Leaf, other.Leaf):
                _reading.Found(one.Leaf.Path, one.Leaf.Relate(one.Derived, other.Derived));
                break;
            case (FixedSource one, FixedSource other):
                if (one.Moves || other.Moves)
                {
                    _reading.Met(one.Value, other.Value);
                }

                break;
            default:
                if (left is FixedSource { Moves: true } || right is FixedSource { Moves: true })
                {
                    Stray("compared with what is not known");
                }

                foreach (var source in new[] { left, right }.OfType<LeafSource>())
                {
                    UseExactly(source);
                }

                break;
        }
    }

    private void Cut(LeafSource source, FeelValue value) =>
        _reading.Found(source.Leaf.Path, source.Derived is { } derived ? derived.Cut(value) : source.Leaf.Cut(value));

    /// <summary>A test that is a value, a range or a list of either.</summary>
    private void CompareWith(AbstractValue subject, TypedNode candidate, Names names)
    {
        switch (candidate)
        {
            case RangeNode range:
                foreach (var bound in new[] { range.Start, range.End }.OfType<TypedNode>())
                {
                    Compare(subject, Expression(bound, names));
                }

                break;
            case ListNode list:
                foreach (var item in list.Items)
                {
                    CompareWith(subject, item, names);
                }

                break;
            case ConstantNode { Value: { Kind: FeelKind.Range } range }:
                Compare(subject, new Scalar([new FixedSource(range.AsRange.Start), new FixedSource(range.AsRange.End)]));
                break;
            case ConstantNode { Value: { Kind: FeelKind.List } list }:
                foreach (var item in list.AsList.Span)
                {
                    CompareWith(subject, new ConstantNode(item, FeelType.Any, candidate.Span), names);
                }

                break;
            default:
                Compare(subject, Expression(candidate, names));
                break;
        }
    }
}
