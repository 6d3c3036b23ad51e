using System.Security.Cryptography;
using System.Text;
using AnSinh.Law;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Ledger;
using AnSinh.Payroll.Limits;
using AnSinh.Payroll.Payees;
using AnSinh.Payroll.Receivables;
using AnSinh.Payroll.Returns;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Store;
using AnSinh.Payroll.Tests.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Tests.Histories;

/// <summary>
/// Two communes to which anything may happen at any time: late facts, deaths and their withdrawal, moves, merges, suspensions, runs and their refusal, orders, answers of banks good and bad, recalls,
/// write-offs. A step may be refused, and then nothing of it is written. The same seed is the same history.
/// </summary>
internal sealed class History : IDisposable
{
    private static readonly PlaceCode[] Areas = [SmallCommune.Area, PlaceCode.Parse("16801")];
    private static readonly string[] Banks = ["970436", "970405"];
    private static readonly string[] Reasons = ["AC04", "AM04", "MD07", "TM01", ""];

    private readonly Random _random;
    private readonly List<PersonId> _people = [];
    private readonly List<AwardId> _awards = [];
    private readonly HashSet<PersonId> _gone = [];
    private readonly List<OutcomeFile> _files = [];
    private readonly Dictionary<string, string> _frozen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ordered = new(StringComparer.Ordinal);
    private int _serial;

    public History(int seed, PayrollWorld world)
    {
        (_random, World) = (new Random(seed), world);
        World.Record(commit =>
        {
            foreach (var area in Areas)
            {
                foreach (var source in PayrollWorld.Pack.Facts.Sources.Where(source => source.Code != "survey"))
                {
                    commit.RecordCoverage(source.Code, area, new DateOnly(2050, 12, 31));
                }

                for (var index = 0; index < 7; index++)
                {
                    Enter(commit, area);
                }
            }
        });
        World.Today = new DateOnly(2026, 5, 24);
    }

    public PayrollWorld World { get; }

    /// <summary>How often each kind of step was taken, and refused.</summary>
    public SortedDictionary<string, (int Taken, int Refused)> Steps { get; } = new(StringComparer.Ordinal);

    public int Runs => _frozen.Count;

    public void Dispose() => World.Dispose();

    /// <summary>Takes one step and says what is wrong afterwards; empty when everything holds.</summary>
    public IReadOnlyList<string> Step()
    {
        var (name, step) = Choose();
        var before = Fingerprint();
        var refused = false;
        try
        {
            step();
        }
        catch (Exception error) when (error is PayrollRefusedException or StorageException)
        {
            refused = true;
        }

        var (taken, times) = Steps.GetValueOrDefault(name);
        Steps[name] = (taken + 1, times + (refused ? 1 : 0));
        var faults = VerifyPayroll.Execute(World.Book, full: false).Faults.Select(fault => $"{name}: {fault.Where} {fault.What}").ToList();
        if (refused && Fingerprint() != before)
        {
            faults.Add($"{name}: refused, and yet something was written");
        }

        faults.AddRange(Frozen().Select(fault => $"{name}: {fault}"));
        return faults;
    }

    /// <summary>What is open is given up, and both areas draw up and approve their months until the one after the furthest; in that one nothing new has happened.</summary>
    public void CatchUp()
    {
        foreach (var open in ShowRun.All(World.Book).Where(run => run.State is RunState.Draft or RunState.Checked))
        {
            CancelRun.Execute(World.Book, open.Id, "huy", "làm lại");
        }

        var until = Areas.Max(area => Last(area)?.Month ?? SmallCommune.June).Next;
        Budgets.Record(World.Book, new Budget(Areas[0], "local_assistance_budget", new BenefitMonth(2026, 1), new BenefitMonth(2030, 12), new Vnd(2_000_000_000_000), $"QĐ {++_serial}"), "ke-toan");
        Budgets.Record(World.Book, new Budget(Areas[1], "local_assistance_budget", new BenefitMonth(2026, 1), new BenefitMonth(2030, 12), new Vnd(2_000_000_000_000), $"QĐ {++_serial}"), "ke-toan");
        for (var month = SmallCommune.June; month <= until; month = month.Next)
        {
            foreach (var area in Areas.Where(area => Last(area) is not { } last || last.Month < month))
            {
                var run = RunMonth.Execute(World.Book, Request(area)).Run;
                CheckRun.Execute(World.Book, run.Id, "kiem");
                if (ApproveRun.Execute(World.Book, run.Id, "duyet-1", [], acceptAll: true).State != RunState.Approved)
                {
                    ApproveRun.Execute(World.Book, run.Id, "duyet-2", [], acceptAll: true);
                }
            }
        }
    }

