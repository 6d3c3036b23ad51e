using System.Text.Json.Serialization;
using AnSinh.Law;

namespace AnSinh.Casework.Cases;

/// <summary>What is asked in a case.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
[JsonDerivedType(typeof(BenefitsAsked), "benefits")]
[JsonDerivedType(typeof(AwardAsked), "award")]
[JsonDerivedType(typeof(DeathAsked), "death")]
[JsonDerivedType(typeof(MoveAsked), "move")]
[JsonDerivedType(typeof(ChangesAsked), "changes")]
[JsonDerivedType(typeof(DuplicateAsked), "duplicate")]
[JsonDerivedType(typeof(ComplaintAsked), "complaint")]
public abstract record CaseRequest;

/// <param name="Benefits">Those asked for; empty: whatever is due.</param>
/// <param name="Certificate">The day of a certificate on which the first month paid may hang.</param>
/// <param name="Continues">The award at the place before, where somebody moved: the first month paid follows its last one.</param>
/// <param name="FirstMonth">The first month paid, where a move fixes it.</param>
public sealed record BenefitsAsked(IReadOnlyList<BenefitId> Benefits, DateOnly? Certificate = null, string Continues = "", BenefitMonth? FirstMonth = null) : CaseRequest;

/// <summary>About one award: look at it again, suspend, resume or end it. <paramref name="From"/> is the first month concerned.</summary>
public sealed record AwardAsked(string Award, BenefitMonth From, AwardStanding? Standing = null) : CaseRequest;

public sealed record DeathAsked(DateOnly Day) : CaseRequest;

public sealed record MoveAsked(PlaceCode Commune, string Village, DateOnly From) : CaseRequest;

/// <param name="Evidence">The paper it rests on, by name, number and day, where it was seen and no copy was taken.</param>
public sealed record ChangesAsked(IReadOnlyList<RequestedChange> Changes, string Evidence = "") : CaseRequest;

public sealed record DuplicateAsked(PersonId Kept, PersonId Other, IReadOnlyList<string> Reasons) : CaseRequest;

/// <param name="DecisionOn">The day on which the decision complained of was received; null for a grievance.</param>
public sealed record ComplaintAsked(DateOnly? DecisionOn, string Subject) : CaseRequest;

/// <summary>One change of what the register holds. <c>Seen</c> is what stood there when the change was asked: if something else stands there later, it is a conflict.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "change")]
[JsonDerivedType(typeof(FactChange), "fact")]
[JsonDerivedType(typeof(DetailsChange), "details")]
[JsonDerivedType(typeof(NumberChange), "number")]
[JsonDerivedType(typeof(AccountChange), "account")]
public abstract record RequestedChange(string Seen);

/// <param name="Person">Null: about the household.</param>
/// <param name="Value">Canonical text; null withdraws what is recorded for these days.</param>
public sealed record FactChange(string Seen, string Code, PersonId? Person, string? Value, DateOnly From, DateOnly? To, string Source) : RequestedChange(Seen);

public sealed record DetailsChange(string Seen, PersonId Person, string FullName, BirthDate Born, Sex Sex, string EthnicGroup) : RequestedChange(Seen);

/// <summary>A number that came: papers of somebody without. Sealed with the case.</summary>
public sealed record NumberChange(string Seen, PersonId Person, string Number) : RequestedChange(Seen);

/// <summary>Into which account a payee is paid from a day on. Sealed with the case.</summary>
public sealed record AccountChange(string Seen, PersonId Payee, string Bank, string Number, string Holder, DateOnly Consent, DateOnly From) : RequestedChange(Seen);
