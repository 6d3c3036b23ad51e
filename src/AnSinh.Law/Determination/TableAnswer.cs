using AnSinh.Dmn;

namespace AnSinh.Law;

/// <summary>
/// What one run of an entitlement table says of each benefit of its plan, whoever was asked about. It is kept with the run, which the engine gives again for everybody
/// who is alike in what the table asks, so that a reason is put into words once.
/// </summary>
internal sealed class TableAnswer
{
    private readonly TablePlan _plan;
    private readonly TableRun _run;
    private readonly List<(Benefit Benefit, IReadOnlyList<int> Rows)> _failed = [];
    private Refusal[]? _refused;

    private TableAnswer(TablePlan plan, TableRun run)
    {
        (_plan, _run) = (plan, run);
        foreach (var (benefit, rows) in plan.Benefits)
        {
            var (hit, undecided) = (0, false);
            foreach (var row in rows)
            {
                var outcome = run.Rule(row).Outcome;
                hit = hit == 0 && outcome == RuleOutcome.Hit ? row : hit;
                undecided |= outcome == RuleOutcome.Unknown;
            }

            if (hit == 0 && !undecided)
            {
                _failed.Add((benefit, rows));
            }
            else
            {
                Open.Add(new OpenBenefit(benefit, hit, undecided ? [.. rows.SelectMany(row => run.Rule(row).MissingFacts)] : []));
            }
        }
    }

    /// <summary>Benefits that are granted or undecided.</summary>
    public List<OpenBenefit> Open { get; } = [];

    public static TableAnswer Of(TablePlan plan, TableRun run)
    {
        if (run.Derived is TableAnswer known && ReferenceEquals(known._plan, plan))
        {
            return known;
        }

        var answer = new TableAnswer(plan, run);
        run.Derived = answer;
        return answer;
    }

    /// <summary>The refusals of all other benefits, each with its reason.</summary>
    public Refusal[] Refused(ClaimExplainer explainer) =>
        _refused ??= [.. _failed.Select(failed => explainer.Refused(failed.Benefit, _plan.Decision, _run, failed.Rows))];
}

/// <param name="Hit">The row (from 1) that grants it; 0 where none does for sure.</param>
/// <param name="Missing">Facts that undecided rows still need.</param>
internal sealed record OpenBenefit(Benefit Benefit, int Hit, IReadOnlyList<string> Missing)
{
    /// <summary>What the last claim from this run rested on: people who are alike in what the law asks share it.</summary>
    public ClaimGrounds? Grounds { get; set; }
}

/// <summary>A benefit that a row grants, and what that rests on whatever the amount is.</summary>
/// <param name="Decision">The entitlement table.</param>
internal sealed record GrantedBenefit(Benefit Benefit, ModelDecision Decision, IReadOnlyList<RowReason> Because, EvidenceGrade Grade, IReadOnlyList<LegalRef> Refs);

/// <summary>What a claim rests on besides the person's own facts: an entitlement without payee and facts, and the evaluations it was made from.</summary>
internal sealed record ClaimGrounds(LevelResult Amount, IReadOnlyList<TableRun> Behind, ParameterContext Parameters, Entitlement Entitlement)
{
    public bool AreOf(LevelResult amount, IReadOnlyList<TableRun> behind, ParameterContext parameters) =>
        ReferenceEquals(Parameters, parameters) && Amount.Value.IsIdenticalTo(amount.Value) && AreSame(Amount.Tables, amount.Tables) && AreSame(Behind, behind);

    private static bool AreSame(IReadOnlyList<TableRun> left, IReadOnlyList<TableRun> right)
    {
        for (var index = 0; index < left.Count && left.Count == right.Count; index++)
        {
            if (!ReferenceEquals(left[index], right[index]))
            {
                return false;
            }
        }

        return left.Count == right.Count;
    }
}
