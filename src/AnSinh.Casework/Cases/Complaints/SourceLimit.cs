using System.Globalization;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Casework.Cases.Complaints;

/// <summary>
/// How often something without login may be done from one source within a quarter of an hour: wrong codes, grievances. Of the source (for example a network address) only a keyed hash is kept, and not for longer.
/// </summary>
/// <param name="database">Where they are counted.</param>
/// <param name="purpose">What is counted; each is counted by itself.</param>
/// <param name="most">How many are let through.</param>
/// <param name="refusal">What is said beyond that.</param>
public sealed class SourceLimit(Database database, string purpose, int most, Bilingual refusal)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <exception cref="CaseRefusedException">Too many within the quarter of an hour.</exception>
    public void Require(string source)
    {
        using var connection = database.Connect();
        var found = connection.Read(
            "select count(*) from follow_miss where source = @source and at > @since", row => row.GetInt64(0), ("source", Blind(source)), ("since", Text(database.Clock.GetUtcNow() - Window))).Single();
        if (found >= most)
        {
            throw new CaseRefusedException(refusal.Vi, refusal.En);
        }
    }

    public void Count(string source)
    {
        var now = database.Clock.GetUtcNow();
        using var connection = database.Connect();
        connection.Execute("delete from follow_miss where at <= @since", new { since = Text(now - Window) });
        connection.Execute("insert into follow_miss (source, at) values (@source, @at)", new { source = Blind(source), at = Text(now) });
    }

    private byte[] Blind(string source) => database.Keys.BlindIndex(purpose, source);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);
}
