using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Web.Changes;

/// <summary>A paper handed in as evidence; its content is sealed.</summary>
public sealed record ChangeDocument(string Hash, string Name, string Type, long Size);

/// <summary>A proposal to record a fact about a person or a household.</summary>
public sealed record ChangeRequest
{
    public required string Id { get; init; }

    /// <summary>Null: the fact is about the person.</summary>
    public required HouseholdId? Household { get; init; }

    /// <summary>Whose page it was proposed on.</summary>
    public required PersonId Person { get; init; }
    public required PlaceCode Commune { get; init; }
    public required PlaceCode Province { get; init; }
    public required string Code { get; init; }
    public required string Value { get; init; }
    public required DateRange Valid { get; init; }
    public required string Source { get; init; }
    public required string Evidence { get; init; }

    /// <summary>The recorded fact that was wrong and is taken back when this is accepted; null where the new one stands beside the old.</summary>
    public required FactKey? Replaces { get; init; }

    /// <summary>What the proposer had read.</summary>
    public required KnowledgeNumber Seen { get; init; }
    public required string ProposedBy { get; init; }
    public required DateOnly ProposedOn { get; init; }
    public required string State { get; init; }
    public required string? DecidedBy { get; init; }
    public required string Reason { get; init; }

    public bool IsWaiting => State == "waiting";
}

/// <summary>Why a proposal cannot be decided, in both languages.</summary>
public sealed class ChangeRefusedException(string vi, string en) : Exception(en)
{
    public Bilingual Text { get; } = new(vi, en);
}

/// <summary>Facts enter the register by two people: one proposes with evidence, another accepts or refuses. Nothing of a proposal changes but its decision.</summary>
public sealed class ChangeBook(Database database)
{
    private const string Columns =
        "c.change_id, c.subject_kind, c.subject, c.person_id, c.commune, c.province, c.code, c.value, c.valid_from, c.valid_to, c.source, c.evidence, c.replaces_number, c.replaces_entry, c.seen, c.proposed_by, "
        + "k.recorded_on, c.state, c.decided_by, c.reason";

    /// <summary>Records a proposal with its papers; the same proposal sent twice is there once.</summary>
    /// <returns>Its id.</returns>
    public string Propose(ChangeRequest change, IReadOnlyList<(string Name, string Type, byte[] Content)> papers, string token)
    {
        var id = "d" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{change.Person}|{change.Code}|{change.ProposedBy}|{token}")).AsSpan(0, 8));
        using var write = database.Begin(change.ProposedBy, "change.propose");
        if (write.Connection.ExecuteScalar<long>("select count(*) from web_change where change_id = @id", new { id }, write.Transaction) > 0)
        {
            return id;
        }

        write.Connection.Execute(
            """
            insert into web_change (change_id, subject_kind, subject, person_id, commune, province, code, value, valid_from, valid_to, source, evidence, replaces_number, replaces_entry, seen, proposed_by, proposed, state)
            values (@id, @kind, @subject, @person, @commune, @province, @code, @value, @from, @to, @source, @evidence, @number, @entry, @seen, @by, @known, 'waiting')
            """,
            new
            {
                id, kind = change.Household is null ? "person" : "household", subject = change.Household?.Value ?? change.Person.Value, person = change.Person.Value, commune = change.Commune.Value, province = change.Province.Value,
                code = change.Code, value = change.Value, from = Day(change.Valid.From), to = Day(change.Valid.To), source = change.Source, evidence = change.Evidence,
                number = change.Replaces?.KnownFrom.Value, entry = change.Replaces?.Entry, seen = change.Seen.Value, by = change.ProposedBy, known = write.Number.Value,
            }, write.Transaction);
        foreach (var (name, type, content) in papers)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            var (cipher, wrapped) = write.Keys.NewDataKey(id + hash);
            using (cipher)
            {
                write.Connection.Execute(
                    "insert into web_document (change_id, hash, name, type, size, wrapped, sealed) values (@id, @hash, @name, @type, @size, @wrapped, @secret)",
                    new { id, hash, name, type, size = (long)content.Length, wrapped, secret = cipher.Seal(Convert.ToBase64String(content), $"document/{hash}") }, write.Transaction);
            }

            write.Audit("change.document", id, $"{hash}|{name}");
        }