    private (string Name, Action Step) Choose() => _random.Next(100) switch
    {
        < 7 => ("day", () => World.Today = World.Today.AddDays(_random.Next(1, 12))),
        < 12 => ("fact", () => World.Record(Fact)),
        < 15 => ("death", () => World.Record(Death)),
        < 20 => ("award", () => World.Record(Award)),
        < 23 => ("move", () => World.Record(Move)),
        < 24 => ("merge", () => World.Record(Merge)),
        < 26 => ("account", () => World.Record(commit => Account(commit, Any(_people)))),
        < 28 => ("mandate", Mandate),
        < 40 => ("run", () => RunMonth.Execute(World.Book, Request(Any(Areas)))),
        < 51 => ("check", () => CheckRun.Execute(World.Book, Waiting(RunState.Draft).Id, "kiem")),
        < 63 => ("approve", Approve),
        < 64 => ("return", () => ReturnRun.Execute(World.Book, Waiting(RunState.Checked).Id, "duyet-1", "xem lại")),
        < 67 => ("cancel", () => CancelRun.Execute(World.Book, Waiting(RunState.Checked, RunState.Draft).Id, "huy", "lập lại")),
        < 76 => ("order", Order),
        < 82 => ("answer", () => Take(Answer())),
        < 86 => ("cash", () => Take(CashList())),
        < 89 => ("statement", () => Take(Statement())),
        < 92 => ("bad file", BadFile),
        < 93 => ("close", () => CloseRun.Execute(World.Book, Waiting(RunState.Settled, RunState.Ordered).Id, "dong", withoutStatement: _random.Next(2) == 0 ? "chưa có" : "")),
        < 97 => ("receivable", Receivable),
        < 98 => ("ledger", () => LedgerMonths.Close(World.Book, Any(Areas), BenefitMonth.Of(World.Today).Previous, "ke-toan")),
        < 99 => ("limits", Limit),
        _ => ("unclaimed", Collect),
    };

    private RunRequest Request(PlaceCode area)
    {
        var month = Last(area)?.Month.Next ?? SmallCommune.June;
        if (Last(area) is { State: RunState.Draft or RunState.Checked } open)
        {
            month = open.Month;
        }

        World.Today = World.Today < World.Book.CutOffOf(month) ? World.Book.CutOffOf(month) : World.Today;
        // Drawn up again after a refusal with what is known by now; a month long over is cut off where the law says.
        var cutOff = Last(area) is { } last && last.CutOff > World.Book.CutOffOf(month) ? last.CutOff : (DateOnly?)null;
        return new RunRequest(area, month, "lap", cutOff, month == SmallCommune.June ? SmallCommune.June : null);
    }

    private PayrollRun? Last(PlaceCode area) => ShowRun.All(World.Book).LastOrDefault(run => run.Area == area && run.State != RunState.Cancelled);

    private PayrollRun Waiting(params IReadOnlyList<RunState> states)
    {
        var runs = ShowRun.All(World.Book).Where(run => states.Contains(run.State)).ToList();
        return runs.Count > 0 ? Any(runs) : throw new PayrollRefusedException("không có kỳ nào", "no run waits");
    }

    private void Approve()
    {
        var run = Waiting(RunState.Checked);
        var after = ApproveRun.Execute(World.Book, run.Id, Any(["duyet-1", "duyet-2", "duyet-1", "duyet-2", "kiem"]), [], acceptAll: true);
        if (after.State == RunState.Approved)
        {
            _frozen.Add(run.Id, run.Digest);
        }
    }

    private void Order()
    {
        var run = Waiting(RunState.Approved, RunState.Ordered, RunState.Settled, RunState.Closed);
        var (_, files) = OrderRun.Execute(World.Book, new OrderRequest(run.Id, "chi", SmallCommune.Payer, Limits: CreditTransferLimits.Default with { MaxTransactions = 3 }));
        var hash = Convert.ToHexString(SHA256.HashData([.. files.SelectMany(file => file.Content)]));
        if (!_ordered.TryAdd(run.Id, hash) && _ordered[run.Id] != hash)
        {
            throw new InvalidOperationException($"{run.Id}: ordered again, the files differ");
        }
    }

