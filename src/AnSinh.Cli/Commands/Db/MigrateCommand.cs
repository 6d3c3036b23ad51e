using System.CommandLine;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Db;

/// <summary><c>ansinh db migrate</c>: brings the tables of all modules up to date, all steps or none.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "nâng cấp các bảng, trọn vẹn hoặc không gì cả / bring the tables up to date, all or nothing");
        command.SetAction(parse => Session.Guard(() =>
        {
            var source = DbCommands.Source(parse);
            if (!Database.Exists(source))
            {
                throw StatusCommand.Absent();
            }

            var waiting = Database.Standing(source, DbCommands.Modules).Sum(module => module.Waiting);
            using var database = Database.Open(source, Session.Clock(parse), DbCommands.Modules, progress: Session.TellFilled);
            DbCommands.Protect(database);
            Say.Note($"{database.Name}: {waiting} bước đã áp dụng.", $"{database.Name}: {waiting} steps applied.");
            return CommandLine.Done;
        }));
        return command;
    }
}
