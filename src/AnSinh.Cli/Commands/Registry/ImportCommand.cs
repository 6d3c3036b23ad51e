using System.CommandLine;
using System.Text;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Registry;

/// <summary><c>ansinh registry import DIR</c>: takes files into the register, all or nothing.</summary>
internal static class ImportCommand
{
    private const int MaxShown = 200;

    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "thư mục hoặc một tệp / folder or one file" };
        var dryRun = new Option<bool>("--dry-run") { Description = "chỉ kiểm tra / check only" };
        var mended = new Option<bool>("--mended") { Description = "dùng các dòng đã sửa trong *.rejects.csv / use the rows mended in *.rejects.csv" };
        var correct = new Option<bool>("--correct") { Description = "cho phép đính chính họ tên, ngày sinh, giới tính / allow corrections of name, birth, sex" };
        var encoding = new Option<string?>("--encoding") { Description = "bảng mã của tệp, ví dụ windows-1258 / encoding of the files" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var command = new Command("import", "nhập sổ từ tệp CSV, tất cả hoặc không gì cả / import CSV files, all or nothing") { folder, dryRun, mended, correct, encoding, json };
        command.SetAction((parse, cancellation) => Task.FromResult(Session.Guard(() =>
        {
            var pack = LawPack.Load(Home.LawFolder);
            using var database = Session.Open(parse);
            var result = RegistryImport.Run(
                new Register(database),
                parse.GetValue(folder)!,
                new ImportOptions
                {
                    Facts = pack.Facts,
                    Benefits = pack.Benefits,
                    Actor = Session.Actor(parse),
                    DryRun = parse.GetValue(dryRun),
                    Mended = parse.GetValue(mended),
                    Correct = parse.GetValue(correct),
                    Encoding = EncodingNamed(parse.GetValue(encoding)),
                    Vietnamese = Say.Vietnamese,
                    Progress = (file, rows) => Progress(file, rows),
                },
                cancellation);
            Report(result);
            if (parse.GetValue(json))
            {
                Console.WriteLine(Json(result));
            }

            return result.Accepted ? CommandLine.Done : CommandLine.BadInput;
        })));
        return command;
    }

    private static Encoding? EncodingNamed(string? name)
    {
        if (name is null)
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new StorageException($"--encoding {name}: không biết bảng mã này; ví dụ windows-1258, utf-16.", $"--encoding {name}: unknown; for example windows-1258, utf-16.");
        }
    }

    private static void Progress(string file, long rows)
    {
        if (rows % 100_000 == 0)
        {
            Say.Note($"{file}: {rows} dòng", $"{file}: {rows} rows");
        }
    }

    private static void Report(ImportResult result)
    {
        foreach (var note in result.Notes.Take(MaxShown))
        {
            Say.Note($"Lưu ý {note.File}:{note.Line}: {note.Vietnamese}", $"Note {note.File}:{note.Line}: {note.English}");
        }

        foreach (var fault in result.Faults.Take(MaxShown))
        {
            Say.Error(fault.Text(vietnamese: true), fault.Text(vietnamese: false));
        }

        if (result.FaultCount > MaxShown)
        {
            Say.Note($"… còn {result.FaultCount - MaxShown} lỗi khác.", $"… and {result.FaultCount - MaxShown} more faults.");
        }

        foreach (var file in result.Files)
        {
            Say.Note(
                $"{file.Name}: {file.Rows} dòng, {file.New} mới, {file.Changed} thay đổi, {file.Unchanged} không đổi",
                $"{file.Name}: {file.Rows} rows, {file.New} new, {file.Changed} changed, {file.Unchanged} unchanged");
        }

        foreach (var path in result.RejectFiles)
        {
            Say.Note($"Dòng bị trả lại: {path} (sửa rồi nhập lại với --mended)", $"Rejected rows: {path} (mend them and import again with --mended)");
        }

        if (!result.Accepted)
        {
            Say.Note($"{result.FaultCount} lỗi; chưa nhập dòng nào.", $"{result.FaultCount} faults; nothing was imported.");
        }
    }

    private static string Json(ImportResult result) => JsonSerializer.Serialize(
        new
        {
            accepted = result.Accepted,
            number = result.Number?.Value,
            files = result.Files.Select(file => new { name = file.Name, rows = file.Rows, added = file.New, changed = file.Changed, unchanged = file.Unchanged }),
            faultCount = result.FaultCount,
            faults = result.Faults.Select(fault => new { file = fault.File, line = fault.Line, column = fault.Column, name = fault.ColumnName, found = fault.Found, vi = fault.Vietnamese, en = fault.English }),
            rejects = result.RejectFiles,
        },
        Session.Json);
}
