using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Steps;

/// <summary>
/// Answers of an assessment as facts of the register, valid from the first day that the review decides about: what is found for next year says nothing about the status of this one. Where that
/// day is the day of the signature they are recorded with the decision, before at the import. A month in which the status changes counts the stronger of both, so that what was assessed for
/// the new one begins with the month after; else it would contradict the days before the signature.
/// </summary>
internal sealed class AssessedFacts(ReviewBook book, ReviewRound round, RegistryCommit commit)
{
    private readonly DecidedPeriod _decided = new(book.Law.Pack);
    private readonly AssessmentForm _form = book.Law.Form(round.Form);

    /// <summary>Records an assessment as soon as the first day it decides about is fixed; what an earlier one said of the same days no longer counts.</summary>
    public void RecordAssessed(ReviewAssessment assessment)
    {
        if (_decided.FixedFirstDay(assessment.AssessedOn) is { } first)
        {
            Withdraw(assessment, first);
            Record(assessment, first);
        }
    }

    /// <summary>Sees to it that the assessment decided on is valid from the first month that the status has to itself.</summary>
    public void RecordDecided(ReviewAssessment assessment, DateOnly statusFrom)
    {
        var first = statusFrom.Day == 1 ? statusFrom : BenefitMonth.Of(statusFrom).Next.First;
        var recorded = _decided.FixedFirstDay(assessment.AssessedOn);
        if (recorded != first)
        {
            Withdraw(assessment, recorded ?? first);
            Record(assessment, first);
        }
    }

    private void Record(ReviewAssessment assessment, DateOnly first)
    {
        foreach (var (code, value) in assessment.Answers)
        {
            commit.RecordFact(assessment.Household, new FactEntry(code, value, new DateRange(first, null), _form.Source, $"{round.Title(vietnamese: true)}, {assessment.Assessor}"));
        }
    }

    private void Withdraw(ReviewAssessment assessment, DateOnly first)
    {
        foreach (var old in book.Register.Now().Facts(book.Scope, assessment.Household).Where(old => old.Fact.Source == _form.Source && old.Fact.Valid.From == first))
        {
            commit.SupersedeFact(assessment.Household, old.Key, $"{round.Title(vietnamese: true)}, {assessment.Assessor}");
        }
    }
}
