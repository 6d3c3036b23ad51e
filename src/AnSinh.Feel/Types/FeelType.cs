using System.Runtime.CompilerServices;

namespace AnSinh.Feel;

/// <summary>A static type of FEEL (DMN 1.5, 10.3.2.9). Types are compared by structure.</summary>
public abstract class FeelType : IEquatable<FeelType>
{
    public static FeelType Any { get; } = new SimpleType("Any", null);
    public static FeelType Null { get; } = new SimpleType("Null", FeelKind.Null);
    public static FeelType Number { get; } = new SimpleType("number", FeelKind.Number);
    public static FeelType String { get; } = new SimpleType("string", FeelKind.String);
    public static FeelType Boolean { get; } = new SimpleType("boolean", FeelKind.Boolean);
    public static FeelType Date { get; } = new SimpleType("date", FeelKind.Date);
    public static FeelType Time { get; } = new SimpleType("time", FeelKind.Time);
    public static FeelType DateTime { get; } = new SimpleType("date and time", FeelKind.DateTime);
    public static FeelType DaysTimeDuration { get; } = new SimpleType("days and time duration", FeelKind.DaysTimeDuration);
    public static FeelType YearsMonthsDuration { get; } = new SimpleType("years and months duration", FeelKind.YearsMonthsDuration);

    /// <summary>A context of which nothing is known: every context conforms.</summary>
    public static ContextType AnyContext { get; } = new ContextType();

    /// <summary>A function of which nothing is known: every function conforms.</summary>
    public static FeelType AnyFunction { get; } = new SimpleType("function", FeelKind.Function);

    private static readonly Dictionary<string, FeelType> BuiltIn = new(StringComparer.Ordinal)
    {
        ["Any"] = Any, ["Null"] = Null, ["number"] = Number, ["string"] = String, ["boolean"] = Boolean, ["date"] = Date, ["time"] = Time,
        ["date and time"] = DateTime, ["dateTime"] = DateTime,
        ["days and time duration"] = DaysTimeDuration, ["dayTimeDuration"] = DaysTimeDuration,
        ["years and months duration"] = YearsMonthsDuration, ["yearMonthDuration"] = YearsMonthsDuration,
        ["context"] = AnyContext, ["list"] = new ListType(Any), ["function"] = AnyFunction,
    };

    public static ListType ListOf(FeelType element) => new(element);

    public static RangeType RangeOf(FeelType element) => new(element);

    /// <summary>A built-in type by its FEEL name ("number", "date and time", "dateTime", "Any", "context", "list"); false for any other name.</summary>
    public static bool TryFind(string name, out FeelType type)
    {
        bool found = BuiltIn.TryGetValue(name, out FeelType? known);
        type = known ?? Any;
        return found;
    }

    public bool IsAny => ReferenceEquals(this, Any);

    /// <summary>True when every value of this type is one of <paramref name="other"/> (10.3.2.9.4).</summary>
    public abstract bool ConformsTo(FeelType other);

    /// <summary>True when the value is of this type; null and unknown values are of every type.</summary>
    public abstract bool Accepts(FeelValue value);

    public abstract bool Equals(FeelType? other);

    public override bool Equals(object? obj) => Equals(obj as FeelType);

    public abstract override int GetHashCode();

    /// <summary>The type of a value, as exact as it can be seen from it.</summary>
    public static FeelType Of(FeelValue value)
    {
        if (value.Kind is FeelKind.List or FeelKind.Context) RuntimeHelpers.EnsureSufficientExecutionStack();
        return OfKind(value);
    }

    private static FeelType OfKind(FeelValue value) => value.Kind switch
    {
        FeelKind.Null => Null,
        FeelKind.Number => Number,
        FeelKind.String => String,
        FeelKind.Boolean => Boolean,
        FeelKind.Date => Date,
        FeelKind.Time => Time,
        FeelKind.DateTime => DateTime,
        FeelKind.DaysTimeDuration => DaysTimeDuration,
        FeelKind.YearsMonthsDuration => YearsMonthsDuration,
        FeelKind.Range => new RangeType(value.AsRange.Start.IsNull ? Of(value.AsRange.End) : Of(value.AsRange.Start)),
        FeelKind.List => new ListType(Join(value.AsList.Select(Of))),
        FeelKind.Context => new ContextType(value.AsContext.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))),
        FeelKind.Function => value.AsFunction.Type,
        _ => Any,
    };

    /// <summary>The narrowest type that all given types conform to; Any when there is none narrower, Null for none at all.</summary>
    public static FeelType Join(IEnumerable<FeelType> types)
    {
        FeelType joined = Null;
        foreach (FeelType type in types) joined = Join(joined, type);
        return joined;
    }

    /// <summary>The narrowest type that both types conform to.</summary>
    public static FeelType Join(FeelType left, FeelType right)
    {
        if (left.ConformsTo(right)) return right;
        if (right.ConformsTo(left)) return left;
        return (left, right) switch
        {
            (ListType a, ListType b) => new ListType(Join(a.Element, b.Element)),
            (RangeType a, RangeType b) => new RangeType(Join(a.Element, b.Element)),
            (ContextType a, ContextType b) => ContextType.Common(a, b),
            _ => Any,
        };
    }
}

/// <summary>A type without parameters.</summary>
public sealed class SimpleType : FeelType
{
    private readonly string _name;
    private readonly FeelKind? _kind;

    internal SimpleType(string name, FeelKind? kind)
    {
        _name = name;
        _kind = kind;
    }

    /// <summary>The kind of the type's values; null for Any.</summary>
    public FeelKind? Kind => _kind;

    public override bool ConformsTo(FeelType other) =>
        ReferenceEquals(this, other) || other.IsAny || _kind == FeelKind.Null;

    public override bool Accepts(FeelValue value) =>
        _kind is null || value.Kind == _kind || value.Kind is FeelKind.Null or FeelKind.Unknown;

    public override bool Equals(FeelType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => _name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _name;
}
