using System.Data.Common;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases.Store;

/// <summary>Cases as their tables hold them. Content is sealed with the key of the person it is about, so that erasing the person erases it; every read is within an area.</summary>
internal sealed class CaseStore(Database database, AreaScope scope)
{
    public const long Open = long.MaxValue;

    private const string Columns = "f.case_id, f.kind, f.commune, f.province, f.person_id, f.household_id, f.about, f.opened_on, f.opened_by, f.known, f.key_subject";

    /// <summary>A case with its events; null when it is not known or lies outside the area.</summary>
    public CaseFile? Find(string id) => Files("f.case_id = @id", ("id", id)).SingleOrDefault();

    public CaseFile? FindByCode(byte[] blind) => Files("f.code = @code", ("code", blind)).SingleOrDefault();

    /// <summary>Cases about one of these persons or about what <paramref name="about"/> names, in the order in which they were opened.</summary>
    public IReadOnlyList<CaseFile> About(PersonId person) => Files("f.person_id = @person", ("person", person.Value));

    public IReadOnlyList<CaseFile> AboutCase(string about) => Files("f.about = @about", ("about", about));

    /// <summary>Cases of the households in which a person lives or lived, that are about nobody or about somebody else.</summary>
    public IReadOnlyList<CaseFile> AroundPerson(PersonId person) => Files(
        """
        (f.person_id is null or f.person_id <> @person) and (
            f.household_id in (select m.household_id from membership m where m.bucket = @bucket and m.person_id = @person)
            or f.person_id in (select o.person_id from membership m join membership o on o.household_id = m.household_id where m.bucket = @bucket and m.person_id = @person))
        """, ("bucket", (long)Bucket.Of(person).Value), ("person", person.Value));

    /// <summary>Headers with where each stands, in the order in which they fall due; those without a clock last.</summary>
    public IReadOnlyList<CaseLine> Lines(CaseKind? kind, CaseStage? stage, bool openOnly)
    {
        using var connection = database.Connect();
        return connection.Read(
            $"""
            select {Columns}, e.stage, e.deadline, e.clock_from, e.due_on, e.on_day, e.actor, e.sequence
            from case_file f join case_event e on e.case_id = f.case_id
            where {scope.On("f")} and e.followed_at = @open and (@kind = '' or f.kind = @kind) and (@stage = '' or e.stage = @stage)
            and (@ended = 1 or e.stage not in ('decided', 'rejected', 'withdrawn'))
            order by case when e.due_on is null then 1 else 0 end, e.due_on, f.case_id
            """,
            row => new CaseLine(Header(row), CaseCodes.Stage(row.GetString(11)), Clock(row, 12), row.Day(15), row.GetString(16), (int)row.GetInt64(17)),
            ("open", Open), ("kind", kind?.Code() ?? ""), ("stage", stage?.Code() ?? ""), ("ended", openOnly ? 0L : 1L));
    }

    /// <summary>Writes the first event of a case with its header.</summary>
    public static void Create(WriteTransaction write, CaseHeader header, byte[] code, RecordedEvent opened)
    {
        write.Into("case_file", "case_id", "kind", "commune", "province", "person_id", "household_id", "about", "opened_on", "opened_by", "known", "key_subject", "code")
            .Add(header.Id).Add(header.Kind.Code()).Add(header.Commune.Value).Add(header.Province.Value).Add(header.Person?.Value).Add(header.Household?.Value).Add(header.About)
            .Add(Database.Iso(header.OpenedOn)).Add(header.OpenedBy).Add(header.Known.Value).Add(header.KeySubject).Add(code).Write();
        using var cipher = CipherOf(write, header.KeySubject);
        Write(write, header, opened, cipher);
    }

    /// <summary>Appends an event after the one that was read.</summary>
    /// <exception cref="CaseConflictException">Another came in between.</exception>
    public static void Append(WriteTransaction write, CaseFile file, RecordedEvent next)
    {
        var followed = write.Command(
            $"update case_event set followed_at = @now where case_id = @case_id and sequence = @sequence and followed_at = {Open}",
            ("now", write.Number.Value), ("case_id", file.Id), ("sequence", (long)file.Version)).ExecuteNonQuery();
        if (followed == 0)
        {
            throw new CaseConflictException(new Bilingual($"Hồ sơ {file.Id}", $"The case {file.Id}"), $"{file.Version}", $"{file.Version + 1}");
        }

        using var cipher = CipherOf(write, file.Header.KeySubject);
        Write(write, file.Header, next, cipher);
    }

