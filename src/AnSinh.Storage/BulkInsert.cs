using System.Data.Common;

namespace AnSinh.Storage;

/// <summary>
/// Inserts many rows of one table, value by value in the order of its columns. Feed rows in key order where there are many. A row may reach the database later than
/// <see cref="Write"/>, but before anything else that the same transaction asks of it.
/// </summary>
public abstract class BulkInsert : IDisposable
{
    public abstract BulkInsert Add(long value);

    public abstract BulkInsert Add(string? value);

    public abstract BulkInsert Add(ReadOnlySpan<byte> value);

    public abstract BulkInsert AddNull();

    public BulkInsert Add(long? value) => value is { } number ? Add(number) : AddNull();

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">Fewer or more values than columns.</exception>
    /// <exception cref="DbException">A constraint is broken; PostgreSQL says so when the rows reach it.</exception>
    public abstract void Write();

    /// <summary>Rows written and still held back reach the database.</summary>
    /// <exception cref="DbException">A constraint is broken.</exception>
    internal abstract void Flush();

    /// <summary>After the commit: where so much was written that what the database believed of the table's size is far off, it looks again. Otherwise the next step may be planned for a small table.</summary>
    internal virtual void Committed()
    {
    }

    public abstract void Dispose();
}
