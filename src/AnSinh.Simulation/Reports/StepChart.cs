using System.Globalization;
using System.Text;
using AnSinh.Law;

namespace AnSinh.Simulation.Reports;

/// <summary>Values that hold from a month until the next one, one line a series.</summary>
internal sealed class StepChart(PageStyle page)
{
    private const int Left = 104;
    private const int Bottom = 62;
    private const int Top = 12;

    public sealed record Series(string Name, IReadOnlyList<(BenefitMonth From, decimal Value)> Steps);

    /// <param name="end">The month after the last shown.</param>
    public string Draw(string caption, IReadOnlyList<Series> series, BenefitMonth end, int width, int height)
    {
        var first = series.Min(one => one.Steps.Min(step => step.From));
        var (least, most) = (Math.Min(0, series.Min(one => one.Steps.Min(step => step.Value))), Math.Max(1, series.Max(one => one.Steps.Max(step => step.Value))));
        var legend = series.Count * 18;
        var (right, floor) = (width - 32, height - Bottom);
        double X(BenefitMonth month) => Left + ((month.Index - first.Index) * (double)(right - Left) / (end.Index - first.Index));
        double Y(decimal value) => floor - ((double)(value - least) / (double)(most - least) * (floor - Top));

        var svg = new Svg(width, height + legend);
        foreach (var tick in Enumerable.Range(0, 5).Select(tick => least + ((most - least) * tick / 4)))
        {
            svg.Line(Left, Y(tick), right, Y(tick), "grid").Text(Left - 6, Y(tick) + 4, page.Money(tick), "small end");
        }

        var months = end.Index - first.Index;
        for (var at = 0; at <= months; at += Math.Max(1, (months + 7) / 8))
        {
            svg.Line(X(first.AddMonths(at)), floor, X(first.AddMonths(at)), floor + 4).Text(X(first.AddMonths(at)), floor + 17, first.AddMonths(at) is var month ? string.Create(CultureInfo.InvariantCulture, $"{month.Month:00}/{month.Year}") : "", "small middle");
        }

        svg.Line(Left, Y(0), right, Y(0));
        foreach (var (index, one) in series.Index())
        {
            var path = new StringBuilder();
            foreach (var (at, step) in one.Steps.Index())
            {
                path.Append(CultureInfo.InvariantCulture, $"{(at == 0 ? "M" : "H")}{X(step.From):0.#}{(at == 0 ? " " : "V")}{Y(step.Value):0.#}");
            }

            var line = string.Create(CultureInfo.InvariantCulture, $"line s{index % 6}");
            svg.Raw(string.Create(CultureInfo.InvariantCulture, $"<path d=\"{path}H{X(end):0.#}\" class=\"{line}\"/>"));
            var top = floor + 34 + (index * 18);
            svg.Line(Left, top, Left + 26, top, line).Text(Left + 32, top + 4, Svg.Short(one.Name, 90), "name");
        }

        return svg.Figure(caption, string.Join("; ", series.Select(one => $"{one.Name}: {string.Join(", ", one.Steps.Select(step => $"{step.From} {page.Money(step.Value)}"))}")), page.Mark);
    }
}
