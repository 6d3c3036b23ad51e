using System.Globalization;
using System.Text;
using AnSinh.Law;
using AnSinh.Simulation.Commune.Poverty;

namespace AnSinh.Simulation.Commune;

/// <summary>Writes <c>docs/sample-commune.md</c>: the published marginals beside those the sample reached.</summary>
public static class MarginalsReport
{
    public static string Write(SampleCommune commune)
    {
        var marginals = commune.Marginals;
        var first = commune.People.Where(person => person.Recorded == commune.Registered).ToList();
        var text = new StringBuilder($"""
            # The sample commune

            `samples/xa-mau` is a synthetic commune: **every person, household, number, account, decision and event in it is made up.** The place is real ({commune.Name}, code {commune.Code}), so that
            places, province and prices behave as in life; nothing in the sample says anything about the people who live there. Identity numbers begin with a province code that was never
            assigned; account numbers begin with 99.

            Written by `ansinh population commune --seed {commune.Seed} --out samples/xa-mau --report docs/sample-commune.md`, tables below included; the same seed always gives the same bytes. Facts and licences behind it:
            `src/AnSinh.Simulation/Commune/Data/NOTICE`.

            ## What is in it
            One folder for each day on which something reaches the register, with the files of a registry import: the first register ({commune.Registered:yyyy-MM-dd}: {first.Count} people in
            {commune.Households.Count} households), then {string.Join(", ", SampleCommune.LaterDays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}. `truth.json` is the generator's own
            count of what is due to whom and since when it can be known, of each month's run, and of who is entitled and not served at the end. It shares no code with the law engine; a test holds the
            program against it.

            Stories told on the way (`stories` of `truth.json`): {string.Join("; ", commune.Stories.Select(story => $"`{story.Name}`"))}.

            ## Age and sex (persons; published shares scaled to the commune)

            | Age | Men, published | Men, sample | Women, published | Women, sample |
            |---|---:|---:|---:|---:|

            """.ReplaceLineEndings("\n"));
        var total = marginals.AgeSex.Sum(group => group.Population);
        foreach (var group in marginals.AgeSex.Where(group => group.Sex == Sex.Male))
        {
            var women = marginals.AgeSex.Single(other => other.Sex == Sex.Female && other.AgeFrom == group.AgeFrom);
            int Reached(Sex sex) => first.Count(person => person.Sex == sex && person.AgeOn(commune.Registered) >= group.AgeFrom && person.AgeOn(commune.Registered) <= group.AgeTo);
            Row(text, group.AgeFrom == 100 ? "100+" : $"{group.AgeFrom}-{group.AgeTo}",
                Tenths(group.Population * first.Count * 10 / total), Number(Reached(Sex.Male)), Tenths(women.Population * first.Count * 10 / total), Number(Reached(Sex.Female)));
        }

        text.Append("\n## Household size (households)\n\n| Persons | Model | Sample |\n|---|---:|---:|\n");
        var weights = marginals.HouseholdSizes.Sum(size => size.Weight);
        foreach (var size in marginals.HouseholdSizes)
        {
            Row(text, size.Size == 8 ? "8+" : Number(size.Size), Tenths((long)size.Weight * commune.Households.Count * 10 / weights),
                Number(commune.Households.Count(household => FirstMembers(household) == size.Size || (size.Size == 8 && FirstMembers(household) > 8))));
        }

        text.Append("\n## Ethnic groups (persons)\n\n| Group | Weights | Sample |\n|---|---:|---:|\n");
        var ethnic = marginals.EthnicGroups.Sum(group => (long)group.Weight);
        foreach (var group in marginals.EthnicGroups)
        {
            Row(text, group.Name, Tenths((long)group.Weight * first.Count * 10 / ethnic), Number(first.Count(person => person.Ethnic.Code == group.Code)));
        }

        text.Append("\n## Situations\n\n| Rate | Expected | Sample | Source | Confidence |\n|---|---:|---:|---|---|\n");
        foreach (var (rate, expected, reached) in Situations(commune, first))
        {
            Row(text, rate.Id, Tenths(rate.Numerator * expected * 10 / rate.Denominator), Number(reached), rate.Source, rate.Confidence);
        }

        text.Append("\nOrphans and people with HIV are more than the nation's share would give, because a sample of this size must contain each of their situations at least once.\n");
        text.Append("\n## People with merit (with a decision in the first register)\n\nThe total is the published one, the shares of the groups are assumed. Who draws a merit allowance and has a certified disability stays in the register without a category (`merit_allowance`).\n\n| Benefit | People |\n|---|---:|\n");
        foreach (var benefit in first.SelectMany(person => person.Awards.Where(award => award.Recorded == commune.Registered && award.Benefit.StartsWith("ncc.", StringComparison.Ordinal)))
            .GroupBy(award => award.Benefit).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Row(text, $"`{benefit.Key}`", Number(benefit.Count()));
        }

        text.Append("\n## Poverty as assessed (households with figures of the review of autumn 2025)\n\nThe figures agree with the recognised status, except in the two `poverty_*` stories; the bands are made up (`Data/poverty-bands.csv`).\n\n| Class by the figures | Households | Income per person | Score A |\n|---|---:|---:|---:|\n");
        foreach (var band in PovertyBand.All.Values)
        {
            Row(text, $"`{band.Class}`", Number(commune.Households.Count(household => household.Assessments is [var review, ..] && review.Recorded == commune.Registered && review.Class == band.Class)),
                $"{Number(band.IncomeFrom)}-{Number(band.IncomeTo)}", $"{Number(band.ScoreFrom)}-{Number(band.ScoreTo)}");
        }

        text.Append("\n## Villages (households)\n\n| Village | Households |\n|---|---:|\n");
        foreach (var village in commune.Households.GroupBy(household => household.Village))
        {
            Row(text, village.Key, Number(village.Count()));
        }

        return text.ToString();

        int FirstMembers(SampleHousehold household) => household.Members.Count(member => member.Recorded == commune.Registered);
    }

