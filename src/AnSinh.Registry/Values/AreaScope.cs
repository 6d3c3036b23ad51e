using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>
/// The area somebody may see: everything, some provinces, or some communes. Every read of the register takes one and applies it inside the query, so
/// that lists, counts, look-ups and exports cannot reach further.
/// </summary>
public sealed class AreaScope
{
    public static readonly AreaScope All = new(null, null);

    /// <summary>Nobody's area: every read is empty.</summary>
    public static readonly AreaScope None = new([], []);

    private readonly SortedSet<PlaceCode>? _provinces;
    private readonly SortedSet<PlaceCode>? _communes;

    private AreaScope(IEnumerable<PlaceCode>? provinces, IEnumerable<PlaceCode>? communes)
    {
        _provinces = provinces is null ? null : [.. provinces];
        _communes = communes is null ? null : [.. communes];
    }

    /// <summary>The provinces (two digits) and communes (five) given, together.</summary>
    public static AreaScope Of(params IEnumerable<PlaceCode> places)
    {
        var all = places.ToList();
        return new(all.Where(place => place.IsProvince), all.Where(place => place.IsCommune));
    }

    /// <summary>Whether nothing lies outside.</summary>
    public bool IsEverything => _provinces is null || _communes is null;

    public bool Allows(PlaceCode commune, PlaceCode province) =>
        _provinces is null || _communes is null || _provinces.Contains(province) || _communes.Contains(commune);

    public override string ToString() =>
        _provinces is null || _communes is null ? "*" : string.Join(' ', _provinces.Concat(_communes));

    /// <summary>The condition on the columns commune and province of a table. Place codes are digits by construction.</summary>
    public string On(string alias)
    {
        if (_provinces is null || _communes is null)
        {
            return "1 = 1";
        }

        var either = new List<string>();
        if (_provinces.Count > 0)
        {
            either.Add($"{alias}.province in ({Quoted(_provinces)})");
        }

        if (_communes.Count > 0)
        {
            either.Add($"{alias}.commune in ({Quoted(_communes)})");
        }

        return either.Count == 0 ? "1 = 0" : $"({string.Join(" or ", either)})";
    }

    /// <summary>The few communes that are the whole area; null where it is more than these.</summary>
    internal IReadOnlyList<PlaceCode>? FewCommunes(int atMost) => _provinces is { Count: 0 } && _communes is { } communes && communes.Count <= atMost ? [.. communes] : null;

    /// <summary>The provinces in which something of the area lies; null stands for all.</summary>
    internal IReadOnlyList<PlaceCode>? ProvincesTouched() => _provinces is null || _communes is null ? null : [.. _provinces.Union(_communes.Select(commune => PlaceDirectory.VietNam.Find(commune)?.Province).OfType<PlaceCode>())];

    private static string Quoted(IEnumerable<PlaceCode> places) => string.Join(", ", places.Select(place => $"'{place.Value}'"));
}
