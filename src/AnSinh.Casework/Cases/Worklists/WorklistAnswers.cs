using AnSinh.Casework.Cases.Store;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases.Worklists;

/// <summary>One line of a work list, as the sweep gave it.</summary>
/// <param name="Kind">not_served, may_be, no_longer_entitled, soon or stopped.</param>
/// <param name="Month">The month swept.</param>
public sealed record WorkItem(string Kind, BenefitMonth Month, PlaceCode Commune, HouseholdId Household, PersonId Person, IReadOnlyList<BenefitId> Benefits);

/// <summary>What an officer says to a line of a work list.</summary>
public enum WorkAnswer
{
    /// <summary>It is right: a prefilled application is opened.</summary>
    Accept,

    /// <summary>Something has to be asked first: which fact.</summary>
    Ask,

    /// <summary>Not before a day.</summary>
    NotNow,

    /// <summary>The line is wrong: why. This is how the sweep's errors are measured.</summary>
    Wrong,
}

/// <param name="Fact">Ask: the fact to be asked.</param>
/// <param name="Until">Not now: the first day on which it is shown again.</param>
/// <param name="Reason">Wrong: data (what is recorded is wrong), law (the rule is), gone (the person is), served (by something not recorded), other.</param>
public sealed record WorkReply(WorkAnswer Answer, string Fact = "", DateOnly? Until = null, string Reason = "", string Note = "");

/// <summary>How often lines about a benefit in a commune were wrong, of those that somebody answered.</summary>
public sealed record WorkErrors(PlaceCode Commune, BenefitId Benefit, int Answered, int Wrong, IReadOnlyDictionary<string, int> Reasons)
{
    /// <summary>In thousandths.</summary>
    public int WrongPerMille => Answered == 0 ? 0 : Wrong * 1000 / Answered;
}

/// <summary>Answers to work lists: kept for ever, the last one counts.</summary>
public static class WorklistAnswers
{
    public static readonly IReadOnlyList<string> Reasons = ["data", "law", "gone", "served", "other"];
    private static readonly string[] Codes = ["accept", "ask", "not_now", "wrong"];

    public static string Code(this WorkAnswer answer) => Codes[(int)answer];

    public static bool TryParse(string? text, out WorkAnswer answer)
    {
        var index = Array.IndexOf(Codes, text);
        answer = (WorkAnswer)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>Records an answer; accepting opens the application in the same transaction.</summary>
    /// <returns>The application opened; null for other answers.</returns>
    /// <exception cref="CaseRefusedException">The answer lacks its fact, day or reason, or the line lies outside the area; every fault is listed.</exception>
    public static CaseFile? Execute(CaseBook book, WorkItem item, WorkReply reply, string actor)
    {
        CaseBook.RequireActor(actor);
        CaseRefusedException.ThrowIfAny([.. Faults(book, item, reply)]);
        var id = "";
        using (var step = new CaseStep(book, actor, $"worklist.{reply.Answer.Code()}"))
        {
            if (reply.Answer == WorkAnswer.Accept)
            {
                (id, _) = OpenCase.In(step, new NewCase
                {
                    Kind = CaseKind.Application, Commune = item.Commune, Person = item.Person, About = $"worklist {item.Kind} {item.Month}", Applicant = actor, Relation = "officer", Channel = "office",
                    Request = new BenefitsAsked(item.Benefits), Text = reply.Note,
                });
            }

            using var cipher = CaseStore.CipherOf(step.Write, item.Person.Value);
            foreach (var benefit in item.Benefits)
            {
                step.Write.Into("worklist_answer", "commune", "province", "person_id", "benefit", "kind", "known", "month", "answer", "fact", "until", "reason", "note", "case_id", "answered_on", "actor")
                    .Add(item.Commune.Value).Add(PlaceDirectory.VietNam.ProvinceOf(item.Commune).Value).Add(item.Person.Value).Add(benefit.Value).Add(item.Kind).Add(step.Write.Number.Value)
                    .Add(item.Month.ToString()).Add(reply.Answer.Code()).Add(reply.Fact).Add(reply.Until is { } day ? Database.Iso(day) : null).Add(reply.Reason)
                    .Add(cipher.Seal(reply.Note, Purpose(item.Person))).Add(id).Add(Database.Iso(step.Today)).Add(actor).Write();
            }

            step.Write.Audit($"worklist.{reply.Answer.Code()}", item.Person.Value, $"{item}|{reply}|{id}");
            step.Commit();
        }

        return id.Length == 0 ? null : book.Case(id);
    }

    /// <summary>Errors by commune and benefit in the area, by the last answer to each line; most wrong first.</summary>
    public static IReadOnlyList<WorkErrors> Errors(CaseBook book, DateOnly from, DateOnly to)
    {
        using var connection = book.Database.Connect();
        return
        [
            .. connection.Read(
                $"""
                select w.commune, w.benefit, w.answer, w.reason from worklist_answer w
                where {book.Scope.On("w")} and w.answered_on >= @from and w.answered_on <= @to
                and not exists (select 1 from worklist_answer l where l.person_id = w.person_id and l.benefit = w.benefit and l.kind = w.kind and l.month = w.month and l.known > w.known)
                """,
                row => (Commune: PlaceCode.Parse(row.GetString(0)), Benefit: new BenefitId(row.GetString(1)), Answer: row.GetString(2), Reason: row.GetString(3)), ("from", Database.Iso(from)), ("to", Database.Iso(to)))
                .GroupBy(row => (row.Commune, row.Benefit))
                .Select(rows => new WorkErrors(
                    rows.Key.Commune, rows.Key.Benefit, rows.Count(), rows.Count(row => row.Answer == "wrong"),
                    rows.Where(row => row.Answer == "wrong").GroupBy(row => row.Reason, StringComparer.Ordinal).OrderBy(reason => reason.Key, StringComparer.Ordinal).ToDictionary(reason => reason.Key, reason => reason.Count())))
                .OrderByDescending(errors => errors.WrongPerMille).ThenBy(errors => errors.Commune).ThenBy(errors => errors.Benefit),
        ];
    }

    internal static string Purpose(PersonId person) => $"worklist/{person}";

    private static IEnumerable<Bilingual> Faults(CaseBook book, WorkItem item, WorkReply reply)
    {
        if (!book.Scope.Allows(item.Commune, PlaceDirectory.VietNam.ProvinceOf(item.Commune)) || book.Register.Now().Person(book.Scope, item.Person) is null)
        {
            yield return new($"Không có người mang mã {item.Person} ở địa bàn này.", $"There is no person {item.Person} in this area.");
        }

        foreach (var benefit in item.Benefits.Where(benefit => book.Pack.Benefits.Find(benefit) is null))
        {
            yield return new($"Không có chính sách {benefit}.", $"There is no benefit {benefit}.");
        }

        if (reply.Answer == WorkAnswer.Ask && book.Pack.Facts.Find(reply.Fact) is null)
        {
            yield return new($"Cần thông tin phải hỏi; không có '{reply.Fact}'.", $"Expected the fact to be asked; there is no '{reply.Fact}'.");
        }

        if (reply.Answer == WorkAnswer.NotNow && !(reply.Until > book.Today))
        {
            yield return new("Cần ngày xem lại, sau hôm nay.", "Expected the day on which to look again, after today.");
        }

        if (reply.Answer == WorkAnswer.Wrong && !Reasons.Contains(reply.Reason))
        {
            yield return new($"Cần lý do: {string.Join(", ", Reasons)}.", $"Expected a reason: {string.Join(", ", Reasons)}.");
        }
    }
}
