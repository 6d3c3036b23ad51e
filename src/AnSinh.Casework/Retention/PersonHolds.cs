using System.Data.Common;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Retention;

/// <summary>What the payroll's books say about people; casework does not know them.</summary>
/// <param name="Named">Everybody whom a line, a payment, a receivable or paid history names.</param>
/// <param name="Owing">Those of them with a receivable that is not settled.</param>
public sealed record BooksOnPeople(IReadOnlySet<PersonId> Named, IReadOnlySet<PersonId> Owing)
{
    public static readonly BooksOnPeople None = new(new HashSet<PersonId>(), new HashSet<PersonId>());
}

/// <summary>Why a person cannot be erased: what rests on the person's rows and has to stay provable.</summary>
public sealed class PersonHolds(Database database, DbConnection connection, LawPack pack, BooksOnPeople books)
{
    public const string Award = "award";
    public const string Books = "books";
    public const string Receivable = "receivable";
    public const string OpenCase = "open_case";
    public const string KeptCase = "kept_case";
    public const string NamedByOthers = "named_by_others";
    public const string Household = "household";
    public const string Review = "review";

    /// <summary>What keeps a person, in words that an answer to the person may have.</summary>
    public static Bilingual NameOf(string hold) => hold switch
    {
        Award => new("đang hoặc từng có quyết định hưởng", "something was awarded"),
        Books => new("có trong sổ chi trả", "the books name the person"),
        Receivable => new("còn khoản phải thu", "a receivable is open"),
        OpenCase => new("có hồ sơ đang giải quyết", "a case is open"),
        KeptCase => new("có hồ sơ còn thời hạn lưu", "a case is still within its term"),
        NamedByOthers => new("được ghi trong dữ liệu của người khác", "another person's record names them"),
        Household => new("cùng hộ có người hưởng", "somebody of the household was awarded something"),
        Review => new("hộ đang được rà soát nghèo", "the household is in a poverty review"),
        _ => throw new ArgumentOutOfRangeException(nameof(hold), hold, "Not a hold on a person."),
    };

    private static readonly CaseKind[] Private = [CaseKind.Access, CaseKind.Erasure, CaseKind.Change, CaseKind.Grievance, CaseKind.Duplicate];
    private static readonly string PrivateCodes = SqlText.OneOf(Private.Select(kind => kind.Code()));

    private HashSet<PersonId>? _named;

    /// <summary>The codes of the holds on a person; none: nothing keeps the person.</summary>
    /// <param name="ids">All ids under which the person is known.</param>
    /// <param name="except">The case in which the erasure was asked; may be empty.</param>
    public IReadOnlyList<string> On(IReadOnlyList<PersonId> ids, string except = "") => [.. ids.SelectMany(id => Of(id, except)).Distinct()];

    /// <summary>The entry that counts for a person: the one into which it was merged, or its own.</summary>
    public PersonId Counting(PersonId person)
    {
        while (connection.Read($"select person_id from person_alias where alias_id = @person and superseded_at = {CaseStore.Open}", row => new PersonId(row.GetString(0)), ("person", person.Value)) is [var kept, ..])
        {
            person = kept;
        }

        return person;
    }

    /// <summary>The ids of entries merged into a person, the person's own first.</summary>
    public IReadOnlyList<PersonId> IdsOf(PersonId person)
    {
        List<PersonId> ids = [person];
        for (var index = 0; index < ids.Count; index++)
        {
            ids.AddRange(connection.Read("select distinct alias_id from person_alias where person_id = @person", row => new PersonId(row.GetString(0)), ("person", ids[index].Value)).Except(ids));
        }

        return ids;
    }

    private IEnumerable<string> Of(PersonId person, string except)
    {
        if (Any("select 1 from award where bucket = @bucket and person_id = @person and state <> 'refused'", person))
        {
            yield return Award;
        }

        if (books.Named.Contains(person))
        {
            yield return Books;
        }

        if (Any($"select 1 from case_file f join case_event e on e.case_id = f.case_id and e.followed_at = {CaseStore.Open} where f.person_id = @person and f.case_id <> @except and e.stage not in ('decided', 'rejected', 'withdrawn') and @bucket >= 0", person, ("except", except)))
        {
            yield return OpenCase;
        }

        if (Any($"select 1 from case_file f join case_event e on e.case_id = f.case_id and e.sequence = 1 where f.person_id = @person and f.case_id <> @except and f.kind not in {PrivateCodes} and length(e.payload) > 0 and @bucket >= 0", person, ("except", except)))
        {
            yield return KeptCase;
        }

        foreach (var hold in NamedInCases.Of(database, connection, person).Where(file => file.Id != except).Select(HoldOf).OfType<string>())
        {
            yield return hold;
        }

        if ((_named ??= ReadNamed()).Contains(person))
        {
            yield return NamedByOthers;
        }

        var members = connection.Read(
            "select distinct o.person_id from membership m join membership o on o.household_id = m.household_id where m.bucket = @bucket and m.person_id = @person and o.person_id <> @person",
            row => new PersonId(row.GetString(0)), Key(person));
        if (members.Exists(member => books.Named.Contains(member) || Any("select 1 from award where bucket = @bucket and person_id = @person and state <> 'refused'", member)))
        {
            yield return Household;
        }

        if (Any(
            "select 1 from membership m join review_household h on h.household_id = m.household_id where m.bucket = @bucket and m.person_id = @person and not exists (select 1 from review_decision d where d.round_id = h.round_id and d.household_id = h.household_id)",
            person))
        {
            yield return Review;
        }
    }

    /// <summary>Why a case that names the person beside its header keeps the person: one that is open, or within its term; one about nobody that decided nothing goes with the person.</summary>
    private static string? HoldOf(CaseFile file) => file.Stage.IsOpen() ? OpenCase : file.Header.Person is not null ? NamedByOthers : GoesWithPerson(file.Kind) ? null : KeptCase;

    /// <summary>Cases that say nothing that anybody decided about a benefit.</summary>
    internal static bool GoesWithPerson(CaseKind kind) => Private.Contains(kind);

    private bool Any(string sql, PersonId person, params ReadOnlySpan<(string Name, object? Value)> also) => connection.Read(sql + " limit 1", row => true, [.. Key(person), .. also]).Count > 0;

    /// <summary>People whom a fact about somebody else names: a carer, who raises a child.</summary>
    private HashSet<PersonId> ReadNamed()
    {
        var codes = SqlText.OneOf(pack.Facts.All.Where(fact => fact.Type == FactType.PersonReference).Select(fact => fact.Code).DefaultIfEmpty(""));
        return [.. connection.Read($"select distinct value from person_fact where code in {codes} and value is not null", row => new PersonId(row.GetString(0)))];
    }

    internal static (string Name, object? Value)[] Key(PersonId person) => [("bucket", (long)Bucket.Of(person).Value), ("person", person.Value)];
}
