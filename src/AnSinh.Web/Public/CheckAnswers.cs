using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Web.Public;

/// <summary>An answer of the public check. <paramref name="Value"/> is canonical text, of a source <c>true</c> or <c>false</c> for whether it has something; null for "I do not know".</summary>
public sealed record CheckAnswer(FactQuestion Question, string? Value)
{
    private const char Source = '*';
    private const string NotKnown = "?";

    /// <summary>As a field of the form carries it: <c>disability_level=severe</c>, <c>*merit_register=false</c>, <c>pregnant=?</c>.</summary>
    public override string ToString() => $"{Code(Question)}={Value ?? NotKnown}";

    /// <summary>The code by which a form names a question.</summary>
    public static string Code(FactQuestion question) => question.OfSource ? Source + question.Fact : question.Fact;

    /// <summary>Null for what is no question or no answer of the catalogue.</summary>
    public static CheckAnswer? Read(FactCatalog catalog, string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && QuestionOf(catalog, parts[0]) is { } question && (parts[1] == NotKnown || Accepts(catalog, question, parts[1]))
            ? new CheckAnswer(question, parts[1] == NotKnown ? null : parts[1])
            : null;
    }

    /// <summary>The question that a form names; null where there is none.</summary>
    public static FactQuestion? QuestionOf(FactCatalog catalog, string code) =>
        code is [Source, .. var source] ? catalog.FindSource(source) is { Ask: not null } ? new FactQuestion(source, null, OfSource: true) : null
        : catalog.Find(code) is { } fact ? new FactQuestion(code, fact.Subject == FactSubject.Household ? null : SelfCheck.Asker)
        : null;

    public static bool Accepts(FactCatalog catalog, FactQuestion question, string value) =>
        question.OfSource ? value is "true" or "false" : catalog.Find(question.Fact)!.Accepts(value, out _);
}

/// <summary>The person the check is about: what has to be known before the first question of the rules.</summary>
/// <param name="Province">Null where it is not said: the level of the whole country counts.</param>
public sealed record CheckPerson(BirthDate Born, Sex Sex, PlaceCode? Province);

/// <summary>Where the check stands.</summary>
/// <param name="Next">What to ask; null when no answer can change the result, or ten questions were asked.</param>
/// <param name="Determination">What the law says, as far as the answers decide it.</param>
public sealed record CheckState(FactQuestion? Next, PersonDetermination Determination);

/// <summary>
/// "Tôi được hưởng gì?": one person alone, the questions chosen by the rules. Nothing is kept: every request carries all answers and is worked out anew.
/// </summary>
public static class SelfCheck
{
    /// <summary>Questions asked at most, the first one (birth, sex, province) included.</summary>
    public const int MostQuestions = 10;

    /// <summary>Who belongs to whom comes with a household; a person alone has nobody.</summary>
    private const string Relations = "household_register";

    public static PersonId Asker { get; } = new("ban");

    /// <summary>States kept at most; beyond that all are forgotten.</summary>
    private const int MostKept = 5_000;

    private static readonly ConcurrentDictionary<string, CheckState> Kept = new(StringComparer.Ordinal);

    /// <summary>
    /// Where the check stands. The same answers of one day under one law give the same state, which is kept in memory for the next who answers so, under a hash and without anything of who asked.
    /// </summary>
    public static CheckState At(LawPack pack, CheckPerson person, IReadOnlyList<CheckAnswer> answers, DateOnly today)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{pack.Hash}|{Storage.Database.Iso(today)}|{person.Born}|{person.Sex}|{person.Province}|{string.Join('|', answers)}")));
        if (!Kept.TryGetValue(key, out var state))
        {
            if (Kept.Count >= MostKept)
            {
                Kept.Clear();
            }

            Kept[key] = state = Run(pack, person, answers, today);
        }

        return state;
    }

    public static CheckState Run(LawPack pack, CheckPerson person, IReadOnlyList<CheckAnswer> answers, DateOnly today) => pack.Determiners.Use(determiner =>
    {
        var interview = new Interview(determiner, BenefitMonth.Of(today), today);
        foreach (var fact in pack.Facts.All.Where(fact => !CanBeAsked(fact)))
        {
            interview.Unanswered(new FactQuestion(fact.Code, fact.Subject == FactSubject.Household ? null : Asker));
        }

        var household = Alone(pack, person, today);
        foreach (var answer in answers)
        {
            household = Take(pack.Facts, interview, household, answer);
        }

        var found = interview.Answer(household);
        var next = answers.Count + 1 < MostQuestions && interview.Open(household, found) is [var first, ..] ? first.Question : (FactQuestion?)null;
        return new CheckState(next, found.Find(Asker)!);
    });

    private static bool CanBeAsked(FactDefinition fact) => fact.Type is not (FactType.PersonReference or FactType.Text) && fact.Projection != FactProjection.History;

    private static CaseHousehold Alone(LawPack pack, CheckPerson person, DateOnly today)
    {
        var province = person.Province ?? WithoutOwnLevels(pack, today);
        return new CaseHousehold
        {
            Id = new HouseholdId("ho"), Place = province, Province = province,
            Coverage = [new CaseCoverage(Relations, today)],
            People = [new CasePerson { Id = Asker, Born = person.Born, Sex = person.Sex, Relation = "head" }],
        };
    }

    /// <summary>A province that has set nothing of its own.</summary>
    private static PlaceCode WithoutOwnLevels(LawPack pack, DateOnly today)
    {
        var own = pack.Parameters.All.SelectMany(parameter => parameter.Values).Select(value => value.Place).OfType<PlaceCode>().ToHashSet();
        return PlaceDirectory.VietNam.ProvincesOn(today).First(province => !own.Contains(province.Code)).Code;
    }

    private static CaseHousehold Take(FactCatalog catalog, Interview interview, CaseHousehold household, CheckAnswer answer)
    {
        switch (answer)
        {
            case { Question.OfSource: true, Value: "false" }:
                return answer.Question.Nothing(household, catalog);
            case { Question.OfSource: true }:
                interview.Unanswered(answer.Question);
                if (answer.Value is null)
                {
                    // Who does not know whether there is anything cannot be asked what.
                    foreach (var fact in catalog.OfPersons.Where(fact => fact.IsAskedWith(answer.Question.Fact)))
                    {
                        interview.Unanswered(new FactQuestion(fact.Code, Asker));
                    }
                }

                return household;
            case { Value: null }:
                interview.Unanswered(answer.Question);
                return household;
            default:
                return answer.Question.Answered(household, answer.Value);
        }
    }
}
