using AnSinh.Feel.Evaluate;
using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>What sums a list up to one value (DMN 1.5, 10.3.4.4): by a list or by its items.</summary>
internal static class StatisticsFunctions
{
    private delegate FeelValue Summary(ReadOnlySpan<FeelValue> items, FeelEvaluation evaluation);

    public static IEnumerable<BuiltinFunction> All() =>
    [
        Of("min", "Phần tử nhỏ nhất.", "The least item.", List, Any, (items, e) => Extreme(items, -1, e)),
        Of("max", "Phần tử lớn nhất.", "The greatest item.", List, Any, (items, e) => Extreme(items, 1, e)),
        Of("sum", "Tổng.", "The sum.", Numbers, Number, Sum),
        Of("mean", "Trung bình cộng.", "The mean.", Numbers, Number, Mean),
        Of("product", "Tích.", "The product.", Numbers, Number, Product),
        Of("median", "Trung vị.", "The median.", Numbers, Number, (items, e) => Median(items)),
        Of("stddev", "Độ lệch chuẩn của mẫu.", "The standard deviation of a sample.", Numbers, Number, Deviation),
        Of("mode", "Các giá trị gặp nhiều nhất, từ bé đến lớn.", "The values that come most often, in ascending order.", Numbers, Numbers, (items, e) => Mode(items)),
    ];

    private static BuiltinFunction Of(string name, string vi, string en, FeelType list, FeelType result, Summary summary)
    {
        FeelType item = ((ListType)list).Element;
        return Function(name, vi, en,
            Way(result, (a, e) => HasNull(a[0].AsList.Span, e, out FeelValue failed) ? failed : summary(a[0].AsList.Span, e), One("list", list)),
            Way(result, (a, e) => HasNull(a, e, out FeelValue failed) ? failed : summary(a, e), One("item", item), new("item", item, ParameterTraits.Variadic)));
    }

    private static bool HasNull(ReadOnlySpan<FeelValue> items, FeelEvaluation e, out FeelValue failed)
    {
        failed = FeelValue.Null;
        foreach (ref readonly FeelValue item in items)
        {
            if (!item.IsNull) continue;
            failed = Wrong(e, "Danh sách có phần tử null.", "The list has an item that is null.");
            return true;
        }
        return false;
    }

    private static FeelValue TooLarge(FeelEvaluation e) => Wrong(e, "Kết quả quá lớn.", "The result is too large.");

    private static FeelValue Extreme(ReadOnlySpan<FeelValue> items, int side, FeelEvaluation e)
    {
        if (items.Length == 0) return FeelValue.Null;
        FeelValue best = items[0];
        if (!FeelComparison.TryOrder(best, best, out _)) return e.Fail(Texts.NotComparable(best, best));
        foreach (ref readonly FeelValue item in items[1..])
        {
            if (!FeelComparison.TryOrder(item, best, out int order)) return e.Fail(Texts.NotComparable(item, best));
            if (Math.Sign(order) == side) best = item;
        }
        return best;
    }

    private static FeelValue Sum(ReadOnlySpan<FeelValue> items, FeelEvaluation e)
    {
        if (items.Length == 0) return FeelValue.Null;
        FeelNumber sum = FeelNumber.Zero;
        foreach (ref readonly FeelValue item in items)
        {
            if (!FeelNumber.TryAdd(sum, item.AsNumber, out sum)) return TooLarge(e);
        }
        return sum;
    }

    private static FeelValue Product(ReadOnlySpan<FeelValue> items, FeelEvaluation e)
    {
        if (items.Length == 0) return FeelValue.Null;
        FeelNumber product = FeelNumber.One;
        foreach (ref readonly FeelValue item in items)
        {
            if (!FeelNumber.TryMultiply(product, item.AsNumber, out product)) return TooLarge(e);
        }
        return product;
    }

    private static FeelValue Mean(ReadOnlySpan<FeelValue> items, FeelEvaluation e)
    {
        FeelValue sum = Sum(items, e);
        if (sum.IsNull) return sum;
        return FeelNumber.TryDivide(sum.AsNumber, items.Length, out FeelNumber mean) ? mean : TooLarge(e);
    }

    private static FeelNumber[] Sorted(ReadOnlySpan<FeelValue> items)
    {
        FeelNumber[] numbers = new FeelNumber[items.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = items[i].AsNumber;
        Array.Sort(numbers);
        return numbers;
    }

    private static FeelValue Median(ReadOnlySpan<FeelValue> items)
    {
        if (items.Length == 0) return FeelValue.Null;
        FeelNumber[] sorted = Sorted(items);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static FeelValue Deviation(ReadOnlySpan<FeelValue> items, FeelEvaluation e)
    {
        if (items.Length < 2) return FeelValue.Null;
        FeelValue mean = Mean(items, e);
        if (mean.IsNull) return mean;
        FeelNumber squares = FeelNumber.Zero;
        foreach (ref readonly FeelValue item in items)
        {
            if (!FeelNumber.TrySubtract(item.AsNumber, mean.AsNumber, out FeelNumber distance)
                || !FeelNumber.TryMultiply(distance, distance, out FeelNumber square)
                || !FeelNumber.TryAdd(squares, square, out squares)) return TooLarge(e);
        }
        return FeelNumber.TryDivide(squares, items.Length - 1L, out FeelNumber variance) && FeelNumber.TrySqrt(variance, out FeelNumber deviation)
            ? deviation
            : TooLarge(e);
    }

    private static FeelValue Mode(ReadOnlySpan<FeelValue> items)
    {
        if (items.Length == 0) return FeelList.Empty;
        IGrouping<FeelNumber, FeelNumber>[] groups = Sorted(items).GroupBy(number => number).ToArray();
        int most = groups.Max(group => group.Count());
        return new FeelList(groups.Where(group => group.Count() == most).Select(group => FeelValue.Of(group.Key)));
    }
}
