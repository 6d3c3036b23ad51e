using System.Text;
using AnSinh.Payroll.Steps;

namespace AnSinh.Payroll.Tests.Steps;

/// <summary>Statements of the paying account (camt.053) as a bank writes them.</summary>
public static class BankStatementFile
{
    public sealed record Entry(long Signed, string Details);

    public static Entry Order(string message, long amount) => new(-amount, $"<NtryDtls><Btch><MsgId>{message}</MsgId></Btch></NtryDtls>");

    public static Entry Payment(string reference, long amount, string direction = "DBIT", string reason = "") => new(
        direction == "DBIT" ? -amount : amount,
        $"<NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs><Amt Ccy=\"VND\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{(reason.Length > 0 ? $"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" : "")}</TxDtls></NtryDtls>");

    public static OutcomeFile Write(string id, long opening, IReadOnlyList<Entry> entries, long? closing = null, string account = "3713012345", string day = "2026-06-02") => new($"{id}.xml", Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>{id}</MsgId><CreDtTm>{day}T23:00:00+07:00</CreDtTm></GrpHdr>
        <Stmt><Id>{id}</Id><CreDtTm>{day}T23:00:00+07:00</CreDtTm><Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>VND</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">{opening}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">{closing ?? opening + entries.Sum(entry => entry.Signed)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>
        {string.Concat(entries.Select(entry => $"<Ntry><Amt Ccy=\"VND\">{Math.Abs(entry.Signed)}</Amt><CdtDbtInd>{(entry.Signed < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><BkTxCd/>{entry.Details}</Ntry>\n"))}
        </Stmt></BkToCstmrStmt></Document>
        """));
}
