namespace AnSinh.Dmn;

/// <summary>How much a diagnostic weighs: an error keeps the element from being evaluated, a warning does not.</summary>
public enum DmnSeverity
{
    Warning,
    Error,
}

/// <summary>A place in a model file; line and column count from 1, column in UTF-16 units. (0, 0) means the place is not known.</summary>
public readonly record struct Place(int Line, int Column)
{
    public override string ToString() => FormattableString.Invariant($"{Line}:{Column}");
}

/// <summary>
/// What is wrong with a model, where, and what would be right, in Vietnamese and English.
/// </summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Code">Stable short name of the kind of fault, for example <c>requirement-cycle</c>.</param>
/// <param name="File">The name under which the model was given.</param>
/// <param name="Element">Kind and name of the element, for example <c>decision 'Trợ cấp'</c>.</param>
/// <param name="Place">Line and column in the file.</param>
/// <param name="Vi">Message in Vietnamese.</param>
/// <param name="En">Message in English.</param>
/// <param name="Expression">The source line of the expression at fault with a second line that marks the place, or null.</param>
public sealed record DmnDiagnostic(
    DmnSeverity Severity, string Code, string File, string Element, Place Place, string Vi, string En, string? Expression = null)
{
    /// <summary>One diagnostic as text: <c>file:line:column: error code: message</c>, then element and marked expression.</summary>
    public string ToText(bool vietnamese)
    {
        string severity = (Severity, vietnamese) switch
        {
            (DmnSeverity.Error, true) => "lỗi",
            (DmnSeverity.Error, false) => "error",
            (_, true) => "cảnh báo",
            _ => "warning",
        };
        string text = $"{File}:{Place}: {severity} {Code}: {(vietnamese ? Vi : En)}";
        if (Element.Length > 0)
        {
            text += $"\n    {(vietnamese ? "tại" : "in")} {Element}";
        }
        return Expression is null ? text : text + "\n    " + Expression.Replace("\n", "\n    ", StringComparison.Ordinal);
    }

    public override string ToString() => ToText(vietnamese: false);
}
