using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Access;

/// <summary>Who looked, when, and why.</summary>
public sealed record ViewLine(string At, string Viewer, string Purpose, string What, string About);

/// <summary>Who wrote what about the person, by the audit trail.</summary>
public sealed record WriteLine(string At, string Actor, string Action);

/// <summary>One case in the report.</summary>
public sealed record CaseOfPerson(string Id, CaseKind Kind, CaseStage Stage, DateOnly OpenedOn, DateOnly? EndedOn, IReadOnlyList<Attached> Documents);

/// <summary>
/// A person's own access report: everything that register and casework hold, who wrote it, who looked and why. It is handed to the person, so that numbers stand in the clear; account numbers stay masked. Payments are in the
/// books of the payroll and are listed there.
/// </summary>
public sealed record AccessReport(
    PersonRecord Person, IReadOnlyList<IdentityNumber> Numbers, ResidenceRecord? Residence, PayeeAccount? Account, IReadOnlyList<FactRecord> Facts, IReadOnlyList<FactRecord> HouseholdFacts, IReadOnlyList<AwardStretch> Awards,
    IReadOnlyList<CaseOfPerson> Cases, IReadOnlyList<ViewLine> Views, IReadOnlyList<WriteLine> Writes)
{
    /// <exception cref="CaseRefusedException">Nobody of the area.</exception>
    public static AccessReport Of(CaseBook book, PersonId person)
    {
        var snapshot = book.Register.Now();
        var known = snapshot.Person(book.Scope, person) ?? throw new CaseRefusedException($"Không có người mang mã {person} ở địa bàn này.", $"There is no person {person} in this area.");
        var household = snapshot.HouseholdOf(book.Scope, known.Id, BenefitMonth.Of(book.Today));
        using var connection = book.Database.Connect();
        (string, object?)[] key = [("bucket", (long)Bucket.Of(known.Id).Value), ("person", known.Id.Value)];
        return new AccessReport(
            known, snapshot.Numbers(book.Scope, known.Id), snapshot.ResidenceOf(book.Scope, known.Id, book.Today),
            snapshot.Accounts(book.Scope, new HashSet<PersonId> { known.Id }, book.Today).GetValueOrDefault(known.Id), snapshot.Facts(book.Scope, known.Id),
            household is { } id ? snapshot.Facts(book.Scope, id) : [], snapshot.Awards(AreaScope.All, among: new HashSet<PersonId> { known.Id }),
            [.. book.CasesOf(known.Id).Select(file => new CaseOfPerson(file.Id, file.Kind, file.Stage, file.Header.OpenedOn, file.EndedOn, file.Documents))],
            connection.Read(
                "select k.recorded_at, v.viewer, v.purpose, v.what, v.about from record_view v join knowledge k on k.number = v.known where v.bucket = @bucket and v.person_id = @person order by v.known, v.entry",
                row => new ViewLine(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), key),
            connection.Read(
                "select recorded_at, actor, action from audit_event where subject = @person order by sequence", row => new WriteLine(row.GetString(0), row.GetString(1), row.GetString(2)), ("person", known.Id.Value)));
    }
}
