using AnSinh.Casework.Letters;
using AnSinh.Casework.Review;
using AnSinh.Cli.Commands.Letters;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Iso20022;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Cli;

/// <summary>An import of the sample was refused.</summary>
internal sealed class DemoRefusedException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>
/// The main job from beginning to end: register, months with their cut-offs, payments, answers of banks, work lists. It calls what the commands call, on a database like any other; only
/// the day is simulated.
/// </summary>
internal sealed class DemoRun(DemoSchedule schedule, DemoFolder folder, LawPack pack, Action<string, string> progress)
{
    private const string Officer = "demo: công chức xã";
    private const string Chair = "demo: chủ tịch xã";
    private const string Signer = "(xã mẫu, dữ liệu giả lập)";
    private const string DatabaseName = "ansinh.db";

    private readonly string _path = folder.Claim(DatabaseName);
    private readonly DemoReview _review = new(folder, pack, progress);
    private readonly List<DemoMonth> _months = [];
    private readonly List<PayLine> _lines = [];
    private readonly Dictionary<(PlaceCode Area, BenefitMonth Month), (string Run, IReadOnlyList<OrderFile> Files)> _ordered = [];
    private IReadOnlyList<PlaceCode> _areas = [];
    private DemoReviewed? _reviewed;

    public DemoResult Execute()
    {
        foreach (var name in new[] { DatabaseName + "-wal", DatabaseName + "-shm", Path.GetFileName(KeyRing.PathFor(_path + ".key", null)) })
        {
            folder.Claim(name);
        }

        var pending = new Queue<DemoDelivery>(schedule.Deliveries);
        foreach (var month in schedule.Months)
        {
            DateOnly cutOff;
            using (var database = OpenOn(schedule.Deliveries[0].Day))
            {
                cutOff = new PayrollBook(database, pack).CutOffOf(month);
            }

            while (pending.Count > 0 && pending.Peek().Day <= cutOff)
            {
                Settle(pending.Peek().Day);
                Import(pending.Dequeue());
            }

            Settle(cutOff);
            PayMonth(month, cutOff);
        }

        Settle(schedule.Months.Last().First.AddDays(AnswerDay - 1));
        while (pending.Count > 0)
        {
            Import(pending.Dequeue());
        }

        return Finish();
    }

    /// <summary>The banks answer on the third of the month.</summary>
    private const int AnswerDay = 3;

    private Database OpenOn(DateOnly day) => Database.Open(_path, new SimulatedClock(day), PayrollBook.Modules);

    private void Import(DemoDelivery delivery)
    {
        progress($"{delivery.Day:dd/MM/yyyy}  nhập {Path.GetFileName(delivery.Folder)}", $"{delivery.Day:yyyy-MM-dd}  import {Path.GetFileName(delivery.Folder)}");
        using var database = OpenOn(delivery.Day);
        var register = new Register(database);
        var result = RegistryImport.Run(register, delivery.Folder, new ImportOptions { Facts = pack.Facts, Benefits = pack.Benefits, Actor = Officer, Vietnamese = Say.Vietnamese });
        if (!result.Accepted)
        {
            throw new DemoRefusedException([.. result.Faults.Select(fault => fault.Text(Say.Vietnamese))]);
        }

        if (_areas.Count == 0)
        {
            _areas = [.. register.Now().Awards(AreaScope.All).Select(award => award.Place).Distinct().Order()];
        }

        if (_reviewed is null && _review.IsTime(delivery.Day))
        {
            using var reviews = Database.Open(_path, new SimulatedClock(delivery.Day), [.. PayrollBook.Modules, ReviewBook.Migrations]);
            _reviewed = _review.Begin(reviews, _areas[0], Officer);
        }
    }

