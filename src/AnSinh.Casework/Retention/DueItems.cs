using System.Data.Common;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Retention;

/// <summary>Something whose time has run out.</summary>
/// <param name="Subject">A case, a person's id, or for views the last day that goes.</param>
/// <param name="Since">From when its term counts: when it was last needed.</param>
public sealed record DueItem(string Subject, string Commune, string Province, DateOnly Since, DateOnly DueOn);

/// <summary>What is due of a class, oldest first, and how much else would be but has to stay, by reason.</summary>
/// <param name="More">Whether there is more than is listed.</param>
public sealed record DueList(RetentionTerm Term, IReadOnlyList<DueItem> Items, IReadOnlyDictionary<string, int> Kept, bool More);

/// <summary>Finds what is due on a day. Nothing is read of what was said, but of requests to be erased, whose answer counts.</summary>
internal sealed class DueItems(Database database, LawPack pack, AreaScope scope, BooksOnPeople books, UnsettledImports? imports, DateOnly today)
{
    /// <summary>Items of one proposal: as many as somebody can answer for.</summary>
    public const int Most = 500;

    private const string Ended = "e.stage in ('decided', 'rejected', 'withdrawn')";

    private readonly Dictionary<string, int> _kept = new(StringComparer.Ordinal);

    /// <exception cref="CaseRefusedException">The law pack sets no term for the class.</exception>
    public DueList Of(RetentionClass kind, int most = Most)
    {
        var term = kind.TermOf(pack, today) ?? throw new CaseRefusedException($"Bộ luật chưa có thời hạn lưu trữ cho lớp {kind.Code()}.", $"The law pack sets no term for the class {kind.Code()}.");
        using var connection = database.Connect();
        var items = (kind switch
        {
            RetentionClass.Documents => OfCases(connection, "exists (select 1 from case_document d where d.case_id = f.case_id)"),
            RetentionClass.Cases => OfCases(connection, $"f.kind <> '{CaseKind.Grievance.Code()}' and {HasContent}"),
            RetentionClass.Grievances => OfCases(connection, $"f.kind = '{CaseKind.Grievance.Code()}' and {HasContent}"),
            RetentionClass.Views => OfViews(connection, term),
            RetentionClass.People => OfPeople(connection, term),
            RetentionClass.Imports => imports?.In(scope) ?? [],
            _ => OfRequests(connection),
        }).Select(item => item with { DueOn = term.DueOn(item.Since) }).Where(item => item.DueOn <= today).OrderBy(item => item.DueOn).ThenBy(item => item.Subject, StringComparer.Ordinal).DistinctBy(item => item.Subject).ToList();
        return new DueList(term, [.. items.Take(most)], _kept, items.Count > most);
    }

    private const string HasContent = "exists (select 1 from case_event p where p.case_id = f.case_id and p.sequence = 1 and length(p.payload) > 0)";

    /// <summary>Cases that ended. Their time counts from their end, or from the last month paid to the person, or to anybody of the household where the case is about nobody, where that is later; while something is paid or owed, or another case about them is open, they stay.</summary>
    private IEnumerable<DueItem> OfCases(DbConnection connection, string condition)
    {
        var ended = connection.Read(
            $"select f.case_id, f.commune, f.province, e.on_day, f.person_id from case_file f join case_event e on e.case_id = f.case_id and e.followed_at = {CaseStore.Open} where {Ended} and {scope.On("f")} and {condition}",
            row => (Item: new DueItem(row.GetString(0), row.GetString(1), row.GetString(2), row.Day(3), default), Person: row.IsDBNull(4) ? (PersonId?)null : new PersonId(row.GetString(4))));
        var members = connection.Read(
            "select distinct f.case_id, m.person_id from case_file f join membership m on m.household_id = f.household_id where f.person_id is null", row => (Case: row.GetString(0), Person: new PersonId(row.GetString(1)))).ToLookup(row => row.Case, row => row.Person);
        var open = connection.Read(
            $"select f.about, f.person_id from case_file f join case_event e on e.case_id = f.case_id and e.followed_at = {CaseStore.Open} where not ({Ended})",
            row => (About: row.GetString(0), Person: row.IsDBNull(1) ? "" : row.GetString(1)));
        var (about, people) = (open.Select(one => one.About).ToHashSet(StringComparer.Ordinal), open.Select(one => one.Person).ToHashSet(StringComparer.Ordinal));
        var paidUntil = connection.Read(
                $"select person_id, max(month_to) from award where superseded_at = {CaseStore.Open} and state in ('granted', 'resumed', 'suspended') group by person_id", row => (Person: new PersonId(row.GetString(0)), To: row.GetString(1)))
            .ToDictionary(row => row.Person, row => row.To);
        foreach (var (item, person) in ended)
        {
            IReadOnlyList<PersonId> concerned = person is { } one ? [one] : [.. members[item.Subject]];
            var until = concerned.Select(each => paidUntil.GetValueOrDefault(each)).Max(StringComparer.Ordinal);
            var hold = about.Contains(item.Subject) || concerned.Any(each => people.Contains(each.Value)) ? PersonHolds.OpenCase
                : until is not null && string.CompareOrdinal(until, BenefitMonth.Of(today).ToString()) >= 0 ? PersonHolds.Award
                : concerned.Any(books.Owing.Contains) ? PersonHolds.Receivable : null;
            if (hold is not null)
            {
                Keep(hold);
                continue;
            }

            var last = until is null ? item.Since : BenefitMonth.Parse(until).Last;
            yield return item with { Since = last > item.Since ? last : item.Since };
        }
    }

