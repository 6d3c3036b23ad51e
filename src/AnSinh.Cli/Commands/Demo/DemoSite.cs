using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Storage;
using AnSinh.Web;
using AnSinh.Web.Access;

namespace AnSinh.Cli;

/// <summary>The filled demonstration as a web application: one account for each role, the list of the next month waiting, on loopback only, marked on every page.</summary>
internal static class DemoSite
{
    private const string Officer = "canbo";

    /// <summary>Opens a demonstration's database on the day the next list is due, with accounts and that list drawn up and checked. Opened again it is as it was left.</summary>
    /// <exception cref="StorageException">The database holds no demonstration.</exception>
    public static Database Prepare(string path, LawPack pack)
    {
        DateOnly day;
        PlaceCode area;
        BenefitMonth next;
        using (var before = Database.Open(path, new SimulatedClock(new DateOnly(9999, 12, 30)), Site.Modules))
        {
            var book = new PayrollBook(before, pack);
            var last = ShowRun.All(book).Where(run => run.State.IsFrozen()).MaxBy(run => run.Month.Index)
                ?? throw new StorageException($"{path} không có kỳ chi trả nào.", $"{path} holds no payroll run.");
            (area, next) = (last.Area, last.Month.Next);
            var recorded = before.DayOf(before.Current())!.Value;
            day = book.CutOffOf(next) is var cutOff && cutOff > recorded ? cutOff : recorded;
        }

        var database = Database.Open(path, new SimulatedClock(day), Site.Modules);
        DemoAccounts.Fill(new AccountBook(database), area);
        if (new PayrollBook(database, pack) is var payroll && !ShowRun.All(payroll).Any(run => run.Month == next && run.State != RunState.Cancelled))
        {
            var drawn = RunMonth.Execute(payroll, new RunRequest(area, next, Officer));
            CheckRun.Execute(payroll, drawn.Run.Id, Officer);
        }

        return database;
    }

    public static async Task<int> ServeAsync(Database database, LawPack pack, int port, CancellationToken stop)
    {
        using (database)
        {
            Say.Note($"Tài khoản: canbo, chutich, tinh, chitra, phantich, giamsat, quantri; mật khẩu: {DemoAccounts.Password}", $"Accounts: canbo, chutich, tinh, chitra, phantich, giamsat, quantri; password: {DemoAccounts.Password}");
            return await ServeCommand.ListenAsync(new SiteOptions(database, pack, $"http://127.0.0.1:{port}", Demo: true, Gallery: true, LawFolder: Home.LawFolder), stop);
        }
    }
}
