using System.Data.Common;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Storage.Audit;

namespace AnSinh.Registry;

/// <summary>
/// Changes to the register under one knowledge number, each with its audit event in the same transaction. Nothing is overwritten: a correction closes the row that
/// was known until now and writes another. Disposed without <see cref="Commit"/>, nothing happened.
/// </summary>
public sealed partial class RegistryCommit : IDisposable
{
    private const long Open = long.MaxValue;
    private const int MaxCiphers = 1000;

    private readonly WriteTransaction _write;
    private readonly bool _ownsTransaction;
    private readonly Dictionary<PersonId, FieldCipher> _ciphers = [];
    private MerkleTree? _bulk;
    private LookAhead? _ahead;

    internal RegistryCommit(WriteTransaction write, bool ownsTransaction)
    {
        _write = write;
        _ownsTransaction = ownsTransaction;
    }

    public KnowledgeNumber Number => _write.Number;
    public DateOnly RecordedOn => _write.RecordedOn;

    private static PlaceDirectory Places => PlaceDirectory.VietNam;

    public void Commit()
    {
        if (_ownsTransaction)
        {
            _write.Commit();
        }
    }

    public void Dispose()
    {
        foreach (var cipher in _ciphers.Values)
        {
            cipher.Dispose();
        }

        if (_ownsTransaction)
        {
            _write.Dispose();
        }
    }

    /// <summary>From here until <see cref="EndBulk"/> everything recorded goes under one root instead of one event each.</summary>
    public void BeginBulk() => _bulk = new MerkleTree();

    /// <summary>Ends bulk work with its audit event; none where nothing was recorded.</summary>
    public void EndBulk(string action, string subject)
    {
        if (_bulk is { Items: > 0 } content)
        {
            _write.Audit(action, subject, content);
        }

        _bulk = null;
    }

    /// <summary>Fetches at once what the next rows of an import will ask for; what was looked up before is forgotten.</summary>
    internal void Look(LookAheadKeys ahead) => _ahead = LookAhead.Read(_write, ahead);

    private void Audit(string action, string subject, string content)
    {
        if (_bulk is null)
        {
            _write.Audit(action, subject, content);
        }
        else
        {
            _bulk.Add($"{action}|{subject}|{content}");
        }
    }

    private int Execute(string sql, params (string Name, object? Value)[] parameters) => _write.Command(sql, parameters).ExecuteNonQuery();

    /// <summary>Closes the visible rows of a table that meet a condition. @now is this commit's number.</summary>
    private int Supersede(string table, string condition, params (string Name, object? Value)[] parameters) =>
        Execute(
            $"update {table} set superseded_at = @now where superseded_at = {Open} and {condition}",
            [("now", Number.Value), .. parameters]);

    private List<T> Current<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        using var reader = _write.Command(sql, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private void RequirePerson(PersonId person)
    {
        if (_ahead?.People.Contains(person) != true && Current("select 1 from person where bucket = @bucket and person_id = @person and superseded_at = " + Open, row => true, Key(person)).Count == 0)
        {
            throw new StorageException($"Không có người mang mã {person}.", $"There is no person {person}.");
        }
    }

    private void RequireHousehold(HouseholdId household)
    {
        if (Current("select 1 from household where household_id = @household", row => true, ("household", household.Value)).Count == 0)
        {
            throw new StorageException($"Không có hộ mang mã {household}.", $"There is no household {household}.");
        }
    }

    private static (string Name, object? Value)[] Key(PersonId person) => [("bucket", (long)Bucket.Of(person).Value), ("person", person.Value)];
}
