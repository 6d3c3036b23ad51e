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
        var number = 0;
        foreach (var person in lines.Where(line => line.Kind == LineKind.Arrears).GroupBy(line => line.Person))
        {
            number++;
            if (AwardLetters.PersonOf(snapshot, scope, person.Key, run.CutOff) is not { } about)
            {
                continue;
            }

            var place = snapshot.ResidenceOf(scope, person.Key, run.CutOff)?.Commune ?? run.Area;
            var notice = new ArrearsNotice(
                book.Pack, AwardLetters.OfficeOf(run.Area.IsCommune ? run.Area : place, chair), $"{number}/TB-UBND", run.CutOff, about, run.Month,
                string.Join("; ", person.Select(line => MonthReportHtml.Reason(line.Reason)).Distinct()), [.. person.SelectMany(line => line.Refs.Split("; ")).Distinct()],
                [.. person.OrderBy(line => line.Month.Index).Select(line => new ArrearsRow(NameOf(book.Pack, line.Benefit), line.Month, line.Due, line.Due - line.Amount, line.Amount))]);
            yield return new Letter(LetterKind.Arrears, person.Key, $"truy-linh-{person.Key}.html", notice.Write());
        }
    }

    /// <summary>The notice goes through several hands: where the name would tell an illness it names the point of law.</summary>
    private static string NameOf(LawPack pack, BenefitId id) =>
        pack.Benefits.Find(id) is not { } benefit ? id.Value : pack.IsDiscreet(id) ? $"{benefit.Programme.Name.Vi}, {benefit.Ref}" : benefit.Name.Vi;
}
