using AnSinh.Payroll;
using AnSinh.Payroll.DrawUps;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>payroll run --workers</c>: asks for a run and waits until workers have drawn it up. Stopped, it leaves them at work; started again it goes on waiting.</summary>
internal static class DrawUpByWorkers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);

    /// <returns>The run; null when the waiting was stopped.</returns>
    /// <exception cref="PayrollRefusedException">The run is not possible, or was given up.</exception>
    public static PayrollRun? Execute(PayrollBook book, RunRequest request, int? parts, CancellationToken stop)
    {
        var (runId, existed) = AskDrawUp.Execute(book, request, parts);
        if (existed)
        {
            Say.Note("Kỳ này đã có, không thay đổi gì.", "The run was there already; nothing was changed.");
            return Of(book, runId);
        }

        using var connection = book.Connect();
        for (var told = -1; ;)
        {
            var drawUp = DrawUp.Find(connection, runId)!;
            switch (drawUp.State)
            {
                case DrawUpState.Done:
                    return Of(book, runId);
                case DrawUpState.Refused:
                    throw new PayrollRefusedException(drawUp.Faults);
                case DrawUpState.Abandoned:
                    throw new PayrollRefusedException("Việc lập kỳ này đã bị bỏ", "Drawing up this run was given up", runId);
            }

            if (drawUp.Done != told)
            {
                told = drawUp.Done;
                Say.Note($"{drawUp.Done} trên {drawUp.Tasks} phần, {drawUp.Lines} dòng", $"{drawUp.Done} of {drawUp.Tasks} parts, {drawUp.Lines} lines");
            }

            if (stop.WaitHandle.WaitOne(LookEvery))
            {
                Say.Note(
                    $"Đã dừng chờ; các tiến trình vẫn lập kỳ {runId}. Chạy lại lệnh này để chờ tiếp; 'ansinh worker abandon {runId}' để bỏ.",
                    $"Stopped waiting; workers go on with {runId}. Run this again to go on waiting; 'ansinh worker abandon {runId}' gives it up.");
                return null;
            }
        }
    }

    private static PayrollRun Of(PayrollBook book, string runId) => ShowRun.All(book).Single(run => run.Id == runId);
}
