using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Db;

/// <summary><c>ansinh db status</c>: what the database is and holds; changes nothing. Finds: steps that wait for 'db migrate'.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "tình trạng cơ sở dữ liệu / state of the database") { DbCommands.Json };
        command.SetAction(parse => Session.Guard(() =>
        {
            var source = DbCommands.Source(parse);
            if (!Database.Exists(source))
            {
                throw Absent();
            }

            var status = Database.StatusOf(source, DbCommands.Modules);
            if (parse.GetValue(DbCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    database = status.Name,
                    system = status.System,
                    bytes = status.Bytes,
                    number = status.Number,
                    recordedOn = status.RecordedOn,
                    waitingForABlock = status.Unsealed,
                    modules = status.Modules.Select(module => new { module = module.Module, applied = module.Applied, waiting = module.Waiting }),
                    tables = status.Tables.Select(table => new { table = table.Table, rows = table.Rows }),
                }, Session.Json));
            }
            else
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.Name}: {status.System}, {status.Bytes / 1048576.0:0.0} MiB"));
                Console.WriteLine(Say.Text(
                    $"số hiệu ghi nhận cuối {status.Number} ({status.RecordedOn ?? "chưa có"}), {status.Unsealed} sự kiện chờ niêm phong",
                    $"last knowledge number {status.Number} ({status.RecordedOn ?? "none"}), {status.Unsealed} events waiting for a block"));
                foreach (var (module, applied, waiting) in status.Modules)
                {
                    Console.WriteLine(Say.Text(
                    $"  {module}: {applied} bước, chờ {waiting}",
                    $"  {module}: {applied} steps, {waiting} waiting"));
                }

                foreach (var (table, rows) in status.Tables.Where(table => table.Rows > 0))
                {
                    Console.WriteLine($"  {table,-28} {rows,14:N0}");
                }
            }

            return status.Modules.Any(module => module.Waiting > 0) ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static StorageException Absent() => new("Không có cơ sở dữ liệu; hãy tạo bằng 'ansinh db init' hoặc chỉ bằng --db.", "There is no database; create it with 'ansinh db init' or name it with --db.");
}
