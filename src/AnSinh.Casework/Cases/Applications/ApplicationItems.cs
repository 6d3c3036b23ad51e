using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Cases.Applications;

/// <summary>What the law says of each benefit asked for: owed, or refused with its reasons and the nearest yes. Where nothing is named: whatever is owed and no award carries yet.</summary>
internal sealed class ApplicationItems(ApplicationReading reading, RegistrySnapshot snapshot, bool refuseUnproven)
{
    private readonly DeterminationWords _vi = new(reading.Pack, vietnamese: true);
    private readonly DeterminationWords _en = new(reading.Pack, vietnamese: false);
    private readonly List<Bilingual> _faults = [];

    /// <exception cref="CaseRefusedException">A benefit is carried by an award already, stopped, or still open; every fault is listed.</exception>
    public IReadOnlyList<ProposedItem> All()
    {
        var determination = reading.Determine();
        var people = determination.People.Where(person => reading.IsAbout(person.Person)).ToList();
        var carried = CarriedNow([.. people.Select(person => person.Person)]);
        var items = new List<ProposedItem>();
        foreach (var person in people)
        {
            var asked = reading.Asked.Benefits.Count > 0 ? reading.Asked.Benefits : [.. person.Entitlements.Select(entitlement => entitlement.Benefit)];
            foreach (var benefit in asked)
            {
                if (carried.FirstOrDefault(award => award.Person == person.Person && Carries(award, benefit)) is { } award)
                {
                    if (reading.Asked.Benefits.Count > 0)
                    {
                        _faults.Add(new($"Đang hưởng {benefit} theo quyết định {award.DecisionNumber}.", $"{benefit} is carried by decision {award.DecisionNumber} already."));
                    }
                }
                else if (Item(person, benefit) is { } item)
                {
                    items.Add(item);
                }
            }
        }

        if (reading.File.Header.Person is null)
        {
            items = OfHousehold(items);
        }

        if (items.Count == 0 && _faults.Count == 0)
        {
            _faults.Add(new("Theo những gì đã biết không có khoản nào để quyết định.", "By what is known there is nothing to decide."));
        }

        CaseRefusedException.ThrowIfAny(_faults);
        return items;
    }

    /// <summary>A household asks for whoever is entitled: the others are not refused what nobody asked for them. Where nobody is, each benefit is refused once, for the member who is nearest to it.</summary>
    private static List<ProposedItem> OfHousehold(List<ProposedItem> items) => items.Any(item => item.Grant)
        ? [.. items.Where(item => item.Grant)]
        : [.. items.GroupBy(item => item.Benefit).Select(refused => refused.MaxBy(item => item.Nearest.Count)!)];

    /// <summary>Awards of these people in force, wherever they were decided: nobody gets one benefit twice.</summary>
    private List<AwardStretch> CarriedNow(HashSet<PersonId> people) => [.. snapshot.Awards(AreaScope.All, reading.Month, people).Where(award => award.Id.Value != reading.Asked.Continues)];

    private bool Carries(AwardStretch award, BenefitId benefit) =>
        award.Benefit == benefit || reading.Pack.Benefits.CarriedBy(award.Benefit, reading.Month).Any(known => known.Id == benefit);

    private ProposedItem? Item(PersonDetermination person, BenefitId benefit)
    {
        if (person.Stopped.FirstOrDefault(stopped => stopped.Benefit == benefit) is { } stop)
        {
            _faults.Add(new($"{_vi.Name(benefit)}: {stop.Reason.Vi} {stop.Ref}".TrimEnd(), $"{_en.Name(benefit)} is stopped: {stop.Reason.En} {stop.Ref}".TrimEnd()));
            return null;
        }

        if (person.Entitlements.FirstOrDefault(owed => owed.Benefit == benefit) is { } owed)
        {
            return new ProposedItem(
                person.Person, benefit, Grant: true, owed.Amount, owed.Calculation, [.. owed.Because.Select(row => Cited(row.Text, row.Ref))], [],
                EvidenceGrades.Weaker(owed.Grade, owed.Parameters.Select(parameter => parameter.Grade).DefaultIfEmpty(EvidenceGrade.Verified).Max()).Code());
        }

        if (person.Missing.Where(missing => missing.Benefits.Contains(benefit)).ToList() is { Count: > 0 } missing)
        {
            var (vi, en) = (string.Join(", ", missing.Select(fact => _vi.Conditions.Label(fact.Fact))), string.Join(", ", missing.Select(fact => _en.Conditions.Label(fact.Fact))));
            if (refuseUnproven)
            {
                return Refused(person.Person, benefit, [new($"Chưa chứng minh được: {vi}.", $"Not proven: {en}.")], []);
            }

            _faults.Add(new($"{_vi.Name(benefit)}: chưa rõ {vi}.", $"{_en.Name(benefit)}: not known: {en}."));
            return null;
        }

        if (person.Entitlements.SelectMany(other => other.Considered).FirstOrDefault(considered => considered.Benefit == benefit) is { } lost)
        {
            return Refused(person.Person, benefit, [Cited(lost.Why, lost.Ref)], []);
        }

        var refusal = person.Refused.FirstOrDefault(refused => refused.Benefit == benefit);
        if (refusal is null)
        {
            _faults.Add(new($"{_vi.Name(benefit)}: luật không trả lời cho tháng {reading.Month}.", $"{_en.Name(benefit)}: the law has no answer for {reading.Month}."));
            return null;
        }

        var failing = refusal.Because.Where(failed => failed.Row == refusal.Because[0].Row).ToList();
        return Refused(
            person.Person, benefit, [.. failing.Select(failed => Cited(new Bilingual(_vi.Failed(failed), _en.Failed(failed)), failed.Ref))],
            [.. refusal.Nearest.Count == 0 ? [] : failing.Select(failed => new Bilingual(_vi.Conditions.Change(failed), _en.Conditions.Change(failed)))]);
    }

    private static Bilingual Cited(Bilingual text, string reference) => new($"{text.Vi} ({reference})", $"{text.En} ({reference})");

    private static ProposedItem Refused(PersonId person, BenefitId benefit, IReadOnlyList<Bilingual> because, IReadOnlyList<Bilingual> nearest) =>
        new(person, benefit, Grant: false, Vnd.Zero, "", because, nearest, EvidenceGrade.Verified.Code());
}