    /// <summary>A file goes in now, later, twice, or together with others.</summary>
    private void Take(OutcomeFile file)
    {
        _files.Add(file);
        OutcomeFile[] now = _random.Next(4) switch { 0 => [file, Any(_files)], 1 => [Any(_files)], _ => [file] };
        if (_files.Count % 3 != 1)
        {
            SettleRun.Execute(World.Book, null, "doi-soat", now);
            return;
        }

        // By blocks of very few, and sometimes stopped after one of them: what was taken in stands, and the same files go on.
        using var stop = new CancellationTokenSource();
        var stops = _files.Count % 2 == 0;
        try
        {
            SettleRun.Execute(World.Book, null, "doi-soat", now, stops ? _ => stop.Cancel() : null, statementsAtOnce: 2, stop.Token);
        }
        catch (Exception stopped) when (stops && stop.IsCancellationRequested && stopped is OperationCanceledException or PayrollRefusedException)
        {
            SettleRun.Execute(World.Book, null, "doi-soat", now, statementsAtOnce: 2);
        }
    }

    private IReadOnlyList<Payment> Payments(bool cash) =>
        [.. ShowRun.Read(World.Book, Waiting(RunState.Ordered, RunState.Settled, RunState.Closed).Id).Payments.Where(payment => payment.InCash == cash)];

