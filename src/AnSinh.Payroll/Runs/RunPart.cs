using System.IO.Compression;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll.Replay;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>Buckets from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
public readonly record struct BucketRange(byte First, byte Last)
{
    public static readonly BucketRange All = new(byte.MinValue, byte.MaxValue);

    private const int Buckets = 256;

    public bool Contains(PersonId person) => Bucket.Of(person).Value is var bucket && First <= bucket && bucket <= Last;

    /// <summary>All buckets in so many ranges, as even as can be.</summary>
    /// <param name="count">1 to 256.</param>
    public static IReadOnlyList<BucketRange> Cut(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Buckets);
        return [.. Enumerable.Range(0, count).Select(part => new BucketRange((byte)(part * Buckets / count), (byte)((part + 1) * Buckets / count - 1)))];
    }

    public override string ToString() => PayrollBook.Text($"{First}-{Last}");
}

/// <summary>What a run says of the people in some buckets. It depends on the run's input and on nothing else, so that whoever computes it comes to the same bytes.</summary>
public sealed record RunPart(
    IReadOnlyList<PayLine> Lines,
    IReadOnlyList<Receivable> Receivables,
    IReadOnlyList<ReceivableCancelled> Cancelled,
    IReadOnlyList<Reclassification> Reclassifications,
    IReadOnlyList<UnpaidAward> Unpaid)
{
    private static readonly JsonSerializerOptions Options = new(ExportJson.Options) { WriteIndented = false, IgnoreReadOnlyProperties = true };

    /// <summary>JSON, compressed: the same part is the same bytes on machines of one kind.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(stream, this, Options);
        }

        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a packed part.</exception>
    public static RunPart Unpack(byte[] packed)
    {
        try
        {
            using var stream = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<RunPart>(stream, Options) ?? throw new InvalidDataException("An empty part of a run.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("Not a part of a run.", error);
        }
    }
}
