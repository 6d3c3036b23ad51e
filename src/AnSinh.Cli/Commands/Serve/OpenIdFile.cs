using AnSinh.Storage;
using AnSinh.Web.Access.Elsewhere;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AnSinh.Cli;

/// <summary>The file of <c>--oidc</c>: name, authority, client_id and, where it is not <c>sub</c>, login_claim. The secret stands in <see cref="SecretVariable"/>, not in a file that is copied about.</summary>
internal static class OpenIdFile
{
    public const string SecretVariable = "ANSINH_OIDC_SECRET";

    private static readonly string[] Keys = ["name", "authority", "client_id", "login_claim"];

    /// <exception cref="StorageException">The file is absent or says something else; every fault with its line.</exception>
    public static OpenIdProvider Read(string path)
    {
        var faults = new List<(int Line, string Vietnamese, string English)>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var yaml = new YamlStream();
            using var reader = new StreamReader(path);
            yaml.Load(reader);
            foreach (var (key, value) in yaml.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>().SelectMany(map => map.Children))
            {
                var line = (int)key.Start.Line;
                if (key is YamlScalarNode { Value: { } name } && Keys.Contains(name) && value is YamlScalarNode { Value: { Length: > 0 } text })
                {
                    values[name] = text;
                }
                else
                {
                    faults.Add((line, $"cần một trong các khóa {string.Join(", ", Keys)} với một giá trị", $"expected one of the keys {string.Join(", ", Keys)} with a value"));
                }
            }
        }
        catch (YamlException error)
        {
            faults.Add(((int)error.Start.Line, "không phải YAML", "not YAML"));
        }
        catch (IOException)
        {
            throw new StorageException($"{path}: không đọc được.", $"{path}: cannot be read.");
        }

        foreach (var key in Keys[..3].Where(key => !values.ContainsKey(key) && faults.Count == 0))
        {
            faults.Add((1, $"thiếu {key}", $"{key} is missing"));
        }

        Uri? authority = null;
        if (values.TryGetValue("authority", out var given) && (!Uri.TryCreate(given, UriKind.Absolute, out authority) || (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)))
        {
            faults.Add((1, "authority: cần địa chỉ https", "authority: expected an https address"));
        }

        return faults.Count == 0
            ? new OpenIdProvider(values["name"], authority!, values["client_id"], Environment.GetEnvironmentVariable(SecretVariable), values.GetValueOrDefault("login_claim", "sub"))
            : throw new StorageException(
                string.Join('\n', faults.Select(fault => $"{path}:{fault.Line}: {fault.Vietnamese}")), string.Join('\n', faults.Select(fault => $"{path}:{fault.Line}: {fault.English}")));
    }
}
