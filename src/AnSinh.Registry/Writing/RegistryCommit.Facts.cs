using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>A fact to be recorded. <paramref name="Value"/> is canonical text as in <see cref="CaseFact"/>; null withdraws what was known for these days.</summary>
public sealed record FactEntry(string Code, string? Value, DateRange Valid, string Source = "", string Evidence = "");

/// <summary>Which recorded fact is meant: the commit that wrote it and its entry there.</summary>
public readonly record struct FactKey(KnowledgeNumber KnownFrom, long Entry);

public sealed partial class RegistryCommit
{
    /// <summary>Records a fact. Where it overlaps an older one with the same code, the newer counts on those days.</summary>
    public FactKey RecordFact(PersonId person, FactEntry fact)
    {
        var entry = _write.NextEntry();
        _write.Into("person_fact", "bucket", "person_id", "code", "known_from", "entry", "value", "valid_from", "valid_to", "source", "evidence", "recorded_by")
            .Add(Bucket.Of(person).Value).Add(person.Value).Add(fact.Code).Add(Number.Value).Add(entry).Add(fact.Value)
            .Add(Stored.From(fact.Valid)).Add(Stored.To(fact.Valid)).Add(fact.Source).Add(fact.Evidence).Add(_write.Actor).Write();
        Audit("fact.record", person.Value, fact.ToString());
        _ahead?.FactsOf(person.Value, fact.Code)?.Add((new(Number, entry), fact));
        return new(Number, entry);
    }

    /// <inheritdoc cref="RecordFact(PersonId, FactEntry)"/>
    public FactKey RecordFact(HouseholdId household, FactEntry fact)
    {
        var entry = _write.NextEntry();
        _write.Into("household_fact", "household_id", "code", "known_from", "entry", "value", "valid_from", "valid_to", "source", "evidence", "recorded_by")
            .Add(household.Value).Add(fact.Code).Add(Number.Value).Add(entry).Add(fact.Value)
            .Add(Stored.From(fact.Valid)).Add(Stored.To(fact.Valid)).Add(fact.Source).Add(fact.Evidence).Add(_write.Actor).Write();
        Audit("fact.record", household.Value, fact.ToString());
        _ahead?.FactsOf(household.Value, fact.Code)?.Add((new(Number, entry), fact));
        return new(Number, entry);
    }

    /// <summary>A recorded fact was wrong: it no longer counts for any day. Record the right one beside it.</summary>
    /// <exception cref="StorageException">There is no such fact, or it was superseded before.</exception>
    public void SupersedeFact(PersonId person, FactKey fact, string reason)
    {
        var changed = Supersede(
            "person_fact", "bucket = @bucket and person_id = @person and known_from = @from and entry = @entry",
            [("from", fact.KnownFrom.Value), ("entry", fact.Entry), .. Key(person)]);
        RequireChanged(changed, fact);
        Audit("fact.supersede", person.Value, $"{fact}|{reason}");
        _ahead?.Forget(person.Value);
    }

    /// <inheritdoc cref="SupersedeFact(PersonId, FactKey, string)"/>
    public void SupersedeFact(HouseholdId household, FactKey fact, string reason)
    {
        var changed = Supersede(
            "household_fact", "household_id = @household and known_from = @from and entry = @entry",
            ("household", household.Value), ("from", fact.KnownFrom.Value), ("entry", fact.Entry));
        RequireChanged(changed, fact);
        Audit("fact.supersede", household.Value, $"{fact}|{reason}");
        _ahead?.Forget(household.Value);
    }

    /// <summary>From this source, silence means something for a place (commune or province) up to a day; replaces what was said before.</summary>
    public void RecordCoverage(string source, PlaceCode place, DateOnly asOf)
    {
        Supersede("coverage", "source = @source and place = @place", ("source", source), ("place", place.Value));
        _write.Into("coverage", "source", "place", "known_from", "entry", "as_of")
            .Add(source).Add(place.Value).Add(Number.Value).Add(_write.NextEntry()).Add(Database.Iso(asOf)).Write();
        Audit("coverage.record", place.Value, $"{source}|{Database.Iso(asOf)}");
    }

    private static void RequireChanged(int changed, FactKey fact)
    {
        if (changed == 0)
        {
            throw new StorageException(
                $"Không có thông tin {fact.KnownFrom}/{fact.Entry}, hoặc đã được thay thế.", $"There is no fact {fact.KnownFrom}/{fact.Entry}, or it was superseded before.");
        }
    }
}
