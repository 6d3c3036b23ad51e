using System.Globalization;
using System.Text;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Simulation.Sweep;

namespace AnSinh.Web.Components;

/// <summary>The outlines of the 34 provinces with Hoàng Sa and Trường Sa, in the units of the map. Source and licence: data/geo/README.md.</summary>
public static class ProvinceShapes
{
    private const decimal West = 102.1m;
    private const decimal North = 23.45m;
    private const decimal Scale = 36;

    /// <summary>Cosine of 16 degrees north: how much narrower a degree of longitude is than one of latitude.</summary>
    private const decimal Narrow = 0.9613m;

    private static readonly Lazy<IReadOnlyList<(PlaceCode Code, string Path)>> Loaded = new(Load);

    public static IReadOnlyList<(PlaceCode Code, string Path)> All => Loaded.Value;

    private static List<(PlaceCode, string)> Load()
    {
        using var stream = typeof(RegisterSweep).Assembly.GetManifestResourceStream("geo/provinces34.geojson")!;
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. from feature in document.RootElement.GetProperty("features").EnumerateArray()
               let geometry = feature.GetProperty("geometry")
               let polygons = geometry.GetProperty("type").GetString() == "Polygon" ? [geometry.GetProperty("coordinates")] : geometry.GetProperty("coordinates").EnumerateArray().ToArray()
               select (PlaceCode.Parse(feature.GetProperty("properties").GetProperty("code").GetString()!), PathOf(polygons)),
        ];
    }

    private static string PathOf(IEnumerable<JsonElement> polygons)
    {
        var path = new StringBuilder();
        foreach (var ring in polygons.SelectMany(polygon => polygon.EnumerateArray()))
        {
            var points = ring.EnumerateArray().Select(point => (
                X: (int)decimal.Round((point[0].GetDecimal() - West) * Scale * Narrow),
                Y: (int)decimal.Round((North - point[1].GetDecimal()) * Scale))).ToList();
            var (x, y) = points[0];
            path.Append(CultureInfo.InvariantCulture, $"M{x} {y}");
            if (points.Max(point => point.X) - points.Min(point => point.X) < 2 && points.Max(point => point.Y) - points.Min(point => point.Y) < 2)
            {
                // Too small to see: a dot, so that no island is lost.
                path.Append("h2v2h-2z");
                continue;
            }

            foreach (var (nextX, nextY) in points.Skip(1).Where(point => point != (x, y)))
            {
                if (nextX != x || nextY != y)
                {
                    path.Append(CultureInfo.InvariantCulture, $"l{nextX - x} {nextY - y}");
                    (x, y) = (nextX, nextY);
                }
            }

            path.Append('z');
        }

        return path.ToString();
    }
}
