using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AnSinh.Storage.Audit;

/// <summary>
/// Reads the lines of an export one by one, in memory that does not grow with them, and finds every event that was changed, removed, inserted or reordered, and a history cut off before a
/// digest that was handed outside. Nothing but the lines, the public keys and the digests is asked.
/// </summary>
/// <param name="trusted">Points of public keys that the verifier was given. At least one block has to be signed by one of them; a change of key needs the old key's block or the new key here.</param>
/// <param name="digests">Handed outside earlier.</param>
public sealed class AuditVerifier(IReadOnlyCollection<string> trusted, IReadOnlyCollection<AuditDigest> digests)
{
    public const string Format = """{"format":"ansinh audit export 1"}""";
    public const int LongestLine = 1 << 20;
    public const int MostFaults = 100;

    private static readonly byte[] FormatLine = Encoding.UTF8.GetBytes(Format);
    private static readonly byte[] QuotedKeyAction = Encoding.UTF8.GetBytes($"\"{AuditLine.KeyAction}\"");

    private readonly MerkleRoot _root = new();
    private readonly byte[] _leaf = new byte[1 + LongestLine];
    private readonly List<AuditFault> _faults = [];
    private readonly List<string> _keys = [];
    private readonly ILookup<long, AuditDigest> _digests = digests.ToLookup(digest => digest.Block);
    private long _moreFaults;
    private long _line;
    private long _blocks;
    private long _events;
    private AuditBlock? _block;

    /// <summary>Events that follow belong to <see cref="_block"/>.</summary>
    private bool _open;

    /// <summary>Events that follow belong to a block that could not be read.</summary>
    private bool _unread;
    private AuditDigest? _last;
    private string? _named;
    private AuditDigest? _proven;
    private long _provenEvents;
    private string? _tailSince;
    private bool _ended;

    public static string End(long blocks, long events) => string.Create(CultureInfo.InvariantCulture, $"{{\"end\":{{\"blocks\":{blocks},\"events\":{events}}}}}");

    /// <param name="line">Without its break.</param>
    public void Read(ReadOnlySpan<byte> line)
    {
        _line++;
        if (_line == 1)
        {
            if (!line.SequenceEqual(FormatLine))
            {
                Fault($"dòng 1: cần {Format}", $"line 1: expected {Format}");
            }
        }
        else if (_ended)
        {
            Fault("còn dòng sau dòng kết thúc", "there is more after the end");
        }
        else if (line.Length > 0 && line[0] == '[')
        {
            Event(line);
        }
        else if (line.Length > LongestLine)
        {
            Fault("dòng quá dài", "the line is too long");
        }
        else if (line.StartsWith("{\"end\":"u8))
        {
            Close();
            _ended = true;
            if (!line.SequenceEqual(Encoding.UTF8.GetBytes(End(_blocks, _events))))
            {
                Fault($"dòng kết thúc không khớp: đã đọc {_blocks} khối, {_events} sự kiện", $"the end does not agree: {_blocks} blocks and {_events} events were read");
            }
        }
        else
        {
            Close();
            Open(AuditBlock.Parse(line));
        }
    }

    /// <summary>Something about the file that is not in its lines.</summary>
    public void Fault(string vi, string en) => Fault(Here(), vi, en);

