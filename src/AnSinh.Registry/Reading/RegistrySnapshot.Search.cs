using System.Data.Common;
using AnSinh.Law;

namespace AnSinh.Registry;

public sealed partial class RegistrySnapshot
{
    public const int MaxFound = 200;

    /// <summary>Ten thousand rows are read and ordered in some milliseconds.</summary>
    private const int FewRows = 10_000;

    /// <summary>
    /// Finds people in the area by any mix of words of the name in any order, with or without marks and wherever the tone stands (nguyen thi hoa finds Nguyễn Thị
    /// Hoà and Hòa), a year of birth, or a whole number. Best first: names that begin with the text, then by name; at most <see cref="MaxFound"/>.
    /// </summary>
    public IReadOnlyList<PersonRecord> Search(AreaScope scope, string text) => Named(scope, SearchIds(scope, text));

    /// <summary>As <see cref="Search(AreaScope, string)"/>, for who shows some of the people only.</summary>
    public IReadOnlyList<PersonId> SearchIds(AreaScope scope, string text) => SearchIds(scope, text, MaxFound, FewRows);

    internal IReadOnlyList<PersonId> SearchIds(AreaScope scope, string text, int limit, int few)
    {
        var trimmed = text.Trim();
        if (IdentityNumber.TryParse(trimmed, out var number))
        {
            return PersonByNumber(scope, number) is { } person ? [person.Id] : [];
        }

        var words = PersonName.Fold(trimmed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var year = words.FirstOrDefault(word => word.Length == 4 && word.All(char.IsAsciiDigit));
        return words.Length == 0 ? [] : new NameSearch(
            scope, [.. words.Where(word => word != year)], year, limit, few,
            (sql, parameters) => Query(sql, row => new NameFound(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)), [.. parameters])).Find();
    }

    /// <summary>The people of these ids, in this order; without those not known or outside the area. For as many as a page shows.</summary>
    public IReadOnlyList<PersonRecord> Named(AreaScope scope, IEnumerable<PersonId> people)
    {
        var ids = people.Select(Canonical).ToList();
        using var connection = _database.Connect();
        return [.. Each(connection, scope, ids, "null").Select(row => row.Person)];
    }

    /// <summary>As <see cref="Named"/>, with where their households live on a day, in the area.</summary>
    public IReadOnlyList<(PersonRecord Person, ResidenceRecord? Residence)> Listed(AreaScope scope, IReadOnlyCollection<PersonId> people, DateOnly day)
    {
        using var connection = _database.Connect();
        return Each(
            connection, scope, [.. people.Select(Canonical)],
            $"""
            (select r.commune || ' ' || r.village from membership m join residence r on r.household_id = m.household_id
                where m.bucket = k.bucket and m.person_id = k.person_id and {Rows.Visible("m")} and m.valid_from <= @day and m.valid_to >= @day
                and {Rows.Visible("r")} and r.valid_from <= @day and r.valid_to >= @day and {scope.On("r")} order by m.valid_from, r.valid_from limit 1)
            """, ("day", Storage.Database.Iso(day)));
    }

    /// <summary>
    /// Many people in one question. Each column is asked for each person by itself, so that a server looks every one up by key and does not go through all of a table, whatever it
    /// expects of the number of people.
    /// </summary>
    private List<(PersonRecord Person, ResidenceRecord? Residence)> Each(DbConnection connection, AreaScope scope, IReadOnlyList<PersonId> people, string residence, params (string Name, object? Value)[] more)
    {
        const string key = "p.bucket = k.bucket and p.person_id = k.person_id";
        var keys = _database.PeopleOf(people, "k");
        var rows = connection.Read(
            $"""
            select k.person_id,
                (select p.sex || ' ' || p.born || ' ' || p.full_name from person p where {key} and {Rows.Visible("p")} and {InArea(scope, "p.bucket", "p.person_id")}),
                (select p.ethnic_group from person p where {key} and {Rows.Visible("p")}),
                (select d.died_on from death d where d.bucket = k.bucket and d.person_id = k.person_id and {Rows.Visible("d")}),
                {residence}
            from {keys.Sql} order by k.place
            """,
            [At, .. more, .. keys.Parameters],
            row => (Id: row.Person(0), Details: row.TextOrNull(1)?.Split(' ', 3), Ethnic: row.TextOrNull(2) ?? "", Died: row.DayOrNull(3), Residence: row.TextOrNull(4)?.Split(' ', 2)));
        return
        [
            .. rows.Where(row => row.Details is not null).Select(row => (
                new PersonRecord(row.Id, row.Details![2], BirthDate.Parse(row.Details[1]), Stored.SexOf(row.Details[0]), row.Ethnic, row.Died),
                row.Residence is [var commune, var village] ? new ResidenceRecord(PlaceCode.Parse(commune), village) : null)),
        ];
    }
}
