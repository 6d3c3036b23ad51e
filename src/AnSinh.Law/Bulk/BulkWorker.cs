using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>One thread's room for determining blocks of households.</summary>
public sealed class BulkWorker
{
    private readonly BulkDeterminer _bulk;
    private readonly PeopleDictionary _dictionary;
    private readonly Determiner _determiner;
    private readonly CellKeys _keys;
    private readonly PartWorker _parts;
    private readonly PairCodes.Reader _couples;
    private readonly PairCodes.Reader _households;
    private readonly Dictionary<int, (int, int)> _settled = [];
    private readonly Dictionary<int, int[]> _alone = [];
    private readonly int[] _cell = new int[byte.MaxValue + 1];
    private int[] _outcomeOfCell = [];

    internal BulkWorker(BulkDeterminer bulk, PeopleDictionary dictionary)
    {
        (_bulk, _dictionary) = (bulk, dictionary);
        _determiner = new Determiner(bulk.Pack);
        _keys = new CellKeys(bulk.Plan, bulk.ProfilesOf(dictionary, bulk.Plan), dictionary);
        _parts = new PartWorker(bulk, _determiner, dictionary);
        (_couples, _households) = (new(bulk.Couples), new(bulk.Households));
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

            Determine(new HouseholdAt(block, household, first, size, firstLink, link), outcomes.Slice(first, size));
            first += size;
        }
    }

    private void Determine(in HouseholdAt household, Span<int> outcomes)
    {
        var (carried, known) = (_keys.Begin(household), true);
        for (var member = 0; member < outcomes.Length; member++)
        {
            _cell[member] = _keys.CellOf(member);
            outcomes[member] = carried ? OutcomeOf(_cell[member]) : 0;
            known &= outcomes[member] >= 0;
        }

        if (!carried)
        {
            DecideAlone(household, outcomes);
            return;
        }

        if (!known)
        {
            Decide(household, outcomes);
        }

        if (_keys.Couples.Count > 0)
        {
            SettleCouples(household, outcomes);
        }
    }

    /// <summary>Decides those cells of the members that nobody has been decided for, each member without regard to a spouse.</summary>
    private void Decide(in HouseholdAt household, Span<int> outcomes)
    {
        HouseholdDetermination? answer = null;
        _parts.Begin(household);
        for (var member = 0; member < outcomes.Length; member++)
        {
            if (outcomes[member] < 0)
            {
                outcomes[member] = _parts.OutcomeOf(member) ?? _bulk.Outcomes.Add((answer ??= DecideCase(household, settleCouples: false)).People[member]);
                _bulk.Known.Decide(_cell[member], outcomes[member]);
                Remember(_cell[member], outcomes[member]);
            }
        }
    }

    /// <summary>Claims of spouses may meet: each pair of outcomes is settled once. People of whom the law says nothing meet nobody.</summary>
    private void SettleCouples(in HouseholdAt household, Span<int> outcomes)
    {
        var (one, other) = (-1, -1);
        foreach (var (first, second) in _keys.Couples)
        {
            if (outcomes[first] != 0 && outcomes[second] != 0 && first != second)
            {
                if (one >= 0)
                {
                    DecideAlone(household, outcomes);
                    return;
                }

                (one, other) = (first, second);
            }
        }

        if (one < 0)
        {
            return;
        }

        var couple = _couples.CodeOf(outcomes[one], outcomes[other]);
        if (!_settled.TryGetValue(couple, out var settled))
        {
            if (_bulk.Outcomes[outcomes[one]].Before is not { } first || _bulk.Outcomes[outcomes[other]].Before is not { } second)
            {
                DecideAlone(household, outcomes);
                return;
            }

            var (left, right) = _determiner.Settle(first, second, _bulk.Month, _bulk.KnownAt);
            _settled[couple] = settled = (_bulk.Outcomes.Add(left), _bulk.Outcomes.Add(right));
        }

        (outcomes[one], outcomes[other]) = settled;
    }

    /// <summary>Decides the household as it stands, once for all households whose members are the same to the law and tied in the same way.</summary>
    private void DecideAlone(in HouseholdAt household, Span<int> outcomes)
    {
        // What stands for the size and for a link is negative, as no number of a cell or of a tuple is.
        var same = int.MinValue + outcomes.Length;
        for (var member = 0; member < outcomes.Length; member++)
        {
            same = _households.CodeOf(same, _cell[member]);
        }

        foreach (var link in household.Links)
        {
            same = _households.CodeOf(same, ~(((link.Person - household.First) << 16) | (link.Fact << 8) | link.Member));
        }

        if (!_alone.TryGetValue(same, out var known))
        {
            _alone[same] = known = [.. DecideCase(household, settleCouples: true).People.Select(person => _bulk.Outcomes.Add(person))];
        }

        known.CopyTo(outcomes);
    }

    private HouseholdDetermination DecideCase(in HouseholdAt household, bool settleCouples)
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

        var outcome = _bulk.Known.OutcomeOf(cell);
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
}
