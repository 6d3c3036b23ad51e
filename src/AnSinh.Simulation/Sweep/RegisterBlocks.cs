using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>One thread's room for handing households of a register to the law, as they are in one of the months looked at.</summary>
internal sealed class RegisterBlocks(RegisterColumns columns, PeopleBlock? into = null)
{
    public PeopleBlock Block { get; } = into ?? new();

    /// <summary>Fills the block with households, in the order given.</summary>
    /// <param name="households">Numbers of households, rising.</param>
    /// <param name="ahead">Months after the month swept.</param>
    public void Fill(IReadOnlyList<int> households, int ahead)
    {
        Reserve(households);
        var (person, link) = (0, 0);
        for (var index = 0; index < households.Count; index++)
        {
            var (first, end) = (columns.First[households[index]], columns.First[households[index] + 1]);
            Block.Sizes[index] = checked((byte)(end - first));
            Block.HouseholdProfiles[index] = columns.Profiles.Household(columns.HouseholdSeries[households[index]], ahead);
            link = AddLinks(first, end, person, link);
            for (var member = first; member < end; member++, person++)
            {
                Block.Born[person] = (ushort)(columns.Born[member].DayNumber - PeopleBlock.FirstDay.DayNumber);
                Block.Profiles[person] = columns.Profiles.Person(columns.Series[member], ahead);
            }
        }

        (Block.Households, Block.Persons, Block.LinkCount) = (households.Count, person, link);
    }

    private void Reserve(IReadOnlyList<int> households)
    {
        if (Block.Sizes.Length < households.Count)
        {
            (Block.Sizes, Block.HouseholdProfiles) = (new byte[households.Count * 2], new int[households.Count * 2]);
        }

        var persons = 0;
        foreach (var household in households)
        {
            persons += columns.First[household + 1] - columns.First[household];
        }

        if (Block.Born.Length < persons)
        {
            (Block.Born, Block.Profiles) = (new ushort[persons * 2], new int[persons * 2]);
        }
    }

    private int AddLinks(int first, int end, int at, int link)
    {
        for (var index = FirstLink(first); index < columns.Links.Length && columns.Links[index].Person < end; index++)
        {
            if (link == Block.Links.Length)
            {
                var longer = new MemberLink[Math.Max(1_024, link * 2)];
                Block.Links.CopyTo(longer, 0);
                Block.Links = longer;
            }

            var (person, fact, member) = columns.Links[index];
            Block.Links[link++] = new MemberLink(at + person - first, fact, member);
        }

        return link;
    }

    private int FirstLink(int person)
    {
        var (low, high) = (0, columns.Links.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = columns.Links[middle].Person < person ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
