using System.Numerics;

namespace AnSinh.Benchmarks.Kernels;

/// <summary>Synthetic columns of <see cref="OverlapKernel"/>.</summary>
public sealed class OverlapPeople : IDisposable
{
    [ThreadStatic]
    private static ParentClaim[]? _parents;

    private readonly HouseholdShape _shape;
    private readonly Column<ushort> _claims;
    private readonly Column<byte> _spouses;
    private readonly Column<ushort> _kept;
    private readonly Column<int> _amounts;
    private readonly int[] _firstAmounts;

    public OverlapPeople(RuleDraws draws)
    {
        _shape = draws.Shape;
        (_claims, _spouses, _kept) = (draws.Claims(), draws.Spouses(), new Column<ushort>(_shape.Persons));
        _firstAmounts = new int[_shape.Blocks + 1];
        for (var block = 0; block < _shape.Blocks; block++)
        {
            var (_, _, person, endPerson) = _shape.Block(block);
            var count = 0;
            foreach (var set in _claims.Part(person, endPerson))
            {
                count += BitOperations.PopCount(set);
            }

            _firstAmounts[block + 1] = _firstAmounts[block] + count;
        }

        _amounts = new Column<int>(_firstAmounts[^1]);
        var numbers = new Draw(41);
        foreach (ref var amount in _amounts.All)
        {
            amount = (10 + (5 * numbers.Below(5))) * RuleMonth.TenthOfLevel;
        }
    }

    /// <summary>Bytes of amounts for each person.</summary>
    public decimal AmountBytes => (decimal)_amounts.Bytes / _shape.Persons;

    public OverlapColumns Block(int block)
    {
        var (household, endHousehold, person, endPerson) = _shape.Block(block);
        if (_parents is null || _parents.Length < endPerson - person)
        {
            _parents = new ParentClaim[endPerson - person];
        }

        return new OverlapColumns
        {
            Sizes = _shape.Sizes.Part(household, endHousehold),
            Claims = _claims.Part(person, endPerson),
            Spouses = _spouses.Part(person, endPerson),
            Amounts = _amounts.Part(_firstAmounts[block], _firstAmounts[block + 1]),
            Kept = _kept.Part(person, endPerson),
            Parents = _parents,
        };
    }

    /// <summary>Reads what the kernel may read.</summary>
    public long Read(int block)
    {
        var columns = Block(block);
        return MemoryKernels.Read(columns.Sizes) + MemoryKernels.Read(columns.Claims) + MemoryKernels.Read(columns.Spouses) + MemoryKernels.Read(columns.Amounts);
    }

    public void Dispose()
    {
        _claims.Dispose();
        _spouses.Dispose();
        _kept.Dispose();
        _amounts.Dispose();
    }
}
