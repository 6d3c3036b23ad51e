using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// What links between the members of one household tell each of them about the others, as one number: two people whose links lead to people alike have the same. Where nobody knows whom a fact
/// names, it may be any member. One thread's room, filled household by household.
/// </summary>
internal sealed class MemberTies
{
    public const int None = -1;

    /// <summary>Stands before the first entry of a tuple.</summary>
    private const int Root = int.MinValue;

    /// <summary>Marks an entry for a member whom a fact may name.</summary>
    private const int May = 1 << 8;

    private readonly BulkPlan _plan;
    private readonly bool[] _forward;
    private readonly bool[] _backward;
    private readonly int _spouse;
    private readonly PairCodes.Reader _members;
    private readonly PairCodes.Reader _entries;
    private readonly PairCodes.Reader _tuples;
    private readonly int[] _ties = new int[byte.MaxValue + 1];
    private readonly uint[] _open = new uint[byte.MaxValue + 1];
    private readonly List<int> _ofOne = [];
    private readonly List<(int First, int Second)> _couples = [];

    public MemberTies(BulkPlan plan, IReadOnlyList<string> linkFacts)
    {
        _plan = plan;
        _forward = [.. linkFacts.Select(fact => _plan.Reading.Members.Any(reading => reading.Forward && reading.Link == fact))];
        _backward = [.. linkFacts.Select(fact => _plan.Reading.Members.Any(reading => !reading.Forward && reading.Link == fact))];
        _spouse = linkFacts.ToList().IndexOf("spouse");
        (_members, _entries, _tuples) = (new(plan.Codes.Members), new(plan.Codes.TieEntries), new(plan.Codes.Ties));
    }

    /// <summary>Spouses in the household, each pair once, by place.</summary>
    public IReadOnlyList<(int First, int Second)> Couples => _couples;

    /// <summary>The number of a member; <see cref="None"/> where no link concerns it.</summary>
    public int Of(int member) => _ties[member];

    /// <returns>False where somebody tied to another has a date of birth that papers leave open: the answers of the two then hang together, and no number carries that.</returns>
    public bool Read(PeopleBlock block, PersonsUnder persons, int first, int size, ReadOnlySpan<MemberLink> links)
    {
        _couples.Clear();
        var anyOpen = ReadOpen(block, persons, first, size, links);
        for (var member = 0; member < size; member++)
        {
            _ofOne.Clear();
            if (anyOpen != 0)
            {
                AddOpen(block, persons, first, size, member, anyOpen);
            }

            foreach (var link in links)
            {
                var from = link.Person - first;
                if (from == member)
                {
                    // That a member is named counts even where nothing is asked of the one named.
                    _ofOne.Add(_entries.CodeOf(link.Fact, _forward[link.Fact] ? AsMember(block, persons, first + link.Member) : None));
                }

                if (link.Member == member && _backward[link.Fact])
                {
                    _ofOne.Add(_entries.CodeOf(~link.Fact, AsMember(block, persons, link.Person)));
                }
            }

            _ties[member] = Tuple();
        }

        return ReadCouples(block, persons, first, links) && !(anyOpen != 0 && size > 1 && AnyPartial(block, persons, first, size));
    }

    /// <summary>For each member the facts of which nobody knows whom they name; all of them together.</summary>
    private uint ReadOpen(PeopleBlock block, PersonsUnder persons, int first, int size, ReadOnlySpan<MemberLink> links)
    {
        for (var member = 0; member < size; member++)
        {
            _open[member] = persons.Of(block.Profiles[first + member]).OpenLinks;
        }

        foreach (var link in links)
        {
            _open[link.Person - first] &= ~(1U << link.Fact);
        }

        var any = 0U;
        for (var member = 0; member < size; member++)
        {
            any |= _open[member];
        }

        return any;
    }

    private void AddOpen(PeopleBlock block, PersonsUnder persons, int first, int size, int member, uint any)
    {
        for (var fact = 0; fact < _forward.Length; fact++)
        {
            for (var other = 0; other < size && (any & (1U << fact)) != 0; other++)
            {
                if (_forward[fact] && (_open[member] & (1U << fact)) != 0)
                {
                    _ofOne.Add(_entries.CodeOf(fact | May, AsMember(block, persons, first + other)));
                }

                if (_backward[fact] && (_open[other] & (1U << fact)) != 0)
                {
                    _ofOne.Add(_entries.CodeOf(~(fact | May), AsMember(block, persons, first + other)));
                }
            }
        }
    }

    private static bool AnyPartial(PeopleBlock block, PersonsUnder persons, int first, int size)
    {
        for (var member = first; member < first + size; member++)
        {
            if (persons.Of(block.Profiles[member]).IsPartial)
            {
                return true;
            }
        }

        return false;
    }

    private int Tuple()
    {
        if (_ofOne.Count == 0)
        {
            return None;
        }

        _ofOne.Sort();
        var tuple = Root;
        foreach (var entry in _ofOne)
        {
            tuple = _tuples.CodeOf(tuple, entry);
        }

        return tuple;
    }

    private bool ReadCouples(PeopleBlock block, PersonsUnder persons, int first, ReadOnlySpan<MemberLink> links)
    {
        var isOpen = false;
        foreach (var link in links)
        {
            var from = link.Person - first;
            isOpen |= from != link.Member && (persons.Of(block.Profiles[link.Person]).IsPartial || persons.Of(block.Profiles[first + link.Member]).IsPartial);
            if (link.Fact == _spouse)
            {
                var couple = (Math.Min(from, link.Member), Math.Max(from, link.Member));
                if (!_couples.Contains(couple))
                {
                    _couples.Add(couple);
                }
            }
        }

        return !isOpen;
    }

    private int AsMember(PeopleBlock block, PersonsUnder persons, int person)
    {
        var code = persons.Of(block.Profiles[person]);
        return _members.CodeOf(code.AsMember, _plan.MemberBorn.CodeOf(block.Born[person], code.MemberBornExactly || code.IsPartial));
    }
}
