namespace AnSinh.Dmn;

/// <summary>A model file given by the caller.</summary>
/// <param name="Name">The name shown in diagnostics, usually the file name.</param>
/// <param name="Xml">The whole text.</param>
public sealed record DmnSource(string Name, string Xml);

/// <summary>What an import asks for; the caller decides where models come from.</summary>
/// <param name="Namespace">The namespace of the wanted model.</param>
/// <param name="LocationUri">The location the importing model suggests, or null.</param>
/// <param name="ImportedBy">The name of the importing file.</param>
public readonly record struct ImportRequest(string Namespace, string? LocationUri, string ImportedBy);

/// <summary>How models are loaded.</summary>
public sealed record DmnLoadOptions
{
    public DmnLimits Limits { get; init; } = new();

    /// <summary>Asked for models that are imported and were not given; null, or an answer of null, makes the import a fault.</summary>
    public Func<ImportRequest, DmnSource?>? Resolver { get; init; }

    /// <summary>
    /// True: a model imported by several others is evaluated once, on one set of input data. False (the default): each path of imports has its own
    /// input data, which may be given under the import's name, and falls back to the plain name.
    /// </summary>
    public bool SharedImports { get; init; }
}
