using AnSinh.Casework.Cases;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Web.Access;

/// <summary>The database for the reads of one request: on a server its sessions see the areas in which the reader has any role, whatever a query asks for. Steps are not taken with it: they may have to see more than the reader.</summary>
public sealed class ReadingDatabase(Database database, LawPack pack, Me me)
{
    private Database? _within;

    public Database Database => _within ??= database.Within((me.Account?.Reach ?? AreaScope.None).ToString());

    /// <summary>Cases to be read.</summary>
    public CaseBook Cases(AreaScope scope) => new(Database, pack, scope);

    /// <summary>Runs to be read.</summary>
    public PayrollBook Payroll => field ??= new PayrollBook(Database, pack);
}
