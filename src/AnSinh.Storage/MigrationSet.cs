using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;

namespace AnSinh.Storage;

/// <summary>One numbered step of a module's tables: <c>Migrations/sqlite/0001_name.sql</c>.</summary>
public sealed record Migration(int Number, string Name, string Sql)
{
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>
/// The migrations a module brings as embedded resources named <c>Migrations/DIALECT/NNNN_name.sql</c>. A step that has been applied is never
/// changed; the next one is added.
/// </summary>
public sealed record MigrationSet(string Module, Assembly Assembly)
{
    public static readonly MigrationSet Storage = new("storage", typeof(MigrationSet).Assembly);

    /// <summary>What is filled after the steps, where rows of before wait for it.</summary>
    public IReadOnlyList<DataFill> Fills { get; init; } = [];

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<Migration> For(string dialect)
    {
        var prefix = $"Migrations/{dialect}/";
        return
        [
            .. Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => new Migration(
                    int.Parse(name.AsSpan(prefix.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture), name[prefix.Length..], Read(name)))
                .OrderBy(migration => migration.Number),
        ];
    }

    private string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
