using System.CommandLine;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population</c>: synthetic people, and the files that simulations read.</summary>
internal static class PopulationCommand
{
    public static Command Create() => new("population", "Dân số giả lập và tệp dân số / synthetic populations and population files")
    {
        MakeCommand.Create(),
        ImportCommand.Create(),
        TemplateCommand.Create(),
        ShowCommand.Create(),
        PeopleCommand.Create(),
        CommuneCommand.Create(),
    };
}
