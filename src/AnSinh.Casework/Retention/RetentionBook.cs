using AnSinh.Casework.Cases;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Casework.Retention;

/// <summary>An erasure that somebody proposed.</summary>
/// <param name="Outcome">waiting, erased or refused.</param>
public sealed record RetentionProposal(
    string Id, RetentionClass Class, string Area, RetentionTerm Term, DateOnly ProposedOn, string ProposedBy, string Outcome, string Reason, DateOnly? DecidedOn, string DecidedBy, int Items, int Erased, int Kept);

/// <summary>What a proposal names.</summary>
/// <param name="Outcome">erased, or kept because something came in between; null while it waits or was refused.</param>
public sealed record RetentionItem(DueItem Due, string? Outcome, int RowsGone);

/// <summary>Files for import that are not settled; casework does not know them.</summary>
/// <param name="In">Those of an area, each since the day on which it was prepared.</param>
/// <param name="Empty">Takes one back and empties its files, within a commit; returns how many rows were emptied.</param>
public sealed record UnsettledImports(Func<AreaScope, IEnumerable<DueItem>> In, Func<WriteTransaction, string, int> Empty);

/// <summary>
/// Retention and erasure within an area: what is due by which term, proposals, and their execution by a second person. What remains of an erasure is here: class, id, term, days and the two names.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="pack">The law whose terms count.</param>
/// <param name="scope">The area.</param>
/// <param name="books">What the books say about people; read anew whenever something is looked for or erased.</param>
/// <param name="imports">Where files for import are kept; null where there are none.</param>
public sealed class RetentionBook(Database database, LawPack pack, AreaScope scope, Func<BooksOnPeople> books, UnsettledImports? imports = null)
{
    private const string Everywhere = "*";

    public DateOnly Today => database.Clock.TodayInVietNam();

    /// <summary>The terms that count today, one for each class that has one.</summary>
    public IReadOnlyList<RetentionTerm> Terms => [.. Enum.GetValues<RetentionClass>().Select(kind => kind.TermOf(pack, Today)).OfType<RetentionTerm>()];

    /// <exception cref="CaseRefusedException">No term, or it rests on the books and these are not read.</exception>
    public DueList Due(RetentionClass kind) => new DueItems(database, pack, scope, books(), imports, Today).Of(kind);

    /// <summary>Proposes to erase what is due of a class now.</summary>
    /// <exception cref="CaseRefusedException">Nothing is due, or a proposal for the same class and area waits.</exception>
    public RetentionProposal Propose(RetentionClass kind, string actor)
    {
        CaseBook.RequireActor(actor);
        string id;
        using (var write = database.Begin(actor, "retention.propose"))
        {
            var due = Due(kind);
            if (due.Items.Count == 0)
            {
                throw new CaseRefusedException("Không có gì đến hạn xóa.", "Nothing is due to be erased.");
            }

            if (All().FirstOrDefault(other => other.Outcome == "waiting" && other.Class == kind && other.Area == scope.ToString()) is { } waiting)
            {
                throw new CaseRefusedException($"Đề xuất {waiting.Id} cho cùng lớp dữ liệu đang chờ duyệt.", $"The proposal {waiting.Id} for the same class waits for approval.");
            }

            id = FormattableString.Invariant($"x{write.Number.Value}-{kind.Code()}");
            write.Into("retention_proposal", "proposal_id", "class", "area", "parameter", "months", "ref", "grade", "proposed_on", "proposed_by", "known")
                .Add(id).Add(kind.Code()).Add(scope.ToString()).Add(due.Term.Parameter).Add(due.Term.Months).Add(due.Term.Ref.ToString()).Add(due.Term.Grade.Code())
                .Add(Database.Iso(write.RecordedOn)).Add(actor).Add(write.Number.Value).Write();
            var content = new MerkleTree();
            foreach (var item in due.Items)
            {
                write.Into("retention_item", "proposal_id", "subject", "commune", "province", "since", "due_on")
                    .Add(id).Add(item.Subject).Add(item.Commune).Add(item.Province).Add(Database.Iso(item.Since)).Add(Database.Iso(item.DueOn)).Write();
                content.Add(item.ToString());
            }

            write.Audit("retention.propose", id, content);
            write.Commit();
        }

        return Find(id)!;
    }

