using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

/// <summary>
/// A value of FEEL (DMN 1.5, 10.3.2.3). A struct of 32 bytes: numbers, booleans, dates, times and durations are held in it without an object.
/// The default is null.
/// </summary>
public readonly partial struct FeelValue : IEquatable<FeelValue>
{
    private readonly object? _reference;
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly FeelKind _kind;

    private FeelValue(FeelKind kind, object? reference, ulong high = 0, ulong low = 0)
    {
        _kind = kind;
        _reference = reference;
        _high = high;
        _low = low;
    }

    public static FeelValue Null => default;
    public static FeelValue True => new(FeelKind.Boolean, null, 0, 1);
    public static FeelValue False => new(FeelKind.Boolean, null);

    public FeelKind Kind => _kind;
    public bool IsNull => _kind == FeelKind.Null;
    public bool IsUnknown => _kind == FeelKind.Unknown;
    public bool IsTrue => _kind == FeelKind.Boolean && _low == 1;
    public bool IsFalse => _kind == FeelKind.Boolean && _low == 0;

    /// <summary>True when the value is unknown or holds something unknown.</summary>
    public bool HasUnknown => _kind switch
    {
        FeelKind.Unknown => true,
        FeelKind.List => AsList.HasUnknown,
        FeelKind.Context => AsContext.HasUnknown,
        FeelKind.Range => AsRange.HasUnknown,
        _ => false,
    };

    /// <summary>What it costs to go through the value once: 1, more for long strings, lists and contexts.</summary>
    internal long Weight => _kind switch
    {
        FeelKind.List => AsList.Weight,
        FeelKind.Context => AsContext.Weight,
        FeelKind.String => 1 + AsString.Length / 32,
        _ => 1,
    };

    public static FeelValue Of(FeelNumber value) => new(FeelKind.Number, null, value.High, value.Low);
    public static FeelValue Of(long value) => Of(FeelNumber.From(value));
    public static FeelValue Of(decimal value) => Of(FeelNumber.From(value));
    public static FeelValue Of(bool value) => new(FeelKind.Boolean, null, 0, value ? 1UL : 0UL);
    public static FeelValue Of(string? value) => value is null ? Null : new(FeelKind.String, value);
    public static FeelValue Of(FeelDate value) => new(FeelKind.Date, null, Pack(value));
    public static FeelValue Of(DateOnly value) => Of(FeelDate.From(value));
    public static FeelValue Of(FeelTime value) => new(FeelKind.Time, value.Zone, 0, (ulong)value.NanosecondOfDay);
    public static FeelValue Of(FeelDateTime value) =>
        new(FeelKind.DateTime, value.Time.Zone, Pack(value.Date), (ulong)value.Time.NanosecondOfDay);
    public static FeelValue Of(DaysTimeDuration value) => unchecked(
        new(FeelKind.DaysTimeDuration, null, (ulong)(value.Nanoseconds >> 64), (ulong)value.Nanoseconds));
    public static FeelValue Of(YearsMonthsDuration value) => new(FeelKind.YearsMonthsDuration, null, 0, unchecked((ulong)value.Months));
    public static FeelValue Of(FeelRange? value) => value is null ? Null : new(FeelKind.Range, value);
    public static FeelValue Of(FeelList? value) => value is null ? Null : new(FeelKind.List, value);
    public static FeelValue Of(FeelContext? value) => value is null ? Null : new(FeelKind.Context, value);
    public static FeelValue Of(FeelFunction? value) => value is null ? Null : new(FeelKind.Function, value);

    /// <summary>The list of the given values.</summary>
    public static FeelValue ListOf(params FeelValue[] values) => Of(new FeelList(values));

    /// <summary>A value that is not known because the named fact is not.</summary>
    public static FeelValue Unknown(string fact) => new(FeelKind.Unknown, FeelUnknown.Of(fact));

    /// <summary>A value that is not known because the named facts are not; at least one.</summary>
    public static FeelValue Unknown(IEnumerable<string> facts) => new(FeelKind.Unknown, FeelUnknown.Of(facts));

    internal static FeelValue Of(FeelUnknown value) => new(FeelKind.Unknown, value);

    /// <summary>The facts that the value would need; null when it is wholly known.</summary>
    public FeelUnknown? UnknownFacts => _kind switch
    {
        FeelKind.Unknown => Unsafe.As<FeelUnknown>(_reference),
        FeelKind.List => AsList.Unknown,
        FeelKind.Context => AsContext.Unknown,
        FeelKind.Range => AsRange.Unknown,
        _ => null,
    };

    /// <summary>Unknown for the facts of both; at least one of them must have unknown facts.</summary>
    internal static FeelValue UnknownOf(FeelValue left, FeelValue right)
    {
        FeelUnknown? first = left.UnknownFacts;
        FeelUnknown? second = right.UnknownFacts;
        return Of(first is null ? second! : second is null ? first : first.Union(second));
    }

    public FeelNumber AsNumber => Is(FeelKind.Number) ? new FeelNumber(_high, _low) : default;
    public bool AsBoolean => Is(FeelKind.Boolean) && _low == 1;
    public string AsString => Is(FeelKind.String) ? Unsafe.As<string>(_reference)! : "";
    public FeelDate AsDate => Is(FeelKind.Date) ? Unpack(_high) : default;
    public FeelTime AsTime => Is(FeelKind.Time) ? new FeelTime((long)_low, Unsafe.As<FeelZone?>(_reference)) : default;
    public FeelDateTime AsDateTime => Is(FeelKind.DateTime)
        ? new FeelDateTime(Unpack(_high), new FeelTime((long)_low, Unsafe.As<FeelZone?>(_reference)))
        : default;
    public DaysTimeDuration AsDaysTimeDuration => Is(FeelKind.DaysTimeDuration)
        ? new DaysTimeDuration(unchecked((Int128)new UInt128(_high, _low)))
        : default;
    public YearsMonthsDuration AsYearsMonthsDuration => Is(FeelKind.YearsMonthsDuration) ? new(unchecked((long)_low)) : default;
    public FeelRange AsRange => Is(FeelKind.Range) ? Unsafe.As<FeelRange>(_reference)! : null!;
    public FeelList AsList => Is(FeelKind.List) ? Unsafe.As<FeelList>(_reference)! : null!;
    public FeelContext AsContext => Is(FeelKind.Context) ? Unsafe.As<FeelContext>(_reference)! : null!;
    public FeelFunction AsFunction => Is(FeelKind.Function) ? Unsafe.As<FeelFunction>(_reference)! : null!;

    /// <summary>True when both are of one kind and equal by FEEL's "="; unlike "=" two unknowns of the same facts count as equal here.</summary>
    public bool Equals(FeelValue other)
    {
        if (_kind != other._kind) return false;
        if (_kind == FeelKind.Unknown) return UnknownFacts!.Facts.SequenceEqual(other.UnknownFacts!.Facts);
        if (HasUnknown || other.HasUnknown) return ToString() == other.ToString();
        return FeelComparison.Equal(this, other).IsTrue;
    }

    public override bool Equals(object? obj) => obj is FeelValue other && Equals(other);

    public override int GetHashCode() => _kind switch
    {
        FeelKind.Number => AsNumber.GetHashCode(),
        FeelKind.String => AsString.GetHashCode(StringComparison.Ordinal),
        FeelKind.Boolean or FeelKind.Date or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration => HashCode.Combine(_kind, _high, _low),
        FeelKind.DateTime => AsDateTime.UtcNanoseconds.GetHashCode(),
        FeelKind.Time => AsTime.UtcNanoseconds.GetHashCode(),
        FeelKind.List => AsList.Count,
        FeelKind.Context => AsContext.Count,
        _ => (int)_kind,
    };

    public static bool operator ==(FeelValue left, FeelValue right) => left.Equals(right);
    public static bool operator !=(FeelValue left, FeelValue right) => !left.Equals(right);

    public static implicit operator FeelValue(FeelNumber value) => Of(value);
    public static implicit operator FeelValue(long value) => Of(value);
    public static implicit operator FeelValue(bool value) => Of(value);
    public static implicit operator FeelValue(string? value) => Of(value);
    public static implicit operator FeelValue(FeelList? value) => Of(value);
    public static implicit operator FeelValue(FeelContext? value) => Of(value);

    /// <summary>The value as a FEEL expression that gives it again (functions and unknowns excepted).</summary>
    public override string ToString() => FeelFormat.Expression(this);

    private bool Is(FeelKind kind) => _kind == kind || ThrowKind(kind);

    private bool ThrowKind(FeelKind kind) => throw new InvalidOperationException($"A FEEL {_kind} was read as {kind}: {this}");

    private static ulong Pack(FeelDate date) => unchecked(((ulong)(uint)date.Year << 32) | ((uint)date.Month << 8) | date.Day);

    private static FeelDate Unpack(ulong packed) => unchecked(FeelDate.OfExisting((int)(packed >> 32), (byte)(packed >> 8), (byte)packed));
}
