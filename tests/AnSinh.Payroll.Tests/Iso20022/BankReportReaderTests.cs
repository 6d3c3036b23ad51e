using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using Xunit;

namespace AnSinh.Payroll.Tests.Iso20022;

public sealed class BankReportReaderTests
{
    private static readonly string One = DerivedId.Payment("one");
    private static readonly string Two = DerivedId.Payment("two");

    [Fact]
    public void A_status_report_speaks_of_each_payment()
    {
        var report = Read(Pain002($"<GrpSts>PART</GrpSts>", $"""
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>B</OrgnlPmtInfId>
            <TxInfAndSts><OrgnlEndToEndId>{One}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>{Two}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>dong</AddtlInf></StsRsnInf>
            <OrgnlTxRef><Amt><InstdAmt Ccy="VND">540000</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts></OrgnlPmtInfAndSts>
            """));
        Assert.Equal("S1", report.MessageId);
        Assert.Equal(
            [(One, PaymentOutcome.Settled, null, ""), (Two, PaymentOutcome.Rejected, new Vnd(540_000), "AC04")],
            report.Statements.Select(one => (one.EndToEndId!, one.Outcome, one.Amount, one.Reason)));
    }

    [Theory]
    [InlineData("ACSC", PaymentOutcome.Settled)]
    [InlineData("ACCC", PaymentOutcome.Settled)]
    [InlineData("RJCT", PaymentOutcome.Rejected)]
    [InlineData("ACSP", PaymentOutcome.Accepted)]
    public void A_status_of_the_whole_order_speaks_for_all_its_payments(string status, PaymentOutcome outcome)
    {
        var report = Read(Pain002($"<OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>1080000</OrgnlCtrlSum><GrpSts>{status}</GrpSts>", ""));
        var statement = Assert.Single(report.Statements);
        Assert.Equal((null, "M1", outcome), (statement.EndToEndId, statement.OrderMessageId, statement.Outcome));
        Assert.Equal(new AnsweredOrder("M1", 2, new Vnd(1_080_000), report.Orders[0].Line, report.Orders[0].Column), Assert.Single(report.Orders));
    }

    [Fact]
    public void A_notification_speaks_of_debits_and_returns_and_passes_over_other_business()
    {
        var report = Read(Camt054("""
            <TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>1720000</Sum></TtlNtries></TxsSummry>
            """, $"""
            {Entry(1_080_000, "DBIT", Detail(One, 540_000) + Detail(Two, 540_000))}
            {Entry(540_000, "CRDT", Detail(Two, 540_000, "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"))}
            {Entry(100_000, "DBIT", Detail("SALARY-11", 100_000))}
            """));
        Assert.Equal(
            [(One, PaymentOutcome.Settled, ""), (Two, PaymentOutcome.Settled, ""), (Two, PaymentOutcome.Returned, "AC04")],
            report.Statements.Select(one => (one.EndToEndId!, one.Outcome, one.Reason)));
        Assert.All(report.Statements, one => Assert.Equal(new Vnd(540_000), one.Amount));
    }

    [Fact]
    public void A_reversed_debit_came_back_and_a_pending_one_is_not_settled()
    {
        var report = Read(Camt054("", $"""
            {Entry(540_000, "CRDT", Detail(One, 540_000), "<RvslInd>true</RvslInd>")}
            {Entry(540_000, "DBIT", Detail(Two, 540_000), status: "PDNG")}
            """));
        Assert.Equal([PaymentOutcome.Returned, PaymentOutcome.Accepted], report.Statements.Select(one => one.Outcome));
    }

