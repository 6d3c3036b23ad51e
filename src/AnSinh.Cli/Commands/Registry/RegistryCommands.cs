using System.CommandLine;

namespace AnSinh.Cli.Commands.Registry;

/// <summary><c>ansinh registry</c>: the register of people and households.</summary>
internal static class RegistryCommands
{
    public static Command Create() => new("registry", "sổ người dân và hộ / the register of people and households")
    {
        TemplateCommand.Create(),
        ImportCommand.Create(),
        ExportCommand.Create(),
        FindCommand.Create(),
    };
}
