using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>The decision that grants a benefit.</summary>
public sealed record DecisionLetter(
    LetterOffice Office, string Number, DateOnly Date, LetterPerson Person, string BenefitName, Entitlement Entitlement, BenefitMonth From, DateOnly? Applied, string PaidBy)
{
    public string Write()
    {
        var title = Person.Title(Date);
        var page = new LetterPage(Office, "QUYẾT ĐỊNH", $"Về việc {Lower(BenefitName)}", Number, Date);
        page.Heading($"CHỦ TỊCH ỦY BAN NHÂN DÂN {Office.Commune.ToUpperInvariant()}");
        page.Basis("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;");
        foreach (var basis in LetterPage.BasisOf(Entitlement.Because.Select(reason => reason.Ref).Concat(Entitlement.Parameters.Select(parameter => parameter.Ref))))
        {
            page.Basis(basis);
        }

        page.Basis(Applied is { } day ? $"Xét đề nghị của {title} {Person.FullName} ngày {LetterPage.Day(day)}." : $"Xét đề nghị của {title} {Person.FullName}.");
        page.Heading("QUYẾT ĐỊNH:");
        page.Article(1, $"{BenefitName} cho {title} {Person.FullName}, {Person.BornText}, thường trú tại {Person.Address}.");
        page.Paragraph($"Mức hưởng: {Entitlement.Amount} đồng{Per(Entitlement.Per)} (bằng chữ: {Lower(AmountInWords.Of(Entitlement.Amount))}). Cách tính: {Entitlement.Calculation}.");
        page.Paragraph(Entitlement.Per == BenefitPeriod.Once ? "Chi trả một lần." : $"Thời điểm hưởng: từ {LetterPage.Month(From)}.");
        foreach (var reason in Entitlement.Because.Where(reason => reason.Text.Length > 0))
        {
            page.Paragraph($"- {reason.Text} ({reason.Ref})");
        }

        page.Article(2, $"Trợ cấp được chi trả {PaidBy}.");
        page.Article(3, $"Công chức phụ trách bảo trợ xã hội, các đơn vị liên quan và {title} {Person.FullName} chịu trách nhiệm thi hành. Quyết định có hiệu lực từ ngày ký./.");
        return page.Sign(Office, ["Như Điều 3", "Đơn vị chi trả"], Closing(title, Office));
    }

    internal static string Closing(string title, LetterOffice office) =>
        $"Nếu không đồng ý, {title} có quyền khiếu nại trong 90 ngày kể từ ngày nhận văn bản này (Luật Khiếu nại số 02/2011/QH13, Điều 9) tại Ủy ban nhân dân {office.Commune}.";

    internal static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static string Per(BenefitPeriod per) => per switch { BenefitPeriod.Month => "/tháng", BenefitPeriod.Day => "/ngày", _ => "" };
}

/// <summary>The letter that refuses, with the condition that failed and what would make it a yes.</summary>
public sealed record RefusalLetter(
    LetterOffice Office, string Number, DateOnly Date, LetterPerson Person, string BenefitName, Refusal Refusal, IReadOnlyDictionary<string, string> FactLabels, DateOnly? Applied)
{
    public string Write()
    {
        var title = Person.Title(Date);
        var page = new LetterPage(Office, "THÔNG BÁO", $"Về việc không giải quyết {DecisionLetter.Lower(BenefitName)}", Number, Date);
        page.Paragraph($"Kính gửi: {title} {Person.FullName}, {Person.BornText}, thường trú tại {Person.Address}.");
        page.Paragraph((Applied is { } day ? $"Ủy ban nhân dân {Office.Commune} đã xem xét đề nghị ngày {LetterPage.Day(day)} của {title}" : $"Ủy ban nhân dân {Office.Commune} đã xem xét đề nghị của {title}")
            + $" về {DecisionLetter.Lower(BenefitName)}. {Capital(title)} chưa đủ điều kiện hưởng, vì:");
        foreach (var failed in Refusal.Because)
        {
            page.Paragraph($"- {Label(failed.Fact)}: hiện là {failed.Value}, cần {failed.Needed}. {failed.Text} ({failed.Ref})");
        }

        if (Refusal.Nearest.Count > 0)
        {
            page.Paragraph($"{Capital(title)} sẽ được xem xét lại nếu: {string.Join("; ", Refusal.Nearest.Select(change => $"{Label(change.Fact)} là {change.To}"))}.");
        }

        page.Paragraph($"Khi có thay đổi, đề nghị {title} báo cho Ủy ban nhân dân {Office.Commune} để được hướng dẫn lập hồ sơ./.");
        return page.Sign(Office, [$"{Capital(title)} {Person.FullName}"], DecisionLetter.Closing(title, Office));
    }

    private string Label(string fact) => FactLabels.TryGetValue(fact, out var label) ? label : fact;

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

/// <summary>One earlier month that is paid now.</summary>
public sealed record ArrearsRow(string BenefitName, BenefitMonth Month, Vnd Due, Vnd PaidBefore, Vnd Now);

/// <summary>The notice of arrears: which months, what was due, what had been paid, and why it is paid now.</summary>
public sealed record ArrearsNotice(
    LetterOffice Office, string Number, DateOnly Date, LetterPerson Person, BenefitMonth PaidWith, string Reason, IReadOnlyList<string> Refs, IReadOnlyList<ArrearsRow> Rows)
{
    public string Write()
    {
        var title = Person.Title(Date);
        var total = Vnd.Sum(Rows.Select(row => row.Now));
        var page = new LetterPage(Office, "THÔNG BÁO", "Về việc truy lĩnh trợ cấp", Number, Date);
        foreach (var basis in LetterPage.BasisOf(Refs))
        {
            page.Basis(basis);
        }

        page.Paragraph($"Kính gửi: {title} {Person.FullName}, {Person.BornText}, thường trú tại {Person.Address}.");
        page.Paragraph($"Trong kỳ chi trả {LetterPage.Month(PaidWith)}, {title} được truy lĩnh {total} đồng (bằng chữ: {DecisionLetter.Lower(AmountInWords.Of(total))}). Lý do: {Reason}.");
        page.Table(
            ["Chế độ", "Tháng", "Mức đúng (đồng)", "Đã chi (đồng)", "Truy lĩnh (đồng)"],
            Rows.Select(row => new[] { row.BenefitName, string.Create(CultureInfo.InvariantCulture, $"{row.Month.Month:00}/{row.Month.Year}"), $"{row.Due}", $"{row.PaidBefore}", $"{row.Now}" }));
        page.Paragraph("Khoản này được chi cùng trợ cấp của tháng, theo cách nhận tiền đã đăng ký./.");
        return page.Sign(Office, [$"{char.ToUpperInvariant(title[0])}{title[1..]} {Person.FullName}"], DecisionLetter.Closing(title, Office));
    }
}
