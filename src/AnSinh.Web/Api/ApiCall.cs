using AnSinh.Web.Retention;
using AnSinh.Casework.Cases;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;

namespace AnSinh.Web.Api;

/// <summary>What every operation works with: who calls, and what may be reached.</summary>
public sealed class ApiCall(Me me, Register register, PayrollBook payroll, LawPack pack, Database database, ReadingDatabase reading)
{
    public Me Me { get; } = me;
    public Register Register { get; } = register;
    public PayrollBook Payroll { get; } = payroll;
    public LawPack Pack { get; } = pack;
    public Database Database { get; } = database;

    /// <summary>For what is read and not done.</summary>
    public ReadingDatabase Reading { get; } = reading;

    public DateOnly Today => Database.Clock.TodayInVietNam();

    public AreaScope Scope(Permission permission) => Me.Scope(permission);

    public CaseBook Cases(Permission permission) => new(Database, Pack, Me.Scope(permission)) { Books = RetentionDesk.Books(Database, Pack) };

    /// <summary>A month that a caller named, or this one.</summary>
    /// <exception cref="ApiException">No month.</exception>
    public BenefitMonth Month(string? text, string where = "month") => string.IsNullOrEmpty(text) ? BenefitMonth.Of(Today)
        : BenefitMonth.TryParse(text, out var month) ? month
        : throw ApiException.Invalid(where, "Cần tháng dạng 2026-11.", "Expected a month like 2026-11.");

    /// <exception cref="ApiException">No commune or province of the directory.</exception>
    public static PlaceCode Place(string? text, string where = "commune") => PlaceCode.TryParse(text ?? "", out var place) && PlaceDirectory.VietNam.Find(place) is not null ? place
        : throw ApiException.Invalid(where, "Cần mã địa bàn có trong danh mục (xã 5 chữ số, tỉnh 2).", "Expected the code of a place of the directory (commune of 5 digits, province of 2).");

    /// <summary>A person of the caller's area.</summary>
    /// <exception cref="ApiException">Not there, or in another area.</exception>
    public PersonRecord Person(RegistrySnapshot snapshot, string id, Permission permission = Permission.ReadPeople) => snapshot.Person(Scope(permission), new PersonId(id)) ?? throw ApiException.NotFound();
}
