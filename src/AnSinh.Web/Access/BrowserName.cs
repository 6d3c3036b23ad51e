using System.Text.RegularExpressions;

namespace AnSinh.Web.Access;

/// <summary>What a person would call the browser of a session: "Firefox 128, Windows" instead of what it sends about itself. What is not known is shown as it was sent.</summary>
public static partial class BrowserName
{
    // Edge and Opera say that they are Chrome, and Chrome that it is Safari: the more particular come first.
    private static readonly (string Sign, string Name)[] Browsers = [("Edg", "Edge"), ("OPR", "Opera"), ("CocCoc", "Cốc Cốc"), ("coc_coc_browser", "Cốc Cốc"), ("Firefox", "Firefox"), ("HeadlessChrome", "Chrome"), ("Chrome", "Chrome"), ("Version", "Safari")];
    private static readonly (string Sign, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Of(string agent)
    {
        var versions = Product().Matches(agent).GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => group.First().Groups[2].Value);
        var browser = Browsers.FirstOrDefault(one => versions.ContainsKey(one.Sign));
        if (browser.Name is null)
        {
            return agent;
        }

        var system = Systems.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
        return system is null ? $"{browser.Name} {versions[browser.Sign]}" : $"{browser.Name} {versions[browser.Sign]}, {system}";
    }

    [GeneratedRegex(@"([A-Za-z_]+)/(\d+)")]
    private static partial Regex Product();
}
