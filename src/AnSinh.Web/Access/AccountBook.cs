using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.Access;

/// <summary>What an account may not be given, in both languages.</summary>
public sealed class AccessRefusedException(string vi, string en) : Exception(en)
{
    public Bilingual Text { get; } = new(vi, en);
}

/// <summary>The accounts of a database: who they are and what they may do. Everything that changes them is audited in the same commit.</summary>
public sealed class AccountBook(Database database)
{
    public static readonly MigrationSet Migrations = new("web", typeof(AccountBook).Assembly);

    private const string Columns =
        "account_id as Id, login as Login, folded_login as FoldedLogin, full_name as FullName, password_hash as PasswordHash, security_stamp as SecurityStamp, totp_wrapped as Wrapped, "
        + "totp_sealed as Sealed, two_factor as TwoFactor, failed as Failed, locked_until as LockedUntil, disabled as Disabled";

    private sealed record Row(string Id, string Login, string FoldedLogin, string FullName, string? PasswordHash, string SecurityStamp, byte[]? Wrapped, byte[]? Sealed, long TwoFactor, long Failed, string? LockedUntil, long Disabled);

    public Database Database { get; } = database;

    public static string Fold(string login) => login.Trim().ToUpperInvariant();

    public Account? Find(string id) => Read("account_id = @key", id).SingleOrDefault();

    public Account? ByLogin(string foldedLogin) => Read("folded_login = @key", foldedLogin).SingleOrDefault();

    public IReadOnlyList<Account> All() => Read("@key = ''", "");

    /// <summary>Records a new account with its roles.</summary>
    /// <exception cref="AccessRefusedException">The login is taken, or the roles do not go together.</exception>
    public void Add(Account account, string actor)
    {
        RequireCompatible(account.Grants);
        using var write = Database.Begin(actor, "account.add");
        if (write.Connection.ExecuteScalar<long>("select count(*) from web_account where folded_login = @FoldedLogin", new { account.FoldedLogin }, write.Transaction) > 0)
        {
            throw new AccessRefusedException($"Đã có tài khoản {account.Login}.", $"There is an account {account.Login} already.");
        }

        write.Connection.Execute(
            "insert into web_account (account_id, login, folded_login, full_name, password_hash, security_stamp) values (@Id, @Login, @FoldedLogin, @FullName, @PasswordHash, @SecurityStamp)",
            new { account.Id, account.Login, account.FoldedLogin, account.FullName, account.PasswordHash, account.SecurityStamp }, write.Transaction);
        write.Audit("account.add", account.Id, $"{account.Login}|{account.FullName}");
        foreach (var grant in account.Grants)
        {
            Give(write, account.Id, grant);
        }

        write.Commit();
    }

    /// <summary>Gives a role; what is given already changes nothing.</summary>
    /// <exception cref="AccessRefusedException">It does not go together with what the account has.</exception>
    public void Give(Account account, Grant grant, string actor)
    {
        if (account.Grants.Contains(grant))
        {
            return;
        }

        RequireCompatible([.. account.Grants, grant]);
        using var write = Database.Begin(actor, "account.grant");
        Give(write, account.Id, grant);
        write.Commit();
    }

    /// <summary>Takes a role back.</summary>
    public void TakeBack(Account account, Grant grant, string actor)
    {
        using var write = Database.Begin(actor, "account.ungrant");
        write.Connection.Execute(
            "update web_grant set ended = @number where account_id = @Id and role = @role and area = @area and ended = 9223372036854775807",
            new { account.Id, number = write.Number.Value, role = grant.Role.Code(), area = grant.Area?.Value ?? Grant.Everywhere }, write.Transaction);
        write.Audit("account.ungrant", account.Id, grant.ToString());
        write.Commit();
    }

    /// <summary>Closes an account or opens it again; closing ends its sessions.</summary>
    public void Disable(Account account, bool disabled, string actor, DateTimeOffset now)
    {
        using var write = Database.Begin(actor, "account.disable");
        write.Connection.Execute("update web_account set disabled = @disabled where account_id = @Id", new { account.Id, disabled = disabled ? 1 : 0 }, write.Transaction);
        if (disabled)
        {
            write.Connection.Execute("update web_session set ended = @now where account_id = @Id and ended is null", new { account.Id, now = Instant(now) }, write.Transaction);
        }

        write.Audit(disabled ? "account.disable" : "account.enable", account.Id, account.Login);
        write.Commit();
    }

