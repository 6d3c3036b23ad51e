using System.CommandLine;
using AnSinh.Cli.Commands.Audit;
using AnSinh.Cli.Commands.Cases;
using AnSinh.Cli.Commands.Db;
using AnSinh.Cli.Commands.Dmn;
using AnSinh.Cli.Commands.Letters;
using AnSinh.Cli.Commands.Payroll;
using AnSinh.Cli.Commands.Population;
using AnSinh.Cli.Commands.Registry;
using AnSinh.Cli.Commands.Review;
using AnSinh.Cli.Commands.Report;
using AnSinh.Cli.Commands.Simulate;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary>The tree of commands. Exit codes: 0 done, 1 finished with findings, 2 bad input or usage.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Findings = 1;
    public const int BadInput = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("An Sinh: nền tảng an sinh xã hội mở / an open social security platform")
        {
            DecideCommand.Create(),
            ServeCommand.Create(),
            UserCommands.Create(),
            LawCommand.Create(),
            BenchCommand.Create(),
            DmnCommand.Create(),
            Say.LanguageOption,
            Session.DatabaseOption,
            Session.TodayOption,
            Session.ActorOption,
            RegistryCommands.Create(),
            SweepCommand.Create(),
            PopulationCommand.Create(),
            DemoCommand.Create(),
            PayrollCommands.Create(),
            Commands.Worker.WorkerCommand.Create(),
            AuditCommands.Create(),
            DbCommands.Create(),
            LettersCommand.Create(),
            ReviewCommands.Create(),
            CaseCommands.Create(),
            ReportCommands.Create(),
            SimulateCommand.Create(),
        };

        var parse = root.Parse(args);
        Say.Choose(parse.GetValue(Say.LanguageOption));
        if (parse.Errors.Count > 0)
        {
            foreach (var error in parse.Errors)
            {
                Say.Error(error.Message, error.Message);
            }

            return BadInput;
        }

        try
        {
            var status = await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            Session.SealWhatWasWritten(parse);
            return status;
        }
        catch (LawPackException exception)
        {
            foreach (var fault in exception.Faults)
            {
                Console.Error.WriteLine(fault.Text(Say.Vietnamese));
            }

            Say.Error($"{exception.Faults.Count} lỗi; không có gì được chạy trên nửa bộ luật", $"{exception.Faults.Count} faults; nothing runs on half a pack");
            return BadInput;
        }
    }
}
