using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Letters;

public enum LetterKind
{
    Decision,
    Refusal,
    Arrears,
}

/// <summary>A paper ready for print. The file's name holds no personal data.</summary>
public sealed record Letter(LetterKind Kind, PersonId Person, string FileName, string Html);

/// <summary>A decision for which no letter is written, because register and law do not agree with it.</summary>
public sealed record LetterFinding(PersonId Person, string DecisionNumber, BenefitId Benefit, Bilingual Why);

/// <summary>
/// Writes the letters of the decisions of a month from the register: a decision letter for each award granted, a refusal for each application refused. The law is asked with what was
/// known when the decision first reached the register, so that the same letter comes out later. A decision with which the law does not agree gets no letter but a finding.
/// </summary>
/// <param name="pack">The law.</param>
/// <param name="register">Where the decisions stand.</param>
/// <param name="snapshot">As known when the letters are written.</param>
/// <param name="scope">What the reader may see, by the commune that decided and by where people live.</param>
/// <param name="chair">Who signs; empty leaves room for the name.</param>
public sealed class AwardLetters(LawPack pack, Register register, RegistrySnapshot snapshot, AreaScope scope, string chair)
{
    private readonly Determiner _determiner = new(pack);
    private readonly Dictionary<KnowledgeNumber, RegistrySnapshot> _then = [];
    private readonly List<LetterFinding> _findings = [];

    public IReadOnlyList<LetterFinding> Findings => _findings;

    /// <param name="month">The month in which the decisions were signed.</param>
    /// <param name="wanted">Decisions, refusals, or both.</param>
    /// <param name="only">Only these decisions; null for all of the month.</param>
    public IReadOnlyList<Letter> Of(BenefitMonth month, IReadOnlySet<LetterKind> wanted, IReadOnlySet<AwardId>? only = null)
    {
        _findings.Clear();
        var decided = snapshot.Awards(scope).Where(award => BenefitMonth.Of(award.Decided) == month && (only is null || only.Contains(award.Id)))
            .GroupBy(award => award.Id).Select(life => life.MinBy(stretch => stretch.From)!)
            .Where(award => wanted.Contains(award.State == AwardState.Refused ? LetterKind.Refusal : LetterKind.Decision))
            .OrderBy(award => award.Decided).ThenBy(award => award.Id)
            .Select(award => (Award: award, Answer: Ask(award))).ToList();
        var payees = decided.Select(one => one.Answer.Entitlement?.Payee.Id).OfType<string>().Select(id => new PersonId(id)).ToHashSet();
        var accounts = snapshot.Accounts(scope, payees, month.Last);
        var letters = new List<Letter>();
        foreach (var (award, (entitlement, refusal)) in decided)
        {
            if (About(award) is not { } person)
            {
                Find(award, "người này không còn ở địa bàn được xem", "the person does not live in the area shown");
            }
            else if (entitlement is not null)
            {
                letters.Add(new Letter(LetterKind.Decision, award.Person, $"quyet-dinh-{award.Id}.html", new DecisionLetter(
                    pack, Office(award.Place), award.DecisionNumber, award.Decided, person, entitlement, award.From, award.Applied, PaidBy(entitlement, award, person, accounts)).Write()));
            }
            else if (refusal is not null)
            {
                letters.Add(new Letter(LetterKind.Refusal, award.Person, $"tu-choi-{award.Id}.html",
                    new RefusalLetter(pack, Office(award.Place), award.DecisionNumber, award.Decided, person, refusal, award.From, award.Applied).Write()));
            }
        }

        return letters;
    }

    /// <summary>The office of a commune as its letters name it.</summary>
    public static LetterOffice OfficeOf(PlaceCode commune, string chair) => PlaceDirectory.VietNam.Find(commune) is { } place
        ? new LetterOffice(place.Name, PlaceDirectory.VietNam.Find(place.Province)?.Name ?? "", chair)
        : new LetterOffice(commune.Value, "", chair);

    /// <summary>A person as letters of a day address them; null when the person's file lies outside the area.</summary>
    public static LetterPerson? PersonOf(RegistrySnapshot snapshot, AreaScope scope, PersonId person, DateOnly day)
    {
        if (snapshot.Person(scope, person) is not { } known)
        {
            return null;
        }

        var residence = snapshot.ResidenceOf(scope, person, day);
        var commune = residence is null ? "" : PlaceDirectory.VietNam.Find(residence.Commune)?.Name ?? residence.Commune.Value;
        var address = residence is { Village.Length: > 0 } ? $"{LetterPage.Lower(residence.Village)}, {LetterPage.Lower(commune)}" : LetterPage.Lower(commune);
        return new LetterPerson(known.FullName, known.Born, known.Sex, address.Length == 0 ? "địa bàn" : address);
    }

    private LetterPerson? About(AwardStretch award) => PersonOf(snapshot, scope, award.Person, award.Decided);

    private LetterOffice Office(PlaceCode commune) => OfficeOf(commune, chair);

