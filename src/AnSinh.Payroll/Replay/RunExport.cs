using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;

namespace AnSinh.Payroll.Replay;

/// <summary>
/// A closed month to hand to an auditor: everything the run was computed from, its digest and its total. It holds internal ids, facts and amounts; no names and no numbers of people or accounts.
/// </summary>
public sealed record RunExport(string Format, string Digest, Vnd Total, int Lines, RunInput Input)
{
    public const string CurrentFormat = "ansinh-payroll-export/2";

    public static byte[] Write(PayrollBook book, string runId)
    {
        using var connection = book.Connect();
        var run = RunSteps.Require(connection, runId);
        var content = RunSteps.Content(connection, run);
        var input = RebuildRun.Input(book, run);
        var sorted = input with
        {
            Recompute = new SortedDictionary<PersonId, IReadOnlyList<RecomputeCause>>(input.Recompute.ToDictionary(pair => pair.Key, pair => pair.Value)),
        };
        return JsonSerializer.SerializeToUtf8Bytes(new RunExport(CurrentFormat, run.Digest, content.Total, content.Lines.Count, sorted), ExportJson.Options);
    }

    /// <exception cref="PayrollRefusedException">Not an export, cut off, or of another format.</exception>
    public static RunExport Read(byte[] file, string fileName)
    {
        RunExport? export;
        try
        {
            export = JsonSerializer.Deserialize<RunExport>(file, ExportJson.Options);
        }
        catch (JsonException error)
        {
            throw new PayrollRefusedException([new PayrollFault(
                $"Không đọc được tệp xuất: {error.Message}", $"The export cannot be read: {error.Message}", fileName, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1)]);
        }

        return export is { Format: CurrentFormat, Input: not null }
            ? export
            : throw new PayrollRefusedException($"Không phải tệp xuất {CurrentFormat}", $"Not an export of format {CurrentFormat}", fileName);
    }
}

/// <summary>What a replay found: the same digest and total, or not.</summary>
public sealed record ReplayResult(bool Same, string Run, BenefitMonth Month, PlaceCode Area, int Lines, Vnd Total, Vnd StatedTotal, string Digest, string StatedDigest);

/// <summary>Computes a month again from an export and the law pack alone, without a database.</summary>
public static class ReplayRun
{
    /// <exception cref="PayrollRefusedException">The export cannot be read, or is under another law pack.</exception>
    public static ReplayResult Execute(byte[] file, string fileName, LawPack pack)
    {
        var export = RunExport.Read(file, fileName);
        if (export.Input.LawPack != pack.Hash)
        {
            throw new PayrollRefusedException(
                $"Tệp xuất theo bộ luật {export.Input.LawPack}, bộ luật đang dùng là {pack.Hash}", $"The export is under law pack {export.Input.LawPack}, the pack in use is {pack.Hash}", fileName);
        }

        var content = RunBuilder.Build(export.Input, pack);
        var digest = RunContentJson.Digest(content);
        return new ReplayResult(
            digest == export.Digest && content.Total == export.Total && content.Lines.Count == export.Lines,
            export.Input.RunId, export.Input.Month, export.Input.Area, content.Lines.Count, content.Total, export.Total, digest, export.Digest);
    }
}