    private void PayMonth(BenefitMonth month, DateOnly cutOff)
    {
        progress($"{cutOff:dd/MM/yyyy}  kỳ chi trả tháng {month}", $"{cutOff:yyyy-MM-dd}  run for {month}");
        using var database = OpenOn(cutOff);
        var book = new PayrollBook(database, pack);
        var contents = new List<RunContent>();
        foreach (var area in _areas)
        {
            var drawn = RunMonth.Execute(book, new RunRequest(area, month, Officer));
            CheckRun.Execute(book, drawn.Run.Id, Officer);
            ApproveRun.Execute(book, drawn.Run.Id, Chair, [], acceptAll: true, reason: "demo");
            var (_, files) = OrderRun.Execute(book, new OrderRequest(drawn.Run.Id, Officer, new Debtor($"UBND {PlaceDirectory.VietNam.Find(area)?.Name} (gia lap)", "9900000000", "970405")));
            foreach (var file in files)
            {
                folder.Write(Path.Combine("payments", $"{month}", file.Name), file.Content);
            }

            WritePapers(book, area, month, drawn);
            _ordered.Add((area, month), (drawn.Run.Id, files));
            contents.Add(drawn.Content);
        }

        Note(month, cutOff, contents);
    }

    /// <summary>The month report, and a notice to everybody who is paid for an earlier month.</summary>
    private void WritePapers(PayrollBook book, PlaceCode area, BenefitMonth month, RunResult drawn)
    {
        new Sealer(book.Database).Seal();
        folder.Write(Path.Combine("reports", $"{month}-{area}.html"), MonthReportHtml.Write(MonthReport.Of(book, drawn.Run.Id)));
        WriteLetters(month, ArrearsLetters.Of(book, drawn.Run, drawn.Content.Lines, AreaScope.Of(area), Signer));
    }

    private void WriteLetters(BenefitMonth month, IEnumerable<Letter> letters)
    {
        foreach (var letter in letters)
        {
            folder.Write(Path.Combine("letters", $"{month}", letter.FileName), letter.Html);
        }
    }

