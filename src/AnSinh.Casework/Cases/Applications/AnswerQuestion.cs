using AnSinh.Law;

namespace AnSinh.Casework.Cases.Applications;

/// <summary>Saves one answer of an application. Nothing else is needed for it: the line may break after every step.</summary>
public static class AnswerQuestion
{
    /// <param name="book">The cases.</param>
    /// <param name="id">The application.</param>
    /// <param name="answer">A value in canonical text; null where the one asked does not know (or a source has something); <c>none</c> where a source has nothing.</param>
    /// <param name="actor">Who asked and wrote it down.</param>
    /// <param name="version">The version seen.</param>
    /// <exception cref="CaseRefusedException">No such fact, a value it cannot have, about nobody of the household, or since a day that has not come; every fault is listed.</exception>
    public static CaseFile Execute(CaseBook book, string id, Answered answer, string actor, int? version = null) => book.Step(id, version, actor, "case.answer", step =>
    {
        ApplicationProgress.RequireApplication(step.File);
        CaseRefusedException.ThrowIfAny([.. Faults(step, answer)]);
        if (step.File.Answers.LastOrDefault(given => given.Question == answer.Question) != answer)
        {
            step.Append(answer);
        }
    });

    private static IEnumerable<Bilingual> Faults(CaseStep step, Answered answer)
    {
        if (answer.Since > step.Today)
        {
            yield return new(FormattableString.Invariant($"Ngày {answer.Since:dd/MM/yyyy} chưa đến."), FormattableString.Invariant($"{answer.Since:yyyy-MM-dd} has not come."));
        }

        var household = ApplicationReading.Of(step.Book, step.File, step.Snapshot, step.Today).Household;
        if (answer.About is { } about && household.People.All(person => person.Id != about))
        {
            yield return new($"Người {about} không thuộc hộ này.", $"{about} does not belong to this household.");
        }

        if (answer.OfSource)
        {
            if (step.Book.Pack.Facts.FindSource(answer.Fact) is not { Ask: not null })
            {
                yield return new($"Không có câu hỏi chung cho nguồn '{answer.Fact}'.", $"There is no question for all of source '{answer.Fact}'.");
            }
            else if (answer.Value is not (null or Answered.Nothing))
            {
                yield return new("Câu hỏi chung của một nguồn chỉ nhận 'none' (không có gì) hoặc để trống (có).", "A question for all of a source takes 'none' or nothing.");
            }

            yield break;
        }

        if (step.Book.Pack.Facts.Find(answer.Fact) is not { } fact)
        {
            yield return new($"Bộ luật không có thông tin '{answer.Fact}'.", $"The law pack has no fact '{answer.Fact}'.");
            yield break;
        }

        if ((fact.Subject == FactSubject.Household) != (answer.About is null))
        {
            yield return fact.Subject == FactSubject.Household
                ? new($"'{fact.Label.Vi}' là thông tin của hộ.", $"'{fact.Label.En}' is a fact about the household.")
                : new($"'{fact.Label.Vi}': cần chỉ rõ người nào.", $"'{fact.Label.En}': expected whom it is about.");
        }

        if (answer.Value is { } value && !fact.Accepts(value, out var expected))
        {
            yield return new($"'{fact.Label.Vi}': cần {expected.Vi}.", $"'{fact.Label.En}': expected {expected.En}.");
        }
        else if (fact.Type == FactType.PersonReference && answer.Value is { } named && step.Snapshot.Person(step.Book.Scope, new PersonId(named)) is null)
        {
            yield return new($"'{fact.Label.Vi}': không có người mang mã {named}.", $"'{fact.Label.En}': there is no person {named}.");
        }
    }
}
