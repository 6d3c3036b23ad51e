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
        var html = Read(new DecisionLetter(
            InstalledPack.Pack, Office, "214/QĐ-UBND", Signed, Nhung, Grant(), new BenefitMonth(2026, 11), new DateOnly(2026, 11, 25), "cho bà Lò Thị Nhung, qua tài khoản đã đăng ký").Write());
        foreach (var text in new[]
        {
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 214/QĐ-UBND", "Suối Lành, ngày 27 tháng 11 năm 2026", "bà Lò Thị Nhung, sinh ngày 17 tháng 5 năm 1985",
            "1.080.000 đồng/tháng (bằng chữ: một triệu không trăm tám mươi nghìn đồng chẵn)", "1,0 x 2 x 540.000 = 1.080.000", "từ tháng 11 năm 2026", "Vi Đình Hải", "Về việc trợ cấp xã hội hằng tháng đối với bà Lò Thị Nhung", "Thực hiện chế độ trợ cấp xã hội hằng tháng đối với bà Lò Thị Nhung",
            "Nguồn kinh phí: ngân sách địa phương bảo đảm theo mức quốc gia, 1.080.000 đồng (Nghị định 20/2021/NĐ-CP, Điều 4 khoản 2)", "Cần đối chiếu trước khi ký", "nguồn thứ cấp", "khiếu nại trong 90 ngày",
            "Căn cứ Nghị định số 20/2021/NĐ-CP, Điều 5 khoản 4, Điều 6 khoản 1 điểm d, Điều 4 khoản 2;", "Căn cứ Nghị định số 335/2026/NĐ-CP, Điều 4;",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_refusal_says_what_failed_what_was_needed_and_the_nearest_yes_in_words_and_never_in_codes()
    {
        var html = Read(new RefusalLetter(InstalledPack.Pack, Office, "9/TB-UBND", Signed, Nhung, Refused("poverty_status", "none", "\"poor\", \"near_poor\""), new BenefitMonth(2026, 11), new DateOnly(2026, 11, 20)).Write());
        foreach (var text in new[]
        {
            "Kính gửi: Bà Lò Thị Nhung.", "đề nghị ngày 20 tháng 11 năm 2026 về trợ cấp hưu trí xã hội", "<td>Diện nghèo của hộ</td><td>hộ nghèo hoặc hộ cận nghèo</td><td>không phải hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình</td>",
            "Luật 41/2024/QH15, Điều 21 khoản 2", "sẽ được xem xét lại khi diện nghèo của hộ là hộ nghèo hoặc hộ cận nghèo", "TM. ỦY BAN NHÂN DÂN", "khiếu nại trong 90 ngày",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("poverty_status", html, StringComparison.Ordinal);
        Assert.DoesNotContain("near_poor", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_shows_no_sensitive_value()
    {
        var html = Read(new RefusalLetter(InstalledPack.Pack, Office, "9/TB-UBND", Signed, Nhung, Refused("hiv", "false", "true") with { Benefit = new BenefitId("tgxh.8") }, new BenefitMonth(2026, 11), null).Write());
        Assert.Contains("•••", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Người nhiễm HIV/AIDS thuộc hộ nghèo", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_that_rests_on_a_sensitive_fact_names_the_point_of_law_and_not_the_fact()
    {
        var html = Read(new DecisionLetter(
            InstalledPack.Pack, Office, "1/QĐ-UBND", Signed, Nhung, Grant() with { Benefit = new BenefitId("tgxh.8"), Facts = [new FactUsed("hiv", "true")] }, new BenefitMonth(2026, 11), null, "cho bà").Write());
        Assert.DoesNotContain("HIV", html, StringComparison.Ordinal);
        Assert.Contains("quy định tại Nghị định 20/2021/NĐ-CP, Điều 5 khoản 8", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_leaves_room_for_number_and_day()
    {
        var html = Read(new DecisionLetter(InstalledPack.Pack, Office, "/QĐ-UBND", null, Nhung, Grant(), new BenefitMonth(2026, 11), null, "cho bà").Write());
        Assert.Matches("Số: \u00a0+/QĐ-UBND", html);
        Assert.Matches("ngày \u00a0+ tháng \u00a0+ năm", html);
    }

    [Theory]
    [InlineData("Xã Suối Lành", "<i>Suối Lành, ngày")]
    [InlineData("Phường Ba Đình", "<i>Ba Đình, ngày")]
    [InlineData("Đặc khu Côn Đảo", "<i>Côn Đảo, ngày")]
    [InlineData("Phường 12", "<i>Phường 12, ngày")]
    public void The_place_of_signing_is_the_bare_name_of_the_commune(string commune, string expected) =>
        Assert.Contains(expected, Read(new ArrearsNotice(InstalledPack.Pack, Office with { Commune = commune }, "1", Signed, Nhung, new BenefitMonth(2026, 11), "", [], []).Write()), StringComparison.Ordinal);

    [Fact]
    public void An_arrears_notice_adds_up_its_months()
    {
        var rows = new BenefitMonth(2026, 7).To(new BenefitMonth(2026, 10)).Select(month => new ArrearsRow("Trợ cấp hưu trí xã hội", month, new Vnd(540), new Vnd(500), new Vnd(40))).ToList();
        var html = Read(new ArrearsNotice(InstalledPack.Pack, Office, "10/TB-UBND", Signed, Nhung, new BenefitMonth(2026, 11), "mức mới", ["Nghị định 335/2026/NĐ-CP, Điều 4"], rows).Write());
        Assert.Contains("<tr class=\"sum\"><td>Cộng</td>", html, StringComparison.Ordinal);
        Assert.Contains("truy lĩnh 160 đồng (bằng chữ: một trăm sáu mươi đồng)", html, StringComparison.Ordinal);
        Assert.Equal(4, html.Split("<td class=\"n\">40</td>").Length - 1);
    }

    [Theory]
    [InlineData("2015-01-01", Sex.Male, "cháu")]
    [InlineData("2009-11-28", Sex.Female, "em")]
    [InlineData("1950", Sex.Male, "ông")]
    [InlineData("1950-03", Sex.Female, "bà")]
    public void Children_and_adults_are_addressed_properly(string born, Sex sex, string title) =>
        Assert.Equal(title, (Nhung with { Born = BirthDate.Parse(born), Sex = sex }).Title(Signed));

    [Fact]
    public void A_childs_letter_speaks_to_the_family() => Assert.Equal(
        "gia đình hoặc người giám hộ của cháu Lò Thị Nhung", (Nhung with { Born = BirthDate.Parse("2015-01-01") }).Addressee(Signed));

    [Fact]
    public void Names_are_text_and_never_markup()
    {
        var html = new DecisionLetter(
            InstalledPack.Pack, Office, "1", Signed, Nhung with { FullName = "<script>alert(1)</script>" }, Grant(), new BenefitMonth(2026, 11), null, "bằng tiền mặt").Write();
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    private static Refusal Refused(string fact, string value, string needed) => new(
        new BenefitId("htxh.70_74"), [new FailedCondition("Luật 41/2024/QH15, Điều 21 khoản 2", "m", "d", 1, InstalledPack.Pack.Facts.Find(fact)!.Label, fact, value, needed, Bilingual.Empty)], [new NearestChange(fact, needed)]);

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
        Parts = [new AmountPart("local_assistance_budget", new Vnd(1_080_000), "Nghị định 20/2021/NĐ-CP, Điều 4 khoản 2")],
        Because =
        [
            new RowReason("Nghị định 20/2021/NĐ-CP, Điều 5 khoản 4", "m", "d", 1, new("Người đơn thân thuộc hộ nghèo đang nuôi con.", "Single parent in a poor household who raises a child.")),
            new RowReason("Nghị định 20/2021/NĐ-CP, Điều 6 khoản 1 điểm d", "m", "d", 2, Bilingual.Empty),
        ],
        Facts = [],
        Parameters = [new ParameterUsed("tgxh.muc_chuan", new("540.000", "540.000"), "Nghị định 335/2026/NĐ-CP, Điều 4", EvidenceGrade.Secondary)],
    };
}
