using AnSinh.Feel.Evaluate;
using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>How points and ranges lie to each other (DMN 1.5, 10.3.4.9, table 78).</summary>
internal static class RangeFunctions
{
    private delegate bool Relation(in Span left, in Span right);

    /// <summary>A point or range as two bounds; a point is a closed range of itself.</summary>
    private readonly record struct Span(FeelValue Start, bool StartIncluded, FeelValue End, bool EndIncluded, bool IsPoint);

    /// <summary>Order of an end to a start (or of two bounds of one side), where an open side lies beyond everything.</summary>
    private static int Order(in FeelValue left, int leftOpen, in FeelValue right, int rightOpen)
    {
        int leftSide = left.IsNull ? leftOpen : 0;
        int rightSide = right.IsNull ? rightOpen : 0;
        if (leftSide != 0 || rightSide != 0) return leftSide.CompareTo(rightSide);
        FeelComparison.TryOrder(left, right, out int order);
        return order;
    }

    private static int Starts(in Span a, in Span b) => Order(a.Start, -1, b.Start, -1);
    private static int Ends(in Span a, in Span b) => Order(a.End, 1, b.End, 1);
    private static int EndToStart(in Span a, in Span b) => Order(a.End, 1, b.Start, -1);

    public static IEnumerable<BuiltinFunction> All() =>
    [
        Points("before", "Đứng trước.", "Lies before.", Before),
        Points("after", "Đứng sau.", "Lies after.", (in Span a, in Span b) => Before(b, a)),
        Ranges("meets", "Kết thúc đúng nơi khoảng kia bắt đầu.", "Ends where the other starts.", Meets),
        Ranges("met by", "Bắt đầu đúng nơi khoảng kia kết thúc.", "Starts where the other ends.", (in Span a, in Span b) => Meets(b, a)),
        Ranges("overlaps", "Có phần chung.", "Has a part in common.", Overlaps),
        Ranges("overlaps before", "Có phần chung và bắt đầu trước.", "Has a part in common and starts before.", OverlapsBefore),
        Ranges("overlaps after", "Có phần chung và kết thúc sau.", "Has a part in common and ends after.", (in Span a, in Span b) => OverlapsBefore(b, a)),
        Inner("finishes", "Kết thúc cùng khoảng kia.", "Ends with the other.", Finishes),
        Outer("finished by", "Khoảng kia kết thúc cùng.", "The other ends with it.", (in Span a, in Span b) => Finishes(b, a)),
        Outer("includes", "Bao gồm.", "Holds the other.", Includes),
        Inner("during", "Nằm trong.", "Lies within the other.", (in Span a, in Span b) => Includes(b, a)),
        Inner("starts", "Bắt đầu cùng khoảng kia.", "Starts with the other.", StartsWith),
        Outer("started by", "Khoảng kia bắt đầu cùng.", "The other starts with it.", (in Span a, in Span b) => StartsWith(b, a)),
        Function("coincides", "Trùng nhau.", "Is the same.",
            Relate(Coincides, "point1", false, "point2", false),
            Relate(Coincides, "range1", true, "range2", true)),
    ];

    private static BuiltinFunction Points(string name, string vi, string en, Relation relation) => Function(name, vi, en,
        Relate(relation, "point1", false, "point2", false),
        Relate(relation, "point", false, "range", true),
        Relate(relation, "range", true, "point", false),
        Relate(relation, "range1", true, "range2", true));

    private static BuiltinFunction Ranges(string name, string vi, string en, Relation relation) => Function(name, vi, en,
        Relate(relation, "range1", true, "range2", true));

    private static BuiltinFunction Inner(string name, string vi, string en, Relation relation) => Function(name, vi, en,
        Relate(relation, "point", false, "range", true),
        Relate(relation, "range1", true, "range2", true));

    private static BuiltinFunction Outer(string name, string vi, string en, Relation relation) => Function(name, vi, en,
        Relate(relation, "range", true, "point", false),
        Relate(relation, "range1", true, "range2", true));

    /// <summary>
    /// One overload. By position every overload of a function comes to the same work, so each takes points and ranges alike as far as
    /// its siblings do: the caller's choice by name is checked by name, the kinds here.
    /// </summary>
    private static BuiltinSignature Relate(Relation relation, string first, bool firstRange, string second, bool secondRange) =>
        Way(Truth, (a, e) => Compare(relation, a[0], a[1], e),
            One(first, firstRange ? FeelType.RangeOf(Any) : Any), One(second, secondRange ? FeelType.RangeOf(Any) : Any));

    private static FeelValue Compare(Relation relation, in FeelValue left, in FeelValue right, FeelEvaluation e)
    {
        Span first = ToSpan(left);
        Span second = ToSpan(right);
        return Comparable(first, second)
            ? relation(first, second)
            : e.Fail(Texts.NotComparable(left, right));
    }

    private static Span ToSpan(in FeelValue value) => value.Kind == FeelKind.Range
        ? new(value.AsRange.Start, value.AsRange.StartIncluded, value.AsRange.End, value.AsRange.EndIncluded, false)
        : new(value, true, value, true, true);

    private static bool Comparable(in Span a, in Span b)
    {
        FeelValue first = a.Start.IsNull ? a.End : a.Start;
        FeelValue second = b.Start.IsNull ? b.End : b.Start;
        return FeelComparison.TryOrder(first, second, out _);
    }

    private static bool Before(in Span a, in Span b)
    {
        int order = EndToStart(a, b);
        return order < 0 || (order == 0 && !(a.EndIncluded && b.StartIncluded));
    }

    private static bool Meets(in Span a, in Span b) => a.EndIncluded && b.StartIncluded && EndToStart(a, b) == 0;

    private static bool Overlaps(in Span a, in Span b) => !Before(a, b) && !Before(b, a);

    private static bool OverlapsBefore(in Span a, in Span b)
    {
        int starts = Starts(a, b);
        int ends = Ends(a, b);
        return (starts < 0 || (starts == 0 && a.StartIncluded && !b.StartIncluded)) && !Before(a, b)
            && (ends < 0 || (ends == 0 && (!a.EndIncluded || b.EndIncluded)));
    }

    private static bool Finishes(in Span a, in Span b)
    {
        if (Ends(a, b) != 0 || a.EndIncluded != b.EndIncluded) return false;
        int starts = Starts(a, b);
        return a.IsPoint || starts > 0 || (starts == 0 && (!a.StartIncluded || b.StartIncluded));
    }

    private static bool StartsWith(in Span a, in Span b)
    {
        if (Starts(a, b) != 0 || a.StartIncluded != b.StartIncluded) return false;
        int ends = Ends(a, b);
        return a.IsPoint || ends < 0 || (ends == 0 && (!a.EndIncluded || b.EndIncluded));
    }

    private static bool Includes(in Span a, in Span b)
    {
        int starts = Starts(a, b);
        int ends = Ends(a, b);
        return (starts < 0 || (starts == 0 && (a.StartIncluded || !b.StartIncluded)))
            && (ends > 0 || (ends == 0 && (a.EndIncluded || !b.EndIncluded)));
    }

    private static bool Coincides(in Span a, in Span b) =>
        Starts(a, b) == 0 && Ends(a, b) == 0 && a.StartIncluded == b.StartIncluded && a.EndIncluded == b.EndIncluded;
}
