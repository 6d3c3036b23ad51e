using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>
/// Very many awards in the runs of many communes, all checked and waiting, and several people who approve them at the same time, each run asked for by two of them. Beside it as many commits with one audit
/// event each, by as many people. Seconds; <paramref name="DrawnUp"/> is for drawing up and checking all runs, <paramref name="LongestWait"/> the longest that one approval took.
/// </summary>
public sealed record ApprovalRush(int Awards, int Runs, int People, decimal DrawnUp, decimal Commits, decimal Approvals, decimal LongestWait)
{
    private const int AwardsARun = 10;
    private const int Approvers = 4;

    /// <exception cref="InvalidDataException">A run was approved twice, or not at all, or without its event.</exception>
    public static ApprovalRush Measure(string source, string keyFile, LawPack pack, int awards, CancellationToken cancellation)
    {
        var communes = PlaceDirectory.VietNam.CommunesOn(new DateOnly(2026, 5, 1)).Select(place => place.Code).Take(awards / AwardsARun).ToList();
        using (var earlier = Database.Open(source, new SimulatedClock(new DateOnly(2026, 5, 1)), PayrollBook.Modules, keyFile))
        {
            Register(earlier, pack, communes);
        }

        using var database = Database.Open(source, new SimulatedClock(new DateOnly(2026, 5, 24)), PayrollBook.Modules, keyFile);
        var book = new PayrollBook(database, pack);
        var begun = Stopwatch.GetTimestamp();
        var runs = communes.ConvertAll(commune =>
        {
            cancellation.ThrowIfCancellationRequested();
            var run = RunMonth.Execute(book, new RunRequest(commune, new BenefitMonth(2026, 6), "lap")).Run;
            return CheckRun.Execute(book, run.Id, "kiem").Run;
        });
        var drawnUp = Watch.Seconds(begun);
        var commits = Seconds(runs, (_, person) =>
        {
            using var write = database.Begin(person, "bench.commit");
            write.Audit("bench.commit", "x", "x");
            write.Commit();
            return true;
        }, out _, everyoneTriesAll: false);
        var approvals = Seconds(runs, (run, person) =>
        {
            try
            {
                ApproveRun.Execute(book, run.Id, person, [], acceptAll: true);
                return true;
            }
            catch (PayrollRefusedException)
            {
                return false;
            }
        }, out var longest, everyoneTriesAll: true);
        RequireEachOnce(book, runs);
        return new ApprovalRush(communes.Count * AwardsARun, runs.Count, Approvers, drawnUp, commits, approvals, longest);
    }

    private static decimal Seconds(List<PayrollRun> runs, Func<PayrollRun, string, bool> work, out decimal longest, bool everyoneTriesAll)
    {
        var waits = new ConcurrentBag<decimal>();
        var done = 0;
        var watch = Stopwatch.GetTimestamp();
        var people = Enumerable.Range(0, Approvers).Select(person => new Thread(() =>
        {
            // Neighbours ask for the same runs, in other orders.
            foreach (var run in runs.Where((_, index) => index % Approvers == person || (everyoneTriesAll && (index + 1) % Approvers == person)))
            {
                var begun = Stopwatch.GetTimestamp();
                if (work(run, string.Create(CultureInfo.InvariantCulture, $"duyet-{person}")))
                {
                    Interlocked.Increment(ref done);
                }

                waits.Add(Watch.Seconds(begun));
            }
        })).ToList();
        people.ForEach(person => person.Start());
        people.ForEach(person => person.Join());
        var seconds = Watch.Seconds(watch);
        longest = waits.Max();
        return done == runs.Count ? seconds : throw new InvalidDataException($"{done} done of {runs.Count}");
    }

    private static void RequireEachOnce(PayrollBook book, List<PayrollRun> runs)
    {
        using var connection = book.Connect();
        var (approved, steps, events) = (
            connection.ExecuteScalar<long>("select count(*) from payroll_run where state = 'approved'"),
            connection.ExecuteScalar<long>("select count(*) from payroll_step where step = 'approve'"),
            connection.ExecuteScalar<long>("select count(distinct subject) from audit_event where action = 'payroll.approve'"));
        if (approved != runs.Count || steps != runs.Count || events != runs.Count || VerifyPayroll.Execute(book, full: false).Faults.Count > 0)
        {
            throw new InvalidDataException($"{runs.Count} runs: {approved} approved, {steps} steps, {events} events");
        }
    }

    private static void Register(Database database, LawPack pack, List<PlaceCode> communes)
    {
        using var commit = new Register(database).Begin("bench", "bench.register");
        var serial = 0;
        foreach (var commune in communes)
        {
            foreach (var code in pack.Facts.Sources.Select(one => one.Code).Where(code => code != "survey"))
            {
                commit.RecordCoverage(code, commune, new DateOnly(2050, 12, 31));
            }

            for (var index = 0; index < AwardsARun; index++)
            {
                var household = new HouseholdId(string.Create(CultureInfo.InvariantCulture, $"h{++serial}"));
                commit.RegisterHousehold(household, commune);
                var person = commit.RegisterPerson(ProvisionalNumber.OfSerial(serial), new PersonDetails("Nguyễn Văn Mẫu", BirthDate.Parse($"19{35 + index}-03-05"), Sex.Female));
                commit.SetMembership(person, new Membership(household, "head", DateRange.Always));
                commit.GrantAward(new AwardDecision
                {
                    Person = person, Benefit = new BenefitId("htxh.75"), Place = commune, DecisionNumber = string.Create(CultureInfo.InvariantCulture, $"{serial}/QĐ"), Decided = new DateOnly(2026, 5, 1), From = new BenefitMonth(2026, 6),
                });
            }
        }

        commit.Commit();
    }
}
