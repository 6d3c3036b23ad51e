using System.Runtime.CompilerServices;
using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>The provinces of a population, in order, and the place of each household profile's among them. Worked out once for a dictionary: a nation has many profiles.</summary>
internal sealed class ProvincePlaces
{
    private static readonly ConditionalWeakTable<PeopleDictionary, ProvincePlaces> Known = [];

    private ProvincePlaces(PeopleDictionary dictionary)
    {
        Provinces = [.. dictionary.Households.Select(profile => profile.Province).Distinct().Order()];
        var places = Provinces.Index().ToDictionary(province => province.Item, province => province.Index);
        OfProfile = [.. dictionary.Households.Select(profile => places[profile.Province])];
    }

    public IReadOnlyList<PlaceCode> Provinces { get; }

    /// <summary>By household profile.</summary>
    public int[] OfProfile { get; }

    public static ProvincePlaces Of(PeopleDictionary dictionary) => Known.GetValue(dictionary, made => new ProvincePlaces(made));
}
