using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>Keeps the index of names with what is written: people whose name, birth or place changes are noted, and their words written together when many are, at the latest at the end of the commit.</summary>
public sealed partial class RegistryCommit
{
    private const int MaxFoundAnew = 4096;

    private readonly HashSet<PersonId> _findAnew = [];
    private bool _findsAtEnd;

    private void FindAnew(PersonId person)
    {
        if (_findAnew.Count == MaxFoundAnew)
        {
            WriteNames();
        }

        _findAnew.Add(person);
        if (!_findsAtEnd)
        {
            _findsAtEnd = true;
            _write.BeforeCommit(WriteNames);
        }
    }

    private void FindMembersAnew(HouseholdId household)
    {
        foreach (var member in Current($"select distinct person_id from membership where household_id = @household and superseded_at = {Open}", row => row.Person(0), ("household", household.Value)))
        {
            FindAnew(member);
        }
    }

    /// <summary>Takes everything out by which an erased person could be found, now and in earlier states.</summary>
    private void Forget(PersonId person)
    {
        foreach (var (entry, knownFrom) in Current("select person_id, folded_name, born, province, commune, known_from from name_word where word = '' and person_id = @person", ReadIndexed, ("person", person.Value)))
        {
            TakeOut(entry, knownFrom);
        }
    }

    private void WriteNames()
    {
        var people = _write.PeopleOf(_findAnew);
        _findAnew.Clear();
        var before = Indexed(people).ToDictionary(row => row.Entry.Person, StringComparer.Ordinal);
        var insert = _write.Into("name_word", NameEntry.Columns);
        foreach (var entry in Entries(people).OrderBy(entry => entry.Person, StringComparer.Ordinal).ToList())
        {
            if (before.Remove(entry.Person, out var old))
            {
                if (old.Entry == entry)
                {
                    continue;
                }

                Close(old.Entry, old.KnownFrom);
            }

            entry.Write(insert, Number.Value);
        }

        foreach (var gone in before.Values)
        {
            Close(gone.Entry, gone.KnownFrom);
        }
    }

    /// <summary>What the register says now about people.</summary>
    private List<NameEntry> Entries(KeyRows people) =>
        Current(NameEntry.Query($"{people.Sql} join person p on p.bucket = w.bucket and p.person_id = w.person_id where 1 = 1"), row => NameEntry.Read(row).Entry, people.Parameters);

    /// <summary>What the index says about people.</summary>
    private List<(NameEntry Entry, long KnownFrom)> Indexed(KeyRows people) => Current(
        $"""
        select n.person_id, n.folded_name, n.born, n.province, n.commune, n.known_from from {people.Sql} join name_word n on n.person_id = w.person_id
        where n.word = '' and n.superseded_at = {Open}
        """, ReadIndexed, people.Parameters);

    private static (NameEntry Entry, long KnownFrom) ReadIndexed(System.Data.Common.DbDataReader row) =>
        (new NameEntry(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), row.GetInt64(5));

    /// <summary>From this commit on the entry is not found any more; one of this very commit never was.</summary>
    private void Close(NameEntry entry, long knownFrom)
    {
        if (knownFrom == Number.Value)
        {
            TakeOut(entry, knownFrom);
            return;
        }

        foreach (var word in entry.Words)
        {
            Execute($"update name_word set superseded_at = @now where {RowOf}", [("now", Number.Value), .. RowKey(entry, word, knownFrom)]);
        }
    }

    private void TakeOut(NameEntry entry, long knownFrom)
    {
        foreach (var word in entry.Words)
        {
            Execute($"delete from name_word where {RowOf}", RowKey(entry, word, knownFrom));
        }
    }

    private const string RowOf = "province = @province and word = @word and folded_name = @folded and born = @born and person_id = @person and known_from = @known";

    private static (string Name, object? Value)[] RowKey(NameEntry entry, string word, long knownFrom) =>
        [("province", entry.Province), ("word", word), ("folded", entry.FoldedName), ("born", entry.Born), ("person", entry.Person), ("known", knownFrom)];
}
