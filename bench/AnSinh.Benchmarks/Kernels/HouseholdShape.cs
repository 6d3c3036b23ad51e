namespace AnSinh.Benchmarks.Kernels;

/// <summary>Seeded numbers, the same on every machine (SplitMix64).</summary>
public struct Draw(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number in [0, <paramref name="limit"/>).</summary>
    public int Below(int limit)
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)(((mixed ^ (mixed >> 31)) >> 32) * (ulong)limit >> 32);
        }
    }

    public bool Permille(int share) => Below(1000) < share;
}

/// <summary>Households one after another with their members in a row: 1 to 8 of them, 3.53 in the mean, in blocks of whole households.</summary>
public sealed class HouseholdShape : IDisposable
{
    /// <summary>Households in a full block.</summary>
    public const int Full = 4_096;

    /// <summary>Households of 1, 2, ... 8 members in a hundred.</summary>
    private static readonly int[] SizeShares = [10, 17, 22, 27, 14, 6, 3, 1];

    private readonly List<int> _firstPersons = [0];

    /// <param name="largest">For checks: households of 1 to so many members, each as likely.</param>
    public HouseholdShape(int persons, int? largest = null)
    {
        Persons = persons;
        var sizeOf = SizeShares.SelectMany((share, index) => Enumerable.Repeat((byte)(index + 1), share)).ToArray();
        var sizes = new List<byte>(persons / 3);
        var draw = new Draw(2026);
        for (var first = 0; first < persons;)
        {
            var size = Math.Min(largest is { } most ? 1 + draw.Below(most) : sizeOf[draw.Below(100)], persons - first);
            sizes.Add((byte)size);
            first += size;
            if (sizes.Count % Full == 0 && first < persons)
            {
                _firstPersons.Add(first);
            }
        }

        _firstPersons.Add(persons);
        Sizes = new Column<byte>(sizes.Count);
        sizes.CopyTo(Sizes.All);
    }

    public int Persons { get; }
    public int Households => Sizes.Count;
    public int Blocks => _firstPersons.Count - 1;
    public Column<byte> Sizes { get; }

    /// <summary>Where a block's households and persons begin and end.</summary>
    public (int Household, int EndHousehold, int Person, int EndPerson) Block(int block) =>
        (block * Full, Math.Min(Households, (block + 1) * Full), _firstPersons[block], _firstPersons[block + 1]);

    /// <summary>Draws every household of every block, on all cores; a block has its own seed, so that the order of work does not matter.</summary>
    /// <param name="draw">Called with a household, its first member and its size, and the block's numbers.</param>
    public void Fill(ulong seed, HouseholdDraw draw) => Parallel.For(0, Blocks, block =>
    {
        var (household, endHousehold, person, _) = Block(block);
        var numbers = new Draw(unchecked((seed << 32) + (ulong)block * 0x9E3779B97F4A7C15));
        for (; household < endHousehold; person += Sizes[household++])
        {
            draw(household, person, Sizes[household], ref numbers);
        }
    });

    public void Dispose() => Sizes.Dispose();
}

public delegate void HouseholdDraw(int household, int firstPerson, int size, ref Draw numbers);
