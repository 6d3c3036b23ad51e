using System.Buffers.Binary;
using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace AnSinh.Storage.Dialects.Postgres;

/// <summary>
/// COPY (query) TO STDOUT in binary. A row is a count of fields, and each field its length and its bytes in network order (PostgreSQL
/// documentation, COPY, "Binary Format").
/// </summary>
internal sealed partial class PostgresBulkRead : BulkRead
{
    private const int HeaderBytes = 19;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction? _transaction;
    private readonly bool _ownsConnection;
    private readonly string _sql;
    private readonly List<string> _names = [];
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private NpgsqlRawCopyStream? _stream;
    private byte[] _buffer = new byte[1 << 17];
    private int _from;
    private int _to;
    private int[] _places = [];
    private int[] _lengths = [];
    private int _columns = -1;
    private bool _hasRow;
    private bool _ended;

    /// <summary>On a connection of somebody else, who leaves it alone meanwhile.</summary>
    public PostgresBulkRead(NpgsqlConnection connection, string sql)
    {
        (_connection, _sql) = (connection, sql);
        Begin();
        _hasRow = ReadRow();
    }

    /// <summary>On a connection of its own.</summary>
    public PostgresBulkRead(NpgsqlConnection connection, string snapshot, string sql, IEnumerable<(string Name, object? Value)> parameters)
    {
        (_connection, _sql, _ownsConnection) = (connection, sql, true);
        try
        {
            _transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            using (var command = new NpgsqlCommand($"set transaction snapshot '{snapshot}'", connection))
            {
                command.ExecuteNonQuery();
            }

            foreach (var (name, value) in parameters)
            {
                _values[name] = value;
            }

            foreach (Match match in Named().Matches(sql))
            {
                if (!_names.Contains(match.Groups[1].Value))
                {
                    _names.Add(match.Groups[1].Value);
                }
            }

            if (_names.All(_values.ContainsKey))
            {
                Begin();
                _hasRow = ReadRow();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override int Columns => Math.Max(_columns, 0);

    public override bool Next()
    {
        if (_hasRow)
        {
            _hasRow = false;
            return true;
        }

        return ReadRow();
    }

    public override void Restart(params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            _values[_names[index]] = values[index];
        }

        _stream?.Dispose();
        Begin();
    }

    public override long Number(int column)
    {
        var value = Text(column);
        return value.Length switch
        {
            8 => BinaryPrimitives.ReadInt64BigEndian(value),
            4 => BinaryPrimitives.ReadInt32BigEndian(value),
            2 => BinaryPrimitives.ReadInt16BigEndian(value),
            1 => value[0],
            _ => 0,
        };
    }

    public override ReadOnlySpan<byte> Text(int column) => _lengths[column] <= 0 ? [] : _buffer.AsSpan(_places[column], _lengths[column]);

    public override bool IsNull(int column) => _lengths[column] < 0;

    public override void Dispose()
    {
        _stream?.Dispose();
        _transaction?.Dispose();
        if (_ownsConnection)
        {
            _connection.Dispose();
        }
    }

    private void Begin()
    {
        // COPY takes no parameters: they are numbers and texts, written as literals.
        var query = Named().Replace(_sql, match => Literal(_values[match.Groups[1].Value]));
        _stream = _connection.BeginRawBinaryCopy($"copy ({query}) to stdout (format binary)");
        (_from, _to, _ended, _hasRow) = (0, 0, false, false);
        Fill(HeaderBytes);
        _from = HeaderBytes + BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(HeaderBytes - 4));
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        long number => number.ToString(CultureInfo.InvariantCulture),
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => throw new ArgumentException($"a parameter is a number or a text, not {value.GetType().Name}", nameof(value)),
    };

    private bool ReadRow()
    {
        if (_ended)
        {
            return false;
        }

        Fill(2);
        var columns = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_from));
        if (columns < 0)
        {
            _ended = true;
            _stream!.Dispose();
            _stream = null;
            return false;
        }

        if (_columns != columns)
        {
            _columns = columns;
            (_places, _lengths) = (new int[columns], new int[columns]);
        }

        // Places are kept from the row's start until it is whole, since the buffer may move under it.
        var offset = 2;
        for (var column = 0; column < columns; column++)
        {
            Fill(offset + 4);
            _lengths[column] = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_from + offset));
            offset += 4;
            _places[column] = offset;
            offset += Math.Max(_lengths[column], 0);
        }

        Fill(offset);
        for (var column = 0; column < columns; column++)
        {
            _places[column] += _from;
        }

        _from += offset;
        return true;
    }

    /// <summary>Brings the next bytes of the stream into the buffer, until so many are there.</summary>
    private void Fill(int bytes)
    {
        if (_to - _from >= bytes)
        {
            return;
        }

        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        if (bytes > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(bytes, _buffer.Length * 2));
        }

        while (_to < bytes)
        {
            var read = _stream!.Read(_buffer.AsSpan(_to));
            _to += read > 0 ? read : throw new EndOfStreamException("the server ended a copy too early");
        }
    }

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Named();
}
