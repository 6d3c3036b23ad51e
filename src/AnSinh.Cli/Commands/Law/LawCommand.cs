using System.CommandLine;

namespace AnSinh.Cli;

/// <summary><c>ansinh law</c>: is the pack sound, what does it say, what changed.</summary>
internal static class LawCommand
{
    public static Command Create() => new("law", "Đọc và kiểm tra bộ luật / read and check the law pack")
    {
        LawCheckCommand.Create(),
        LawShowCommand.Create(),
        LawDiffCommand.Create(),
        LawLintCommand.Create(),
        LawMutateCommand.Create(),
        LawQuestionsCommand.Create(),
        LawCoverageCommand.Create(),
        LawImpactCommand.Create(),
    };
}
