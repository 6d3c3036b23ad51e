using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Web.Access;
using Dapper;

namespace AnSinh.Web.Analyst;

/// <summary>Values that a scenario sets, by parameter; the rest is the law as it is.</summary>
public sealed record ScenarioPatch(IReadOnlyDictionary<string, decimal> Values)
{
    public static readonly ScenarioPatch None = new(new SortedDictionary<string, decimal>(StringComparer.Ordinal));

    /// <summary>As an address and a row of the database carry it.</summary>
    public override string ToString() => string.Join('\n', Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    public static ScenarioPatch Parse(string text) => new(new SortedDictionary<string, decimal>(
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => decimal.Parse(parts[1], CultureInfo.InvariantCulture)), StringComparer.Ordinal));

    /// <summary>The query of an address that shows it.</summary>
    public string Query => string.Join('&', Values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{Lever.Field(pair.Key)}={pair.Value}")));

    /// <summary>The change of the law from a month on.</summary>
    public Reform Reform(string id, string name, BenefitMonth month) => new()
    {
        Id = id, Name = new(name, name), Purpose = new("Phương án của người phân tích.", "A scenario of an analyst."), File = "", InForce = month.First, AppliesFrom = month,
        Parameters = [.. Values.Select(pair => new ParameterPatch(pair.Key, month, null, null, pair.Value, []))],
    };
}

/// <summary>A scenario that was kept under a name.</summary>
public sealed record SavedScenario(string Id, string Account, string Name, ScenarioPatch Patch, DateTimeOffset Made);

/// <summary>The scenarios of a database. Whoever may see figures can open one by its address; only who made it can remove it from the list.</summary>
public sealed class ScenarioBook(Database database)
{
    public const int LongestName = 80;

    private const string Columns = "scenario_id, account_id, name, patch, made";

    /// <returns>Its id; the same name and values kept twice are one.</returns>
    public string Keep(Account account, string name, ScenarioPatch patch)
    {
        var id = "s" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id}|{name}|{patch}")).AsSpan(0, 6));
        using var write = database.Begin(account.Login, "account.scenario");
        write.Connection.Execute(
            "insert into web_scenario (scenario_id, account_id, name, patch, made) values (@id, @account, @name, @patch, @made) on conflict (scenario_id) do update set ended = null",
            new { id, account = account.Id, name, patch = patch.ToString(), made = AccountBook.Instant(TimeProvider.System.GetUtcNow()) }, write.Transaction);
        write.Audit("account.scenario", account.Id, $"{id}|{name}|{patch}");
        write.Commit();
        return id;
    }

    public SavedScenario? Find(string id) => Read("scenario_id = @key", id).SingleOrDefault();

    public IReadOnlyList<SavedScenario> Of(Account account) => Read("account_id = @key and ended is null", account.Id);

    /// <summary>Takes it off the list; its address goes on to work for whoever has it.</summary>
    public void Remove(Account account, string id)
    {
        using var connection = database.Connect();
        connection.Execute(
            "update web_scenario set ended = @now where scenario_id = @id and account_id = @account", new { id, account = account.Id, now = AccountBook.Instant(TimeProvider.System.GetUtcNow()) });
    }

    private List<SavedScenario> Read(string where, string key)
    {
        using var connection = database.Connect();
        return [.. connection.Query<(string Id, string Account, string Name, string Patch, string Made)>($"select {Columns} from web_scenario where {where} order by made desc, scenario_id", new { key })
            .Select(row => new SavedScenario(row.Id, row.Account, row.Name, ScenarioPatch.Parse(row.Patch), AccountBook.ParseInstant(row.Made)))];
    }
}
