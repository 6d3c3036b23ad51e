using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>The one thing that takes rows out of the register.</summary>
public sealed partial class RegistryCommit
{
    /// <summary>Whose rows carry the person's id, in any state.</summary>
    private static readonly string[] RowsOfPersons = ["account", "identity_number", "death", "membership", "person_fact", "award", "person"];

    private HashSet<PersonId>? _destroyed;

    /// <summary>People whose key was destroyed: whoever comes back gets another one under the same id.</summary>
    private HashSet<PersonId> Destroyed => _destroyed ??= [.. Current("select subject from data_key where destroyed_at is not null", row => row.Person(0))];

    /// <summary>
    /// Erases a person as data protection law requires: the data key and the salts of the person's audit events are destroyed, and every row about the person goes, in all states. Of a household that is
    /// left without members the facts go too. What remains is that somebody was erased, when and by whom.
    /// </summary>
    /// <returns>The ids under which the person was known: the one that counts, then those of merged entries.</returns>
    /// <exception cref="StorageException">Something was awarded to the person: decisions and books rest on these rows.</exception>
    public IReadOnlyList<PersonId> Erase(PersonId person, string reason)
    {
        RequirePerson(person);
        var ids = IdsOf(person);
        if (ids.Any(id => Current("select 1 from award where bucket = @bucket and person_id = @person and state <> 'refused'", row => true, Key(id)).Count > 0))
        {
            throw new StorageException("Người này đã có quyết định hưởng: sổ và quyết định phải giữ.", "Something was awarded to this person: decisions and books are kept.");
        }

        _write.Shred();
        var households = ids.SelectMany(id => Current("select distinct household_id from membership where bucket = @bucket and person_id = @person", row => row.GetString(0), Key(id))).Distinct().ToList();
        foreach (var id in ids)
        {
            EraseEntry(id);
        }

        foreach (var household in households)
        {
            Execute("delete from household_fact where household_id = @household and not exists (select 1 from membership m where m.household_id = @household)", ("household", household));
        }

        Audit("person.erase", person.Value, reason);
        return ids;
    }

    /// <summary>The ids under which a person was ever known: the person's own, then those of entries merged into it.</summary>
    public IReadOnlyList<PersonId> IdsOf(PersonId person)
    {
        List<PersonId> ids = [person];
        for (var index = 0; index < ids.Count; index++)
        {
            ids.AddRange(Current("select distinct alias_id from person_alias where person_id = @person", row => row.Person(0), ("person", ids[index].Value)).Except(ids));
        }

        return ids;
    }

    private void EraseEntry(PersonId id)
    {
        if (_ciphers.Remove(id, out var cipher))
        {
            cipher.Dispose();
        }

        _findAnew.Remove(id);
        Execute("update data_key set wrapped = @none, destroyed_at = @now where bucket = @bucket and subject = @person", [("none", Array.Empty<byte>()), ("now", Number.Value), .. Key(id)]);
        _destroyed?.Add(id);
        Forget(id);
        foreach (var table in RowsOfPersons)
        {
            Execute($"delete from {table} where bucket = @bucket and person_id = @person", Key(id));
        }

        Execute("delete from person_alias where bucket = @bucket and alias_id = @person", Key(id));
        Execute("delete from audit_salt where sequence in (select sequence from audit_event where subject = @person)", ("person", id.Value));
    }
}
