using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Life;

/// <summary>A death: reported with its paper, confirmed by another; the register learns the day, and every award of the person ends with the last month that the law still owes.</summary>
public static class DeathCase
{
    /// <exception cref="CaseRefusedException">Nobody of the area, recorded before, or a day that does not fit.</exception>
    public static OpenedCase Open(CaseBook book, PersonId person, DateOnly day, NewCase asked, string actor)
    {
        var known = book.Register.Now().Person(book.Scope, person) ?? throw new CaseRefusedException($"Không có người mang mã {person} ở địa bàn này.", $"There is no person {person} in this area.");
        if (known.Died is { } died)
        {
            throw new CaseRefusedException(FormattableString.Invariant($"Đã ghi người này chết ngày {died:dd/MM/yyyy}."), FormattableString.Invariant($"The death of this person on {died:yyyy-MM-dd} is recorded."));
        }

        if (day > book.Today || day < known.Born.Earliest)
        {
            throw new CaseRefusedException(FormattableString.Invariant($"Ngày chết {day:dd/MM/yyyy} không hợp lý."), FormattableString.Invariant($"The day of death {day:yyyy-MM-dd} cannot be."));
        }

        return OpenCase.Execute(book, asked with { Kind = CaseKind.Death, Person = person, Request = new DeathAsked(day) }, actor);
    }

    internal static Proposed Propose(CaseStep step, CaseProposal proposal)
    {
        if (step.File.Documents.Count == 0)
        {
            throw new CaseRefusedException("Cần giấy tờ: trích lục khai tử, hoặc biên bản xác nhận của thôn.", "Evidence is needed: an extract of the death record or the village's confirmation.");
        }

        var (person, day) = (step.File.Header.Person!.Value, ((DeathAsked)step.File.Request).Day);
        var items = AwardsOf(step, person)
            .Select(award => new ProposedItem(person, award.Benefit, Grant: false, Vnd.Zero, "", [new Bilingual(FormattableString.Invariant($"Chết ngày {day:dd/MM/yyyy}."), FormattableString.Invariant($"Died on {day:yyyy-MM-dd}."))], [], EvidenceGrade.Verified.Code())).ToList();
        return new Proposed("record", items, proposal.Reason, step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }

    internal static CarriedOut Carry(CaseStep step, Proposed proposal, CaseDecision decision)
    {
        var (person, day) = (step.File.Header.Person!.Value, ((DeathAsked)step.File.Request).Day);
        if (step.Snapshot.Person(step.Book.Scope, person)?.Died is { } recorded)
        {
            throw new CaseConflictException(new Bilingual("Việc báo tử", "The death"), "-", FormattableString.Invariant($"{recorded:yyyy-MM-dd}"));
        }

        step.Registry.RecordDeath(person, day, $"Hồ sơ {step.File.Id}: {step.File.Documents[0].Sha256}");
        var items = new List<DecidedItem>();
        foreach (var award in AwardsOf(step, person))
        {
            var first = FirstMonthNotOwed(step, award, person, day);
            step.Registry.EndAward(award.Id, first, $"Quyết định {decision.Number.Trim()}, hồ sơ {step.File.Id}: chết");
            items.Add(new DecidedItem(person, award.Benefit, award.Id.Value, Grant: false, first));
        }

        return new CarriedOut(items, []);
    }

    private static IEnumerable<AwardStretch> AwardsOf(CaseStep step, PersonId person) => step.Snapshot.Awards(AreaScope.All, among: new HashSet<PersonId> { person })
        .GroupBy(award => award.Id).Select(life => life.MaxBy(stretch => stretch.From)!).Where(award => award.State is not (AwardState.Ended or AwardState.Refused));

    /// <summary>The first month from that of the death on in which the law owes nothing more: asked of the rules, with the death in the household.</summary>
    private static BenefitMonth FirstMonthNotOwed(CaseStep step, AwardStretch award, PersonId person, DateOnly day)
    {
        var (pack, month) = (step.Book.Pack, BenefitMonth.Of(day));
        var carried = pack.Benefits.CarriedBy(award.Benefit, month).Select(benefit => benefit.Id).Append(award.Benefit).ToHashSet();
        if (step.Snapshot.HouseholdOf(AreaScope.All, person, month) is not { } id || step.Snapshot.Household(AreaScope.All, id, month) is not { } household)
        {
            return month.Next;
        }

        var dead = household with { People = [.. household.People.Select(member => member.Id == person ? member with { Died = new CaseDeath(day, step.Today) } : member)] };
        return pack.Determiners.Use(determiner =>
        {
            for (var last = month.AddMonths(LongestAfterDeath); month < last; month = month.Next)
            {
                if (determiner.Determine(dead, month, step.Today, DeterminationDetail.Claims).Find(person) is not { } answer || !answer.Claims.Any(claim => carried.Contains(claim.Benefit)))
                {
                    break;
                }
            }

            return month;
        });
    }

    /// <summary>How many months are looked at: no benefit of a person goes on for a year after death.</summary>
    private const int LongestAfterDeath = 12;
}
