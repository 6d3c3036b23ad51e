using System.Globalization;
using System.Text;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Runs;

namespace AnSinh.Simulation.Reports;

/// <summary>The report as one page that needs nothing else: pictures drawn into it, each followed by its table.</summary>
public sealed class ReportHtml
{
    private const int MostBenefits = 8;

    private readonly SimulationResult _result;
    private readonly ReportTables _tables;
    private readonly ReportFigures _figures;
    private readonly PageStyle _page;
    private readonly BarCharts _bars;
    private readonly StringBuilder _text = new();

    private ReportHtml(SimulationResult result, ReportTables tables, bool vietnamese)
    {
        (_result, _tables, _figures) = (result, tables, new ReportFigures(result));
        _page = new PageStyle(vietnamese, ReportNotes.Mark(result)?.In(vietnamese));
        _bars = new BarCharts(_page);
    }

    public static string Write(SimulationResult result, ReportTables tables, bool vietnamese) => new ReportHtml(result, tables, vietnamese).Page();

    private string Page()
    {
        var period = _result.Inputs.Period;
        var title = _page.Say("Mô phỏng đề xuất sửa luật", "Simulation of reforms");
        var months = period.First == period.Last ? _page.Say("tháng ", "") + Month(period.First) : _page.Say($"tháng {Month(period.First)} đến tháng {Month(period.Last)}", $"{Month(period.First)} to {Month(period.Last)}");
        _text.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{_page.Say("vi", "en")}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{E(title)}</title><style>{ReportStyle.Css}</style></head><body>
            <h1>{E(title)}</h1><p class="muted">{E(months)} · {E(string.Join("; ", _figures.Reforms.Select(reform => _page.Say(reform.Scenario.Name))))}</p>

            """);
        if (_page.Mark is { } mark)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<p class=\"banner\">{E(mark)}</p>\n");
        }

        Cards();
        _text.Append("<section class=\"notes\"><ul>").AppendJoin("", ReportNotes.All(_result).Where(note => _page.Say(note) != _page.Mark).Select(note => $"<li>{E(_page.Say(note))}</li>")).Append("</ul></section>\n");
        Section(_tables.Find("summary"), _figures.Reforms.Count == 0 ? [] : [_bars.Changes(_page.Say("Thay đổi chi phí so với pháp luật hiện hành", "Change of cost against the law as it is"), [.. _figures.Reforms.Select(reform => (_page.Say(reform.Scenario.Name), (decimal)_figures.Change(reform)))], 900)]);
        Section(_tables.Find("benefits"), [.. _figures.Reforms.Select(ByBenefit).OfType<string>()]);
        Section(_tables.Find("funds"), []);
        Section(_tables.Find("months"), Steps());
        Section(_tables.Find("arrears"), []);
        var map = new ProvinceMap();
        _text.Append(map.Outlines);
        Section(_tables.Find("provinces"), [.. _figures.Reforms.Select(reform => Map(map, reform))]);
        Section(_tables.Find("changes"), [.. _figures.Reforms.Select(Gains)]);
        Section(_tables.Find("adequacy"), []);
        Section(_tables.Find("poverty"), PovertyBars());
        Section(_tables.Find("grades"), []);
        Section(_tables.Find("parameters"), []);
        Section(_tables.Find("cells"), []);
        return _text.Append("</body></html>\n").ToString();
    }

    private void Cards()
    {
        _text.Append("<div class=\"cards\">\n");
        foreach (var reform in _figures.Reforms)
        {
            var change = _figures.Change(reform);
            var (gain, lose) = (reform.Gainers.Households.Sum().Whole(), reform.Losers.Households.Sum().Whole());
            var reached = reform.Reached.Persons.Sum().Whole() - _result.Baseline.Reached.Persons.Sum().Whole();
            var cost = _figures.Cost(_result.Baseline);
            _text.Append(CultureInfo.InvariantCulture, $"<article><h2>{E(_page.Say(reform.Scenario.Name))}</h2><p class=\"muted\">{E(_page.Say(reform.Scenario.Reform!.Purpose))}</p><p class=\"big\">{E(_page.Signed(change))}{(cost == 0 ? "" : $" <small>({(change >= 0 ? "+" : "−")}{ReportNotes.Number(Math.Abs(100m * change / cost), _page.Vietnamese, 2)} %)</small>")}</p><ul>");
            _text.Append(CultureInfo.InvariantCulture, $"<li>{E(_page.Say($"{_page.Count(gain)} hộ được thêm, {_page.Count(lose)} hộ bị bớt", $"{_page.Count(gain)} households gain, {_page.Count(lose)} lose"))}</li><li>{E(_page.Say($"{(reached >= 0 ? "thêm" : "bớt")} {_page.Count(Math.Abs(reached))} người được hưởng", $"{_page.Count(Math.Abs(reached))} {(reached >= 0 ? "more" : "fewer")} people reached"))}</li>");
            if (reform.ArrearsMonths.Count > 0)
            {
                var arrears = reform.ArrearsMonths.Sum(month => _figures.Arrears(reform, month));
                _text.Append(CultureInfo.InvariantCulture, $"<li>{E(_page.Say($"truy lĩnh {reform.ArrearsMonths.Count} tháng: {_page.Signed(arrears)}", $"arrears of {reform.ArrearsMonths.Count} months: {_page.Signed(arrears)}"))}</li>");
            }

            _text.Append("</ul></article>\n");
        }

        _text.Append("</div>\n");
    }

    private void Section(ReportTable? table, IReadOnlyList<string> figures)
    {
        if (table is null || (table.Rows.Count == 0 && figures.Count == 0))
        {
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"<section id=\"{table.Id}\"><h2>{E(_page.Say(table.Title))}</h2>\n");
        if (table.Note is { } note)
        {
            _text.Append(CultureInfo.InvariantCulture, $"<p class=\"muted\">{E(_page.Say(note))}</p>\n");
        }

        if (figures.Count > 0)
        {
            _text.Append("<div class=\"figures").Append(table.Id == "provinces" ? " maps" : "").Append("\">\n").AppendJoin("", figures).Append("</div>\n");
        }

        HtmlTable.Write(_text, table, _page, [.. _result.Scenarios.Select(scenario => scenario.Scenario)]);
        _text.Append("</section>\n");
    }

    private string? ByBenefit(ScenarioResult reform)
    {
        var changes = _figures.Benefits.Select(benefit => (_page.Say(benefit.Name), (decimal)_figures.Change(reform, cell => cell.Benefit == benefit.Id))).Where(row => row.Item2 != 0).OrderByDescending(row => Math.Abs(row.Item2)).ToList();
        var others = changes.Skip(MostBenefits).Sum(row => row.Item2);
        var rows = changes.Take(MostBenefits).Concat(changes.Count > MostBenefits ? [(_page.Say($"{changes.Count - MostBenefits} chế độ khác", $"{changes.Count - MostBenefits} other benefits"), others)] : []).ToList();
        return rows.Count == 0 ? null : _bars.Changes(_page.Say(reform.Scenario.Name), rows, 520);
    }

    private List<string> Steps()
    {
        var (charts, steps, end) = (new List<string>(), new StepChart(_page), _result.Inputs.Period.Last.Next);
        if (_result.Inputs.Period.Run.Count > 2 && _figures.Reforms.Count > 0)
        {
            charts.Add(steps.Draw(
                _page.Say("Thay đổi chi phí mỗi tháng so với pháp luật hiện hành", "Change of monthly cost against the law as it is"),
                [.. _figures.Reforms.Select(reform => new StepChart.Series(_page.Say(reform.Scenario.Name), [.. _result.Inputs.Period.Run.Skip(1).Select(month => (month, (decimal)_figures.Arrears(reform, month)))]))], end, 900, 300));
        }

        foreach (var (reform, patch) in _figures.Reforms.SelectMany(reform => reform.Scenario.Reform!.Parameters.Select(patch => (reform.Scenario.Reform, patch))).DistinctBy(pair => (pair.Reform.Id, pair.patch.Parameter, pair.patch.Place)))
        {
            var (parameter, knownAt) = (_result.Inputs.Law.Parameters.Find(patch.Parameter)!, _result.Inputs.Period.KnownAt);
            var after = new ReformedLaw(_result.Inputs.Law, reform);
            if (parameter.Keys is not null || !parameter.Unit.StartsWith(OutcomePay.Dong, StringComparison.Ordinal) || parameter.At(_result.Inputs.Period.Last, knownAt, patch.Place ?? default) is null)
            {
                continue;
            }

            var first = parameter.Values.Min(value => value.From);
            charts.Add(steps.Draw(
                $"{_page.Say(parameter.Name)}: {_page.Say(reform.Name)}",
                [
                    new(_page.Say("Pháp luật hiện hành", "The law as it is"), History(month => parameter.At(month, knownAt, patch.Place ?? default)?.Value)),
                    new(_page.Say(reform.Name), History(month => after.For(month, knownAt).Parameters.Find(patch.Parameter)!.At(month, knownAt, patch.Place ?? default)?.Value)),
                ], end, 520, 260));

            List<(BenefitMonth, decimal)> History(Func<BenefitMonth, decimal?> value)
            {
                var history = new List<(BenefitMonth From, decimal Value)>();
                foreach (var month in first.To(_result.Inputs.Period.Last))
                {
                    if (value(month) is { } number && (history.Count == 0 || history[^1].Value != number))
                    {
                        history.Add((month, number));
                    }
                }

                return history;
            }
        }

        return charts;
    }

    private string Map(ProvinceMap map, ScenarioResult reform)
    {
        var table = _tables.Find("provinces")!;
        return map.Draw(
            _page.Say(reform.Scenario.Name), _page.Say("đồng/người dân/tháng", "VND a head, monthly"),
            _result.Provinces.Index().ToDictionary(province => province.Item, province => table.Number(province.Index, $"per_head:{reform.Scenario.Id}")), _page);
    }

    private string Gains(ScenarioResult reform)
    {
        var table = _tables.Find("changes")!;
        return _bars.GainsAndLosses(
            _page.Say(reform.Scenario.Name), [.. table.Rows.Select((row, index) => (_page.Say(row[0].Text!), table.Number(index, $"gain:{reform.Scenario.Id}"), table.Number(index, $"lose:{reform.Scenario.Id}")))], 520);
    }

    private List<string> PovertyBars() => _tables.Find("poverty") is { } table
        ? [.. table.Columns.Skip(1).Select(column => _bars.Measures(
            _page.Say(column.Name), [.. table.Rows.Select((row, index) => (_page.Say(row[0].Text!), table.Number(index, column.Id), ReportNumbers.Full(table.Number(index, column.Id), column.Unit, _page.Vietnamese)))], 520))]
        : [];

    private string Month(BenefitMonth month) => string.Create(CultureInfo.InvariantCulture, $"{month.Month:00}/{month.Year}");

    private static string E(string text) => Svg.Encode(text);
}
