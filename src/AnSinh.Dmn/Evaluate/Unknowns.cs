using AnSinh.Feel;

namespace AnSinh.Dmn.Evaluate;

/// <summary>Joins unknown values.</summary>
internal static class Unknowns
{
    /// <summary>Unknown for all the facts that any of the values would need; at least one must need some.</summary>
    public static FeelValue Of(IEnumerable<FeelValue> values) =>
        FeelValue.Unknown(values.Where(v => v.UnknownFacts is not null).SelectMany(v => v.UnknownFacts!.Facts));
}