    /// <summary>One item for each commune: everything that was looked at there up to a day.</summary>
    private List<DueItem> OfViews(DbConnection connection, RetentionTerm term)
    {
        var last = today.AddMonths(-term.Months);
        return connection.Read(
            $"select p.commune, p.province, min(p.since) from ({LookedAt.Placed}) p where p.n = 1 and {scope.On("p")} group by p.commune, p.province",
            row => new DueItem($"{row.GetString(0)}/{Database.Iso(last)}", row.GetString(0), row.GetString(1), row.Day(2), default), ("last", Database.Iso(last)));
    }

    /// <summary>People who died or left every household, and of whom nothing was written since.</summary>
    private IEnumerable<DueItem> OfPeople(DbConnection connection, RetentionTerm term)
    {
        var last = Database.Iso(today.AddMonths(-term.Months));
        var gone = connection.Read(
            $"""
            select person_id, max(gone) from (
                select d.person_id, d.died_on as gone from death d where d.superseded_at = {CaseStore.Open}
                union all select m.person_id, max(m.valid_to) as gone from membership m where m.superseded_at = {CaseStore.Open} group by m.person_id having max(m.valid_to) <= @last) x
            where gone <= @last group by person_id order by 2, 1
            """, row => (Person: new PersonId(row.GetString(0)), On: row.Day(1)), ("last", last));
        var holds = new PersonHolds(database, connection, pack, books);
        foreach (var (person, on) in gone)
        {
            if (PlaceOf(connection, person) is not { } place)
            {
                continue;
            }

            var ids = holds.IdsOf(person);
            var touched = ids.Select(id => LastWritten(connection, id)).Append(on).Max();
            if (term.DueOn(touched) > today)
            {
                continue;
            }

            if (holds.On(ids) is [var hold, ..])
            {
                Keep(hold);
                continue;
            }

            yield return new DueItem(person.Value, place.Commune, place.Province, touched, default);
        }
    }

    private IEnumerable<DueItem> OfRequests(DbConnection connection)
    {
        var store = new CaseStore(database, scope);
        var holds = new PersonHolds(database, connection, pack, books);
        var decided = connection.Read(
            $"select f.case_id from case_file f join case_event e on e.case_id = f.case_id and e.followed_at = {CaseStore.Open} where f.kind = '{CaseKind.Erasure.Code()}' and e.stage = 'decided' and {HasContent} and {scope.On("f")}",
            row => row.GetString(0));
        foreach (var file in decided.Select(store.Find).OfType<CaseFile>().Where(file => file.Decision?.Outcome == Cases.Complaints.ErasureRequest.Erase))
        {
            var person = holds.Counting(file.Header.Person!.Value);
            if (holds.On(holds.IdsOf(person), file.Id) is [var hold, ..])
            {
                Keep(hold);
                continue;
            }

            yield return new DueItem(person.Value, file.Header.Commune.Value, file.Header.Province.Value, file.Decision!.On, default);
        }
    }

    /// <summary>Where the person's file lies; null outside the area. Whoever never belonged to a household lies in no commune.</summary>
    private (string Commune, string Province)? PlaceOf(DbConnection connection, PersonId person)
    {
        var places = connection.Read(
            $"select r.commune, r.province from membership m join residence r on r.household_id = m.household_id and r.superseded_at = {CaseStore.Open} where m.bucket = @bucket and m.person_id = @person and m.superseded_at = {CaseStore.Open} order by m.valid_from desc, r.valid_from desc",
            row => (Commune: row.GetString(0), Province: row.GetString(1)), PersonHolds.Key(person));
        return places is [var place, ..] && scope.Allows(PlaceCode.Parse(place.Commune), PlaceCode.Parse(place.Province)) ? place : null;
    }

    private static DateOnly LastWritten(DbConnection connection, PersonId person) => connection.Read(
        """
        select max(k.recorded_on) from knowledge k join (
            select known_from as n from person where bucket = @bucket and person_id = @person union select known_from from identity_number where bucket = @bucket and person_id = @person
            union select known_from from death where bucket = @bucket and person_id = @person union select known_from from membership where bucket = @bucket and person_id = @person
            union select known_from from person_fact where bucket = @bucket and person_id = @person union select known_from from account where bucket = @bucket and person_id = @person) x on x.n = k.number
        """, row => row.Day(0), PersonHolds.Key(person)).Single();

    private void Keep(string hold) => _kept[hold] = _kept.GetValueOrDefault(hold) + 1;
}
