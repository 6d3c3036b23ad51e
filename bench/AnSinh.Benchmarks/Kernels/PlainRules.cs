namespace AnSinh.Benchmarks.Kernels;

/// <summary>The five rules as their models say them, household by household or person by person, with dates: slow, and the measure of right for the kernels.</summary>
public static class PlainRules
{
    /// <summary><c>family.dmn</c> and <c>clause-4.dmn</c> for a poor or near-poor household: fills the units of its members and gives their sum.</summary>
    public static int SingleParent(SingleParentColumns columns, int first, int size)
    {
        var sum = 0;
        for (var parent = 0; parent < size; parent++)
        {
            var flags = columns.Flags[first + parent];
            if ((flags & SingleParentColumns.MaritalMask) > SingleParentColumns.SpouseMissing)
            {
                continue;
            }

            var children = 0;
            for (var member = first; member < first + size; member++)
            {
                var born = RuleMonth.DateOf(columns.Born[member]);
                if (columns.RaisedBy[member] == parent && born <= RuleMonth.Last)
                {
                    var age = RuleMonth.CompletedYears(born, (flags & SingleParentColumns.Awarded) != 0 ? RuleMonth.Before : RuleMonth.First);
                    children += age < 16 || (age < 22 && (columns.Flags[member] & SingleParentColumns.Studying) != 0) ? 1 : 0;
                }
            }

            columns.Units[first + parent] = (byte)children;
            sum += children;
        }

        return sum;
    }

    /// <summary><c>clause-5.dmn</c>, point a, for a poor household: fills the coefficients of its members and gives their sum, in tenths.</summary>
    public static int Supporter(SupporterColumns columns, int first, int size)
    {
        var sum = 0;
        for (var person = first; person < first + size; person++)
        {
            var (flags, supporter) = (columns.Flags[person], columns.Supporter[person]);
            var withoutSupport = (flags & SupporterColumns.StatusMask) is SupporterColumns.NoSupporter or SupporterColumns.SupporterReceives
                || (supporter < size && (columns.Flags[first + supporter] & SupporterColumns.HasAllowance) != 0);
            var age = RuleMonth.CompletedYears(RuleMonth.DateOf(columns.Born[person]), RuleMonth.Last);
            var tenths = withoutSupport && age >= 60 ? age < 80 ? 15 : 20 : 0;
            columns.Tenths[person] = (byte)tenths;
            sum += tenths;
        }

        return sum;
    }

    /// <summary><c>care.dmn</c> for one person: the benefits owed, a bit each, as <see cref="CareKernel.Tenths"/> has them.</summary>
    public static byte Care(CareColumns columns, int first, int size, int person)
    {
        var (flags, born) = (columns.Flags[person], RuleMonth.DateOf(columns.Born[person]));
        var (age, disability, carer) = (RuleMonth.CompletedYears(born, RuleMonth.Last), flags & CareColumns.DisabilityMask, flags & CareColumns.CarerMask);
        var on = (flags & CareColumns.Awarded) != 0 ? RuleMonth.Before : RuleMonth.First;
        var children = 0;
        for (var member = first; member < first + size; member++)
        {
            var childBorn = RuleMonth.DateOf(columns.Born[member]);
            children += columns.RaisedBy[member] == person - first && childBorn <= RuleMonth.Last && RuleMonth.CompletedYears(childBorn, on) < 3 ? 1 : 0;
        }

        var (clause1, pregnant, severe) = ((flags & CareColumns.UnderClause1) != 0, (flags & CareColumns.Pregnant) != 0, disability >= 2);
        var (extreme, takenIn) = (disability == CareColumns.ExtremelySevere, carer == CareColumns.TakenIn);
        bool[] rows =
        [
            clause1 && takenIn && age < 4,
            clause1 && takenIn && age >= 4,
            (flags & CareColumns.UnderPoint5D) != 0,
            severe && ((pregnant && children == 0) || (!pregnant && children == 1)),
            severe && ((pregnant && children >= 1) || (!pregnant && children >= 2)),
            extreme && carer == CareColumns.OwnHousehold,
            extreme && takenIn && age >= 16,
            extreme && takenIn && age < 16,
        ];
        return (byte)rows.Select((hit, bit) => hit ? 1 << bit : 0).Sum();
    }

