using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>
/// The generator's own account of what is owed to people with merit, from its own small table (<c>Data/expected-merit.csv</c>): levels of July 2024, and from July 2026 the same times 3.012 / 2.789
/// down to whole thousands as soon as the decree is in force. It covers the groups the sample contains and no more.
/// </summary>
public sealed class ExpectedMerit
{
    private static readonly BenefitMonth Raised = new(2026, 7);
    private static readonly DateOnly RaiseKnown = new(2026, 10, 1);

    /// <summary>Allowances and supplements that the one-off at death counts; not those of carers, students and relatives.</summary>
    private static readonly string[] DrawnByThemselves = ["ncc.bm", "ncc.tb", "ncc.bb", "ncc.cd", "ncc.td", "ncc.gd"];

    private readonly Dictionary<string, long> _levels = Marginals.Rows("expected-merit").ToDictionary(row => row[0], row => long.Parse(row[1], CultureInfo.InvariantCulture));

    /// <summary>What is owed in a month before any decision; amounts in VND.</summary>
    public IReadOnlyList<ExpectedClaim> Owed(SamplePerson person, BenefitMonth month, DateOnly known)
    {
        if (!person.HasMerit)
        {
            return [];
        }

        var claims = new List<ExpectedClaim>();
        bool Is(string code, string value = "true") => ExpectedFacts.Any(person.Facts, code, value, month, known);
        int Number(string code) => int.Parse(ExpectedFacts.DuringMonth(person.Facts, code, month, known)[^1] ?? "0", CultureInfo.InvariantCulture);
        void Owe(string benefit, string? row = null, int shares = 1) => claims.Add(new(benefit, shares * Level(row ?? benefit, month, known)));

        if (Is("heroic_mother"))
        {
            Owe("ncc.bm");
            Owe("ncc.bm.pc");
            Carer("ncc.pv.bm", 100);
        }

        var injury = Number("injury_percent");
        if (Is("war_invalid") != Is("war_invalid_b"))
        {
            // Both at once is a contradiction: the law gives no answer.
            var benefit = Is("war_invalid") ? "ncc.tb" : "ncc.tb_b";
            Owe(benefit, string.Create(CultureInfo.InvariantCulture, $"{benefit}:{injury}"));
            var special = Is("special_injury") ? "_dbn" : "";
            Supplement("ncc.tb.pc" + special, injury);
            Carer("ncc.pv.tb" + special, injury);
        }

        if (Number("sick_soldier_percent") is > 0 and var sick)
        {
            Owe("ncc.bb", "ncc.bb:" + Row(sick, 81, 71, 61, 51, 41));
            Supplement("ncc.bb.pc", sick);
            Carer("ncc.pv.bb", sick);
        }

        if (Number("toxic_percent") is > 0 and var toxic)
        {
            Owe("ncc.cd", "ncc.cd:" + Row(toxic, 81, 61, 41, 21));
            Supplement("ncc.cd.pc", toxic);
            Carer("ncc.pv.cd", toxic);
        }

        if (Number("toxic_child_percent") is >= 61 and var child)
        {
            Owe("ncc.cd.con", "ncc.cd.con:" + Row(child, 81, 61));
        }

        if (Is("enemy_prisoner"))
        {
            Owe("ncc.td");
        }

        if (Is("revolution_helper", "order"))
        {
            Owe("ncc.gd.hc");
        }

        if (Is("martyr_relative"))
        {
            Owe("ncc.tuat.ls", "ncc.tuat.ls:" + Row(Number("martyrs_related"), 2, 1));
            if (Is("lives_alone"))
            {
                Owe("ncc.nd.ls");
            }
        }

        foreach (var (fact, benefit) in new[] { ("survivor_war_invalid", "ncc.tuat.tb"), ("survivor_sick_soldier", "ncc.tuat.bb"), ("survivor_toxic", "ncc.tuat.cd") })
        {
            if (Number(fact) is > 0 and var dead)
            {
                Owe(benefit, shares: dead);
            }
        }

        if (Is("merit_child", "low") && Is("merit_study", "higher"))
        {
            Owe("ncc.hoc.2");
            if (month.Month == 9)
            {
                claims.Add(new("ncc.hoc_nam.dh", Times(4, month, known)));
            }
        }

        if (month.Month == 7 && Number("worships_martyrs") is > 0 and var martyrs)
        {
            claims.Add(new("ncc.tho_cung", martyrs * _levels["worship"]));
        }

        if (Is("convalescence", "home") && DateOnly.ParseExact(ExpectedFacts.DuringMonth(person.Facts, "convalescence_decided", month, known)[^1]!, "yyyy-MM-dd", CultureInfo.InvariantCulture) is var decided
            && BenefitMonth.Of(decided) == month)
        {
            claims.Add(new("ncc.dd.nha", Times(9, month, known)));
        }

        if (person.Died is { } died && died.Recorded <= known && BenefitMonth.Of(died.Day) == month)
        {
            var drawn = claims.Where(claim => DrawnByThemselves.Any(group => claim.Benefit == group || claim.Benefit.StartsWith(group + ".", StringComparison.Ordinal) || claim.Benefit == group + "_b")
                && ExpectedAwards.InForce(person, claim.Benefit, month.Previous, known)).Sum(claim => claim.Amount);
            if (drawn > 0)
            {
                claims.Add(new("ncc.tu_tran", 3 * drawn));
            }
        }

        return claims;

        void Supplement(string benefit, int percent)
        {
            if (percent >= 81)
            {
                Owe(benefit);
            }
        }

        void Carer(string benefit, int percent)
        {
            if (percent >= 81 && Is("served_at_home"))
            {
                Owe(benefit);
            }
        }
    }

    private static string Row(int number, params int[] from) => from.First(first => number >= first).ToString(CultureInfo.InvariantCulture);

    private long Level(string row, BenefitMonth month, DateOnly known) => month >= Raised && known >= RaiseKnown ? _levels[row] * 3012 / 2789 / 1000 * 1000 : _levels[row];

    /// <summary>Tenths of the standard level, to the nearest thousand.</summary>
    private long Times(int tenths, BenefitMonth month, DateOnly known) => (tenths * Level("standard", month, known) / 10 + 500) / 1000 * 1000;
}
