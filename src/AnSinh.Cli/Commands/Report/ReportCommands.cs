using System.CommandLine;
using AnSinh.Cli.Commands.Review;

namespace AnSinh.Cli.Commands.Report;

/// <summary><c>ansinh report</c>: reports on the programme.</summary>
internal static class ReportCommands
{
    public static Command Create() => new("report", "báo cáo của chương trình / reports on the programme")
    {
        TargetsCommands.Targets(),
        TargetsCommands.Enter(),
        TargetsCommands.Task(),
        ReportCommand.Create("poverty"),
    };
}
