using AnSinh.Law;
using FsCheck;
using FsCheck.Fluent;

namespace AnSinh.Registry.Tests.Values;

public class NumberTests
{
    [Theory]
    [InlineData("001080000123", true)]
    [InlineData("096399999999", true)]
    [InlineData("000080000123", false)]
    [InlineData("097080000123", false)]
    [InlineData("00108000012", false)]
    [InlineData("0010800001234", false)]
    [InlineData("00108000012a", false)]
    [InlineData("٠٠١٠٨٠٠٠٠١٢٣", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_social_security_number_is_twelve_digits_that_begin_with_a_province(string? text, bool valid) =>
        Assert.Equal(valid, SocialSecurityNumber.TryParse(text, out _));

    [Theory]
    [InlineData("001046000123", 1946, Sex.Male)]
    [InlineData("001146000123", 1946, Sex.Female)]
    [InlineData("001219000123", 2019, Sex.Male)]
    [InlineData("001319000123", 2019, Sex.Female)]
    [InlineData("001501000123", 2101, Sex.Female)]
    public void Its_fourth_to_sixth_digits_tell_century_sex_and_year(string text, int year, Sex sex)
    {
        var number = SocialSecurityNumber.Parse(text);
        Assert.Equal((year, sex), (number.YearOfBirth, number.Sex));
        Assert.True(number.Agrees(BirthDate.OfYear(year), sex));
        Assert.False(number.Agrees(BirthDate.OfYear(year + 1), sex));
    }

    [Fact]
    public void Numbers_print_masked()
    {
        Assert.Equal("0•• ••• •••  123", SocialSecurityNumber.Parse("001046000123").ToString());
        Assert.Equal("0•• ••• •••  123", $"{(IdentityNumber)SocialSecurityNumber.Parse("001046000123")}");
        Assert.Equal("T•• ••• ••  897", ProvisionalNumber.Parse("T1234567897").ToString());
        Assert.DoesNotContain("00104600012", Record.Exception(() => SocialSecurityNumber.Parse("00104600012x"))!.Message, StringComparison.Ordinal);
    }

    /// <summary>Check digits computed apart from the program, by the recursion of ISO 7064 MOD 11,10; 0794 with 5 is the standard's own example.</summary>
    [Theory]
    [InlineData(794, "T0000007941")]
    [InlineData(0, "T0000000006")]
    [InlineData(1, "T0000000014")]
    [InlineData(123456789, "T1234567897")]
    [InlineData(999999999, "T9999999991")]
    public void A_provisional_number_carries_a_check_digit(int serial, string text)
    {
        Assert.Equal(text, ProvisionalNumber.OfSerial(serial).Text);
        Assert.True(IdentityNumber.TryParse(text, out var number) && number.Kind == IdentityNumberKind.Provisional);
    }

    [Fact]
    public void Every_single_wrong_digit_of_a_provisional_number_is_found() =>
        Prop.ForAll(Gen.Choose(0, 999_999_999).ToArbitrary(), serial =>
        {
            var text = ProvisionalNumber.OfSerial(serial).Text;
            var wrong = from position in Enumerable.Range(1, 10)
                        from digit in Enumerable.Range(0, 10)
                        where text[position] != '0' + digit
                        select text[..position] + digit + text[(position + 1)..];
            return wrong.All(other => !ProvisionalNumber.TryParse(other, out _));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Nguyễn Thị Hoà", "nguyen thi hoa")]
    [InlineData("NGUYỄN  THỊ HÒA ", "nguyen thi hoa")]
    [InlineData("Nguyễn Thị Hòa", "nguyen thi hoa")]
    [InlineData("Đặng Đức Thuỷ", "dang duc thuy")]
    [InlineData("Trương Mỹ Uyên", "truong my uyen")]
    public void A_name_folds_to_plain_letters(string name, string folded) => Assert.Equal(folded, PersonName.Fold(name));

    [Fact]
    public void Buckets_spread()
    {
        var used = Enumerable.Range(0, 20_000).Select(number => Bucket.Of(new PersonId($"p{number}"))).ToLookup(bucket => bucket);
        Assert.Equal(256, used.Count);
        Assert.All(used, bucket => Assert.InRange(bucket.Count(), 30, 140));
    }
}
