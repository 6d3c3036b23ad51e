namespace AnSinh.Fuzz;

/// <summary>Something the engine must never do. The seed and the number give the input again.</summary>
/// <param name="Kind">crash, hang, memory (one input took more than <see cref="FuzzOptions.MemoryOfOne"/>), or broken (a promise of the engine did not hold).</param>
/// <param name="Detail">The exception, or what was promised.</param>
public sealed record FuzzFinding(string Kind, int Seed, long Number, string Input, string Detail);

/// <summary>A promise of the engine that an input broke.</summary>
public sealed class BrokenPromiseException(string promise) : Exception(promise);

/// <summary>What of the engine's answers to an input is counted: how it was read, and what came of it.</summary>
public sealed record FuzzOutcome(string Read, bool Valid, IReadOnlyCollection<string> Results);

public sealed record FuzzOptions
{
    public long Inputs { get; init; } = 1_000_000;

    /// <summary>The run ends after this time whatever was reached.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(30);

    public int Seed { get; init; } = 1;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>One input of so many is a model, the others are expressions; 0: none is.</summary>
    public int ModelEvery { get; init; } = 25;

    /// <summary>An input that takes longer hangs. The engine's limits should end it in a small part of this.</summary>
    public TimeSpan Hang { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Bytes that one input may allocate.</summary>
    public long MemoryOfOne { get; init; } = 1L << 30;
}

/// <summary>What a run saw.</summary>
/// <param name="Read">Distinct ways of reading: sets of diagnostics, and for sound texts sets of the typed form's nodes.</param>
/// <param name="Results">Distinct kinds of values and reasons for stopping.</param>
/// <param name="Slowest">Wall-clock time of the slowest input, which has the number beside it.</param>
/// <param name="WorkingSet">Bytes of memory the process holds.</param>
public sealed record FuzzReport(
    int Seed, long Inputs, long Expressions, long Models, long Valid, int Read, int Results, TimeSpan Time, TimeSpan Slowest, long SlowestNumber, long WorkingSet, IReadOnlyList<FuzzFinding> Findings);
