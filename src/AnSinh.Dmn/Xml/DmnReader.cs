using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

/// <summary>Reads model files of DMN 1.2 to 1.5 into <see cref="Definitions"/>, reporting every fault with its place.</summary>
public static class DmnReader
{
    /// <summary>Reads one model.</summary>
    /// <param name="file">The name to show in diagnostics; nothing is opened by it.</param>
    /// <param name="xml">The whole file.</param>
    /// <param name="limits">Bounds; null for the defaults.</param>
    /// <param name="diagnostics">Receives every fault found.</param>
    /// <returns>The model, with the faulty parts left out, or null when it is no DMN model at all.</returns>
    public static Definitions? Read(string file, string xml, DmnLimits? limits, ICollection<DmnDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(diagnostics);
        XmlElement? root = XmlTreeReader.Read(file, xml, limits ?? new DmnLimits(), out DmnDiagnostic? fault);
        if (root is null)
        {
            diagnostics.Add(fault!);
            return null;
        }
        if (DmnNamespaces.VersionOf(root.Namespace) is not { } version || root.LocalName != "definitions")
        {
            diagnostics.Add(new DmnDiagnostic(DmnSeverity.Error, "not-dmn", file, root.LocalName, root.Place,
                $"Phần tử gốc là '{root.LocalName}' trong không gian tên '{root.Namespace}'; cần 'definitions' của DMN 1.2 đến 1.5, ví dụ {DmnNamespaces.Model15}",
                $"The root element is '{root.LocalName}' in namespace '{root.Namespace}'; expected 'definitions' of DMN 1.2 to 1.5, for example {DmnNamespaces.Model15}"));
            return null;
        }
        return new ElementReader(file, root.Namespace, diagnostics).Definitions(root, version);
    }
}
