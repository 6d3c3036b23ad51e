using System.Data.Common;
using System.Text.RegularExpressions;
using AnSinh.Law;
using AnSinh.Payroll.Runs;

namespace AnSinh.Payroll.Steps;

/// <summary>Something a person should look at before approving. It does not stop the run.</summary>
public sealed record CheckFinding(string Kind, string Where, string Vi, string En);

/// <summary>What the approver must accept by name: a parameter (or a benefit's rule) known only below grade verified, with the lines and đồng that rest on it.</summary>
public sealed record WeakEvidence(string Id, EvidenceGrade Grade, int Lines, Vnd Amount);

/// <summary>Checks a draft: that it is what its inputs give when computed again, and what deserves a look. Afterwards it can be approved.</summary>
public static partial class CheckRun
{
    /// <exception cref="PayrollRefusedException">The run is not a draft, or computing it again gives something else.</exception>
    public static (PayrollRun Run, IReadOnlyList<CheckFinding> Findings, IReadOnlyList<WeakEvidence> Weak) Execute(PayrollBook book, string runId, string actor, string reason = "")
    {
        using var write = book.Database.Begin(actor, "payroll.check");
        var run = RunSteps.Require(write.Connection, runId, "check", RunState.Draft, RunState.Checked);
        var content = RunSteps.Content(write.Connection, run);
        if (run.LawPack != book.Pack.Hash)
        {
            throw new PayrollRefusedException(
                "Kỳ này lập theo một bộ luật khác; hủy và lập lại, hoặc dùng đúng bộ luật đó", "The run was drawn up under another law pack; cancel it and run again, or use that pack", run.Id);
        }

        var again = RebuildRun.Of(book, run);
        if (RunContentJson.Digest(again) != run.Digest)
        {
            throw new PayrollRefusedException("Tính lại cho kết quả khác: hủy kỳ và lập lại", "Computing it again gives something else: cancel the run and draw it up again", run.Id);
        }

        var findings = Findings(content).Concat(LimitFindings(write.Connection, run, content)).ToList();
        if (run.State == RunState.Draft)
        {
            Store.RunStore.Step(write, run, "check", RunState.Checked, reason);
            write.Commit();
        }

        return (run with { State = RunState.Checked }, findings, WeakEvidenceOf(content));
    }

    /// <summary>Parameters below grade verified on which lines rest, and benefits whose lines are weaker than all their parameters (a rule or instrument is in doubt).</summary>
    public static IReadOnlyList<WeakEvidence> WeakEvidenceOf(RunContent content)
    {
        var weak = new SortedDictionary<string, (EvidenceGrade Grade, int Lines, Vnd Amount)>(StringComparer.Ordinal);
        void Add(string id, EvidenceGrade grade, PayLine line)
        {
            var known = weak.GetValueOrDefault(id);
            weak[id] = (EvidenceGrades.Weaker(known.Grade, grade), known.Lines + 1, known.Amount + line.Amount);
        }

        foreach (var line in content.Lines.Where(line => line.Grade > EvidenceGrade.Verified))
        {
            var weakest = EvidenceGrade.Verified;
            foreach (Match parameter in ParameterText().Matches(line.Parameters))
            {
                if (EvidenceGrades.TryParse(parameter.Groups[2].Value, out var grade) && grade > EvidenceGrade.Verified)
                {
                    Add(parameter.Groups[1].Value, grade, line);
                    weakest = EvidenceGrades.Weaker(weakest, grade);
                }
            }

            if (line.Grade > weakest)
            {
                Add($"rule:{line.Benefit}", line.Grade, line);
            }
        }

        return [.. weak.Select(pair => new WeakEvidence(pair.Key, pair.Value.Grade, pair.Value.Lines, pair.Value.Amount))];
    }

    /// <summary><c>id=value@grade</c>; the value of a table names its key in words.</summary>
    [GeneratedRegex(@"([^ =]+)=[^@]*@(\w+)")]
    private static partial Regex ParameterText();

    /// <summary>Thresholds that will ask for a second approver, budgets that will not suffice, and funds without a budget.</summary>
    private static IEnumerable<CheckFinding> LimitFindings(DbConnection connection, PayrollRun run, RunContent content)
    {
        foreach (var reached in Limits.Thresholds.Reached(connection, run, content))
        {
            yield return new CheckFinding("threshold", run.Id, $"Cần hai người duyệt: {reached.Vi}", $"Two approvers are needed: {reached.En}");
        }

        foreach (var budget in Limits.Budgets.Of(connection, run, content).Where(budget => budget.IsExhausted))
        {
            yield return new CheckFinding("budget", budget.Fund, $"Không đủ kinh phí. {budget.Vi}", $"The budget does not suffice. {budget.En}");
        }

        foreach (var fund in Limits.Budgets.Unrecorded(connection, run, content))
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
