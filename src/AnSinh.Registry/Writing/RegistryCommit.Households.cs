using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>A person's place in a household on the days of <paramref name="Valid"/>.</summary>
public sealed record Membership(HouseholdId Household, string Relation, DateRange Valid);

public sealed partial class RegistryCommit
{
    /// <summary>Registers a household that lives in a commune of today from a day on (null: as far back as anybody asks).</summary>
    /// <exception cref="StorageException">The household is already registered.</exception>
    public void RegisterHousehold(HouseholdId household, PlaceCode commune, DateOnly? from = null, string village = "")
    {
        if (_ahead?.Households.TryGetValue(household, out var known) == true && !known)
        {
            _write.Into("household", "household_id", "known_from").Add(household.Value).Add(Number.Value).Write();
            _ahead.Households[household] = true;
        }
        else if (Execute("insert into household (household_id, known_from) values (@household, @now) on conflict do nothing", ("household", household.Value), ("now", Number.Value)) == 0)
        {
            throw new StorageException($"Hộ {household} đã có trong sổ.", $"The household {household} is already in the register.");
        }

        WriteResidence(household, commune, village, new DateRange(from, null));
        Audit("household.register", household.Value, $"{commune}|{village}|{from:O}");
    }

    /// <summary>The household lives elsewhere from a day on.</summary>
    public void MoveHousehold(HouseholdId household, PlaceCode commune, DateOnly from, string village = "")
    {
        RequireHousehold(household);
        var residences = Current(
            "select commune, village, valid_from, valid_to from residence where household_id = @household and superseded_at = " + Open,
            row => (Commune: PlaceCode.Parse(row.GetString(0)), Village: row.GetString(1), Valid: row.Range(2)),
            ("household", household.Value));
        Supersede("residence", "household_id = @household and valid_to >= @from", ("household", household.Value), ("from", Database.Iso(from)));
        foreach (var residence in residences.Where(residence => (residence.Valid.From ?? DateOnly.MinValue) < from && residence.Valid.Contains(from)))
        {
            WriteResidence(household, residence.Commune, residence.Village, new DateRange(residence.Valid.From, from.AddDays(-1)));
        }

        WriteResidence(household, commune, village, new DateRange(from, null));
        FindMembersAnew(household);
        Audit("household.move", household.Value, $"{commune}|{village}|{from:O}");
    }

    /// <summary>The person belongs to the household on these days; a membership elsewhere ends the day before.</summary>
    public void SetMembership(PersonId person, Membership membership)
    {
        RequireHousehold(membership.Household);
        var from = membership.Valid.From ?? DateOnly.MinValue;
        var to = membership.Valid.To ?? DateOnly.MaxValue;
        foreach (var old in CurrentMemberships(person).Where(old => old.Valid.Overlaps(from, to)))
        {
            Supersede("membership", "bucket = @bucket and person_id = @person and valid_from = @valid_from", [("valid_from", Stored.From(old.Valid)), .. Key(person)]);
            if ((old.Valid.From ?? DateOnly.MinValue) < from)
            {
                WriteMembership(person, old with { Valid = new DateRange(old.Valid.From, from.AddDays(-1)) });
            }

            if (to < (old.Valid.To ?? DateOnly.MaxValue))
            {
                WriteMembership(person, old with { Valid = new DateRange(to.AddDays(1), old.Valid.To) });
            }
        }

        WriteMembership(person, membership);
        Audit("person.membership", person.Value, membership.ToString());
    }

    /// <summary>The person leaves the household; <paramref name="lastDay"/> is the last day of membership.</summary>
    public void EndMembership(PersonId person, DateOnly lastDay)
    {
        foreach (var old in CurrentMemberships(person).Where(old => old.Valid.Overlaps(lastDay.AddDays(1), DateOnly.MaxValue)))
        {
            Supersede("membership", "bucket = @bucket and person_id = @person and valid_from = @valid_from", [("valid_from", Stored.From(old.Valid)), .. Key(person)]);
            if ((old.Valid.From ?? DateOnly.MinValue) <= lastDay)
            {
                WriteMembership(person, old with { Valid = new DateRange(old.Valid.From, lastDay) });
            }
        }

        FindAnew(person);
        Audit("person.membership.end", person.Value, Database.Iso(lastDay));
    }

    private List<Membership> CurrentMemberships(PersonId person) =>
        Current(
            "select household_id, relation, valid_from, valid_to from membership where bucket = @bucket and person_id = @person and superseded_at = " + Open,
            row => new Membership(new HouseholdId(row.GetString(0)), row.GetString(1), row.Range(2)),
            Key(person));

    private void WriteMembership(PersonId person, Membership membership)
    {
        _ahead?.Forget(person.Value);
        FindAnew(person);
        _write.Into("membership", "bucket", "person_id", "known_from", "entry", "household_id", "relation", "valid_from", "valid_to")
            .Add(Bucket.Of(person).Value).Add(person.Value).Add(Number.Value).Add(_write.NextEntry()).Add(membership.Household.Value).Add(membership.Relation)
            .Add(Stored.From(membership.Valid)).Add(Stored.To(membership.Valid)).Write();
    }

    private void WriteResidence(HouseholdId household, PlaceCode commune, string village, DateRange valid)
    {
        _ahead?.Forget(household.Value);
        _write.Into("residence", "household_id", "known_from", "entry", "commune", "province", "village", "valid_from", "valid_to")
            .Add(household.Value).Add(Number.Value).Add(_write.NextEntry()).Add(commune.Value).Add(Places.ProvinceOf(commune).Value).Add(village)
            .Add(Stored.From(valid)).Add(Stored.To(valid)).Write();
    }
}
