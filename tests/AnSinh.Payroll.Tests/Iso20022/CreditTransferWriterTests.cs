using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using Xunit;

namespace AnSinh.Payroll.Tests.Iso20022;

public sealed class CreditTransferWriterTests
{
    private static readonly Debtor Payer = new("Ủy ban nhân dân xã Suối Lành", "3713.0.1234567", "970405");

    [Fact]
    public void A_message_is_these_bytes()
    {
        var message = new CreditTransferMessage(
            DerivedId.Message("run", "970436", "1"), new DateTimeOffset(2026, 10, 26, 2, 30, 0, TimeSpan.Zero), new DateOnly(2026, 11, 1), Payer, "970436",
            [
                new(DerivedId.Payment("1"), new Vnd(1_080_000), "970436", "0011000000001", "Lò Thị Nhung", "Trợ cấp tháng 11/2026"),
                new(DerivedId.Payment("2"), new Vnd(540_000), "970446", "970 446-7", "Đặng Văn Ước", "Trợ cấp tháng 11/2026"),
            ]);
        var golden = Path.Combine(AppContext.BaseDirectory, "Iso20022", "pain001.golden.xml");
        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n").TrimEnd(), Encoding.UTF8.GetString(CreditTransferWriter.Write(message)));
    }

    [Theory]
    [InlineData(0, 5, 1_000, "")]
    [InlineData(1, 5, 1_000, "1")]
    [InlineData(11, 5, 1_000_000, "5,5,1")]
    [InlineData(10, 5, 1_000_000, "5,5")]
    [InlineData(7, 100, 300, "3,3,1")]
    [InlineData(3, 1, 100, "1,1,1")]
    public void Messages_are_split_where_a_limit_is_reached(int transfers, int maxTransactions, long maxAmount, string sizes)
    {
        var messages = CreditTransferWriter.Split(Transfers(transfers), new CreditTransferLimits(maxTransactions, new Vnd(maxAmount)));
        Assert.Equal(sizes, string.Join(',', messages.Select(message => message.Count)));
        Assert.Equal(transfers, messages.SelectMany(message => message).Select(transfer => transfer.EndToEndId).Distinct().Count());
    }

    [Fact]
    public void Amounts_without_sense_and_ids_used_twice_are_all_reported()
    {
        CreditTransfer[] transfers =
        [
            new("AP1", Vnd.Zero, "970436", "1", "A", "x"),
            new("AP2", new Vnd(-5), "970436", "1", "A", "x"),
            new("AP3", new Vnd(500), "970436", "1", "A", "x"),
            new("AP4", new Vnd(50), "970436", "1", "A", "x"),
            new("AP4", new Vnd(60), "970436", "1", "A", "x"),
        ];
        var refused = Assert.Throws<PayrollRefusedException>(() => CreditTransferWriter.Split(transfers, new CreditTransferLimits(10, new Vnd(100))));
        Assert.Equal(["AP1", "AP2", "AP3", "AP4"], refused.Faults.Select(fault => fault.Where));
    }

    [Fact]
    public void What_the_schema_would_refuse_is_never_handed_out()
    {
        var message = new CreditTransferMessage("", DateTimeOffset.UnixEpoch, new DateOnly(2026, 11, 1), Payer, "970436", [.. Transfers(1)]);
        var refused = Assert.Throws<PayrollRefusedException>(() => CreditTransferWriter.Write(message));
        Assert.All(refused.Faults, fault => Assert.True(fault.Line > 0));
    }

    private static IEnumerable<CreditTransfer> Transfers(int count) => Enumerable.Range(0, count)
        .Select(i => new CreditTransfer(DerivedId.Payment(i.ToString(System.Globalization.CultureInfo.InvariantCulture)), new Vnd(100), "970436", "1", "A", "x"));
}
