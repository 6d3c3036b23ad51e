using System.Text.Json.Serialization;
using AnSinh.Law;

namespace AnSinh.Casework.Cases;

/// <summary>One thing that happened to a case. A case is its events in order; nothing of them is ever changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Attached), "attached")]
[JsonDerivedType(typeof(PapersAsked), "papers_asked")]
[JsonDerivedType(typeof(PapersReceived), "papers_received")]
[JsonDerivedType(typeof(TakenUp), "taken_up")]
[JsonDerivedType(typeof(NotTakenUp), "not_taken_up")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(Posted), "posted")]
[JsonDerivedType(typeof(Returned), "returned")]
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(Withdrawn), "withdrawn")]
public abstract record CaseEvent;

/// <param name="Applicant">Who asks; empty where a grievance carries no name.</param>
/// <param name="Relation">What the applicant is to the person: self, guardian, child, officer and the like.</param>
/// <param name="Channel">in_person, post or online.</param>
public sealed record Opened(string Applicant, string Relation, string Channel, CaseRequest Request, string Text) : CaseEvent;

/// <summary>
/// An answer about a person, or about the household where <paramref name="About"/> is null. <paramref name="Value"/> is canonical text; null: the one asked does not know. For a source: null: it has
/// something, <c>none</c>: it has nothing.
/// </summary>
/// <param name="Since">From which day it holds; null: from the month of the application on, or longer.</param>
public sealed record Answered(string Fact, PersonId? About, bool OfSource, string? Value, DateOnly? Since, string Source, string Evidence) : CaseEvent
{
    public const string Nothing = "none";

    public FactQuestion Question => new(Fact, About, OfSource);
}

/// <summary>A document in evidence. <paramref name="Sha256"/> is that of its content, which stands in the store.</summary>
public sealed record Attached(string Sha256, string Name, string MediaType, long Size, string Shows) : CaseEvent;

public sealed record PapersAsked(IReadOnlyList<string> Papers, string Note) : CaseEvent;

/// <param name="Certificate">The day of a certificate among them on which the first month paid may hang.</param>
public sealed record PapersReceived(string Note, DateOnly? Certificate) : CaseEvent;

public sealed record TakenUp(bool Complicated, bool Remote) : CaseEvent;

public sealed record NotTakenUp(string Reason) : CaseEvent;

/// <param name="Outcome">What is proposed: grant, refuse, end, keep, suspend, resume, change, merge, apart, upheld, overturned, answered.</param>
/// <param name="Items">What it means for each person and benefit.</param>
/// <param name="Read">The knowledge number of the register that was read.</param>
public sealed record Proposed(string Outcome, IReadOnlyList<ProposedItem> Items, string Reason, long Read, string LawPack) : CaseEvent;

/// <summary>Posted in public up to and including a day.</summary>
public sealed record Posted(DateOnly Until, string Place) : CaseEvent;

public sealed record Returned(string Reason) : CaseEvent;

/// <param name="Follows">Cases that the decision opened.</param>
public sealed record Decided(string Outcome, string Number, DateOnly On, IReadOnlyList<DecidedItem> Items, string Reason, IReadOnlyList<string> Follows) : CaseEvent;

public sealed record Withdrawn(string Reason) : CaseEvent;

/// <summary>What an officer proposes for one benefit of one person, worked out by the law.</summary>
/// <param name="Grant">True: owed. False: refused, or stops.</param>
/// <param name="Amount">VND a period; zero where nothing is owed.</param>
/// <param name="Because">Sentences with their citations.</param>
/// <param name="Nearest">What would have to change for a yes, in words.</param>
public sealed record ProposedItem(PersonId Person, BenefitId Benefit, bool Grant, Vnd Amount, string Calculation, IReadOnlyList<Bilingual> Because, IReadOnlyList<Bilingual> Nearest, string Grade)
{
    /// <summary>What must not have changed between proposal and decision.</summary>
    public string Substance => $"{Person} {Benefit} {(Grant ? "+" : "-")} {Amount}";
}

/// <summary>What was decided for one benefit of one person, and from which month it counts.</summary>
public sealed record DecidedItem(PersonId Person, BenefitId Benefit, string Award, bool Grant, BenefitMonth From);
