using AnSinh.Law;

namespace AnSinh.Casework.Cases.Applications;

/// <summary>A question as it is put: what is asked about whom, for how many benefits it matters, and which paper answers it.</summary>
public sealed record OpenQuestion(FactQuestion Question, int Waiting, Bilingual Label, IReadOnlyList<FactValue> Choices, string AttestedBy, bool Sensitive)
{
    /// <summary>A question of the catalogue, whether the rules would ask it or not: a paper may prove what nobody asked.</summary>
    /// <returns>Null where there is no such fact or source.</returns>
    public static OpenQuestion? Of(LawPack pack, FactQuestion question, int waiting = 0) => question.OfSource
        ? pack.Facts.FindSource(question.Fact) is { Ask: { } ask } source ? new OpenQuestion(question, waiting, ask, [], source.Name.Vi, Sensitive: false) : null
        : pack.Facts.Find(question.Fact) is { } fact ? new OpenQuestion(question, waiting, fact.Label, fact.Values, fact.AttestedBy, fact.Sensitive) : null;
}

/// <summary>
/// Where an application stands by the law as far as is known: what is owed, refused, still to be asked. <paramref name="Questions"/> are those whose answers can still change the result, the most deciding first;
/// nobody needs to answer another.
/// </summary>
public sealed record ApplicationProgress(BenefitMonth Month, HouseholdDetermination Determination, IReadOnlyList<OpenQuestion> Questions, IReadOnlyList<Bilingual> Papers)
{
    public OpenQuestion? Next => Questions.Count == 0 ? null : Questions[0];

    /// <exception cref="CaseRefusedException">No application, or nobody's household in the area.</exception>
    public static ApplicationProgress Of(CaseBook book, CaseFile file)
    {
        RequireApplication(file);
        var reading = ApplicationReading.Of(book, file, book.Register.Now(), book.Today);
        return new ApplicationProgress(
            reading.Month, reading.Determine(), [.. reading.Questions().Select(open => OpenQuestion.Of(book.Pack, open.Question, open.Waiting)!)], [.. PapersOf(book.Pack, reading)]);
    }

    internal static void RequireApplication(CaseFile file)
    {
        if (file.Kind != CaseKind.Application)
        {
            throw new CaseRefusedException($"Hồ sơ {file.Id} không phải đề nghị hưởng.", $"The case {file.Id} is no application.");
        }
    }

    /// <summary>Papers that attest what was answered and is in no register yet.</summary>
    private static IEnumerable<Bilingual> PapersOf(LawPack pack, ApplicationReading reading) => reading.Facts
        .Where(given => !given.Answer.OfSource && given.Answer.Evidence.Length == 0)
        .Select(given => pack.Facts.Find(given.Fact.Code)).OfType<FactDefinition>().Where(fact => fact.AttestedBy.Length > 0).Select(fact => fact.AttestedBy).Distinct()
        .Select(paper => new Bilingual(paper, paper));
}
