using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// What links between the members of one household tell each of them about the others, as one number: two people whose links lead to people alike have the same. Only links count by which
/// members are reached, or of which it counts whether somebody is named. Where nobody knows whom a fact names, it may be any member. One thread's room, filled household by household.
/// </summary>
internal sealed class MemberTies
{
    public const int None = -1;

    /// <summary>Stands before the first entry of a tuple.</summary>
    private const int Root = int.MinValue;

    /// <summary>Marks an entry for a member whom a fact may name.</summary>
    private const int May = 1 << 8;

    /// <summary>Marks an entry for the member itself: what is asked of it as a member is asked of the person there, by another name.</summary>
    private const int Itself = 1 << 9;

    private readonly BulkPlan _plan;

    /// <summary>Per link fact, the place of the reading that goes by it in each direction, or <see cref="None"/>.</summary>
    private readonly int[] _forward;
    private readonly int[] _backward;

    /// <summary>Per link fact, whether it counts that somebody is named.</summary>
    private readonly bool[] _counts;
    private readonly int _spouse;
    private readonly PairCodes.Reader _members;
    private readonly PairCodes.Reader _entries;
    private readonly PairCodes.Reader _tuples;
    private readonly int[] _ties = new int[byte.MaxValue + 1];
    private readonly uint[] _open = new uint[byte.MaxValue + 1];
    private long[] _found = new long[64];
    private int _count;
    private readonly List<(int First, int Second)> _couples = [];

    public MemberTies(BulkPlan plan, IReadOnlyList<string> linkFacts)
    {
        _plan = plan;
        (_forward, _backward) = (Places(forward: true), Places(forward: false));
        _counts = [.. linkFacts.Select((fact, index) => _forward[index] != None || plan.Reading.Leaves.ContainsKey("person." + fact))];
        _spouse = linkFacts.ToList().IndexOf("spouse");
        (_members, _entries, _tuples) = (new(plan.Codes.Members), new(plan.Codes.TieEntries), new(plan.Codes.Ties));

        int[] Places(bool forward) => [.. linkFacts.Select(fact => plan.Reading.Members.ToList().IndexOf(new MemberReading(fact, forward)))];
    }

    /// <summary>Spouses in the household, each pair once, by place.</summary>
    public IReadOnlyList<(int First, int Second)> Couples => _couples;

    /// <summary>The number of a member; <see cref="None"/> where no link concerns it.</summary>
    public int Of(int member) => _ties[member];

    /// <summary>Forgets ties: nobody is tied to anybody.</summary>
    public void Clear(int size)
    {
        _couples.Clear();
        Array.Fill(_ties, None, 0, size);
    }

    /// <param name="open">Facts of which it is not known of some member whom they name, unless a link does.</param>
    public void Read(in HouseholdAt household, PersonCode[] members, uint open)
    {
        var (block, first) = (household.Block, household.First);
        Clear(household.Size);
        _count = 0;
        foreach (var link in household.Links)
        {
            var from = link.Person - first;
            var itself = from == link.Member ? Itself : 0;
            if (_counts[link.Fact])
            {
                Add(from, EntryOf(link.Fact | itself, members[link.Member], block.Born[first + link.Member], _forward[link.Fact]));
            }

            if (_backward[link.Fact] != None)
            {
                Add(link.Member, EntryOf(~(link.Fact | itself), members[from], block.Born[link.Person], _backward[link.Fact]));
            }

            if (link.Fact == _spouse)
            {
                var couple = (Math.Min(from, link.Member), Math.Max(from, link.Member));
                if (!_couples.Contains(couple))
                {
                    _couples.Add(couple);
                }
            }
        }

        if (open != 0 && ReadOpen(household, members) is not 0 and var any)
        {
            AddOpen(household, members, any);
        }

        Number();
    }

    /// <summary>Puts an entry into the order of members and entries.</summary>
    private void Add(int member, int entry)
    {
        if (_count == _found.Length)
        {
            Array.Resize(ref _found, _found.Length * 2);
        }

        var found = ((long)member << 32) | (uint)entry;
        var at = _count++;
        for (; at > 0 && _found[at - 1] > found; at--)
        {
            _found[at] = _found[at - 1];
        }

        _found[at] = found;
    }

    /// <summary>Numbers the entries of each member in their order.</summary>
    private void Number()
    {
        for (var at = 0; at < _count; at++)
        {
            var (member, entry) = ((int)(_found[at] >> 32), unchecked((int)_found[at]));
            _ties[member] = _tuples.CodeOf(_ties[member] == None ? Root : _ties[member], entry);
        }
    }

    /// <summary>For each member the facts of which nobody knows whom they name; all of them together.</summary>
    private uint ReadOpen(in HouseholdAt household, PersonCode[] members)
    {
        for (var member = 0; member < household.Size; member++)
        {
            _open[member] = members[member].OpenLinks;
        }

        foreach (var link in household.Links)
        {
            _open[link.Person - household.First] &= ~(1U << link.Fact);
        }

        var any = 0U;
        for (var member = 0; member < household.Size; member++)
        {
            any |= _open[member];
        }

        return any;
    }

    private void AddOpen(in HouseholdAt household, PersonCode[] members, uint any)
    {
        for (var fact = 0; fact < _forward.Length; fact++)
        {
            for (var (member, bit) = (0, 1U << fact); member < household.Size && (any & bit) != 0; member++)
            {
                for (var other = 0; other < household.Size; other++)
                {
                    var (born, may) = (household.Block.Born[household.First + other], May | (other == member ? Itself : 0));
                    if (_forward[fact] != None && (_open[member] & bit) != 0)
                    {
                        Add(member, EntryOf(fact | may, members[other], born, _forward[fact]));
                    }

                    if (_backward[fact] != None && (_open[other] & bit) != 0)
                    {
                        Add(member, EntryOf(~(fact | may), members[other], born, _backward[fact]));
                    }
                }
            }
        }
    }

    /// <summary>The number of a link with what is asked of the member at its other end.</summary>
    /// <param name="reading">The place of the reading that reaches the member; <see cref="None"/> where nothing is asked of whoever is named.</param>
    private int EntryOf(int link, PersonCode person, ushort day, int reading)
    {
        if (reading == None)
        {
            return _entries.CodeOf(link, None);
        }

        var member = person.AsMember[reading];
        return _entries.CodeOf(link, _members.CodeOf(member.Code, _plan.BornOfMembers[reading].CodeOf(day, member.BornExactly || person.IsPartial)));
    }
}