    /// <summary>Overlap among all claims of a household at once, by trying every choice: what is kept, as pairs of member and group.</summary>
    /// <param name="claims">Member, group and VND of each claim.</param>
    public static List<(int Member, int Group)> Overlap(IReadOnlyList<(int Member, int Group, int Amount)> claims, Func<int, int, bool> married)
    {
        var ordered = claims.OrderBy(claim => (claim.Group, claim.Member)).ToList();
        Meeting Between(int first, int second) => ordered[first].Member == ordered[second].Member ? OverlapTable.Of(ordered[first].Group, ordered[second].Group)
            : ordered[first].Group == 11 && ordered[second].Group == 11 && married(ordered[first].Member, ordered[second].Member) ? Meeting.Highest : Meeting.Both;
        var pairs = (from first in Enumerable.Range(0, ordered.Count) from second in Enumerable.Range(first + 1, ordered.Count - first - 1) select (First: first, Second: second, Meeting: Between(first, second))).ToList();
        var stopped = pairs.Where(pair => pair.Meeting == Meeting.NoRule).SelectMany(pair => new[] { pair.First, pair.Second }).ToHashSet();
        var alive = Enumerable.Range(0, ordered.Count).Where(claim => !stopped.Contains(claim)).ToList();
        alive = [.. alive.Where(claim => !pairs.Any(pair => pair.Meeting == Meeting.SecondBarsFirst && pair.First == claim && alive.Contains(pair.Second)))];
        var conflicts = pairs.Where(pair => pair.Meeting == Meeting.Highest && alive.Contains(pair.First) && alive.Contains(pair.Second)).ToList();
        var best = new List<int>();
        var most = -1L;
        for (var set = (1 << alive.Count) - 1; set >= 0; set--)
        {
            var chosen = alive.Where((_, bit) => (set >> bit & 1) != 0).ToList();
            var total = chosen.Sum(claim => (long)ordered[claim].Amount);
            if (!conflicts.Any(pair => chosen.Contains(pair.First) && chosen.Contains(pair.Second)) && (total > most || (total == most && HoldsEarlier(chosen, best))))
            {
                (best, most) = (chosen, total);
            }
        }

        return [.. best.Select(claim => (ordered[claim].Member, ordered[claim].Group))];
    }

    private static bool HoldsEarlier(List<int> candidate, List<int> current)
    {
        var different = candidate.Except(current).Union(current.Except(candidate)).ToList();
        return different.Count > 0 && candidate.Contains(different.Min());
    }

    /// <summary><c>poverty/classification-2022.dmn</c> for one household.</summary>
    public static byte Poverty(PovertyColumns columns, int household)
    {
        var (flags, income) = (columns.Flags[household], columns.Incomes[household]);
        var urban = (flags & PovertyColumns.Urban) != 0;
        var below = income <= (urban ? PovertyKernel.UrbanIncome : PovertyKernel.RuralIncome);
        var average = income <= (urban ? PovertyKernel.UrbanAverage : PovertyKernel.RuralAverage) ? PovertyCode.Average : PovertyCode.None;
        var low = columns.Scores[household] <= (urban ? PovertyKernel.UrbanScore : PovertyKernel.RuralScore);
        var (deprived, unknown) = (ushort.PopCount(columns.Deprived[household]), ushort.PopCount(columns.Unknown[household]));
        var ifLow = deprived >= PovertyKernel.Indicators ? PovertyCode.Poor : deprived + unknown >= PovertyKernel.Indicators ? PovertyCode.Undecided : PovertyCode.NearPoor;
        return (flags & PovertyColumns.MethodMask) switch
        {
            PovertyColumns.ByScore => low ? ifLow : PovertyCode.None,
            PovertyColumns.ByBoth when below != low => PovertyCode.Undecided,
            _ => below ? ifLow : average,
        };
    }
}
