using System.Data.Common;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>Whose state an import will ask for in its next rows. Numbers stand for the people under them, with what <see cref="About"/> says.</summary>
internal sealed record LookAheadKeys(IReadOnlyCollection<IdentityNumber> Numbers, IReadOnlyCollection<HouseholdId> Households, LookAheadSubject About);

[Flags]
internal enum LookAheadSubject
{
    None = 0,

    /// <summary>Details, death, memberships.</summary>
    Details = 1,
    Facts = 2,
    Awards = 4,
    Accounts = 8,
    Residences = 16,

    /// <summary>Where the people live.</summary>
    Communes = 32,
}

/// <summary>
/// What the register holds about the subjects of many rows, fetched at once: asked row by row, each question is a way to a server, and sends there first what was written before; to a file it is
/// several times the work. What is written about a subject is added here, or makes it ask again. A key that was not looked up has no entry.
/// </summary>
internal sealed class LookAhead
{
    public Dictionary<string, PersonId?> Numbers { get; } = new(StringComparer.Ordinal);
    public HashSet<PersonId> People { get; } = [];
    public Dictionary<HouseholdId, bool> Households { get; } = [];
    public Dictionary<HouseholdId, (PlaceCode Commune, string Village, DateOnly? From, bool WrittenNow)> Residences { get; } = [];
    public Dictionary<PersonId, (PersonDetails Details, DateOnly? Died, IReadOnlyList<Membership> Memberships, bool WrittenNow)> Details { get; } = [];
    public Dictionary<(string Subject, string Code), List<(FactKey Key, FactEntry Fact)>> Facts { get; } = [];
    public HashSet<string> FactSubjects { get; } = new(StringComparer.Ordinal);
    public Dictionary<PersonId, List<AwardStretch>> Awards { get; } = [];
    public Dictionary<PersonId, PlaceCode?> Communes { get; } = [];
    public Dictionary<PersonId, List<(byte[] Sealed, PayeeAccount Account)>> Accounts { get; } = [];
    public Dictionary<PersonId, byte[]> WrappedKeys { get; } = [];

    /// <summary>Facts of a subject and code; null where it was not looked up.</summary>
    public List<(FactKey Key, FactEntry Fact)>? FactsOf(string subject, string code) =>
        !FactSubjects.Contains(subject) ? null : Facts.TryGetValue((subject, code), out var known) ? known : Facts[(subject, code)] = [];

    /// <summary>From here on the register is asked about a subject again.</summary>
    public void Forget(string subject)
    {
        var person = new PersonId(subject);
        Details.Remove(person);
        Awards.Remove(person);
        Communes.Remove(person);
        Accounts.Remove(person);
        FactSubjects.Remove(subject);
        Residences.Remove(new HouseholdId(subject));
    }

    public static LookAhead Read(WriteTransaction write, LookAheadKeys keys)
    {
        var ahead = new LookAhead();
        ahead.ReadNumbers(write, keys.Numbers);
        ahead.ReadHouseholds(write, keys.Households, keys.About);
        if (ahead.People.Count > 0)
        {
            ahead.ReadPeople(write, keys.About);
        }

        return ahead;
    }

    private void ReadNumbers(WriteTransaction write, IReadOnlyCollection<IdentityNumber> numbers)
    {
        var texts = numbers.Select(number => (number.Text, Blind: RegistryIds.Blind(write.Keys, number))).DistinctBy(number => number.Text).ToList();
        var blinds = write.Rows("w", new KeyColumn("blind", texts.Select(text => text.Blind).ToArray()));
        var found = Query(
            write,
            $"""
            select i.blind, i.person_id, exists (select 1 from person_alias a where a.alias_id = i.person_id and a.superseded_at = {long.MaxValue})
            from {blinds.Sql} join identity_number i on i.blind = w.blind where i.superseded_at = {long.MaxValue}
            """,
            row => (Blind: Convert.ToHexString(row.Bytes(0)), Person: row.Person(1), IsAlias: row.GetBoolean(2)), blinds.Parameters)
            .ToDictionary(row => row.Blind, StringComparer.Ordinal);
        foreach (var (text, blind) in texts)
        {
            if (!found.TryGetValue(Convert.ToHexString(blind), out var known))
            {
                Numbers[text] = null;
            }
            else if (!known.IsAlias)
            {
                Numbers[text] = known.Person;
                People.Add(known.Person);
            }
        }
    }

    private void ReadHouseholds(WriteTransaction write, IReadOnlyCollection<HouseholdId> households, LookAheadSubject about)
    {
        var ids = households.Select(household => household.Value).Distinct().ToArray();
        var keys = write.Rows("w", new KeyColumn("household_id", ids));
        var there = Query(write, $"select h.household_id from {keys.Sql} join household h on h.household_id = w.household_id", row => row.GetString(0), keys.Parameters).ToHashSet(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            Households[new HouseholdId(id)] = there.Contains(id);
        }

        if (about.HasFlag(LookAheadSubject.Residences))
        {
            foreach (var row in Query(
                write,
                $"select r.household_id, r.commune, r.village, r.valid_from, r.valid_to, r.known_from from {keys.Sql} join residence r on r.household_id = w.household_id where r.superseded_at = {long.MaxValue} order by r.valid_from",
                row => (Household: new HouseholdId(row.GetString(0)), Commune: PlaceCode.Parse(row.GetString(1)), Village: row.GetString(2), row.Range(3).From, Known: row.GetInt64(5)), keys.Parameters))
            {
                Residences[row.Household] = (row.Commune, row.Village, row.From, row.Known == write.Number.Value || Residences.GetValueOrDefault(row.Household).WrittenNow);
            }
        }

        if (about.HasFlag(LookAheadSubject.Facts))
        {
            AddFacts(ids, Query(
                write,
                $"select f.known_from, f.entry, f.code, f.value, f.valid_from, f.valid_to, f.source, f.evidence, f.household_id from {keys.Sql} join household_fact f on f.household_id = w.household_id where f.superseded_at = {long.MaxValue}",
                ReadFact, keys.Parameters));
        }
    }