    private OutcomeFile Answer()
    {
        var payments = Payments(cash: false);
        var message = payments.Count > 0 ? Any(payments).MessageId : throw new PayrollRefusedException("không", "nothing by transfer");
        var of = payments.Where(payment => payment.MessageId == message);
        return SmallCommune.Status($"S{++_serial}", message, "", $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>{string.Concat(of.Select(payment => _random.Next(6) switch
        {
            0 => Item(payment.Id, "RJCT", Any(Reasons)),
            1 => Item(payment.Id, "ACSP", ""),
            _ => Item(payment.Id, "ACSC", ""),
        }))}</OrgnlPmtInfAndSts>");

        static string Item(string id, string status, string reason) =>
            $"<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>{(reason.Length > 0 ? $"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>" : "")}</TxInfAndSts>";
    }

    private OutcomeFile CashList() => new($"cash{++_serial}.csv", Encoding.UTF8.GetBytes("reference,payee,name,amount,outcome,reason\n" + string.Concat(Payments(cash: true).Select(payment =>
        $"{payment.Id},{payment.Payee},x,{payment.Amount.Amount},{_random.Next(5) switch { 0 => "uncollected", 1 => "", _ => "paid" }},\n"))));

    /// <summary>Debits of some payments that no statement has yet, and credits of some that came back.</summary>
    private OutcomeFile Statement()
    {
        var (entries, payments) = (new List<BankStatementFile.Entry>(), Payments(cash: false));
        foreach (var payment in payments.Where(payment => payment.Outcome != PaymentOutcome.Rejected && _random.Next(4) > 0))
        {
            entries.Add(BankStatementFile.Payment(payment.Id, payment.Amount.Amount));
            if (_random.Next(8) == 0)
            {
                entries.Add(BankStatementFile.Payment(payment.Id, payment.Amount.Amount, "CRDT", Any(Reasons)));
            }
        }

        entries.Add(new(_random.Next(2) == 0 ? -11_000 : 25_000, ""));
        using var connection = World.Book.Connect();
        var opening = connection.ExecuteScalar<long?>("select closing from payroll_statement order by known desc, statement_id desc limit 1") ?? 900_000_000;
        return BankStatementFile.Write($"ST{++_serial}", opening, entries, day: Database.Iso(World.Today));
    }

    /// <summary>Files that no bank should send: each must be refused.</summary>
    private void BadFile()
    {
        var payment = Any([.. ShowRun.Read(World.Book, Waiting(RunState.Ordered, RunState.Settled, RunState.Closed).Id).Payments]);
        var good = BankStatementFile.Write($"B{++_serial}", 1_000_000_000, [BankStatementFile.Payment(payment.Id, payment.Amount.Amount)]);
        OutcomeFile bad = _random.Next(5) switch
        {
            0 => good with { Content = good.Content[..(good.Content.Length / 2)] },
            1 => BankStatementFile.Write($"B{_serial}", 1_000_000_000, [BankStatementFile.Payment(payment.Id, payment.Amount.Amount + 1)]),
            2 => BankStatementFile.Write($"B{_serial}", 1_000_000_000, [BankStatementFile.Payment(DerivedId.Payment($"{_serial}"), 1)]),
            3 => BankStatementFile.Write($"B{_serial}", 1_000_000_000, [], closing: 1),
            _ => BankStatementFile.Write($"B{_serial}", 1_000_000_000, [BankStatementFile.Payment(payment.Id, payment.Amount.Amount)], account: "000"),
        };
        SettleRun.Execute(World.Book, null, "doi-soat", _files.Count > 0 ? [Any(_files), bad] : [bad]);
        throw new InvalidOperationException("a bad file was taken");
    }

    private void Receivable()
    {
        var open = Areas.SelectMany(area => ReceivableLife.Of(World.Book, area)).ToList();
        var claim = open.Count > 0 ? Any(open) : throw new PayrollRefusedException("không", "nothing to claim");
        var part = new Vnd(_random.NextInt64(1, claim.Open.Amount + 2));
        switch (_random.Next(6))
        {
            case 0:
                Recover.Execute(World.Book, claim.Id, part, "thu", $"BL {++_serial}");
                break;
            case 1:
                WriteOff.Propose(World.Book, claim.Id, part, Any(["ke-toan", "thu"]), $"QĐ {++_serial}");
                break;
            case 2:
                WriteOff.Confirm(World.Book, claim.Id, Any(["ke-toan", "chu-tich"]));
                break;
            case 3:
                Instalments.Agree(World.Book, claim.Id, _random.Next(1, 7), BenefitMonth.Of(World.Today).Next, "ke-toan", $"QĐ {++_serial}");
                break;
            case 4:
                RecallList.Draw(World.Book, Any(Areas), "ke-toan");
                break;
            default:
                SetOff.Execute(World.Book, claim.Id);
                break;
        }
    }

    private void Limit()
    {
        var area = Any(Areas);
        if (_random.Next(2) == 0)
        {
            Thresholds.Set(World.Book, area, _random.Next(2) == 0 ? ThresholdKind.Amount : ThresholdKind.Rise, _random.Next(3) == 0 ? null : _random.Next(4_000_000), "chu-tich", "QC");
        }
        else
        {
            Budgets.Record(World.Book, new Budget(area, "local_assistance_budget", new BenefitMonth(2026, 1), new BenefitMonth(2030, 12), new Vnd(2_000_000_000), $"QĐ {++_serial}"), "ke-toan");
        }
    }

    private void Mandate()
    {
        if (_random.Next(3) == 0)
        {
            PayeeMandates.End(World.Book, Any(_people), World.Today, "giấy hủy", "can-bo");
        }
        else
        {
            PayeeMandates.Record(World.Book, new PayeeMandate(Any(_people), Any(_people), Any(PayeeMandates.Roles), $"giấy {++_serial}", new DateRange(World.Today.AddDays(-_random.Next(60)), null)), "can-bo");
        }
    }

    private void Collect()
    {
        var area = Any(Areas);
        var month = BenefitMonth.Of(World.Today).Next;
        var found = Unclaimed.Of(World.Book, area, month, World.Today).FirstOrDefault(one => one.Suspends);
        if (found is not null)
        {
            Unclaimed.Suspend(World.Book, found.Award, month, "chu-tich", $"QĐ {++_serial}");
        }
        else
        {
            Unclaimed.Resume(World.Book, Any(_awards), month, "chu-tich", $"QĐ {++_serial}");
        }
    }

    private void Enter(RegistryCommit commit, PlaceCode area)
    {
        var household = new HouseholdId($"h{++_serial}");
        commit.RegisterHousehold(household, area);
        var person = commit.RegisterPerson(ProvisionalNumber.OfSerial(_serial), new PersonDetails($"Nguyễn Văn Thử {_serial}", BirthDate.Parse($"19{_random.Next(36, 49)}-03-05"), Sex.Male));
        commit.SetMembership(person, new Membership(household, "head", DateRange.Always));
        _people.Add(person);
        _awards.Add(commit.GrantAward(SmallCommune.Pension(person, $"{_serial}/QĐ", new DateOnly(2026, 5, 1), SmallCommune.June) with { Place = area }));
        if (_files.Count % 3 != 1)
        {
            Account(commit, person);
        }
    }

    private void Account(RegistryCommit commit, PersonId person) => commit.RecordAccount(
        person, new PayeeAccount(Any(Banks), $"00{++_serial:00000000}", "NGUYEN VAN THU", _random.Next(9) == 0 ? null : new DateOnly(2026, 5, 1), DateRange.Always, "giấy đồng ý"));

    private void Fact(RegistryCommit commit)
    {
        var (person, past) = (Any(_people), Past());
        if (_random.Next(2) == 0)
        {
            commit.RecordFact(person, new FactEntry("pension_amount", Any(["0", "300000", "5000000"]), new DateRange(past, null), "insurance_data"));
        }
        else
        {
            commit.RecordFact(person, new FactEntry("disability_level", Any(["severe", "none"]), new DateRange(past, past.AddMonths(_random.Next(1, 4))), "disability_register"));
        }
    }

    private void Death(RegistryCommit commit)
    {
        var person = Any(_people);
        if (_gone.Add(person))
        {
            commit.RecordDeath(person, Past());
        }
        else
        {
            _gone.Remove(person);
            commit.WithdrawDeath(person, "nhầm");
        }
    }

    private void Award(RegistryCommit commit)
    {
        var (past, award) = (Past(), Any(_awards));
        switch (_random.Next(5))
        {
            case 0:
                Enter(commit, Any(Areas));
                break;
            case 1:
                _awards.Add(commit.GrantAward(SmallCommune.Pension(Any(_people), $"{++_serial}/QĐ", past, BenefitMonth.Of(past)) with { Benefit = new BenefitId(Any(["htxh.75", "tgxh.6.nang"])), Place = Any(Areas) }));
                break;
            case 2:
                commit.EndAward(award, BenefitMonth.Of(past), "thử");
                break;
            case 3:
                commit.SuspendAward(award, BenefitMonth.Of(past), "thử");
                break;
            default:
                commit.ResumeAward(award, BenefitMonth.Of(past).Next, "thử");
                break;
        }
    }

    private void Move(RegistryCommit commit)
    {
        var (index, to, from) = (_random.Next(_awards.Count), Any(Areas), BenefitMonth.Of(Past()));
        var stretch = World.Book.Register.Now().Award(AreaScope.All, _awards[index])[^1];
        var household = new HouseholdId($"h{++_serial}");
        commit.RegisterHousehold(household, to);
        commit.SetMembership(stretch.Person, new Membership(household, "head", new DateRange(from.First, null)));
        commit.EndAward(_awards[index], from, "chuyển đi");
        _awards.Add(commit.GrantAward(SmallCommune.Pension(stretch.Person, $"{_serial}/QĐ", World.Today, from) with { Place = to, Benefit = stretch.Benefit }));
    }

    private void Merge(RegistryCommit commit)
    {
        var (kept, other) = (Any(_people), Any(_people));
        if (kept == other || _people.Count < 8)
        {
            throw new PayrollRefusedException("không", "nobody to merge");
        }

        commit.Merge(kept, other, "cùng một người");
        _people.Remove(other);
    }

    private DateOnly Past()
    {
        var days = World.Today.DayNumber - new DateOnly(2026, 5, 20).DayNumber;
        return World.Today.AddDays(-_random.Next(Math.Min(days, 150) + 1));
    }

    /// <summary>Runs that were approved are what they were then, byte by byte.</summary>
    private IEnumerable<string> Frozen()
    {
        using var connection = World.Book.Connect();
        foreach (var run in ShowRun.All(World.Book).Where(run => _frozen.TryGetValue(run.Id, out var digest) && (run.Digest != digest || !run.State.IsFrozen())))
        {
            yield return $"{run.Id} was frozen with {_frozen[run.Id]} and is {run.Digest}";
        }

        foreach (var (award, month) in connection.Query<(string, string)>(
            "select award_id, month from payroll_line where kind = 'regular' and live = 1 group by award_id, benefit, month having count(*) > 1"))
        {
            yield return $"{award} {month}: two live lines";
        }
    }

    private string Fingerprint()
    {
        using var connection = World.Book.Connect();
        return string.Join(' ', new[] { "knowledge", "audit_event", "payroll_step", "payroll_posting", "payroll_payment_event", "payroll_receivable_event", "payroll_receivable_action", "payroll_statement" }
            .Select(table => connection.ExecuteScalar<long>($"select count(*) from {table}")));
    }

    private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
