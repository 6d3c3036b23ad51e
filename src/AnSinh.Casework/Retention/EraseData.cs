using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Retention;

/// <summary>Takes out what is due, wherever it stands: sealed content, documents, rows of the register, and the salts by which events could be held against what they committed to.</summary>
internal static class EraseData
{
    /// <returns>Rows that went or were emptied.</returns>
    public static int Execute(WriteTransaction write, Database database, RetentionClass kind, DueItem item)
    {
        write.Shred();
        return kind switch
        {
            RetentionClass.Documents => Documents(write, item.Subject),
            RetentionClass.Cases or RetentionClass.Grievances => Case(write, item.Subject),
            RetentionClass.Views => Views(write, item),
            _ => Person(write, database, new PersonId(item.Subject), kind),
        };
    }

    private static int Documents(WriteTransaction write, string id) => write.Command("delete from case_document where case_id = @id", ("id", id)).ExecuteNonQuery();

    private static int Case(WriteTransaction write, string id)
    {
        // First the key, where the case has one of its own: what the database lets go rests on it.
        write.Command("update data_key set wrapped = @none, destroyed_at = @now where bucket = @bucket and subject = @id", ("none", Array.Empty<byte>()), ("now", write.Number.Value), ("bucket", (long)Bucket.Of(new PersonId(id)).Value), ("id", id))
            .ExecuteNonQuery();
        var gone = Documents(write, id) + write.Command("update case_event set payload = @none where case_id = @id", ("none", Array.Empty<byte>()), ("id", id)).ExecuteNonQuery();
        write.Command(
            """
            delete from audit_salt where sequence in (
                select a.sequence from audit_event a join case_event e on e.known = a.knowledge join case_file f on f.case_id = e.case_id
                where f.case_id = @id and a.action like 'case.%' and (a.subject = f.case_id or a.subject = f.person_id))
            """, ("id", id)).ExecuteNonQuery();
        return gone;
    }

    /// <summary>Looks up to a day at people who belong to a commune: where each is now, or was last.</summary>
    private static int Views(WriteTransaction write, DueItem item) => write.Command(
        $"""
        delete from record_view where known in (select k.number from knowledge k where k.recorded_on <= @last)
        and (bucket, person_id) in (select p.bucket, p.person_id from ({LookedAt.Placed}) p where p.n = 1 and p.commune = @commune)
        """, ("last", item.Subject.Split('/')[1]), ("commune", item.Commune)).ExecuteNonQuery();

    private static int Person(WriteTransaction write, Database database, PersonId person, RetentionClass kind)
    {
        using var register = Register.Join(write);
        var gone = 0;
        var ids = register.IdsOf(person);
        var households = ids.SelectMany(id => Read(write, "select distinct household_id from membership where bucket = @bucket and person_id = @person", PersonHolds.Key(id))).Distinct().ToList();
        foreach (var file in NamedBeside(database, ids))
        {
            gone += Case(write, file);
        }

        foreach (var id in register.Erase(person, kind.Code()))
        {
            gone++;
            foreach (var file in Read(write, "select case_id from case_file where person_id = @person", ("person", id.Value)))
            {
                gone += Case(write, file);
            }

            gone += write.Command("delete from record_view where bucket = @bucket and person_id = @person", PersonHolds.Key(id)).ExecuteNonQuery();
            gone += write.Command("delete from worklist_answer where person_id = @person", ("person", id.Value)).ExecuteNonQuery();
            write.Command("delete from duplicate_verdict where first_id = @person or second_id = @person", ("person", id.Value)).ExecuteNonQuery();
        }

        foreach (var household in households.Where(household => Read(write, "select household_id from membership where household_id = @household", ("household", household)).Count == 0))
        {
            gone += EmptyHousehold(write, household);
        }

        register.Commit();
        return gone;
    }

    /// <summary>Cases about nobody in which the person is named, and which go with the person: others would have kept the person.</summary>
    private static List<string> NamedBeside(Database database, IReadOnlyList<PersonId> ids)
    {
        using var connection = database.Connect();
        return [.. ids.SelectMany(id => NamedInCases.Of(database, connection, id)).Where(file => file.Header.Person is null && PersonHolds.GoesWithPerson(file.Kind)).Select(file => file.Id).Distinct()];
    }

    /// <summary>What is left of a household in which nobody is: where it lived, what was said in its cases, and what a review asked and wrote down. That there was one, and what was decided of it, stays under its id.</summary>
    private static int EmptyHousehold(WriteTransaction write, string household)
    {
        var gone = 0;
        foreach (var file in Read(write, "select case_id from case_file where household_id = @household and person_id is null", ("household", household)))
        {
            gone += Case(write, file);
        }

        foreach (var (table, column) in WordsOfReviews)
        {
            write.Command($"update {table} set {column} = '' where household_id = @household and {column} <> ''", ("household", household)).ExecuteNonQuery();
        }

        gone += write.Command("delete from review_answer where household_id = @household", ("household", household)).ExecuteNonQuery();
        return gone + write.Command("delete from residence where household_id = @household", ("household", household)).ExecuteNonQuery();
    }

    private static readonly (string Table, string Column)[] WordsOfReviews =
    [
        ("review_objection", "from_whom"), ("review_objection", "reason"), ("review_assessment", "note"), ("review_household", "note"), ("review_request", "note"),
        ("review_proposal", "because"), ("review_proposal", "missing"),
    ];

    private static List<string> Read(WriteTransaction write, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = write.Command(sql, parameters).ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
