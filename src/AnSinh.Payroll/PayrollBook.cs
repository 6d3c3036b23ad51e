using System.Data.Common;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Payroll;

/// <summary>
/// The payroll of a database under a law pack: what every step works with. Steps are in <c>Steps/</c>, one class each; all of them write in one transaction or not at all.
/// </summary>
public sealed class PayrollBook(Database database, LawPack pack)
{
    public static readonly MigrationSet Migrations = new("payroll", typeof(PayrollBook).Assembly);

    /// <summary>The modules whose tables a payroll needs, in order.</summary>
    public static readonly IReadOnlyList<MigrationSet> Modules = [Registry.Register.Migrations, Migrations];

    private const string CutOffDay = "tgxh.chi_tra.ngay_chot";

    private RegistrySnapshot? _snapshot;
    private ChangesKept? _changes;
    private (KnowledgeNumber Number, BenefitMonth Month, IReadOnlySet<PersonId> People)? _moving;

    /// <summary>A run of many more awards is drawn up, checked and approved in groups of about so many, of which one is held in memory.</summary>
    public int AwardsAGroup { get; init; } = 20_000;

    public Database Database { get; } = database;
    public LawPack Pack { get; } = pack;
    public Register Register { get; } = new(database);

    /// <summary>The register as known at a number; the last one asked for is kept, since its answers never change.</summary>
    internal RegistrySnapshot RegisterAt(KnowledgeNumber number)
    {
        var last = _snapshot;
        return last?.Number == number ? last : _snapshot = Register.At(number);
    }

    /// <summary>What changed between two numbers (<see cref="RegistrySnapshot.ChangedSince"/>); kept for the next commune that asks from and until the same.</summary>
    internal IReadOnlyDictionary<PersonId, BenefitMonth> ChangedBetween(KnowledgeNumber from, KnowledgeNumber until)
    {
        if (_changes is { } known && (known.From, known.Until) == (from, until))
        {
            return known.Changes;
        }

        var changes = RegisterAt(until).ChangedSince(AreaScope.All, from);
        _changes = new(from, until, changes);
        return changes;
    }

    /// <summary>Whose household is not the same in a month and the next (<see cref="RegistrySnapshot.Moving"/>); kept likewise.</summary>
    internal IReadOnlySet<PersonId> MovingBetween(KnowledgeNumber number, BenefitMonth month)
    {
        if (_moving is not { } known || (known.Number, known.Month) != (number, month))
        {
            _moving = known = (number, month, RegisterAt(number).Moving(AreaScope.All, month, month.Next));
        }

        return known.People;
    }

    public DbConnection Connect() => Database.Connect();

    /// <summary>The cut-off the law sets for a month: its day (Điều 34: the list leaves before the 25th) of the month before.</summary>
    public DateOnly CutOffOf(BenefitMonth month)
    {
        var before = month.Previous;
        var day = Pack.Parameters.Find(CutOffDay)?.At(before, before.Last, default)
            ?? throw new PayrollRefusedException($"Bộ luật không có tham số {CutOffDay}", $"The law pack has no parameter {CutOffDay}");
        return new DateOnly(before.Year, before.Month, int.CreateChecked(day.Value));
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record ChangesKept(KnowledgeNumber From, KnowledgeNumber Until, IReadOnlyDictionary<PersonId, BenefitMonth> Changes);
}
