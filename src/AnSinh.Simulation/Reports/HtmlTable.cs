using System.Globalization;
using System.Text;
using AnSinh.Simulation.Runs;

namespace AnSinh.Simulation.Reports;

/// <summary>A table of the page: columns of one scenario stand under its name; amounts in million đồng.</summary>
internal static class HtmlTable
{
    private const int LongTable = 14;
    private const int ShortText = 18;

    public static void Write(StringBuilder text, ReportTable table, PageStyle page, IReadOnlyList<Scenario> scenarios)
    {
        var anyMoney = table.Columns.Any(column => column.Unit == ReportUnit.Dong);
        text.Append(table.Rows.Count > LongTable ? "<div class=\"wide tall\" tabindex=\"0\"><table>" : "<div class=\"wide\"><table>");
        if (anyMoney)
        {
            text.Append(CultureInfo.InvariantCulture, $"<caption>{page.Say("Số tiền: triệu đồng", "Amounts: million đồng")}</caption>");
        }

        text.Append("<thead>");
        if (table.Columns.Any(column => column.Scenario.Length > 0))
        {
            text.Append("<tr>");
            for (var at = 0; at < table.Columns.Count;)
            {
                var scenario = table.Columns[at].Scenario;
                var span = table.Columns.Skip(at).TakeWhile(column => column.Scenario == scenario).Count();
                var name = scenarios.FirstOrDefault(known => known.Id == scenario) is { } found ? page.Say(found.Name) : "";
                text.Append(CultureInfo.InvariantCulture, $"<th colspan=\"{span}\" class=\"{(name.Length > 0 ? "over" : "")}\">{Svg.Encode(name)}</th>");
                at += span;
            }

            text.Append("</tr>");
        }

        text.Append("<tr>").AppendJoin("", table.Columns.Select(column => $"<th{(column.Unit == ReportUnit.Text ? "" : " class=\"n\"")}>{Svg.Encode(page.Say(column.Name))}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            text.Append("<tr>").AppendJoin("", row.Select((cell, index) => Cell(cell, table.Columns[index], page))).Append("</tr>\n");
        }

        text.Append("</tbody></table></div>\n");
    }

    private static string Cell(ReportCell cell, ReportColumn column, PageStyle page)
    {
        if (cell.Number is not { } number)
        {
            var text = cell.Text?.In(page.Vietnamese) ?? "–";
            return $"<td{(column.Unit != ReportUnit.Text ? " class=\"n\"" : text.Length > ShortText ? " class=\"t\"" : "")}>{Svg.Encode(text)}</td>";
        }

        var error = cell.Error is { } known ? $"<small> ± {ReportNumbers.Short(known, column.Unit, page.Vietnamese)}</small>" : "";
        var isChange = column.Id.StartsWith("change", StringComparison.Ordinal) && number != 0;
        return $"<td class=\"n{(isChange ? number > 0 ? " up" : " down" : "")}\">{(isChange && number > 0 ? "+" : "")}{ReportNumbers.Short(number, column.Unit, page.Vietnamese)}{error}</td>";
    }
}
