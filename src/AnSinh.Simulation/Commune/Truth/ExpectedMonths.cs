using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>What is due on one award for one month, from the day on which it could be known.</summary>
public sealed record ExpectedDue(SamplePerson Person, string Benefit, BenefitMonth Month, DateOnly KnownOn, long Amount);

/// <summary>What a month's run must show; counts are lines, amounts VND.</summary>
public sealed record ExpectedRun(
    BenefitMonth Month, DateOnly CutOff, int RegularLines, long RegularAmount, int ArrearsLines, long ArrearsAmount, IReadOnlyList<BenefitMonth> ArrearsMonths,
    int Receivables, long ReceivableAmount);

/// <summary>The generator's own count of each run: what is due as known at the cut-off, less what the runs before have paid.</summary>
public sealed class ExpectedMonths
{
    private readonly List<ExpectedRun> _runs = [];
    private readonly List<ExpectedDue> _dues = [];

    public ExpectedMonths(SampleCommune commune, ExpectedClaims claims)
    {
        var first = BenefitMonth.Of(commune.Registered).Next;
        var last = BenefitMonth.Of(SampleCommune.LaterDays[^1]);
        var paid = new Dictionary<(SamplePerson, string, BenefitMonth), long>();
        foreach (var month in first.To(last))
        {
            // Điều 34: the list leaves before the 25th of the month before.
            var cutOff = month.Previous.First.AddDays(23);
            int regular = 0, arrears = 0, receivables = 0;
            long regularAmount = 0, arrearsAmount = 0, receivableAmount = 0;
            var arrearsMonths = new SortedSet<BenefitMonth>();
            foreach (var person in commune.People)
            {
                foreach (var benefit in person.Awards.Select(award => award.Benefit).Distinct())
                {
                    foreach (var owed in first.To(month))
                    {
                        var due = Due(claims, person, benefit, owed, cutOff);
                        var before = paid.GetValueOrDefault((person, benefit, owed));
                        if (due == before)
                        {
                            continue;
                        }

                        paid[(person, benefit, owed)] = due;
                        _dues.Add(new(person, benefit, owed, cutOff, due));
                        if (due < before)
                        {
                            receivables++;
                            receivableAmount += before - due;
                        }
                        else if (owed == month)
                        {
                            regular++;
                            regularAmount += due;
                        }
                        else
                        {
                            arrears++;
                            arrearsAmount += due - before;
                            arrearsMonths.Add(owed);
                        }
                    }
                }
            }

            _runs.Add(new(month, cutOff, regular, regularAmount, arrears, arrearsAmount, [.. arrearsMonths], receivables, receivableAmount));
        }
    }

    public IReadOnlyList<ExpectedRun> Runs => _runs;
    public IReadOnlyList<ExpectedDue> Dues => _dues;

    /// <summary>The award pays what is owed under its own benefit or under one that it continues into.</summary>
    private static long Due(ExpectedClaims claims, SamplePerson person, string benefit, BenefitMonth month, DateOnly known) =>
        ExpectedAwards.InForce(person, benefit, month, known)
            ? claims.Owed(person, month, known, carriedOnly: true).Where(claim => ExpectedAwards.Reaches(benefit, claim.Benefit)).Sum(claim => claim.Amount)
            : 0;
}
