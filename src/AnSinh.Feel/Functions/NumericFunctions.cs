using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>Numbers (DMN 1.5, 10.3.4.5).</summary>
internal static class NumericFunctions
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        Rounding("decimal", "Làm tròn nửa về số chẵn.", "Rounds a tie to the even digit.", FeelRounding.HalfEven, scaleNeeded: true),
        Rounding("floor", "Làm tròn xuống.", "Rounds down.", FeelRounding.Floor),
        Rounding("ceiling", "Làm tròn lên.", "Rounds up.", FeelRounding.Ceiling),
        Rounding("round up", "Làm tròn ra xa số không.", "Rounds away from zero.", FeelRounding.Up),
        Rounding("round down", "Làm tròn về số không.", "Rounds towards zero.", FeelRounding.Down),
        Rounding("round half up", "Làm tròn nửa ra xa số không.", "Rounds a tie away from zero.", FeelRounding.HalfUp),
        Rounding("round half down", "Làm tròn nửa về số không.", "Rounds a tie towards zero.", FeelRounding.HalfDown),
        Function("abs", "Giá trị tuyệt đối.", "The value without its sign.",
            Way(Any, (a, e) => Abs(a[0], e), One("n", Any))),
        Function("modulo", "Số dư, có dấu của số chia.", "The remainder, with the divisor's sign.",
            Way(Number, (a, e) => TryModulo(a[0].AsNumber, a[1].AsNumber, e, out FeelNumber rest) ? rest : NoResult(e), One("dividend", Number), One("divisor", Number))),
        Function("sqrt", "Căn bậc hai.", "The square root.",
            Way(Number, (a, e) => FeelNumber.TrySqrt(Weighty(a[0], e), out FeelNumber root) ? root : NoResult(e), One("number", Number))),
        Function("log", "Logarit tự nhiên.", "The natural logarithm.",
            Way(Number, (a, e) => FeelNumber.TryLog(Weighty(a[0], e), out FeelNumber log) ? log : NoResult(e), One("number", Number))),
        Function("exp", "Lũy thừa của e.", "e to the power.",
            Way(Number, (a, e) => FeelNumber.TryExp(Weighty(a[0], e), out FeelNumber power) ? power : NoResult(e), One("number", Number))),
        Function("odd", "Số lẻ hay không.", "Whether a number is odd.",
            Way(Truth, (a, e) => IsMultipleOfTwo(a[0].AsNumber, offset: 1), One("number", Number))),
        Function("even", "Số chẵn hay không.", "Whether a number is even.",
            Way(Truth, (a, e) => IsMultipleOfTwo(a[0].AsNumber, offset: 0), One("number", Number))),
    ];

    private static BuiltinFunction Rounding(string name, string vi, string en, FeelRounding rounding, bool scaleNeeded = false) =>
        Function(name, vi, en, Way(Number, (a, e) => Round(a, rounding, e), One("n", Number), scaleNeeded ? One("scale", Number) : Maybe("scale", Number)));

    /// <summary>A number for a function that costs some hundred times what an addition does.</summary>
    private static FeelNumber Weighty(in FeelValue value, FeelEvaluation e)
    {
        e.Step(500);
        return value.AsNumber;
    }

    private static bool TryModulo(FeelNumber dividend, FeelNumber divisor, FeelEvaluation e, out FeelNumber rest)
    {
        if (Math.Abs((long)dividend.Exponent - divisor.Exponent) > 100) e.Step(10_000);
        return FeelNumber.TryModulo(dividend, divisor, out rest);
    }

    private static FeelValue NoResult(FeelEvaluation e) => Wrong(e, "Phép tính không có kết quả.", "There is no result.");

    private static FeelValue Round(ReadOnlySpan<FeelValue> a, FeelRounding rounding, FeelEvaluation e)
    {
        int scale = 0;
        if (a.Length > 1 && (!TryWhole(a[1], out scale) || scale is < -6111 or > 6176))
            return Wrong(e, "Số chữ số thập phân phải từ -6111 đến 6176.", "The scale must lie between -6111 and 6176.");
        return FeelNumber.TryRound(a[0].AsNumber, scale, rounding, out FeelNumber rounded) ? rounded : NoResult(e);
    }

    private static FeelValue Abs(in FeelValue value, FeelEvaluation e) => value.Kind switch
    {
        FeelKind.Number => value.AsNumber.Abs(),
        FeelKind.DaysTimeDuration => FeelValue.Of(new DaysTimeDuration(Int128.Abs(value.AsDaysTimeDuration.Nanoseconds))),
        FeelKind.YearsMonthsDuration => FeelValue.Of(new YearsMonthsDuration(Math.Abs(value.AsYearsMonthsDuration.Months))),
        _ => Wrong(e, "Cần một số hoặc khoảng thời gian.", "A number or a duration is needed."),
    };

    private static FeelValue IsMultipleOfTwo(FeelNumber number, long offset) =>
        number.IsInteger && FeelNumber.TryModulo(number, 2, out FeelNumber rest) && rest == offset;
}
