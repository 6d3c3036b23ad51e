using System.CommandLine;
using AnSinh.Storage;
using AnSinh.Storage.Backups;

namespace AnSinh.Cli.Commands.Db;

/// <summary><c>ansinh db restore FILE</c>: into an empty database of either dialect, checked row by row. Finds: a chain of sealed events that does not hold.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "tệp sao lưu / the backup" };
        var command = new Command("restore", "phục hồi vào cơ sở dữ liệu trống và kiểm tra / restore into an empty database and check") { file };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            var restored = BackupFile.Restore(parse.GetValue(file)!, DbCommands.Source(parse), Session.Clock(parse), DbCommands.Modules, progress: BackupCommand.Tell, cancellation: cancellation);
            Say.Note(
                $"Đã phục hồi {restored.Manifest.Rows} dòng, đến số hiệu {restored.Manifest.Number}; từng bảng đúng số dòng và nội dung.",
                $"Restored {restored.Manifest.Rows} rows, up to number {restored.Manifest.Number}; every table has its rows and contents.");
            if (restored.Audit is not { Ok: false } verdict)
            {
                return CommandLine.Done;
            }

            foreach (var fault in verdict.Faults)
            {
                Say.Error($"{fault.Where}: {fault.Vi}", $"{fault.Where}: {fault.En}");
            }

            return CommandLine.Findings;
        })));
        return command;
    }
}
