using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Benchmarks.Payroll;

/// <summary>Import files of one commune in which everybody lives alone, is old, and has the social pension.</summary>
internal static class PayeeFiles
{
    public const string Commune = "16831";

    public static void Write(string folder, LawPack pack, int payees)
    {
        Directory.CreateDirectory(folder);
        using var households = Begin(folder, "households.csv", "household,commune,village,from");
        using var persons = Begin(folder, "persons.csv", "number,full_name,born,sex,died,household,relation,member_from,member_to,ethnic_group");
        using var awards = Begin(folder, "awards.csv", "number,benefit,decision_number,decided,applied,certificate,from,to,state,reason,place");
        using var accounts = Begin(folder, "accounts.csv", "number,bank,account,holder,consent,from");
        using var facts = Begin(folder, "facts.csv", "subject,code,value,from,to,source,evidence");
        using var coverage = Begin(folder, "coverage.csv", "source,commune,as_of");
        foreach (var source in pack.Facts.Sources.Where(source => source.Code != "survey"))
        {
            coverage.WriteLine($"{source.Code},{Commune},2027-02-28");
        }

        for (var payee = 0; payee < payees; payee++)
        {
            var (year, female) = (1931 + payee % 20, payee / 20 % 2);
            var number = string.Create(CultureInfo.InvariantCulture, $"001{female}{year % 100:00}{payee / 40:000000}");
            households.WriteLine($"H{payee},{Commune},,");
            persons.WriteLine($"{number},Nguyễn Văn Mẫu,{year}-03-05,{(female == 1 ? "female" : "male")},,H{payee},head,,,Kinh");
            awards.WriteLine($"{number},htxh.75,{payee}/QĐ,2026-04-01,2026-04-01,,2026-06,,,,");
            if (payee % 2 == 0)
            {
                accounts.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number},970436,{payee:0000000000},NGUYEN VAN MAU,2026-04-01,"));
            }
        }
    }

    private static StreamWriter Begin(string folder, string name, string header)
    {
        var file = new StreamWriter(Path.Combine(folder, name));
        file.WriteLine(header);
        return file;
    }
}
