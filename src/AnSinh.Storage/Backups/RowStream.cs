using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AnSinh.Storage.Backups;

/// <summary>
/// Rows in a stream: each begins with 1 and the stream ends with 0; a value is its length plus one (0 for none) as a variable-length number, then its bytes; a number is eight bytes, highest
/// first. The same rows give the same bytes on every system.
/// </summary>
internal sealed class RowWriter(Stream stream, IReadOnlyList<BackupColumn> columns) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[1 << 16];
    private int _length;

    public long Rows { get; private set; }

    public void Write(BulkRead row)
    {
        Put(1);
        for (var column = 0; column < columns.Count; column++)
        {
            if (row.IsNull(column))
            {
                Put(0);
            }
            else if (columns[column].Kind == BackupKind.Number)
            {
                Put(9);
                var value = row.Number(column);
                for (var shift = 56; shift >= 0; shift -= 8)
                {
                    Put((byte)((value >> shift) & 0xFF));
                }
            }
            else
            {
                var value = row.Text(column);
                PutLength(value.Length + 1);
                Reserve(value.Length);
                value.CopyTo(_buffer.AsSpan(_length));
                _length += value.Length;
            }
        }

        Rows++;
        if (_length >= 1 << 15)
        {
            Flush();
        }
    }

    /// <returns>The digest of everything written.</returns>
    public string End()
    {
        Put(0);
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void PutLength(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Put((byte)((value & 0x7F) | 0x80));
        }

        Put((byte)value);
    }

    private void Put(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int bytes)
    {
        if (_length + bytes > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_length + bytes, _buffer.Length * 2));
        }
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }
}

/// <summary>Reads what <see cref="RowWriter"/> wrote into a table.</summary>
internal sealed class RowReader(Stream stream, IReadOnlyList<BackupColumn> columns) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[1 << 16];
    private int _from;
    private int _to;

    public long Rows { get; private set; }

    /// <summary>Puts the next row into a table; false after the last.</summary>
    /// <exception cref="InvalidDataException">The stream ends too early or is none of rows.</exception>
    public bool Next(BulkInsert into)
    {
        var mark = Bytes(1)[0];
        if (mark == 0)
        {
            return false;
        }

        if (mark != 1)
        {
            throw new InvalidDataException("a row begins with 1");
        }

        foreach (var column in columns)
        {
            var length = Length() - 1;
            if (length < 0)
            {
                into.AddNull();
                continue;
            }

            var value = Bytes(length);
            switch (column.Kind)
            {
                case BackupKind.Number when length == 8:
                    into.Add(BinaryPrimitives.ReadInt64BigEndian(value));
                    break;
                case BackupKind.Text:
                    into.Add(Encoding.UTF8.GetString(value));
                    break;
                case BackupKind.Bytes:
                    into.Add(value);
                    break;
                default:
                    throw new InvalidDataException("a number has eight bytes");
            }
        }

        into.Write();
        Rows++;
        return true;
    }

    /// <summary>Of everything in the stream; after the last row.</summary>
    public string Digest() => _from == _to && stream.ReadByte() < 0 ? Convert.ToHexStringLower(_hash.GetHashAndReset()) : throw new InvalidDataException("something follows the last row");

    public void Dispose() => _hash.Dispose();

    private int Length()
    {
        var (length, shift) = (0L, 0);
        while (true)
        {
            var part = Bytes(1)[0];
            length |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return length <= int.MaxValue ? (int)length : throw new InvalidDataException("a value is too long");
            }

            shift = shift < 28 ? shift + 7 : throw new InvalidDataException("a length is too long");
        }
    }

    /// <summary>The next bytes, valid until the next call.</summary>
    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (_to - _from < count)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
            if (count > _buffer.Length)
            {
                Array.Resize(ref _buffer, count);
            }

            while (_to < count)
            {
                var read = stream.Read(_buffer.AsSpan(_to));
                _hash.AppendData(_buffer, _to, read);
                _to += read > 0 ? read : throw new InvalidDataException("the rows end too early");
            }
        }

        _from += count;
        return _buffer.AsSpan(_from - count, count);
    }
}
