using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Steps;

/// <summary>One line with its explanation, computed again from the law pack and the run's numbers; <paramref name="Same"/> says whether it is what the line was frozen with.</summary>
public sealed record LineExplanation(PayLine Line, PayrollRun Run, Entitlement? Entitlement, bool Same);

/// <summary>Finds runs and explains lines. Nothing of an explanation is stored but its digest.</summary>
public static class ShowRun
{
    /// <summary>All runs, by area and month.</summary>
    public static IReadOnlyList<PayrollRun> All(PayrollBook book)
    {
        using var connection = book.Connect();
        return RunStore.All(connection);
    }

    /// <summary>The run of a month; of the last month where none is given, of the only area where none is given.</summary>
    /// <exception cref="PayrollRefusedException">There is none, or several areas have runs and none is named.</exception>
    public static PayrollRun Find(PayrollBook book, PlaceCode? area, BenefitMonth? month)
    {
        var runs = All(book).Where(run => run.State != RunState.Cancelled && (area is null || run.Area == area) && (month is null || run.Month == month)).ToList();
        if (runs.Select(run => run.Area).Distinct().Count() > 1)
        {
            throw new PayrollRefusedException(
                $"Có kỳ của nhiều địa bàn ({string.Join(", ", runs.Select(run => run.Area).Distinct())}): cần --area", $"Several areas have runs ({string.Join(", ", runs.Select(run => run.Area).Distinct())}): --area is needed");
        }

        return runs.MaxBy(run => run.Month.Index) ?? throw new PayrollRefusedException(
            $"Không có kỳ chi trả{(month is { } wanted ? $" tháng {wanted}" : "")}{(area is { } place ? $" của {place}" : "")}",
            $"There is no run{(month is { } asked ? $" of {asked}" : "")}{(area is { } where ? $" of {where}" : "")}");
    }

    public static (RunContent Content, IReadOnlyList<RunStep> Steps, IReadOnlyList<Payment> Payments) Read(PayrollBook book, string runId)
    {
        using var connection = book.Connect();
        var run = RunSteps.Require(connection, runId);
        return (RunSteps.Content(connection, run), RunStore.Steps(connection, runId), PaymentStore.Of(connection, runId));
    }

    /// <summary>The awards behind a run's bridge, computed again from its numbers.</summary>
    /// <exception cref="PayrollRefusedException">The law pack is another one than the run's.</exception>
    public static IReadOnlyList<BridgeRow> BridgeRows(PayrollBook book, PayrollRun run) =>
        MonthBridge.Rows(RebuildRun.Input(book, run), book.Pack, Read(book, run.Id).Content.Lines);

    /// <summary>Computes the entitlement behind a line again and compares its digest.</summary>
    public static LineExplanation Explain(PayrollBook book, string lineId)
    {
        using var connection = book.Connect();
        var line = ContentStore.Line(connection, lineId) ?? throw new PayrollRefusedException($"Không có dòng {lineId}", $"There is no line {lineId}", lineId);
        var run = RunSteps.Require(connection, RunStore.RunOfLine(connection, lineId));
        var input = RebuildRun.Input(book, run);
        var entitlement = new AwardedEntitlements(book.Pack, input).Of(line.Person, line.Month).FirstOrDefault(outcome => outcome.Award.Id == line.Award)?.Entitlement;
        var same = entitlement is not null && AwardedEntitlements.Digest(entitlement, input) == line.Explanation;
        return new LineExplanation(line, run, entitlement, same);
    }
}
