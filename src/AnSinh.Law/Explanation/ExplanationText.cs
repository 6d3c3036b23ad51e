namespace AnSinh.Law;

/// <summary>Which refusals a text shows: none, those that one change would turn, or all.</summary>
public enum RefusalsShown
{
    None,
    Near,
    All,
}

/// <summary>
/// A determination in plain words: what is owed and by which article, what was refused and what would change it, what has to be asked. Sensitive facts
/// are named, their values are not.
/// </summary>
public sealed class ExplanationText(LawPack pack, bool vietnamese)
{
    private readonly ConditionWords _words = new(pack, vietnamese);

    public string Write(HouseholdDetermination determination, Func<PersonId, string> nameOf, RefusalsShown refusals)
    {
        var text = new List<string>();
        text.Add(Say($"Tháng {determination.Month.Month}/{determination.Month.Year}, theo những gì biết đến ngày {Day(determination.KnownAt)}",
            $"Month {determination.Month}, by the law known on {Iso(determination.KnownAt)}"));
        text.Add(Say($"Bộ luật {determination.LawPack[..12]}", $"Law pack {determination.LawPack[..12]}"));
        foreach (var status in determination.Statuses.Where(status => status.Person is null))
        {
            WriteStatus(text, status);
        }

        foreach (var person in determination.People)
        {
            text.Add("");
            text.Add(nameOf(person.Person));
            foreach (var status in determination.Statuses.Where(status => status.Person == person.Person))
            {
                WriteStatus(text, status);
            }

            WritePerson(text, person, refusals);
        }

        return string.Join('\n', text);
    }

    private void WriteStatus(List<string> text, StatusAnswer status)
    {
        var (definition, fact) = (pack.Benefits.Statuses.First(known => known.Id == status.Status), pack.Facts.Find(pack.Benefits.Statuses.First(known => known.Id == status.Status).Fact));
        var found = status.Value is { } value ? fact?.Say(value, vietnamese) ?? value
            : status.Stopped is { } stopped ? Say($"không phân loại được: {stopped.Vi}", $"cannot be classified: {stopped.En}")
            : status.Missing.Count == 0 ? Say("không phân loại được", "cannot be classified")
            : Say($"chưa phân loại được, cần hỏi {string.Join(", ", status.Missing.Select(_words.Label))}", $"not yet classified, to be asked: {string.Join(", ", status.Missing.Select(_words.Label))}");
        var attested = status.Attested is { } code ? fact?.Say(code, vietnamese) ?? code : Say("chưa có", "none");
        text.Add(Say($"  {definition.Name.Vi} theo kết quả rà soát: {found}; quyết định đang có: {attested}", $"  {definition.Name.En} by the assessment: {found}; decision in force: {attested}"));
        foreach (var row in status.Because)
        {
            text.Add($"      {row.Ref}: {row.Text}");
        }
    }

    private void WritePerson(List<string> text, PersonDetermination person, RefusalsShown refusals)
    {
        foreach (var entitlement in person.Entitlements)
        {
            WriteEntitlement(text, entitlement);
        }

        if (person.Entitlements.Count == 0)
        {
            text.Add(Say("  Không có khoản nào được hưởng trong tháng.", "  Nothing is due for the month."));
        }

        foreach (var missing in person.Missing)
        {
            text.Add(Say($"  ? Cần hỏi: {_words.Label(missing.Fact)}", $"  ? To be asked: {_words.Label(missing.Fact)}"));
            text.Add(Say($"      còn quyết định: {string.Join("; ", missing.Benefits.Select(Name))}", $"      still decides: {string.Join("; ", missing.Benefits.Select(Name))}"));
        }

        foreach (var stopped in person.Stopped)
        {
            text.Add($"  ! {Name(stopped.Benefit)}: {stopped.Reason} {stopped.Ref}".TrimEnd());
            foreach (var reading in stopped.Readings)
            {
                text.Add($"      {Reading(reading)}");
            }
        }

        var shown = refusals switch
        {
            RefusalsShown.All => person.Refused,
            RefusalsShown.Near => [.. person.Refused.Where(refusal => refusal.Nearest is [var change] && pack.Facts.Find(change.Fact) is { Sensitive: false })],
            _ => [],
        };
        foreach (var refusal in shown)
        {
            WriteRefusal(text, refusal);
        }

        if (person.Refused.Count > shown.Count)
        {
            var others = person.Refused.Count - shown.Count;
            text.Add(Say($"  … {others} khoản khác không thuộc diện (--all để xem lý do)", $"  … {others} other benefits do not apply (--all shows why)"));
        }
    }

