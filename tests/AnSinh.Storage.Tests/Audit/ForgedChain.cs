using System.Security.Cryptography;
using System.Text;
using AnSinh.Storage.Audit;

namespace AnSinh.Storage.Tests.Audit;

/// <summary>A history in memory, sealed with a key of its own, that can be written anew as somebody with or without the key would.</summary>
internal sealed class ForgedChain(SealingKey key)
{
    /// <summary>The events of each block, as lines.</summary>
    public List<List<string>> Blocks { get; } = [];

    public static ForgedChain Random(Random random, SealingKey key)
    {
        var (chain, line, sequence) = (new ForgedChain(key), new AuditLine(), 0L);
        for (var block = random.Next(2, 8); block > 0; block--)
        {
            var events = new List<string>();
            for (var one = random.Next(1, 7); one > 0; one--)
            {
                var commitment = new byte[32];
                random.NextBytes(commitment);
                sequence += random.Next(1, 3);
                events.Add(Encoding.UTF8.GetString(line.Event(
                    sequence, sequence, "2026-05-20T05:00:00.000Z", random.Next(2) == 0, "lan", random.Next(9) == 0 ? "payroll.audit.key" : "person.change", $"p{random.Next(5)} \"ở\\\n", random.Next(1, 300), commitment)));
            }

            chain.Blocks.Add(events);
        }

        return chain;
    }

    /// <summary>Headers over the events as they stand now, signed by the key, after those that are kept.</summary>
    public List<AuditBlock> Seal(params IEnumerable<AuditBlock> kept)
    {
        var headers = kept.ToList();
        var (previous, first) = headers.Count == 0 ? (AuditBlock.NoBlock, 1L) : (headers[^1].Digest.Hash, headers[^1].Last + 1);
        foreach (var events in Blocks.Skip(headers.Count))
        {
            var root = new MerkleRoot();
            events.ForEach(line => root.Add(SHA256.HashData([0, .. Encoding.UTF8.GetBytes(line)])));
            var block = key.Sign(new AuditBlock(
                headers.Count + 1, previous, first, events.Count, Convert.ToHexStringLower(root.Root()), $"2026-05-20T05:00:{headers.Count:00}.000Z", false, key.Point, ""));
            headers.Add(block);
            (previous, first) = (block.Digest.Hash, block.Last + 1);
        }

        return headers;
    }

    /// <summary>The lines of an export with these headers and the events as they stand; the end is made to agree.</summary>
    public List<string> Lines(IReadOnlyList<AuditBlock> headers)
    {
        var lines = new List<string> { AuditVerifier.Format };
        foreach (var (header, events) in headers.Zip(Blocks))
        {
            lines.Add(header.Line());
            lines.AddRange(events);
        }

        lines.Add(AuditVerifier.End(headers.Count, Blocks.Take(headers.Count).Sum(events => events.Count)));
        return lines;
    }

    public static byte[] Bytes(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public static AuditVerdict Verify(byte[] file, string trusted, params AuditDigest[] digests)
    {
        var verifier = new AuditVerifier([trusted], digests);
        using var stream = new MemoryStream(file);
        AuditFile.Read(stream, verifier, _ => { }, CancellationToken.None);
        return verifier.Verdict();
    }
}
