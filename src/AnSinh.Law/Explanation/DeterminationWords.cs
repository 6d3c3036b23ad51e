using System.Globalization;

namespace AnSinh.Law;

/// <summary>The words in which a determination is explained, whatever the form: text for a terminal, a page to print. Sensitive facts are named, their values are not.</summary>
public sealed class DeterminationWords(LawPack pack, bool vietnamese)
{
    public ConditionWords Conditions { get; } = new(pack, vietnamese);

    public bool Vietnamese => vietnamese;

    public string Say(string vi, string en) => vietnamese ? vi : en;

    public string Month(BenefitMonth month) => Say($"Tháng {month.Month}/{month.Year}", $"Month {month}");

    public string KnownAt(DateOnly day) => Say(
        $"theo những gì biết đến ngày {day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}", $"by the law known on {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");

    public string Pack(HouseholdDetermination determination) => Say($"Bộ luật {determination.LawPack[..12]}", $"Law pack {determination.LawPack[..12]}");

    /// <summary>What the assessed facts classify the household or person as, beside what a decision attests.</summary>
    public string Status(StatusAnswer status)
    {
        var definition = pack.Benefits.Statuses.First(known => known.Id == status.Status);
        var fact = pack.Facts.Find(definition.Fact);
        var found = status.Value is { } value ? fact?.Say(value, vietnamese) ?? value
            : status.Stopped is { } stopped ? Say($"không phân loại được: {stopped.Vi}", $"cannot be classified: {stopped.En}")
            : status.Missing.Count == 0 ? Say("không phân loại được", "cannot be classified")
            : Say($"chưa phân loại được, cần hỏi {string.Join(", ", status.Missing.Select(Conditions.Label))}", $"not yet classified, to be asked: {string.Join(", ", status.Missing.Select(Conditions.Label))}");
        var attested = status.Attested is { } code ? fact?.Say(code, vietnamese) ?? code : Say("chưa có", "none");
        return Say($"{definition.Name.Vi} theo kết quả rà soát: {found}; quyết định đang có: {attested}", $"{definition.Name.En} by the assessment: {found}; decision in force: {attested}");
    }

    public string NothingDue => Say("Không có khoản nào được hưởng trong tháng.", "Nothing is due for the month.");

    public string StillDecides(MissingFact missing) =>
        Say($"còn quyết định: {string.Join("; ", missing.Benefits.Select(Name))}", $"still decides: {string.Join("; ", missing.Benefits.Select(Name))}");

    /// <summary>What would follow if one of the contradicting facts were struck out.</summary>
    public string Reading(ContradictionReading reading)
    {
        var supposed = reading.Without.Length == 0
            ? Say("Giữ nguyên như đã ghi", "All as recorded")
            : Say($"Nếu bỏ “{Conditions.Label(OwnCode(reading.Without))}”", $"If “{Conditions.Label(OwnCode(reading.Without))}” is struck out");
        var entitled = reading.Entitled.Select(entitled => $"{Name(entitled.Benefit)} {entitled.Amount} ₫").ToList();
        var missing = reading.Missing.Select(fact => Say($"cần hỏi {Conditions.Label(fact)}", $"to be asked: {Conditions.Label(fact)}"));
        var follows = string.Join("; ", entitled.Concat(missing));
        return $"{supposed}: {(follows.Length == 0 ? Say("không được hưởng", "nothing is due") : follows)}";
    }

    /// <summary>The refusals that one change of a fact that may be shown would turn, or all.</summary>
    public IReadOnlyList<Refusal> Shown(PersonDetermination person, RefusalsShown refusals) => refusals switch
    {
        RefusalsShown.All => person.Refused,
        RefusalsShown.Near => [.. person.Refused.Where(refusal => refusal.Nearest is [var change] && pack.Facts.Find(change.Fact) is { Sensitive: false })],
        _ => [],
    };

    public string Per(BenefitPeriod per) => per switch
    {
        BenefitPeriod.Once => Say("một lần", "once"),
        BenefitPeriod.Day => Say("một ngày", "a day"),
        BenefitPeriod.Year => Say("một năm", "a year"),
        _ => Say("một tháng", "a month"),
    };

    /// <summary>How much is owed, with its unit: <c>810.000 ₫</c>, <c>15 kg</c>.</summary>
    public static string Owed(Entitlement entitlement) => entitlement.Unit == "VND" ? $"{entitlement.Amount} ₫" : $"{entitlement.Quantity} {entitlement.Unit}";

    public string Parameter(string id) => pack.Parameters.Find(id)?.Name.In(vietnamese) ?? id;

    public string Payee(Payee payee) => $"{payee.Id} ({pack.Benefits.Payees.FirstOrDefault(known => known.Id == payee.Role)?.Name.In(vietnamese) ?? payee.Role})";

    public string Considered(ConsideredBenefit considered) => $"{Name(considered.Benefit)}, {considered.Amount} ₫. {considered.Why.In(vietnamese)}";

    /// <summary>A failed condition as one sentence; a bar, which has no label, speaks through its row.</summary>
    public string Failed(FailedCondition failed) => failed.Label.Vi.Length == 0
        ? failed.Text.In(vietnamese)
        : Say($"{failed.Label.Vi}: cần {Conditions.Needed(failed)}, hiện là {Conditions.Value(failed)}", $"{failed.Label.En}: needed {Conditions.Needed(failed)}, is {Conditions.Value(failed)}");

    public string Name(BenefitId benefit) => pack.Benefits.Find(benefit)?.Name.In(vietnamese) ?? benefit.Value;

    public string Fund(BenefitId benefit, string fund) =>
        pack.Benefits.Find(benefit)?.Programme.Funds.FirstOrDefault(known => known.Id == fund)?.Name.In(vietnamese) ?? fund;

    public string Grade(EvidenceGrade grade) => grade.Say(vietnamese);

    private static string OwnCode(string fact) => fact.Split('@')[0];
}
