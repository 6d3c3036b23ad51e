namespace AnSinh.Law;

/// <summary>
/// What a resolution promises about levels: that one parameter is never below another (times a share of it). Read from <c>lint/promises.yaml</c>; the months come from the parameters' own history.
/// </summary>
/// <param name="Share">The part of the other level that must be reached, in hundredths; 100 means at least as high.</param>
public sealed record Promise(string Id, Bilingual Text, LegalRef Ref, string Level, string AtLeast, int Share, bool IsTarget)
{
    internal const string File = "lint/promises.yaml";

    internal static IReadOnlyList<Promise> Read(LawPackFiles files, PackFaults faults) => files.Text(File) is { } text && YamlText.Single(File, text, faults) is { } root
        ? [.. root.Only("promises").Required("promises").Items().Select(Read)]
        : [];

    private static Promise Read(PackNode node)
    {
        node.Only("id", "text", "ref", "level", "at_least", "share", "target", "note");
        return new Promise(
            node.Required("id").Text(), node.Required("text").Bilingual(), node.Required("ref").Ref(), node.Required("level").Text(), node.Required("at_least").Text(),
            (int)(node.Optional("share")?.Integer() ?? 100), node.Optional("target")?.Boolean() ?? false);
    }
}
