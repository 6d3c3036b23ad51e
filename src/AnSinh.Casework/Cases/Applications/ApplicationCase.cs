using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Applications;

/// <summary>
/// Applications: opened for a person or a whole household, proposed by what the law says of the answers, decided into awards and refusals of the register.
/// </summary>
public static class ApplicationCase
{
    /// <exception cref="CaseRefusedException">Nobody or nothing to ask for; every fault is listed.</exception>
    public static OpenedCase Open(CaseBook book, NewCase asked, string actor)
    {
        var request = (BenefitsAsked)asked.Request;
        var faults = request.Benefits.Where(benefit => book.Pack.Benefits.Find(benefit) is null).Select(benefit => new Bilingual($"Không có chính sách {benefit}.", $"There is no benefit {benefit}.")).ToList();
        if (asked.Person is null == asked.Household is null)
        {
            faults.Add(new("Cần một người hoặc một hộ.", "Expected a person or a household."));
        }
        else if (asked.Person is { } person && book.Register.Now().Person(book.Scope, person) is null)
        {
            faults.Add(new($"Không có người mang mã {person} ở địa bàn này.", $"There is no person {person} in this area."));
        }

        CaseRefusedException.ThrowIfAny(faults);
        return OpenCase.Execute(book, asked with { Kind = CaseKind.Application, Applicant = asked.Applicant.Length > 0 ? asked.Applicant : actor }, actor);
    }

    /// <param name="step">The step.</param>
    /// <param name="reason">The officer's own words.</param>
    /// <param name="refuseUnproven">Refuse benefits asked for whose conditions nobody could prove, instead of waiting.</param>
    internal static Proposed Propose(CaseStep step, string reason, bool refuseUnproven)
    {
        var reading = ApplicationReading.Of(step.Book, step.File, step.Snapshot, step.Today);
        if (reading.Questions() is [var first, ..])
        {
            var label = step.Book.Pack.Facts.Find(first.Question.Fact)?.Label ?? step.Book.Pack.Facts.FindSource(first.Question.Fact)!.Name;
            throw new CaseRefusedException($"Còn phải hỏi: {label.Vi} ({first.Question}).", $"Still to be asked: {label.En} ({first.Question}).");
        }

        var items = new ApplicationItems(reading, step.Snapshot, refuseUnproven).All();
        var outcome = items.Any(item => item.Grant) ? items.All(item => item.Grant) ? "grant" : "mixed" : "refuse";
        return new Proposed(outcome, items, reason, step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }

    internal static CarriedOut Carry(CaseStep step, Proposed proposal, CaseDecision decision)
    {
        var reading = ApplicationReading.Of(step.Book, step.File, step.Snapshot, step.Today);
        var unproven = proposal.Items.Any(item => !item.Grant && item.Nearest.Count == 0);
        var now = new ApplicationItems(reading, step.Snapshot, unproven).All();
        if (!now.Select(item => item.Substance).Order(StringComparer.Ordinal).SequenceEqual(proposal.Items.Select(item => item.Substance).Order(StringComparer.Ordinal)))
        {
            throw new CaseConflictException(
                new Bilingual("Kết quả theo luật", "What the law says"), string.Join("; ", proposal.Items.Select(item => item.Substance)), string.Join("; ", now.Select(item => item.Substance)));
        }

        Attest(step, reading);
        var items = new List<DecidedItem>();
        foreach (var item in proposal.Items)
        {
            var award = new AwardDecision
            {
                Person = item.Person,
                Benefit = item.Benefit,
                Place = step.File.Header.Commune,
                DecisionNumber = decision.Number,
                Decided = decision.On,
                Applied = step.File.Header.OpenedOn,
                Certificate = CertificateOf(step.File),
                From = FirstMonth(step, reading, item, decision.On),
                Reason = item.Grant ? $"Hồ sơ {step.File.Id}" : string.Join(" ", item.Because.Take(1).Select(because => because.Vi)),
            };
            var id = item.Grant ? step.Registry.GrantAward(award) : step.Registry.RefuseAward(award);
            items.Add(new DecidedItem(item.Person, item.Benefit, id.Value, item.Grant, award.From));
        }

        return new CarriedOut(items, []);
    }

    /// <summary>The day of the certificate on which the first month paid may hang: that of the papers that came last.</summary>
    private static DateOnly? CertificateOf(CaseFile file) => file.Contents<PapersReceived>().LastOrDefault(received => received.Certificate is not null)?.Certificate ?? ((BenefitsAsked)file.Request).Certificate;

    private static BenefitMonth FirstMonth(CaseStep step, ApplicationReading reading, ProposedItem item, DateOnly decided)
    {
        if (!item.Grant)
        {
            return BenefitMonth.Of(decided);
        }

        if (reading.Asked.FirstMonth is { } fixedByMove)
        {
            return fixedByMove;
        }

        var person = reading.Household.People.Single(member => member.Id == item.Person);
        var start = reading.Pack.Determiners.Use(determiner => determiner.StartMonth(
            new AwardBasis(item.Benefit, decided, step.File.Header.OpenedOn, CertificateOf(step.File), person.Born, person.Died?.Day)));
        return start.IsCertain ? start.Earliest : throw new CaseRefusedException(
            $"Chưa rõ tháng đầu được hưởng {item.Benefit} ({start.Earliest} đến {start.Latest}): cần ngày sinh đầy đủ.", $"The first month of {item.Benefit} is not certain ({start.Earliest} to {start.Latest}): the full date of birth is needed.");
    }

    /// <summary>What was answered becomes known to the register with the decision, whatever it decides.</summary>
    private static void Attest(CaseStep step, ApplicationReading reading)
    {
        foreach (var given in reading.Facts)
        {
            var evidence = given.Answer.Evidence.Length > 0 ? $"Hồ sơ {step.File.Id}: {given.Answer.Evidence}" : $"Hồ sơ {step.File.Id}";
            var entry = new FactEntry(given.Fact.Code, given.Fact.Value, given.Fact.Valid, given.Answer.Source, evidence);
            if (given.About is { } person)
            {
                step.Registry.RecordFact(person, entry);
            }
            else
            {
                step.Registry.RecordFact(reading.Household.Id, entry);
            }
        }
    }
}
