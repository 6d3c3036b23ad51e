using System.Data.Common;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

/// <summary>What a search can find a person by: the folded name, the birth, and where the file lies (empty codes without a household). It stands in the index once for each of its words.</summary>
internal sealed record NameEntry(string Person, string FoldedName, string Born, string Province, string Commune)
{
    /// <summary>Stands for the whole name: each person once.</summary>
    public const string WholeName = "";

    /// <summary>The words it is found under: each of the name, the year of birth, the whole name.</summary>
    public IEnumerable<string> Words => FoldedName.Split(' ').Append(Born[..4]).Append(WholeName).Distinct(StringComparer.Ordinal);

    /// <summary>
    /// The entries of people as the register now stands, without those merged into others or erased. The file lies where the last household lives, or last did. One table is asked at a time: a server that
    /// knows nothing yet of rows just imported would join all households anew for each person.
    /// </summary>
    /// <param name="people">A table or a join with the person as p, and the condition that chooses among them.</param>
    public static string Query(string people) => $"""
        select p.person_id, p.folded_name, p.born, p.known_from,
            (select (select r.province || ' ' || r.commune from residence r where r.household_id = m.household_id and r.superseded_at = {long.MaxValue} order by r.valid_from desc limit 1)
            from membership m where m.bucket = p.bucket and m.person_id = p.person_id and m.superseded_at = {long.MaxValue} order by m.valid_from desc limit 1)
        from {people} and p.superseded_at = {long.MaxValue} and p.folded_name <> ''
        and not exists (select 1 from person_alias a where a.bucket = p.bucket and a.alias_id = p.person_id and a.superseded_at = {long.MaxValue})
        """;

    /// <summary>A row of <see cref="Query"/>.</summary>
    public static (NameEntry Entry, long KnownFrom) Read(DbDataReader row)
    {
        var place = row.TextOrNull(4)?.Split(' ') ?? ["", ""];
        return (new NameEntry(row.GetString(0), row.GetString(1), row.GetString(2), place[0], place[1]), row.GetInt64(3));
    }

    public static readonly string[] Columns = ["province", "commune", "word", "folded_name", "born", "person_id", "known_from"];

    /// <summary>Writes the rows of <see cref="Columns"/>.</summary>
    public void Write(BulkInsert insert, long knownFrom)
    {
        foreach (var word in Words)
        {
            insert.Add(Province).Add(Commune).Add(word).Add(FoldedName).Add(Born).Add(Person).Add(knownFrom).Write();
        }
    }

    /// <summary>
    /// Fills the index with the people who were registered before there was one, bucket by bucket. An earlier state of the register is then searched by the names and places of today, and
    /// shows nobody who was not in it.
    /// </summary>
    public static readonly DataFill Fill = new("name_word_waiting", "bucket", block =>
    {
        var entries = block.Connection.Read(Query("person p where p.bucket = @bucket"), [("bucket", block.Key)], Read).ToList();
        block.Insert("name_word", Columns, insert =>
        {
            foreach (var (entry, knownFrom) in entries)
            {
                entry.Write(insert, knownFrom);
            }
        });
    });
}