    /// <summary>Writes what the login changed: password, second factor, failures. The name of what happened goes into the audit trail when it is not empty.</summary>
    public void Save(Account account, string action)
    {
        using var write = Database.Begin(account.Login, action);
        byte[]? wrapped = null, secret = null;
        if (account.TotpKey is { } key)
        {
            var (cipher, made) = Database.Keys.NewDataKey(account.Id);
            using (cipher)
            {
                (wrapped, secret) = (made, cipher.Seal(key, $"totp/{account.Id}"));
            }
        }

        write.Connection.Execute(
            """
            update web_account set password_hash = @PasswordHash, security_stamp = @SecurityStamp, totp_wrapped = @wrapped, totp_sealed = @secret, two_factor = @twoFactor,
                failed = @Failed, locked_until = @locked where account_id = @Id
            """,
            new { account.Id, account.PasswordHash, account.SecurityStamp, wrapped, secret, twoFactor = account.TwoFactor ? 1 : 0, account.Failed, locked = account.LockedUntil is { } until ? Instant(until) : null }, write.Transaction);
        write.Audit(action, account.Id, $"{account.Failed}|{account.TwoFactor}");
        write.Commit();
    }

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static DateTimeOffset ParseInstant(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static void Give(WriteTransaction write, string account, Grant grant)
    {
        write.Connection.Execute(
            "insert into web_grant (account_id, role, area, given) values (@account, @role, @area, @given)",
            new { account, role = grant.Role.Code(), area = grant.Area?.Value ?? Grant.Everywhere, given = write.Number.Value }, write.Transaction);
        write.Audit("account.grant", account, grant.ToString());
    }

    private static void RequireCompatible(IReadOnlyCollection<Grant> grants)
    {
        if (Roles.Conflict([.. grants.Select(grant => grant.Role).Distinct()]) is var (one, other))
        {
            throw new AccessRefusedException(
                $"Một người không được giữ cả hai vai trò {one.Code()} và {other.Code()}.", $"One person may not be both {one.Code()} and {other.Code()}.");
        }

        foreach (var area in grants.Select(grant => grant.Area).OfType<PlaceCode>().Where(area => PlaceDirectory.VietNam.Find(area) is null))
        {
            throw new AccessRefusedException($"Không có địa bàn mã {area}.", $"There is no place {area}.");
        }
    }

    private List<Account> Read(string where, string key)
    {
        using var connection = Database.Connect();
        var rows = connection.Query<Row>($"select {Columns} from web_account where {where} order by folded_login", new { key }).ToList();
        var grants = connection.Query<(string Account, string Role, string Area)>(
            $"select account_id, role, area from web_grant where ended = 9223372036854775807 and account_id in (select account_id from web_account where {where}) order by role, area", new { key })
            .ToLookup(grant => grant.Account, grant => new Grant(Roles.TryParse(grant.Role, out var role) ? role : throw new InvalidDataException(grant.Role), grant.Area == Grant.Everywhere ? null : PlaceCode.Parse(grant.Area)));
        return [.. rows.Select(row => ToAccount(row, [.. grants[row.Id]]))];
    }

    private Account ToAccount(Row row, IReadOnlyList<Grant> grants)
    {
        string? totp = null;
        if (row is { Wrapped: { } wrapped, Sealed: { } secret })
        {
            using var cipher = Database.Keys.Unwrap(row.Id, wrapped);
            totp = cipher.Open(secret, $"totp/{row.Id}");
        }

        return new Account
        {
            Id = row.Id, Login = row.Login, FoldedLogin = row.FoldedLogin, FullName = row.FullName, PasswordHash = row.PasswordHash, SecurityStamp = row.SecurityStamp, TotpKey = totp,
            TwoFactor = row.TwoFactor != 0, Failed = (int)row.Failed, LockedUntil = row.LockedUntil is { } until ? ParseInstant(until) : null, Disabled = row.Disabled != 0, Grants = grants,
        };
    }
}
