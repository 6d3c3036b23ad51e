using System.CommandLine;
using System.Text.Json;
using AnSinh.Cli.Commands.Payroll;
using AnSinh.Payroll.DrawUps;

namespace AnSinh.Cli.Commands.Worker;

/// <summary><c>ansinh worker queue</c>: what workers draw up; <c>ansinh worker abandon RUN</c> gives one up.</summary>
internal static class QueueCommand
{
    public static Command Create()
    {
        var command = new Command("queue", "các kỳ đang được lập / runs being drawn up") { PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            using var connection = book.Connect();
            var open = DrawUp.Open(connection);
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    open.Select(one => new { run = one.Run.Id, area = one.Run.Area.Value, month = one.Run.Month.ToString(), parts = one.Tasks, done = one.Done, lines = one.Lines, by = one.Actor }), Session.Json));
                return CommandLine.Done;
            }

            foreach (var one in open)
            {
                Console.WriteLine(Say.Text(
                    $"{one.Run.Id}  {one.Run.Area} tháng {one.Run.Month}: {one.Done} trên {one.Tasks} phần, {one.Lines} dòng",
                    $"{one.Run.Id}  {one.Run.Area} {one.Run.Month}: {one.Done} of {one.Tasks} parts, {one.Lines} lines"));
            }

            Say.Note($"{open.Count} kỳ đang được lập.", $"{open.Count} runs are being drawn up.");
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Abandon()
    {
        var run = new Argument<string>("run") { Description = "mã kỳ / id of the run" };
        var command = new Command("abandon", "bỏ việc lập một kỳ / give a run up") { run };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            if (AskDrawUp.Abandon(book, parse.GetValue(run)!))
            {
                Say.Note("Đã bỏ; chưa có gì được ghi.", "Given up; nothing was written.");
                return CommandLine.Done;
            }

            Say.Note("Không có kỳ nào như vậy đang được lập.", "No such run is being drawn up.");
            return CommandLine.Findings;
        }));
        return command;
    }
}
