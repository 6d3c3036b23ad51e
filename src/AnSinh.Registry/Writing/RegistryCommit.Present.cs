using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>What the register holds at this moment, this commit included: what an import compares its rows with. It stays inside the module, where no area applies to the writer.</summary>
public sealed partial class RegistryCommit
{
    internal PersonId? FindPerson(IdentityNumber number) => _ahead is not null && _ahead.Numbers.TryGetValue(number.Text, out var known) ? known : Find(number) is { } person ? CanonicalNow(person) : null;

    internal bool HasHousehold(HouseholdId household) => _ahead is not null && _ahead.Households.TryGetValue(household, out var known) ? known :
        Current("select 1 from household where household_id = @household", row => true, ("household", household.Value)).Count > 0;

    /// <summary>Whether this commit has written about the person's details, membership or death: the same number came before in the same file.</summary>
    internal bool WasWrittenNow(PersonId person) => _ahead is not null && _ahead.Details.TryGetValue(person, out var known) ? known.WrittenNow : Current(
        """
        select 1 from person where bucket = @bucket and person_id = @person and known_from = @now
        union all select 1 from membership where bucket = @bucket and person_id = @person and known_from = @now
        union all select 1 from death where bucket = @bucket and person_id = @person and known_from = @now
        """,
        row => true, [("now", Number.Value), .. Key(person)]).Count > 0;

    internal bool WasWrittenNow(HouseholdId household) => _ahead is not null && _ahead.Residences.TryGetValue(household, out var known) ? known.WrittenNow :
        Current("select 1 from residence where household_id = @household and known_from = @now", row => true, ("household", household.Value), ("now", Number.Value)).Count > 0;

    internal (PlaceCode Commune, string Village, DateOnly? From) LastResidence(HouseholdId household) => _ahead is not null && _ahead.Residences.TryGetValue(household, out var known)
        ? (known.Commune, known.Village, known.From) : Current(
        $"select commune, village, valid_from, valid_to from residence where household_id = @household and superseded_at = {Open} order by valid_from desc limit 1",
        row => (PlaceCode.Parse(row.GetString(0)), row.GetString(1), row.Range(2).From), ("household", household.Value)).Single();

    internal (PersonDetails Details, DateOnly? Died, IReadOnlyList<Membership> Memberships) PersonNow(PersonId person)
    {
        if (_ahead is not null && _ahead.Details.TryGetValue(person, out var known))
        {
            return (known.Details, known.Died, known.Memberships);
        }

        var details = Current(
            $"select full_name, born, sex, ethnic_group from person where bucket = @bucket and person_id = @person and superseded_at = {Open}",
            row => new PersonDetails(row.GetString(0), BirthDate.Parse(row.GetString(1)), Stored.SexOf(row.GetString(2)), row.GetString(3)), Key(person)).Single();
        var died = Current($"select died_on from death where bucket = @bucket and person_id = @person and superseded_at = {Open}", row => row.Day(0), Key(person));
        return (details, died.Count == 0 ? null : died[0], CurrentMemberships(person));
    }

    internal IReadOnlyList<(FactKey Key, FactEntry Fact)> FactsNow(PersonId person, string code) => _ahead?.FactsOf(person.Value, code) ?? Current(
        $"select known_from, entry, code, value, valid_from, valid_to, source, evidence from person_fact where bucket = @bucket and person_id = @person and code = @code and superseded_at = {Open}",
        ReadFact, [("code", code), .. Key(person)]);

    internal IReadOnlyList<(FactKey Key, FactEntry Fact)> FactsNow(HouseholdId household, string code) => _ahead?.FactsOf(household.Value, code) ?? Current(
        $"select known_from, entry, code, value, valid_from, valid_to, source, evidence from household_fact where household_id = @household and code = @code and superseded_at = {Open}",
        ReadFact, ("code", code), ("household", household.Value));

    internal IReadOnlyList<AwardStretch> AwardsNow(PersonId person) => _ahead is not null && _ahead.Awards.TryGetValue(person, out var known) ? known : Current(
        $"select {AwardRows.Columns} from award a join knowledge k on k.number = a.known_from where a.bucket = @bucket and a.person_id = @person and a.superseded_at = {Open} order by a.award_id, a.month_from",
        AwardRows.Read, Key(person));

    internal IReadOnlyList<PayeeAccount> AccountsNow(PersonId person) =>
    [
        .. (_ahead is not null && _ahead.Accounts.TryGetValue(person, out var known) ? known : Current(
            $"select bank, sealed, holder, consent, valid_from, valid_to, evidence from account where bucket = @bucket and person_id = @person and superseded_at = {Open}",
            row => (Sealed: row.Bytes(1), Account: new PayeeAccount(row.GetString(0), "", row.GetString(2), row.DayOrNull(3), row.Range(4), row.GetString(6))), Key(person)))
            .Select(row => row.Account with { Number = CipherOf(person).Open(row.Sealed, $"account/{person}") }),
    ];

    internal DateOnly? CoverageOf(string source, PlaceCode place)
    {
        var found = Current($"select as_of from coverage where source = @source and place = @place and superseded_at = {Open}", row => row.Day(0), ("source", source), ("place", place.Value));
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The commune where the person lives, or lived last.</summary>
    internal PlaceCode? CommuneNow(PersonId person)
    {
        if (_ahead is not null && _ahead.Communes.TryGetValue(person, out var known))
        {
            return known;
        }

        var found = Current(
            $"""
            select r.commune from membership m join residence r on r.household_id = m.household_id
            where m.bucket = @bucket and m.person_id = @person and m.superseded_at = {Open} and r.superseded_at = {Open} order by m.valid_from desc, r.valid_from desc limit 1
            """,
            row => PlaceCode.Parse(row.GetString(0)), Key(person));
        return found.Count == 0 ? null : found[0];
    }

    private PersonId CanonicalNow(PersonId person)
    {
        while (Current($"select person_id from person_alias where bucket = @bucket and alias_id = @person and superseded_at = {Open}", row => row.Person(0), Key(person)) is [var kept])
        {
            person = kept;
        }

        return person;
    }

    private static (FactKey Key, FactEntry Fact) ReadFact(System.Data.Common.DbDataReader row) => (
        new FactKey(new Storage.KnowledgeNumber(row.GetInt64(0)), row.GetInt64(1)),
        new FactEntry(row.GetString(2), row.TextOrNull(3), row.Range(4), row.GetString(6), row.GetString(7)));
}
