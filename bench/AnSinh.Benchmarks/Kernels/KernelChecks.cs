using System.Numerics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>Holds every kernel against the plain rule on 40,000 people (overlap: 6,000) among whom everything rare is common. Each check gives the faults it found, in words.</summary>
public static class KernelChecks
{
    private const int Persons = 40_000;

    public static IEnumerable<string> Run() => [.. Anchors(), .. SingleParent(), .. Supporter(), .. Care(), .. Overlap(), .. Poverty()];

    private static IEnumerable<string> Anchors()
    {
        using var shape = new HouseholdShape(Persons, largest: 12);
        using var people = new AnchorPeople(shape);
        for (var block = 0; block < shape.Blocks; block++)
        {
            var right = AnchorIfKernel.Run(people.Block(block));
            var (amounts, households) = (people.Block(block).Amounts.ToArray(), people.Block(block).HouseholdAmounts.ToArray());
            foreach (var (name, run) in new (string, Func<long>)[] { ("table", () => AnchorTableKernel.Run(people.Block(block))), ("vector", () => AnchorVectorKernel.Run(people.Block(block))) })
            {
                people.Block(block).Amounts.Clear();
                people.Block(block).HouseholdAmounts.Clear();
                if (run() != right || !people.Block(block).Amounts.SequenceEqual(amounts) || !people.Block(block).HouseholdAmounts.SequenceEqual(households))
                {
                    yield return $"anchors.{name}: block {block} differs from the if-chain";
                }
            }

            if (AnchorVectorKernel.Total(people.Block(block)) != right)
            {
                yield return $"anchors.total: block {block} differs from the if-chain";
            }
        }
    }

    private static List<string> SingleParent()
    {
        using var shape = new HouseholdShape(Persons, largest: 20);
        using var people = new SingleParentPeople(new RuleDraws(shape, dense: true));
        return Households("rule.single-parent", shape, block => SingleParentKernel.Run(people.Block(block)), (block, household, first, size) =>
        {
            var columns = people.Block(block);
            var units = columns.Units.Slice(first, size).ToArray();
            columns.Units.Slice(first, size).Clear();
            var sum = columns.Poverty[household] is PovertyCode.NearPoor or PovertyCode.Poor ? PlainRules.SingleParent(columns, first, size) : 0;
            return (columns.Units.Slice(first, size).SequenceEqual(units), (long)sum * 10 * RuleMonth.TenthOfLevel);
        });
    }

    private static List<string> Supporter()
    {
        using var shape = new HouseholdShape(Persons, largest: 20);
        using var people = new SupporterPeople(new RuleDraws(shape, dense: true));
        return Households("rule.supporter", shape, block => SupporterKernel.Run(people.Block(block)), (block, household, first, size) =>
        {
            var columns = people.Block(block);
            var tenths = columns.Tenths.Slice(first, size).ToArray();
            columns.Tenths.Slice(first, size).Clear();
            var sum = columns.Poverty[household] == PovertyCode.Poor ? PlainRules.Supporter(columns, first, size) : 0;
            return (columns.Tenths.Slice(first, size).SequenceEqual(tenths), (long)sum * RuleMonth.TenthOfLevel);
        });
    }

    private static List<string> Care()
    {
        using var shape = new HouseholdShape(Persons, largest: 20);
        using var people = new CarePeople(new RuleDraws(shape, dense: true));
        var found = new Dictionary<int, CareClaim>();
        return Households("rule.carer", shape, block =>
        {
            var total = CareKernel.Run(people.Block(block), out var count);
            found = people.Block(block).Claims[..count].ToArray().ToDictionary(claim => claim.Person);
            return total;
        }, (block, _, first, size) =>
        {
            var columns = people.Block(block);
            var (same, total) = (true, 0L);
            for (var person = first; person < first + size; person++)
            {
                var rows = PlainRules.Care(columns, first, size, person);
                var payee = (rows & ~CareKernel.PaidToSelf) == 0 ? columns.FirstRow + (uint)person : columns.RowOfId[(int)columns.Carers[person]];
                same &= rows == 0 ? !found.ContainsKey(person) : found.GetValueOrDefault(person) == new CareClaim(person, payee, rows);
                for (var bit = 0; bit < 8; bit++)
                {
                    total += (rows >> bit & 1) * CareKernel.Tenths[bit] * RuleMonth.TenthOfLevel;
                }
            }

            return (same, total);
        });
    }

    private static List<string> Overlap()
    {
        using var shape = new HouseholdShape(6_000, largest: 3);
        using var people = new OverlapPeople(new RuleDraws(shape, dense: true));
        var amount = 0;
        return Households("rule.overlap", shape, block =>
        {
            amount = 0;
            return OverlapKernel.Run(people.Block(block));
        }, (block, _, first, size) =>
        {
            var columns = people.Block(block);
            var claims = new List<(int Member, int Group, int Amount)>();
            for (var member = 0; member < size; member++)
            {
                for (int rest = columns.Claims[first + member]; rest != 0; rest &= rest - 1)
                {
                    claims.Add((member, BitOperations.TrailingZeroCount(rest), columns.Amounts[amount++]));
                }
            }

            var spouses = columns.Spouses.Slice(first, size).ToArray();
            var kept = PlainRules.Overlap(claims, (one, other) => spouses[one] == other || spouses[other] == one);
            var same = true;
            for (var member = 0; member < size; member++)
            {
                same &= columns.Kept[first + member] == kept.Where(claim => claim.Member == member).Sum(claim => 1 << claim.Group);
            }

            return (same, claims.Where(claim => kept.Contains((claim.Member, claim.Group))).Sum(claim => (long)claim.Amount));
        });
    }

    private static List<string> Poverty()
    {
        using var shape = new HouseholdShape(Persons);
        using var people = new PovertyPeople(shape);
        return Households("rule.poverty", shape, block => PovertyKernel.Run(people.Block(block)), (block, household, _, _) =>
        {
            var status = PlainRules.Poverty(people.Block(block), household);
            return (people.Block(block).Status[household] == status, status is PovertyCode.Poor or PovertyCode.NearPoor ? 1 : 0);
        });
    }

    /// <summary>Runs the kernel on each block, then the plain rule on each of its households, and compares what they left and their totals.</summary>
    private static List<string> Households(string rule, HouseholdShape shape, Func<int, long> kernel, Func<int, int, int, int, (bool Same, long Total)> plain)
    {
        var (faults, anything) = (new List<string>(), false);
        for (var block = 0; block < shape.Blocks; block++)
        {
            var (total, plainTotal, first) = (kernel(block), 0L, 0);
            var (from, to, _, _) = shape.Block(block);
            for (var household = from; household < to; household++)
            {
                var (same, sum) = plain(block, household - from, first, shape.Sizes[household]);
                plainTotal += sum;
                first += shape.Sizes[household];
                if (!same && faults.Count < 5)
                {
                    faults.Add($"{rule}: household {household} differs from the plain rule");
                }
            }

            anything |= plainTotal > 0;
            if (total != plainTotal)
            {
                faults.Add($"{rule}: total of block {block} is {total}, by the plain rule {plainTotal}");
            }
        }

        if (!anything)
        {
            faults.Add($"{rule}: the check's people have no claim");
        }

        return faults;
    }
}
