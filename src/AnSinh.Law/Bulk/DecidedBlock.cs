namespace AnSinh.Law;

/// <summary>What a law by itself says of a block of people, kept so that laws which differ from it in amounts only need not go through what it asks again.</summary>
public sealed class DecidedBlock
{
    public const int Apart = -1;

    internal DecidedBlock(PeopleBlock block) => (Cells, Outcomes, Couples, Same) = (new int[block.Persons], new int[block.Persons], new (int, int)?[block.Households], new int[block.Households]);

    /// <summary>Per person, the number of the outcome in <see cref="BulkDeterminer.Outcomes"/>.</summary>
    public int[] Outcomes { get; }

    /// <summary>Per person, the number of the cell; <see cref="Apart"/> in a household that was decided as it stands.</summary>
    public int[] Cells { get; }

    /// <summary>Per household, the places in it of the spouses to both of whom the law gives something, or of whom it asks; null where there are none. More than one such pair: the household was decided as it stands.</summary>
    public (int First, int Second)?[] Couples { get; }

    /// <summary>Per household that was decided as it stands, one number for all that are the same to the law, member by member.</summary>
    public int[] Same { get; }
}
