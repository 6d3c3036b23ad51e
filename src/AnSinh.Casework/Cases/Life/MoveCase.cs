using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Life;

/// <summary>
/// A household moves. The place left stops its awards and hands the papers on; at the new place a case for each award is open at once, and its decision pays from the month after the last one paid by the old place
/// (parameter <c>di_chuyen.thang_sau</c>): no month is lost or paid twice.
/// </summary>
public static class MoveCase
{
    private const string MonthsAfter = "di_chuyen.thang_sau";

    /// <exception cref="CaseRefusedException">No household of the area, no such commune, or a day to come.</exception>
    public static OpenedCase Open(CaseBook book, HouseholdId household, MoveAsked move, NewCase asked, string actor)
    {
        var faults = new List<Bilingual>();
        if (book.Register.Now().Household(book.Scope, household, BenefitMonth.Of(book.Today)) is not { } lives)
        {
            faults.Add(new($"Không có hộ mang mã {household} ở địa bàn này.", $"There is no household {household} in this area."));
            throw new CaseRefusedException(faults);
        }

        if (!move.Commune.IsCommune || PlaceDirectory.VietNam.Find(move.Commune) is null)
        {
            faults.Add(new($"Không có xã mang mã {move.Commune}.", $"There is no commune {move.Commune}."));
        }

        if (move.From > book.Today)
        {
            faults.Add(new(FormattableString.Invariant($"Ngày chuyển {move.From:dd/MM/yyyy} chưa đến."), FormattableString.Invariant($"The day of the move {move.From:yyyy-MM-dd} has not come.")));
        }

        CaseRefusedException.ThrowIfAny(faults);
        return OpenCase.Execute(book, asked with { Kind = CaseKind.Move, Commune = lives.Place, Household = household, Request = move }, actor);
    }

    internal static Proposed Propose(CaseStep step, CaseProposal proposal)
    {
        var move = (MoveAsked)step.File.Request;
        var items = AwardsOf(step, move)
            .Select(award => new ProposedItem(award.Person, award.Benefit, Grant: false, Vnd.Zero, "", [new Bilingual($"Chuyển đến {move.Commune}.", $"Moved to {move.Commune}.")], [], EvidenceGrade.Verified.Code())).ToList();
        return new Proposed("move", items, proposal.Reason, step.Snapshot.Number.Value, step.Book.Pack.Hash);
    }

    internal static CarriedOut Carry(CaseStep step, CaseDecision decision)
    {
        var (move, household) = ((MoveAsked)step.File.Request, step.File.Header.Household!.Value);
        var (items, follows) = (new List<DecidedItem>(), new List<string>());
        step.Registry.MoveHousehold(household, move.Commune, move.From, move.Village);
        foreach (var award in AwardsOf(step, move))
        {
            var first = BenefitMonth.Of(decision.On).AddMonths(Months(step, decision.On));
            step.Registry.EndAward(award.Id, first, $"Quyết định {decision.Number.Trim()}, hồ sơ {step.File.Id}: chuyển đến {move.Commune}");
            items.Add(new DecidedItem(award.Person, award.Benefit, award.Id.Value, Grant: false, first));
            var (id, _) = OpenCase.In(step, new NewCase
            {
                Kind = CaseKind.Application,
                Commune = move.Commune,
                Person = award.Person,
                About = step.File.Id,
                Applicant = step.File.Opening.Applicant,
                Relation = step.File.Opening.Relation,
                Channel = OpenCase.ByDecision,
                Request = new BenefitsAsked([award.Benefit], award.Certificate, award.Id.Value, first),
                Text = $"Chuyển từ {step.File.Header.Commune}, hồ sơ {step.File.Id}",
            });
            follows.Add(id);
        }

        return new CarriedOut(items, follows);
    }

    /// <summary>Awards of the household's members that another commune decided: those of the new one go on.</summary>
    private static IEnumerable<AwardStretch> AwardsOf(CaseStep step, MoveAsked move)
    {
        var household = step.Snapshot.Household(step.Book.Scope, step.File.Header.Household!.Value, BenefitMonth.Of(step.Today));
        var people = household?.People.Select(person => person.Id).ToHashSet() ?? [];
        return step.Snapshot.Awards(AreaScope.All, BenefitMonth.Of(step.Today), people).Where(award => award.Place != move.Commune);
    }

    private static int Months(CaseStep step, DateOnly day) => step.Book.Pack.Parameters.Find(MonthsAfter)?.At(BenefitMonth.Of(day), day, default) is { } months
        ? int.CreateChecked(months.Value)
        : throw new CaseRefusedException($"Bộ luật không có tham số {MonthsAfter}.", $"The law pack has no parameter {MonthsAfter}.");
}
