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
    public static int Execute(WriteTransaction write, RetentionClass kind, DueItem item)
    {
        write.Shred();
        return kind switch
        {
            RetentionClass.Documents => Documents(write, item.Subject),
            RetentionClass.Cases or RetentionClass.Grievances => Case(write, item.Subject),
            RetentionClass.Views => Views(write, item),
            _ => Person(write, new PersonId(item.Subject), kind),
        };
    }

    private static int Documents(WriteTransaction write, string id) => write.Command("delete from case_document where case_id = @id", ("id", id)).ExecuteNonQuery();

    private static int Case(WriteTransaction write, string id)
    {
        var gone = Documents(write, id) + write.Command("update case_event set payload = @none where case_id = @id", ("none", Array.Empty<byte>()), ("id", id)).ExecuteNonQuery();
        write.Command(
            """
            delete from audit_salt where sequence in (
                select a.sequence from audit_event a join case_event e on e.known = a.knowledge join case_file f on f.case_id = e.case_id
                where f.case_id = @id and a.action like 'case.%' and (a.subject = f.case_id or a.subject = f.person_id))
            """, ("id", id)).ExecuteNonQuery();
        write.Command("update data_key set wrapped = @none, destroyed_at = @now where bucket = @bucket and subject = @id", ("none", Array.Empty<byte>()), ("now", write.Number.Value), ("bucket", (long)Bucket.Of(new PersonId(id)).Value), ("id", id))
            .ExecuteNonQuery();
        return gone;
    }

    private static int Views(WriteTransaction write, DueItem item) => write.Command(
        """
        delete from record_view where known in (select k.number from knowledge k where k.recorded_on <= @last) and exists (
            select 1 from membership m join residence r on r.household_id = m.household_id where m.bucket = record_view.bucket and m.person_id = record_view.person_id and r.commune = @commune)
        """, ("last", item.Subject.Split('/')[1]), ("commune", item.Commune)).ExecuteNonQuery();

    private static int Person(WriteTransaction write, PersonId person, RetentionClass kind)
    {
        using var register = Register.Join(write);
        var gone = 0;
        var households = Read(write, "select distinct household_id from membership where bucket = @bucket and person_id = @person", PersonHolds.Key(person));
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

        foreach (var household in households)
        {
            Anonymise(write, household);
        }

        register.Commit();
        return gone;
    }

    /// <summary>What a review wrote down in words about a household in which nobody is left.</summary>
    private static void Anonymise(WriteTransaction write, string household)
    {
        foreach (var (table, column) in new[] { ("review_objection", "from_whom"), ("review_objection", "reason"), ("review_assessment", "note"), ("review_household", "note"), ("review_request", "note") })
        {
            write.Command($"update {table} set {column} = '' where household_id = @household and not exists (select 1 from membership m where m.household_id = @household)", ("household", household)).ExecuteNonQuery();
        }
    }

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
