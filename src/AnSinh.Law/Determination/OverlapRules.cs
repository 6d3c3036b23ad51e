namespace AnSinh.Law;

/// <summary>
/// Asks the pack's overlap model about every pair of claims that meet (of one person, or of spouses) and settles them. A pair is asked once, the claim that stands earlier in
/// benefits.yaml as <c>a</c>; of two persons the one with the smaller id.
/// </summary>
internal sealed class OverlapRules
{
    private readonly LawPack _pack;
    private readonly LawSession _session;

    public OverlapRules(LawPack pack)
    {
        _pack = pack;
        _session = pack.Models.NewSession();
    }

    public List<PersonDetermination> Settle(IReadOnlyList<PersonDetermination> people, IReadOnlyList<(PersonId First, PersonId Second)> couples, BenefitMonth month, DateOnly knownAt)
    {
        var claims = people.SelectMany(person => person.Claims.Select(claim => new OverlapClaim(person.Person, claim, _pack.Benefits.Find(claim.Benefit)!.Order))).ToList();
        var pairs = Pairs(claims, couples);
        if (pairs.Count == 0)
        {
            return [.. people.Select(person => person.Claims.Count == 0 ? person : person with { Entitlements = person.Claims })];
        }

        var outcome = OverlapSolver.Solve(claims, pairs);
        var considered = outcome.Lost.GroupBy(lost => lost.Winner).ToDictionary(group => group.Key, group => group.ToList());
        return [.. people.Select(person => person with
        {
            Entitlements = [.. outcome.Kept.Where(index => claims[index].Person == person.Person).Select(index => considered.TryGetValue(index, out var lost)
                ? claims[index].Entitlement with
                {
                    Considered = [.. lost.Select(item => new ConsideredBenefit(claims[item.Loser].Entitlement.Benefit, claims[item.Loser].Entitlement.Amount, item.Rule.Row.Text, item.Rule.Row.Ref))],
                    Grade = lost.Aggregate(claims[index].Entitlement.Grade, (grade, item) => EvidenceGrades.Weaker(grade, GradeOf(item.Rule, month, knownAt))),
                }
                : claims[index].Entitlement)],
            Stopped = [.. person.Stopped, .. outcome.Stopped.SelectMany(pair => Stops(pair, claims, person.Person))],
        })];
    }

    private List<OverlapPair> Pairs(List<OverlapClaim> claims, IReadOnlyList<(PersonId First, PersonId Second)> couples)
    {
        var pairs = new List<OverlapPair>();
        for (var first = 0; first < claims.Count; first++)
        {
            for (var second = first + 1; second < claims.Count; second++)
            {
                var same = claims[first].Person == claims[second].Person;
                if (!same && !couples.Any(couple => (couple.First == claims[first].Person && couple.Second == claims[second].Person) || (couple.Second == claims[first].Person && couple.First == claims[second].Person)))
                {
                    continue;
                }

                var rule = _session.Overlap(_pack.Benefits.Overlap, claims[first].Entitlement, claims[second].Entitlement, same);
                if (rule.Relation != OverlapRelation.Both)
                {
                    pairs.Add(new OverlapPair(first, second, rule));
                }
            }
        }

        return pairs;
    }

    private EvidenceGrade GradeOf(OverlapRule rule, BenefitMonth month, DateOnly knownAt) =>
        rule.Row.Refs.Aggregate(rule.Row.Grade, (grade, reference) => EvidenceGrades.Weaker(grade, _pack.GradeOf(reference, month, knownAt)));

    private static IEnumerable<StoppedBenefit> Stops(OverlapPair pair, List<OverlapClaim> claims, PersonId person)
    {
        var (first, second) = (claims[pair.First], claims[pair.Second]);
        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            if (one.Person == person)
            {
                yield return new StoppedBenefit(one.Entitlement.Benefit, new(
                    $"Pháp luật trong bộ không nói khi đồng thời thuộc diện {other.Entitlement.Benefit}; cần người có thẩm quyền quyết định.",
                    $"The law in the pack does not say what holds together with {other.Entitlement.Benefit}; somebody with the authority has to decide."), "");
            }
        }
    }
}