    /// <summary>Approves a proposal and erases what it names and what is still due, in one transaction: somebody else than whoever proposed it.</summary>
    /// <param name="id">The proposal.</param>
    /// <param name="accepted">The parameter of a term that is not verified, accepted by name.</param>
    /// <param name="actor">Who approves.</param>
    public RetentionProposal Approve(string id, string accepted, string actor)
    {
        using (var write = database.Begin(actor, "retention.erase"))
        {
            var proposal = Waiting(id, actor);
            if (proposal.Term.Grade != EvidenceGrade.Verified && accepted.Trim() != proposal.Term.Parameter)
            {
                throw new CaseRefusedException(
                    $"Thời hạn {proposal.Term.Parameter} mới ở mức “{proposal.Term.Grade.Code()}”: người duyệt phải chấp nhận đích danh.", $"The term {proposal.Term.Parameter} is graded {proposal.Term.Grade.Code()}: whoever approves has to accept it by name.");
            }

            var still = new DueItems(database, pack, AreaOf(proposal.Area), books(), imports, Today).Of(proposal.Class, int.MaxValue).Items.Select(item => KeyOf(proposal.Class, item)).ToHashSet(StringComparer.Ordinal);
            // Before anything goes: the database lets go only what a decision of the same transaction names.
            Decide(write, id, "erased", "", actor);
            var content = new MerkleTree();
            foreach (var (item, _, _) in Items(id))
            {
                var isDue = still.Contains(KeyOf(proposal.Class, item));
                var gone = !isDue ? 0 : proposal.Class == RetentionClass.Imports ? imports!.Empty(write, item.Subject) : EraseData.Execute(write, database, proposal.Class, item);
                var outcome = isDue ? "erased" : "kept";
                write.Into("retention_outcome", "proposal_id", "subject", "outcome", "rows_gone").Add(id).Add(item.Subject).Add(outcome).Add(gone).Write();
                content.Add($"{proposal.Class.Code()}|{item.Subject}|{proposal.Term.Parameter}|{Database.Iso(item.DueOn)}|{outcome}");
            }

            write.Audit("retention.erase", id, content);
            write.Commit();
        }

        return Find(id)!;
    }

    /// <summary>What makes an item of a proposal one of those due on another day: views are proposed up to a day, which moves on.</summary>
    private static string KeyOf(RetentionClass kind, DueItem item) => kind == RetentionClass.Views ? item.Commune : item.Subject;

