using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

public sealed partial class RegistrySnapshot
{
    /// <summary>The month given for a change that touches every month, such as a corrected date of birth.</summary>
    public static readonly BenefitMonth EveryMonth = new(1, 1);

    /// <summary>
    /// The people whose determinations may differ between an earlier number and this snapshot, each with the earliest month touched: by facts, awards, deaths,
    /// memberships, residence, coverage, corrections and merges. Rules read the other members of a household, so a change touches all who belong to the household in or after that month.
    /// </summary>
    public IReadOnlyDictionary<PersonId, BenefitMonth> ChangedSince(AreaScope scope, KnowledgeNumber from)
    {
        var changed = new Dictionary<PersonId, BenefitMonth>();
        foreach (var (subject, month) in Differences(PersonRows, from))
        {
            var person = new PersonId(subject);
            Touch(changed, person, month);
            Touch(changed, Canonical(person), month);
        }

        var households = new Dictionary<HouseholdId, BenefitMonth>();
        foreach (var (household, month) in Differences(HouseholdRows, from))
        {
            Touch(households, new HouseholdId(household), month);
        }

        foreach (var (place, month) in CoverageChanges(from))
        {
            foreach (var household in Query(
                $"select distinct r.household_id from residence r where @place in (r.commune, r.province) and {Rows.Visible("r")}", row => new HouseholdId(row.GetString(0)), ("place", place.Value)))
            {
                Touch(households, household, month);
            }
        }

        var members = Query(
            $"select m.person_id, m.household_id, m.valid_to from membership m where {Rows.Visible("m")}",
            row => (Person: row.Person(0), Household: new HouseholdId(row.GetString(1)), LastMonth: Month(row.GetString(2))));
        foreach (var member in members)
        {
            if (changed.TryGetValue(member.Person, out var month) && month <= member.LastMonth)
            {
                Touch(households, member.Household, month);
            }
        }

        foreach (var member in members)
        {
            if (households.TryGetValue(member.Household, out var month) && month <= member.LastMonth)
            {
                Touch(changed, member.Person, month);
            }
        }

        var visible = scope == AreaScope.All ? null : People(scope).Select(person => person.Id).ToHashSet();
        return changed
            .Where(change => !_aliases.Value.ContainsKey(change.Key) && (visible is null || visible.Contains(change.Key)))
            .ToDictionary(change => change.Key, change => change.Value);
    }

    private static string Changed(string alias) =>
        $"(({alias}.known_from > @from and {alias}.known_from <= @n) or ({alias}.superseded_at > @from and {alias}.superseded_at <= @n))";

    /// <summary>Subject, what the row says, its first and last day or month, whether it was visible at @from, whether it is now.</summary>
    private static string Row(string table, string subject, string content, string first, string last) =>
        $"select x.{subject}, {content}, {first}, {last}, x.known_from <= @from, x.superseded_at > @n from {table} x where {Changed("x")}";

    private static readonly string PersonRows = string.Join(
        " union all ",
        Row("person_fact", "person_id", "x.code || '=' || coalesce(x.value, '')", "x.valid_from", "x.valid_to"),
        Row("award", "person_id", "x.award_id || x.state || x.commune || x.decided || coalesce(x.certificate, '')", "x.month_from", "x.month_to"),
        Row("membership", "person_id", "x.household_id || '/' || x.relation", "x.valid_from", "x.valid_to"),
        Row("death", "person_id", "x.died_on", "x.died_on", "'9999-12-31'"),
        Row("person", "person_id", "x.born || x.sex", "'0001-01-01'", "'9999-12-31'"),
        Row("person_alias", "alias_id", "x.person_id", "'0001-01-01'", "'9999-12-31'"));

    private static readonly string HouseholdRows = string.Join(
        " union all ",
        Row("household_fact", "household_id", "x.code || '=' || coalesce(x.value, '')", "x.valid_from", "x.valid_to"),
        Row("residence", "household_id", "x.commune", "x.valid_from", "x.valid_to"),
        Row("membership", "household_id", "x.person_id || '/' || x.relation", "x.valid_from", "x.valid_to"));

    /// <summary>
    /// The first month in which what was visible and what is visible differ, for every subject where they do. A stretch that was only cut short or prolonged
    /// differs from where the shorter one ends, not from its beginning.
    /// </summary>
    private IEnumerable<(string Subject, BenefitMonth Month)> Differences(string rows, KnowledgeNumber from)
    {
        var changes = Query(
            rows,
            row => (Subject: row.GetString(0), Content: row.GetString(1), First: row.GetString(2), Last: row.GetString(3), Before: row.GetBoolean(4), Now: row.GetBoolean(5)),
            ("from", from.Value));
        foreach (var group in changes.Where(change => change.Before || change.Now).GroupBy(change => (change.Subject, change.Content, change.First)))
        {
            var before = group.Where(change => change.Before).Select(change => change.Last).Order(StringComparer.Ordinal).ToList();
            var now = group.Where(change => change.Now).Select(change => change.Last).Order(StringComparer.Ordinal).ToList();
            if (before.Count != now.Count)
            {
                yield return (group.Key.Subject, Month(group.Key.First));
                continue;
            }

            for (var index = 0; index < now.Count; index++)
            {
                // Recorded again as it was, a stretch is now the newest, and counts where it overlaps another.
                yield return (group.Key.Subject, before[index] == now[index] ? Month(group.Key.First) : MonthAfter(string.CompareOrdinal(before[index], now[index]) < 0 ? before[index] : now[index]));
            }
        }
    }

    /// <summary>A place and the first month for which a source now says more, or less, than it did.</summary>
    private List<(PlaceCode Place, BenefitMonth Month)> CoverageChanges(KnowledgeNumber from) =>
    [
        .. Query(
            $"select c.place, c.source, c.as_of, c.known_from <= @from, c.superseded_at > @n from coverage c where {Changed("c")}",
            row => (Place: PlaceCode.Parse(row.GetString(0)), Source: row.GetString(1), AsOf: row.Day(2), Before: row.GetBoolean(3), Now: row.GetBoolean(4)),
            ("from", from.Value))
            .GroupBy(row => (row.Place, row.Source))
            .Select(rows => (
                rows.Key.Place,
                rows.Any(row => row.Before) && rows.Any(row => row.Now) ? BenefitMonth.Of(rows.Where(row => row.Before || row.Now).Min(row => row.AsOf)) : EveryMonth)),
    ];

    private static BenefitMonth MonthAfter(string last) => last.Length == 7 ? BenefitMonth.Parse(last).Next : BenefitMonth.Of(Stored.Day(last).AddDays(1));

    private static BenefitMonth Month(string day) => BenefitMonth.Parse(day[..7]);

    private static void Touch<TKey>(Dictionary<TKey, BenefitMonth> touched, TKey key, BenefitMonth month)
        where TKey : notnull
    {
        if (!touched.TryGetValue(key, out var earlier) || month < earlier)
        {
            touched[key] = month;
        }
    }
}