    /// <summary>What the law said about the award when it was recorded; both null when a finding says why there is no letter.</summary>
    private (Entitlement? Entitlement, Refusal? Refusal) Ask(AwardStretch award)
    {
        if (snapshot.FirstRecorded(scope, award.Id) is not { } first)
        {
            return default;
        }

        if (!_then.TryGetValue(first.Number, out var then))
        {
            _then.Add(first.Number, then = register.At(first.Number));
        }

        var person = then.Award(scope, award.Id)[0].Person;
        if (then.HouseholdOf(scope, person, award.From) is not { } id || then.Household(scope, id, award.From) is not { } household)
        {
            return Find(award, $"không rõ hộ của người này trong tháng {award.From} ở địa bàn được xem", $"no household of this person in {award.From} in the area shown");
        }

        var determination = _determiner.Determine(household, award.From, first.Day);
        var answer = determination.Find(person)!;
        var carried = pack.Benefits.CarriedBy(award.Benefit, award.From).Select(benefit => benefit.Id).ToHashSet();
        return award.State == AwardState.Refused ? Refused(award, answer, carried) : Granted(award, person, household, determination, answer, carried);
    }

    private (Entitlement?, Refusal?) Granted(
        AwardStretch award, PersonId person, CaseHousehold household, HouseholdDetermination determination, PersonDetermination answer, HashSet<BenefitId> carried)
    {
        if (answer.Claims.Any(claim => carried.Contains(claim.Benefit)))
        {
            var paid = _determiner.Resolve(determination, (member, benefit) => (member == person && carried.Contains(benefit)) || Carries(household, member, benefit, award.From));
            return paid.First(one => one.Person == person).Entitlements.FirstOrDefault(one => carried.Contains(one.Benefit)) is { } entitlement
                ? (entitlement, null)
                : Find(award, "đã quyết định hưởng, nhưng theo luật khoản này không chi bên cạnh khoản khác người này đang hưởng", "granted, but by law not paid beside another award of this person");
        }

        return Disagree(award, answer, carried, ("đã quyết định hưởng, nhưng theo luật chưa đủ điều kiện", "granted, but by law not due"));
    }

    private (Entitlement?, Refusal?) Refused(AwardStretch award, PersonDetermination answer, HashSet<BenefitId> carried)
    {
        if (answer.Claims.Any(claim => carried.Contains(claim.Benefit)))
        {
            return Find(award, "đã từ chối, nhưng theo luật đủ điều kiện hưởng", "refused, but by law due");
        }

        return answer.Refused.FirstOrDefault(refusal => refusal.Benefit == award.Benefit) is { Because.Count: > 0 } refusal && !answer.Missing.Any(missing => missing.Benefits.Contains(award.Benefit))
            ? (null, refusal)
            : Disagree(award, answer, carried, ("đã từ chối, nhưng luật chưa cho câu trả lời", "refused, but the law gives no answer"));
    }

    private (Entitlement?, Refusal?) Disagree(AwardStretch award, PersonDetermination answer, HashSet<BenefitId> carried, (string Vi, string En) otherwise)
    {
        if (answer.Missing.FirstOrDefault(missing => missing.Benefits.Any(carried.Contains)) is { } missing)
        {
            return Find(award, $"chưa biết: {new ConditionWords(pack, vietnamese: true).Label(missing.Fact)}", $"not known: {new ConditionWords(pack, vietnamese: false).Label(missing.Fact)}");
        }

        var failed = answer.Refused.FirstOrDefault(refusal => carried.Contains(refusal.Benefit))?.Because;
        return failed is { Count: > 0 }
            ? Find(award, $"{otherwise.Vi}: {failed[0].Text.Vi} ({failed[0].Ref})", $"{otherwise.En}: {failed[0].Text.En} ({failed[0].Ref})")
            : Find(award, otherwise.Vi, otherwise.En);
    }

    private bool Carries(CaseHousehold household, PersonId person, BenefitId benefit, BenefitMonth month) => household.People.First(member => member.Id == person).Awards
        .Any(award => award.From <= month && !(award.To < month) && pack.Benefits.CarriedBy(award.Benefit, month).Any(carried => carried.Id == benefit));

    private string PaidBy(Entitlement entitlement, AwardStretch award, LetterPerson person, IReadOnlyDictionary<PersonId, PayeeAccount> accounts)
    {
        var payee = new PersonId(entitlement.Payee.Id);
        var named = payee == award.Person ? person.Addressee(award.Decided) : PersonOf(snapshot, scope, payee, award.Decided)?.Addressee(award.Decided) ?? "người nhận thay";
        var role = entitlement.Payee.Role switch { "carer" => " (người nhận chăm sóc)", "burial" => " (người lo mai táng)", _ => "" };
        return $"cho {named}{role}, {(accounts.TryGetValue(payee, out var account) && account.Consent is not null ? "qua tài khoản đã đăng ký" : "bằng tiền mặt tại điểm chi trả")}";
    }

    private (Entitlement?, Refusal?) Find(AwardStretch award, string vi, string en)
    {
        _findings.Add(new LetterFinding(award.Person, award.DecisionNumber, award.Benefit, new Bilingual(vi, en)));
        return default;
    }
}
