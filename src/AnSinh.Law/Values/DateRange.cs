using System.Globalization;

namespace AnSinh.Law;

/// <summary>Days from <see cref="From"/> to <see cref="To"/>, both included; a null end is open.</summary>
public readonly record struct DateRange
{
    /// <exception cref="ArgumentException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public DateRange(DateOnly? from, DateOnly? to)
    {
        if (from is { } first && to is { } last && last < first)
        {
            throw new ArgumentException($"The range ends ({last:yyyy-MM-dd}) before it begins ({first:yyyy-MM-dd}).");
        }

        From = from;
        To = to;
    }

    public DateOnly? From { get; }
    public DateOnly? To { get; }

    public static readonly DateRange Always;

    public bool Contains(DateOnly day) => (From is not { } from || from <= day) && (To is not { } to || day <= to);

    public bool Overlaps(DateOnly first, DateOnly last) => (From is not { } from || from <= last) && (To is not { } to || first <= to);

    public bool Overlaps(BenefitMonth month) => Overlaps(month.First, month.Last);

    public bool Overlaps(DateRange other) => Overlaps(other.From ?? DateOnly.MinValue, other.To ?? DateOnly.MaxValue);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}/{To:yyyy-MM-dd}");
}
