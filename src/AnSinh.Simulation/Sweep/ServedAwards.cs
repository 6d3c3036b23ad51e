using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>What decisions in force pay somebody in the month, shared by all who are paid the same.</summary>
/// <param name="Carried">The benefits that they carry.</param>
/// <param name="Due">Those of them that go on, in the order of their first months.</param>
internal sealed record Served(HashSet<BenefitId> Carried, IReadOnlyList<BenefitId> Due);

/// <summary>Everything that decisions pay in the month, by number; number 0 is nothing.</summary>
internal sealed class ServedAwards(SweepRules rules, TextNumbers benefits)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<Served> _served = [new([], [])];

    public Served this[int number] => _served[number];

    /// <param name="awards">By award.</param>
    public int Of(List<AwardRow> awards)
    {
        var month = rules.Month.Index;
        if (!awards.Exists(award => award.From <= month && award.To >= month))
        {
            return 0;
        }

        var inForce = awards.Where(award => award.From <= month && award.To >= month).OrderBy(award => award.From)
            .Select(award => (Benefit: new BenefitId(benefits[award.Benefit]), IsDue: rules.IsDue(new BenefitId(benefits[award.Benefit]), BenefitMonth.FromIndex(award.From)))).ToList();
        var text = string.Join('\n', inForce);
        if (!_numbers.TryGetValue(text, out var number))
        {
            _numbers[text] = number = _served.Count;
            _served.Add(new Served(rules.Carried(inForce.Select(award => award.Benefit)), [.. inForce.Where(award => award.IsDue).Select(award => award.Benefit)]));
        }

        return number;
    }
}
