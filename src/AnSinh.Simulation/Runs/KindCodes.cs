using AnSinh.Bulk;
using AnSinh.Law;

namespace AnSinh.Simulation.Runs;

/// <summary>
/// One number for all households that the laws asked cannot tell apart. A member has one number for its cells under all laws together, so that who gains under one of them stays the one who has something
/// under another. One thread's room.
/// </summary>
internal sealed class KindCodes(PairCodes codes)
{
    /// <summary>Stands before the cells of a member.</summary>
    private const int Member = -1;

    /// <summary>In the place of a cell: the law says nothing of the member.</summary>
    private const int Nothing = -2;

    /// <summary>In the place of a cell: the household was decided as it stands.</summary>
    private const int AsItStands = -3;

    /// <summary>Stands before a household's province; the size follows.</summary>
    private const int Household = int.MinValue;

    /// <summary>Stands before what is said of the household as a whole under one law.</summary>
    private const int Whole = int.MinValue / 2;

    private readonly PairCodes.Reader _codes = new(codes);
    private readonly int[] _members = new int[byte.MaxValue + 1];

    /// <param name="decided">The household's block under each law.</param>
    public int KindOf(List<DecidedBlock> decided, in HouseholdAt household, int province)
    {
        var (number, first, size) = (household.Number, household.First, household.Size);
        var (inOrder, count) = (false, 0);
        foreach (var law in decided)
        {
            inOrder |= law.Cells[first] == DecidedBlock.Apart;
        }

        Span<int> told = stackalloc int[size];
        for (var member = 0; member < size; member++)
        {
            var (code, isMute) = (Member, true);
            foreach (var law in decided)
            {
                var cell = law.Cells[first + member] == DecidedBlock.Apart ? AsItStands : law.Outcomes[first + member] == 0 ? Nothing : law.Cells[first + member];
                isMute &= cell == Nothing;
                code = _codes.CodeOf(code, cell);
            }

            _members[member] = code;
            if (inOrder || !isMute)
            {
                told[count++] = code;
            }
        }

        // Where a household was decided as it stands, who stands where counts; otherwise members may change places.
        if (!inOrder)
        {
            told[..count].Sort();
        }

        var kind = _codes.CodeOf(_codes.CodeOf(Household, province), Household + size);
        foreach (var code in told[..count])
        {
            kind = _codes.CodeOf(kind, code);
        }

        for (var law = 0; law < decided.Count; law++)
        {
            if (decided[law].Cells[first] == DecidedBlock.Apart)
            {
                kind = _codes.CodeOf(_codes.CodeOf(kind, Whole + law), decided[law].Same[number]);
            }
            else if (decided[law].Couples[number] is var (one, other))
            {
                kind = _codes.CodeOf(_codes.CodeOf(_codes.CodeOf(kind, Whole + law), _members[one]), _members[other]);
            }
        }

        return kind;
    }
}
