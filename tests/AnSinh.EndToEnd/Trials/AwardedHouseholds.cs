namespace AnSinh.EndToEnd.Trials;

/// <summary>The sample commune without the households in which nobody has an award: the payroll is the same, and a quarter of the rows is imported, copied and compared.</summary>
internal static class AwardedHouseholds
{
    public static void Write(string folder)
    {
        var sample = Path.Combine(Program.Root, "samples", "xa-mau", "2026-05-20");
        Directory.CreateDirectory(folder);
        var persons = Rows(sample, "persons.csv");
        var awarded = Rows(sample, "awards.csv").Skip(1).Select(row => row.Split(',')[0]).ToHashSet(StringComparer.Ordinal);
        var households = persons.Where(row => awarded.Contains(row.Split(',')[0])).Select(Household).ToHashSet(StringComparer.Ordinal);
        var kept = persons.Skip(1).Where(row => households.Contains(Household(row))).Select(row => row.Split(',')[0]).Concat(households).ToHashSet(StringComparer.Ordinal);
        foreach (var name in new[] { "households.csv", "persons.csv", "awards.csv", "accounts.csv", "facts.csv" })
        {
            File.WriteAllLines(Path.Combine(folder, name), Rows(sample, name).Where((row, index) => index == 0 || kept.Contains(row.Split(',')[0])));
        }

        File.Copy(Path.Combine(sample, "coverage.csv"), Path.Combine(folder, "coverage.csv"));
    }

    private static string[] Rows(string sample, string name) => File.ReadAllLines(Path.Combine(sample, name));

    private static string Household(string person) => person.Split(',')[5];
}