    /// <param name="where">A block, a digest, a table.</param>
    /// <param name="vi">What is wrong.</param>
    /// <param name="en">The same in English.</param>
    public void Fault(string where, string vi, string en)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new AuditFault(where, vi, en));
        }
        else
        {
            _moreFaults++;
        }
    }

    /// <summary>Ends the reading and says what it proves.</summary>
    public AuditVerdict Verdict()
    {
        Close();
        if (!_ended)
        {
            Fault("bị cắt: không có dòng kết thúc", "cut off: the end is absent");
        }

        if (_block is not null)
        {
            CheckSignature(_block);
        }

        foreach (var digest in digests.Where(digest => digest.Block > (_last?.Block ?? 0)))
        {
            Fault(
                $"digest {digest.Block}", $"lịch sử bị cắt: đã công bố khối {digest.Block} mà chỉ còn đến khối {_last?.Block ?? 0}",
                $"history is cut off: block {digest.Block} was handed outside, and there are blocks up to {_last?.Block ?? 0} only");
        }

        if (_blocks > 0 && !_keys.Any(trusted.Contains))
        {
            _proven = null;
            _provenEvents = 0;
            Fault("key", "không khối nào được ký bằng khóa công khai đã cho", "no block is signed by the public key given");
        }

        return new AuditVerdict(_blocks, _events, _last, _proven, _provenEvents, _tailSince, [.. _keys], [.. _faults], _moreFaults);
    }

    private void Event(ReadOnlySpan<byte> line)
    {
        _events++;
        if (_unread)
        {
            return;
        }

        if (!_open || line.Length > LongestLine)
        {
            Fault(_open ? "dòng quá dài" : "sự kiện không thuộc khối nào", _open ? "the line is too long" : "an event outside any block");
            return;
        }

        line.CopyTo(_leaf.AsSpan(1));
        Span<byte> hash = stackalloc byte[MerkleRoot.HashBytes];
        SHA256.HashData(_leaf.AsSpan(0, 1 + line.Length), hash);
        _root.Add(hash);
        if (line.IndexOf(QuotedKeyAction) >= 0 && NamedKey(line) is { } key)
        {
            _named = key;
        }
    }

    /// <summary>The key that an event of a change of key names; null for another event whose texts only look like it.</summary>
    private static string? NamedKey(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var parsed = JsonDocument.ParseValue(ref reader);
            var fields = parsed.RootElement;
            return fields.GetArrayLength() == 9 && fields[5].GetString() == AuditLine.KeyAction ? fields[6].GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Open(AuditBlock? block)
    {
        _unread = block is null;
        if (block is null)
        {
            Fault("không phải dòng của một khối, một sự kiện hay kết thúc", "this is no line of a block, an event or the end");
            return;
        }

        _blocks++;
        if (block.Number != (_last?.Block ?? 0) + 1 || block.Previous != (_last?.Hash ?? AuditBlock.NoBlock))
        {
            Fault(
                $"khối {block.Number} không nối tiếp khối {_last?.Block ?? 0}", $"block {block.Number} does not follow block {_last?.Block ?? 0}");
        }

        if (_block is { } before)
        {
            if (block.First != before.Last + 1)
            {
                Fault($"sự kiện đầu của khối {block.Number} không nối tiếp", $"the first event of block {block.Number} does not follow");
            }

            if (string.CompareOrdinal(block.SealedAt, before.SealedAt) < 0)
            {
                Fault($"khối {block.Number} được niêm phong trước khối đứng trước nó", $"block {block.Number} was sealed before the one it follows");
            }

            if (block.Key != (_named ?? before.Key) && !trusted.Contains(block.Key))
            {
                Fault($"khối {block.Number} được ký bằng khóa mà khóa trước không giới thiệu", $"block {block.Number} is signed by a key that the one before did not name");
            }

            if (block.Key != before.Key)
            {
                CheckSignature(before);
            }
        }
        else if (block.First != 1)
        {
            Fault("lịch sử không bắt đầu từ sự kiện 1", "history does not begin with event 1");
        }

        _tailSince ??= block.SealedAt;
        (_block, _last, _named) = (block, block.Digest, null);
        _root.Clear();
        _open = true;
    }

    /// <summary>By the last block of a key: its signature stands for all before it, whose hashes it holds.</summary>
    private void CheckSignature(AuditBlock block)
    {
        if (block.Signed())
        {
            _keys.Add(block.Key);
        }
        else
        {
            Fault($"block {block.Number}", "chữ ký không đúng", "the signature is wrong");
        }
    }

    /// <summary>The block read last is whole now: its events are held against its root, its digest against those from outside.</summary>
    private void Close()
    {
        if (!_open || _block is not { } block || _last is not { } digest)
        {
            return;
        }

        _open = false;
        if (_root.Leaves != block.Events)
        {
            Fault($"block {block.Number}", $"có {_root.Leaves} sự kiện, đã niêm phong {block.Events}", $"{_root.Leaves} events are here, {block.Events} were sealed");
        }
        else if (Convert.ToHexStringLower(_root.Root()) != block.Root)
        {
            Fault($"block {block.Number}", $"các sự kiện không phải là những sự kiện đã niêm phong lúc {block.SealedAt}", $"the events are not those that were sealed at {block.SealedAt}");
        }

        foreach (var outside in _digests[block.Number])
        {
            if (outside != digest)
            {
                Fault($"digest {block.Number}", "lịch sử đến khối này không phải là lịch sử đã công bố", "history up to this block is not the one whose digest was handed outside");
            }
            else if (_faults.Count == 0)
            {
                (_proven, _provenEvents, _tailSince) = (digest, _events, null);
            }
        }
    }

    private string Here() => string.Create(CultureInfo.InvariantCulture, $"line {_line}");
}
