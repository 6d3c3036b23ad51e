using System.Globalization;
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
    public IReadOnlyList<PersonRecord> Search(AreaScope scope, string text) => Search(scope, text, MaxFound, FewRows);

    internal IReadOnlyList<PersonRecord> Search(AreaScope scope, string text, int limit, int few)
    {
        var trimmed = text.Trim();
        if (IdentityNumber.TryParse(trimmed, out var number))
        {
            return PersonByNumber(scope, number) is { } person ? [person] : [];
        }

        var words = PersonName.Fold(trimmed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var year = words.FirstOrDefault(word => word.Length == 4 && word.All(char.IsAsciiDigit));
        return words.Length == 0 ? [] : Named(new NameSearch(
            scope, [.. words.Where(word => word != year)], year, limit, few,
            (sql, parameters) => Query(sql, row => new NameFound(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)), [.. parameters])).Find());
    }

    /// <summary>The people of these ids, in this order.</summary>
    private List<PersonRecord> Named(IReadOnlyList<string> people)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var keys = people.Select((person, index) => (
            Row: string.Create(CultureInfo.InvariantCulture, $"({Bucket.Of(new PersonId(person)).Value}, @p{index})"), Parameter: (string.Create(CultureInfo.InvariantCulture, $"p{index}"), (object?)person))).ToList();
        var found = Query(
            $"with k (bucket, person_id) as (values {string.Join(", ", keys.Select(key => key.Row))}) select {PersonColumns} from k cross join {PersonFrom} where p.bucket = k.bucket and p.person_id = k.person_id and {Rows.Visible("p")}",
            ReadPerson, [.. keys.Select(key => key.Parameter)]).ToDictionary(person => person.Id.Value, StringComparer.Ordinal);
        return [.. people.Where(found.ContainsKey).Select(person => found[person])];
    }
}
