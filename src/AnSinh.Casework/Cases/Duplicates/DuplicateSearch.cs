using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Duplicates;

/// <summary>Two entries that may be one person. <paramref name="Kept"/> would remain: the one with a social security number, or the one registered first by id.</summary>
/// <param name="Score">0 to 100.</param>
public sealed record DuplicateCandidate(PersonRecord Kept, PersonRecord Other, int Score, IReadOnlyList<Bilingual> Reasons);

/// <summary>
/// Finds entries that may be one person: the same name without marks and dates of birth that can both be true, and what the numbers themselves say (sex and year of birth; a provisional number beside a real one). Pairs
/// that were kept apart are not shown again.
/// </summary>
public sealed class DuplicateSearch(CaseBook book)
{
    private const int SameName = 50;
    private const int SameDay = 40;
    private const int SamePart = 20;
    private const int OneWithoutPapers = 10;
    private readonly RegistrySnapshot _snapshot = book.Register.Now();

    /// <summary>All pairs of the area, likeliest first.</summary>
    public IReadOnlyList<DuplicateCandidate> All()
    {
        var apart = KeptApart();
        return
        [
            .. _snapshot.People(book.Scope).GroupBy(person => (PersonName.Fold(person.FullName), person.Sex)).SelectMany(namesakes => Pairs([.. namesakes.OrderBy(person => person.Born)]))
                .Where(pair => !apart.Contains(Key(pair.First.Id, pair.Second.Id))).Select(Weigh)
                .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Kept.Id).ThenBy(candidate => candidate.Other.Id),
        ];
    }

    /// <summary>Those of the area who may be this person, likeliest first.</summary>
    public IReadOnlyList<DuplicateCandidate> Of(PersonId person)
    {
        if (_snapshot.Person(book.Scope, person) is not { } one)
        {
            return [];
        }

        var apart = KeptApart();
        return
        [
            .. _snapshot.Search(book.Scope, one.FullName)
                .Where(other => other.Id != one.Id && other.Sex == one.Sex && PersonName.Fold(other.FullName) == PersonName.Fold(one.FullName) && CanBothBeTrue(one.Born, other.Born) && !apart.Contains(Key(one.Id, other.Id)))
                .Select(other => Weigh((one, other))).OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Other.Id),
        ];
    }

    /// <summary>People of the area whom somebody not registered yet may be.</summary>
    public IReadOnlyList<PersonRecord> Like(PersonDetails details) =>
    [
        .. _snapshot.Search(book.Scope, details.FullName)
            .Where(person => person.Sex == details.Sex && PersonName.Fold(person.FullName) == PersonName.Fold(details.FullName) && CanBothBeTrue(person.Born, details.Born)),
    ];

    /// <summary>That a number is somebody's already: who, where the person is of the area.</summary>
    internal static Bilingual SameNumber(CaseBook book, RegistrySnapshot snapshot, IdentityNumber number) => snapshot.PersonByNumber(book.Scope, number) is { } owner
        ? new($"Số {number} là của {owner.Id} {owner.FullName}: nếu là một người, hãy mở hồ sơ trùng.", $"The number {number} is that of {owner.Id} {owner.FullName}: if they are one person, open a duplicate.")
        : new($"Số {number} đã có trong sổ, ở địa bàn khác.", $"The number {number} is in the register, elsewhere.");

    private static IEnumerable<(PersonRecord First, PersonRecord Second)> Pairs(IReadOnlyList<PersonRecord> namesakes)
    {
        for (var first = 0; first < namesakes.Count; first++)
        {
            for (var second = first + 1; second < namesakes.Count && namesakes[second].Born.Earliest.Year <= namesakes[first].Born.Latest.Year; second++)
            {
                if (CanBothBeTrue(namesakes[first].Born, namesakes[second].Born))
                {
                    yield return (namesakes[first], namesakes[second]);
                }
            }
        }
    }

    private static bool CanBothBeTrue(BirthDate one, BirthDate other) => one.Earliest <= other.Latest && other.Earliest <= one.Latest;

    /// <summary>Why two entries may be one person. A case keeps the reasons as they were said; here they stand in both languages.</summary>
    public static readonly IReadOnlyList<Bilingual> Reasons =
    [
        new("Cùng họ tên (không phân biệt dấu), cùng giới tính", "Same name without marks, same sex"), new("Cùng ngày sinh", "Same day of birth"),
        new("Ngày sinh không mâu thuẫn", "Dates of birth that can both be true"), new("Một bên chỉ có số tạm", "One has a provisional number only"),
    ];

    private DuplicateCandidate Weigh((PersonRecord First, PersonRecord Second) pair)
    {
        var (first, second) = (HasPapers(pair.First.Id), HasPapers(pair.Second.Id));
        var (kept, other) = first == second ? (pair.First.Id.CompareTo(pair.Second.Id) < 0 ? pair : (pair.Second, pair.First)) : first ? pair : (pair.Second, pair.First);
        var (score, reasons) = (SameName, new List<Bilingual> { Reasons[0] });
        if (kept.Born == other.Born && kept.Born.IsExact)
        {
            score += SameDay;
            reasons.Add(Reasons[1]);
        }
        else
        {
            score += SamePart;
            reasons.Add(Reasons[2]);
        }

        if (first != second)
        {
            score += OneWithoutPapers;
            reasons.Add(Reasons[3]);
        }

        return new DuplicateCandidate(kept, other, score, reasons);
    }

    private bool HasPapers(PersonId person) => _snapshot.Numbers(book.Scope, person).Any(number => number.Kind == IdentityNumberKind.SocialSecurity);

    private HashSet<(string, string)> KeptApart()
    {
        using var connection = book.Database.Connect();
        return [.. connection.Read("select first_id, second_id from duplicate_verdict", row => (row.GetString(0), row.GetString(1)))];
    }

    internal static (string First, string Second) Key(PersonId one, PersonId other) => one.CompareTo(other) < 0 ? (one.Value, other.Value) : (other.Value, one.Value);
}
