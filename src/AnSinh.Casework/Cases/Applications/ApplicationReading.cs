using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Applications;

/// <summary>A fact that an answer gives, about a person or about the household.</summary>
internal sealed record AnsweredFact(PersonId? About, Answered Answer, CaseFact Fact);

/// <summary>
/// An application as the law reads it: what the register holds of the household, and over it what was answered. Answers belong to the case until the decision makes them facts of the register.
/// </summary>
internal sealed class ApplicationReading
{
    private ApplicationReading(LawPack pack, CaseFile file, DateOnly today, BenefitMonth month, CaseHousehold registered)
    {
        (Pack, File, Today, Month) = (pack, file, today, month);
        Facts = [.. file.Answers.SelectMany(answer => FactsOf(answer, registered))];
        Household = Facts.Aggregate(registered, With);
    }

    public LawPack Pack { get; }
    public CaseFile File { get; }
    public DateOnly Today { get; }

    /// <summary>The month decided about: that of the day, or the first month paid after a move.</summary>
    public BenefitMonth Month { get; }
    public CaseHousehold Household { get; }
    public IReadOnlyList<AnsweredFact> Facts { get; }

    public BenefitsAsked Asked => (BenefitsAsked)File.Request;

    /// <exception cref="CaseRefusedException">The person belongs to no household of the area in the month.</exception>
    public static ApplicationReading Of(CaseBook book, CaseFile file, RegistrySnapshot snapshot, DateOnly today)
    {
        var now = BenefitMonth.Of(today);
        var month = ((BenefitsAsked)file.Request).FirstMonth is { } first && first > now ? first : now;
        var household = file.Header.Household ?? snapshot.HouseholdOf(book.Scope, file.Header.Person!.Value, month);
        return household is { } id && snapshot.Household(book.Scope, id, month) is { } registered
            ? new ApplicationReading(book.Pack, file, today, month, registered)
            : throw new CaseRefusedException(
                $"Tháng {month} người này không thuộc hộ nào ở địa bàn: hãy ghi hộ trước.", $"In {month} this person belongs to no household of the area: record the household first.");
    }

    public bool IsAbout(PersonId person) => File.Header.Person is not { } one || one == person;

    public bool IsAbout(PersonId person, BenefitId benefit) => IsAbout(person) && (Asked.Benefits.Count == 0 || Asked.Benefits.Contains(benefit));

    /// <summary>The whole answer, with a reason for every refusal.</summary>
    public HouseholdDetermination Determine() => Pack.Determiners.Use(determiner => determiner.Determine(Household, Month, Today));

    /// <summary>The questions whose answers can still change the result, most deciding first; what nobody could answer is not among them.</summary>
    public IReadOnlyList<(FactQuestion Question, int Waiting)> Questions() => Pack.Determiners.Use(determiner =>
    {
        var interview = new Interview(determiner, Month, Today, IsAbout);
        foreach (var answer in File.Answers.Where(answer => answer.Value is null))
        {
            interview.Unanswered(answer.Question);
        }

        return interview.Open(Household);
    });

    private IEnumerable<AnsweredFact> FactsOf(Answered answer, CaseHousehold registered)
    {
        if (answer.Value is null)
        {
            yield break;
        }

        var valid = new DateRange(answer.Since ?? new DateOnly(File.Header.OpenedOn.Year, File.Header.OpenedOn.Month, 1), null);
        if (!answer.OfSource)
        {
            yield return new(answer.About, answer, new CaseFact(answer.Fact, answer.Value, valid, Today, int.MaxValue));
            yield break;
        }

        // "The source has nothing": each of its facts of which nobody spoke is what silence would mean.
        var silent = Pack.Facts.OfPersons.Where(fact => fact.IsAskedWith(answer.Fact)).ToList();
        foreach (var person in registered.People.Where(person => answer.About is not { } one || person.Id == one))
        {
            foreach (var fact in silent.Where(fact => person.Facts.All(known => known.Code != fact.Code) && File.Answers.All(other => other.OfSource || other.Fact != fact.Code || other.About != person.Id)))
            {
                yield return new(person.Id, answer, new CaseFact(fact.Code, fact.Silence!.Means, valid, Today, int.MaxValue));
            }
        }
    }

    private static CaseHousehold With(CaseHousehold household, AnsweredFact given) => given.About is not { } about
        ? household with { Facts = [.. household.Facts, given.Fact] }
        : household with { People = [.. household.People.Select(person => person.Id == about ? person with { Facts = [.. person.Facts, given.Fact] } : person)] };
}
