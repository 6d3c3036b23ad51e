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
    private readonly List<(int Member, int Entry)> _found = [];
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

    /// <returns>False where somebody tied to another has a date of birth that papers leave open: the answers of the two then hang together, and no number carries that.</returns>
    public bool Read(PeopleBlock block, PersonsUnder persons, int first, int size, ReadOnlySpan<MemberLink> links)
    {
        _couples.Clear();
        _found.Clear();
        var (anyOpen, partial) = (ReadOpen(block, persons, first, size, links), false);
        for (var member = 0; member < size; member++)
        {
            _ties[member] = None;
            partial |= persons.Of(block.Profiles[first + member]).IsPartial;
        }

        if (partial && size > 1 && (links.Length > 0 || anyOpen != 0))
        {
            // Which of them are tied does not matter then: the household is decided as it stands.
            return false;
        }

        foreach (var link in links)
        {
            var from = link.Person - first;
            if (_counts[link.Fact])
            {
                _found.Add((from, _entries.CodeOf(link.Fact, AsMember(block, persons, first + link.Member, _forward[link.Fact]))));
            }

            if (_backward[link.Fact] != None)
            {
                _found.Add((link.Member, _entries.CodeOf(~link.Fact, AsMember(block, persons, link.Person, _backward[link.Fact]))));
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

        if (anyOpen != 0)
        {
            AddOpen(block, persons, first, size, anyOpen);
        }

        Number();
        return true;
    }

    /// <summary>Numbers the entries of each member in their order.</summary>
    private void Number()
    {
        if (_found.Count > 1)
        {
            _found.Sort();
        }

        foreach (var (member, entry) in _found)
        {
            _ties[member] = _tuples.CodeOf(_ties[member] == None ? Root : _ties[member], entry);
        }
    }

    /// <summary>For each member the facts of which nobody knows whom they name; all of them together.</summary>
    private uint ReadOpen(PeopleBlock block, PersonsUnder persons, int first, int size, ReadOnlySpan<MemberLink> links)
    {
        var any = 0U;
        for (var member = 0; member < size; member++)
        {
            any |= _open[member] = persons.Of(block.Profiles[first + member]).OpenLinks;
        }

        if (any == 0)
        {
            return 0;
        }

        foreach (var link in links)
        {
            _open[link.Person - first] &= ~(1U << link.Fact);
        }

        any = 0;
        for (var member = 0; member < size; member++)
        {
            any |= _open[member];
        }

        return any;
    }

    private void AddOpen(PeopleBlock block, PersonsUnder persons, int first, int size, uint any)
    {
        for (var fact = 0; fact < _forward.Length; fact++)
        {
            for (var (member, bit) = (0, 1U << fact); member < size && (any & bit) != 0; member++)
            {
                for (var other = 0; other < size; other++)
                {
                    if (_forward[fact] != None && (_open[member] & bit) != 0)
                    {
                        _found.Add((member, _entries.CodeOf(fact | May, AsMember(block, persons, first + other, _forward[fact]))));
                    }

                    if (_backward[fact] != None && (_open[other] & bit) != 0)
                    {
                        _found.Add((member, _entries.CodeOf(~(fact | May), AsMember(block, persons, first + other, _backward[fact]))));
                    }
                }
            }
        }
    }

    /// <param name="reading">The place of the reading that reaches the member; <see cref="None"/> where nothing is asked of whoever is named.</param>
    private int AsMember(PeopleBlock block, PersonsUnder persons, int person, int reading)
    {
        if (reading == None)
        {
            return None;
        }

        var code = persons.Of(block.Profiles[person]);
        var member = code.AsMember[reading];
        return _members.CodeOf(member.Code, _plan.BornOfMembers[reading].CodeOf(block.Born[person], member.BornExactly || code.IsPartial));
    }
}
