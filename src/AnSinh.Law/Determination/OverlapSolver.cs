namespace AnSinh.Law;

/// <summary>What the law says of two claims that meet.</summary>
public enum OverlapRelation
{
    /// <summary>The law says nothing: nobody may guess, both claims stop.</summary>
    NoRule,
    Both,

    /// <summary>Only the highest is paid.</summary>
    Highest,
    FirstBarsSecond,
    SecondBarsFirst,
}

/// <summary>The relation of a pair and the row it comes from.</summary>
internal sealed record OverlapRule(OverlapRelation Relation, RowNote Row);

/// <summary>A claim in the solver: whose it is and what it is worth.</summary>
internal sealed record OverlapClaim(PersonId Person, Entitlement Entitlement, int Order);

/// <summary>A pair that meets: indices into the claims, and the rule.</summary>
internal sealed record OverlapPair(int First, int Second, OverlapRule Rule);

/// <summary>What is left after overlap.</summary>
/// <param name="Kept">Indices of claims that are paid.</param>
/// <param name="Lost">Claims that gave way: index of the loser, of the winner (the kept claim it gave way to), and the rule.</param>
/// <param name="Stopped">Pairs without a rule.</param>
internal sealed record OverlapOutcome(IReadOnlyList<int> Kept, IReadOnlyList<(int Loser, int Winner, OverlapRule Rule)> Lost, IReadOnlyList<OverlapPair> Stopped);

/// <summary>
/// Settles claims that meet: first pairs without a rule stop, then bars take away, then of each set of claims of which only the highest may be
/// paid the compatible choice with the largest total stays (Nghị định 20/2021/NĐ-CP, Điều 6 khoản 2: the highest, save the stated exceptions). Equal totals
/// fall to the order of benefits.yaml, then of person ids, so that the answer never depends on chance.
/// </summary>
internal static class OverlapSolver
{
    /// <summary>Beyond this many claims in one conflict the choice is not searched; no household of the pack comes near.</summary>
    private const int LargestConflict = 20;

    public static OverlapOutcome Solve(IReadOnlyList<OverlapClaim> claims, IReadOnlyList<OverlapPair> pairs)
    {
        var stopped = pairs.Where(pair => pair.Rule.Relation == OverlapRelation.NoRule).ToList();
        var alive = Enumerable.Range(0, claims.Count).ToHashSet();
        foreach (var pair in stopped)
        {
            alive.Remove(pair.First);
            alive.Remove(pair.Second);
        }

        var lost = new List<(int, int, OverlapRule)>();
        foreach (var pair in pairs.Where(pair => pair.Rule.Relation is OverlapRelation.FirstBarsSecond or OverlapRelation.SecondBarsFirst))
        {
            var (winner, loser) = pair.Rule.Relation == OverlapRelation.FirstBarsSecond ? (pair.First, pair.Second) : (pair.Second, pair.First);
            if (alive.Contains(winner) && alive.Remove(loser))
            {
                lost.Add((loser, winner, pair.Rule));
            }
        }

        var conflicts = pairs.Where(pair => pair.Rule.Relation == OverlapRelation.Highest && alive.Contains(pair.First) && alive.Contains(pair.Second)).ToList();
        foreach (var component in Components(conflicts))
        {
            var best = Best(component, conflicts, claims);
            foreach (var loser in component.Where(index => !best.Contains(index)))
            {
                var pair = conflicts.First(pair => (pair.First == loser && best.Contains(pair.Second)) || (pair.Second == loser && best.Contains(pair.First)));
                lost.Add((loser, pair.First == loser ? pair.Second : pair.First, pair.Rule));
                alive.Remove(loser);
            }
        }

        return new OverlapOutcome([.. alive.Order()], lost, stopped);
    }

    private static List<List<int>> Components(List<OverlapPair> conflicts)
    {
        var components = new List<List<int>>();
        var seen = new HashSet<int>();
        foreach (var start in conflicts.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().Order())
        {
            if (!seen.Add(start))
            {
                continue;
            }

            var component = new List<int> { start };
            for (var next = 0; next < component.Count; next++)
            {
                foreach (var pair in conflicts.Where(pair => pair.First == component[next] || pair.Second == component[next]))
                {
                    var neighbour = pair.First == component[next] ? pair.Second : pair.First;
                    if (seen.Add(neighbour))
                    {
                        component.Add(neighbour);
                    }
                }
            }

            components.Add(component);
        }

        return components;
    }

    private static HashSet<int> Best(List<int> component, List<OverlapPair> conflicts, IReadOnlyList<OverlapClaim> claims)
    {
        if (component.Count > LargestConflict)
        {
            throw new InvalidOperationException($"More than {LargestConflict} claims meet in one conflict; the choice of the highest is not decided.");
        }

        component.Sort((left, right) => (claims[left].Order, claims[left].Person).CompareTo((claims[right].Order, claims[right].Person)));
        var blocks = component.Select(index => component.Aggregate(0, (mask, other) =>
            conflicts.Any(pair => (pair.First == index && pair.Second == other) || (pair.Second == index && pair.First == other)) ? mask | (1 << component.IndexOf(other)) : mask)).ToArray();
        var (bestSet, bestTotal) = (0, -1L);
        for (var set = 1; set < 1 << component.Count; set++)
        {
            var total = 0L;
            for (var bit = 0; bit < component.Count && total >= 0; bit++)
            {
                if ((set & (1 << bit)) != 0)
                {
                    total = (set & blocks[bit]) != 0 ? -1 : total + claims[component[bit]].Entitlement.Amount.Amount;
                }
            }

            if (total > bestTotal || (total == bestTotal && PrefersEarlier(set, bestSet)))
            {
                (bestSet, bestTotal) = (set, total);
            }
        }

        return [.. component.Where((_, bit) => (bestSet & (1 << bit)) != 0)];
    }

    /// <summary>Of two sets with equal totals the one that holds the earliest claim in which they differ.</summary>
    private static bool PrefersEarlier(int candidate, int current)
    {
        var difference = candidate ^ current;
        return difference != 0 && (candidate & difference & -difference) != 0;
    }
}
