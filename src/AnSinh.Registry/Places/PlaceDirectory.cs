using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>A province or commune and the days on which it exists under this name.</summary>
public sealed record Place(PlaceCode Code, string Name, PlaceCode Province, DateRange Valid);

/// <summary>Where an abolished commune went: one of the communes that took it over, and how (whole, unchanged, renamed, part, ...).</summary>
public sealed record PlaceSuccessor(Place Place, string Kind);

/// <summary>How a commune code, old or new, is to be read today.</summary>
public abstract record PlaceReading
{
    /// <summary>A commune of today.</summary>
    public sealed record Current(Place Place) : PlaceReading;

    /// <summary>An abolished commune whose whole population went to one commune.</summary>
    public sealed record Forwarded(string OldName, Place Place) : PlaceReading;

    /// <summary>An abolished commune that was split: somebody must say where the household lives.</summary>
    public sealed record Split(string OldName, IReadOnlyList<PlaceSuccessor> Candidates) : PlaceReading;

    /// <summary>A commune abolished before the map begins.</summary>
    public sealed record Ended(string OldName, DateOnly LastListed) : PlaceReading;

    public sealed record Unknown : PlaceReading;
}

/// <summary>
/// The 34 provinces and 3,321 communes since 1 July 2025, and what became of those before. A code that stands for a commune of today is read as that commune,
/// also where an older commune carried it (all of those went, wholly or in part, to the one that has the code now).
/// </summary>
public sealed class PlaceDirectory
{
    private static readonly Lazy<PlaceDirectory> Loaded = new(() => new PlaceDirectory());

    private readonly Dictionary<string, List<Place>> _provinces;
    private readonly Dictionary<string, List<Place>> _communes;
    private readonly Lazy<ILookup<string, string[]>> _map;
    private readonly Lazy<Dictionary<string, string[]>> _ended;

    private PlaceDirectory()
    {
        _provinces = Rows("provinces.csv")
            .Select(row => new Place(PlaceCode.Parse(row[0]), row[1], PlaceCode.Parse(row[0]), Valid(row[2], row[3])))
            .GroupBy(place => place.Code.Value).ToDictionary(group => group.Key, group => group.ToList());
        _communes = Rows("communes.csv")
            .Select(row => new Place(PlaceCode.Parse(row[0]), row[1], PlaceCode.Parse(row[2]), Valid(row[3], row[4])))
            .GroupBy(place => place.Code.Value).ToDictionary(group => group.Key, group => group.ToList());
        _map = new(() => Rows("commune_map.csv").ToLookup(row => row[0]));
        _ended = new(() => Rows("communes_before_2025.csv").ToDictionary(row => row[0]));
    }

    public static PlaceDirectory VietNam => Loaded.Value;

    /// <summary>Every province there is or was since July 2025.</summary>
    public IEnumerable<PlaceCode> Provinces => _provinces.Values.Select(places => places[^1].Code);

    public IEnumerable<Place> ProvincesOn(DateOnly day) => On(_provinces, day);
    public IEnumerable<Place> CommunesOn(DateOnly day) => On(_communes, day);

    /// <summary>The place as it is today, or was last.</summary>
    public Place? Find(PlaceCode code) => (code.IsProvince ? _provinces : _communes).GetValueOrDefault(code.Value)?[^1];

    /// <exception cref="ArgumentException">Not a commune of today.</exception>
    public PlaceCode ProvinceOf(PlaceCode commune) =>
        Find(commune)?.Province ?? throw new ArgumentException($"{commune} is not a commune of today.", nameof(commune));

    /// <summary>Reads a commune code, old or new.</summary>
    public PlaceReading Read(PlaceCode code)
    {
        if (!code.IsCommune)
        {
            return new PlaceReading.Unknown();
        }

        if (Find(code) is { } place)
        {
            return new PlaceReading.Current(place);
        }

        var successors = _map.Value[code.Value].ToList();
        if (successors.Count == 0)
        {
            return _ended.Value.TryGetValue(code.Value, out var ended) ? new PlaceReading.Ended(ended[1], Day(ended[2])) : new PlaceReading.Unknown();
        }

        var people = successors.Count == 1 ? successors[0] : successors.FirstOrDefault(row => row[3] == "part_area_all_population");
        return people is not null
            ? new PlaceReading.Forwarded(people[1], Find(PlaceCode.Parse(people[2]))!)
            : new PlaceReading.Split(successors[0][1], [.. successors.Select(row => new PlaceSuccessor(Find(PlaceCode.Parse(row[2]))!, row[3]))]);
    }

    private static IEnumerable<Place> On(Dictionary<string, List<Place>> places, DateOnly day) =>
        places.Values.SelectMany(versions => versions).Where(place => place.Valid.Contains(day)).OrderBy(place => place.Code);

    private static DateRange Valid(string from, string to) => new(Day(from), to.Length == 0 ? null : Day(to));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The project's own files: no quoted fields, header first.</summary>
    private static IEnumerable<string[]> Rows(string file)
    {
        using var reader = new StreamReader(typeof(PlaceDirectory).Assembly.GetManifestResourceStream($"Places/{file}")!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }
}
