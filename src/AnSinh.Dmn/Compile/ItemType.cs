using System.Collections.Frozen;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

/// <summary>A FEEL type together with the allowed values and constraints that item definitions add to it (DMN 1.5, 7.3.2).</summary>
internal sealed class ItemType(FeelType type)
{
    public static ItemType Any { get; } = new(FeelType.Any);

    public FeelType Type { get; set; } = type;

    /// <summary>Tests on the value itself; on a collection they concern the whole list.</summary>
    public List<CompiledUnaryTests> Tests { get; } = [];

    /// <summary>The texts of <see cref="Tests"/>.</summary>
    public List<string> TestTexts { get; } = [];

    /// <summary>The type of the elements of a collection.</summary>
    public ItemType? Element { get; set; }

    /// <summary>The types of the components of a context.</summary>
    public List<(string Name, ItemType Type)> Members { get; } = [];

    /// <summary>How many types stand within one another, this one included.</summary>
    public int Height { get; set; } = 1;

    private bool? constrained;
    private FrozenSet<string>? listed;
    private Places? places;

    /// <summary>True when the type or something in it carries tests.</summary>
    public bool Constrained
    {
        get
        {
            if (constrained is null)
            {
                // A type that contains itself counts as constrained while it is being looked at, which is safe.
                constrained = true;
                constrained = Tests.Count > 0 || Element?.Constrained == true || Members.Exists(m => m.Type.Constrained);
            }
            return constrained.Value;
        }
    }

    /// <summary>The first test text that the value or a part of it fails, or null when it meets all. Null and unknown values meet every test.</summary>
    public string? Violated(FeelValue value, FeelEvaluation evaluation)
    {
        if (!Constrained || value.IsNull || value.IsUnknown || (value.Kind == FeelKind.Context && ReferenceEquals(value.AsContext.CheckedBy, this)))
        {
            return null;
        }
        if (value.Kind == FeelKind.String && (listed ??= Listed()).Contains(value.AsString))
        {
            return null;
        }
        for (int i = 0; i < Tests.Count; i++)
        {
            FeelValue met = Tests[i].Evaluate(value, evaluation);
            if (!met.IsTrue && !met.IsUnknown)
            {
                return TestTexts[i];
            }
        }
        if (Element is { Constrained: true } element && value.Kind == FeelKind.List)
        {
            foreach (FeelValue item in value.AsList)
            {
                if (element.Violated(item, evaluation) is { } text)
                {
                    return text;
                }
            }
        }
        if (value.Kind == FeelKind.Context)
        {
            ReadOnlySpan<FeelValue> values = value.AsContext.Values;
            foreach ((int at, ItemType member) in ConstrainedOf(value.AsContext.Shape))
            {
                if (member.Violated(values[at], evaluation) is { } text)
                {
                    return text;
                }
            }
            value.AsContext.CheckedBy = this;
        }
        return null;
    }

    /// <summary>Where the constrained members stand in contexts of a shape; contexts of one kind share their shape, so that the last one is kept.</summary>
    private (int At, ItemType Type)[] ConstrainedOf(FeelShape shape)
    {
        Places? known = places;
        if (known is null || !ReferenceEquals(known.Shape, shape))
        {
            places = known = new Places(shape, Members.Where(m => m.Type.Constrained).Select(m => (shape.IndexOf(m.Name), m.Type)).Where(m => m.Item1 >= 0).ToArray());
        }
        return known.Constrained;
    }

    /// <summary>The texts that every test lists among its values: they need no evaluation.</summary>
    private FrozenSet<string> Listed() => Tests.Count == 0
        ? []
        : Tests.Select(test => TestShape.Candidates(test).Where(value => value.Kind == FeelKind.String).Select(value => value.AsString))
            .Aggregate((left, right) => left.Intersect(right)).ToFrozenSet(StringComparer.Ordinal);

    private sealed record Places(FeelShape Shape, (int At, ItemType Type)[] Constrained);
}
