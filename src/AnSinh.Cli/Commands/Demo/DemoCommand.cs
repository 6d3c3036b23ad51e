using System.CommandLine;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Cli;

/// <summary><c>ansinh demo</c>: the main job on a sample commune, with nothing to set up.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var samples = new Argument<string?>("SAMPLE") { Arity = ArgumentArity.ZeroOrOne, Description = "thư mục bộ mẫu; mặc định samples / folder of a sample; default samples" };
        var output = new Option<string>("--out") { DefaultValueFactory = _ => "ansinh-demo", Description = "thư mục kết quả / folder for the results" };
        var json = new Option<bool>("--json") { Description = "một tài liệu JSON trên đầu ra chuẩn / one JSON document on standard output" };
        var serve = new Option<bool>("--serve") { Description = "rồi mở ứng dụng web trên máy này / then open the web application on this machine" };
        var asIs = new Option<bool>("--as-is") { Description = "với --serve: mở bản trình diễn đã có, không chạy lại / with --serve: open the demonstration that is there" };
        var port = new Option<int>("--port") { DefaultValueFactory = _ => 5080, Description = "cổng của ứng dụng web / port of the web application" };
        var command = new Command("demo", "Chạy trọn công việc chính trên xã mẫu (dữ liệu giả lập) / the main job on a sample commune (synthetic people)") { samples, output, json, serve, asIs, port };
        command.SetAction((parse, stop) => parse.GetValue(serve) && parse.GetValue(asIs)
            ? Reopen(parse.GetValue(output)!, parse.GetValue(port), stop)
            : RunAsync(parse.GetValue(samples) ?? Home.SamplesFolder, parse.GetValue(output)!, parse.GetValue(json), parse.GetValue(serve) ? parse.GetValue(port) : null, stop));
        return command;
    }

    private static async Task<int> Reopen(string output, int port, CancellationToken stop)
    {
        Database? database = null;
        var pack = LawPack.Load(Home.LawFolder);
        var status = Session.Guard(() =>
        {
            var path = Path.Combine(output, "ansinh.db");
            database = File.Exists(path) ? DemoSite.Prepare(path, pack) : throw new StorageException($"Không có {path}; hãy chạy demo trước.", $"There is no {path}; run the demo first.");
            return CommandLine.Done;
        });
        return status == CommandLine.Done ? await DemoSite.ServeAsync(database!, pack, port, stop) : status;
    }

    private static async Task<int> RunAsync(string samples, string output, bool json, int? port, CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        if (DemoSchedule.Find(samples) is not { } schedule)
        {
            Say.Error(
                $"{samples}: cần đúng một bộ mẫu: một thư mục có các thư mục con đặt tên theo ngày (yyyy-MM-dd), mỗi thư mục có các tệp nhập",
                $"{samples}: expected exactly one sample: a folder with subfolders named by day (yyyy-MM-dd), each with files to import");
            return CommandLine.BadInput;
        }

        try
        {
            var pack = LawPack.Load(Home.LawFolder);
            var result = new DemoRun(schedule, DemoFolder.Begin(output), pack, Say.Note).Execute();
            var seconds = decimal.Round((decimal)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / 1000, 2);
            if (json)
            {
                using var stream = Console.OpenStandardOutput();
                DemoJson.Write(stream, result, seconds);
            }
            else
            {
                DemoSummary.Write(result, pack, seconds);
            }

            if (port is { } listen)
            {
                return await DemoSite.ServeAsync(DemoSite.Prepare(Path.Combine(result.Folder, "ansinh.db"), pack), pack, listen, stop);
            }

            return CommandLine.Done;
        }
        catch (DemoRefusedException refused)
        {
            foreach (var fault in refused.Faults)
            {
                Console.Error.WriteLine(fault);
            }

            Say.Error("bộ mẫu có lỗi; không có gì được nhập", "the sample has faults; nothing was imported");
            return CommandLine.BadInput;
        }
    }
}
