using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>
/// The register as known at one number. Every read takes the area that the reader may see and applies it inside the query. Writers do not disturb it: rows
/// written later carry later numbers.
/// </summary>
public sealed partial class RegistrySnapshot
{
    private readonly Database _database;
    private readonly Lazy<IReadOnlyDictionary<PersonId, PersonId>> _aliases;
    private readonly Lazy<IReadOnlyDictionary<long, DateOnly>> _days;
    private HashSet<PersonId>? _merged;

    internal RegistrySnapshot(Database database, KnowledgeNumber number)
    {
        _database = database;
        Number = number;
        _aliases = new(() => ReadAliases());
        _days = new(() => ReadDays());
    }

    public KnowledgeNumber Number { get; }

    /// <summary>The person that an id stands for now: itself, or the one it was merged into.</summary>
    internal PersonId Canonical(PersonId person)
    {
        while (_aliases.Value.TryGetValue(person, out var kept))
        {
            person = kept;
        }

        return person;
    }

    /// <summary>What the loader of households needs: who an id stands for, the other ids of a person, and the day of a number.</summary>
    internal (Func<PersonId, PersonId> Canonical, ILookup<PersonId, PersonId> Aliases, Func<long, DateOnly> DayOf) ForLoading() =>
        (Canonical, _aliases.Value.Keys.ToLookup(Canonical), DayOf);

    private Dictionary<PersonId, PersonId> ReadAliases()
    {
        using var connection = _database.Connect();
        return connection.Read($"select a.alias_id, a.person_id from person_alias a where {Rows.Visible("a")}", [At], row => (row.Person(0), row.Person(1)))
            .ToDictionary(alias => alias.Item1, alias => alias.Item2);
    }

    private Dictionary<long, DateOnly> ReadDays()
    {
        using var connection = _database.Connect();
        return connection.Read("select number, recorded_on from knowledge where number <= @n", [At], row => (row.GetInt64(0), row.Day(1)))
            .ToDictionary(day => day.Item1, day => day.Item2);
    }

    private DateOnly DayOf(long number) => _days.Value[number];

    private (string Name, object? Value) At => ("n", Number.Value);

    private List<T> Query<T>(string sql, Func<System.Data.Common.DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        using var connection = _database.Connect();
        return [.. connection.Read(sql, [At, .. parameters], row)];
    }

    private static (string Name, object? Value)[] Key(PersonId person) => [("bucket", (long)Bucket.Of(person).Value), ("person", person.Value)];

    /// <summary>
    /// The condition that a person's file lies in the area: the last household the person belongs to lives there (or last did).
    /// </summary>
    private static string InArea(AreaScope scope, string bucket, string person) => scope == AreaScope.All ? "1 = 1" : $"""
        exists (select 1 from membership sm join residence sr on sr.household_id = sm.household_id
            where sm.bucket = {bucket} and sm.person_id = {person} and {Rows.Visible("sm")} and {Rows.Visible("sr")} and {scope.On("sr")}
            and not exists (select 1 from membership lm where lm.bucket = sm.bucket and lm.person_id = sm.person_id and {Rows.Visible("lm")} and lm.valid_from > sm.valid_from)
            and not exists (select 1 from residence lr where lr.household_id = sr.household_id and {Rows.Visible("lr")} and lr.valid_from > sr.valid_from))
        """;
}
