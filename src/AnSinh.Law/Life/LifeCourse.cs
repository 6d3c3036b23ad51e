namespace AnSinh.Law;

/// <summary>
/// Decides a household month after month, from birth to death: the law of each month as known on the day asked, the latest law for the future. Facts that hold today go on
/// holding, sources go on covering, and whoever is entitled is taken to have been awarded the month before: what comes when, if nothing changes and nobody forgets to apply.
/// </summary>
public sealed class LifeCourse(Determiner determiner, DateOnly knownAt)
{
    /// <summary>The first month for which the pack has any model.</summary>
    public BenefitMonth FirstMonthOfLaw { get; } = determiner.Pack.Benefits.Programmes.SelectMany(programme => programme.Models).Select(models => models.From).Min();

    public LifeAnswer Follow(CaseHousehold household, BenefitMonth from, BenefitMonth to)
    {
        var covered = household with { Coverage = [.. household.Coverage.Select(coverage => coverage with { AsOf = DateOnly.MaxValue.AddYears(-2) })] };
        var (stretches, questions) = (new List<LifeStretch>(), new List<LifeQuestion>());
        var running = new Dictionary<(PersonId, BenefitId), LifeStretch>();
        var open = new Dictionary<(PersonId, string), LifeQuestion>();
        foreach (var month in from.To(to))
        {
            var asked = WithAwards(covered, running.Values, month);
            var answer = determiner.Determine(asked, month, knownAt, DeterminationDetail.Claims);
            if (running.Keys.Any(key => Owed(answer, key) is not { } owed || owed.Amount != running[key].First.Amount))
            {
                answer = determiner.Determine(asked, month, knownAt);
            }

            Extend(running, stretches, answer, month);
            Extend(open, questions, answer, month);
        }

        stretches.AddRange(running.Values.Select(stretch => stretch with { End = LifeEnd.GoesOn }));
        questions.AddRange(open.Values);
        return new LifeAnswer(from, to, knownAt, determiner.Pack.Hash,
            [.. stretches.OrderBy(stretch => stretch.Person).ThenBy(stretch => stretch.From.Index).ThenBy(stretch => Order(stretch.First.Benefit))],
            [.. questions.OrderBy(question => question.Person).ThenBy(question => question.From.Index).ThenBy(question => question.Fact, StringComparer.Ordinal)]);
    }

    /// <summary>What was owed in the month before counts as awarded, beside the awards that the case gives.</summary>
    private static CaseHousehold WithAwards(CaseHousehold household, IEnumerable<LifeStretch> running, BenefitMonth month)
    {
        var awarded = running.ToLookup(stretch => stretch.Person, stretch => new CaseAward(stretch.First.Benefit, month.Previous, month.Previous));
        return household with { People = [.. household.People.Select(person => person with { Awards = [.. person.Awards, .. awarded[person.Id]] })] };
    }

    private void Extend(Dictionary<(PersonId, BenefitId), LifeStretch> running, List<LifeStretch> done, HouseholdDetermination answer, BenefitMonth month)
    {
        foreach (var (key, stretch) in running.ToList())
        {
            if (Owed(answer, key) is { } owed && owed.Amount == stretch.First.Amount && owed.Per is not BenefitPeriod.Once)
            {
                running[key] = stretch with { To = month };
                continue;
            }

            done.Add(Ended(stretch, answer));
            running.Remove(key);
        }

        foreach (var person in answer.People)
        {
            foreach (var entitlement in person.Entitlements.Where(entitlement => !running.ContainsKey((person.Person, entitlement.Benefit))))
            {
                running[(person.Person, entitlement.Benefit)] = new LifeStretch { Person = person.Person, First = entitlement, From = month, To = month };
            }
        }
    }

    private static LifeStretch Ended(LifeStretch stretch, HouseholdDetermination answer)
    {
        var benefit = stretch.First.Benefit;
        if (answer.Find(stretch.Person) is not { } person || stretch.First.Per == BenefitPeriod.Once)
        {
            return stretch with { End = LifeEnd.Over };
        }

        if (person.Entitlements.FirstOrDefault(entitlement => entitlement.Benefit == benefit) is { } next)
        {
            return stretch with { End = LifeEnd.Changed, Next = next };
        }

        foreach (var other in person.Entitlements)
        {
            if (other.Considered.FirstOrDefault(considered => considered.Benefit == benefit) is { } considered)
            {
                return stretch with { End = LifeEnd.Replaced, Replaced = (other.Benefit, considered.Why, considered.Ref) };
            }
        }

        return person.Stopped.FirstOrDefault(stopped => stopped.Benefit == benefit) is { } stop ? stretch with { End = LifeEnd.Stopped, Stopped = stop.Reason }
            : person.Missing.FirstOrDefault(missing => missing.Benefits.Contains(benefit)) is { } missing ? stretch with { End = LifeEnd.Asked, Open = missing.Fact }
            : stretch with { End = LifeEnd.Refused, Refused = person.Refused.FirstOrDefault(refusal => refusal.Benefit == benefit) };
    }

    private static void Extend(Dictionary<(PersonId, string), LifeQuestion> open, List<LifeQuestion> done, HouseholdDetermination answer, BenefitMonth month)
    {
        var asked = answer.People.SelectMany(person => person.Missing.Select(missing => (person.Person, missing))).ToDictionary(pair => (pair.Person, pair.missing.Fact), pair => pair.missing);
        foreach (var (key, question) in open.ToList())
        {
            if (asked.TryGetValue(key, out var missing) && missing.Benefits.SequenceEqual(question.Benefits))
            {
                open[key] = question with { To = month };
            }
            else
            {
                done.Add(question);
                open.Remove(key);
            }
        }

        foreach (var (key, missing) in asked.Where(pair => !open.ContainsKey(pair.Key)))
        {
            open[key] = new LifeQuestion(key.Item1, key.Item2, missing.Benefits, month, month);
        }
    }

    private static Entitlement? Owed(HouseholdDetermination answer, (PersonId Person, BenefitId Benefit) key) =>
        answer.Find(key.Person)?.Entitlements.FirstOrDefault(entitlement => entitlement.Benefit == key.Benefit);

    private int Order(BenefitId benefit) => determiner.Pack.Benefits.Find(benefit)?.Order ?? 0;
}
