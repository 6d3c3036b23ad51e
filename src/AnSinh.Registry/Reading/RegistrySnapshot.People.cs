using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>A person as a list or a letter shows it.</summary>
public sealed record PersonRecord(PersonId Id, string FullName, BirthDate Born, Sex Sex, string EthnicGroup, DateOnly? Died);

/// <summary>A fact as it was recorded, with what is needed to supersede it.</summary>
public sealed record FactRecord(FactKey Key, FactEntry Fact, DateOnly Known, string RecordedBy);

public sealed partial class RegistrySnapshot
{
    private const string PersonColumns = "p.person_id, p.full_name, p.born, p.sex, p.ethnic_group, d.died_on";

    private string PersonFrom => $"person p left join death d on d.bucket = p.bucket and d.person_id = p.person_id and {Rows.Visible("d")}";

    /// <summary>The person an id stands for (after a merge the kept one); null when not known or outside the area.</summary>
    public PersonRecord? Person(AreaScope scope, PersonId person) => Query(
        $"select {PersonColumns} from {PersonFrom} where p.bucket = @bucket and p.person_id = @person and {Rows.Visible("p")} and {InArea(scope, "p.bucket", "p.person_id")}",
        ReadPerson, Key(Canonical(person))).SingleOrDefault();

    /// <summary>The people whose file lies in the area, by id; without those merged into others.</summary>
    public IReadOnlyList<PersonRecord> People(AreaScope scope) =>
    [
        .. Query($"select {PersonColumns} from {PersonFrom} where {Rows.Visible("p")} and {InArea(scope, "p.bucket", "p.person_id")} order by p.person_id", ReadPerson)
            .Where(person => !_aliases.Value.ContainsKey(person.Id)),
    ];

    /// <summary>The person registered under a number; null when not known or outside the area.</summary>
    public PersonRecord? PersonByNumber(AreaScope scope, IdentityNumber number)
    {
        var owners = Query($"select i.person_id from identity_number i where i.blind = @blind and {Rows.Visible("i")}", row => row.Person(0), ("blind", RegistryIds.Blind(_database.Keys, number)));
        return owners.Count == 0 ? null : Person(scope, owners[0]);
    }

    /// <summary>The numbers of a person in the clear, first one first, those of merged entries after it. Empty outside the area or after erasure.</summary>
    public IReadOnlyList<IdentityNumber> Numbers(AreaScope scope, PersonId person)
    {
        var kept = Canonical(person);
        if (Person(scope, kept) is null)
        {
            return [];
        }

        var numbers = new List<IdentityNumber>();
        foreach (var id in _aliases.Value.Keys.Where(alias => Canonical(alias) == kept).Order().Prepend(kept))
        {
            foreach (var (wrapped, secret) in Query(
                $"""
                select k.wrapped, i.sealed from identity_number i join data_key k on k.bucket = i.bucket and k.subject = i.person_id
                where i.bucket = @bucket and i.person_id = @person and {Rows.Visible("i")} and k.destroyed_at is null order by i.known_from, i.entry
                """,
                row => (row.Bytes(0), row.Bytes(1)), Key(id)))
            {
                using var cipher = _database.Keys.Unwrap(id.Value, wrapped);
                numbers.Add(IdentityNumber.Parse(cipher.Open(secret, $"number/{id}")));
            }
        }

        return numbers;
    }

    /// <summary>The facts recorded about a person, oldest first; empty outside the area.</summary>
    public IReadOnlyList<FactRecord> Facts(AreaScope scope, PersonId person) => Query(
        $"""
        select f.known_from, f.entry, f.code, f.value, f.valid_from, f.valid_to, f.source, f.evidence, f.recorded_by from person_fact f
        where f.bucket = @bucket and f.person_id = @person and {Rows.Visible("f")} and {InArea(scope, "f.bucket", "f.person_id")} order by f.known_from, f.entry
        """,
        ReadFact, Key(person));

    /// <summary>The facts recorded about a household, oldest first; empty outside the area.</summary>
    public IReadOnlyList<FactRecord> Facts(AreaScope scope, HouseholdId household) => Query(
        $"""
        select f.known_from, f.entry, f.code, f.value, f.valid_from, f.valid_to, f.source, f.evidence, f.recorded_by from household_fact f
        where f.household_id = @household and {Rows.Visible("f")}
        and exists (select 1 from residence r where r.household_id = f.household_id and {Rows.Visible("r")} and {scope.On("r")}) order by f.known_from, f.entry
        """,
        ReadFact, ("household", household.Value));

    private FactRecord ReadFact(System.Data.Common.DbDataReader row) => new(
        new FactKey(new KnowledgeNumber(row.GetInt64(0)), row.GetInt64(1)),
        new FactEntry(row.GetString(2), row.TextOrNull(3), row.Range(4), row.GetString(6), row.GetString(7)),
        DayOf(row.GetInt64(0)),
        row.GetString(8));

    private static PersonRecord ReadPerson(System.Data.Common.DbDataReader row) =>
        new(row.Person(0), row.GetString(1), BirthDate.Parse(row.GetString(2)), Stored.SexOf(row.GetString(3)), row.GetString(4), row.DayOrNull(5));
}
