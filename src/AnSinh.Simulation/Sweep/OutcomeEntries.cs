using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>
/// What stands on the list for everybody of whom the law says the same and whom decisions pay the same: worked out once. One thread's room.
/// </summary>
internal sealed class OutcomeEntries(SweepRules rules, BulkDeterminer bulk, ServedAwards served)
{
    private readonly Dictionary<(int Outcome, int Served), IReadOnlyList<SweepEntry>?> _known = [];

    /// <summary>Entries without place and person; null where they are the person's own, so that the household must be asked about.</summary>
    public IReadOnlyList<SweepEntry>? Of(int outcome, int servedNumber)
    {
        if (!_known.TryGetValue((outcome, servedNumber), out var entries))
        {
            _known[(outcome, servedNumber)] = entries = Make(bulk.Outcomes[outcome].Representative, served[servedNumber]);
        }

        return entries;
    }

    private List<SweepEntry>? Make(PersonDetermination answer, Served paid)
    {
        // What is paid beside what is owed takes overlap to say, a reason of refusal the person's facts, and a question about another member that member's id.
        if ((paid.Carried.Count > 0 && answer.Entitlements.Any(entitlement => !paid.Carried.Contains(entitlement.Benefit)))
            || paid.Due.Any(award => rules.HasEnded(answer, award))
            || answer.Missing.Any(missing => missing.Fact.Contains('@', StringComparison.Ordinal)))
        {
            return null;
        }

        return [.. new[] { rules.NotServed(answer, paid.Carried, () => Vnd.Zero), rules.MayBe(answer, paid.Carried), SweepRules.Stopped(answer) }.OfType<SweepEntry>()];
    }
}
