using AnSinh.Casework.Letters;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Letters;

/// <summary>The notices to everybody whom a run pays for earlier months.</summary>
internal static class ArrearsLetters
{
    /// <param name="book">Books and register.</param>
    /// <param name="run">The run that pays.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="scope">What the reader may see.</param>
    /// <param name="chair">Who signs.</param>
    public static IEnumerable<Letter> Of(PayrollBook book, PayrollRun run, IReadOnlyList<PayLine> lines, AreaScope scope, string chair)
    {
        var snapshot = book.Register.At(run.RegistryNumber);
        var people = lines.Where(line => line.Kind == LineKind.Arrears).GroupBy(line => line.Person).ToList();
        var letters = new Letter?[people.Count];
        // What a letter needs of the register is asked for person by person: on all cores.
        AllCores.Each(people.Count, index => letters[index] = Of(book.Pack, snapshot, run, people[index].Key, index + 1, [.. people[index]], scope, chair));
        return letters.OfType<Letter>();
    }

    /// <returns>Null where the person's file lies outside what the reader may see.</returns>
    private static Letter? Of(LawPack pack, RegistrySnapshot snapshot, PayrollRun run, PersonId person, int number, IReadOnlyList<PayLine> lines, AreaScope scope, string chair)
    {
        if (AwardLetters.PersonOf(snapshot, scope, person, run.CutOff) is not { } about)
        {
            return null;
        }

        var place = run.Area.IsCommune ? run.Area : snapshot.ResidenceOf(scope, person, run.CutOff)?.Commune ?? run.Area;
        var notice = new ArrearsNotice(
            pack, AwardLetters.OfficeOf(place, chair), $"{number}/TB-UBND", run.CutOff, about, run.Month,
            string.Join("; ", lines.Select(line => MonthReportHtml.Reason(line.Reason)).Distinct()), [.. lines.SelectMany(line => line.Refs.Split("; ")).Distinct()],
            [.. lines.OrderBy(line => line.Month.Index).Select(line => new ArrearsRow(NameOf(pack, line.Benefit), line.Month, line.Due, line.Due - line.Amount, line.Amount))]);
        return new Letter(LetterKind.Arrears, person, $"truy-linh-{person}.html", notice.Write());
    }

    /// <summary>The notice goes through several hands: where the name would tell an illness it names the point of law.</summary>
    private static string NameOf(LawPack pack, BenefitId id) =>
        pack.Benefits.Find(id) is not { } benefit ? id.Value : pack.IsDiscreet(id) ? $"{benefit.Programme.Name.Vi}, {benefit.Ref}" : benefit.Name.Vi;
}
