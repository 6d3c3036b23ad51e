using System.Buffers;
using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Simulation.Populations;

/// <summary>A population file, mapped into memory. Several threads may read blocks at once, each into a block of its own.</summary>
public sealed class PopulationReader : IDisposable
{
    private readonly string _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly PopulationHeader _header;
    private readonly BlockPlace[] _blocks;

    /// <exception cref="StorageException">Not a finished population file of this version, or damaged.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public PopulationReader(string path)
    {
        _file = Path.GetFileName(path);
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            throw new StorageException($"{_file}: tệp trống.", $"{_file}: the file is empty.");
        }

        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        try
        {
            var head = new byte[Math.Min(length, PopulationHeader.Size)];
            _view.SafeMemoryMappedViewHandle.ReadSpan<byte>(0, head);
            _header = PopulationHeader.Read(_file, head, length);
            _blocks = ReadIndex();
            var (persons, linkFacts) = ProfileLines.ReadPersons(Section(_header.PersonProfiles, "danh mục người", "the dictionary of persons"));
            Dictionary = new PeopleDictionary(persons, ProfileLines.ReadHouseholds(Section(_header.HouseholdProfiles, "danh mục hộ", "the dictionary of households")), linkFacts);
        }
        catch (Exception error)
        {
            Dispose();
            if (error is JsonException or FormatException or InvalidOperationException)
            {
                throw PopulationHeader.Damaged(_file, "danh mục", "a dictionary");
            }

            throw;
        }
    }

    public PopulationOrigin Origin => _header.Origin;
    public long Seed => _header.Seed;
    public DateOnly Day => _header.Day;
    public int Version => PopulationHeader.CurrentVersion;
    public long Persons => _header.Persons;
    public long Households => _header.Households;
    public long Length => _header.FileLength;
    public int Blocks => _header.Blocks;
    public PeopleDictionary Dictionary { get; }

    /// <summary>Bytes of both dictionaries.</summary>
    public long DictionaryLength => _header.PersonProfiles.Length + _header.HouseholdProfiles.Length;

    /// <summary>Fills <paramref name="into"/> with a block, after its checksum was found right. Allocates nothing once the block's arrays are long enough.</summary>
    /// <exception cref="StorageException">The block is damaged.</exception>
    public void ReadBlock(int index, PeopleBlock into)
    {
        var place = _blocks[index];
        var buffer = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            var bytes = buffer.AsSpan(0, place.Length);
            _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)place.Offset, bytes);
            if (Crc32C.Of(bytes) != place.Checksum)
            {
                throw PopulationHeader.Damaged(_file, $"khối {index + 1} (byte {place.Offset})", $"block {index + 1} (byte {place.Offset})");
            }

            BlockCodec.Read(bytes, into);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }

    private BlockPlace[] ReadIndex()
    {
        var bytes = Section(_header.Index, "mục lục khối", "the index of blocks");
        var blocks = new BlockPlace[_header.Blocks];
        for (var index = 0; index < blocks.Length; index++)
        {
            var entry = bytes.AsSpan(index * PopulationWriter.IndexEntrySize);
            blocks[index] = new BlockPlace(BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
        }

        return blocks;
    }

    private byte[] Section(FileSection section, string vietnamese, string english)
    {
        var bytes = new byte[section.Length];
        _view.SafeMemoryMappedViewHandle.ReadSpan<byte>((ulong)section.Offset, bytes);
        return Crc32C.Of(bytes) == section.Checksum ? bytes : throw PopulationHeader.Damaged(_file, vietnamese, english);
    }

    private readonly record struct BlockPlace(long Offset, int Length, uint Checksum);
}
