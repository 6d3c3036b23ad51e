using AnSinh.Casework.Letters;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>
/// Asks the law pack what the answers of an assessment make of a household, by the law of the first month that it decides about, as known on <paramref name="today"/>. It proposes; the chair decides.
/// </summary>
public sealed class ReviewClassifier(LawPack pack, DateOnly today)
{
    private readonly Determiner _determiner = new(pack);
    private readonly DecidedPeriod _decided = new(pack);

    /// <param name="household">The household as the register has it; null when it no longer lives here.</param>
    /// <param name="assessment">What was found.</param>
    public ReviewProposal Propose(CaseHousehold? household, ReviewAssessment assessment)
    {
        if (household is null)
        {
            return new(assessment.Household, 0, "", EvidenceGrade.Assumed, ["Hộ không còn ở xã này theo sổ."], []);
        }

        var first = _decided.FirstDay(assessment.AssessedOn);
        var valid = new DateRange(first, null);
        var facts = assessment.Answers.Select((answer, index) => new CaseFact(answer.Key, answer.Value, valid, today, household.Facts.Count + index));
        var assessed = household with { Facts = [.. household.Facts, .. facts] };
        var answer = _determiner.Statuses(assessed, BenefitMonth.Of(first), today).FirstOrDefault(status => status.Status == ReviewLaw.Status && status.Person is null);
        return new(
            assessment.Household, 0, answer?.Value ?? "", answer?.Grade ?? EvidenceGrade.Assumed, answer is null ? [] : [.. Reasons(answer)], answer?.Missing ?? []);
    }

    private static IEnumerable<string> Reasons(StatusAnswer answer) => answer.Stopped is { } stopped
        ? [stopped.Vi]
        : answer.Because.Select(reason => reason.Text.Vi.Length == 0 ? reason.Ref : LetterPage.Cited(reason.Text.Vi, reason.Ref)).Distinct();
}
