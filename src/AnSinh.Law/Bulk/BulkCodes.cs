using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>Numbers of everything that a cell is made of; each kind of tuple has a table of its own.</summary>
internal sealed class BulkCodes
{
    public PairCodes Rows { get; } = new();
    public PairCodes Members { get; } = new();
    public PairCodes TieEntries { get; } = new();
    public PairCodes Ties { get; } = new();
    public PairCodes Cells { get; } = new();
}

/// <param name="Code">Number of all households that are alike in what is asked.</param>
/// <param name="Coverage">Number of the set of sources that cover them.</param>
/// <param name="Place">The same as a number counted from 0 without gaps.</param>
internal sealed record HouseholdCode(int Code, int Coverage, int Place);

/// <param name="Own">Number of all that are alike in what is asked of a person.</param>
/// <param name="BornExactly">Whether the very day of birth counts.</param>
/// <param name="AsMember">What is asked of other members, by the place of <see cref="AnSinh.Bulk.CaseReading.Members"/> that reaches them.</param>
/// <param name="IsPartial">Whether the papers carry only a year or a month of birth.</param>
/// <param name="OpenLinks">Bits of link facts by which members are reached and of which nobody knows whom they name, unless a link does.</param>
/// <param name="Place">Number of all profiles that are alike in everything below, counted from 0 without gaps.</param>
internal sealed record PersonCode(int Place, int Own, bool BornExactly, MemberCode[] AsMember, bool IsPartial, uint OpenLinks);

/// <param name="Code">Number of all profiles that are alike in what is asked of a member reached in one way.</param>
/// <param name="BornExactly">Whether the very day of birth counts.</param>
internal readonly record struct MemberCode(int Code, bool BornExactly);

/// <summary>One thread's way from a person to the number of the cell under a plan, household by household.</summary>
internal sealed class CellKeys
{
    private readonly BulkPlan _plan;
    private readonly ProfileCodes _profiles;
    private readonly MemberTies _ties;
    private readonly PairCodes.Reader _rows;
    private readonly PairCodes.Reader _cells;
    private readonly PersonCode[] _members = new PersonCode[byte.MaxValue + 1];

    /// <summary>Rows without a tie, plus one, by number of the household and class of the person.</summary>
    private int[][] _plainRows = [];

    /// <summary>Cells, plus one, by row and number of the day of birth, where that is small.</summary>
    private int[][] _plainCells = [];
    private HouseholdAt _household;
    private HouseholdCode _whole = new(0, 0, 0);
    private PersonsUnder? _persons;
    private int _profile = -1;
    private bool _tied;

    public CellKeys(BulkPlan plan, PeopleDictionary dictionary)
    {
        (_plan, _profiles) = (plan, plan.ProfilesOf(dictionary));
        _ties = new MemberTies(plan, dictionary.LinkFacts);
        (_rows, _cells) = (new(plan.Codes.Rows), new(plan.Codes.Cells));
    }

    /// <summary>Spouses in the household, by place.</summary>
    public IReadOnlyList<(int First, int Second)> Couples => _tied ? _ties.Couples : [];

    /// <summary>Turns to a household.</summary>
    /// <returns>False where dates of birth that papers leave open tie answers together, so that no cell carries them.</returns>
    public bool Begin(in HouseholdAt household)
    {
        _household = household;
        var profile = household.Block.HouseholdProfiles[household.Number];
        if (_persons is null || profile != _profile)
        {
            (_profile, _whole, _persons) = (profile, _profiles.Household(profile), _profiles.Persons(profile));
        }

        var (open, partial) = (0U, false);
        for (var member = 0; member < household.Size; member++)
        {
            var person = _persons.Of(household.Block.Profiles[household.First + member]);
            _members[member] = person;
            open |= person.OpenLinks;
            partial |= person.IsPartial;
        }

        _tied = household.EndLink > household.FirstLink || open != 0;
        if (!_tied)
        {
            return true;
        }

        // Which of them are tied does not matter where a date of birth is open: the household is decided as it stands.
        var carried = !partial || household.Size == 1;
        if (carried)
        {
            _ties.Read(household, _members, open);
        }
        else
        {
            _ties.Clear(household.Size);
        }

        return carried;
    }

    public bool IsPartial(int member) => _members[member].IsPartial;

    public int CellOf(int member)
    {
        var person = _members[member];
        var row = PlainRow(person);
        if (_tied && _ties.Of(member) is not MemberTies.None and var tie)
        {
            row = _rows.CodeOf(row, ~tie);
        }

        var born = _plan.BornOfPerson.CodeOf(_household.Block.Born[_household.First + member], person.BornExactly || person.IsPartial);
        if (born is < 0 or >= BornCodes.Small)
        {
            return _cells.CodeOf(row, born);
        }

        if (row >= _plainCells.Length)
        {
            Array.Resize(ref _plainCells, Math.Max(row + 1, (_plainCells.Length * 2) + 1_024));
        }

        var cells = _plainCells[row] ??= new int[BornCodes.Small];
        if (cells[born] == 0)
        {
            cells[born] = _cells.CodeOf(row, born) + 1;
        }

        return cells[born] - 1;
    }

    private int PlainRow(PersonCode person)
    {
        if (_whole.Place >= _plainRows.Length)
        {
            Array.Resize(ref _plainRows, Math.Max(_whole.Place + 1, (_plainRows.Length * 2) + 16));
        }

        var rows = _plainRows[_whole.Place] ??= [];
        if (person.Place >= rows.Length)
        {
            Array.Resize(ref rows, Math.Max(person.Place + 1, (rows.Length * 2) + 256));
            _plainRows[_whole.Place] = rows;
        }

        if (rows[person.Place] == 0)
        {
            rows[person.Place] = _rows.CodeOf(person.Own, _whole.Code) + 1;
        }

        return rows[person.Place] - 1;
    }
}