    [Fact]
    public void Wrong_sums_and_counts_are_all_reported_with_their_place()
    {
        var refused = Assert.Throws<PayrollRefusedException>(() => Read(Camt054("""
            <TxsSummry><TtlNtries><NbOfNtries>5</NbOfNtries><Sum>99</Sum></TtlNtries></TxsSummry>
            """, Entry(1_000_000, "DBIT", Detail(One, 540_000) + Detail(Two, 540_000)))));
        Assert.Equal(3, refused.Faults.Count);
        Assert.All(refused.Faults, fault => Assert.True(fault is { Line: > 1, Column: > 0, Where: "f.xml" }));
    }

    public static readonly TheoryData<string, string> Bad = new()
    {
        { "cut in half", Good()[..(Good().Length / 2)] },
        { "empty", "" },
        { "not xml", "mã,số tiền\n1,2" },
        { "older version", Good().Replace("pain.002.001.10", "pain.002.001.03", StringComparison.Ordinal) },
        { "no namespace", Good().Replace(" xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"", "", StringComparison.Ordinal) },
        { "another message", Good().Replace("pain.002.001.10", "camt.054.001.08", StringComparison.Ordinal) },
        { "an order instead of an answer", Good().Replace("pain.002.001.10", "pain.001.001.09", StringComparison.Ordinal) },
        { "unknown element", Good().Replace("<GrpSts>", "<Extra/><GrpSts>", StringComparison.Ordinal) },
        { "other namespace inside", Good().Replace("<GrpSts>", "<x:GrpSts xmlns:x=\"urn:x\">", StringComparison.Ordinal).Replace("</GrpSts>", "</x:GrpSts>", StringComparison.Ordinal) },
        { "missing id", Good().Replace("<MsgId>S1</MsgId>", "", StringComparison.Ordinal) },
        { "unknown status", Good().Replace("ACSC", "ZZZZ", StringComparison.Ordinal) },
        { "answers another kind of message", Good().Replace("<OrgnlMsgNmId>pain.001", "<OrgnlMsgNmId>pain.008", StringComparison.Ordinal) },
        { "document type", "<!DOCTYPE Document [<!ENTITY a \"b\">]>" + Good() },
        { "dollars", Good().Replace("<GrpSts>", "<OrgnlCtrlSum>1.5</OrgnlCtrlSum><GrpSts>", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_file_that_is_not_whole_and_valid_is_refused(string why, string text)
    {
        var refused = Assert.Throws<PayrollRefusedException>(() => Read(text));
        Assert.All(refused.Faults, fault => Assert.Equal("f.xml", fault.Where));
        Assert.False(string.IsNullOrWhiteSpace(refused.Faults[0].Vi), why);
        Assert.False(string.IsNullOrWhiteSpace(refused.Faults[0].En), why);
    }

    [Fact]
    public void The_same_file_has_the_same_digest() =>
        Assert.Equal(Read(Good()).Digest, Read(Good()).Digest);

    private static string Good() => Pain002("<GrpSts>ACSC</GrpSts>", "");

    private static BankReport Read(string text) => BankReportReader.Read(Encoding.UTF8.GetBytes(text), "f.xml");

    private static string Pain002(string group, string rest) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-02T10:00:00+07:00</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>
        {rest}
        </CstmrPmtStsRpt></Document>
        """;

    private static string Camt054(string summary, string entries) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>N1</MsgId><CreDtTm>2026-11-02T10:00:00+07:00</CreDtTm></GrpHdr>
        <Ntfctn><Id>N1-1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>{summary}{entries}</Ntfctn>
        </BkToCstmrDbtCdtNtfctn></Document>
        """;

    private static string Entry(long amount, string direction, string details, string reversal = "", string status = "BOOK") =>
        $"<Ntry><Amt Ccy=\"VND\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{reversal}<Sts><Cd>{status}</Cd></Sts><BkTxCd/><NtryDtls>{details}</NtryDtls></Ntry>";

    private static string Detail(string id, long amount, string returned = "") =>
        $"<TxDtls><Refs><EndToEndId>{id}</EndToEndId></Refs><Amt Ccy=\"VND\">{amount}</Amt>{returned}</TxDtls>";
}