    private void Note(BenefitMonth month, DateOnly cutOff, List<RunContent> contents)
    {
        var lines = contents.SelectMany(content => content.Lines).ToList();
        var regular = lines.Where(line => line.Kind == LineKind.Regular).ToList();
        var arrears = lines.Where(line => line.Kind == LineKind.Arrears).ToList();
        var receivables = contents.SelectMany(content => content.Receivables).ToList();
        _lines.AddRange(lines);
        _months.Add(new DemoMonth(
            month, cutOff, regular.Count, Sum(regular), arrears.Count, Sum(arrears), [.. arrears.Select(line => line.Month).Distinct().OrderBy(of => of.Index)],
            [.. arrears.GroupBy(line => line.Reason).OrderByDescending(group => Sum(group)).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count(), Sum(group)))],
            receivables.Count, Vnd.Sum(receivables.Select(claim => claim.Amount)), contents.Sum(content => content.Carried.Count)));
    }

    /// <summary>Takes in the answers to all orders that are out, if the banks have answered by this day.</summary>
    private void Settle(DateOnly by)
    {
        foreach (var ((area, month), (run, files)) in _ordered.OrderBy(order => order.Key.Month.Index).ToList())
        {
            var day = month.First.AddDays(AnswerDay - 1);
            if (day > by)
            {
                continue;
            }

            progress($"{day:dd/MM/yyyy}  ngân hàng trả lời kỳ {month}", $"{day:yyyy-MM-dd}  banks answer for {month}");
            var answers = files.Select(file => SimulatedBank.Answer(file, day)).ToList();
            foreach (var answer in answers)
            {
                folder.Write(Path.Combine("bank", $"{month}", answer.Name), answer.Content);
            }

            using var database = OpenOn(day);
            SettleRun.Execute(new PayrollBook(database, pack), run, Officer, answers);
            _ordered.Remove((area, month));
        }
    }

    private DemoResult Finish()
    {
        using var database = OpenOn(schedule.Last);
        var snapshot = new Register(database).Now();
        var scope = AreaScope.Of(_areas);
        var month = schedule.Months.Last();
        var decisions = new AwardLetters(pack, new Register(database), snapshot, scope, Signer);
        foreach (var signed in schedule.Months)
        {
            WriteLetters(signed, decisions.Of(signed, new HashSet<LetterKind> { LetterKind.Decision, LetterKind.Refusal }));
        }

        progress($"{schedule.Last:dd/MM/yyyy}  rà soát tháng {month}", $"{schedule.Last:yyyy-MM-dd}  sweep for {month}");
        var sweep = new RegisterSweep(pack);
        var entries = sweep.Run(snapshot, scope, month, schedule.Last).ToList();
        var files = new SweepFiles(pack, month, schedule.Last, Say.Vietnamese, Say.Text("Dữ liệu giả lập: không phải người thật.", "Synthetic data: no real people."));
        foreach (var commune in entries.GroupBy(entry => entry.Place))
        {
            foreach (var (name, text) in files.Of(commune.Key, [.. commune]))
            {
                folder.Write(Path.Combine("work-lists", name), text);
            }
        }

        foreach (var key in Directory.EnumerateFiles(SealingKey.Folder(database.Keys)).Order(StringComparer.Ordinal))
        {
            folder.Claim(Path.GetRelativePath(folder.Path, key));
        }

        return new DemoResult
        {
            Areas = _areas,
            People = snapshot.People(AreaScope.All).Count,
            Households = snapshot.HouseholdIds(AreaScope.All).Count,
            Receiving = _lines.Where(line => line.Month == month && line.Kind == LineKind.Regular).Select(line => line.Person).Distinct().Count(),
            Months = _months,
            Benefits = [.. _lines.GroupBy(line => line.Benefit).Select(group => (group.Key, group.Count(), Sum(group))).OrderByDescending(total => total.Item3).ThenBy(total => total.Key)],
            Funds = [.. _lines.SelectMany(line => line.Parts.Parts).GroupBy(part => part.Fund).Select(group => (group.Key, Vnd.Sum(group.Select(part => part.Amount)))).OrderByDescending(total => total.Item2)],
            Sweep = sweep.Totals,
            SweepMonth = month,
            SweepKnown = schedule.Last,
            Review = _reviewed,
            Explanation = Explain(snapshot, scope, month),
            Folder = folder.Path,
            Files = [.. folder.Written.Select(name => Path.Combine(folder.Path, name))],
        };
    }

    /// <summary>One person's answer in words: of those paid this month the one with the most arrears.</summary>
    private string Explain(RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month)
    {
        var arrears = _lines.Where(line => line.Kind == LineKind.Arrears).ToLookup(line => line.Person);
        if (_lines.Where(line => line.Month == month && line.Kind == LineKind.Regular).Select(line => line.Person).Distinct()
                .OrderByDescending(person => Sum(arrears[person])).ThenBy(person => snapshot.Person(scope, person)?.FullName, StringComparer.Ordinal).Select(person => (PersonId?)person).FirstOrDefault() is not { } chosen
            || snapshot.HouseholdOf(scope, chosen, month) is not { } id || snapshot.Household(scope, id, month) is not { } household)
        {
            return "";
        }

        var determination = new Determiner(pack).Determine(household, month, schedule.Last);
        determination = determination with { People = [.. determination.People.Where(person => person.Person == chosen)] };
        var text = new ExplanationText(pack, Say.Vietnamese).Write(determination, person => snapshot.Person(scope, person)?.FullName ?? person.Value, RefusalsShown.None);
        var late = arrears[chosen].OrderBy(line => line.Month.Index).Select(line => Say.Text(
            $"  Truy lĩnh tháng {line.Month}: {line.Amount} đồng ({DemoSummary.Why(line.Reason)})", $"  Arrears for {line.Month}: {line.Amount} đồng ({DemoSummary.Why(line.Reason)})"));
        return string.Join('\n', late.Prepend(text));
    }

    private static Vnd Sum(IEnumerable<PayLine> lines) => Vnd.Sum(lines.Select(line => line.Amount));
}
