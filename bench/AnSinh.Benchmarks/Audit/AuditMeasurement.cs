using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AnSinh.Storage.Audit;

namespace AnSinh.Benchmarks.Audit;

/// <summary>Seconds on the clock and of processor time; they differ where the machine does other work beside.</summary>
public readonly record struct Spent(decimal Seconds, decimal Work);

/// <summary>Verifying an export of so many events beside the SHA-256 of the same bytes, read the same way, in turn, in the same run.</summary>
/// <param name="FileBytes">Of the export.</param>
/// <param name="Turns">Seconds of one hash over the file, and of one verification.</param>
/// <param name="MemoryBytes">Most that was resident, making the export included.</param>
public sealed record AuditMeasurement(long Events, long Blocks, long FileBytes, IReadOnlyList<(Spent Hash, Spent Verify)> Turns, long MemoryBytes)
{
    private const int Chunk = 1 << 20;

    public Spent Hash => Middle(turn => turn.Hash);
    public Spent Verify => Middle(turn => turn.Verify);

    /// <param name="events">In the whole history.</param>
    /// <param name="perBlock">Events of one block.</param>
    /// <param name="turns">How often both are measured.</param>
    /// <param name="progress">Told how many events are written.</param>
    /// <param name="cancellation">Stops it; the file is removed.</param>
    /// <exception cref="InvalidOperationException">The export does not verify.</exception>
    public static AuditMeasurement Run(long events, int perBlock, int turns, Action<long> progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-bench-audit-");
        try
        {
            var file = Path.Combine(folder.FullName, "history.audit");
            using var key = SealingKey.Create(folder.FullName);
            var (blocks, digest) = Write(file, key, events, perBlock, progress, cancellation);
            var measured = new List<(Spent, Spent)>();
            for (var turn = 0; turn < turns; turn++)
            {
                var since = Now();
                using (var stream = Open(file))
                {
                    var (hash, buffer) = (IncrementalHash.CreateHash(HashAlgorithmName.SHA256), new byte[Chunk]);
                    while (stream.Read(buffer) is > 0 and var read)
                    {
                        hash.AppendData(buffer, 0, read);
                    }

                    hash.GetHashAndReset();
                }

                var bare = Since(since);
                since = Now();
                var verifier = new AuditVerifier([key.Point], [digest]);
                using (var stream = Open(file))
                {
                    AuditFile.Read(stream, verifier, _ => { }, cancellation);
                }

                var verdict = verifier.Verdict();
                var verified = Since(since);
                if (!verdict.Ok || verdict.ProvenEvents != events)
                {
                    throw new InvalidOperationException($"the history does not verify: {verdict.Faults.FirstOrDefault()?.En}");
                }

                measured.Add((bare, verified));
            }

            using var process = Process.GetCurrentProcess();
            return new AuditMeasurement(events, blocks, new FileInfo(file).Length, measured, process.PeakWorkingSet64);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A history as a payroll leaves it: steps of runs, lines by bucket, changes of persons.</summary>
    private static (long Blocks, AuditDigest Last) Write(string file, SealingKey key, long events, int perBlock, Action<long> progress, CancellationToken cancellation)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, Chunk);
        void Line(ReadOnlySpan<byte> line)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
        }

        Line(Encoding.UTF8.GetBytes(AuditVerifier.Format));
        var (root, text, lines, commitment) = (new MerkleRoot(), new AuditLine(), new List<byte[]>(), new byte[MerkleRoot.HashBytes]);
        AuditBlock? last = null;
        for (var sequence = 1L; sequence <= events; sequence++)
        {
            SHA256.HashData(BitConverter.GetBytes(sequence), commitment);
            var line = text.Event(sequence, sequence, "2026-05-20T05:00:00.000Z", false, "officer", sequence % 3 == 0 ? "payroll.lines" : "person.change", Convert.ToHexStringLower(commitment.AsSpan(0, 13)), sequence % 300 + 1, commitment);
            root.Add(SHA256.HashData([0, .. line]));
            lines.Add(line);
            if (lines.Count < perBlock && sequence < events)
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            last = key.Sign(new AuditBlock(
                (last?.Number ?? 0) + 1, last?.Digest.Hash ?? AuditBlock.NoBlock, (last?.Last ?? 0) + 1, lines.Count, Convert.ToHexStringLower(root.Root()), "2026-05-20T05:00:00.000Z", false, key.Point, ""));
            Line(Encoding.UTF8.GetBytes(last.Line()));
            lines.ForEach(one => Line(one));
            lines.Clear();
            root.Clear();
            progress(sequence);
        }

        Line(Encoding.UTF8.GetBytes(AuditVerifier.End(last!.Number, events)));
        return (last.Number, last.Digest);
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);

    private static (long Clock, TimeSpan Work) Now() => (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    private static Spent Since((long Clock, TimeSpan Work) since) => new(Seconds(Stopwatch.GetElapsedTime(since.Clock)), Seconds(Environment.CpuUsage.TotalTime - since.Work));

    private static decimal Seconds(TimeSpan time) => decimal.Round((decimal)time.Ticks / TimeSpan.TicksPerSecond, 3);

    private Spent Middle(Func<(Spent Hash, Spent Verify), Spent> part) => Turns.Select(part).OrderBy(spent => spent.Seconds).ElementAt(Turns.Count / 2);
}