    private static void Write(WriteTransaction write, CaseHeader header, RecordedEvent recorded, FieldCipher cipher)
    {
        var content = CaseJson.Write(recorded.Content!);
        write.Into("case_event", "case_id", "sequence", "known", "type", "stage", "on_day", "actor", "deadline", "clock_from", "due_on", "payload")
            .Add(header.Id).Add(recorded.Sequence).Add(write.Number.Value).Add(recorded.Type).Add(recorded.Stage.Code()).Add(Database.Iso(recorded.Day)).Add(recorded.Actor)
            .Add(recorded.Clock?.Parameter).Add(recorded.Clock is { } from ? Database.Iso(from.From) : null).Add(recorded.Clock is { } until ? Database.Iso(until.Due) : null)
            .Add(cipher.Seal(content, Purpose(header.Id, recorded.Sequence))).Write();
        write.Audit($"case.{recorded.Type}", header.Person?.Value ?? header.Id, $"{header.Id}|{recorded.Sequence}|{content}");
    }

    /// <summary>The key that seals a subject's cases; made when it is the first of a case without a person.</summary>
    internal static FieldCipher CipherOf(WriteTransaction write, string subject)
    {
        long bucket = Bucket.Of(new PersonId(subject)).Value;
        var wrapped = (byte[]?)write.Command("select wrapped from data_key where bucket = @bucket and subject = @subject", ("bucket", bucket), ("subject", subject)).ExecuteScalar();
        if (wrapped is not null)
        {
            return write.Keys.Unwrap(subject, wrapped);
        }

        var (cipher, made) = write.Keys.NewDataKey(subject);
        write.Into("data_key", "bucket", "subject", "wrapped").Add(bucket).Add(subject).Add(made).Write();
        return cipher;
    }

    private List<CaseFile> Files(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Connect();
        var headers = connection.Read($"select {Columns} from case_file f where {condition} and {scope.On("f")} order by f.known, f.case_id", Header, parameters);
        var files = new List<CaseFile>();
        foreach (var header in headers)
        {
            var key = connection.Read(
                "select wrapped from data_key where bucket = @bucket and subject = @subject", row => (byte[])row.GetValue(0),
                ("bucket", (long)Bucket.Of(new PersonId(header.KeySubject)).Value), ("subject", header.KeySubject)).Single();
            using var cipher = key.Length == 0 ? null : database.Keys.Unwrap(header.KeySubject, key);
            files.Add(new CaseFile(header, connection.Read(
                "select sequence, known, on_day, actor, type, stage, deadline, clock_from, due_on, payload from case_event where case_id = @id order by sequence",
                row => new RecordedEvent(
                    (int)row.GetInt64(0), new KnowledgeNumber(row.GetInt64(1)), row.Day(2), row.GetString(3), row.GetString(4), CaseCodes.Stage(row.GetString(5)), Clock(row, 6),
                    cipher is not null && row.GetValue(9) is byte[] { Length: > 0 } payload ? CaseJson.Read(cipher.Open(payload, Purpose(header.Id, (int)row.GetInt64(0)))) : null),
                ("id", header.Id))));
        }

        return files;
    }

    private static string Purpose(string id, int sequence) => FormattableString.Invariant($"case/{id}/{sequence}");

    private static CaseHeader Header(DbDataReader row) => new(
        row.GetString(0), CaseCodes.Kind(row.GetString(1)), PlaceCode.Parse(row.GetString(2)), PlaceCode.Parse(row.GetString(3)), row.IsDBNull(4) ? null : new PersonId(row.GetString(4)),
        row.IsDBNull(5) ? null : new HouseholdId(row.GetString(5)), row.GetString(6), row.Day(7), row.GetString(8), new KnowledgeNumber(row.GetInt64(9)), row.GetString(10));

    private static RunningClock? Clock(DbDataReader row, int column) => row.IsDBNull(column) ? null : new(row.GetString(column), row.Day(column + 1), row.Day(column + 2));
}

/// <summary>One case in a list: its header and where it stands. No content is opened for it.</summary>
public sealed record CaseLine(CaseHeader Header, CaseStage Stage, RunningClock? Clock, DateOnly LastDay, string LastActor, int Version);
