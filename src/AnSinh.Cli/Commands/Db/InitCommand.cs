using System.CommandLine;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Db;

/// <summary><c>ansinh db init</c>: a new database with all tables, its key file, and on PostgreSQL the roles.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var command = new Command("init", "tạo cơ sở dữ liệu mới và tệp khóa / create a new database and its key file");
        command.SetAction(parse => Session.Guard(() =>
        {
            var source = DbCommands.Source(parse);
            Database.Create(source);
            if (Database.Exists(source))
            {
                throw new StorageException("Cơ sở dữ liệu đã có; dùng 'ansinh db migrate' để nâng cấp.", "The database is there already; 'ansinh db migrate' brings it up to date.");
            }

            using var database = Database.Open(source, Session.Clock(parse), DbCommands.Modules);
            DbCommands.Protect(database);
            Say.Note($"Đã tạo {database.Name}. Giữ tệp khóa {database.Keys.Path} ở nơi khác với bản sao lưu.", $"Created {database.Name}. Keep the key file {database.Keys.Path} apart from the backups.");
            return CommandLine.Done;
        }));
        return command;
    }
}
