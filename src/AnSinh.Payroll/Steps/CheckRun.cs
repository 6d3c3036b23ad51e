using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;

namespace AnSinh.Payroll.Steps;

/// <summary>Something a person should look at before approving. It does not stop the run.</summary>
public sealed record CheckFinding(string Kind, string Where, string Vi, string En);

/// <summary>Checks a draft: that it is what its inputs give when computed again, and what deserves a look. Afterwards it can be approved.</summary>
public static class CheckRun
{
    /// <exception cref="PayrollRefusedException">The run is not a draft, or computing it again gives something else.</exception>
    public static (PayrollRun Run, IReadOnlyList<CheckFinding> Findings, IReadOnlyList<WeakEvidence> Weak) Execute(PayrollBook book, string runId, string actor, string reason = "")
    {
        using var write = book.Database.Begin(actor, "payroll.check");
        var run = RunSteps.Require(write.Connection, runId, "check", RunState.Draft, RunState.Checked);
        var (content, tally) = RunSteps.Proven(book, write.Connection, run);
        if (run.LawPack != book.Pack.Hash)
        {
            throw new PayrollRefusedException(
                "Kỳ này lập theo một bộ luật khác; hủy và lập lại, hoặc dùng đúng bộ luật đó", "The run was drawn up under another law pack; cancel it and run again, or use that pack", run.Id);
        }

        if (RebuildRun.Digest(book, run) != run.Digest)
        {
            throw new PayrollRefusedException("Tính lại cho kết quả khác: hủy kỳ và lập lại", "Computing it again gives something else: cancel the run and draw it up again", run.Id);
        }

        var findings = Findings(content).Concat(LimitFindings(write.Connection, run, content, tally.Wanted(content))).ToList();
        if (run.State == RunState.Draft)
        {
            Store.RunStore.Step(write, run, "check", RunState.Checked, reason);
            write.Commit();
        }

        return (run with { State = RunState.Checked }, findings, tally.Weak);
    }

    /// <summary>Thresholds that will ask for a second approver, budgets that will not suffice, and funds without a budget.</summary>
    private static IEnumerable<CheckFinding> LimitFindings(DbConnection connection, PayrollRun run, RunContent content, Arrears.FundAmounts wanted)
    {
        foreach (var reached in Limits.Thresholds.Reached(connection, run, content))
        {
            yield return new CheckFinding("threshold", run.Id, $"Cần hai người duyệt: {reached.Vi}", $"Two approvers are needed: {reached.En}");
        }

        foreach (var budget in Limits.Budgets.Of(connection, run, wanted).Where(budget => budget.IsExhausted))
        {
            yield return new CheckFinding("budget", budget.Fund, $"Không đủ kinh phí. {budget.Vi}", $"The budget does not suffice. {budget.En}");
        }

        foreach (var fund in Limits.Budgets.Unrecorded(connection, run, wanted))
        {
            yield return new CheckFinding("budget", fund, $"Chưa ghi dự toán của nguồn {fund} cho tháng {run.Month}", $"No budget of {fund} is recorded for {run.Month}");
        }
    }

    private static IEnumerable<CheckFinding> Findings(RunContent content)
    {
        foreach (var one in content.Unpaid)
        {
            yield return new CheckFinding(
                Store.ContentStore.Code(one.Why), $"{one.Person} {one.Award}",
                $"Không chi {one.Benefit} tháng {one.Month}: {one.Detail}", $"{one.Benefit} is not paid for {one.Month}: {one.Detail}");
        }

        foreach (var claim in content.Receivables)
        {
            yield return new CheckFinding(
                "receivable", claim.Id, $"Phải thu {claim.Amount} đồng của {claim.Person}, {claim.Benefit} tháng {claim.Month}: {claim.Reason}",
                $"{claim.Amount} đồng to be claimed back for {claim.Person}, {claim.Benefit} of {claim.Month}: {claim.Reason}");
        }
    }
}
