using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>The decision that grants a benefit: the amount in figures and words, its arithmetic, and the article, clause and point of every đồng.</summary>
/// <param name="Pack">Names of programmes, funds and parameters.</param>
/// <param name="Office">Who decides.</param>
/// <param name="Number">Number and sign of the decision.</param>
/// <param name="Date">Day of signing; null for a draft.</param>
/// <param name="Person">Who is entitled.</param>
/// <param name="Entitlement">What the law says is due in the first month.</param>
/// <param name="From">The first month paid.</param>
/// <param name="Applied">Day of the application, where there is one.</param>
/// <param name="PaidBy">How the money reaches whom: <c>cho bà …, bằng tiền mặt tại điểm chi trả</c>.</param>
public sealed record DecisionLetter(
    LawPack Pack, LetterOffice Office, string Number, DateOnly? Date, LetterPerson Person, Entitlement Entitlement, BenefitMonth From, DateOnly? Applied, string PaidBy)
{
    public string Write()
    {
        var on = Date ?? From.Last;
        var named = Person.Named(on);
        var benefit = Pack.Benefits.Find(Entitlement.Benefit)!;
        var programme = benefit.Programme.Name.Vi;
        // A paper that goes through several hands names the point of law, not the illness.
        var discreet = Pack.IsDiscreet(benefit.Id);
        var page = new LetterPage(Office, "QUYẾT ĐỊNH", $"Về việc {LetterPage.Lower(programme)} đối với {named}", Number, Date);
        page.Heading($"CHỦ TỊCH ỦY BAN NHÂN DÂN {Office.Commune.ToUpperInvariant()}");
        page.Basis("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;");
        foreach (var basis in LetterPage.BasisOf(Pack, Entitlement.Because.Select(reason => reason.Ref).Concat(Entitlement.Parameters.Select(parameter => parameter.Ref)).Concat(Entitlement.Parts.Select(part => part.Ref))))
        {
            page.Basis(basis);
        }

        page.Basis($"Xét đề nghị của {Person.Addressee(on)}{(Applied is { } day ? $" ngày {LetterPage.Day(day)}" : "")}.");
        page.Heading("QUYẾT ĐỊNH:");
        page.Article(1, $"Thực hiện chế độ {LetterPage.Lower(programme)} đối với {Person.InFull(on)}, thuộc diện: {(discreet ? "quy định tại" : LetterPage.Lower(benefit.Name.Vi) + ",")} {benefit.Ref}.");
        page.Paragraph($"1. Mức hưởng: {Entitlement.Amount} đồng{Per(Entitlement.Per)} (bằng chữ: {LetterPage.Lower(AmountInWords.Of(Entitlement.Amount))}).");
        page.Paragraph($"2. Cách tính: {Entitlement.Calculation} (đồng).{string.Concat(Entitlement.Parameters.Select(parameter => $" {Name(parameter.Id)}: {parameter.Value.Vi} ({parameter.Ref})."))}");
        page.Paragraph(Entitlement.Per == BenefitPeriod.Once ? "3. Chi trả một lần." : $"3. Thời điểm hưởng: từ {LetterPage.Month(From)}.");
        page.Paragraph($"4. Nguồn kinh phí: {string.Join("; ", Entitlement.Parts.Select(part => Fund(benefit, part)))}.");
        page.Paragraph("5. Lý do và căn cứ:");
        foreach (var reason in Entitlement.Because.Where(reason => reason.Text.Vi.Length > 0))
        {
            page.Paragraph(discreet ? $"- {reason.Ref}." : "- " + LetterPage.Cited(reason.Text.Vi, reason.Ref));
        }

        page.Article(2, $"Tiền được chi trả {PaidBy}.");
        page.Article(3, $"Công chức phụ trách bảo trợ xã hội, các đơn vị liên quan và {Person.Addressee(on)} chịu trách nhiệm thi hành. Quyết định có hiệu lực từ ngày ký./.");
        return page.Sign(Office, onBehalf: false, ["Như Điều 3", "Đơn vị chi trả"], Closing(Pack, Person, on, Office), [.. Weak()]);
    }

    /// <summary>The right to object, with its time by the law of the day.</summary>
    internal static string Closing(LawPack pack, LetterPerson person, DateOnly on, LetterOffice office) =>
        $"Nếu không đồng ý, {person.Reader(on)} có quyền khiếu nại {TimeToObject(pack, on, "văn bản này")} tại Ủy ban nhân dân {LetterPage.Lower(office.Commune)}.";

    /// <summary>How long somebody may object from the day on which a paper was received, with its citation; nothing but the right where the pack has no such time.</summary>
    internal static string TimeToObject(LawPack pack, DateOnly on, string paper) => new DeadlineCatalog(pack).Find("khieu_nai.nop", on) is { } time
        ? $"trong {time.Length} ngày kể từ ngày nhận {paper} ({(pack.Instruments.Find(time.Ref.Number) is { } law ? $"{law.Title.Vi} số {law.Number}, Điều {time.Ref.Article}" : time.Ref)})"
        : "theo quy định của pháp luật về khiếu nại";

    /// <summary>What this amount rests on that nobody has read in the gazette yet.</summary>
    private IEnumerable<string> Weak()
    {
        if (Entitlement.Grade <= EvidenceGrade.Known)
        {
            yield break;
        }

        yield return $"Độ tin cậy chung của căn cứ: {Entitlement.Grade.Say(vietnamese: true)}.";
        foreach (var parameter in Entitlement.Parameters.Where(parameter => parameter.Grade > EvidenceGrade.Known))
        {
            yield return $"{Name(parameter.Id)} {parameter.Value.Vi} ({parameter.Ref}): {parameter.Grade.Say(vietnamese: true)}.";
        }
    }

    private string Fund(Benefit benefit, AmountPart part)
    {
        var fund = benefit.Programme.Funds.FirstOrDefault(known => known.Id == part.Fund)?.Name.Vi ?? part.Fund;
        return $"{LetterPage.Lower(fund)}, {part.Amount} đồng{(part.Ref.Length > 0 ? $" ({part.Ref})" : "")}";
    }

    private string Name(string parameter) => Pack.Parameters.Find(parameter)?.Name.Vi ?? parameter;

    private static string Per(BenefitPeriod per) => per switch { BenefitPeriod.Month => "/tháng", BenefitPeriod.Day => "/ngày", _ => "" };
}
