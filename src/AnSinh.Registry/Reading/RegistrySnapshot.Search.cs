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

    /// <summary>The people of these ids, in this order; without those not known or outside the area. Each is a look-up by key: for as many as a page shows.</summary>
    public IReadOnlyList<PersonRecord> Named(AreaScope scope, IEnumerable<PersonId> people)
    {
        using var connection = _database.Connect();
        return
        [
            .. people.SelectMany(person => connection.Read(
                $"select {PersonColumns} from {PersonFrom} where p.bucket = @bucket and p.person_id = @person and {Rows.Visible("p")} and {InArea(scope, "p.bucket", "p.person_id")}",
                [At, .. Key(Canonical(person))], ReadPerson)),
        ];
    }

    /// <summary>Where these people's households live on a day, in the area.</summary>
    public IReadOnlyDictionary<PersonId, ResidenceRecord> ResidencesOf(AreaScope scope, IEnumerable<PersonId> people, DateOnly day)
    {
        using var connection = _database.Connect();
        return people.SelectMany(person => ResidenceOf(connection, scope, person, day).Select(residence => (person, residence))).ToDictionary(one => one.person, one => one.residence);
    }
}
