using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Complaints;

/// <summary>
/// Objections and appeals by the Law on Complaints (Luật 02/2011/QH13), grievances by the Law on the Reception of Citizens (Luật 42/2013/QH13), and requests to see one's data. An objection is resolved where the decision
/// was made, an appeal by the province; whoever prepared the decision does not prepare the answer.
/// </summary>
public static class ComplaintCase
{
    /// <summary>Objects to the decision on a case.</summary>
    /// <param name="book">The cases.</param>
    /// <param name="about">The case whose decision is complained of.</param>
    /// <param name="receivedDecision">The day on which the decision was received; null: the day it was signed.</param>
    /// <param name="asked">Who objects, and why.</param>
    /// <param name="actor">Who takes it.</param>
    /// <exception cref="CaseRefusedException">Not decided, objected to already, or no reason; every fault is listed.</exception>
    public static OpenedCase Open(CaseBook book, string about, DateOnly? receivedDecision, NewCase asked, string actor)
    {
        var decided = book.Case(about);
        var kind = decided.Kind == CaseKind.Objection ? CaseKind.Appeal : CaseKind.Objection;
        var faults = new List<Bilingual>();
        if (decided.Decision is null || decided.Kind is CaseKind.Appeal or CaseKind.Grievance or CaseKind.Access or CaseKind.Erasure)
        {
            faults.Add(new($"Hồ sơ {about} không có quyết định để khiếu nại.", $"The case {about} has no decision to object to."));
        }

        if (book.CasesAbout(about).FirstOrDefault(other => other.Kind == kind && other.Stage is not (CaseStage.Rejected or CaseStage.Withdrawn)) is { } open)
        {
            faults.Add(new($"Đã có khiếu nại {open.Id} về quyết định này.", $"There is {open.Id} against this decision already."));
        }

        if (asked.Text.Trim().Length == 0)
        {
            faults.Add(new("Cần nội dung khiếu nại.", "Expected what is objected to."));
        }

        var received = receivedDecision ?? decided.Decision?.On;
        if (received > book.Today || received < decided.Decision?.On)
        {
            faults.Add(new(FormattableString.Invariant($"Ngày nhận quyết định {received:dd/MM/yyyy} không hợp lý."), FormattableString.Invariant($"The decision cannot have been received on {received:yyyy-MM-dd}.")));
        }

        CaseRefusedException.ThrowIfAny(faults);
        return OpenCase.Execute(
            book, asked with { Kind = kind, Commune = decided.Header.Commune, Person = decided.Header.Person, Household = decided.Header.Household, About = about, Request = new ComplaintAsked(received, "decision") }, actor);
    }

    /// <summary>Takes an objection or appeal up (thụ lý): from now on runs the time to resolve it.</summary>
    /// <param name="book">The cases.</param>
    /// <param name="id">The complaint.</param>
    /// <param name="taken">Whether the matter is complicated and the area remote: both give more time.</param>
    /// <param name="lateBecause">What kept the person from objecting in time (illness, war, disaster, work far away), where the time had run out.</param>
    /// <param name="actor">Who takes it up.</param>
    /// <param name="version">The version seen.</param>
    public static CaseFile TakeUp(CaseBook book, string id, TakenUp taken, string lateBecause, string actor, int? version = null) => book.Step(id, version, actor, "case.take_up", step =>
    {
        if (TimeToComplain(book, step.File, taken.Remote) is { } time && step.File.Header.OpenedOn > time.Until && string.IsNullOrWhiteSpace(lateBecause))
        {
            throw new CaseRefusedException(
                $"Hết thời hiệu ngày {FormattableString.Invariant($"{time.Until:dd/MM/yyyy}")} ({time.Deadline.Say(vietnamese: true)}, {time.Deadline.Ref}): cần nêu trở ngại khách quan, hoặc không thụ lý.",
                $"The time to complain ended on {FormattableString.Invariant($"{time.Until:yyyy-MM-dd}")} ({time.Deadline.Say(vietnamese: false)}, {time.Deadline.Ref}): say what kept the person, or do not take it up.");
        }

        step.Append(taken);
    });

    /// <summary>Does not take it up; the reason goes to whoever complained.</summary>
    public static CaseFile NotTakeUp(CaseBook book, string id, string reason, string actor, int? version = null) => book.Step(id, version, actor, "case.not_take_up", step =>
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new CaseRefusedException("Cần nêu lý do không thụ lý.", "Say why it is not taken up.");
        }