    private void ReadPeople(WriteTransaction write, LookAheadSubject about)
    {
        var people = People.ToList();
        var (from, keys) = write.PeopleOf(people);
        string Of(string table, string columns, string more = "") =>
            $"select {columns}, t.person_id from {from} join {table} t on t.bucket = w.bucket and t.person_id = w.person_id where t.superseded_at = {long.MaxValue} {more}";
        if (about.HasFlag(LookAheadSubject.Details))
        {
            var died = Query(write, Of("death", "t.died_on, t.known_from"), row => (Person: row.Person(2), Day: row.Day(0), Known: row.GetInt64(1)), keys).ToDictionary(row => row.Person);
            var memberships = Query(
                write, Of("membership", "t.household_id, t.relation, t.valid_from, t.valid_to, t.known_from"),
                row => (Person: row.Person(5), Membership: new Membership(new HouseholdId(row.GetString(0)), row.GetString(1), row.Range(2)), Known: row.GetInt64(4)), keys).ToLookup(row => row.Person);
            foreach (var row in Query(
                write, Of("person", "t.full_name, t.born, t.sex, t.ethnic_group, t.known_from"),
                row => (Person: row.Person(5), Details: new PersonDetails(row.GetString(0), BirthDate.Parse(row.GetString(1)), Stored.SexOf(row.GetString(2)), row.GetString(3)), Known: row.GetInt64(4)), keys))
            {
                var now = write.Number.Value;
                var known = died.GetValueOrDefault(row.Person);
                Details[row.Person] = (
                    row.Details, died.ContainsKey(row.Person) ? known.Day : null, [.. memberships[row.Person].Select(one => one.Membership)],
                    row.Known == now || known.Known == now || memberships[row.Person].Any(one => one.Known == now));
            }
        }

        if (about.HasFlag(LookAheadSubject.Facts))
        {
            AddFacts(
                people.Select(person => person.Value), Query(write, Of("person_fact", "t.known_from, t.entry, t.code, t.value, t.valid_from, t.valid_to, t.source, t.evidence"), ReadFact, keys));
        }

        if (about.HasFlag(LookAheadSubject.Awards))
        {
            var awards = Query(
                write,
                $"select {AwardRows.Columns} from {from} join award a on a.bucket = w.bucket and a.person_id = w.person_id join knowledge k on k.number = a.known_from where a.superseded_at = {long.MaxValue} order by a.award_id, a.month_from",
                AwardRows.Read, keys).ToLookup(award => award.Person);
            foreach (var person in people)
            {
                Awards[person] = [.. awards[person]];
            }
        }

        if (about.HasFlag(LookAheadSubject.Communes))
        {
            var communes = Query(
                write,
                $"""
                select r.commune, m.person_id from {from} join membership m on m.bucket = w.bucket and m.person_id = w.person_id join residence r on r.household_id = m.household_id
                where m.superseded_at = {long.MaxValue} and r.superseded_at = {long.MaxValue} order by m.valid_from desc, r.valid_from desc
                """, row => (Commune: PlaceCode.Parse(row.GetString(0)), Person: row.Person(1)), keys).DistinctBy(row => row.Person).ToDictionary(row => row.Person, row => row.Commune);
            foreach (var person in people)
            {
                Communes[person] = communes.TryGetValue(person, out var commune) ? commune : null;
            }
        }

        if (about.HasFlag(LookAheadSubject.Accounts))
        {
            var accounts = Query(
                write, Of("account", "t.bank, t.sealed, t.holder, t.consent, t.valid_from, t.valid_to, t.evidence"),
                row => (Person: row.Person(7), Sealed: row.Bytes(1), Account: new PayeeAccount(row.GetString(0), "", row.GetString(2), row.DayOrNull(3), row.Range(4), row.GetString(6))), keys).ToLookup(row => row.Person);
            foreach (var (person, wrapped) in Query(
                write, $"select t.subject, t.wrapped from {from} join data_key t on t.bucket = w.bucket and t.subject = w.person_id", row => (row.Person(0), row.Bytes(1)), keys))
            {
                WrappedKeys[person] = wrapped;
                Accounts[person] = [.. accounts[person].Select(row => (row.Sealed, row.Account))];
            }
        }
    }

    private void AddFacts(IEnumerable<string> subjects, IEnumerable<(string Subject, FactKey Key, FactEntry Fact)> facts)
    {
        FactSubjects.UnionWith(subjects);
        foreach (var (subject, key, fact) in facts)
        {
            FactsOf(subject, fact.Code)!.Add((key, fact));
        }
    }

    private static (string Subject, FactKey Key, FactEntry Fact) ReadFact(DbDataReader row) => (
        row.GetString(8), new FactKey(new KnowledgeNumber(row.GetInt64(0)), row.GetInt64(1)), new FactEntry(row.GetString(2), row.TextOrNull(3), row.Range(4), row.GetString(6), row.GetString(7)));

    private static List<T> Query<T>(WriteTransaction write, string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        using var reader = write.Command(sql, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
