using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using Dapper;

namespace AnSinh.Web.Api;

/// <summary>The tokens of a database. A token is shown once, when it is issued; kept is its hash. Issuing and ending are audited.</summary>
public sealed class ApiTokens(Database database)
{
    public const int LongestDays = 366;
    public const int LongestName = 60;

    /// <summary>By which people and scanners of leaked secrets know it.</summary>
    private const string Prefix = "ansinh_";
    private const int SecretBytes = 32;
    private const string Columns = "token_id, account_id, name, scopes, area, issued, expires, used, ended";
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    /// <summary>Issues a token.</summary>
    /// <param name="account">For whom it works; whatever the account may not do, the token may not.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="scopes">Codes of <see cref="ApiScopes"/>.</param>
    /// <param name="area">A commune or a province; null: wherever the account may.</param>
    /// <param name="days">Days until it expires, 1 to <see cref="LongestDays"/>.</param>
    /// <param name="actor">Who issues it.</param>
    /// <returns>The token, to be shown once.</returns>
    /// <exception cref="AccessRefusedException">No name, no scope, one the account does not have, no such place, or too long.</exception>
    public string Issue(Account account, string name, IReadOnlyCollection<string> scopes, PlaceCode? area, int days, string actor)
    {
        Require(account, name, scopes, area, days);
        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var (hash, now) = (Hash(text), TimeProvider.System.GetUtcNow());
        var id = Convert.ToHexStringLower(hash.AsSpan(0, 6));
        using var write = database.Begin(actor, "account.token.issue");
        write.Connection.Execute(
            "insert into web_token (token_id, account_id, hash, name, scopes, area, issued, expires) values (@id, @account, @hash, @name, @scopes, @area, @issued, @expires)",
            new
            {
                id, account = account.Id, hash, name = name.Trim(), scopes = string.Join(' ', scopes.Order(StringComparer.Ordinal)), area = area?.Value ?? Grant.Everywhere,
                issued = AccountBook.Instant(now), expires = AccountBook.Instant(now.AddDays(days)),
            }, write.Transaction);
        write.Audit("account.token.issue", account.Id, $"{id}|{name}|{string.Join(' ', scopes)}|{area}|{days}");
        write.Commit();
        return text;
    }

    /// <summary>The token that a request brings; null where there is none such, or it has run out or was ended. Notes that it was used.</summary>
    public ApiToken? Use(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var now = TimeProvider.System.GetUtcNow();
        using var connection = database.Connect();
        if (Read(connection, "hash = @hash", new { hash = Hash(text) }).SingleOrDefault() is not { } token || !token.IsRunning(now))
        {
            return null;
        }

        if (token.Used is not { } used || now - used > UsedEvery)
        {
            connection.Execute("update web_token set used = @now where token_id = @Id", new { token.Id, now = AccountBook.Instant(now) });
        }

        return token;
    }

    /// <summary>Those of an account, newest first, also those that ended.</summary>
    public IReadOnlyList<ApiToken> Of(Account account)
    {
        using var connection = database.Connect();
        return Read(connection, "account_id = @Id", new { account.Id });
    }

    /// <summary>Ends a token of an account; from the next request on it is worth nothing.</summary>
    /// <returns>False where the account has no such token that runs.</returns>
    public bool End(Account account, string id, string actor)
    {
        using var write = database.Begin(actor, "account.token.end");
        var ended = write.Connection.Execute(
            "update web_token set ended = @now where token_id = @id and account_id = @account and ended is null",
            new { id, account = account.Id, now = AccountBook.Instant(TimeProvider.System.GetUtcNow()) }, write.Transaction);
        if (ended == 0)
        {
            return false;
        }

        write.Audit("account.token.end", account.Id, id);
        write.Commit();
        return true;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static void Require(Account account, string name, IReadOnlyCollection<string> scopes, PlaceCode? area, int days)
    {
        if (name.Trim().Length is 0 or > LongestName)
        {
            throw new AccessRefusedException($"Cần tên mã truy cập, không quá {LongestName} chữ.", $"Expected a name for the token, of at most {LongestName} characters.");
        }

        if (scopes.Count == 0)
        {
            throw new AccessRefusedException($"Cần ít nhất một phạm vi trong: {string.Join(", ", ApiScopes.All)}.", $"Expected at least one scope of: {string.Join(", ", ApiScopes.All)}.");
        }

        foreach (var scope in scopes.Where(scope => !ApiScopes.TryParse(scope, out var permission) || !account.May(permission)))
        {
            throw new AccessRefusedException($"Tài khoản {account.Login} không có quyền '{scope}'.", $"The account {account.Login} does not have '{scope}'.");
        }

        if (area is { } place && PlaceDirectory.VietNam.Find(place) is null)
        {
            throw new AccessRefusedException($"Không có địa bàn mã {place}.", $"There is no place {place}.");
        }

        if (days is < 1 or > LongestDays)
        {
            throw new AccessRefusedException($"Thời hạn từ 1 đến {LongestDays} ngày.", $"A token lasts 1 to {LongestDays} days.");
        }
    }

    private static List<ApiToken> Read(System.Data.Common.DbConnection connection, string where, object parameters) =>
    [
        .. connection.Query<(string Id, string Account, string Name, string Scopes, string Area, string Issued, string Expires, string? Used, string? Ended)>(
                $"select {Columns} from web_token where {where} order by issued desc, token_id", parameters)
            .Select(row => new ApiToken(
                row.Id, row.Account, row.Name, row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(code => ApiScopes.TryParse(code, out _)).Select(Parsed).ToHashSet(),
                row.Area == Grant.Everywhere ? null : PlaceCode.Parse(row.Area), AccountBook.ParseInstant(row.Issued), AccountBook.ParseInstant(row.Expires),
                row.Used is { } used ? AccountBook.ParseInstant(used) : null, row.Ended is { } ended ? AccountBook.ParseInstant(ended) : null)),
    ];

    private static Permission Parsed(string code) => ApiScopes.TryParse(code, out var permission) ? permission : throw new InvalidDataException(code);
}
