using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Report;

/// <summary>
/// A statutory report of a province: the sums of its communes' reports on the same review. Tables by village become tables by commune; percentages are worked out from the sums. Communes that have
/// not opened the review are counted and named, never taken as zero.
/// </summary>
public sealed class ProvinceReport : StatutoryReport
{
    private readonly string _title;
    private readonly string _english;

    /// <param name="book">The reviews.</param>
    /// <param name="province">The province.</param>
    /// <param name="form">What is reported.</param>
    /// <param name="period">Year and month (0: yearly) of the review; null for the last one of the kind that some commune of the province opened.</param>
    /// <exception cref="ReviewRefusedException">No commune of the province has opened such a review.</exception>
    public ProvinceReport(ReviewBook book, PlaceCode province, ReportForm form, (int Year, int Month)? period = null)
        : base(form)
    {
        var name = PlaceDirectory.VietNam.Find(province)?.Name ?? province.Value;
        var rounds = ReviewRounds.All(book).Where(round => round.Province == province && round.Kind == form.Procedure).ToList();
        var of = period ?? (rounds.Count == 0 ? default : rounds.Max(round => (round.Year, round.Month)));
        var wanted = rounds.Where(round => (round.Year, round.Month) == of).OrderBy(round => round.Commune).ToList();
        if (wanted.Count == 0)
        {
            throw new ReviewRefusedException($"{name}: chưa xã nào mở đợt rà soát này", $"{name}: no commune has opened such a review", province.Value);
        }

        Area = province;
        Id = FormattableString.Invariant($"{of.Year}{(of.Month == 0 ? "" : FormattableString.Invariant($"-{of.Month:00}"))}-{province}");
        Communes = [.. wanted.Select(round => new ReviewReport(book, round, form))];
        var opened = wanted.Select(round => round.Commune).ToHashSet();
        Without = [.. PlaceDirectory.VietNam.CommunesOn(book.Today).Where(place => place.Province == province && !opened.Contains(place.Code)).OrderBy(place => place.Code)];
        _title = $"{wanted[0].Title(vietnamese: true)}, {name}: {Communes.Count} xã có số liệu, {Without.Count} xã chưa có";
        _english = $"{wanted[0].Title(vietnamese: false)}, {name}: {Communes.Count} communes with figures, {Without.Count} without";
        Tables = [.. form.Tables.Select((table, index) => Figures(table, index))];
    }

    public override PlaceCode Area { get; }
    public override string Id { get; }

    /// <summary>The communes' reports that are summed, by code.</summary>
    public IReadOnlyList<ReviewReport> Communes { get; }

    /// <summary>Communes of the province that have not opened the review.</summary>
    public IReadOnlyList<Place> Without { get; }

    public override IReadOnlyList<ReportFigures> Tables { get; }

    public override string Title(bool vietnamese) => vietnamese ? _title : _english;

    /// <summary>The cells of the communes that a cell sums, down to the households; one where the cell is in the line of a commune.</summary>
    public IReadOnlyList<(ReviewReport Commune, ReportCell Cell)> Behind(ReportCell cell)
    {
        for (var table = 0; table < Tables.Count; table++)
        {
            var lines = Tables[table].Lines;
            for (var row = 0; row < lines.Count; row++)
            {
                if (lines[row].Cells.ToList().IndexOf(cell) is var column and >= 0)
                {
                    var communes = Tables[table].Table.ByVillage && row < Communes.Count ? [Communes[row]] : Communes;
                    return [.. communes.Select(commune => (commune, LineOf(commune, table, row).Cells[column]))];
                }
            }
        }

        return [];
    }

    public static string NameOf(ReviewReport commune) => PlaceDirectory.VietNam.Find(commune.Area)?.Name ?? commune.Area.Value;

    /// <summary>The line of a commune that goes into a line of the province: its last, the total, in tables by village.</summary>
    private static ReportLine LineOf(ReviewReport commune, int table, int row) => commune.Tables[table] is { Table.ByVillage: true } byVillage ? byVillage.Lines[^1] : commune.Tables[table].Lines[row];

    private ReportFigures Figures(ReportTable table, int number)
    {
        IEnumerable<(string Label, IReadOnlyList<ReviewReport> Of)> lines = table.ByVillage
            ? Communes.Select(commune => (NameOf(commune), (IReadOnlyList<ReviewReport>)[commune])).Append(("Toàn tỉnh", Communes))
            : table.Rows.Select(row => (row.Label.Vi, Communes));
        return new(table with { Name = table.NameOfProvince }, [.. lines.Select((line, row) => Line(table, line.Label, RowName(number + 1, row + 1), column =>
        {
            var cells = line.Of.Select(commune => LineOf(commune, number, row).Cells[column]).ToList();
            return (cells.Sum(cell => cell.Number!.Value), [.. cells.SelectMany(cell => cell.Households)]);
        }))]);
    }
}
