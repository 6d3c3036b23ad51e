using System.Buffers.Binary;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// Writes a population file, block after block. It grows under the name with <c>.part</c> and without its head; only <see cref="Complete"/> gives it both. Whatever
/// ends the writing before that leaves nothing behind, and what a power cut leaves is no population file.
/// </summary>
public sealed class PopulationWriter : IDisposable
{
    internal const int IndexEntrySize = 24;
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    private readonly string _path;
    private readonly string _part;
    private readonly FileStream _stream;
    private readonly PopulationOrigin _origin;
    private readonly long _seed;
    private readonly DateOnly _day;
    private readonly ProfileMerge<PersonProfile> _persons = new(profile => profile.Canonical);
    private readonly ProfileMerge<HouseholdProfile> _households = new(profile => profile.Canonical);
    private readonly List<string> _linkFacts = [];
    private readonly MemoryStream _index = new();
    private byte[] _bytes = [];
    private int[] _personNumbers = [];
    private int[] _householdNumbers = [];
    private int[] _mapped = [];
    private int[] _mappedHouseholds = [];
    private long _at = PopulationHeader.Size;
    private int _blocks;
    private bool _complete;

    /// <param name="seed">Of the lot that drew the people; 0 where nothing was drawn.</param>
    /// <param name="day">The day on which ages and membership are those of the file.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public PopulationWriter(string path, PopulationOrigin origin, long seed, DateOnly day)
    {
        (_path, _origin, _seed, _day) = (Path.GetFullPath(path), origin, seed, day);
        _part = _path + ".part";
        _stream = new FileStream(_part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Write(new byte[PopulationHeader.Size]);
    }

    public long Persons { get; private set; }
    public long Households { get; private set; }

    /// <param name="local">The dictionary that the block's numbers point at; profiles equal to known ones become one with them.</param>
    /// <exception cref="StorageException">The disk is full.</exception>
    public void Add(PeopleBlock block, PeopleDictionary local)
    {
        if (block.Households is 0 or > PeopleBlock.Full)
        {
            throw new ArgumentException($"A block holds 1 to {PeopleBlock.Full} households, this one {block.Households}.", nameof(block));
        }

        _persons.Map(local.Persons, ref _personNumbers);
        _households.Map(local.Households, ref _householdNumbers);
        Translate(block.Profiles.AsSpan(0, block.Persons), _personNumbers, ref _mapped);
        Translate(block.HouseholdProfiles.AsSpan(0, block.Households), _householdNumbers, ref _mappedHouseholds);
        var bound = BlockCodec.Bound(block);
        if (_bytes.Length < bound)
        {
            _bytes = new byte[bound];
        }

        var length = BlockCodec.Write(block, _mappedHouseholds.AsSpan(0, block.Households), _mapped.AsSpan(0, block.Persons), LinkNumbers(local.LinkFacts), _bytes);
        Span<byte> entry = stackalloc byte[IndexEntrySize];
        BinaryPrimitives.WriteInt64LittleEndian(entry, _at);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], Crc32C.Of(_bytes.AsSpan(0, length)));
        BinaryPrimitives.WriteInt32LittleEndian(entry[16..], block.Households);
        BinaryPrimitives.WriteInt32LittleEndian(entry[20..], block.Persons);
        _index.Write(entry);
        Guarded(() => _stream.Write(_bytes, 0, length));
        _at += length;
        _blocks++;
        Persons += block.Persons;
        Households += block.Households;
    }

    /// <summary>Writes dictionaries, index and head, and gives the file its name; one of that name is replaced.</summary>
    /// <exception cref="StorageException">The disk is full.</exception>
    public void Complete()
    {
        var persons = Section(ProfileLines.OfPersons(_persons.All, _linkFacts));
        var households = Section(ProfileLines.OfHouseholds(_households.All));
        var index = Section(_index.ToArray());
        var header = new PopulationHeader
        {
            Origin = _origin,
            Seed = _seed,
            Day = _day,
            Persons = Persons,
            Households = Households,
            Blocks = _blocks,
            Index = index,
            PersonProfiles = persons,
            HouseholdProfiles = households,
        };
        Guarded(() =>
        {
            _stream.Flush(flushToDisk: true);
            _stream.Position = 0;
            _stream.Write(header.ToBytes());
            _stream.Flush(flushToDisk: true);
            _stream.Dispose();
            File.Move(_part, _path, overwrite: true);
        });
        _complete = true;
    }

    public void Dispose()
    {
        _index.Dispose();
        if (_complete)
        {
            return;
        }

        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // What could not be flushed is thrown away with the file.
        }
        finally
        {
            File.Delete(_part);
        }
    }

    private FileSection Section(byte[] bytes)
    {
        var section = new FileSection(_at, bytes.Length, Crc32C.Of(bytes));
        Write(bytes);
        _at += bytes.Length;
        return section;
    }

    private void Write(byte[] bytes) => Guarded(() => _stream.Write(bytes));

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (IOException error) when (error.HResult is NoSpaceUnix or NoSpaceWindows)
        {
            throw new StorageException(
                $"đĩa chứa {_path} đã đầy sau {_at} byte; hãy dọn chỗ hoặc chọn ổ khác. Không để lại tệp dở dang.",
                $"the disk of {_path} is full after {_at} bytes; make room or choose another. No unfinished file is left.");
        }
    }

    private byte[] LinkNumbers(IReadOnlyList<string> facts)
    {
        var numbers = new byte[facts.Count];
        for (var index = 0; index < numbers.Length; index++)
        {
            var known = _linkFacts.IndexOf(facts[index]);
            if (known < 0)
            {
                known = _linkFacts.Count;
                _linkFacts.Add(facts[index]);
            }

            numbers[index] = known < BlockCodec.MaxLinkFacts ? (byte)known : throw new ArgumentException($"A population file holds at most {BlockCodec.MaxLinkFacts} facts that name members.", nameof(facts));
        }

        return numbers;
    }

    private static void Translate(ReadOnlySpan<int> local, int[] numbers, ref int[] into)
    {
        if (into.Length < local.Length)
        {
            into = new int[local.Length + (local.Length / 8)];
        }

        for (var index = 0; index < local.Length; index++)
        {
            into[index] = numbers[local[index]];
        }
    }
}
