using System.Globalization;

namespace AnSinh.Registry;

public sealed partial class RegistrySnapshot
{
    public const int MaxFound = 200;

    /// <summary>
    /// Finds people in the area by any mix of words of the name in any order, with or without marks and wherever the tone stands (nguyen thi hoa finds Nguyễn Thị
    /// Hoà and Hòa), a year of birth, or a whole number. Best first: names that begin with the text, then by name; at most <see cref="MaxFound"/>.
    /// </summary>
    public IReadOnlyList<PersonRecord> Search(AreaScope scope, string text)
    {
        var trimmed = text.Trim();
        if (IdentityNumber.TryParse(trimmed, out var number))
        {
            return PersonByNumber(scope, number) is { } person ? [person] : [];
        }

        var words = PersonName.Fold(trimmed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var year = words.FirstOrDefault(word => word.Length == 4 && word.All(char.IsAsciiDigit));
        var names = words.Where(word => word != year).ToList();
        if (words.Length == 0)
        {
            return [];
        }

        var conditions = names.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"' ' || p.folded_name like @w{index} escape '\\'"));
        var born = year is null ? [] : new[] { "substr(p.born, 1, 4) = @year" };
        var parameters = names.Select((word, index) => (string.Create(CultureInfo.InvariantCulture, $"w{index}"), (object?)$"% {Pattern(word)}%")).ToList();
        if (year is not null)
        {
            parameters.Add(("year", year));
        }

        parameters.Add(("whole", Pattern(string.Join(' ', names)) + "%"));
        return
        [
            .. Query(
                $"""
                select {PersonColumns} from {PersonFrom} where {Rows.Visible("p")} and {string.Join(" and ", conditions.Concat(born))} and {InArea(scope, "p.bucket", "p.person_id")}
                order by case when p.folded_name like @whole escape '\' then 0 else 1 end, p.folded_name, p.born limit {MaxFound}
                """,
                ReadPerson, [.. parameters])
                .Where(person => !_aliases.Value.ContainsKey(person.Id)),
        ];
    }

    /// <summary>A text that "like" takes by the letter.</summary>
    private static string Pattern(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
