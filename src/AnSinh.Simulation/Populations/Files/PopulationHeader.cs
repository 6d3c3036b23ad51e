using System.Buffers.Binary;
using AnSinh.Storage;

namespace AnSinh.Simulation.Populations;

/// <summary>Where the people of a file come from.</summary>
public enum PopulationOrigin
{
    /// <summary>Drawn from published marginals with a seed.</summary>
    Drawn,

    /// <summary>A weighted survey of real households.</summary>
    Survey,

    /// <summary>Read out of a register.</summary>
    Register,
}

/// <summary>A stretch of the file and the CRC-32C of its bytes.</summary>
internal readonly record struct FileSection(long Offset, long Length, uint Checksum);

/// <summary>The first bytes of a population file: what it is, how much it holds and where the rest stands. It is written last, so that an unfinished file has none.</summary>
internal sealed record PopulationHeader
{
    public const int Size = 192;
    public const int CurrentVersion = 1;
    private const int ChecksumAt = Size - 4;

    private static ReadOnlySpan<byte> Magic => "ANSINHPP"u8;

    public required PopulationOrigin Origin { get; init; }
    public required long Seed { get; init; }

    /// <summary>The day on which ages and membership are those of the file.</summary>
    public required DateOnly Day { get; init; }
    public required long Persons { get; init; }
    public required long Households { get; init; }
    public required int Blocks { get; init; }
    public required FileSection Index { get; init; }
    public required FileSection PersonProfiles { get; init; }
    public required FileSection HouseholdProfiles { get; init; }

    public long FileLength => Index.Offset + Index.Length;

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), CurrentVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), (int)Origin);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Seed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Day.DayNumber);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), Blocks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Persons);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), Households);
        Write(bytes.AsSpan(48), Index);
        Write(bytes.AsSpan(72), PersonProfiles);
        Write(bytes.AsSpan(96), HouseholdProfiles);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumAt), Crc32C.Of(bytes.AsSpan(0, ChecksumAt)));
        return bytes;
    }

    /// <exception cref="StorageException">Not a finished population file of this version, or damaged.</exception>
    public static PopulationHeader Read(string file, ReadOnlySpan<byte> bytes, long length)
    {
        if (length < Size || !bytes[..8].SequenceEqual(Magic))
        {
            var unfinished = length >= Size && bytes[..8].IndexOfAnyExcept((byte)0) < 0;
            throw unfinished
                ? new StorageException($"{file}: tệp dân số chưa ghi xong; hãy tạo lại.", $"{file}: an unfinished population file; make it again.")
                : new StorageException($"{file}: không phải tệp dân số của An Sinh (tạo bằng `ansinh population make`).", $"{file}: not a population file of An Sinh (made by `ansinh population make`).");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (version != CurrentVersion)
        {
            throw new StorageException(
                $"{file}: tệp thuộc phiên bản {version}, chương trình này đọc phiên bản {CurrentVersion}; hãy tạo lại tệp.",
                $"{file}: the file has version {version}, this program reads version {CurrentVersion}; make the file again.");
        }

        if (Crc32C.Of(bytes[..ChecksumAt]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..]))
        {
            throw Damaged(file, "phần đầu", "the header");
        }

        var header = new PopulationHeader
        {
            Origin = (PopulationOrigin)BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            Seed = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            Day = DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(bytes[24..])),
            Blocks = BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]),
            Persons = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            Households = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            Index = ReadSection(bytes[48..]),
            PersonProfiles = ReadSection(bytes[72..]),
            HouseholdProfiles = ReadSection(bytes[96..]),
        };
        return header.FileLength == length ? header : throw new StorageException(
            $"{file}: tệp có {length} byte, phải có {header.FileLength}; tệp bị cắt hoặc bị nối thêm.",
            $"{file}: the file has {length} bytes and must have {header.FileLength}; it was cut short or added to.");
    }

    public static StorageException Damaged(string file, string vietnamese, string english) => new(
        $"{file}: {vietnamese} không khớp mã kiểm tra; tệp bị hỏng, hãy tạo lại.", $"{file}: {english} does not agree with its checksum; the file is damaged, make it again.");

    private static void Write(Span<byte> bytes, FileSection section)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, section.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], section.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], section.Checksum);
    }

    private static FileSection ReadSection(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]));
}
