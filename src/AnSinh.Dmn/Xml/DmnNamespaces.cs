using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

/// <summary>XML namespaces of the versions of the standard (clause 12 of each version).</summary>
internal static class DmnNamespaces
{
    public const string Model15 = "https://www.omg.org/spec/DMN/20230324/MODEL/";
    public const string Diagram15 = "https://www.omg.org/spec/DMN/20230324/DMNDI/";
    public const string Feel15 = "https://www.omg.org/spec/DMN/20230324/FEEL/";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";

    private static readonly (string Model, string Diagram, string Feel, DmnVersion Version)[] Known =
    [
        ("http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20180521/DMNDI/", "http://www.omg.org/spec/DMN/20180521/FEEL/", DmnVersion.V12),
        ("https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/", "https://www.omg.org/spec/DMN/20191111/FEEL/", DmnVersion.V13),
        ("https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/", "https://www.omg.org/spec/DMN/20211108/FEEL/", DmnVersion.V14),
        (Model15, Diagram15, Feel15, DmnVersion.V15),
    ];

    /// <summary>The version whose model namespace this is, or null.</summary>
    public static DmnVersion? VersionOf(string space)
    {
        foreach ((string model, _, _, DmnVersion version) in Known)
        {
            if (model == space)
            {
                return version;
            }
        }
        return null;
    }

    public static bool IsDiagram(string space) => Known.Any(k => k.Diagram == space);

    /// <summary>True when the expression language is absent or one of the FEEL namespaces.</summary>
    public static bool IsFeel(string? language) =>
        string.IsNullOrWhiteSpace(language) || language.Equals("feel", StringComparison.OrdinalIgnoreCase) || Known.Any(k => k.Feel == language.Trim());

    /// <summary>True when an import brings in a DMN model, of whatever version.</summary>
    public static bool IsModelImport(string importType) => Known.Any(k => k.Model == importType.Trim());

    /// <summary>The same namespace in version 1.5; other namespaces unchanged.</summary>
    public static string InVersion15(string space)
    {
        foreach ((string model, string diagram, string feel, _) in Known)
        {
            if (space == model)
            {
                return Model15;
            }
            if (space == diagram)
            {
                return Diagram15;
            }
            if (space == feel)
            {
                return Feel15;
            }
        }
        return space;
    }
}
