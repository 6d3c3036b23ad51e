using System.Text.Json;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary>What <c>ansinh decide --life</c> writes about the households of a case file.</summary>
internal static class LifeOutput
{
    /// <summary>Age up to which a life is followed where no death is recorded, in years.</summary>
    private const int LongLife = 100;

    public static int Write(LawPack pack, IReadOnlyList<WorkedCase> cases, DateOnly knownAt, bool json)
    {
        var course = new LifeCourse(new Determiner(pack), knownAt);
        var text = new LifeText(pack, Say.Vietnamese);
        foreach (var household in cases.Select(worked => worked.Household))
        {
            var (from, to) = Span(course, household);
            var life = course.Follow(household, from, to);
            Console.WriteLine(json ? JsonSerializer.Serialize(Shape(life, text), Session.Json) : text.Write(life, person => person.Value) + "\n");
        }

        return CommandLine.Done;
    }

    /// <summary>From the first birth (or the first month of the law) until the last member has died or would be very old.</summary>
    private static (BenefitMonth From, BenefitMonth To) Span(LifeCourse course, CaseHousehold household)
    {
        var born = household.People.Select(person => BenefitMonth.Of(person.Born.Earliest)).Min();
        var last = household.People.Select(person => person.Died is { } died ? BenefitMonth.Of(died.Day).Next : BenefitMonth.Of(person.Born.Latest).AddMonths(12 * LongLife)).Max();
        var from = born < course.FirstMonthOfLaw ? course.FirstMonthOfLaw : born;
        return (from, last < from ? from : last);
    }

    private static object Shape(LifeAnswer life, LifeText text) => new
    {
        from = life.From.ToString(),
        to = life.To.ToString(),
        knownAt = life.KnownAt,
        lawPack = life.LawPack,
        people = life.Stretches.Select(stretch => stretch.Person).Concat(life.Questions.Select(question => question.Person)).Distinct().Order().Select(person => new
        {
            id = person.Value,
            stretches = life.Stretches.Where(stretch => stretch.Person == person).Select(stretch => new
            {
                benefit = stretch.First.Benefit.Value,
                from = stretch.From.ToString(),
                to = stretch.End == LifeEnd.GoesOn ? null : stretch.To.ToString(),
                amount = stretch.First.Amount.Amount,
                per = stretch.First.Per.ToString().ToLowerInvariant(),
                calculation = stretch.First.Calculation,
                grade = stretch.First.Grade.Code(),
                because = stretch.First.Because.Select(row => new { @ref = row.Ref, text = row.Text.Vi, textEn = row.Text.En }),
                ends = stretch.End switch { LifeEnd.GoesOn => "goes-on", var end => end.ToString().ToLowerInvariant() },
                why = text.End(stretch),
            }),
            questions = life.Questions.Where(question => question.Person == person)
                .Select(question => new { fact = question.Fact, benefits = question.Benefits.Select(benefit => benefit.Value), from = question.From.ToString(), to = question.To.ToString() }),
        }),
    };
}
