using System.CommandLine;
using System.Text.Json;
using AnSinh.Storage;
using AnSinh.Storage.Backups;

namespace AnSinh.Cli.Commands.Db;

/// <summary><c>ansinh db backup FILE</c>: one file from one moment, while others write.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "tệp sao lưu, chưa có / the backup, not there yet" };
        var command = new Command("backup", "sao lưu vào một tệp, trong khi vẫn ghi / back up into one file, while others write") { file, DbCommands.Json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            if (!Database.Exists(DbCommands.Source(parse)))
            {
                throw StatusCommand.Absent();
            }

            using var database = Database.Open(DbCommands.Source(parse), Session.Clock(parse), DbCommands.Modules);
            var path = parse.GetValue(file)!;
            var manifest = BackupFile.Write(database, path, Tell, cancellation);
            if (parse.GetValue(DbCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new { file = path, number = manifest.Number, rows = manifest.Rows, tables = manifest.Tables.Select(table => new { table = table.Name, rows = table.Rows, digest = table.Digest }) }, Session.Json));
            }

            Say.Note(
                $"Đã sao lưu {manifest.Rows} dòng, đến số hiệu {manifest.Number}, vào {path}. Tệp khóa {database.Keys.Path} và thư mục {database.Keys.Path}.seal không nằm trong đó.",
                $"Backed up {manifest.Rows} rows, up to number {manifest.Number}, into {path}. The key file {database.Keys.Path} and the folder {database.Keys.Path}.seal are not in it.");
            return CommandLine.Done;
        })));
        return command;
    }

    public static void Tell(BackupTable table)
    {
        if (table.Rows > 0)
        {
            Say.Note($"{table.Name}: {table.Rows} dòng", $"{table.Name}: {table.Rows} rows");
        }
    }
}
