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
internal sealed record HouseholdCode(int Code, int Coverage);

/// <param name="Class">Number of all profiles that are alike in everything below.</param>
/// <param name="Own">Number of all that are alike in what is asked of a person.</param>
/// <param name="BornExactly">Whether the very day of birth counts.</param>
/// <param name="AsMember">What is asked of other members, by the place of <see cref="AnSinh.Bulk.CaseReading.Members"/> that reaches them.</param>
/// <param name="IsPartial">Whether the papers carry only a year or a month of birth.</param>
/// <param name="OpenLinks">Bits of link facts by which members are reached and of which nobody knows whom they name, unless a link does.</param>
internal sealed record PersonCode(int Class, int Own, bool BornExactly, MemberCode[] AsMember, bool IsPartial, uint OpenLinks);

/// <param name="Code">Number of all profiles that are alike in what is asked of a member reached in one way.</param>
/// <param name="BornExactly">Whether the very day of birth counts.</param>
internal readonly record struct MemberCode(int Code, bool BornExactly);

/// <summary>Where a household stands in its block.</summary>
internal readonly record struct HouseholdAt(PeopleBlock Block, int Number, int First, int Size, int FirstLink, int EndLink)
{
    public ReadOnlySpan<MemberLink> Links => Block.Links.AsSpan(FirstLink, EndLink - FirstLink);
}

/// <summary>One thread's way from a person to the number of the cell under a plan, household by household.</summary>
internal sealed class CellKeys
{
    private readonly BulkPlan _plan;
    private readonly ProfileCodes _profiles;
    private readonly MemberTies _ties;
    private readonly PairCodes.Reader _rows;
    private readonly PairCodes.Reader _cells;
    private HouseholdAt _household;
    private HouseholdCode _whole = new(0, 0);
    private PersonsUnder? _persons;
    private int _profile = -1;
    private bool _tied;

    public CellKeys(BulkPlan plan, ProfileCodes profiles, PeopleDictionary dictionary)
    {
        (_plan, _profiles) = (plan, profiles);
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

        _tied = household.EndLink > household.FirstLink || HasOpenLinks();
        return !_tied || _ties.Read(household.Block, _persons, household.First, household.Size, household.Links);
    }

    public bool IsPartial(int member) => _persons!.Of(_household.Block.Profiles[_household.First + member]).IsPartial;

    public int CellOf(int member)
    {
        var person = _persons!.Of(_household.Block.Profiles[_household.First + member]);
        var row = _rows.CodeOf(person.Own, _whole.Code);
        if (_tied && _ties.Of(member) is not MemberTies.None and var tie)
        {
            row = _rows.CodeOf(row, ~tie);
        }

        return _cells.CodeOf(row, _plan.BornOfPerson.CodeOf(_household.Block.Born[_household.First + member], person.BornExactly || person.IsPartial));
    }

    private bool HasOpenLinks()
    {
        var any = 0U;
        for (var member = 0; member < _household.Size; member++)
        {
            any |= _persons!.Of(_household.Block.Profiles[_household.First + member]).OpenLinks;
        }

        return any != 0;
    }
}
