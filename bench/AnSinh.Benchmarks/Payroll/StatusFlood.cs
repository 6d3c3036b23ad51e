using System.Diagnostics;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Steps;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>
/// One file of a bank that speaks of very many payments, taken in by the code of <c>payroll settle</c>: its answer (pain.002), the same file again, and the statement of the account with an entry for each
/// (camt.053). Beside it so many rows of events copied with nothing else. Seconds each; <paramref name="PeakMiB"/> is the working set of the whole process at its largest.
/// </summary>
public sealed record StatusFlood(int Statuses, decimal Copy, decimal Answer, decimal Again, decimal Statement, long PeakMiB)
{
    private const string Account = "3713012345";
    private static readonly string Run = DerivedId.Run("bench");
    private static readonly string Order = DerivedId.Message("bench");

    public static StatusFlood Measure(string source, string keyFile, string folder, LawPack pack, int statuses, CancellationToken cancellation)
    {
        using var database = Database.Open(source, new SimulatedClock(new DateOnly(2026, 6, 2)), PayrollBook.Modules, keyFile);
        Prepare(database, statuses);
        var copy = Copied(database, statuses);
        Directory.CreateDirectory(folder);
        var (answer, statement) = (Path.Combine(folder, "pain.002.xml"), Path.Combine(folder, "camt.053.xml"));
        WriteAnswer(answer, statuses);
        WriteStatement(statement, statuses);
        var book = new PayrollBook(database, pack);
        return new StatusFlood(
            statuses, copy, Settle(answer, result => result.Settled == statuses), Settle(answer, result => result.ReadBefore.Count == 1), Settle(statement, result => result.Unchanged == statuses),
            Process.GetCurrentProcess().PeakWorkingSet64 >> 20);

        decimal Settle(string file, Func<SettleResult, bool> expected)
        {
            var watch = Stopwatch.GetTimestamp();
            var result = SettleRun.Execute(book, Run, "bench", [OutcomeFile.At(file)], cancellation: cancellation);
            return expected(result) ? Watch.Seconds(watch) : throw new InvalidDataException($"{Path.GetFileName(file)} came to {result}");
        }
    }

    private static string Payment(int index) => DerivedId.Payment("bench", index.ToString(CultureInfo.InvariantCulture));

    private static void Prepare(Database database, int statuses)
    {
        using var write = database.Begin("bench", "bench.payments");
        write.Connection.Execute(
            """
            insert into payroll_run (run_id, area, month, cut_off, law_pack, registry_number, books_number, attempt, digest, state, known)
            values (@Run, '16831', '2026-06', '2026-05-24', '', 0, 0, 1, '', 'draft', @known);
            """, new { Run, known = write.Number.Value });
        write.Connection.Execute("insert into payroll_payer (area, name, account, bank, known) values ('16831', 'UBND', @Account, '970405', @known)", new { Account, known = write.Number.Value });
        var lines = write.Into(
            "payroll_line", "bucket", "line_id", "run_id", "person_id", "award_id", "benefit", "family", "month", "kind", "sequence", "amount", "due", "parts", "payee", "payee_role",
            "grade", "calculation", "refs", "parameters", "explanation", "reason");
        var payments = write.Into("payroll_payment", "payment_id", "run_id", "payee", "channel", "bank", "message_id", "amount", "state", "known");
        var items = write.Into("payroll_payment_item", "payment_id", "line_id", "parts", "bucket", "benefit");
        for (var index = 0; index < statuses; index++)
        {
            var (id, line) = (Payment(index), DerivedId.Line("bench", index.ToString(CultureInfo.InvariantCulture)));
            lines.Add((long)index * 256 / statuses).Add(line).Add(Run).Add(line).Add(line).Add("htxh.75").Add("htxh").Add("2026-06").Add("regular").Add(1).Add(500_000).Add(500_000).Add("nsnn:500000").Add(line).Add("self")
                .Add("verified").Add("").Add("").Add("").Add("").Add("").Write();
            payments.Add(id).Add(Run).Add(line).Add("bank").Add("970436").Add(Order).Add(500_000).Add("ordered").Add(write.Number.Value).Write();
            items.Add(id).Add(line).Add("nsnn:500000").Add((long)index * 256 / statuses).Add("htxh.75").Write();
        }

        write.Into("payroll_message", "message_id", "run_id", "bank", "file_name", "transactions", "amount", "digest").Add(Order).Add(Run).Add("970436").Add("order.xml").Add(statuses).Add(500_000L * statuses).Add("").Write();
        write.Connection.Execute("update payroll_run set state = 'ordered' where run_id = @Run", new { Run });
        write.Commit();
    }

    /// <summary>So many rows of events, for nothing: they are not kept.</summary>
    private static decimal Copied(Database database, int statuses)
    {
        using var write = database.Begin("bench", "bench.events");
        var watch = Stopwatch.GetTimestamp();
        var rows = write.Into("payroll_payment_event", "payment_id", "sequence", "outcome", "source", "reason", "text", "known");
        for (var index = 0; index < statuses; index++)
        {
            rows.Add(Payment(index)).Add(1).Add("settled").Add("pain.002.001.10:R1").Add("").Add("").Add(write.Number.Value).Write();
        }

        // The rows reach the database before the connection is given.
        _ = write.Connection;
        return Watch.Seconds(watch);
    }

    private static void WriteAnswer(string path, int statuses)
    {
        using var file = new StreamWriter(path);
        file.Write(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-06-02T10:00:00+07:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>{Order}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>

            """);
        for (var index = statuses - 1; index >= 0; index--)
        {
            file.WriteLine($"<TxInfAndSts><OrgnlEndToEndId>{Payment(index)}</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>");
        }

        file.Write("</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");
    }

    private static void WriteStatement(string path, int statuses)
    {
        using var file = new StreamWriter(path);
        static string Balance(string type, long amount) => string.Create(
            CultureInfo.InvariantCulture, $"<Bal><Tp><CdOrPrtry><Cd>{type}</Cd></CdOrPrtry></Tp><Amt Ccy=\"VND\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-06-02</Dt></Dt></Bal>\n");
        file.Write(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            <GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-06-02T23:00:00+07:00</CreDtTm></GrpHdr>
            <Stmt><Id>S1</Id><CreDtTm>2026-06-02T23:00:00+07:00</CreDtTm><Acct><Id><Othr><Id>{Account}</Id></Othr></Id><Ccy>VND</Ccy></Acct>

            """);
        file.Write(Balance("OPBD", 500_000L * statuses) + Balance("CLBD", 0));
        for (var index = 0; index < statuses; index++)
        {
            file.WriteLine(
                "<Ntry><Amt Ccy=\"VND\">500000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-02</Dt></BookgDt><BkTxCd/><NtryDtls><TxDtls><Refs><EndToEndId>"
                + Payment(index) + "</EndToEndId></Refs><Amt Ccy=\"VND\">500000</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls></Ntry>");
        }

        file.Write("</Stmt></BkToCstmrStmt></Document>");
    }
}
