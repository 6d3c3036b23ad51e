using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AnSinh.Law;

/// <summary>A calendar month for which a benefit is owed, between 0001-01 and 9999-12. Written <c>2026-11</c>.</summary>
public readonly struct BenefitMonth : IEquatable<BenefitMonth>, IComparable<BenefitMonth>
{
    private readonly int _index;

    private BenefitMonth(int index) => _index = index;

    /// <exception cref="ArgumentOutOfRangeException">Year outside 1-9999 or month outside 1-12.</exception>
    public BenefitMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        _index = (year - 1) * 12 + month - 1;
    }

    public int Year => _index / 12 + 1;
    public int Month => _index % 12 + 1;
    public DateOnly First => new(Year, Month, 1);
    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    /// <summary>Months since 0001-01; consecutive months differ by one.</summary>
    public int Index => _index;

    public static BenefitMonth FromIndex(int index) => new(index / 12 + 1, index % 12 + 1);
    public static BenefitMonth Of(DateOnly day) => new(day.Year, day.Month);

    public BenefitMonth AddMonths(int months) => FromIndex(checked(_index + months));
    public BenefitMonth Next => AddMonths(1);
    public BenefitMonth Previous => AddMonths(-1);

    /// <summary>The months from this one to <paramref name="last"/>, both included; empty when <paramref name="last"/> is earlier.</summary>
    public IEnumerable<BenefitMonth> To(BenefitMonth last)
    {
        for (var index = _index; index <= last._index; index++)
        {
            yield return FromIndex(index);
        }
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out BenefitMonth month)
    {
        month = default;
        if (text is not { Length: 7 } || text[4] != '-'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year < 1 || number is < 1 or > 12)
        {
            return false;
        }

        month = new BenefitMonth(year, number);
        return true;
    }

    /// <exception cref="FormatException">The text is not <c>yyyy-MM</c>.</exception>
    public static BenefitMonth Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month; expected yyyy-MM, for example 2026-11.");

    public static bool operator ==(BenefitMonth left, BenefitMonth right) => left._index == right._index;
    public static bool operator !=(BenefitMonth left, BenefitMonth right) => left._index != right._index;
    public static bool operator <(BenefitMonth left, BenefitMonth right) => left._index < right._index;
    public static bool operator >(BenefitMonth left, BenefitMonth right) => left._index > right._index;
    public static bool operator <=(BenefitMonth left, BenefitMonth right) => left._index <= right._index;
    public static bool operator >=(BenefitMonth left, BenefitMonth right) => left._index >= right._index;

    public bool Equals(BenefitMonth other) => _index == other._index;
    public override bool Equals(object? obj) => obj is BenefitMonth other && Equals(other);
    public override int GetHashCode() => _index;
    public int CompareTo(BenefitMonth other) => _index.CompareTo(other._index);
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
