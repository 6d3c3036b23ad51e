using System.Runtime.InteropServices;
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
    private readonly CellKeys[] _amounts;
    private readonly PairCodes.Reader _withAmounts;
    private readonly PairCodes.Reader _couples;
    private readonly PairCodes.Reader _households;
    private readonly Dictionary<int, int[]> _alone = [];
    private readonly Dictionary<PlaceCode, int[]> _over = [];
    private readonly int[] _cell = new int[byte.MaxValue + 1];
    private readonly int[] _basisCell = new int[byte.MaxValue + 1];
    private int[] _outcomeOfCell = [];

    internal BulkWorker(BulkDeterminer bulk, PeopleDictionary dictionary)
    {
        (_bulk, _dictionary) = (bulk, dictionary);
        _determiner = new Determiner(bulk.Pack);
        _keys = new CellKeys(bulk.Plan, dictionary);
        _amounts = bulk.Basis is null ? [] : [.. bulk.Parts.Where(part => part.Basis is not null).Select(part => new CellKeys(part.Plan, dictionary))];
        _parts = new PartWorker(bulk, _determiner, dictionary);
        (_withAmounts, _couples, _households) = (new(bulk.WithAmounts), new(bulk.Couples), new(bulk.Households));
    }

    /// <summary>Decides everybody in the block.</summary>
    /// <param name="outcomes">Per person, the number of the outcome in <see cref="BulkDeterminer.Outcomes"/>.</param>
    public void Determine(PeopleBlock block, Span<int> outcomes)
    {
        foreach (var at in block.InTurn())
        {
            Determine(at, outcomes.Slice(at.First, at.Size));
        }
    }

    /// <summary>Decides everybody in the block, and keeps by what cells and spouses it was decided.</summary>
    public DecidedBlock Decide(PeopleBlock block)
    {
        var decided = new DecidedBlock(block);
        foreach (var at in block.InTurn())
        {
            var outcomes = decided.Outcomes.AsSpan(at.First, at.Size);
            var cells = decided.Cells.AsSpan(at.First, at.Size);
            if (Determine(at, outcomes))
            {
                _cell.AsSpan(0, at.Size).CopyTo(cells);
                foreach (var (first, second) in _keys.Couples)
                {
                    if (outcomes[first] != 0 && outcomes[second] != 0 && first != second)
                    {
                        decided.Couples[at.Number] = (first, second);
                    }
                }
            }
            else
            {
                cells.Fill(DecidedBlock.Apart);
                decided.Same[at.Number] = SameAs(at);
            }
        }

        return decided;
    }

    /// <summary>Decides everybody in a block of which it is kept what the law says on which this one rests, and from which it tells nobody apart whom that one does not, in a province.</summary>
    public void Determine(PeopleBlock block, DecidedBlock basis, Span<int> outcomes)
    {
        foreach (var at in block.InTurn())
        {
            Determine(at, basis, outcomes.Slice(at.First, at.Size));
        }
    }

    /// <summary>As <see cref="Determine(PeopleBlock, DecidedBlock, Span{int})"/>, one household.</summary>
    internal void Determine(in HouseholdAt household, DecidedBlock basis, Span<int> outcomes)
    {
        var before = basis.Outcomes.AsSpan(household.First, household.Size);
        if (!before.ContainsAnyExcept(0))
        {
            outcomes.Clear();
        }
        else if (basis.Couples[household.Number] is not null || basis.Cells[household.First] == DecidedBlock.Apart || !TakeOver(household, basis.Cells.AsSpan(household.First, household.Size), before, outcomes))
        {
            Determine(household, outcomes);
            KeepOver(household, basis.Cells.AsSpan(household.First, household.Size), outcomes, basis.Couples[household.Number] is not null);
        }
    }

    /// <summary>The outcome of a class of people as if without a spouse; -1 where it has to be asked household by household.</summary>
    internal int OutcomeOf(AmountClasses.Member member, int province, int provinces) => _parts.OutcomeOf(member, province, provinces) ?? -1;

    /// <summary>Settles the claims of spouses, given as if each were without the other.</summary>
    /// <returns>False where the household has to be decided as it stands; one of the outcomes is then -1.</returns>
    internal bool TrySettle(ref int one, ref int other)
    {
        if (one < 0 || other < 0)
        {
            return false;
        }

        if (one == 0 || other == 0)
        {
            return true;
        }

        if (SettledOf(one, other) is not { } settled)
        {
            one = -1;
            return false;
        }

        (one, other) = settled;
        return true;
    }

    /// <summary>Decides the households of a block in which somebody's outcome is still open.</summary>
    internal void DetermineOpen(PeopleBlock block, DecidedBlock basis, Span<int> outcomes)
    {
        foreach (var at in block.InTurn())
        {
            var own = outcomes.Slice(at.First, at.Size);
            if (own.Contains(-1))
            {
                Determine(at, basis, own);
            }
        }
    }

    /// <summary>The outcomes of cells of the basis in the household's province, where all are known.</summary>
    private bool TakeOver(in HouseholdAt household, ReadOnlySpan<int> cells, ReadOnlySpan<int> before, Span<int> outcomes)
    {
        var known = OverOf(household);
        for (var member = 0; member < cells.Length; member++)
        {
            if (before[member] == 0)
            {
                outcomes[member] = 0;
            }
            else if (cells[member] < known.Length && known[cells[member]] is > 0 and var outcome)
            {
                outcomes[member] = outcome - 1;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Keeps the outcomes just found, by cell of the basis; of spouses, whose claims may have met, they are no cell's.</summary>
    private void KeepOver(in HouseholdAt household, ReadOnlySpan<int> cells, ReadOnlySpan<int> outcomes, bool couples)
    {
        if (couples || cells[0] == DecidedBlock.Apart)
        {
            return;
        }

        ref var known = ref OverOf(household);
        for (var member = 0; member < cells.Length; member++)
        {
            if (cells[member] >= known.Length)
            {
                Array.Resize(ref known, Math.Max(cells[member] + 1, Math.Max(1_024, known.Length * 2)));
            }

            known[cells[member]] = outcomes[member] + 1;
        }
    }

    /// <summary>One more than the outcome, by cell of the basis, in the household's province; 0 where it is not known.</summary>
    private ref int[] OverOf(in HouseholdAt household)
    {
        var province = _bulk.DiffersByProvince ? _dictionary.Households[household.Block.HouseholdProfiles[household.Number]].Province : default;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_over, province, out _);
        known ??= [];
        return ref known!;
    }

    /// <returns>Whether the outcomes are those of the members' cells and of one pair of spouses at most.</returns>
    private bool Determine(in HouseholdAt household, Span<int> outcomes)
    {
        var (carried, known) = (_keys.Begin(household), true);
        foreach (var amounts in _amounts)
        {
            carried &= amounts.Begin(household);
        }

        for (var member = 0; member < outcomes.Length; member++)
        {
            _cell[member] = _basisCell[member] = _keys.CellOf(member);
            foreach (var amounts in _amounts)
            {
                _cell[member] = _withAmounts.CodeOf(_cell[member], amounts.CellOf(member));
            }

            outcomes[member] = carried ? OutcomeOf(_cell[member]) : 0;
            known &= outcomes[member] >= 0;
        }

        if (!carried)
        {
            DecideAlone(household, outcomes);
            return false;
        }

        if (!known)
        {
            Decide(household, outcomes);
        }

        return _keys.Couples.Count == 0 || SettleCouples(household, outcomes);
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
                outcomes[member] = _parts.OutcomeOf(member, _basisCell[member]) ?? _bulk.Outcomes.Add((answer ??= DecideCase(household, settleCouples: false)).People[member]);
                _bulk.Known.Decide(_cell[member], outcomes[member]);
                Remember(_cell[member], outcomes[member]);
            }
        }
    }

    /// <summary>Claims of spouses may meet: each pair of outcomes is settled once. People of whom the law says nothing meet nobody.</summary>
    /// <returns>False where the household was decided as it stands.</returns>
    private bool SettleCouples(in HouseholdAt household, Span<int> outcomes)
    {
        var (one, other) = (-1, -1);
        foreach (var (first, second) in _keys.Couples)
        {
            if (outcomes[first] != 0 && outcomes[second] != 0 && first != second)
            {
                if (one >= 0)
                {
                    DecideAlone(household, outcomes);
                    return false;
                }

                (one, other) = (first, second);
            }
        }

        if (one < 0)
        {
            return true;
        }

        if (SettledOf(outcomes[one], outcomes[other]) is not { } settled)
        {
            DecideAlone(household, outcomes);
            return false;
        }

        (outcomes[one], outcomes[other]) = settled;
        return true;
    }

    /// <summary>What becomes of the outcomes of spouses; null where what they were before overlap is not known apart.</summary>
    private (int One, int Other)? SettledOf(int one, int other)
    {
        var couple = _couples.CodeOf(one, other);
        if (!_bulk.Settled.TryGetValue(couple, out var settled))
        {
            if (_bulk.Outcomes[one].Before is not { } first || _bulk.Outcomes[other].Before is not { } second)
            {
                return null;
            }

            var (left, right) = _determiner.Settle(first, second, _bulk.Month, _bulk.KnownAt);
            _bulk.Settled[couple] = settled = _bulk.Basis is null ? (_bulk.Outcomes.Add(left), _bulk.Outcomes.Add(right)) : (_bulk.Outcomes.AddNew(left, null), _bulk.Outcomes.AddNew(right, null));
        }

        return settled;
    }

    /// <summary>Decides the household as it stands, once for all households whose members are the same to the law and tied in the same way.</summary>
    private void DecideAlone(in HouseholdAt household, Span<int> outcomes)
    {
        var same = SameAs(household);
        if (!_alone.TryGetValue(same, out var known))
        {
            _alone[same] = known = [.. DecideCase(household, settleCouples: true).People.Select(person => _bulk.Outcomes.Add(person))];
        }

        known.CopyTo(outcomes);
    }

    /// <summary>One number for all households whose members are the same to the law, in the same order and tied in the same way.</summary>
    private int SameAs(in HouseholdAt household)
    {
        // What stands for the size and for a link is negative, as no number of a cell or of a tuple is.
        var same = int.MinValue + household.Size;
        for (var member = 0; member < household.Size; member++)
        {
            same = _households.CodeOf(same, _cell[member]);
        }

        foreach (var link in household.Links)
        {
            same = _households.CodeOf(same, ~(((link.Person - household.First) << 16) | (link.Fact << 8) | link.Member));
        }

        return same;
    }

    private HouseholdDetermination DecideCase(in HouseholdAt household, bool settleCouples)
    {
        _bulk.CountDecided();
        return _determiner.Determine(
            household.Case(_dictionary), _bulk.Month, _bulk.KnownAt, DeterminationDetail.Claims, settleCouples: settleCouples);
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