    public RetentionProposal Refuse(string id, string reason, string actor)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new CaseRefusedException("Cần nêu lý do không duyệt.", "Say why it is not approved.");
        }

        using (var write = database.Begin(actor, "retention.refuse"))
        {
            Waiting(id, actor);
            Decide(write, id, "refused", reason.Trim(), actor);
            write.Audit("retention.refuse", id, reason.Trim());
            write.Commit();
        }

        return Find(id)!;
    }

    /// <summary>All proposals of the area, newest first.</summary>
    public IReadOnlyList<RetentionProposal> All()
    {
        using var connection = database.Connect();
        return
        [
            .. connection.Read(
                """
                select p.proposal_id, p.class, p.area, p.parameter, p.months, p.ref, p.grade, p.proposed_on, p.proposed_by, d.outcome, d.reason, d.decided_on, d.decided_by,
                (select count(*) from retention_item i where i.proposal_id = p.proposal_id), (select count(*) from retention_outcome o where o.proposal_id = p.proposal_id and o.outcome = 'erased'),
                (select count(*) from retention_outcome o where o.proposal_id = p.proposal_id and o.outcome = 'kept')
                from retention_proposal p left join retention_decision d on d.proposal_id = p.proposal_id order by p.known desc
                """,
                row => (Area: row.GetString(2), Proposal: new RetentionProposal(
                    row.GetString(0), RetentionCodes.Parse(row.GetString(1)), row.GetString(2),
                    new RetentionTerm(RetentionCodes.Parse(row.GetString(1)), row.GetString(3), pack.Parameters.Find(row.GetString(3))?.Name ?? new Bilingual(row.GetString(3), row.GetString(3)), (int)row.GetInt64(4), LegalRef.Parse(row.GetString(5)), EvidenceGrades.Parse(row.GetString(6))),
                    row.Day(7), row.GetString(8), row.IsDBNull(9) ? "waiting" : row.GetString(9), row.IsDBNull(10) ? "" : row.GetString(10), row.DayOrNull(11), row.IsDBNull(12) ? "" : row.GetString(12),
                    (int)row.GetInt64(13), (int)row.GetInt64(14), (int)row.GetInt64(15))))
                .Where(row => Covers(row.Area)).Select(row => row.Proposal),
        ];
    }

    public RetentionProposal? Find(string id) => All().FirstOrDefault(proposal => proposal.Id == id);

    /// <summary>What a proposal of the area names.</summary>
    public IReadOnlyList<RetentionItem> Items(string id)
    {
        if (Find(id) is null)
        {
            return [];
        }

        using var connection = database.Connect();
        return connection.Read(
            """
            select i.subject, i.commune, i.province, i.since, i.due_on, o.outcome, o.rows_gone from retention_item i left join retention_outcome o on o.proposal_id = i.proposal_id and o.subject = i.subject
            where i.proposal_id = @id order by i.due_on, i.subject
            """,
            row => new RetentionItem(new DueItem(row.GetString(0), row.GetString(1), row.GetString(2), row.Day(3), row.Day(4)), row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? 0 : (int)row.GetInt64(6)), ("id", id));
    }

    private static AreaScope AreaOf(string area) => area == Everywhere ? AreaScope.All : AreaScope.Of(area.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PlaceCode.Parse));

    /// <summary>Whether everything of a proposal's area lies within this one.</summary>
    private bool Covers(string area) => scope.ToString() == Everywhere || (area != Everywhere && area.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(code =>
        PlaceCode.Parse(code) is var place && scope.Allows(place, place.IsProvince ? place : PlaceDirectory.VietNam.ProvinceOf(place))));

    private RetentionProposal Waiting(string id, string actor)
    {
        CaseBook.RequireActor(actor);
        var proposal = Find(id) ?? throw new CaseRefusedException($"Không có đề xuất xóa {id} ở địa bàn này.", $"There is no erasure {id} in this area.");
        if (proposal.Outcome != "waiting")
        {
            throw new CaseRefusedException($"Đề xuất {id} đã được giải quyết.", $"The erasure {id} is settled.");
        }

        return string.Equals(proposal.ProposedBy, actor, StringComparison.OrdinalIgnoreCase)
            ? throw new CaseRefusedException($"{actor} đã lập đề xuất này: người khác phải duyệt.", $"{actor} proposed this: somebody else must approve.")
            : proposal;
    }

    /// <summary>Written at once, not with the rows held back for the end: what guards the tables looks for it.</summary>
    private static void Decide(WriteTransaction write, string id, string outcome, string reason, string actor) => write.Command(
        "insert into retention_decision (proposal_id, outcome, reason, decided_on, decided_by, known) values (@id, @outcome, @reason, @day, @actor, @known)",
        ("id", id), ("outcome", outcome), ("reason", reason), ("day", Database.Iso(write.RecordedOn)), ("actor", actor), ("known", write.Number.Value)).ExecuteNonQuery();
}
