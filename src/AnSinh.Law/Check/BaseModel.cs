using System.Xml.Linq;

namespace AnSinh.Law;

/// <summary>The item definitions that all models share.</summary>
internal static class BaseModel
{
    public const string Path = "models/base.dmn";

    /// <summary>Names of the components of an item definition; empty where the file or the type is missing.</summary>
    public static HashSet<string> Components(LawPackFiles files, string type) => files.Text(Path) is { } xml
        ? [.. XDocument.Parse(xml).Root!.Elements()
            .Where(element => element.Name.LocalName == "itemDefinition" && element.Attribute("name")?.Value == type)
            .SelectMany(definition => definition.Elements().Where(element => element.Name.LocalName == "itemComponent"))
            .Select(component => component.Attribute("name")!.Value)]
        : [];
}
