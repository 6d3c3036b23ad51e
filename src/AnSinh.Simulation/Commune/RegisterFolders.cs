using System.Globalization;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

/// <summary>
/// Writes the commune as folders named by the day on which they reach the register (<c>2026-05-20</c> and later), each with the files of a registry import.
/// UTF-8, NFC, LF; the same commune always gives the same bytes.
/// </summary>
public static class RegisterFolders
{
    private static readonly string[] Sources =
    [
        "civil_status", "household_register", "disability_register", "poverty_list", "insurance_data", "merit_register", "health_data", "school_data", "facility_register", "area_list",
        "care_register", "justice_data",
    ];

    /// <summary>The files by path relative to the sample's folder.</summary>
    public static IReadOnlyDictionary<string, string> Files(SampleCommune commune)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var day in SampleCommune.LaterDays.Prepend(commune.Registered))
        {
            void Add(string name, string header, IEnumerable<string?[]> rows)
            {
                var text = new StringBuilder(header).Append('\n');
                var count = 0;
                foreach (var row in rows)
                {
                    text.AppendJoin(',', row.Select(Quoted)).Append('\n');
                    count++;
                }

                if (count > 0)
                {
                    files.Add($"{Iso(day)}/{name}.csv", text.ToString());
                }
            }

            Add("households", "household,commune,village,from", Households(commune, day));
            Add("persons", "number,full_name,born,sex,died,household,relation,member_from,member_to,ethnic_group", Persons(commune, day));
            Add("facts", "subject,code,value,from,to,source,evidence", Facts(commune, day));
            Add("awards", "number,benefit,decision_number,decided,applied,certificate,from,to,state,reason,place", Awards(commune, day));
            Add("accounts", "number,bank,account,holder,consent,from", Accounts(commune, day));
            Add("coverage", "source,commune,as_of", Sources.Select(source => new[] { source, commune.Code, Iso(day) }).Where(_ => day == commune.Registered));
        }

        return files;
    }

    private static IEnumerable<string?[]> Households(SampleCommune commune, DateOnly day)
    {
        foreach (var household in commune.Households)
        {
            if (day == commune.Registered)
            {
                yield return [household.Id, commune.Code, household.Village, "2021-07-01"];
            }

            if (household.MovedTo is { } moved && moved.Recorded == day)
            {
                yield return [household.Id, moved.Commune, "", Iso(moved.From)];
            }
        }
    }

    private static IEnumerable<string?[]> Persons(SampleCommune commune, DateOnly day) =>
        from person in commune.People
        where person.Recorded == day || person.Died?.Recorded == day
        let died = person.Died is { } death && death.Recorded <= day ? Iso(death.Day) : ""
        select new[]
        {
            person.Number, person.FullName, person.BornText, person.Sex == Sex.Male ? "male" : "female", died, person.Household.Id, person.Relation, Iso(person.MemberFrom), "",
            person.Ethnic.Name,
        };

    private static IEnumerable<string?[]> Facts(SampleCommune commune, DateOnly day) =>
        commune.Households.SelectMany(household => household.Facts.Select(fact => (Subject: household.Id, Fact: fact)))
            .Concat(commune.People.SelectMany(person => person.Facts.Select(fact => (Subject: person.Number, Fact: fact))))
            .Where(row => row.Fact.Recorded == day)
            .Select(row => new[] { row.Subject, row.Fact.Code, row.Fact.Value, Iso(row.Fact.From), Iso(row.Fact.To), row.Fact.Source, row.Fact.Evidence });

    private static IEnumerable<string?[]> Awards(SampleCommune commune, DateOnly day) =>
        from person in commune.People
        from award in person.Awards
        where award.Recorded == day
        select new[]
        {
            person.Number, award.Benefit, award.DecisionNumber, Iso(award.Decided), Iso(award.Applied), Iso(award.Certificate), award.From.ToString(), award.To?.ToString(),
            award.State, award.Reason, commune.Code,
        };

    private static IEnumerable<string?[]> Accounts(SampleCommune commune, DateOnly day) =>
        from person in commune.People
        from account in person.Accounts
        where account.Recorded == day
        select new[] { person.Number, account.Bank.Bin, account.Number, person.FullName, Iso(account.From), Iso(account.From) };

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string? field) =>
        field is null ? "" : field.AsSpan().ContainsAny(",\"\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
