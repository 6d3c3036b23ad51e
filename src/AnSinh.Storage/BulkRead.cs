using System.Data.Common;

namespace AnSinh.Storage;

/// <summary>
/// A query stepped row by row; a value is read where it lies, and no object is made for it. For millions of rows: readers by name and object take several times as long.
/// </summary>
public abstract class BulkRead : IDisposable
{
    public abstract int Columns { get; }

    /// <summary>Turns to the next row; false after the last.</summary>
    /// <exception cref="DbException">The database cannot be read on.</exception>
    public abstract bool Next();

    /// <summary>Begins again, with other values for the parameters in the order in which the statement names them first.</summary>
    public abstract void Restart(params ReadOnlySpan<object?> values);

    public abstract long Number(int column);

    /// <summary>UTF-8, valid until the next row; empty where there is no value.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    public abstract bool IsNull(int column);

    public abstract void Dispose();
}
