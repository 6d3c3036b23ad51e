using System.Data.Common;

namespace AnSinh.Storage;

/// <summary>Reads of one moment: every query sees the same rows, whatever is committed meanwhile. Queries may be stepped side by side.</summary>
public abstract class ReadMoment : IDisposable
{
    /// <summary>For small queries of the same moment.</summary>
    public abstract DbConnection Connection { get; }

    /// <param name="sql">One statement.</param>
    /// <param name="parameters">Numbers and texts by name without @; those that the statement does not name are left out.</param>
    /// <exception cref="DbException">The statement is wrong.</exception>
    public abstract BulkRead Read(string sql, params IEnumerable<(string Name, object? Value)> parameters);

    public abstract void Dispose();
}
