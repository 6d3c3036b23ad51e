using AnSinh.Casework.Letters;
using AnSinh.Law;
using Xunit;

namespace AnSinh.Casework.Tests.Letters;

public sealed class AmountInWordsTests
{
    [Theory]
    [InlineData(0, "không")]
    [InlineData(1, "một")]
    [InlineData(5, "năm")]
    [InlineData(10, "mười")]
    [InlineData(11, "mười một")]
    [InlineData(15, "mười lăm")]
    [InlineData(20, "hai mươi")]
    [InlineData(21, "hai mươi mốt")]
    [InlineData(24, "hai mươi bốn")]
    [InlineData(25, "hai mươi lăm")]
    [InlineData(55, "năm mươi lăm")]
    [InlineData(91, "chín mươi mốt")]
    [InlineData(100, "một trăm")]
    [InlineData(101, "một trăm linh một")]
    [InlineData(105, "một trăm linh năm")]
    [InlineData(110, "một trăm mười")]
    [InlineData(111, "một trăm mười một")]
    [InlineData(115, "một trăm mười lăm")]
    [InlineData(121, "một trăm hai mươi mốt")]
    [InlineData(999, "chín trăm chín mươi chín")]
    [InlineData(1_000, "một nghìn")]
    [InlineData(1_001, "một nghìn không trăm linh một")]
    [InlineData(1_015, "một nghìn không trăm mười lăm")]
    [InlineData(1_100, "một nghìn một trăm")]
    [InlineData(10_005, "mười nghìn không trăm linh năm")]
    [InlineData(21_021, "hai mươi mốt nghìn không trăm hai mươi mốt")]
    [InlineData(500_000, "năm trăm nghìn")]
    [InlineData(540_000, "năm trăm bốn mươi nghìn")]
    [InlineData(505_000, "năm trăm linh năm nghìn")]
    [InlineData(1_000_000, "một triệu")]
    [InlineData(1_000_001, "một triệu không trăm linh một")]
    [InlineData(1_005_000, "một triệu không trăm linh năm nghìn")]
    [InlineData(1_080_000, "một triệu không trăm tám mươi nghìn")]
    [InlineData(1_350_000, "một triệu ba trăm năm mươi nghìn")]
    [InlineData(10_800_000, "mười triệu tám trăm nghìn")]
    [InlineData(27_000_000, "hai mươi bảy triệu")]
    [InlineData(354_820_000, "ba trăm năm mươi bốn triệu tám trăm hai mươi nghìn")]
    [InlineData(1_000_000_000, "một tỷ")]
    [InlineData(1_000_000_001, "một tỷ không trăm linh một")]
    [InlineData(1_001_000_000, "một tỷ không trăm linh một triệu")]
    [InlineData(2_015_000_105, "hai tỷ không trăm mười lăm triệu một trăm linh năm")]
    [InlineData(42_500_000_000, "bốn mươi hai tỷ năm trăm triệu")]
    [InlineData(1_000_000_000_000, "một nghìn tỷ")]
    [InlineData(1_000_000_000_000_000_000, "một tỷ tỷ")]
    public void Numbers_are_said_as_official_papers_say_them(long amount, string words) =>
        Assert.Equal(words, AmountInWords.Number(amount));

    [Theory]
    [InlineData(1_080_000, "Một triệu không trăm tám mươi nghìn đồng chẵn")]
    [InlineData(1_080_500, "Một triệu không trăm tám mươi nghìn năm trăm đồng")]
    [InlineData(0, "Không đồng")]
    public void Amounts_end_with_dong_and_chan_when_round(long amount, string words) =>
        Assert.Equal(words, AmountInWords.Of(new Vnd(amount)));

    [Fact]
    public void Words_read_back_to_the_same_number()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var amount = random.NextInt64(0, long.Parse("1" + new string('0', random.Next(1, 13)), System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(amount, Read(AmountInWords.Number(amount)));
        }
    }

    [Fact]
    public void Amounts_below_zero_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => AmountInWords.Number(-1));

    /// <summary>An independent reader: adds units to hundreds and tens, multiplies at each group name.</summary>
    private static long Read(string words)
    {
        string[] digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
        long total = 0, group = 0, digit = 0;
        foreach (var word in words.Split(' '))
        {
            switch (word)
            {
                case "trăm": group += digit * 100; digit = 0; break;
                case "mươi": group += digit * 10; digit = 0; break;
                case "mười": group += 10; break;
                case "linh": break;
                case "mốt": digit = 1; break;
                case "lăm": digit = 5; break;
                case "nghìn": total += (group + digit) * 1_000; group = digit = 0; break;
                case "triệu": total += (group + digit) * 1_000_000; group = digit = 0; break;
                case "tỷ": total = (total + group + digit) * 1_000_000_000; group = digit = 0; break;
                default: digit = Array.IndexOf(digits, word); break;
            }
        }

        return total + group + digit;
    }
}
