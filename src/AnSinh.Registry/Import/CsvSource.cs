using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace AnSinh.Registry;

/// <summary>A record of a file: its line and its fields by column name, trimmed and in composed Unicode.</summary>
/// <param name="SourceLine">The line of the original file: the same, or the one that a mended row replaces.</param>
internal sealed record CsvRecord(string File, long Line, long SourceLine, IReadOnlyDictionary<string, string> Fields);

/// <summary>
/// Reads one import file record by record. Encodings: UTF-8 with or without byte order mark, UTF-16 with one; another (such as windows-1258) only when named. Lines that begin with # are comments;
/// comma, semicolon or tab separate.
/// </summary>
internal sealed class CsvSource(string path, CsvLayout layout, Encoding? encoding, ImportFaults faults)
{
    public const int MaxRecordBytes = 1 << 20;
    public const long MaxRows = 5_000_000;
    private const int MaxBadLines = 100;

    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        TrackLineNumbers = true,
        CommentPrefix = '#',
        TrimWhitespace = true,
        AllowLineBreaksInQuotes = false,
        MaxRecordSize = MaxRecordBytes,
        IncludeValuesInExceptions = false,
    };

    private readonly string _name = Path.GetFileName(path);

    public long Rows { get; private set; }
    public string[] Header { get; private set; } = [];

    /// <summary>Fields that came in decomposed Unicode and were composed.</summary>
    public long Decomposed { get; private set; }

    public IEnumerable<CsvRecord> Records()
    {
        if (!IsReadable())
        {
            yield break;
        }

        using var reader = CsvReader.FromFile(path, Options with { Encoding = encoding, HasHeader = false, OnMalformedRecord = Malformed }, FileOptions.SequentialScan);
        var before = faults.Count;
        if (!Next(reader))
        {
            if (faults.Count == before)
            {
                faults.File(_name, 1, $"tệp trống; cần dòng tiêu đề {layout.Header}", $"the file is empty; expected the header {layout.Header}");
            }

            yield break;
        }

        Header = [.. Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetString(index).Trim().ToLowerInvariant())];
        if (!CheckHeader(reader.LineNumber))
        {
            yield break;
        }

        while (Next(reader))
        {
            if (++Rows > MaxRows)
            {
                faults.Foremost(_name, reader.LineNumber, $"quá {MaxRows} dòng; hãy chia tệp theo xã", $"more than {MaxRows} rows; split the file by commune");
                yield break;
            }

            var fields = Fields(reader);
            var sourceLine = long.TryParse(fields.GetValueOrDefault(RejectsFile.LineColumn), NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : reader.LineNumber;
            yield return new CsvRecord(_name, reader.LineNumber, sourceLine, fields);
        }
    }

    /// <summary>The header of the file a record came from: this one, or that with mended rows.</summary>
    public string[] HeaderOf(CsvRecord record, CsvSource? mended) => mended is not null && record.File == mended._name ? mended.Header : Header;

    private void Malformed(CsvMalformedRecord record) => faults.File(
        _name, record.LineNumber, $"dấu nháy kép không đúng chỗ ({record.Reason})", $"a misplaced quotation mark ({record.Reason})");

    private bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException error)
        {
            var line = Math.Max(reader.LineNumber, 1);
            faults.Foremost(_name, line, $"không đọc tiếp được từ đây ({error.Message})", $"cannot be read on from here ({error.Message})");
            return false;
        }
    }

    private Dictionary<string, string> Fields(CsvReader reader)
    {
        if (reader.FieldCount > Header.Length)
        {
            faults.File(_name, reader.LineNumber, $"có {reader.FieldCount} cột, tiêu đề có {Header.Length}", $"has {reader.FieldCount} fields, the header {Header.Length}");
        }

        var fields = new Dictionary<string, string>(Header.Length, StringComparer.Ordinal);
        for (var index = 0; index < Header.Length; index++)
        {
            var text = index < reader.FieldCount ? reader.GetString(index).Trim() : "";
            if (!text.IsNormalized(NormalizationForm.FormC))
            {
                Decomposed++;
                text = text.Normalize(NormalizationForm.FormC);
            }

            fields[Header[index]] = text;
        }

        return fields;
    }

    private bool CheckHeader(long line)
    {
        var known = layout.Columns.Select(column => column.Name).Concat(RejectsFile.OwnColumns).ToHashSet(StringComparer.Ordinal);
        var missing = layout.Columns.Where(column => column.Required && !Header.Contains(column.Name)).Select(column => column.Name).ToList();
        foreach (var (index, name) in Header.Index())
        {
            if (!known.Contains(name))
            {
                faults.Add(new ImportFault(_name, line, index + 1, "", name, $"cột không có trong mẫu; các cột: {layout.Header}", $"no such column; the columns are {layout.Header}"));
            }
            else if (Array.IndexOf(Header, name) != index)
            {
                faults.Add(new ImportFault(_name, line, index + 1, "", name, "cột này có hai lần", "this column is there twice"));
            }
        }

        if (missing.Count > 0)
        {
            faults.File(_name, line, $"dòng tiêu đề thiếu cột: {string.Join(", ", missing)}", $"the header lacks the columns: {string.Join(", ", missing)}");
        }

        return missing.Count == 0;
    }

    /// <summary>Whether every byte can be read as text; each line that cannot is a fault.</summary>
    private bool IsReadable()
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (stream.Length == 0)
        {
            faults.File(_name, 1, $"tệp trống; cần dòng tiêu đề {layout.Header}", $"the file is empty; expected the header {layout.Header}");
            return false;
        }

        Span<byte> mark = stackalloc byte[2];
        var read = stream.ReadAtLeast(mark, 2, throwOnEndOfStream: false);
        if (encoding is not null || (read == 2 && mark is [0xFF, 0xFE] or [0xFE, 0xFF]))
        {
            return true;
        }

        stream.Position = 0;
        return HasOnlyUtf8(stream);
    }

    private bool HasOnlyUtf8(FileStream stream)
    {
        var buffer = new byte[MaxRecordBytes + (1 << 16)];
        var kept = 0;
        var line = 0L;
        var bad = 0;
        int got;
        while ((got = stream.Read(buffer, kept, buffer.Length - kept)) > 0 || kept > 0)
        {
            var content = buffer.AsSpan(0, kept + got);
            var start = 0;
            while (start < content.Length)
            {
                var length = content[start..].IndexOf((byte)'\n');
                if (length < 0 && got > 0 && content.Length - start <= MaxRecordBytes)
                {
                    break;
                }

                line++;
                var text = length < 0 ? content[start..] : content.Slice(start, length);
                if (!Utf8.IsValid(text) || text.Contains((byte)0))
                {
                    bad++;
                    Unreadable(line, text, bad);
                }

                start += length < 0 ? text.Length : length + 1;
            }

            kept = content.Length - start;
            content[start..].CopyTo(buffer);
        }

        return bad == 0;
    }

    private void Unreadable(long line, ReadOnlySpan<byte> text, int bad)
    {
        if (bad > MaxBadLines)
        {
            return;
        }

        var valid = 0;
        while (valid < text.Length && text[valid] != 0 && Rune.DecodeFromUtf8(text[valid..], out _, out var used) == System.Buffers.OperationStatus.Done)
        {
            valid += used;
        }

        faults.Add(text.Contains((byte)0)
            ? new ImportFault(_name, line, valid + 1, "", "", "có byte 0 (UTF-16 không có BOM?); hãy lưu lại bằng UTF-8", "a zero byte (UTF-16 without byte order mark?); save it as UTF-8")
            : new ImportFault(
                _name, line, valid + 1, "", $"0x{text[valid]:X2}", "không phải UTF-8; hãy lưu lại bằng UTF-8, hoặc thêm --encoding windows-1258 nếu tệp dùng bảng mã đó",
                "not UTF-8; save it as UTF-8, or add --encoding windows-1258 if the file uses it"));
    }
}
