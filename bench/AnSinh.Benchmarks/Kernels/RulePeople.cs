namespace AnSinh.Benchmarks.Kernels;

/// <summary>Synthetic columns of <see cref="SingleParentKernel"/>.</summary>
public sealed class SingleParentPeople(RuleDraws draws) : IDisposable
{
    private readonly HouseholdShape _shape = draws.Shape;
    private readonly Column<byte> _poverty = draws.Poverty();
    private readonly Column<ushort> _born = draws.Born();
    private readonly Column<byte> _flags = draws.SingleParentFlags();
    private readonly Column<byte> _raisedBy = draws.Links(21, from: 2, permille: 700);
    private readonly Column<byte> _units = new(draws.Shape.Persons);

    public SingleParentColumns Block(int block)
    {
        var (household, endHousehold, person, endPerson) = _shape.Block(block);
        return new SingleParentColumns
        {
            Sizes = _shape.Sizes.Part(household, endHousehold),
            Poverty = _poverty.Part(household, endHousehold),
            Born = _born.Part(person, endPerson),
            Flags = _flags.Part(person, endPerson),
            RaisedBy = _raisedBy.Part(person, endPerson),
            Units = _units.Part(person, endPerson),
        };
    }

    /// <summary>Reads what the kernel reads.</summary>
    public long Read(int block)
    {
        var columns = Block(block);
        return MemoryKernels.Read(columns.Sizes) + MemoryKernels.Read(columns.Poverty) + MemoryKernels.Read(columns.Born) + MemoryKernels.Read(columns.Flags) + MemoryKernels.Read(columns.RaisedBy);
    }

    public void Dispose()
    {
        _poverty.Dispose();
        _born.Dispose();
        _flags.Dispose();
        _raisedBy.Dispose();
        _units.Dispose();
    }
}

/// <summary>Synthetic columns of <see cref="SupporterKernel"/>.</summary>
public sealed class SupporterPeople(RuleDraws draws) : IDisposable
{
    private readonly HouseholdShape _shape = draws.Shape;
    private readonly Column<byte> _poverty = draws.Poverty();
    private readonly Column<ushort> _born = draws.Born();
    private readonly Column<byte> _flags = draws.SupporterFlags();
    private readonly Column<byte> _supporter = draws.Links(22, from: 0, permille: 100);
    private readonly Column<byte> _tenths = new(draws.Shape.Persons);

    public SupporterColumns Block(int block)
    {
        var (household, endHousehold, person, endPerson) = _shape.Block(block);
        return new SupporterColumns
        {
            Sizes = _shape.Sizes.Part(household, endHousehold),
            Poverty = _poverty.Part(household, endHousehold),
            Born = _born.Part(person, endPerson),
            Flags = _flags.Part(person, endPerson),
            Supporter = _supporter.Part(person, endPerson),
            Tenths = _tenths.Part(person, endPerson),
        };
    }

    /// <summary>Reads what the kernel reads.</summary>
    public long Read(int block)
    {
        var columns = Block(block);
        return MemoryKernels.Read(columns.Sizes) + MemoryKernels.Read(columns.Poverty) + MemoryKernels.Read(columns.Born) + MemoryKernels.Read(columns.Flags) + MemoryKernels.Read(columns.Supporter);
    }

    public void Dispose()
    {
        _poverty.Dispose();
        _born.Dispose();
        _flags.Dispose();
        _supporter.Dispose();
        _tenths.Dispose();
    }
}

/// <summary>Synthetic columns of <see cref="CareKernel"/>.</summary>
public sealed class CarePeople(RuleDraws draws) : IDisposable
{
    [ThreadStatic]
    private static CareClaim[]? _claims;

    private readonly HouseholdShape _shape = draws.Shape;
    private readonly Column<ushort> _born = draws.Born();
    private readonly Column<byte> _flags = draws.CareFlags();
    private readonly Column<byte> _raisedBy = draws.Links(23, from: 2, permille: 700);
    private readonly Column<uint> _carers = draws.Carers();
    private readonly Column<uint> _rowOfId = draws.RowOfId();

    public CareColumns Block(int block)
    {
        var (household, endHousehold, person, endPerson) = _shape.Block(block);
        if (_claims is null || _claims.Length < endPerson - person)
        {
            _claims = new CareClaim[endPerson - person];
        }

        return new CareColumns
        {
            Sizes = _shape.Sizes.Part(household, endHousehold),
            Born = _born.Part(person, endPerson),
            Flags = _flags.Part(person, endPerson),
            RaisedBy = _raisedBy.Part(person, endPerson),
            Carers = _carers.Part(person, endPerson),
            FirstRow = (uint)person,
            RowOfId = _rowOfId.All,
            Claims = _claims,
        };
    }

    /// <summary>Reads the persons' columns; of the look-up, which is read here and there, nothing.</summary>
    public long Read(int block)
    {
        var columns = Block(block);
        return MemoryKernels.Read(columns.Sizes) + MemoryKernels.Read(columns.Born) + MemoryKernels.Read(columns.Flags) + MemoryKernels.Read(columns.RaisedBy) + MemoryKernels.Read(columns.Carers);
    }

    public void Dispose()
    {
        _born.Dispose();
        _flags.Dispose();
        _raisedBy.Dispose();
        _carers.Dispose();
        _rowOfId.Dispose();
    }
}
