using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Steps;

/// <summary>Computes a run again from its own numbers: the register and the books as they were known then.</summary>
public static class RebuildRun
{
    /// <exception cref="PayrollRefusedException">The law pack is another one than the run's.</exception>
    public static RunContent Of(PayrollBook book, PayrollRun run)
    {
        RequirePack(book, run);
        using var connection = book.Connect();
        return ComputeRun.Of(book, new InputReader(book, connection), run, TakeoverStore.Read(connection, run.Area)!);
    }

    /// <summary>The digest of what comes out, everybody decided anew; a large run in groups, of which only one is held at a time.</summary>
    /// <exception cref="PayrollRefusedException">The law pack is another one than the run's.</exception>
    public static string Digest(PayrollBook book, PayrollRun run)
    {
        RequirePack(book, run);
        using var connection = book.Connect();
        var drawing = new MonthDrawing(book, connection, run, TakeoverStore.Read(connection, run.Area)!, everybody: true);
        if (drawing.Groups == 1)
        {
            return RunContentJson.Digest(Of(book, run));
        }

        using var digest = new RunContentJson.Running();
        foreach (var line in Ahead.Of(drawing.Lines()).SelectMany(group => group))
        {
            digest.Add(line);
        }

        return digest.Digest(drawing.Rest());
    }

    /// <summary>What the run was computed from.</summary>
    /// <exception cref="PayrollRefusedException">The law pack is another one than the run's.</exception>
    public static RunInput Input(PayrollBook book, PayrollRun run)
    {
        RequirePack(book, run);
        using var connection = book.Connect();
        return new InputReader(book, connection).Read(run, TakeoverStore.Read(connection, run.Area)!);
    }

    private static void RequirePack(PayrollBook book, PayrollRun run)
    {
        if (run.LawPack != book.Pack.Hash)
        {
            throw new PayrollRefusedException(
                $"Kỳ này theo bộ luật {run.LawPack[..12]}, bộ luật đang dùng là {book.Pack.Hash[..12]}",
                $"The run is under law pack {run.LawPack[..12]}, the pack in use is {book.Pack.Hash[..12]}", run.Id);
        }
    }
}
