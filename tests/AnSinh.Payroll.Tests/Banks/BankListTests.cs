using AnSinh.Payroll.Banks;
using Xunit;

namespace AnSinh.Payroll.Tests.Banks;

public sealed class BankListTests
{
    [Theory]
    [InlineData("970436", "VCB", "BFTVVNVX")]
    [InlineData("VCB", "VCB", "BFTVVNVX")]
    [InlineData("vbaavnvx", "AGRIBANK", "VBAAVNVX")]
    [InlineData("970446", "COOPBANK", null)]
    public void A_bank_is_found_by_number_code_and_bic(string key, string code, string? bic)
    {
        var bank = BankList.Find(key);
        Assert.Equal((code, bic), (bank!.Code, bank.Bic));
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000")]
    [InlineData("DONGABANK")]
    public void An_unknown_or_renamed_bank_is_not_found(string key) => Assert.Null(BankList.Find(key));

    [Fact]
    public void Numbers_are_six_digits_and_unique_and_BICs_have_eight_signs()
    {
        Assert.True(BankList.All.Count >= 60);
        Assert.Equal(BankList.All.Count, BankList.All.Select(bank => bank.Bin).Distinct().Count());
        Assert.All(BankList.All, bank => Assert.Matches("^[0-9]{6}$", bank.Bin));
        Assert.All(BankList.All.Where(bank => bank.Bic is not null), bank => Assert.Matches("^[A-Z]{6}[A-Z0-9]{2}$", bank.Bic));
    }

    [Theory]
    [InlineData("Nguyễn Thị Đào", "NGUYEN THI DAO")]
    [InlineData("  Đặng   Ước  ", "DANG UOC")]
    [InlineData("H'Hen Niê & con", "H'HEN NIE CON")]
    [InlineData("ỷ ữ Ặ ộ", "Y U A O")]
    public void Text_for_banks_has_no_diacritics(string text, string plain) => Assert.Equal(plain, BankText.Of(text, 140));

    [Fact]
    public void Text_for_banks_is_cut_without_a_trailing_blank() => Assert.Equal("AB", BankText.Of("Ab cd", 3));
}
