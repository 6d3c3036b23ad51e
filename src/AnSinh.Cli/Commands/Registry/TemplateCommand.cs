using System.CommandLine;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Registry;

/// <summary><c>ansinh registry template DIR</c>: empty files with headers and explanations.</summary>
internal static class TemplateCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "thư mục / folder" };
        var command = new Command("template", "tệp mẫu để nhập, có giải thích từng cột / empty import files, each column explained") { folder };
        command.SetAction(parse => Session.Guard(() =>
        {
            var written = RegistryTemplate.Write(parse.GetValue(folder)!);
            foreach (var path in written)
            {
                Console.WriteLine(path);
            }

            if (written.Count < CsvLayout.All.Count)
            {
                Say.Note("Tệp đã có được giữ nguyên.", "Files that were there are left as they are.");
            }

            return CommandLine.Done;
        }));
        return command;
    }
}
