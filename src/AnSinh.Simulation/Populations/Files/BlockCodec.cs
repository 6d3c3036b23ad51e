using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// A block as bytes, little-endian: counts (4 x 4), widths and flags (4), then the columns one after another. Profile numbers take 1 to 4 bytes, as the largest of the block
/// needs; a link takes two (distance from the last person with a link, fact, member), or six where the distance is 31 persons or more.
/// </summary>
internal static class BlockCodec
{
    public const int MaxLinkFacts = 8;
    private const int HeadSize = 20;
    private const int FarDelta = 31;
    private const byte HasWeights = 1;
    private const byte HasIncomes = 2;
    private const byte HasEthnicGroups = 4;

    /// <summary>Most bytes that a block of these counts can take.</summary>
    public static int Bound(PeopleBlock block) => checked(HeadSize + (block.Households * (1 + 4 + 8 + 8 + 1)) + (block.Persons * 6) + (block.LinkCount * 6));

    /// <param name="households">Profile of each household in the file's dictionary.</param>
    /// <param name="persons">Profile of each person in the file's dictionary.</param>
    /// <param name="linkFacts">For each link fact of the block, its place in the file's dictionary.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(PeopleBlock block, ReadOnlySpan<int> households, ReadOnlySpan<int> persons, ReadOnlySpan<byte> linkFacts, Span<byte> bytes)
    {
        var (householdWidth, personWidth) = (WidthOf(households), WidthOf(persons));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, block.Households);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], block.Persons);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], block.LinkCount);
        (bytes[16], bytes[17]) = ((byte)householdWidth, (byte)personWidth);
        bytes[18] = (byte)((block.Weights.Length > 0 ? HasWeights : 0) | (block.Incomes.Length > 0 ? HasIncomes : 0) | (block.EthnicGroups.Length > 0 ? HasEthnicGroups : 0));
        bytes[19] = 0;

        var at = HeadSize;
        block.Sizes.AsSpan(0, block.Households).CopyTo(bytes[at..]);
        at += block.Households;
        at += WriteNumbers(households, householdWidth, bytes[at..]);
        var born = MemoryMarshal.AsBytes(block.Born.AsSpan(0, block.Persons));
        born.CopyTo(bytes[at..]);
        at += born.Length;
        at += WriteNumbers(persons, personWidth, bytes[at..]);
        var linkBytes = WriteLinks(block.AllLinks, linkFacts, bytes[at..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], linkBytes);
        at += linkBytes;
        at += WriteColumn(block.Weights, block.Households, bytes[at..]);
        at += WriteColumn(block.Incomes, block.Households, bytes[at..]);
        at += WriteColumn(block.EthnicGroups, block.Households, bytes[at..]);
        return at;
    }

    /// <summary>Fills a block; its arrays are kept where they are long enough.</summary>
    public static void Read(ReadOnlySpan<byte> bytes, PeopleBlock into)
    {
        into.Households = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        into.Persons = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        into.LinkCount = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        var linkBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        var (householdWidth, personWidth, flags) = (bytes[16], bytes[17], bytes[18]);

        var at = HeadSize;
        into.Sizes = AtLeast(into.Sizes, into.Households);
        bytes.Slice(at, into.Households).CopyTo(into.Sizes);
        at += into.Households;
        into.HouseholdProfiles = AtLeast(into.HouseholdProfiles, into.Households);
        at += ReadNumbers(bytes[at..], householdWidth, into.HouseholdProfiles.AsSpan(0, into.Households));
        into.Born = AtLeast(into.Born, into.Persons);
        MemoryMarshal.Cast<byte, ushort>(bytes.Slice(at, 2 * into.Persons)).CopyTo(into.Born);
        at += 2 * into.Persons;
        into.Profiles = AtLeast(into.Profiles, into.Persons);
        at += ReadNumbers(bytes[at..], personWidth, into.Profiles.AsSpan(0, into.Persons));
        into.Links = AtLeast(into.Links, into.LinkCount);
        ReadLinks(bytes.Slice(at, linkBytes), into.Links.AsSpan(0, into.LinkCount));
        at += linkBytes;
        into.Weights = ReadColumn(bytes, ref at, into.Weights, (flags & HasWeights) != 0 ? into.Households : 0);
        into.Incomes = ReadColumn(bytes, ref at, into.Incomes, (flags & HasIncomes) != 0 ? into.Households : 0);
        into.EthnicGroups = ReadColumn(bytes, ref at, into.EthnicGroups, (flags & HasEthnicGroups) != 0 ? into.Households : 0);
    }

    private static T[] AtLeast<T>(T[] array, int length) => array.Length >= length ? array : new T[length + (length / 8)];

    private static int WidthOf(ReadOnlySpan<int> numbers)
    {
        var largest = 0;
        foreach (var number in numbers)
        {
            largest |= number;
        }

        return largest switch { < 1 << 8 => 1, < 1 << 16 => 2, < 1 << 24 => 3, _ => 4 };
    }

    private static int WriteNumbers(ReadOnlySpan<int> numbers, int width, Span<byte> bytes)
    {
        unchecked
        {
            switch (width)
            {
                case 1:
                    for (var index = 0; index < numbers.Length; index++)
                    {
                        bytes[index] = (byte)numbers[index];
                    }

                    break;
                case 2:
                    var shorts = MemoryMarshal.Cast<byte, ushort>(bytes[..(2 * numbers.Length)]);
                    for (var index = 0; index < numbers.Length; index++)
                    {
                        shorts[index] = (ushort)numbers[index];
                    }

                    break;
                case 3:
                    for (var (index, at) = (0, 0); index < numbers.Length; index++, at += 3)
                    {
                        var number = numbers[index];
                        (bytes[at], bytes[at + 1], bytes[at + 2]) = ((byte)number, (byte)(number >> 8), (byte)(number >> 16));
                    }

                    break;
                default:
                    MemoryMarshal.AsBytes(numbers).CopyTo(bytes);
                    break;
            }
        }

        return numbers.Length * width;
    }

    private static int ReadNumbers(ReadOnlySpan<byte> bytes, int width, Span<int> numbers)
    {
        switch (width)
        {
            case 1:
                for (var index = 0; index < numbers.Length; index++)
                {
                    numbers[index] = bytes[index];
                }

                break;
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes[..(2 * numbers.Length)]);
                for (var index = 0; index < numbers.Length; index++)
                {
                    numbers[index] = shorts[index];
                }

                break;
            case 3:
                for (var (index, at) = (0, 0); index < numbers.Length; index++, at += 3)
                {
                    numbers[index] = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
                }

                break;
            default:
                MemoryMarshal.Cast<byte, int>(bytes[..(4 * numbers.Length)]).CopyTo(numbers);
                break;
        }

        return numbers.Length * width;
    }

    private static int WriteLinks(ReadOnlySpan<MemberLink> links, ReadOnlySpan<byte> facts, Span<byte> bytes)
    {
        var (at, last) = (0, 0);
        foreach (var link in links)
        {
            var delta = link.Person - last;
            ArgumentOutOfRangeException.ThrowIfNegative(delta);
            bytes[at] = (byte)((facts[link.Fact] << 5) | Math.Min(delta, FarDelta));
            bytes[at + 1] = link.Member;
            at += 2;
            if (delta >= FarDelta)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], delta);
                at += 4;
            }

            last = link.Person;
        }

        return at;
    }

    private static void ReadLinks(ReadOnlySpan<byte> bytes, Span<MemberLink> links)
    {
        var (at, last) = (0, 0);
        for (var index = 0; index < links.Length; index++)
        {
            var (head, member) = (bytes[at], bytes[at + 1]);
            at += 2;
            var delta = head & FarDelta;
            if (delta == FarDelta)
            {
                delta = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
                at += 4;
            }

            last += delta;
            links[index] = new MemberLink(last, (byte)(head >> 5), member);
        }
    }

    private static int WriteColumn<T>(T[] column, int households, Span<byte> bytes)
        where T : unmanaged
    {
        if (column.Length == 0)
        {
            return 0;
        }

        var raw = MemoryMarshal.AsBytes(column.AsSpan(0, households));
        raw.CopyTo(bytes);
        return raw.Length;
    }

    private static T[] ReadColumn<T>(ReadOnlySpan<byte> bytes, ref int at, T[] into, int households)
        where T : unmanaged
    {
        if (households == 0)
        {
            return [];
        }

        var column = AtLeast(into, households);
        var raw = MemoryMarshal.AsBytes(column.AsSpan(0, households));
        bytes.Slice(at, raw.Length).CopyTo(raw);
        at += raw.Length;
        return column;
    }
}
