using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>One thread's room for determining blocks of households.</summary>
public sealed class BulkWorker
{
    private readonly BulkDeterminer _bulk;
    private readonly BulkPlan _plan;
    private readonly PeopleDictionary _dictionary;
    private readonly Determiner _determiner;
    private readonly ProfileCodes _profiles;
    private readonly MemberTies _ties;
    private readonly PairCodes.Reader _rows;
    private readonly PairCodes.Reader _cells;
    private readonly PairCodes.Reader _couples;
    private readonly PairCodes.Reader _households;
    private readonly Dictionary<int, (int, int)> _settled = [];
    private readonly Dictionary<int, int[]> _alone = [];
    private readonly int[] _cell = new int[byte.MaxValue + 1];
    private int[] _outcomeOfCell = [];

    internal BulkWorker(BulkDeterminer bulk, PeopleDictionary dictionary)
    {
        (_bulk, _plan, _dictionary) = (bulk, bulk.Plan, dictionary);
        _determiner = new Determiner(bulk.Pack);
        _profiles = new ProfileCodes(_plan, dictionary);
        _ties = new MemberTies(bulk, dictionary.LinkFacts);
        (_rows, _cells, _couples, _households) = (new(bulk.Codes.Rows), new(bulk.Codes.Cells), new(bulk.Codes.Couples), new(bulk.Codes.Households));
    }

    /// <summary>Decides everybody in the block.</summary>
    /// <param name="outcomes">Per person, the number of the outcome in <see cref="BulkDeterminer.Outcomes"/>.</param>
    public void Determine(PeopleBlock block, Span<int> outcomes)
    {
        for (var (household, first, link) = (0, 0, 0); household < block.Households; household++)
        {
            var (size, firstLink) = (block.Sizes[household], link);
            while (link < block.LinkCount && block.Links[link].Person < first + size)
            {
                link++;
            }

            Determine(new Household(block, household, first, firstLink, link), outcomes.Slice(first, size));
            first += size;
        }
    }

    private void Determine(Household household, Span<int> outcomes)
    {
        var (block, first) = (household.Block, household.First);
        var whole = _profiles.Household(block.HouseholdProfiles[household.Number]);
        var persons = _profiles.Persons(whole.Coverage);
        var links = block.Links.AsSpan(household.FirstLink, household.EndLink - household.FirstLink);
        var tied = links.Length > 0 || HasOpenLinks(block, persons, first, outcomes.Length);
        var open = tied && !_ties.Read(block, persons, first, outcomes.Length, links);
        var known = true;
        for (var index = 0; index < outcomes.Length; index++)
        {
            var person = persons[block.Profiles[first + index]];
            var row = _rows.CodeOf(person.Own, whole.Code);
            if (tied && _ties.Of(index) is not MemberTies.None and var tie)
            {
                row = _rows.CodeOf(row, ~tie);
            }

            var cell = _cells.CodeOf(row, _plan.Born.CodeOf(block.Born[first + index], person.BornExactly || person.IsPartial));
            _cell[index] = cell;
            outcomes[index] = open ? 0 : OutcomeOf(cell);
            known &= outcomes[index] >= 0;
        }

        if (open)
        {
            DecideAlone(household, links, outcomes);
            return;
        }

        if (!known)
        {
            Decide(household, outcomes);
        }

        if (tied && _ties.Couples.Count > 0)
        {
            SettleCouples(household, links, outcomes);
        }
    }

    private static bool HasOpenLinks(PeopleBlock block, PersonCode[] persons, int first, int size)
    {
        var any = 0U;
        for (var member = first; member < first + size; member++)
        {
            any |= persons[block.Profiles[member]].OpenLinks;
        }

        return any != 0;
    }

    /// <summary>Decides the household for those cells of its members that nobody has been decided for, each member without regard to a spouse.</summary>
    private void Decide(Household household, Span<int> outcomes)
    {
        var answer = DecideCase(household, settleCouples: false);
        for (var index = 0; index < outcomes.Length; index++)
        {
            if (outcomes[index] < 0)
            {
                outcomes[index] = _bulk.Outcomes.Add(answer.People[index]);
                _bulk.Decide(_cell[index], outcomes[index]);
                Remember(_cell[index], outcomes[index]);
            }
        }
    }

    /// <summary>Claims of spouses may meet: each pair of cells is settled once. People of whom the law says nothing meet nobody.</summary>
    private void SettleCouples(Household household, ReadOnlySpan<MemberLink> links, Span<int> outcomes)
    {
        var (one, other) = (-1, -1);
        foreach (var (first, second) in _ties.Couples)
        {
            if (outcomes[first] != 0 && outcomes[second] != 0 && first != second)
            {
                if (one >= 0)
                {
                    DecideAlone(household, links, outcomes);
                    return;
                }

                (one, other) = (first, second);
            }
        }

        if (one < 0)
        {
            return;
        }

        var couple = _couples.CodeOf(_cell[one], _cell[other]);
        if (!_settled.TryGetValue(couple, out var settled))
        {
            var answer = DecideCase(household, settleCouples: true);
            _settled[couple] = settled = (_bulk.Outcomes.Add(answer.People[one]), _bulk.Outcomes.Add(answer.People[other]));
        }

        (outcomes[one], outcomes[other]) = settled;
    }

    /// <summary>Decides the household as it stands, once for all households whose members are the same to the law and tied in the same way.</summary>
    private void DecideAlone(Household household, ReadOnlySpan<MemberLink> links, Span<int> outcomes)
    {
        // What stands for the size and for a link is negative, as no number of a cell or of a tuple is.
        var same = int.MinValue + outcomes.Length;
        for (var index = 0; index < outcomes.Length; index++)
        {
            same = _households.CodeOf(same, _cell[index]);
        }

        foreach (var link in links)
        {
            same = _households.CodeOf(same, ~(((link.Person - household.First) << 16) | (link.Fact << 8) | link.Member));
        }

        if (!_alone.TryGetValue(same, out var known))
        {
            var answer = DecideCase(household, settleCouples: true);
            _alone[same] = known = [.. answer.People.Select(_bulk.Outcomes.Add)];
        }

        known.CopyTo(outcomes);
    }

    private HouseholdDetermination DecideCase(Household household, bool settleCouples)
    {
        _bulk.CountDecided();
        return _determiner.Determine(
            household.Block.Household(_dictionary, household.Number, household.First, household.FirstLink), _bulk.Month, _bulk.KnownAt, DeterminationDetail.Claims, settleCouples: settleCouples);
    }

    private int OutcomeOf(int cell)
    {
        if (cell < _outcomeOfCell.Length && _outcomeOfCell[cell] is > 0 and var known)
        {
            return known - 1;
        }

        var outcome = _bulk.OutcomeOf(cell);
        if (outcome >= 0)
        {
            Remember(cell, outcome);
        }

        return outcome;
    }

    private void Remember(int cell, int outcome)
    {
        if (cell >= _outcomeOfCell.Length)
        {
            Array.Resize(ref _outcomeOfCell, Math.Max(cell + 1, Math.Max(1_024, _outcomeOfCell.Length * 2)));
        }

        _outcomeOfCell[cell] = outcome + 1;
    }

    /// <summary>Where a household stands in its block.</summary>
    private readonly record struct Household(PeopleBlock Block, int Number, int First, int FirstLink, int EndLink);
}
