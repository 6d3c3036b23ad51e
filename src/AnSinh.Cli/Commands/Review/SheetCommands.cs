using System.CommandLine;
using System.Text.Json;
using AnSinh.Casework.Review.Steps;

namespace AnSinh.Cli.Commands.Review;

/// <summary><c>forms</c> and <c>import</c>: out to the villages and back.</summary>
internal static class SheetCommands
{
    private const int MaxShown = 500;

    public static Command Forms()
    {
        var again = new Option<bool>("--again") { Description = "chỉ các hộ phải rà soát lại / only households to be assessed again" };
        var command = new Command("forms", "ghi phiếu A, B theo thôn: trang in và tệp XLSX để điền / forms by village: pages for print and workbooks to fill in")
        {
            ReviewCommands.Round, ReviewCommands.Village, ReviewCommands.Area, ReviewCommands.Out, again,
        };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            ReviewCommands.Write(parse, WriteForms.Execute(book, ReviewCommands.RoundOf(parse, book), parse.GetValue(ReviewCommands.Village), parse.GetValue(again)));
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Import()
    {
        var files = new Argument<string[]>("file") { Description = "tệp XLSX đã điền / filled-in workbooks", Arity = ArgumentArity.OneOrMore };
        var correct = new Option<bool>("--correct") { Description = "rà soát viên đính chính tệp đã nhập / an assessor corrects what was taken before" };
        var command = new Command("import", "nhập phiếu đã điền, cả tệp hoặc không gì cả / take filled-in workbooks, each whole or not at all")
        {
            files, ReviewCommands.Round, ReviewCommands.Area, correct, ReviewCommands.Json,
        };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var results = ImportAssessments.Execute(book, ReviewCommands.RoundOf(parse, book), parse.GetValue(files)!, parse.GetValue(correct), Session.Actor(parse));
            foreach (var file in results)
            {
                Report(file);
            }

            if (parse.GetValue(ReviewCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    results.Select(file => new
                    {
                        file = file.Path, village = file.Village, accepted = file.Accepted, taken = file.Taken, unchanged = file.Unchanged,
                        faults = file.Faults.Select(fault => new { where = fault.Where, vi = fault.Vi, en = fault.En }), notes = file.Notes.Select(note => new { where = note.Where, vi = note.Vi, en = note.En }),
                        mend = file.MendFile,
                    }), Session.Json));
            }

            return results.All(file => file.Accepted) ? CommandLine.Done : CommandLine.BadInput;
        }));
        return command;
    }

    private static void Report(ImportedSheet file)
    {
        foreach (var note in file.Notes)
        {
            Say.Note("Lưu ý " + note.Text(vietnamese: true), "Note " + note.Text(vietnamese: false));
        }

        foreach (var fault in file.Faults.Take(MaxShown))
        {
            Say.Error(fault.Text(vietnamese: true), fault.Text(vietnamese: false));
        }

        if (file.Faults.Count > MaxShown)
        {
            Say.Note($"… còn {file.Faults.Count - MaxShown} lỗi khác.", $"… and {file.Faults.Count - MaxShown} more faults.");
        }

        Say.Note(
            file.Accepted ? $"{file.Path}: {file.Village}, nhập {file.Taken} hộ, {file.Unchanged} không đổi" : $"{file.Path}: {file.Faults.Count} lỗi, không nhập hộ nào",
            file.Accepted ? $"{file.Path}: {file.Village}, {file.Taken} households taken, {file.Unchanged} unchanged" : $"{file.Path}: {file.Faults.Count} faults, nothing was taken");
        if (file.MendFile is not null)
        {
            Say.Note($"Tệp để sửa: {file.MendFile}", $"File to mend: {file.MendFile}");
        }
    }
}
