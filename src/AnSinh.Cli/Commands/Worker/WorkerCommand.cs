using System.CommandLine;
using System.Globalization;
using AnSinh.Cli.Commands.Payroll;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.DrawUps;
using AnSinh.Storage;
using AnSinh.Worker;

namespace AnSinh.Cli.Commands.Worker;

/// <summary><c>ansinh worker</c>: takes parts of runs from the database, on any number of machines, until it is stopped.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name")
        {
            Description = "tên của tiến trình, mỗi tiến trình một tên / name of this worker, unique",
            DefaultValueFactory = _ => string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}"),
        };
        var threads = new Option<int>("--threads") { Description = "số phần làm cùng lúc / parts done side by side", DefaultValueFactory = _ => 2 };
        var lease = new Option<int>("--lease") { Description = "số giây giữ một phần khi không báo hiệu / seconds a part is held without a sign of life", DefaultValueFactory = _ => 60 };
        var status = new Option<int?>("--status") { Description = "cổng của trang tình trạng trên máy này; 0: cổng nào còn trống / port of a status page on this machine; 0: any free one" };
        var command = new Command("worker", "tiến trình làm việc: lập kỳ chi trả cùng các tiến trình khác / a worker: draws up runs together with others")
        {
            name, threads, lease, status, QueueCommand.Create(), QueueCommand.Abandon(),
        };
        command.SetAction((parse, stop) => RunAsync(parse, new WorkerOptions(parse.GetValue(name)!, Math.Clamp(parse.GetValue(threads), 1, 64), TimeSpan.FromSeconds(Math.Clamp(parse.GetValue(lease), 1, 3600))), parse.GetValue(status), stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, WorkerOptions options, int? statusPort, CancellationToken stop)
    {
        Database? database = null;
        LawPack? pack = null;
        var status = PayrollCommands.Guard(() =>
        {
            pack = LawPack.Load(Home.LawFolder);
            database = Session.OpenExisting(parse, PayrollBook.Migrations);
            return CommandLine.Done;
        });
        using (database)
        {
            if (status != CommandLine.Done)
            {
                return status;
            }

            try
            {
                var book = new PayrollBook(database!, pack!);
                using var page = statusPort is { } port ? new StatusPage(book, options.Name, port) : null;
                await using var node = await WorkerNode.StartAsync(book, options, done => Tell(done, page), stop);
                if (page is not null)
                {
                    Say.Note($"{options.Name}: tình trạng ở {page.Address}", $"{options.Name}: status at {page.Address}");
                }

                Say.Note($"{options.Name}: sẵn sàng ({database!.Name}); Ctrl+C để dừng.", $"{options.Name}: ready ({database!.Name}); Ctrl+C stops it.");
                await node.RunAsync(lost => Say.Error(lost.Vietnamese, lost.English), stop);
                return CommandLine.Done;
            }
            catch (StorageException fault)
            {
                Say.Error(fault.Vietnamese, fault.English);
            }
            catch (Exception fault) when (fault is Quartz.SchedulerException or System.Data.Common.DbException)
            {
                Say.Error($"bộ lập lịch không chạy được: {fault.Message}", $"the scheduler does not start: {fault.Message}");
            }

            catch (System.Net.HttpListenerException fault)
            {
                Say.Error($"không mở được trang tình trạng ở cổng {statusPort}: {fault.Message}", $"the status page cannot be opened at port {statusPort}: {fault.Message}");
            }

            return CommandLine.BadInput;
        }
    }

    /// <summary>Runs, numbers of parts and counts; nothing of people.</summary>
    private static void Tell(TaskEvent done, StatusPage? page)
    {
        page?.Heard(done);
        var (vi, en) = done.Report.Outcome switch
        {
            TaskOutcome.Done when done.Report.IsLast => ("đã ghép và ghi kỳ", "run put together and written"),
            TaskOutcome.Done => ("xong", "done"),
            TaskOutcome.Late => ("quá hạn giữ: tiến trình khác đã nhận, kết quả bị từ chối", "stale lease: another worker had taken it, the result was refused"),
            TaskOutcome.OtherLaw => ("bỏ qua: kỳ theo bộ luật khác", "left: the run is under another law pack"),
            TaskOutcome.Failed => ($"hỏng ({done.Report.Error})", $"failed ({done.Report.Error})"),
            _ => ("", ""),
        };
        if (vi.Length > 0)
        {
            var seconds = done.Took.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
            Say.Note($"{done.RunId} phần {done.Task}: {vi}, {done.Report.Lines} dòng, {seconds} giây", $"{done.RunId} part {done.Task}: {en}, {done.Report.Lines} lines, {seconds} s");
        }
    }
}