        write.Audit("change.propose", change.Person.Value, $"{id}|{change.Code}|{change.Value}|{change.Valid}|{change.Evidence}");
        write.Commit();
        return id;
    }

    /// <summary>Those that wait in the area, oldest first.</summary>
    public IReadOnlyList<ChangeRequest> Waiting(AreaScope scope) => Read($"c.state = 'waiting' and {scope.On("c")}", "");

    public ChangeRequest? Find(AreaScope scope, string id) => Read($"c.change_id = @key and {scope.On("c")}", id).SingleOrDefault();

    public IReadOnlyList<ChangeDocument> Documents(string change)
    {
        using var connection = database.Connect();
        return [.. connection.Query<(string Hash, string Name, string Type, long Size)>("select hash, name, type, size from web_document where change_id = @change order by name, hash", new { change })
            .Select(row => new ChangeDocument(row.Hash, row.Name, row.Type, row.Size))];
    }

    /// <summary>The content of a paper; null when there is none.</summary>
    public (ChangeDocument Document, byte[] Content)? Open(string change, string hash)
    {
        using var connection = database.Connect();
        var (name, type, size, wrapped, secret) = connection.QuerySingleOrDefault<(string?, string, long, byte[], byte[])>(
            "select name, type, size, wrapped, sealed from web_document where change_id = @change and hash = @hash", new { change, hash });
        if (name is null)
        {
            return null;
        }

        using var cipher = database.Keys.Unwrap(change + hash, wrapped);
        return (new ChangeDocument(hash, name, type, size), Convert.FromBase64String(cipher.Open(secret, $"document/{hash}")));
    }

    /// <summary>What was recorded under the same code after the proposer had read: both versions must be seen.</summary>
    public static IReadOnlyList<FactRecord> Meanwhile(ChangeRequest change, IReadOnlyList<FactRecord> facts) => [.. facts.Where(fact => fact.Fact.Code == change.Code && fact.Key.KnownFrom > change.Seen)];

    /// <summary>Accepts: the fact is recorded under the name of who accepts, in the same commit as the decision.</summary>
    /// <exception cref="ChangeRefusedException">One's own proposal, decided before, or the fact changed meanwhile and that was not confirmed.</exception>
    public void Accept(ChangeRequest change, string actor, bool seenConflict, IReadOnlyList<FactRecord> facts)
    {
        if (Meanwhile(change, facts).Count > 0 && !seenConflict)
        {
            throw new ChangeRefusedException("Dữ kiện đã được người khác ghi sau khi đề nghị này được lập; hãy xem cả hai rồi xác nhận.", "Somebody else recorded this fact after the proposal was made; look at both and confirm.");
        }

        using var write = Decide(change, actor, "accepted", "");
        var register = Register.Join(write);
        var entry = new FactEntry(change.Code, change.Value, change.Valid, change.Source, change.Evidence);
        if (change.Household is { } household)
        {
            if (change.Replaces is { } wrong)
            {
                register.SupersedeFact(household, wrong, change.Id);
            }

            register.RecordFact(household, entry);
        }
        else
        {
            if (change.Replaces is { } wrong)
            {
                register.SupersedeFact(change.Person, wrong, change.Id);
            }

            register.RecordFact(change.Person, entry);
        }

        write.Commit();
    }

    /// <exception cref="ChangeRefusedException">One's own proposal, or decided before.</exception>
    public void Refuse(ChangeRequest change, string actor, string reason)
    {
        using var write = Decide(change, actor, "refused", reason);
        write.Commit();
    }

    /// <summary>Takes one's own proposal back.</summary>
    public void Withdraw(ChangeRequest change, string actor)
    {
        using var write = Decide(change, actor, "withdrawn", "");
        write.Commit();
    }

    private WriteTransaction Decide(ChangeRequest change, string actor, string state, string reason)
    {
        var own = string.Equals(change.ProposedBy, actor, StringComparison.OrdinalIgnoreCase);
        if (own != (state == "withdrawn"))
        {
            throw new ChangeRefusedException("Người đề nghị không được tự duyệt; người khác phải xem.", "Who proposes does not decide; somebody else must look at it.");
        }

        var write = database.Begin(actor, $"change.{state}");
        var changed = write.Connection.Execute(
            "update web_change set state = @state, decided_by = @actor, decided = @known, reason = @reason where change_id = @Id and state = 'waiting'",
            new { change.Id, state, actor, known = write.Number.Value, reason }, write.Transaction);
        if (changed == 0)
        {
            write.Dispose();
            throw new ChangeRefusedException("Đề nghị này đã được quyết định trước đó.", "This proposal was decided before.");
        }

        write.Audit($"change.{state}", change.Person.Value, $"{change.Id}|{reason}");
        return write;
    }

    private List<ChangeRequest> Read(string where, string key)
    {
        using var connection = database.Connect();
        return
        [
            .. connection.Query($"select {Columns} from web_change c join knowledge k on k.number = c.proposed where {where} order by c.proposed, c.change_id", new { key }).Select(row => new ChangeRequest
            {
                Id = row.change_id,
                Household = (string)row.subject_kind == "household" ? new HouseholdId((string)row.subject) : null,
                Person = new PersonId((string)row.person_id),
                Commune = PlaceCode.Parse((string)row.commune),
                Province = PlaceCode.Parse((string)row.province),
                Code = row.code,
                Value = row.value,
                Valid = new DateRange(Day((string)row.valid_from), Day((string)row.valid_to)),
                Source = row.source,
                Evidence = row.evidence,
                Replaces = row.replaces_number is null ? null : new FactKey(new KnowledgeNumber((long)row.replaces_number), (long)row.replaces_entry),
                Seen = new KnowledgeNumber((long)row.seen),
                ProposedBy = row.proposed_by,
                ProposedOn = Day((string)row.recorded_on)!.Value,
                State = row.state,
                DecidedBy = row.decided_by,
                Reason = row.reason,
            }),
        ];
    }

    private static string Day(DateOnly? day) => day is { } known ? Database.Iso(known) : "";

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
