using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>Households of different kinds, the first met of each, with how many it stands for.</summary>
internal sealed class HouseholdKinds
{
    private readonly Dictionary<int, int> _places = [];
    private readonly List<PeopleBlock> _blocks = [];

    public int Count => _places.Count;

    public int Blocks => _blocks.Count;

    /// <summary>Counts a household of a block.</summary>
    /// <param name="kind">Number of its kind.</param>
    /// <param name="weight">Millionths of a household.</param>
    public void Add(int kind, in HouseholdAt household, long weight)
    {
        if (_places.TryGetValue(kind, out var place))
        {
            _blocks[place / PeopleBlock.Full].Weights[place % PeopleBlock.Full] += weight;
            return;
        }

        _places[kind] = _places.Count;
        if (_blocks.Count == 0 || _blocks[^1].Households == PeopleBlock.Full)
        {
            _blocks.Add(new PeopleBlock { Sizes = new byte[PeopleBlock.Full], HouseholdProfiles = new int[PeopleBlock.Full], Weights = new long[PeopleBlock.Full] });
        }

        var (target, block, size) = (_blocks[^1], household.Block, household.Size);
        (target.Born, target.Profiles, target.Links) = (Room(target.Born, target.Persons + size), Room(target.Profiles, target.Persons + size), Room(target.Links, target.LinkCount + household.Links.Length));
        (target.Sizes[target.Households], target.HouseholdProfiles[target.Households], target.Weights[target.Households]) = ((byte)size, block.HouseholdProfiles[household.Number], weight);
        block.Born.AsSpan(household.First, size).CopyTo(target.Born.AsSpan(target.Persons));
        block.Profiles.AsSpan(household.First, size).CopyTo(target.Profiles.AsSpan(target.Persons));
        foreach (var link in household.Links)
        {
            target.Links[target.LinkCount++] = link with { Person = link.Person - household.First + target.Persons };
        }

        target.Households++;
        target.Persons += size;
    }

    public void Add(HouseholdKinds others)
    {
        var kinds = new int[others.Count];
        foreach (var (kind, place) in others._places)
        {
            kinds[place] = kind;
        }

        foreach (var (number, block) in others._blocks.Index())
        {
            foreach (var household in block.InTurn())
            {
                Add(kinds[(number * PeopleBlock.Full) + household.Number], household, block.Weights[household.Number]);
            }
        }
    }

    /// <summary>Makes a block one of these. It shares their columns, and is for reading only.</summary>
    public void Read(int number, PeopleBlock block)
    {
        var from = _blocks[number];
        (block.Households, block.Persons, block.LinkCount, block.Incomes, block.EthnicGroups) = (from.Households, from.Persons, from.LinkCount, [], []);
        (block.Sizes, block.HouseholdProfiles, block.Born, block.Profiles, block.Links, block.Weights) = (from.Sizes, from.HouseholdProfiles, from.Born, from.Profiles, from.Links, from.Weights);
    }

    private static T[] Room<T>(T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, Math.Max(1_024, array.Length * 2)));
        }

        return array;
    }
}
