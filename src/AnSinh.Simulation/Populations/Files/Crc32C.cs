using System.Buffers.Binary;
using System.Numerics;

namespace AnSinh.Simulation.Populations;

/// <summary>The checksum of iSCSI (RFC 3720, appendix B.4), by the processor's own instruction.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var last in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, last);
        }

        return ~checksum;
    }
}
