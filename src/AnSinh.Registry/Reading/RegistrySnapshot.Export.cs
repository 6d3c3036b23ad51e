using AnSinh.Law;

namespace AnSinh.Registry;

internal sealed record ExportedResidence(HouseholdId Household, PlaceCode Commune, string Village, DateRange Valid);
internal sealed record ExportedPerson(string Number, PersonRecord Person, Membership? Membership);
internal sealed record ExportedFact(string Subject, FactEntry Fact);
internal sealed record ExportedAward(string Number, AwardStretch Award);
internal sealed record ExportedAccount(string Number, PayeeAccount Account);
internal sealed record ExportedCoverage(string Source, PlaceCode Place, DateOnly AsOf);

internal sealed record ExportedRegister(
    IReadOnlyList<ExportedResidence> Residences,
    IReadOnlyList<ExportedPerson> People,
    IReadOnlyList<ExportedFact> Facts,
    IReadOnlyList<ExportedAward> Awards,
    IReadOnlyList<ExportedAccount> Accounts,
    IReadOnlyList<ExportedCoverage> Coverage);

public sealed partial class RegistrySnapshot
{
    /// <summary>
    /// Everything the import files hold, of the people whose file lies in the area. Ids of merged entries are those of the kept person; a person is
    /// named by the first number; erased people are left out.
    /// </summary>
    internal ExportedRegister Export(AreaScope scope)
    {
        var people = People(scope).ToDictionary(person => person.Id);
        var numbers = NumbersOf(scope, people.Keys.ToHashSet());
        var households = HouseholdIds(scope).Select(household => household.Value).ToHashSet(StringComparer.Ordinal);
        var memberships = Query(
            $"select m.person_id, m.household_id, m.relation, m.valid_from, m.valid_to from membership m where {Rows.Visible("m")} order by m.valid_from",
            row => (Person: Canonical(row.Person(0)), Membership: new Membership(new HouseholdId(row.GetString(1)), row.GetString(2), row.Range(3)))).ToLookup(row => row.Person, row => row.Membership);
        return new(
            [.. Query(
                $"select r.household_id, r.commune, r.village, r.valid_from, r.valid_to from residence r where {Rows.Visible("r")} order by r.valid_from, r.household_id",
                row => new ExportedResidence(new HouseholdId(row.GetString(0)), PlaceCode.Parse(row.GetString(1)), row.GetString(2), row.Range(3)))
                .Where(row => households.Contains(row.Household.Value))],
            [.. people.Values.Where(person => numbers.ContainsKey(person.Id)).Select(person => new ExportedPerson(numbers[person.Id], person, memberships[person.Id].LastOrDefault()))],
            [.. ExportFacts(numbers, households)],
            [.. Awards(scope).Where(award => numbers.ContainsKey(award.Person)).Select(award => new ExportedAward(numbers[award.Person], award))],
            [.. ExportAccounts(numbers)],
            [.. Query($"select c.source, c.place, c.as_of from coverage c where {Rows.Visible("c")} order by c.place, c.source", row => new ExportedCoverage(row.GetString(0), PlaceCode.Parse(row.GetString(1)), row.Day(2)))
                .Where(row => row.Place.IsProvince ? scope.Allows(row.Place, row.Place) : scope.Allows(row.Place, PlaceDirectory.VietNam.ProvinceOf(row.Place)))]);
    }

    private IEnumerable<ExportedFact> ExportFacts(Dictionary<PersonId, string> numbers, HashSet<string> households)
    {
        string? Named(string? value) => value is ['p', ..] && numbers.TryGetValue(Canonical(new PersonId(value)), out var number) ? number : value;

        foreach (var (household, fact) in Query(
            $"select f.household_id, f.code, f.value, f.valid_from, f.valid_to, f.source, f.evidence from household_fact f where {Rows.Visible("f")} order by f.known_from, f.entry",
            row => (row.GetString(0), new FactEntry(row.GetString(1), row.TextOrNull(2), row.Range(3), row.GetString(5), row.GetString(6)))))
        {
            if (households.Contains(household))
            {
                yield return new ExportedFact(household, fact with { Value = Named(fact.Value) });
            }
        }

        foreach (var (person, fact) in Query(
            $"select f.person_id, f.code, f.value, f.valid_from, f.valid_to, f.source, f.evidence from person_fact f where {Rows.Visible("f")} order by f.known_from, f.entry",
            row => (Canonical(row.Person(0)), new FactEntry(row.GetString(1), row.TextOrNull(2), row.Range(3), row.GetString(5), row.GetString(6)))))
        {
            if (numbers.TryGetValue(person, out var number))
            {
                yield return new ExportedFact(number, fact with { Value = Named(fact.Value) });
            }
        }
    }

    private IEnumerable<ExportedAccount> ExportAccounts(Dictionary<PersonId, string> numbers)
    {
        foreach (var (owner, wrapped, secret, account) in Query(
            $"""
            select c.person_id, d.wrapped, c.sealed, c.bank, c.holder, c.consent, c.valid_from, c.valid_to, c.evidence
            from account c join data_key d on d.bucket = c.bucket and d.subject = c.person_id
            where {Rows.Visible("c")} and d.destroyed_at is null order by c.valid_from, c.person_id
            """,
            row => (row.Person(0), row.Bytes(1), row.Bytes(2), new PayeeAccount(row.GetString(3), "", row.GetString(4), row.DayOrNull(5), row.Range(6), row.GetString(8)))))
        {
            if (numbers.TryGetValue(Canonical(owner), out var number))
            {
                using var cipher = _database.Keys.Unwrap(owner.Value, wrapped);
                yield return new ExportedAccount(number, account with { Number = cipher.Open(secret, $"account/{owner}") });
            }
        }
    }

    private Dictionary<PersonId, string> NumbersOf(AreaScope scope, HashSet<PersonId> people)
    {
        var numbers = new Dictionary<PersonId, string>();
        foreach (var (owner, wrapped, secret) in Query(
            $"""
            select i.person_id, d.wrapped, i.sealed from identity_number i join data_key d on d.bucket = i.bucket and d.subject = i.person_id
            where {Rows.Visible("i")} and d.destroyed_at is null and {InArea(scope, "i.bucket", "i.person_id")} order by i.known_from, i.entry
            """,
            row => (row.Person(0), row.Bytes(1), row.Bytes(2))))
        {
            if (people.Contains(owner) && !numbers.ContainsKey(owner))
            {
                using var cipher = _database.Keys.Unwrap(owner.Value, wrapped);
                numbers.Add(owner, cipher.Open(secret, $"number/{owner}"));
            }
        }

        return numbers;
    }
}
