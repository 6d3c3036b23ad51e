using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>What is registered about a person beside the number.</summary>
public sealed record PersonDetails(string FullName, BirthDate Born, Sex Sex, string EthnicGroup = "");

public sealed partial class RegistryCommit
{
    /// <summary>Registers a person under a first number, from which the person's id derives.</summary>
    /// <exception cref="StorageException">The number is already in the register.</exception>
    public PersonId RegisterPerson(IdentityNumber number, PersonDetails details)
    {
        RequireUnused(number);
        return WritePerson(number, details);
    }

    /// <summary>Registers a person of whom it was just seen that the number is not in the register, as a member of a household that is.</summary>
    internal PersonId RegisterMember(IdentityNumber number, PersonDetails details, Membership membership)
    {
        var person = WritePerson(number, details);
        WriteMembership(person, membership);
        Audit("person.membership", person.Value, membership.ToString());
        return person;
    }

    /// <summary>Adds a number, for example the social security number of somebody registered with a provisional one. All numbers stay resolvable.</summary>
    /// <exception cref="StorageException">The number is already in the register.</exception>
    public void AddNumber(PersonId person, IdentityNumber number)
    {
        RequirePerson(person);
        RequireUnused(number);
        WriteNumber(person, number);
        Audit("person.number", person.Value, number.Text);
    }

    /// <summary>Corrects name, birth, sex or ethnic group.</summary>
    public void CorrectPerson(PersonId person, PersonDetails details)
    {
        RequirePerson(person);
        Supersede("person", "bucket = @bucket and person_id = @person", Key(person));
        WriteDetails(person, details);
        Audit("person.correct", person.Value, details.ToString());
    }

    /// <summary>Records a death, or corrects the day of one.</summary>
    public void RecordDeath(PersonId person, DateOnly day, string evidence = "")
    {
        RequirePerson(person);
        _ahead?.Forget(person.Value);
        Supersede("death", "bucket = @bucket and person_id = @person", Key(person));
        _write.Into("death", "bucket", "person_id", "known_from", "entry", "died_on", "evidence")
            .Add(Bucket.Of(person).Value).Add(person.Value).Add(Number.Value).Add(_write.NextEntry()).Add(Database.Iso(day)).Add(evidence).Write();
        Audit("person.death", person.Value, $"{Database.Iso(day)}|{evidence}");
    }

    /// <summary>Takes back a death that was recorded wrongly.</summary>
    public void WithdrawDeath(PersonId person, string reason)
    {
        Supersede("death", "bucket = @bucket and person_id = @person", Key(person));
        Audit("person.death.withdraw", person.Value, reason);
    }

    /// <summary>
    /// Finds that two entries are one person. <paramref name="kept"/> remains; the other id stays resolvable and everything recorded under it counts for the kept
    /// one from now on. A membership of the other is taken over only where the kept person has none.
    /// </summary>
    public void Merge(PersonId kept, PersonId other, string reason)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kept, other);
        RequirePerson(kept);
        RequirePerson(other);
        Supersede("person_alias", "bucket = @bucket and alias_id = @person", Key(other));
        _write.Into("person_alias", "bucket", "alias_id", "known_from", "entry", "person_id")
            .Add(Bucket.Of(other).Value).Add(other.Value).Add(Number.Value).Add(_write.NextEntry()).Add(kept.Value).Write();
        FindAnew(kept);
        FindAnew(other);
        var memberships = CurrentMemberships(other);
        Supersede("membership", "bucket = @bucket and person_id = @person", Key(other));
        if (CurrentMemberships(kept).Count == 0)
        {
            foreach (var membership in memberships)
            {
                WriteMembership(kept, membership);
            }
        }

        Audit("person.merge", kept.Value, $"{other}|{reason}");
    }

    private void RequireUnused(IdentityNumber number)
    {
        if (Find(number) is not null)
        {
            throw new StorageException($"Số {number} đã có trong sổ.", $"The number {number} is already in the register.");
        }
    }

    private PersonId? Find(IdentityNumber number)
    {
        var found = Current(
            "select person_id from identity_number where blind = @blind and superseded_at = " + Open, row => row.Person(0), ("blind", RegistryIds.Blind(_write.Keys, number)));
        return found.Count == 0 ? null : found[0];
    }

    private PersonId WritePerson(IdentityNumber number, PersonDetails details)
    {
        var person = RegistryIds.PersonOf(_write.Keys, number);
        var (cipher, wrapped) = _write.Keys.NewDataKey(person.Value);
        Keep(person, cipher);
        if (!Destroyed.Remove(person) || Execute("update data_key set wrapped = @wrapped, destroyed_at = null where bucket = @bucket and subject = @person", [("wrapped", wrapped), .. Key(person)]) == 0)
        {
            _write.Into("data_key", "bucket", "subject", "wrapped").Add(Bucket.Of(person).Value).Add(person.Value).Add(wrapped).Write();
        }

        WriteNumber(person, number);
        WriteDetails(person, details);
        _ahead?.Numbers[number.Text] = person;
        Audit("person.register", person.Value, $"{number.Text}|{details}");
        return person;
    }

    private void WriteNumber(PersonId person, IdentityNumber number) =>
        _write.Into("identity_number", "bucket", "person_id", "known_from", "entry", "kind", "blind", "sealed")
            .Add(Bucket.Of(person).Value).Add(person.Value).Add(Number.Value).Add(_write.NextEntry()).Add(number.KindCode)
            .Add(RegistryIds.Blind(_write.Keys, number)).Add(CipherOf(person).Seal(number.Text, $"number/{person}")).Write();

    private void WriteDetails(PersonId person, PersonDetails details)
    {
        _ahead?.Forget(person.Value);
        FindAnew(person);
        var name = PersonName.Normalise(details.FullName);
        _write.Into("person", "bucket", "person_id", "known_from", "entry", "full_name", "folded_name", "born", "sex", "ethnic_group")
            .Add(Bucket.Of(person).Value).Add(person.Value).Add(Number.Value).Add(_write.NextEntry()).Add(name).Add(PersonName.Fold(name))
            .Add(details.Born.ToString()).Add(Stored.Code(details.Sex)).Add(details.EthnicGroup).Write();
    }

    private FieldCipher CipherOf(PersonId person)
    {
        if (!_ciphers.TryGetValue(person, out var cipher))
        {
            var wrapped = _ahead?.WrappedKeys.GetValueOrDefault(person)
                ?? Current("select wrapped from data_key where bucket = @bucket and subject = @person", row => row.Bytes(0), Key(person)).Single();
            Keep(person, cipher = _write.Keys.Unwrap(person.Value, wrapped));
        }

        return cipher;
    }

    private void Keep(PersonId person, FieldCipher cipher)
    {
        if (_ciphers.Count == MaxCiphers)
        {
            foreach (var old in _ciphers.Values)
            {
                old.Dispose();
            }

            _ciphers.Clear();
        }

        _ciphers.Add(person, cipher);
    }
}
