using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>One earlier month that is paid now. Amounts in VND.</summary>
public sealed record ArrearsRow(string BenefitName, BenefitMonth Month, Vnd Due, Vnd PaidBefore, Vnd Now);

/// <summary>The notice of arrears: which months, what was due, what had been paid, and why it is paid now.</summary>
public sealed record ArrearsNotice(
    LawPack Pack, LetterOffice Office, string Number, DateOnly? Date, LetterPerson Person, BenefitMonth PaidWith, string Reason, IReadOnlyList<string> Refs, IReadOnlyList<ArrearsRow> Rows)
{
    public string Write()
    {
        var on = Date ?? PaidWith.First;
        var total = Vnd.Sum(Rows.Select(row => row.Now));
        var page = new LetterPage(Office, "THÔNG BÁO", "Về việc truy lĩnh trợ cấp", Number, Date);
        page.Addressee(LetterPage.Capital(Person.Addressee(on)));
        foreach (var basis in LetterPage.BasisOf(Pack, Refs))
        {
            page.Basis(basis);
        }

        page.Paragraph($"Ủy ban nhân dân {LetterPage.Lower(Office.Commune)} thông báo: trong kỳ chi trả {LetterPage.Month(PaidWith)}, {Person.InFull(on)}, được truy lĩnh {total} đồng (bằng chữ: {LetterPage.Lower(AmountInWords.Of(total))}).");
        page.Paragraph($"Lý do: {Reason}.");
        page.Table(
            ["Chế độ", "Tháng", "Mức đúng (đồng)", "Đã tính (đồng)", "Truy lĩnh (đồng)"],
            Rows.Select(row => new[] { row.BenefitName, string.Create(CultureInfo.InvariantCulture, $"{row.Month.Month:00}/{row.Month.Year}"), $"{row.Due}", $"{row.PaidBefore}", $"{row.Now}" }),
            numbers: 3,
            ["Cộng", "", "", "", $"{total}"]);
        page.Paragraph("Khoản này được chi cùng trợ cấp của tháng, theo cách nhận tiền đã đăng ký./.");
        return page.Sign(Office, onBehalf: true, [LetterPage.Capital(Person.Addressee(on))], DecisionLetter.Closing(Pack, Person, on, Office), []);
    }
}
