using Xunit;

namespace AnSinh.Law.Tests.Values;

public class LegalRefTests
{
    [Theory]
    [InlineData("Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a")]
    [InlineData("Nghị định 20/2021/NĐ-CP, Điều 6 khoản 1 điểm đ")]
    [InlineData("Luật 41/2024/QH15, Điều 21 khoản 1")]
    [InlineData("Thông tư 02/2021/TT-BLĐTBXH, Điều 2")]
    [InlineData("Pháp lệnh 02/2020/UBTVQH14")]
    [InlineData("Nghị quyết 63/2025/NQ-HĐND")]
    public void A_citation_is_read_and_printed_the_same(string text) => Assert.Equal(text, LegalRef.Parse(text).ToString());

    [Theory]
    [InlineData("Nghị định 20/2021/NĐ-CP Điều 5")]
    [InlineData("20/2021/NĐ-CP, Điều 5")]
    [InlineData("Nghị định 20/2021/NĐ-CP, khoản 5")]
    [InlineData("Nghị định 20/2021/NĐ-CP, Điều 5 điểm a")]
    [InlineData("")]
    public void What_is_no_citation_is_refused(string text) => Assert.Throws<FormatException>(() => LegalRef.Parse(text));

    [Fact]
    public void Decomposed_text_is_the_same_citation() =>
        Assert.Equal("Nghị định 20/2021/NĐ-CP, Điều 5", LegalRef.Parse("Nghị định 20/2021/NĐ-CP, Điều 5".Normalize(System.Text.NormalizationForm.FormD)).ToString());

    [Fact]
    public void A_point_lies_within_its_clause_article_and_instrument()
    {
        var point = LegalRef.Parse("Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm a");
        Assert.True(point.IsWithin(LegalRef.Parse("Nghị định 20/2021/NĐ-CP")));
        Assert.True(point.IsWithin(LegalRef.Parse("Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5")));
        Assert.False(point.IsWithin(LegalRef.Parse("Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5 điểm b")));
        Assert.False(point.IsWithin(LegalRef.Parse("Nghị định 76/2024/NĐ-CP")));
    }

    [Fact]
    public void Several_citations_are_separated_by_semicolons() =>
        Assert.Equal(2, LegalRef.ParseList("Nghị định 20/2021/NĐ-CP, Điều 11 khoản 2; Nghị định 176/2025/NĐ-CP, Điều 5 khoản 2").Count);
}
