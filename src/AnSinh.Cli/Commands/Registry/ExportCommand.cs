using System.CommandLine;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Registry;

/// <summary><c>ansinh registry export DIR</c>: the register as files that can be imported again.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "thư mục / folder" };
        var area = new Option<string[]>("--area") { Description = "mã tỉnh hoặc xã / province or commune codes", AllowMultipleArgumentsPerToken = true };
        var command = new Command("export", "xuất sổ ra tệp CSV (có số định danh) / write the register as CSV files (with identity numbers)") { folder, area };
        command.SetAction(parse => Session.Guard(() =>
        {
            using var database = Session.OpenExisting(parse);
            var target = parse.GetValue(folder)!;
            var scope = Scope(parse.GetValue(area) ?? []);
            foreach (var (path, rows) in RegistryExport.Run(new Register(database).Now(), scope, target))
            {
                Console.WriteLine($"{path}\t{rows}");
            }

            using var write = database.Begin(Session.Actor(parse), "registry.export");
            write.Audit("registry.export", scope.ToString(), Path.GetFullPath(target));
            write.Commit();
            return CommandLine.Done;
        }));
        return command;
    }

    internal static AreaScope Scope(string[] codes)
    {
        var places = new List<PlaceCode>();
        foreach (var text in codes)
        {
            places.Add(PlaceCode.TryParse(text, out var code) && PlaceDirectory.VietNam.Find(code) is not null
                ? code
                : throw new StorageException($"--area {text}: không có tỉnh hoặc xã mang mã này.", $"--area {text}: there is no province or commune with this code."));
        }

        return places.Count == 0 ? AreaScope.All : AreaScope.Of(places);
    }
}
