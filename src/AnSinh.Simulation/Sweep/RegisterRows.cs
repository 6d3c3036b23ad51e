using System.Text;
using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Simulation.Sweep;

/// <summary>A recorded fact. Days are written yyyymmdd as one number, so that they compare as days do.</summary>
/// <param name="Code">Number of its code.</param>
/// <param name="Value">Number of its value, or of the person named; negative where it withdraws.</param>
internal readonly record struct FactRow(int Code, int Value, int From, int To, long Known, long Entry);

/// <summary>A stretch of a decision in which it is paid; months by <see cref="BenefitMonth.Index"/>.</summary>
internal readonly record struct AwardRow(int Benefit, int From, int To, long Known);

/// <summary>A person's id: <c>p</c> and twenty hexadecimal digits, in the order of the text. <see cref="None"/> stands for any other text.</summary>
internal readonly record struct PersonKey(ulong High, ushort Low) : IComparable<PersonKey>
{
    public static readonly PersonKey None;

    public PersonId Id => new($"p{High:x16}{Low:x4}");

    public static PersonKey Of(ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[10];
        return text.Length == 21 && text[0] == 'p' && Convert.FromHexString(text[1..], bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == bytes.Length
            ? new(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]))
            : None;
    }

    public int CompareTo(PersonKey other) => High.CompareTo(other.High) is var high and not 0 ? high : Low.CompareTo(other.Low);
}

/// <summary>Numbers of texts, from 0.</summary>
internal sealed class TextNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _texts = [];

    public TextNumbers() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    public string this[int number] => _texts[number];

    public int Count => _texts.Count;

    public int Of(ReadOnlySpan<byte> utf8)
    {
        Span<char> room = stackalloc char[128];
        if (utf8.Length > room.Length)
        {
            return Of(Encoding.UTF8.GetString(utf8));
        }

        var text = room[..Encoding.UTF8.GetChars(utf8, room)];
        return _lookup.TryGetValue(text, out var number) ? number : Of(text.ToString());
    }

    /// <summary>The number of a text; -1 where it has none.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        Span<char> room = stackalloc char[128];
        return utf8.Length > room.Length ? _numbers.GetValueOrDefault(Encoding.UTF8.GetString(utf8), -1)
            : _lookup.TryGetValue(room[..Encoding.UTF8.GetChars(utf8, room)], out var number) ? number : -1;
    }

    public int Of(string text)
    {
        if (!_numbers.TryGetValue(text, out var number))
        {
            _numbers[text] = number = _texts.Count;
            _texts.Add(text);
        }

        return number;
    }
}

/// <summary>Days and months as the tables hold them, read where they lie.</summary>
internal static class StoredText
{
    public const int OpenFrom = 1_01_01;
    public const int OpenTo = 9999_12_31;

    public static int Day(ReadOnlySpan<byte> text) => (Digits(text[..4]) * 10_000) + (Digits(text[5..7]) * 100) + Digits(text[8..10]);

    public static int Day(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    public static DateOnly DateOf(int day) => new(day / 10_000, day / 100 % 100, day % 100);

    public static DateRange Range(int from, int to) => new(from == OpenFrom ? null : DateOf(from), to == OpenTo ? null : DateOf(to));

    public static int Month(ReadOnlySpan<byte> text) => ((Digits(text[..4]) - 1) * 12) + Digits(text[5..7]) - 1;

    public static (DateOnly Earliest, DatePrecision Precision) Born(ReadOnlySpan<byte> text) => text.Length switch
    {
        10 => (DateOf(Day(text)), DatePrecision.Day),
        7 => (new DateOnly(Digits(text[..4]), Digits(text[5..7]), 1), DatePrecision.Month),
        _ => (new DateOnly(Digits(text[..4]), 1, 1), DatePrecision.Year),
    };

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }
}

/// <summary>Goes through a table by bucket and person, in step with the others.</summary>
internal sealed class PersonRows : IDisposable
{
    private readonly BulkRead _rows;
    private bool _isThere;

    public PersonRows(BulkRead rows)
    {
        _rows = rows;
        Next();
    }

    public BulkRead Row => _rows;
    public bool IsThere => _isThere;
    public long Bucket { get; private set; }

    public void Next() => Bucket = (_isThere = _rows.Next()) ? _rows.Number(0) : long.MaxValue;

    /// <summary>Whether the row is one of the person; rows of those before are passed over.</summary>
    public bool IsOf(long bucket, ReadOnlySpan<byte> person)
    {
        while (_isThere && Bucket <= bucket)
        {
            var order = Bucket < bucket ? -1 : _rows.Text(1).SequenceCompareTo(person);
            if (order >= 0)
            {
                return order == 0;
            }

            Next();
        }

        return false;
    }

    public void Dispose() => _rows.Dispose();
}
