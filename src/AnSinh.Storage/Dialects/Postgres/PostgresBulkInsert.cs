using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>
/// Gathers rows in the binary form of COPY and sends them in large pieces, each into its partition directly. A connection carries one COPY at a time, and rows of several
/// tables are written in turn: they wait here until a piece is full or the transaction has something else to say.
/// </summary>
internal sealed class PostgresBulkInsert : BulkInsert
{
    /// <summary>At most so many bytes wait for one table or partition.</summary>
    private const int PieceBytes = 1 << 20;

    /// <summary>From so many rows on the server is told to look at the table again; by itself it does so within a minute or two.</summary>
    private const long ManyRows = 50_000;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private readonly PostgresDialect _dialect;
    private readonly NpgsqlConnection _connection;
    private readonly PostgresTable _table;
    private readonly IReadOnlyList<string> _columns;
    private readonly uint[] _types;
    private readonly int _bucketColumn;
    private readonly Piece[] _pieces;
    private readonly Piece _row = new();
    private int _bound;
    private long _bucket;
    private long _rows;

    public PostgresBulkInsert(PostgresDialect dialect, NpgsqlConnection connection, PostgresTable table, IReadOnlyList<string> columns)
    {
        (_dialect, _connection, _table, _columns) = (dialect, connection, table, columns);
        _types = [.. columns.Select(column => table.Types[column])];
        _bucketColumn = table.Partitions == 1 ? -1 : columns.Index().Single(column => column.Item == PostgresTable.BucketColumn).Index;
        _pieces = [.. Enumerable.Range(0, table.Partitions).Select(_ => new Piece())];
        Begin();
    }

    public override BulkInsert Add(long value)
    {
        if (_bound == _bucketColumn)
        {
            _bucket = value;
        }

        switch (Column())
        {
            case PostgresTypes.Int2:
                BinaryPrimitives.WriteInt16BigEndian(_row.Field(2), checked((short)value));
                break;
            case PostgresTypes.Int4:
                BinaryPrimitives.WriteInt32BigEndian(_row.Field(4), checked((int)value));
                break;
            case PostgresTypes.Int8:
                BinaryPrimitives.WriteInt64BigEndian(_row.Field(8), value);
                break;
            default:
                throw Unfit("a number");
        }

        return this;
    }

    public override BulkInsert Add(string? value)
    {
        if (value is null)
        {
            return AddNull();
        }

        if (Column() != PostgresTypes.Text)
        {
            throw Unfit("a text");
        }

        Encoding.UTF8.GetBytes(value, _row.Field(Encoding.UTF8.GetByteCount(value)));
        return this;
    }

    public override BulkInsert Add(ReadOnlySpan<byte> value)
    {
        if (Column() != PostgresTypes.Bytes)
        {
            throw Unfit("bytes");
        }

        value.CopyTo(_row.Field(value.Length));
        return this;
    }

    public override BulkInsert AddNull()
    {
        Column();
        BinaryPrimitives.WriteInt32BigEndian(_row.Reserve(4), -1);
        return this;
    }

    public override void Write()
    {
        if (_bound != _columns.Count)
        {
            throw new InvalidOperationException($"{_bound} of {_columns.Count} columns bound.");
        }

        _rows++;
        var part = _bucketColumn < 0 ? 0 : PostgresTable.PartitionOf(_bucket);
        var piece = _pieces[part];
        _row.Written.CopyTo(piece.Reserve(_row.Length));
        Begin();
        if (piece.Length >= PieceBytes)
        {
            Send(part);
        }
    }

    internal override void Flush()
    {
        for (var part = 0; part < _pieces.Length; part++)
        {
            Send(part);
        }
    }

    internal override void Committed()
    {
        if (_rows >= ManyRows)
        {
            _dialect.LookAgain(_connection, _table.Name);
        }
    }

    public override void Dispose()
    {
        // Nothing is held beyond the memory of the pieces.
    }

    private void Begin()
    {
        _row.Clear();
        _bound = 0;
        BinaryPrimitives.WriteInt16BigEndian(_row.Reserve(2), checked((short)_columns.Count));
    }

    private void Send(int part)
    {
        var piece = _pieces[part];
        if (piece.Length == 0)
        {
            return;
        }

        TakeRole("set local role ansinh_writer");
        using (var stream = _connection.BeginRawBinaryCopy($"copy {_table.Part(part)} ({string.Join(", ", _columns)}) from stdin (format binary)"))
        {
            stream.Write(Header);
            stream.Write(piece.Written);
            stream.Write([0xFF, 0xFF]);
        }

        piece.Clear();
        TakeRole("reset role");
    }

    private void TakeRole(string statement)
    {
        if (_table.IsGuarded)
        {
            using var command = new NpgsqlCommand(statement, _connection);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Begins the next value; the type of its column.</summary>
    private uint Column() =>
        _bound < _columns.Count ? _types[_bound++] : throw new InvalidOperationException($"more than {_columns.Count} columns bound.");

    private InvalidOperationException Unfit(string given) => new($"{_table.Name}.{_columns[_bound - 1]} does not hold {given} (type {_types[_bound - 1]}).");

    private sealed class Piece
    {
        private byte[] _bytes = new byte[256];

        public int Length { get; private set; }
        public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

        public void Clear() => Length = 0;

        public Span<byte> Field(int bytes)
        {
            BinaryPrimitives.WriteInt32BigEndian(Reserve(4), bytes);
            return Reserve(bytes);
        }

        public Span<byte> Reserve(int bytes)
        {
            if (Length + bytes > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(Length + bytes, _bytes.Length * 2));
            }

            Length += bytes;
            return _bytes.AsSpan(Length - bytes, bytes);
        }
    }
}
