using AnSinh.Law;

namespace AnSinh.Web.People;

/// <summary>How people are written: age, sex, relation, number.</summary>
public static class PersonWords
{
    /// <summary>Whole years on a day; the smaller one where only the year or month of birth is known.</summary>
    public static int Age(BirthDate born, DateOnly day)
    {
        var years = day.Year - born.Latest.Year;
        return Math.Max(0, born.Latest.AddYears(years) > day ? years - 1 : years);
    }

    public static string Born(Words words, BirthDate born) => born.Precision switch
    {
        DatePrecision.Day => words.Day(born.Earliest),
        DatePrecision.Month => words.Month(BenefitMonth.Of(born.Earliest)),
        _ => words["person.year-only", born.Earliest.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)],
    };

    public static string Sex(Words words, Sex sex) => words[sex == Law.Sex.Male ? "sex.male" : "sex.female"];

    /// <summary>Relation to the head of the household; the code itself where it has no name.</summary>
    public static string Relation(Words words, string relation)
    {
        var key = $"relation.{(relation.Length == 0 ? "member" : relation.Replace('_', '-'))}";
        return Words.Has(key) ? words[key] : relation;
    }

    /// <summary>The last three digits, the rest hidden.</summary>
    public static string Masked(string number) => number.Length > 3 ? string.Concat(number[..1], "•• ••• •••\u00a0\u00a0", number[^3..]) : "•••";
}
