using AnSinh.Feel;

namespace AnSinh.Dmn.Evaluate;

/// <summary>
/// Results of one decision by the values it read, so that a table is gone through once for all people who are alike in what it asks. A place is overwritten by the
/// next result that falls on it; a decision whose results seldom come again stops keeping them.
/// </summary>
internal sealed class KeptResults
{
    private const int Places = 512;

    /// <summary>After this many results found or not found, it shows whether keeping is of use.</summary>
    private const int Trial = 1_024;

    private Kept?[] places = [];
    private int found;
    private int missed;

    /// <summary>The result found last: most people are alike, and it costs less to compare than to look for.</summary>
    public Kept? Last { get; private set; }

    /// <summary>False once keeping has shown to be of no use.</summary>
    public bool InUse { get; private set; } = true;

    /// <summary>Counts that the last result was found again.</summary>
    public void FoundLast() => found = Math.Min(found + 1, Trial);

    /// <summary>A result other than the last.</summary>
    public Kept? Find(ReadOnlySpan<FeelValue> read)
    {
        if (places.Length > 0 && places[PlaceOf(read)] is { } kept && kept.IsOf(read))
        {
            found++;
            Last = kept;
            return kept;
        }
        missed++;
        if (missed + found >= Trial)
        {
            InUse = found >= missed;
            places = InUse ? places : [];
            Last = InUse ? Last : null;
            (found, missed) = (0, 0);
        }
        return null;
    }

    public void Keep(Kept result)
    {
        if (InUse)
        {
            places = places.Length > 0 ? places : new Kept?[Places];
            places[PlaceOf(result.Read)] = result;
            Last = result;
        }
    }

    private static int PlaceOf(ReadOnlySpan<FeelValue> read)
    {
        int hash = 17;
        foreach (ref readonly FeelValue value in read)
        {
            hash = unchecked((hash * 31) + value.IdentityHash);
        }
        return unchecked((hash ^ (hash >> 15)) & (Places - 1));
    }
}

/// <summary>A kept result: what was read, the value, and the runs of tables on the way to it.</summary>
internal sealed record Kept(FeelValue[] Read, FeelValue Value, List<TableRun>? Tables)
{
    public bool IsOf(ReadOnlySpan<FeelValue> read)
    {
        for (int i = 0; i < Read.Length; i++)
        {
            if (!Read[i].IsIdenticalTo(read[i]))
            {
                return false;
            }
        }
        return true;
    }
}
