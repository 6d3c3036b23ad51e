using AnSinh.Feel.Types;

namespace AnSinh.Feel.Evaluate;

/// <summary>What is said when an evaluation errs.</summary>
internal static class Texts
{
    public static FeelText NotBoolean(FeelValue value) => new(
        $"Cần đúng hoặc sai, nhưng nhận {BuiltinCall.Shown(value)}.", $"True or false is needed, but this is {BuiltinCall.Shown(value)}.");

    public static FeelText NotComparable(FeelValue left, FeelValue right) => new(
        $"Không so sánh được {BuiltinCall.Shown(left)} với {BuiltinCall.Shown(right)}.",
        $"{BuiltinCall.Shown(left)} cannot be compared with {BuiltinCall.Shown(right)}.");

    public static FeelText NoNegative(FeelValue value) => new(
        $"Không đổi dấu được {BuiltinCall.Shown(value)}.", $"{BuiltinCall.Shown(value)} has no negative.");

    public static FeelText NoResult(ArithmeticOperator operation, FeelValue left, FeelValue right) => new(
        $"Không tính được {BuiltinCall.Shown(left)} {OperatorTypes.Sign(operation)} {BuiltinCall.Shown(right)}.",
        $"{BuiltinCall.Shown(left)} {OperatorTypes.Sign(operation)} {BuiltinCall.Shown(right)} has no result.");

    public static FeelText NotBounds(FeelValue low, FeelValue high) => new(
        $"{BuiltinCall.Shown(low)} và {BuiltinCall.Shown(high)} không làm thành một khoảng.",
        $"{BuiltinCall.Shown(low)} and {BuiltinCall.Shown(high)} do not bound a range.");

    public static FeelText NotFunction(FeelValue value) => new(
        $"{BuiltinCall.Shown(value)} không phải hàm.", $"{BuiltinCall.Shown(value)} is not a function.");

    public static FeelText WrongNames(FeelFunction function)
    {
        string names = string.Join(", ", function.Parameters.Select(parameter => parameter.Name));
        return new($"Hàm có các tham số: {names}.", $"The function has the parameters: {names}.");
    }

    public static FeelText NoMember(FeelValue value, string name) => new(
        $"{BuiltinCall.Shown(value)} không có thành phần '{name}'.", $"{BuiltinCall.Shown(value)} has no member '{name}'.");

    public static FeelText NotPosition(FeelValue value) => new(
        $"Bộ lọc phải cho đúng, sai hoặc số thứ tự, nhưng cho {BuiltinCall.Shown(value)}.",
        $"A filter must give true, false or a position, but gives {BuiltinCall.Shown(value)}.");

    public static FeelText NotIterable(FeelValue value) => new(
        $"Không lặp qua được {BuiltinCall.Shown(value)}.", $"There is no loop over {BuiltinCall.Shown(value)}.");
}
