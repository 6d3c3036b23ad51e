using System.CommandLine;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population template</c>: the header of a survey file, every column explained, on standard output.</summary>
internal static class TemplateCommand
{
    public static Command Create()
    {
        var command = new Command("template", "mẫu tệp điều tra có trọng số, có giải thích từng cột / template of a weighted survey, each column explained");
        command.SetAction(_ => Session.Guard(() =>
        {
            Console.Write(RegistryTemplate.Explained(SurveyLayout.Of(LawPack.Load(Home.LawFolder).Facts)));
            return CommandLine.Done;
        }));
        return command;
    }
}
