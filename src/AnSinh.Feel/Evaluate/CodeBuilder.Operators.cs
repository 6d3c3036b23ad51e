using System.Runtime.CompilerServices;
using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

internal sealed partial class CodeBuilder
{
    private Code BuildNegation(NegationNode node)
    {
        Code operand = Build(node.Operand);
        return e =>
        {
            FeelValue value = operand(e);
            return value.Kind switch
            {
                FeelKind.Number => -value.AsNumber,
                FeelKind.DaysTimeDuration => Negative(value),
                FeelKind.YearsMonthsDuration => FeelValue.Of(new YearsMonthsDuration(-value.AsYearsMonthsDuration.Months)),
                FeelKind.Unknown => value,
                _ => e.Fail(Texts.NoNegative(value), source, node.Span),
            };
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FeelValue Negative(in FeelValue duration) => FeelValue.Of(new DaysTimeDuration(-duration.AsDaysTimeDuration.Nanoseconds));

    private Code BuildArithmetic(ArithmeticNode node)
    {
        Code left = Build(node.Left);
        Code right = Build(node.Right);
        SourceSpan span = node.Span;
        ArithmeticOperator operation = node.Operation;
        switch (operation)
        {
            case ArithmeticOperator.Add:
                return e =>
                {
                    FeelValue first = left(e);
                    FeelValue second = right(e);
                    if (first.Kind == FeelKind.Number && second.Kind == FeelKind.Number
                        && FeelNumber.TryAdd(first.AsNumber, second.AsNumber, out FeelNumber sum)) return FeelValue.Of(sum);
                    return Other(operation, first, second, span, e);
                };
            case ArithmeticOperator.Subtract:
                return e =>
                {
                    FeelValue first = left(e);
                    FeelValue second = right(e);
                    if (first.Kind == FeelKind.Number && second.Kind == FeelKind.Number
                        && FeelNumber.TrySubtract(first.AsNumber, second.AsNumber, out FeelNumber difference)) return FeelValue.Of(difference);
                    return Other(operation, first, second, span, e);
                };
            case ArithmeticOperator.Multiply:
                return e =>
                {
                    FeelValue first = left(e);
                    FeelValue second = right(e);
                    if (first.Kind == FeelKind.Number && second.Kind == FeelKind.Number
                        && FeelNumber.TryMultiply(first.AsNumber, second.AsNumber, out FeelNumber product)) return FeelValue.Of(product);
                    return Other(operation, first, second, span, e);
                };
            default:
                return e =>
                {
                    FeelValue first = left(e);
                    FeelValue second = right(e);
                    return Other(operation, first, second, span, e);
                };
        }
    }

    private FeelValue Other(ArithmeticOperator operation, in FeelValue left, in FeelValue right, SourceSpan span, FeelEvaluation e)
    {
        if (left.IsUnknown || right.IsUnknown) return FeelValue.UnknownOf(left, right);
        e.At(source, span);
        return Arithmetic.Compute(operation, left, right, e);
    }

    private Code BuildComparison(ComparisonNode node)
    {
        Code left = Build(node.Left);
        Code right = Build(node.Right);
        SourceSpan span = node.Span;
        ComparisonOperator operation = node.Operation;
        if (operation is ComparisonOperator.Equal or ComparisonOperator.NotEqual)
        {
            bool equal = operation == ComparisonOperator.Equal;
            return e =>
            {
                FeelValue first = left(e);
                FeelValue second = right(e);
                if (first.Kind is FeelKind.List or FeelKind.Context) e.Step(Math.Min(first.Weight, second.Weight));
                FeelValue same = FeelComparison.Equal(first, second);
                if (same.Kind == FeelKind.Boolean) return same.AsBoolean == equal;
                return same.IsUnknown ? same : e.Fail(Texts.NotComparable(first, second), source, span);
            };
        }
        return e =>
        {
            FeelValue first = left(e);
            FeelValue second = right(e);
            int order;
            if (first.Kind == FeelKind.Number && second.Kind == FeelKind.Number) order = first.AsNumber.CompareTo(second.AsNumber);
            else if (first.IsUnknown || second.IsUnknown) return FeelValue.UnknownOf(first, second);
            else if (!FeelComparison.TryOrder(first, second, out order)) return e.Fail(Texts.NotComparable(first, second), source, span);
            return operation switch
            {
                ComparisonOperator.Less => order < 0,
                ComparisonOperator.LessOrEqual => order <= 0,
                ComparisonOperator.Greater => order > 0,
                _ => order >= 0,
            };
        };
    }

    private Code BuildBetween(BetweenNode node)
    {
        Code value = Build(node.Value);
        Code low = Build(node.Low);
        Code high = Build(node.High);
        return e =>
        {
            FeelValue subject = value(e);
            FeelValue from = low(e);
            FeelValue to = high(e);
            FeelValue above = AtLeast(subject, from, node.Span, e);
            return above.IsFalse ? above : Logic.And(above, AtLeast(to, subject, node.Span, e));
        };
    }

    private FeelValue AtLeast(in FeelValue left, in FeelValue right, SourceSpan span, FeelEvaluation e)
    {
        if (left.IsUnknown || right.IsUnknown) return FeelValue.UnknownOf(left, right);
        return FeelComparison.TryOrder(left, right, out int order) ? order >= 0 : e.Fail(Texts.NotComparable(left, right), source, span);
    }

    private Code BuildMembership(MembershipNode node)
    {
        Code value = Build(node.Value);
        Code[] tests = BuildAll(node.Tests);
        int subject = node.Subject;
        return e =>
        {
            FeelValue tested = value(e);
            e.Local(subject) = tested;
            FeelValue any = FeelValue.False;
            foreach (Code test in tests)
            {
                any = Logic.Or(any, test(e));
                if (any.IsTrue) break;
            }
            return any;
        };
    }

    private Code BuildValueTest(ValueTestNode node)
    {
        Code subject = Build(node.Subject);
        Code candidate = Build(node.Candidate);
        SourceSpan span = node.Span;
        if (node.ReadsSubject)
        {
            return e =>
            {
                FeelValue answer = candidate(e);
                return answer.Kind is FeelKind.Boolean or FeelKind.Unknown ? answer : e.Fail(Texts.NotBoolean(answer), source, span);
            };
        }
        bool condition = node.Candidate is not ConstantNode;
        bool range = node.Candidate is RangeNode;
        return e =>
        {
            FeelValue value = subject(e);
            FeelValue tested = candidate(e);
            if (condition && tested.Kind == FeelKind.Boolean && value.Kind is not (FeelKind.Boolean or FeelKind.Unknown or FeelKind.List)) return tested;
            if (range && tested.IsNull) return tested;
            if (tested.Kind is FeelKind.List or FeelKind.Context) e.Step(tested.Weight);
            FeelValue answer = Membership.Test(value, tested);
            return answer.IsNull && !value.IsNull ? e.Fail(Texts.NotComparable(value, tested), source, span) : answer;
        };
    }
}
