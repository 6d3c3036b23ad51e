namespace AnSinh.Simulation.Measures;

/// <summary>The households of a block with incomes: VND a month for each member, now and under each scenario.</summary>
public sealed class IncomeBlock(int households, int scenarios)
{
    /// <summary>Millionths of a household that each stands for.</summary>
    public long[] Weights { get; } = new long[households];
    public byte[] Sizes { get; } = new byte[households];
    public bool[] Urban { get; } = new bool[households];

    /// <summary>By scenario, VND a month for each member; the first scenario is the law as it is.</summary>
    public long[][] Incomes { get; } = [.. Enumerable.Range(0, scenarios).Select(_ => new long[households])];

    public void Set(int household, long weight, byte size, bool isUrban, long income)
    {
        (Weights[household], Sizes[household], Urban[household]) = (weight, size, isUrban);
        Incomes[0][household] = income;
    }

    /// <summary>
    /// The income under a scenario: what is known of it holds what today's law gives, so that only the change is added, spread over members and months and rounded to the nearest đồng (half away from zero).
    /// </summary>
    public void SetAfter(int scenario, int household, long income, long change, int memberMonths) =>
        Incomes[scenario][household] = income + (long)Math.Round((decimal)change / memberMonths, MidpointRounding.AwayFromZero);
}
