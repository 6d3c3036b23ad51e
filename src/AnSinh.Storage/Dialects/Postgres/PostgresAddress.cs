using Npgsql;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>How a PostgreSQL database is named: keywords (<c>Host=...;Database=...</c>) or an address (<c>postgres://user:password@host:port/database?keyword=value</c>).</summary>
internal static class PostgresAddress
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    public static bool Matches(string source) =>
        source.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase) || Schemes.Any(scheme => source.StartsWith(scheme, StringComparison.Ordinal));

    /// <exception cref="StorageException">The address cannot be read, or names no database.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string source)
    {
        try
        {
            var builder = Schemes.Any(scheme => source.StartsWith(scheme, StringComparison.Ordinal)) ? OfUri(new Uri(source)) : new NpgsqlConnectionStringBuilder(source);
            return string.IsNullOrEmpty(builder.Database)
                ? throw new StorageException("Địa chỉ PostgreSQL chưa có tên cơ sở dữ liệu (Database=...).", "The PostgreSQL address names no database (Database=...).")
                : builder;
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // The address itself may hold a password and is not repeated.
            throw new StorageException(
                "Không hiểu địa chỉ PostgreSQL; cần dạng Host=...;Database=...;Username=... hoặc postgres://user@host/database.",
                "The PostgreSQL address cannot be read; expected Host=...;Database=...;Username=... or postgres://user@host/database.");
        }
    }

    private static NpgsqlConnectionStringBuilder OfUri(Uri uri)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host.Length == 0 ? "localhost" : uri.Host, Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')) };
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[Uri.UnescapeDataString(parts[0])] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }

        return builder;
    }
}