        step.Append(new NotTakenUp(reason.Trim()));
    });

    /// <summary>A grievance: with or without a name, about anybody or nothing in particular.</summary>
    /// <exception cref="CaseRefusedException">It says nothing.</exception>
    public static OpenedCase OpenGrievance(CaseBook book, PlaceCode commune, string subject, NewCase asked, string actor) => asked.Text.Trim().Length == 0
        ? throw new CaseRefusedException("Cần nội dung phản ánh.", "Expected what the grievance is about.")
        : OpenCase.Execute(book, asked with { Kind = CaseKind.Grievance, Commune = commune, Request = new ComplaintAsked(null, subject) }, actor);

    /// <summary>A person asks to see what is held about them.</summary>
    public static OpenedCase OpenAccess(CaseBook book, PersonId person, NewCase asked, string actor) => book.Register.Now().Person(book.Scope, person) is null
        ? throw new CaseRefusedException($"Không có người mang mã {person} ở địa bàn này.", $"There is no person {person} in this area.")
        : OpenCase.Execute(book, asked with { Kind = CaseKind.Access, Person = person, Request = new ComplaintAsked(null, "access") }, actor);

    /// <summary>Until when the decision that a complaint is about could be complained of.</summary>
    public static (Deadline Deadline, DateOnly Until)? TimeToComplain(CaseBook book, CaseFile file, bool remote) =>
        ((ComplaintAsked)file.Request).DecisionOn is { } received ? book.Clock.TimeToComplain(file.Kind, remote, received) : null;

    internal static Proposed Propose(CaseStep step, CaseProposal proposal)
    {
        string[] expected = step.File.Kind.IsTakenUp() ? ["upheld", "overturned"] : ["answered"];
        if (!expected.Contains(proposal.Outcome) || string.IsNullOrWhiteSpace(proposal.Reason))
        {
            throw new CaseRefusedException($"Cần đề xuất {string.Join(" hoặc ", expected)}, và lý do.", $"Expected the outcome {string.Join(" or ", expected)}, with a reason.");
        }

        if (step.File.Kind.IsTakenUp() && step.Book.Case(step.File.Header.About) is var decided && decided.Events.LastOrDefault(recorded => recorded.Type == "proposed")?.Actor is { } preparer
            && string.Equals(preparer, step.Actor, StringComparison.OrdinalIgnoreCase))
        {
            throw new CaseRefusedException($"{step.Actor} đã lập quyết định bị khiếu nại: người khác phải xác minh.", $"{step.Actor} prepared the decision complained of: somebody else must examine it.");
        }

        return new Proposed(proposal.Outcome, [], proposal.Reason, step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }

    /// <summary>An appeal is decided by the province, by nobody who decided before.</summary>
    internal static IEnumerable<Bilingual> WhoMayDecide(CaseStep step)
    {
        if (step.File.Kind != CaseKind.Appeal)
        {
            yield break;
        }

        if (!step.Book.Scope.Allows(default, step.File.Header.Province))
        {
            yield return new("Khiếu nại lần hai do cấp tỉnh giải quyết (Luật 02/2011/QH13, Điều 21).", "An appeal is decided by the province (Luật 02/2011/QH13, Điều 21).");
        }

        for (var about = step.File.Header.About; step.Book.Store.Find(about) is { } before; about = before.Header.About)
        {
            if (before.Events.Any(recorded => recorded.Type == "decided" && string.Equals(recorded.Actor, step.Actor, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new($"{step.Actor} đã quyết định hồ sơ {before.Id}.", $"{step.Actor} decided {before.Id}.");
            }
        }
    }

    /// <summary>A decision that is overturned is made again: its case is opened anew, and follows its own clock.</summary>
    internal static CarriedOut Carry(CaseStep step, Proposed proposal)
    {
        if (proposal.Outcome != "overturned")
        {
            return CarriedOut.Nothing;
        }

        var decided = step.Book.Case(step.File.Header.About);
        while (decided.Kind.IsTakenUp())
        {
            decided = step.Book.Case(decided.Header.About);
        }

        var again = decided.Request switch
        {
            BenefitsAsked benefits => (CaseKind.Application, (CaseRequest)benefits),
            AwardAsked award when decided.Kind == CaseKind.Suspension => (CaseKind.Resumption, award),
            AwardAsked award => (CaseKind.Reassessment, award),
            _ => (decided.Kind, decided.Request),
        };
        var (id, _) = OpenCase.In(step, new NewCase
        {
            Kind = again.Item1,
            Commune = decided.Header.Commune,
            Person = decided.Header.Person,
            Household = decided.Header.Household,
            About = again.Item2 is AwardAsked of ? of.Award : step.File.Id,
            Applicant = step.File.Opening.Applicant,
            Relation = step.File.Opening.Relation,
            Channel = OpenCase.ByDecision,
            Request = again.Item2,
            Text = $"Xét lại theo {step.File.Id}",
        });
        return new CarriedOut([], [id]);
    }
}
