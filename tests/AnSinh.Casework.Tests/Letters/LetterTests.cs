using AnSinh.Casework.Letters;
using AnSinh.Law;
using Xunit;

namespace AnSinh.Casework.Tests.Letters;

public sealed class LetterTests
{
    private static readonly LetterOffice Office = new("Xã Suối Lành", "Nghệ An", "Vi Đình Hải");
    private static readonly LetterPerson Nhung = new("Lò Thị Nhung", BirthDate.Parse("1985-05-17"), Sex.Female, "thôn Đồng Cả, xã Suối Lành");
    private static readonly DateOnly Signed = new(2026, 11, 27);

    [Fact]
    public void A_decision_names_person_amount_words_arithmetic_start_and_law()
    {
        var html = Read(new DecisionLetter(Office, "214/QĐ-UBND", Signed, Nhung, "Trợ cấp xã hội hằng tháng", Grant(), new BenefitMonth(2026, 11), new DateOnly(2026, 11, 25), "vào tài khoản đã đăng ký").Write());
        foreach (var text in new[]
        {
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 214/QĐ-UBND", "Suối Lành, ngày 27 tháng 11 năm 2026", "bà Lò Thị Nhung, sinh ngày 17 tháng 05 năm 1985",
            "1.080.000 đồng/tháng (bằng chữ: một triệu không trăm tám mươi nghìn đồng chẵn)", "1,0 x 2 x 540.000 = 1.080.000", "từ tháng 11 năm 2026", "Vi Đình Hải", "khiếu nại trong 90 ngày",
            "Căn cứ Nghị định số 20/2021/NĐ-CP, Điều 5 khoản 4, Điều 6 khoản 1 điểm d;", "Căn cứ Nghị định số 335/2026/NĐ-CP, Điều 4;",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_refusal_says_what_failed_what_was_needed_and_the_nearest_yes()
    {
        var refusal = new Refusal(
            new BenefitId("htxh.75"), [new FailedCondition("Luật 41/2024/QH15, Điều 21 khoản 1", "m", "d", 1, "Tuổi", "born", "73 tuổi", "từ đủ 75 tuổi", "Chưa đủ tuổi.")], [new NearestChange("poverty_status", "hộ nghèo")]);
        var html = Read(new RefusalLetter(
            Office, "9/TB-UBND", Signed, Nhung, "Trợ cấp hưu trí xã hội", refusal, new Dictionary<string, string> { ["born"] = "Tuổi", ["poverty_status"] = "Diện nghèo của hộ" }, null).Write());
        Assert.Contains("Tuổi: hiện là 73 tuổi, cần từ đủ 75 tuổi. Chưa đủ tuổi. (Luật 41/2024/QH15, Điều 21 khoản 1)", html, StringComparison.Ordinal);
        Assert.Contains("sẽ được xem xét lại nếu: Diện nghèo của hộ là hộ nghèo", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arrears_notice_adds_up_its_months()
    {
        var rows = new BenefitMonth(2026, 7).To(new BenefitMonth(2026, 10)).Select(month => new ArrearsRow("Trợ cấp hưu trí xã hội", month, new Vnd(540), new Vnd(500), new Vnd(40))).ToList();
        var html = Read(new ArrearsNotice(Office, "10/TB-UBND", Signed, Nhung, new BenefitMonth(2026, 11), "mức mới", ["Nghị định 335/2026/NĐ-CP, Điều 4"], rows).Write());
        Assert.Contains("truy lĩnh 160 đồng (bằng chữ: một trăm sáu mươi đồng)", html, StringComparison.Ordinal);
        Assert.Equal(4, html.Split("<td class=\"n\">40</td>").Length - 1);
    }

    [Theory]
    [InlineData("2015-01-01", Sex.Male, "em")]
    [InlineData("1950", Sex.Male, "ông")]
    [InlineData("1950-03", Sex.Female, "bà")]
    public void Children_and_adults_are_addressed_properly(string born, Sex sex, string title) =>
        Assert.Equal(title, (Nhung with { Born = BirthDate.Parse(born), Sex = sex }).Title(Signed));

    [Fact]
    public void Names_are_text_and_never_markup()
    {
        var html = new DecisionLetter(
            Office, "1", Signed, Nhung with { FullName = "<script>alert(1)</script>" }, "Trợ cấp", Grant(), new BenefitMonth(2026, 11), null, "bằng tiền mặt").Write();
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    private static string Read(string html) => System.Net.WebUtility.HtmlDecode(html);

    private static Entitlement Grant() => new()
    {
        Benefit = new BenefitId("tgxh.4"),
        Month = new BenefitMonth(2026, 11),
        Kind = BenefitKind.Cash,
        Per = BenefitPeriod.Month,
        Amount = new Vnd(1_080_000),
        Quantity = 2,
        Coefficient = "1,0",
        Level = new Vnd(540_000),
        Grade = EvidenceGrade.Secondary,
        Payee = new Payee("p", "self"),
        Parts = [],
        Because =
        [
            new RowReason("Nghị định 20/2021/NĐ-CP, Điều 5 khoản 4", "m", "d", 1, "Người đơn thân thuộc hộ nghèo đang nuôi con."),
            new RowReason("Nghị định 20/2021/NĐ-CP, Điều 6 khoản 1 điểm d", "m", "d", 2, ""),
        ],
        Facts = [],
        Parameters = [new ParameterUsed("tgxh.muc_chuan", "540.000", "Nghị định 335/2026/NĐ-CP, Điều 4", EvidenceGrade.Secondary)],
    };
}
