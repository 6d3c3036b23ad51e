using AnSinh.Casework.Retention;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Report;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Import;

namespace AnSinh.Web.Retention;

/// <summary>Retention over a whole database: what casework and imports keep, held against what the books say.</summary>
public static class RetentionDesk
{
    public static RetentionBook Of(Database database, LawPack pack, AreaScope scope) => new(database, pack, scope, Books(database, pack), new ImportBook(database, pack).Unsettled);

    /// <summary>What the payroll's books say of people, read when asked for.</summary>
    public static Func<BooksOnPeople> Books(Database database, LawPack pack) => () =>
    {
        var (named, owing) = PeopleInBooks.Read(new PayrollBook(database, pack));
        return new BooksOnPeople(named, owing);
    };
}
