using AnSinh.Casework.Letters;
using AnSinh.Casework.Review.Papers;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Sheets;
using AnSinh.Casework.Review.Store;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Steps;

/// <summary>Writes a village's forms: one page for print and one workbook to fill in without a line, with what the register knows.</summary>
public static class WriteForms
{
    /// <param name="book">The reviews.</param>
    /// <param name="round">The round.</param>
    /// <param name="village">One village; null for all.</param>
    /// <param name="again">Only households that must be assessed again.</param>
    /// <exception cref="ReviewRefusedException">Nothing to write.</exception>
    public static IReadOnlyList<ReviewFile> Execute(ReviewBook book, ReviewRound round, string? village, bool again)
    {
        var register = RoundRegister.Read(book, round.Commune, book.Today);
        var cases = ReviewCases.Read(book, round);
        var wanted = cases.All.Where(one => (village is null || one.Listed.Village == village) && (again ? one.MustBeAssessedAgain : one.Decision is null)).ToList();
        if (wanted.Count == 0)
        {
            throw new ReviewRefusedException(
                village is null ? "không có hộ nào cần phiếu" : $"thôn '{village}' không có hộ nào cần phiếu; các thôn: {string.Join(", ", cases.Villages)}",
                village is null ? "no household needs a form" : $"no household of '{village}' needs a form; villages: {string.Join(", ", cases.Villages)}");
        }

        var form = book.Law.Form(round.Form);
        var office = AwardLetters.OfficeOf(round.Commune, "");
        var workbook = new VillageWorkbook(book.Law.Pack, round, new SheetLayout(form));
        var files = new List<ReviewFile>();
        foreach (var group in wanted.GroupBy(one => one.Listed.Village))
        {
            var name = FileName(group.Key, cases.Villages) + (again ? "-lai" : "");
            files.Add(new ReviewFile($"{name}.xlsx", workbook.Write(office.Commune, group.Key, [.. group.Select(one => Row(register, round, one.Listed))], again: again)));
            files.Add(ReviewFile.Of(
                $"{name}.html",
                FormPages.Write(office, round, form, book.Law.StatusDefinition, group.Key, [.. group.Select(one => new FormLine(one.Listed, register.Find(one.Listed.Household), Row(register, round, one.Listed).Known))], workbook.Thresholds)));
        }

        return files;
    }

    internal static SheetRow Row(RoundRegister register, ReviewRound round, ReviewHousehold listed)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (register.Value(listed.Household, UrbanFact) is { Length: > 0 } urban)
        {
            known[UrbanFact] = urban;
        }
        else if (PlaceDirectory.VietNam.Find(round.Commune) is { } place)
        {
            // A ward (phường) is urban; xã are rural. Whoever fills in the form can change it.
            known[UrbanFact] = place.Name.StartsWith("Phường", StringComparison.Ordinal) ? "true" : "false";
        }

        return new SheetRow(listed.Household, register.HeadName(listed.Household), register.Find(listed.Household)?.Members.Count ?? 0, known);
    }

    private const string UrbanFact = "urban";

    /// <summary>The village's name as a file's; villages whose names fold to the same get a number.</summary>
    internal static string FileName(string village, IReadOnlyList<string> villages)
    {
        var same = villages.Where(other => SheetLayout.Slug(other) == SheetLayout.Slug(village)).ToList();
        return same.Count < 2 ? $"phieu-{SheetLayout.Slug(village)}" : FormattableString.Invariant($"phieu-{SheetLayout.Slug(village)}-{same.IndexOf(village) + 1}");
    }
}
