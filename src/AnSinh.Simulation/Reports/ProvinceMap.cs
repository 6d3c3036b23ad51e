using System.Globalization;
using System.Text;
using System.Text.Json;
using AnSinh.Law;

namespace AnSinh.Simulation.Reports;

/// <summary>
/// The 34 provinces, with Hoàng Sa in Đà Nẵng and Trường Sa in Khánh Hòa. Outlines are drawn once a page and used by every map of it. Source and licence: data/geo/README.md.
/// </summary>
internal sealed class ProvinceMap
{
    private const double West = 102.1;
    private const double North = 23.45;
    private const double Scale = 36;

    /// <summary>Cosine of 16 degrees north: how much narrower a degree of longitude is than one of latitude.</summary>
    private const double Narrow = 0.9613;
    private const int Width = 552;
    private const int Height = 600;
    private const int Shown = 344;
    private const int Shades = 5;

    private readonly List<(string Code, string Name, string Path)> _provinces = [];

    public ProvinceMap()
    {
        using var stream = typeof(ProvinceMap).Assembly.GetManifestResourceStream("geo/provinces34.geojson")!;
        using var document = JsonDocument.Parse(stream);
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var (properties, geometry) = (feature.GetProperty("properties"), feature.GetProperty("geometry"));
            var path = new StringBuilder();
            foreach (var polygon in geometry.GetProperty("type").GetString() == "Polygon" ? [geometry.GetProperty("coordinates")] : geometry.GetProperty("coordinates").EnumerateArray().ToArray())
            {
                foreach (var ring in polygon.EnumerateArray())
                {
                    Ring(path, [.. ring.EnumerateArray().Select(point => ((int)Math.Round((point[0].GetDouble() - West) * Scale * Narrow), (int)Math.Round((North - point[1].GetDouble()) * Scale)))]);
                }
            }

            _provinces.Add((properties.GetProperty("code").GetString()!, properties.GetProperty("name").GetString()!, path.ToString()));
        }
    }

    /// <summary>The outlines for the whole page.</summary>
    public string Outlines => $"<svg width=\"0\" height=\"0\" aria-hidden=\"true\" style=\"position:absolute\"><defs>{string.Concat(_provinces.Select(province => $"<path id=\"p{province.Code}\" d=\"{province.Path}\"/>"))}</defs></svg>\n";

    /// <summary>Provinces shaded by a value in five equal steps from zero to the largest, teal above zero and red below.</summary>
    public string Draw(string caption, string unit, IReadOnlyDictionary<PlaceCode, decimal> values, PageStyle page)
    {
        var most = Math.Max(1, values.Values.Select(Math.Abs).DefaultIfEmpty().Max());
        var svg = new Svg(Width, Height + 24, Shown);
        foreach (var (code, name, _) in _provinces)
        {
            var value = values.TryGetValue(PlaceCode.Parse(code), out var known) ? known : (decimal?)null;
            var step = value is { } number ? (int)Math.Ceiling(Math.Abs(number) / most * Shades) : 0;
            var style = value is null ? "none" : step == 0 ? "zero" : string.Create(CultureInfo.InvariantCulture, $"{(value < 0 ? "r" : "t")}{step}");
            svg.Raw($"<use href=\"#p{code}\" class=\"pr {style}\"><title>{Svg.Encode($"{name}: {(value is { } shown ? page.Count(shown) : "–")} {unit}")}</title></use>");
        }

        svg.Text(374, 232, "Hoàng Sa", "big").Text(434, 418, "Trường Sa", "big");
        Legend(svg, most, values.Values.Any(value => value < 0), page, unit);
        return svg.Figure(caption, string.Join("; ", values.OrderBy(value => value.Key).Select(value => $"{_provinces.Find(province => province.Code == value.Key.Value).Name}: {page.Count(value.Value)}")), page.Mark);
    }

    private static void Legend(Svg svg, decimal most, bool anyBelow, PageStyle page, string unit)
    {
        svg.Text(318, 20, unit, "big");
        for (var step = 1; step <= Shades; step++)
        {
            var top = 8 + (step * 22);
            svg.Bar(318, top, 22, 16, string.Create(CultureInfo.InvariantCulture, $"t{step}")).Text(346, top + 14, $"≤ {page.Count(Math.Round(most * step / Shades))}", "big");
            if (anyBelow)
            {
                svg.Bar(446, top, 22, 16, string.Create(CultureInfo.InvariantCulture, $"r{step}")).Text(474, top + 14, $"≥ −{page.Count(Math.Round(most * step / Shades))}", "big");
            }
        }
    }

    /// <summary>A ring, without points that fall together; what is too small to see becomes a dot, so that no island is lost.</summary>
    private static void Ring(StringBuilder path, List<(int X, int Y)> points)
    {
        var (x, y) = points[0];
        if (points.Max(point => point.X) - points.Min(point => point.X) < 2 && points.Max(point => point.Y) - points.Min(point => point.Y) < 2)
        {
            path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h2v2h-2z");
            return;
        }

        path.Append(CultureInfo.InvariantCulture, $"M{x} {y}");
        foreach (var (nextX, nextY) in points.Skip(1))
        {
            if (nextX != x || nextY != y)
            {
                path.Append(CultureInfo.InvariantCulture, $"l{nextX - x} {nextY - y}");
                (x, y) = (nextX, nextY);
            }
        }

        path.Append('z');
    }
}
