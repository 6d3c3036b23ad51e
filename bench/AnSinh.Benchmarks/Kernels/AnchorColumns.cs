namespace AnSinh.Benchmarks.Kernels;

/// <summary>
/// The workload of eight groups with age limits of which the highest coefficient wins: what is known of each person, and what comes out. Persons are the members
/// of the households, one household after another; all spans of a kind have the same length.
/// </summary>
public readonly ref struct AnchorColumns
{
    /// <summary>Month of which the amounts are: November 2026, counted from January 1900.</summary>
    public const short Month = (2026 - 1900) * 12 + 10;

    /// <summary>VND of half a coefficient: Nghị định 335/2026/NĐ-CP, Điều 4.</summary>
    public const int HalfLevel = 540_000 / 2;

    public const byte DisabilityMask = 3;
    public const byte Severe = 2;
    public const byte ExtremelySevere = 3;
    public const byte Orphan = 4;
    public const byte SingleParent = 8;

    /// <summary>Set where the household's poverty is not 0: packed in when the columns were filled.</summary>
    public const byte Poor = 16;

    /// <summary>Per household, members.</summary>
    public ReadOnlySpan<byte> Sizes { get; init; }

    /// <summary>Per household, 0 not poor, 1 near poor, 2 poor.</summary>
    public ReadOnlySpan<byte> Poverty { get; init; }

    /// <summary>Per person, months from January 1900, at most <see cref="Month"/>.</summary>
    public ReadOnlySpan<short> Births { get; init; }

    /// <summary>Per person, disability in the two lowest bits, then orphan, single parent, poor.</summary>
    public ReadOnlySpan<byte> Flags { get; init; }

    /// <summary>Per person, VND of the month.</summary>
    public Span<int> Amounts { get; init; }

    /// <summary>Per household, VND of the month.</summary>
    public Span<int> HouseholdAmounts { get; init; }

    /// <summary>What one thread works with; at least <see cref="HalvesRoom"/> more than there are persons.</summary>
    public Span<byte> Halves { get; init; }

    public const int HalvesRoom = 64;
}

/// <summary>Synthetic people for the anchors' workload: ages equally likely from 0 to 94 years, some 22 % with an amount.</summary>
public sealed class AnchorPeople : IDisposable
{
    [ThreadStatic]
    private static byte[]? _halves;

    private readonly HouseholdShape _shape;

    public AnchorPeople(HouseholdShape shape)
    {
        _shape = shape;
        (Poverty, HouseholdAmounts) = (new Column<byte>(shape.Households), new Column<int>(shape.Households));
        (Births, Flags, Amounts) = (new Column<short>(shape.Persons), new Column<byte>(shape.Persons), new Column<int>(shape.Persons));
        shape.Fill(1, (int household, int first, int size, ref Draw draw) =>
        {
            var poverty = draw.Below(100) switch { < 6 => 2, < 12 => 1, _ => 0 };
            Poverty[household] = (byte)poverty;
            for (var person = first; person < first + size; person++)
            {
                var months = draw.Below(95 * 12);
                Births[person] = (short)(AnchorColumns.Month - months);
                Flags[person] = (byte)(draw.Below(1000) switch { < 14 => 3, < 38 => 2, < 68 => 1, _ => 0 }
                    + (months < 16 * 12 && draw.Permille(10) ? AnchorColumns.Orphan : 0)
                    + (months >= 18 * 12 && draw.Permille(40) ? AnchorColumns.SingleParent : 0)
                    + (poverty > 0 ? AnchorColumns.Poor : 0));
            }
        });
    }

    public Column<byte> Poverty { get; }
    public Column<short> Births { get; }
    public Column<byte> Flags { get; }
    public Column<int> Amounts { get; }
    public Column<int> HouseholdAmounts { get; }

    public AnchorColumns Block(int block)
    {
        var (household, endHousehold, person, endPerson) = _shape.Block(block);
        if (_halves is null || _halves.Length < endPerson - person + AnchorColumns.HalvesRoom)
        {
            _halves = new byte[endPerson - person + AnchorColumns.HalvesRoom];
        }

        return new AnchorColumns
        {
            Sizes = _shape.Sizes.Part(household, endHousehold),
            Poverty = Poverty.Part(household, endHousehold),
            Births = Births.Part(person, endPerson),
            Flags = Flags.Part(person, endPerson),
            Amounts = Amounts.Part(person, endPerson),
            HouseholdAmounts = HouseholdAmounts.Part(household, endHousehold),
            Halves = _halves,
        };
    }

    /// <summary>Reads what the kernels read.</summary>
    public long Read(int block)
    {
        var columns = Block(block);
        return MemoryKernels.Read(columns.Sizes) + MemoryKernels.Read(columns.Births) + MemoryKernels.Read(columns.Flags);
    }

    public void Dispose()
    {
        Poverty.Dispose();
        Births.Dispose();
        Flags.Dispose();
        Amounts.Dispose();
        HouseholdAmounts.Dispose();
    }
}