    private void WriteEntitlement(List<string> text, Entitlement entitlement)
    {
        var per = entitlement.Per switch
        {
            BenefitPeriod.Once => Say("một lần", "once"),
            BenefitPeriod.Day => Say("một ngày", "a day"),
            BenefitPeriod.Year => Say("một năm", "a year"),
            _ => Say("một tháng", "a month"),
        };
        text.Add($"  ✓ {Name(entitlement.Benefit)} ({entitlement.Benefit}): {entitlement.Amount} ₫ {per}");
        text.Add($"      {entitlement.Calculation}");
        foreach (var row in entitlement.Because)
        {
            text.Add($"      {row.Ref}: {row.Text}");
        }

        foreach (var parameter in entitlement.Parameters)
        {
            text.Add($"      {pack.Parameters.Find(parameter.Id)?.Name.In(vietnamese) ?? parameter.Id} = {parameter.Value} ({parameter.Ref}; {Grade(parameter.Grade)})");
        }

        if (entitlement.Parts.Count > 1)
        {
            foreach (var part in entitlement.Parts)
            {
                text.Add($"      {part.Amount} ₫: {FundName(entitlement.Benefit, part.Fund)} ({part.Ref})");
            }
        }

        if (entitlement.Payee.Role != "self")
        {
            text.Add(Say($"      Người nhận tiền: {entitlement.Payee.Id} ({PayeeName(entitlement.Payee.Role)})", $"      Payee: {entitlement.Payee.Id} ({PayeeName(entitlement.Payee.Role)})"));
        }

        foreach (var considered in entitlement.Considered)
        {
            text.Add(Say($"      Đã xét: {Name(considered.Benefit)}, {considered.Amount} ₫. {considered.Why} {considered.Ref}", $"      Considered: {Name(considered.Benefit)}, {considered.Amount} ₫. {considered.Why} {considered.Ref}"));
        }

        if (entitlement.Grade > EvidenceGrade.Known)
        {
            text.Add(Say($"      Độ tin cậy của căn cứ: {Grade(entitlement.Grade)}", $"      Grade of evidence: {Grade(entitlement.Grade)}"));
        }
    }

    private void WriteRefusal(List<string> text, Refusal refusal)
    {
        text.Add($"  ✗ {Name(refusal.Benefit)} ({refusal.Benefit})");
        foreach (var failed in refusal.Because.Where(failed => failed.Row == refusal.Because[0].Row))
        {
            text.Add(failed.Label.Length == 0
                ? $"      {failed.Ref}: {failed.Text}"
                : Say($"      {failed.Label}: cần {_words.Needed(failed)}, hiện là {_words.Value(failed)} ({failed.Ref})", $"      {failed.Label}: needed {_words.Needed(failed)}, is {_words.Value(failed)} ({failed.Ref})"));
        }
    }

    private string Reading(ContradictionReading reading)
    {
        var supposed = reading.Without.Length == 0
            ? Say("Giữ nguyên như đã ghi", "All as recorded")
            : Say($"Nếu bỏ “{_words.Label(OwnCode(reading.Without))}”", $"If “{_words.Label(OwnCode(reading.Without))}” is struck out");
        var entitled = reading.Entitled.Select(entitled => $"{Name(entitled.Benefit)} {entitled.Amount} ₫").ToList();
        var missing = reading.Missing.Select(fact => Say($"cần hỏi {_words.Label(fact)}", $"to be asked: {_words.Label(fact)}"));
        var follows = string.Join("; ", entitled.Concat(missing));
        return $"{supposed}: {(follows.Length == 0 ? Say("không được hưởng", "nothing is due") : follows)}";
    }

    private static string OwnCode(string fact) => fact.Split('@')[0];

    private string PayeeName(string role) => pack.Benefits.Payees.FirstOrDefault(payee => payee.Id == role)?.Name.In(vietnamese) ?? role;

    private string Name(BenefitId benefit) => pack.Benefits.Find(benefit)?.Name.In(vietnamese) ?? benefit.Value;

    private string FundName(BenefitId benefit, string fund) =>
        pack.Benefits.Find(benefit)?.Programme.Funds.FirstOrDefault(known => known.Id == fund)?.Name.In(vietnamese) ?? fund;

    private string Grade(EvidenceGrade grade) => grade.Say(vietnamese);

    private string Say(string vi, string en) => vietnamese ? vi : en;

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
