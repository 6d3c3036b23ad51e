using System.Security.Cryptography;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.Access;

/// <summary>A login somewhere: when it began, when it was last used, and by what browser.</summary>
public sealed record Session(string Id, DateTimeOffset Began, DateTimeOffset Seen, string Agent);

/// <summary>
/// The sessions of an account. The cookie names one; ended here, the cookie is worth nothing, wherever it is. Times are those of the machine, also where the day of the register is simulated.
/// </summary>
internal sealed class Sessions(Database database)
{
    public const string Claim = "ansinh.session";

    /// <summary>Not used for so long, a session is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>However much it is used, a session is over after a working day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);

    private const int LongestAgent = 120;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public string Begin(string account, string agent)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var now = AccountBook.Instant(TimeProvider.System.GetUtcNow());
        using var connection = database.Connect();
        connection.Execute(
            "insert into web_session (session_id, account_id, began, seen, agent) values (@id, @account, @now, @now, @agent)",
            new { id, account, now, agent = agent.Length > LongestAgent ? agent[..LongestAgent] : agent });
        return id;
    }

    /// <summary>Whether a session still runs; notes that it was used.</summary>
    public bool Use(string account, string session)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var connection = database.Connect();
        var (began, seen) = connection.QuerySingleOrDefault<(string?, string?)>(
            "select began, seen from web_session where session_id = @session and account_id = @account and ended is null", new { session, account });
        if (began is null || seen is null || now - AccountBook.ParseInstant(began) > Longest || now - AccountBook.ParseInstant(seen) > Idle)
        {
            return false;
        }

        if (now - AccountBook.ParseInstant(seen) > SeenEvery)
        {
            connection.Execute("update web_session set seen = @now where session_id = @session", new { session, now = AccountBook.Instant(now) });
        }

        return true;
    }

    /// <summary>Those of an account that still run, newest first.</summary>
    public IReadOnlyList<Session> Running(string account)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var connection = database.Connect();
        return
        [
            .. connection.Query<(string Id, string Began, string Seen, string Agent)>(
                    "select session_id, began, seen, agent from web_session where account_id = @account and ended is null order by began desc, session_id", new { account })
                .Select(row => new Session(row.Id, AccountBook.ParseInstant(row.Began), AccountBook.ParseInstant(row.Seen), row.Agent))
                .Where(session => now - session.Began <= Longest && now - session.Seen <= Idle),
        ];
    }

    public void End(string account, string session)
    {
        using var connection = database.Connect();
        connection.Execute(
            "update web_session set ended = @now where session_id = @session and account_id = @account and ended is null",
            new { session, account, now = AccountBook.Instant(TimeProvider.System.GetUtcNow()) });
    }
}
