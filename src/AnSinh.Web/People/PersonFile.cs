using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Report;
using AnSinh.Registry;

namespace AnSinh.Web.People;

/// <summary>A person as the office sees them on a day: read once, inside an area, as known at one moment.</summary>
public sealed class PersonFile
{
    private readonly LawPack _pack;

    private PersonFile(PersonRecord person, LawPack pack) => (Person, _pack) = (person, pack);

    public PersonRecord Person { get; }
    public ResidenceRecord? Residence { get; private init; }
    public CaseHousehold? Household { get; private init; }

    /// <summary>Names of the household's members.</summary>
    public IReadOnlyDictionary<PersonId, PersonRecord> Members { get; private init; } = new Dictionary<PersonId, PersonRecord>();
    public IReadOnlyList<AwardStretch> Awards { get; private init; } = [];

    /// <summary>What the law says this month about everybody in the household; null without one.</summary>
    public HouseholdDetermination? Determination { get; private init; }
    public IReadOnlyList<FactRecord> Facts { get; private init; } = [];
    public IReadOnlyList<FactRecord> HouseholdFacts { get; private init; } = [];
    public IReadOnlyList<PersonLine> Payments { get; private init; } = [];
    public PayeeAccount? Account { get; private init; }

    public PersonDetermination? Answer => Determination?.Find(Person.Id);

    /// <summary>Paid this month by a decision.</summary>
    public IEnumerable<AwardStretch> InForce(BenefitMonth month) => Awards.Where(award => award.InForce(month));

    /// <summary>What the law owes and no decision carries.</summary>
    public IEnumerable<Entitlement> NotServed(BenefitMonth month) => Answer?.Entitlements.Where(entitlement => InForce(month).All(award => !Carries(award.Benefit, entitlement.Benefit, month))) ?? [];

    /// <summary>What the law owes under a decision: a decision goes on where age or status moves somebody to the next benefit of its kind.</summary>
    public Entitlement? Owed(AwardStretch award, BenefitMonth month) => Answer?.Entitlements.FirstOrDefault(entitlement => Carries(award.Benefit, entitlement.Benefit, month));

    private bool Carries(BenefitId award, BenefitId benefit, BenefitMonth month) => _pack.Benefits.CarriedBy(award, month).Any(carried => carried.Id == benefit);

    /// <summary>Null when there is no such person in the area.</summary>
    public static PersonFile? Read(Register register, PayrollBook payroll, AreaScope scope, PersonId id, BenefitMonth month, DateOnly today)
    {
        var snapshot = register.Now();
        if (snapshot.Person(scope, id) is not { } person)
        {
            return null;
        }

        var home = snapshot.HouseholdOf(scope, person.Id, month);
        var household = home is { } known ? snapshot.Household(scope, known, month) : null;
        return new PersonFile(person, payroll.Pack)
        {
            Residence = snapshot.ResidenceOf(scope, person.Id, today),
            Household = household,
            Members = household?.People.Select(member => snapshot.Person(scope, member.Id)).OfType<PersonRecord>().ToDictionary(member => member.Id) ?? [],
            Awards = snapshot.Awards(scope, person.Id),
            Determination = household is null ? null : payroll.Pack.Determiners.Use(determiner => determiner.Determine(household, month, today)),
            Facts = snapshot.Facts(scope, person.Id),
            HouseholdFacts = household is null ? [] : snapshot.Facts(scope, household.Id),
            Payments = PersonPayments.Of(payroll, scope, person.Id),
            Account = snapshot.Accounts(scope, new HashSet<PersonId> { person.Id }, today).GetValueOrDefault(person.Id),
        };
    }
}
