using AnSinh.Simulation.Reports;
using AnSinh.Simulation.Runs;

namespace AnSinh.Cli.Commands.Simulate;

/// <summary>The main figures for the screen.</summary>
internal static class SimulationText
{
    private static readonly string[] Shown = ["summary", "funds", "adequacy", "poverty", "arrears"];

    public static void Write(SimulationResult result, ReportTables tables)
    {
        foreach (var note in ReportNotes.All(result))
        {
            Console.WriteLine(note.In(Say.Vietnamese));
        }

        foreach (var table in tables.All.Where(table => Shown.Contains(table.Id)))
        {
            Console.WriteLine();
            Console.WriteLine(table.Title.In(Say.Vietnamese).ToUpperInvariant());
            foreach (var row in table.Rows)
            {
                Console.WriteLine(string.Join(" · ", table.Columns.Index().Where(column => column.Item.Unit == ReportUnit.Text).Select(column => row[column.Index].Text?.In(Say.Vietnamese))));
                foreach (var (index, column) in table.Columns.Index().Where(column => row[column.Index].Number is not null))
                {
                    var error = row[index].Error is { } known ? $" ± {ReportNumbers.Full(known, column.Unit, Say.Vietnamese)}" : "";
                    Console.WriteLine($"    {column.Heading(Say.Vietnamese),-52} {ReportNumbers.Full(row[index].Number!.Value, column.Unit, Say.Vietnamese),24}{error}");
                }
            }
        }

        var (cells, decided) = (result.Cells.Sum(cell => (long)cell.Cells), result.Cells.Sum(cell => (long)cell.Decided));
        Console.WriteLine();
        Console.WriteLine(Say.Text(
            $"Tính theo ô: {result.Cells.Count} bộ (luật, tháng), {ReportNumbers.Full(cells, ReportUnit.Count, true)} ô, {ReportNumbers.Full(decided, ReportUnit.Count, true)} hộ quyết định riêng.",
            $"By cells: {result.Cells.Count} sets (law, month), {ReportNumbers.Full(cells, ReportUnit.Count, false)} cells, {ReportNumbers.Full(decided, ReportUnit.Count, false)} households decided."));
    }
}
