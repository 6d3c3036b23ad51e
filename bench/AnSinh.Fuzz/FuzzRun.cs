using System.Collections.Concurrent;
using System.Diagnostics;
using AnSinh.Dmn;

namespace AnSinh.Fuzz;

/// <summary>
/// Feeds the engine with texts and models that nobody would write. Each input follows from the seed and its number alone. Only the engine's own diagnostics and exceptions may come out, soon,
/// and without eating the memory; anything else is a finding. A hang ends the run, because nothing can stop the thread that hangs.
/// </summary>
public sealed class FuzzRun(ModelFolder models, FuzzOptions options)
{
    private const int MaxFindings = 20;

    private readonly ExpressionTexts texts = new(models.Expressions);
    private readonly ConcurrentDictionary<string, byte> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> results = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FuzzFinding> findings = new();
    private readonly Lock slowestLock = new();
    private long next;
    private long done;
    private long modelsDone;
    private long valid;
    private (TimeSpan Time, long Number) slowest;
    private volatile bool ended;

    /// <summary>The text of an input: an expression, or a model's XML.</summary>
    public string InputOf(long number)
    {
        var random = RandomOf(number);
        return IsModel(number) ? models.Mutant(random).Xml : texts.Next(random);
    }

    /// <summary>Runs to the number of inputs, the time, a hang, or the cancellation; <paramref name="progress"/> hears every few seconds.</summary>
    public FuzzReport Run(Action<FuzzReport>? progress = null, CancellationToken cancelled = default)
    {
        var begun = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, Math.Max(1, options.Threads)).Select(_ => new Worker()).ToList();
        foreach (var worker in workers)
        {
            // The stack of an ordinary thread; the engine measures what is left of it.
            worker.Thread = new Thread(() => Work(worker)) { IsBackground = true };
            worker.Thread.Start();
        }

        var told = begun;
        while (!ended && workers.Exists(worker => worker.Thread!.IsAlive))
        {
            workers.Find(worker => worker.Thread!.IsAlive)?.Thread!.Join(200);
            ended |= cancelled.IsCancellationRequested || Stopwatch.GetElapsedTime(begun) > options.Time || Hangs(workers);
            if (progress is not null && Stopwatch.GetElapsedTime(told) > TimeSpan.FromSeconds(5))
            {
                told = Stopwatch.GetTimestamp();
                progress(Report(begun));
            }
        }

        foreach (var worker in workers.Where(worker => !worker.Hangs))
        {
            worker.Thread!.Join(options.Hang);
        }

        return Report(begun);
    }

    private bool Hangs(List<Worker> workers)
    {
        foreach (var worker in workers.Where(worker => !worker.Hangs))
        {
            var (number, since) = (Interlocked.Read(ref worker.Number), Interlocked.Read(ref worker.Since));
            if (number > 0 && Stopwatch.GetElapsedTime(since) > options.Hang && Interlocked.Read(ref worker.Number) == number)
            {
                worker.Hangs = true;
                findings.Enqueue(new FuzzFinding("hang", options.Seed, number, InputOf(number), $"longer than {options.Hang.TotalSeconds:0} s"));
            }
        }

        return workers.Exists(worker => worker.Hangs);
    }

    private void Work(Worker worker)
    {
        while (!ended && Interlocked.Increment(ref next) is var number && number <= options.Inputs)
        {
            var (begun, bytes) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            Interlocked.Exchange(ref worker.Since, begun);
            Interlocked.Exchange(ref worker.Number, number);
            try
            {
                Try(number);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                Find(fault is BrokenPromiseException ? "broken" : "crash", number, fault is BrokenPromiseException ? fault.Message : fault.ToString());
            }

            Interlocked.Exchange(ref worker.Number, 0);
            Interlocked.Increment(ref done);
            if (GC.GetAllocatedBytesForCurrentThread() - bytes is var taken && taken > options.MemoryOfOne)
            {
                Find("memory", number, $"{taken >> 20} MiB");
            }

            Note(number, Stopwatch.GetElapsedTime(begun));
        }
    }

    private void Try(long number)
    {
        var random = RandomOf(number);
        FuzzOutcome outcome;
        if (IsModel(number))
        {
            outcome = ModelTrial.Run(models, models.Mutant(random), random);
            Interlocked.Increment(ref modelsDone);
        }
        else
        {
            outcome = ExpressionTrial.Run(texts.Next(random), random);
        }

        if (outcome.Valid)
        {
            Interlocked.Increment(ref valid);
        }

        read.TryAdd((IsModel(number) ? "model " : "text ") + outcome.Read, 0);
        foreach (var result in outcome.Results)
        {
            results.TryAdd(result, 0);
        }
    }

    private void Find(string kind, long number, string detail)
    {
        findings.Enqueue(new FuzzFinding(kind, options.Seed, number, InputOf(number), detail));
        ended |= findings.Count >= MaxFindings;
    }

    private void Note(long number, TimeSpan time)
    {
        lock (slowestLock)
        {
            slowest = time > slowest.Time ? (time, number) : slowest;
        }
    }

    private bool IsModel(long number) => options.ModelEvery > 0 && models.Count > 0 && number % options.ModelEvery == 0;

    private FuzzReport Report(long begun)
    {
        lock (slowestLock)
        {
            return new FuzzReport(
                options.Seed, done, done - modelsDone, modelsDone, valid, read.Count, results.Count, Stopwatch.GetElapsedTime(begun), slowest.Time, slowest.Number, Environment.WorkingSet, [.. findings]);
        }
    }

    /// <summary>Neighbouring numbers get unlike seeds (the finaliser of splitmix64).</summary>
    private Random RandomOf(long number)
    {
        unchecked
        {
            var mixed = (ulong)number * 0x9E3779B97F4A7C15 + (ulong)options.Seed * 0xD1B54A32D192ED03;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return new Random((int)(mixed ^ (mixed >> 31)));
        }
    }

    private sealed class Worker
    {
        public Thread? Thread;
        public long Number;
        public long Since;
        public bool Hangs;
    }
}
