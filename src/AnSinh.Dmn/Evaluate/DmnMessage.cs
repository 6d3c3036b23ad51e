namespace AnSinh.Dmn;

/// <summary>Something that went wrong while a decision ran, with file, element and place.</summary>
/// <param name="Code">Stable short name: <c>feel</c>, <c>missing-input</c>, <c>overlap</c>, <c>no-hit</c>, <c>type</c>, <c>allowed-values</c>, ...</param>
/// <param name="File">The name of the model file.</param>
/// <param name="Element">Kind and name of the element, for a table with rule and column.</param>
/// <param name="Place">Line and column in the file.</param>
/// <param name="Vi">Message in Vietnamese.</param>
/// <param name="En">Message in English.</param>
/// <param name="Expression">The source line with the place marked below it, or null.</param>
public sealed record DmnMessage(string Code, string File, string Element, Place Place, string Vi, string En, string? Expression = null)
{
    /// <summary>The message as text in Vietnamese or English.</summary>
    public string ToText(bool vietnamese)
    {
        string text = $"{File}:{Place}: {Element}: {(vietnamese ? Vi : En)}";
        return Expression is null ? text : text + "\n    " + Expression.Replace("\n", "\n    ", StringComparison.Ordinal);
    }

    public override string ToString() => ToText(vietnamese: false);
}

/// <summary>An evaluation in strict mode stopped, or passed a limit in any mode.</summary>
public sealed class DmnEvaluationException(DmnMessage reason, Exception? inner = null) : Exception(reason.ToString(), inner)
{
    public DmnMessage Reason { get; } = reason;
}
