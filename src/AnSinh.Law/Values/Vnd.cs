using System.Globalization;

namespace AnSinh.Law;

/// <summary>An exact amount in đồng. Arithmetic is checked: overflow throws instead of wrapping.</summary>
public readonly record struct Vnd(long Amount) : IComparable<Vnd>
{
    public static readonly Vnd Zero;

    private static readonly NumberFormatInfo Grouping = new() { NumberGroupSeparator = ".", NumberGroupSizes = [3] };

    public static Vnd operator +(Vnd left, Vnd right) => new(checked(left.Amount + right.Amount));
    public static Vnd operator -(Vnd left, Vnd right) => new(checked(left.Amount - right.Amount));
    public static Vnd operator -(Vnd value) => new(checked(-value.Amount));
    public static bool operator <(Vnd left, Vnd right) => left.Amount < right.Amount;
    public static bool operator >(Vnd left, Vnd right) => left.Amount > right.Amount;
    public static bool operator <=(Vnd left, Vnd right) => left.Amount <= right.Amount;
    public static bool operator >=(Vnd left, Vnd right) => left.Amount >= right.Amount;

    public int CompareTo(Vnd other) => Amount.CompareTo(other.Amount);

    public static Vnd Sum(IEnumerable<Vnd> amounts) => amounts.Aggregate(Zero, (total, next) => total + next);

    /// <summary>Digits grouped by dots, as the law prints amounts: <c>1.350.000</c>.</summary>
    public override string ToString() => Amount.ToString("#,0", Grouping);

    /// <summary>With the sign of the đồng, digits grouped as the language does: <c>1.350.000 ₫</c>, <c>1,350,000 ₫</c>.</summary>
    public string In(bool vietnamese) => Amount.ToString("#,0", vietnamese ? Grouping : CultureInfo.InvariantCulture) + " ₫";
}
