namespace AnSinh.Law;

/// <summary>
/// Puts the answers of two possible worlds together: what both say stands; where they differ the date of birth that was left open is asked for.
/// </summary>
internal static class WorldAgreement
{
    private const string Born = "born";

    public static List<PersonDetermination> Combine(List<PersonDetermination> left, List<PersonDetermination> right, IReadOnlyList<CasePerson> members) =>
        [.. left.Zip(right, (one, other) => Combine(one, other, members))];

    private static PersonDetermination Combine(PersonDetermination left, PersonDetermination right, IReadOnlyList<CasePerson> members)
    {
        var disputed = new SortedSet<BenefitId>();
        var claims = Agreed(left.Claims, right.Claims, disputed);
        var entitlements = Agreed(left.Entitlements, right.Entitlements, disputed);
        var stopped = left.Stopped.UnionBy(right.Stopped, stop => (stop.Benefit, stop.Reason)).ToList();
        var missing = Merge([.. left.Missing, .. right.Missing]);
        if (disputed.Count > 0)
        {
            var open = members.Where(member => !member.Born.IsExact).ToList();
            var asked = open.Any(member => member.Id == left.Person) ? open.Where(member => member.Id == left.Person) : open;
            foreach (var member in asked)
            {
                var fact = member.Id == left.Person ? Born : $"{Born}{HouseholdInputs.Of}{member.Id}";
                missing = Merge([.. missing, new MissingFact(fact, [.. disputed], new($"Giấy tờ chỉ ghi {member.Born}; kết quả khác nhau tùy ngày sinh.", $"The papers say only {member.Born}; the result depends on the day of birth."))]);
            }
        }

        var undecided = missing.SelectMany(fact => fact.Benefits).ToHashSet();
        return left with
        {
            Claims = claims,
            Entitlements = [.. entitlements.Where(entitlement => !undecided.Contains(entitlement.Benefit))],
            Refused = [.. left.Refused.Where(refusal => right.Refused.Any(other => other.Benefit == refusal.Benefit) && !undecided.Contains(refusal.Benefit))],
            Missing = missing,
            Stopped = stopped,
        };
    }

    private static List<Entitlement> Agreed(IReadOnlyList<Entitlement> left, IReadOnlyList<Entitlement> right, SortedSet<BenefitId> disputed)
    {
        var agreed = new List<Entitlement>();
        foreach (var one in left)
        {
            if (right.FirstOrDefault(other => other.Benefit == one.Benefit) is { } other && other.Amount == one.Amount && other.Payee == one.Payee)
            {
                agreed.Add(other.Grade > one.Grade ? other : one);
            }
            else
            {
                disputed.Add(one.Benefit);
            }
        }

        disputed.UnionWith(right.Where(other => left.All(one => one.Benefit != other.Benefit)).Select(other => other.Benefit));
        return agreed;
    }

    private static List<MissingFact> Merge(IReadOnlyList<MissingFact> missing) =>
        [.. missing.GroupBy(fact => fact.Fact).Select(group => group.First() with { Benefits = [.. group.SelectMany(fact => fact.Benefits).Distinct().Order()] })];
}
