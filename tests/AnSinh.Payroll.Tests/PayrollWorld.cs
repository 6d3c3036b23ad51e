using AnSinh.Databases;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Payroll.Tests;

/// <summary>A database of its own, and a clock that a test moves forward day by day.</summary>
public sealed class PayrollWorld : IDisposable
{
    private static readonly Lazy<LawPack> VietNam = new(() => LawPack.Load(Path.Combine(FindRoot(), "law", "vn")));

    private readonly MovingClock _clock = new();

    public PayrollWorld(DateOnly today, Dialect dialect = Dialect.Sqlite)
    {
        Store = new TestDatabase(dialect, PayrollBook.Modules);
        if (!File.Exists(Store.KeyFile))
        {
            // Ids come of the key: with one that is always the same a history happens again as it happened.
            File.WriteAllText(Store.KeyFile, new string('7', 64));
        }

        _clock.Today = today;
        Database = Store.Open(_clock);
        Register = new Register(Database);
        Book = new PayrollBook(Database, Pack);
    }

    public static LawPack Pack => VietNam.Value;

    public static string Root => FindRoot();

    public TestDatabase Store { get; }
    public Database Database { get; }
    public Register Register { get; }
    public PayrollBook Book { get; }

    public DateOnly Today
    {
        get => _clock.Today;
        set => _clock.Today = value;
    }

    public void Record(Action<RegistryCommit> write, string actor = "can-bo")
    {
        using var commit = Register.Begin(actor, "test");
        write(commit);
        commit.Commit();
    }

    public void Dispose()
    {
        Database.Dispose();
        Store.Dispose();
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("AnSinh.slnx");
        }

        return folder;
    }

    private sealed class MovingClock : TimeProvider
    {
        public DateOnly Today { get; set; }

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(Today, new TimeOnly(12, 0), VietNamClock.Offset).ToUniversalTime();
    }
}
