namespace AnSinh.Benchmarks.Kernels;

/// <summary>Synthetic households for <see cref="PovertyKernel"/>: incomes and scores around the limits, some indicators not known.</summary>
public sealed class PovertyPeople : IDisposable
{
    private readonly HouseholdShape _shape;

    public PovertyPeople(HouseholdShape shape)
    {
        _shape = shape;
        (Flags, Incomes, Scores) = (new Column<byte>(shape.Households), new Column<int>(shape.Households), new Column<short>(shape.Households));
        (Deprived, Unknown, Status) = (new Column<ushort>(shape.Households), new Column<ushort>(shape.Households), new Column<byte>(shape.Households));
        shape.Fill(31, (int household, int _, int _, ref Draw draw) =>
        {
            Flags[household] = (byte)(draw.Below(3) + (draw.Permille(380) ? PovertyColumns.Urban : 0));
            Incomes[household] = 500_000 + (draw.Below(120) * 50_000) + (draw.Below(3) - 1);
            Scores[household] = (short)(100 + draw.Below(120));
            Deprived[household] = (ushort)(draw.Below(4096) & draw.Below(4096) & draw.Below(4096));
            Unknown[household] = (ushort)(draw.Permille(100) ? draw.Below(4096) & draw.Below(4096) & ~Deprived[household] : 0);
        });
    }

    public Column<byte> Flags { get; }
    public Column<int> Incomes { get; }
    public Column<short> Scores { get; }
    public Column<ushort> Deprived { get; }
    public Column<ushort> Unknown { get; }
    public Column<byte> Status { get; }

    public PovertyColumns Block(int block)
    {
        var (from, to, _, _) = _shape.Block(block);
        return new PovertyColumns
        {
            Flags = Flags.Part(from, to),
            Incomes = Incomes.Part(from, to),
            Scores = Scores.Part(from, to),
            Deprived = Deprived.Part(from, to),
            Unknown = Unknown.Part(from, to),
            Status = Status.Part(from, to),
        };
    }

    /// <summary>Reads what the kernel reads.</summary>
    public long Read(int block)
    {
        var columns = Block(block);
        return MemoryKernels.Read<byte>(columns.Flags) + MemoryKernels.Read(columns.Incomes) + MemoryKernels.Read(columns.Scores) + MemoryKernels.Read(columns.Deprived) + MemoryKernels.Read(columns.Unknown);
    }

    public void Dispose()
    {
        Flags.Dispose();
        Incomes.Dispose();
        Scores.Dispose();
        Deprived.Dispose();
        Unknown.Dispose();
        Status.Dispose();
    }
}
