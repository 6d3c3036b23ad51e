using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Merit;

/// <summary>Writes what the register of people with merit says, and the decisions on it; none of the numbers exists.</summary>
public sealed class MeritRegister(DateOnly registered)
{
    /// <summary>The ordinance of 2020 is in force from this month; decisions of the years before go on under it.</summary>
    private static readonly BenefitMonth Ordinance = new(2021, 7);

    private int _number;

    public void Fact(SamplePerson person, string code, string value, DateOnly? recorded = null, DateOnly? from = null, DateOnly? to = null)
    {
        person.HasMerit = true;
        person.Facts.Add(new(code, value, from, to, "merit_register", "Hồ sơ người có công (giả lập)", recorded ?? registered));
    }

    /// <summary>
    /// A decision with the month it starts in: titles and medical boards count from the month of that paper, survivors from the month after it, the others from the month of the decision.
    /// </summary>
    public void Award(SamplePerson person, string benefit, DateOnly decided, DateOnly paper, DateOnly? recorded = null)
    {
        person.HasMerit = true;
        var (certificate, from) = StartOf(benefit, decided, paper);
        person.Awards.Add(new SampleAward(
            benefit, string.Create(CultureInfo.InvariantCulture, $"{++_number}/QĐ-NCC"), decided, decided.AddDays(-8), certificate, from > Ordinance ? from : Ordinance, null, "granted", "", recorded ?? registered));
    }

    private static (DateOnly? Certificate, BenefitMonth From) StartOf(string benefit, DateOnly decided, DateOnly paper) => benefit.Split('.')[1] switch
    {
        "bm" or "tb" or "tb_b" or "bb" or "cd" => (paper, BenefitMonth.Of(paper)),
        "tuat" or "nd" => (paper, BenefitMonth.Of(paper).Next),
        "tu_tran" => (null, BenefitMonth.Of(paper)),
        _ => (null, BenefitMonth.Of(decided)),
    };
}
