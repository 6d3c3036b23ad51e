using System.CommandLine;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh demo</c>: the main job on a sample commune, with nothing to set up.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var samples = new Argument<string?>("SAMPLE") { Arity = ArgumentArity.ZeroOrOne, Description = "thư mục bộ mẫu; mặc định samples / folder of a sample; default samples" };
        var output = new Option<string>("--out") { DefaultValueFactory = _ => "ansinh-demo", Description = "thư mục kết quả / folder for the results" };
        var json = new Option<bool>("--json") { Description = "một tài liệu JSON trên đầu ra chuẩn / one JSON document on standard output" };
        var command = new Command("demo", "Chạy trọn công việc chính trên xã mẫu (dữ liệu giả lập) / the main job on a sample commune (synthetic people)") { samples, output, json };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(samples) ?? Home.SamplesFolder, parse.GetValue(output)!, parse.GetValue(json))));
        return command;
    }

    private static int Run(string samples, string output, bool json)
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
