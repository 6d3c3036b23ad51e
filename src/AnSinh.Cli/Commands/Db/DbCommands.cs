using System.CommandLine;
using AnSinh.Casework.Review;
using AnSinh.Payroll;
using AnSinh.Storage;
using AnSinh.Worker;

namespace AnSinh.Cli.Commands.Db;

/// <summary><c>ansinh db</c>: the database itself. All modules of the program, whatever a single command needs.</summary>
internal static class DbCommands
{
    public static readonly Option<bool> Json = new("--json") { Description = "kết quả dạng JSON / result as JSON" };

    /// <summary>Every module whose tables a database of the program may hold.</summary>
    public static IReadOnlyList<MigrationSet> Modules => [.. PayrollBook.Modules, ReviewBook.Migrations];

    public static Command Create() => new("db", "cơ sở dữ liệu: tạo, nâng cấp, sao lưu, phục hồi / the database: create, upgrade, back up, restore")
    {
        InitCommand.Create(),
        MigrateCommand.Create(),
        StatusCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
    };

    public static void Protect(Database database)
    {
        ClusteredScheduler.ProvisionAsync(database, CancellationToken.None).GetAwaiter().GetResult();
        if (Database.Protect(database.Source))
        {
            Say.Note("Đã đặt vai trò và tường theo địa bàn.", "Roles and the wall by area are set up.");
        }
        else if (database.IsServer)
        {
            Say.Note("Vai trò và tường theo địa bàn chưa đặt: cần chạy bằng người quản trị máy chủ.", "Roles and the wall by area are not set up: this needs a superuser of the server.");
        }
    }

    public static string Source(ParseResult parse) => parse.GetValue(Session.DatabaseOption)!;
}
