using AnSinh.Dmn;

namespace AnSinh.Cli.Commands.Dmn;

/// <summary>Writes a trace for reading: each decision, each rule with its outcome, and for a miss the cells that failed.</summary>
internal static class TraceText
{
    public static void Write(TextWriter output, DecisionTrace trace)
    {
        foreach (DecisionTrace step in trace.All())
        {
            output.WriteLine($"  {step.Decision.Name} = {step.Value}");
            foreach (TableRun run in step.Tables)
            {
                output.WriteLine($"    {run.Table.Element}, {run.Table.Source.HitPolicy}: {string.Join(", ", run.Table.Inputs.Select((c, i) => $"{c.Label} = {run.Inputs[i]}"))}");
                foreach (RuleTrace rule in run.Rules)
                {
                    Rule(output, rule);
                }
            }
        }
    }

    private static void Rule(TextWriter output, RuleTrace rule)
    {
        string outcome = rule.Outcome switch
        {
            RuleOutcome.Hit => Say.Text("khớp", "hit"),
            RuleOutcome.Miss => Say.Text("không khớp", "miss"),
            RuleOutcome.Unknown => Say.Text("chưa rõ", "unknown"),
            _ => Say.Text("chưa xét", "not reached"),
        };
        output.WriteLine($"      {rule.Index} {outcome}{(rule.Output is { } value ? $" -> {value}" : "")}");
        foreach (CellTrace cell in rule.Cells.Where(c => c.Outcome is CellOutcome.False or CellOutcome.Unknown))
        {
            if (rule.Outcome is RuleOutcome.Miss or RuleOutcome.Unknown)
            {
                output.WriteLine($"        {cell.Column.Label}: {cell.InputValue} {(cell.Outcome == CellOutcome.False ? "≠" : "?")} {cell.Test}");
            }
        }
        if (rule.Outcome == RuleOutcome.Hit)
        {
            foreach ((string name, string text) in rule.Annotations.Where(a => a.Text.Length > 0))
            {
                output.WriteLine($"        {name}: {text}");
            }
        }
    }
}
