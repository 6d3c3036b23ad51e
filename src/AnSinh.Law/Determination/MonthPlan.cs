namespace AnSinh.Law;

/// <summary>What the law asks about every person in a month, as known at a day: programmes by stratum, and of each table the benefits that exist.</summary>
internal sealed record MonthPlan(IReadOnlyList<StratumPlan> Strata);

internal sealed record StratumPlan(int Stratum, IReadOnlyList<ProgrammePlan> Programmes);

/// <param name="Tables">Entitlement tables in order; empty where the programme has no models for the month.</param>
/// <param name="Ended">Benefits whose end is in force, each with its refusal.</param>
/// <param name="Existing">Benefits that exist in the month.</param>
internal sealed record ProgrammePlan(Programme Programme, ModelDecision? Level, IReadOnlyList<TablePlan> Tables, IReadOnlyList<Refusal> Ended, IReadOnlyList<Benefit> Existing);

/// <summary>An entitlement table with the benefits that exist, each with the rows (from 1) that grant it. Months in which the same benefits exist share one plan.</summary>
internal sealed record TablePlan(ModelDecision Decision, IReadOnlyList<(Benefit Benefit, IReadOnlyList<int> Rows)> Benefits);

/// <summary>Builds and keeps the plans of months.</summary>
internal sealed class MonthPlans(LawPack pack)
{
    private readonly Dictionary<(BenefitMonth, DateOnly), MonthPlan> _kept = [];
    private readonly Dictionary<ModelDecision, List<TablePlan>> _tables = [];

    public MonthPlan For(BenefitMonth month, DateOnly knownAt)
    {
        if (!_kept.TryGetValue((month, knownAt), out var plan))
        {
            _kept[(month, knownAt)] = plan = new MonthPlan([.. pack.Benefits.Programmes.GroupBy(programme => programme.Stratum)
                .Select(stratum => new StratumPlan(stratum.Key, [.. stratum.Select(programme => Of(programme, month, knownAt))]))]);
        }

        return plan;
    }

    private ProgrammePlan Of(Programme programme, BenefitMonth month, DateOnly knownAt)
    {
        var benefits = pack.Benefits.All.Where(benefit => benefit.Programme == programme).ToList();
        var models = programme.ModelsFor(month);
        return new ProgrammePlan(
            programme,
            models?.Level,
            [.. (models?.Entitlement ?? []).Select(decision => Table(decision, month, knownAt))],
            [.. benefits.Where(benefit => benefit.Ended is not null && !benefit.ExistsIn(month, knownAt) && benefit.From <= month).Select(ClaimExplainer.Ended)],
            [.. benefits.Where(benefit => benefit.ExistsIn(month, knownAt))]);
    }

    private TablePlan Table(ModelDecision decision, BenefitMonth month, DateOnly knownAt)
    {
        var plan = new TablePlan(decision, [.. pack.Models.BenefitRows(decision)
            .Select(row => (Benefit: pack.Benefits.Find(row.Benefit), row.Rows))
            .Where(row => row.Benefit?.ExistsIn(month, knownAt) == true).Select(row => (row.Benefit!, row.Rows))]);
        if (!_tables.TryGetValue(decision, out var known))
        {
            _tables[decision] = known = [];
        }

        if (known.Find(other => other.Benefits.SequenceEqual(plan.Benefits)) is { } same)
        {
            return same;
        }

        known.Add(plan);
        return plan;
    }
}
