using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>A block being drawn, with the profiles it needs; used again for the next.</summary>
internal sealed class DrawnBlock
{
    /// <summary>Facts that name members, in the order by which links name them.</summary>
    public static readonly string[] LinkFacts = ["spouse", "raised_by", "supporter", "carer"];

    private readonly Dictionary<ulong, int> _personNumbers = [];
    private readonly Dictionary<HouseholdProfile, int> _householdNumbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<PersonProfile> _persons = [];
    private readonly List<HouseholdProfile> _households = [];

    public DrawnBlock() => Dictionary = new PeopleDictionary(_persons, _households, LinkFacts);

    public PeopleBlock Block { get; } = new()
    {
        Sizes = new byte[PeopleBlock.Full],
        HouseholdProfiles = new int[PeopleBlock.Full],
        EthnicGroups = new byte[PeopleBlock.Full],
        Born = new ushort[PeopleBlock.Full * 5],
        Profiles = new int[PeopleBlock.Full * 5],
        Links = new MemberLink[PeopleBlock.Full * 5],
    };

    public PeopleDictionary Dictionary { get; }

    public void Clear()
    {
        (Block.Households, Block.Persons, Block.LinkCount) = (0, 0, 0);
        _personNumbers.Clear();
        _householdNumbers.Clear();
        _persons.Clear();
        _households.Clear();
    }

    public void AddHousehold(HouseholdProfile profile, int size, byte ethnicGroup)
    {
        if (!_householdNumbers.TryGetValue(profile, out var number))
        {
            _householdNumbers.Add(profile, number = _households.Count);
            _households.Add(profile);
        }

        var at = Block.Households++;
        (Block.Sizes[at], Block.HouseholdProfiles[at], Block.EthnicGroups[at]) = ((byte)size, number, ethnicGroup);
    }

    public void AddPerson(ushort born, ulong key, NationProfiles profiles, in PersonTraits traits)
    {
        if (!_personNumbers.TryGetValue(key, out var number))
        {
            _personNumbers.Add(key, number = _persons.Count);
            _persons.Add(profiles.Of(key, traits));
        }

        var at = Block.Persons++;
        if (at == Block.Born.Length)
        {
            (Block.Born, Block.Profiles) = (Grown(Block.Born), Grown(Block.Profiles));
        }

        (Block.Born[at], Block.Profiles[at]) = (born, number);
    }

    /// <summary>A link of the person added next.</summary>
    public void AddLink(byte fact, byte member)
    {
        if (Block.LinkCount == Block.Links.Length)
        {
            Block.Links = Grown(Block.Links);
        }

        Block.Links[Block.LinkCount++] = new MemberLink(Block.Persons, fact, member);
    }

    private static T[] Grown<T>(T[] array)
    {
        Array.Resize(ref array, array.Length * 2);
        return array;
    }
}
