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

    /// <summary>By name, made only when asked for: describing all options of all commands takes longer than deciding a household.</summary>
    private static readonly (string Name, Func<Command> Create)[] All =
    [
        ("decide", DecideCommand.Create),
        ("serve", ServeCommand.Create),
        ("user", UserCommands.Create),
        ("law", LawCommand.Create),
        ("bench", BenchCommand.Create),
        ("dmn", DmnCommand.Create),
        ("registry", RegistryCommands.Create),
        ("sweep", SweepCommand.Create),
        ("population", PopulationCommand.Create),
        ("demo", DemoCommand.Create),
        ("payroll", PayrollCommands.Create),
        ("worker", Commands.Worker.WorkerCommand.Create),
        ("audit", AuditCommands.Create),
        ("db", DbCommands.Create),
        ("letters", LettersCommand.Create),
        ("review", ReviewCommands.Create),
        ("case", CaseCommands.Create),
        ("retention", Commands.Retention.RetentionCommands.Create),
        ("report", ReportCommands.Create),
        ("simulate", SimulateCommand.Create),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("An Sinh: nền tảng an sinh xã hội mở / an open social security platform")
        {
            Say.LanguageOption,
            Session.DatabaseOption,
            Session.TodayOption,
            Session.ActorOption,
        };
        var asked = Array.Find(All, command => args.Length > 0 && args[0] == command.Name);
        foreach (var (_, create) in asked.Create is null ? All : [asked])
        {
            root.Add(create());
        }

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