    private static IEnumerable<(Rate Rate, long Base, int Reached)> Situations(SampleCommune commune, List<SamplePerson> first)
    {
        var rates = commune.Marginals.Rates;
        var old = first.Count(person => person.AgeOn(commune.Registered) >= 60);
        int People(string code, params string[] values) => first.Count(person => person.Facts.Exists(fact => fact.Recorded == commune.Registered && fact.Code == code && (values.Length == 0 || values.Contains(fact.Value))));
        int Households(string value) => commune.Households.Count(household => household.Facts.Exists(fact => fact.Recorded == commune.Registered && fact.Code == "poverty_status" && fact.Value == value));
        yield return (rates["poor_households"], commune.Households.Count, Households("poor"));
        yield return (rates["near_poor_households"], commune.Households.Count, Households("near_poor"));
        yield return (rates["disability_extreme"], first.Count, People("disability_level", "extremely_severe"));
        yield return (rates["disability_severe"], first.Count, People("disability_level", "severe"));
        yield return (rates["disability_mild"], first.Count, People("disability_level", "mild"));
        yield return (rates["orphans_assisted"], first.Count, first.Count(person => person.Facts.Exists(fact => fact is { Code: "mother_status", Value: "dead" })));
        yield return (rates["hiv_assisted"], first.Count, People("hiv"));
        yield return (rates["merit_monthly"], first.Count, first.Count(HasMonthlyMerit));
        yield return (rates["martyr_worship"], commune.Households.Count, People("worships_martyrs"));
        yield return (rates["pension_60_plus"], old, People("pension_amount"));
        yield return (rates["without_papers"], first.Count, first.Count(person => person.Number.StartsWith('T')));
    }

    private static bool HasMonthlyMerit(SamplePerson person) => person.Facts.Exists(fact => fact.Code == "merit_allowance")
        || person.Awards.Exists(award => award.Benefit.StartsWith("ncc.", StringComparison.Ordinal) && award.Benefit is not ("ncc.tho_cung" or "ncc.dd.nha" or "ncc.hoc_nam.dh" or "ncc.tu_tran"));

    private static void Row(StringBuilder text, params string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(long tenths) => string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}.{tenths % 10}");
}
