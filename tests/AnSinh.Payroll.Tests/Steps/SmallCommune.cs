using AnSinh.Databases;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Registry;

namespace AnSinh.Payroll.Tests.Steps;

/// <summary>Twelve people of one commune, each with the social pension; every other one has an account. The clock stands at 24 May 2026, the cut-off of June.</summary>
public sealed class SmallCommune : IDisposable
{
    public static readonly PlaceCode Area = PlaceCode.Parse("16831");
    public static readonly BenefitMonth June = new(2026, 6);
    public static readonly Debtor Payer = new("Ủy ban nhân dân xã", "3713012345", "970405");

    public SmallCommune(Dialect dialect = Dialect.Sqlite)
    {
        World = new PayrollWorld(new DateOnly(2026, 5, 1), dialect);
        World.Record(commit =>
        {
            foreach (var source in PayrollWorld.Pack.Facts.Sources.Where(source => source.Code != "survey"))
            {
                commit.RecordCoverage(source.Code, Area, new DateOnly(2050, 12, 31));
            }

            for (var index = 0; index < 12; index++)
            {
                var household = new HouseholdId($"h{index:00}");
                commit.RegisterHousehold(household, Area);
                var person = commit.RegisterPerson(ProvisionalNumber.OfSerial(index + 1), new PersonDetails($"Nguyễn Văn Mẫu {index + 1}", BirthDate.Parse($"19{40 + index}-03-05"), index % 2 == 0 ? Sex.Male : Sex.Female));
                commit.SetMembership(person, new Membership(household, "head", DateRange.Always));
                People.Add(person);
                Awards.Add(commit.GrantAward(Pension(person, $"{index + 1}/QĐ", new DateOnly(2026, 5, 1), new BenefitMonth(2026, 6))));
                if (index % 2 == 0)
                {
                    commit.RecordAccount(person, new PayeeAccount(index % 4 == 0 ? "970436" : "AGRIBANK", $"00110000{index:0000}", $"NGUYEN VAN MAU {index + 1}", new DateOnly(2026, 5, 1), DateRange.Always));
                }
            }
        });
        World.Today = new DateOnly(2026, 5, 24);
    }

    public PayrollWorld World { get; }
    public PayrollBook Book => World.Book;
    public PlaceCode Province => PlaceDirectory.VietNam.ProvinceOf(Area);
    public List<PersonId> People { get; } = [];
    public List<AwardId> Awards { get; } = [];

    public void Dispose() => World.Dispose();

    public static AwardDecision Pension(PersonId person, string number, DateOnly decided, BenefitMonth from) => new()
    {
        Person = person,
        Benefit = new BenefitId("htxh.75"),
        Place = Area,
        DecisionNumber = number,
        Decided = decided,
        From = from,
    };

    public RunResult Draft(BenefitMonth month, string actor = "lap")
    {
        if (World.Today < Book.CutOffOf(month))
        {
            World.Today = Book.CutOffOf(month);
        }

        return RunMonth.Execute(Book, new RunRequest(Area, month, actor));
    }

    public PayrollRun Approved(BenefitMonth month)
    {
        var run = Draft(month).Run;
        CheckRun.Execute(Book, run.Id, "kiem");
        return ApproveRun.Execute(Book, run.Id, "duyet", [], acceptAll: true);
    }

    public (PayrollRun Run, IReadOnlyList<OrderFile> Files) Ordered(BenefitMonth month)
    {
        var run = Approved(month);
        return OrderRun.Execute(Book, new OrderRequest(run.Id, "chi", Payer));
    }

    /// <summary>A status report that settles every payment of the bank files, except those rejected.</summary>
    public static OutcomeFile Report(OrderFile order, string id, params IReadOnlyCollection<string> rejected)
    {
        using var stream = new MemoryStream(order.Content);
        var root = MessageSchema.Pain001.Read(stream, order.Name);
        var ns = MessageSchema.Pain001.Namespace;
        var statements = root.Descendants(ns + "EndToEndId").Select(reference => reference.Value).Select(reference =>
            $"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{(rejected.Contains(reference) ? "RJCT" : "ACSC")}</TxSts></TxInfAndSts>");
        return Status(id, root.Descendants(ns + "MsgId").First().Value, "", $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>{string.Concat(statements)}</OrgnlPmtInfAndSts>");
    }

    public static OutcomeFile Status(string id, string order, string group, string rest) => new($"{id}.xml", Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>{id}</MsgId><CreDtTm>2026-06-02T10:00:00+07:00</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>{rest}
        </CstmrPmtStsRpt></Document>
        """));

    /// <summary>Whole orders debited on a statement of the paying account, one entry each, and payments credited back.</summary>
    public OutcomeFile Statement(string id, long opening, IEnumerable<OrderFile> orders, params IReadOnlyCollection<Payment> cameBack) => BankStatementFile.Write(
        id, opening,
        [
            .. orders.Where(order => order.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(order => BankStatementFile.Order(MessageOf(order), order.Amount.Amount)),
            .. cameBack.Select(payment => BankStatementFile.Payment(payment.Id, payment.Amount.Amount, "CRDT", "AC04")),
        ]);

    public static string MessageOf(OrderFile order)
    {
        using var stream = new MemoryStream(order.Content);
        return MessageSchema.Pain001.Read(stream, order.Name).Descendants(MessageSchema.Pain001.Namespace + "MsgId").First().Value;
    }

    /// <summary>Every payment of a run settled by the bank's answer, the cash list and the account's statement.</summary>
    public void Settle(IReadOnlyList<OrderFile> files, string id, long opening = 1_000_000_000) => SettleRun.Execute(Book, null, "doi-soat",
    [
        .. files.Where(file => file.Name.EndsWith(".xml", StringComparison.Ordinal)).Select((file, index) => Report(file, $"{id}-{index}")),
        Cash(CashFile(files), "paid"), Statement($"{id}-ST", opening, files),
    ]);

    /// <summary>The cash list with an outcome in every row.</summary>
    public static OutcomeFile Cash(OrderFile list, string outcome) =>
        new(list.Name, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(list.Content).Replace(",,\n", $",{outcome},\n", StringComparison.Ordinal)));

    public static OrderFile BankFile(IReadOnlyList<OrderFile> files, string bank) => files.Single(file => file.Name.Contains(bank, StringComparison.Ordinal));

    public static OrderFile CashFile(IReadOnlyList<OrderFile> files) => files.Single(file => file.Name.EndsWith(".csv", StringComparison.Ordinal));
}
