using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;
using AnSinh.Payroll.Verify;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Payroll.Tests.Steps;

public sealed class LateNewsTests
{
    /// <summary>
    /// Whatever is learnt late, in whatever order, after each run everything paid less everything to be claimed back is what is due; and each run computed again is itself.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Paid_and_arrears_less_receivables_are_what_is_due(int seed)
    {
        var random = new Random(seed);
        using var commune = new SmallCommune();
        var (digests, arrears, claims) = (new Dictionary<string, string>(), 0, 0);
        var dead = new HashSet<PersonId>();
        foreach (var month in SmallCommune.June.To(new BenefitMonth(2026, 12)))
        {
            var run = commune.Approved(month);
            digests.Add(run.Id, run.Digest);
            var content = ShowRun.Read(commune.Book, run.Id).Content;
            arrears += content.Lines.Count(line => line.Kind == LineKind.Arrears);
            claims += content.Receivables.Count;
            for (var change = 0; change < 6; change++)
            {
                commune.World.Record(commit => Change(commit, commune, random, month, dead));
            }
        }

        var verified = VerifyPayroll.Execute(commune.Book, full: true);
        Assert.Empty(verified.Faults);
        Assert.True(arrears > 3 && claims > 3, $"the history was too quiet: {arrears} arrears, {claims} receivables");
        Assert.All(digests, pair => Assert.Equal(pair.Value, RunContentJson.Digest(RebuildRun.Of(commune.Book, ShowRun.All(commune.Book).Single(run => run.Id == pair.Key)))));
    }

    private static void Change(RegistryCommit commit, SmallCommune commune, Random random, BenefitMonth month, HashSet<PersonId> dead)
    {
        var index = random.Next(12);
        var (person, award) = (commune.People[index], commune.Awards[index]);
        var past = new DateOnly(2026, random.Next(5, month.Month + 1), random.Next(1, 28));
        switch (random.Next(6))
        {
            case 0 when dead.Add(person):
                commit.RecordDeath(person, past);
                break;
            case 0:
                dead.Remove(person);
                commit.WithdrawDeath(person, "nhầm");
                break;
            case 1:
                commit.RecordFact(person, new FactEntry("pension_amount", random.Next(3) switch { 0 => "0", 1 => "300000", _ => "5000000" }, new DateRange(past, null), "insurance_data"));
                break;
            case 2:
                commit.RecordFact(person, new FactEntry("disability_level", random.Next(2) == 0 ? "severe" : "none", new DateRange(past, past.AddMonths(random.Next(1, 4))), "disability_register"));
                break;
            case 3:
                commit.EndAward(award, BenefitMonth.Of(past), "thử");
                break;
            case 4:
                commit.GrantAward(SmallCommune.Pension(person, $"{random.Next(50, 90)}/QĐ", past, BenefitMonth.Of(past)) with { Benefit = new BenefitId(random.Next(2) == 0 ? "tgxh.6.nang" : "htxh.75") });
                break;
            default:
                commit.SuspendAward(award, BenefitMonth.Of(past), "thử");
                break;
        }
    }
}
