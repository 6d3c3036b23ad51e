using System.Buffers.Text;
using AnSinh.Storage;
using Dapper;
using Microsoft.AspNetCore.Identity;

namespace AnSinh.Web.Access.Passkeys;

/// <summary>A key of a device as its owner sees it.</summary>
public sealed record Passkey(string Id, string Name, DateTimeOffset Added, DateTimeOffset? Used);

/// <summary>The passkeys of accounts: the public half, how often it was used, and nothing that opens anything. Adding and taking away are audited.</summary>
internal sealed class PasskeyBook(Database database)
{
    public const int MostOfAccount = 10;
    public const int LongestName = 60;

    private sealed record Row(string Id, string Account, string Name, byte[] PublicKey, long SignCount, string Transports, long UserVerified, long BackupEligible, long BackedUp, string Added, string? Used);

    private const string Columns =
        "credential_id as Id, account_id as Account, name as Name, public_key as PublicKey, sign_count as SignCount, transports as Transports, user_verified as UserVerified, backup_eligible as BackupEligible, backed_up as BackedUp, added as Added, used as Used";

    public IReadOnlyList<Passkey> Of(string account) =>
        [.. Rows("account_id = @key", account).Select(row => new Passkey(row.Id, row.Name, AccountBook.ParseInstant(row.Added), row.Used is { } used ? AccountBook.ParseInstant(used) : null))];

    public IReadOnlyList<UserPasskeyInfo> InfosOf(string account) => [.. Rows("account_id = @key", account).Select(Info)];

    /// <summary>Whose key it is, and the key; null where there is none that still counts.</summary>
    public (string Account, UserPasskeyInfo Key)? Find(byte[] credential) => Rows("credential_id = @key", IdOf(credential)) is [var row] ? (row.Account, Info(row)) : null;

    /// <summary>Writes a new key, or that a key was used.</summary>
    public void AddOrUse(Account account, UserPasskeyInfo key)
    {
        using var write = database.Begin(account.Login, "account.passkey");
        var values = new
        {
            id = IdOf(key.CredentialId), account = account.Id, name = key.Name ?? "", publicKey = key.PublicKey, count = (long)key.SignCount, transports = string.Join(' ', key.Transports ?? []),
            verified = key.IsUserVerified ? 1L : 0, eligible = key.IsBackupEligible ? 1L : 0, backed = key.IsBackedUp ? 1L : 0, now = AccountBook.Instant(TimeProvider.System.GetUtcNow()),
        };
        var used = write.Connection.Execute(
            "update web_passkey set sign_count = @count, user_verified = @verified, backed_up = @backed, used = @now where credential_id = @id and account_id = @account and ended is null", values, write.Transaction);
        if (used == 0)
        {
            write.Connection.Execute(
                """
                insert into web_passkey (credential_id, account_id, name, public_key, sign_count, transports, user_verified, backup_eligible, backed_up, added)
                values (@id, @account, @name, @publicKey, @count, @transports, @verified, @eligible, @backed, @now)
                """, values, write.Transaction);
        }

        write.Audit(used == 0 ? "account.passkey.add" : "account.passkey.use", account.Id, $"{values.id}|{values.name}");
        write.Commit();
    }

    /// <summary>Takes a key of the account away; another's is not touched.</summary>
    public void End(Account account, string id)
    {
        using var write = database.Begin(account.Login, "account.passkey");
        if (write.Connection.Execute(
            "update web_passkey set ended = @now where credential_id = @id and account_id = @account and ended is null",
            new { id, account = account.Id, now = AccountBook.Instant(TimeProvider.System.GetUtcNow()) }, write.Transaction) == 1)
        {
            write.Audit("account.passkey.end", account.Id, id);
            write.Commit();
        }
    }

    public static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);

    private List<Row> Rows(string where, string key)
    {
        using var connection = database.Connect();
        return [.. connection.Query<Row>($"select {Columns} from web_passkey where {where} and ended is null order by added, credential_id", new { key })];
    }

    private static UserPasskeyInfo Info(Row row) => new(
        Base64Url.DecodeFromChars(row.Id), row.PublicKey, AccountBook.ParseInstant(row.Added), (uint)row.SignCount, row.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.UserVerified != 0, row.BackupEligible != 0, row.BackedUp != 0, attestationObject: [], clientDataJson: []) { Name = row.Name };
}
