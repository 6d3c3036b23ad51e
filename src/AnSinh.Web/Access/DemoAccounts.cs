using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Web.Access;

/// <summary>The accounts of a demonstration, one for each role. Their password is no secret: a demonstration listens on loopback only.</summary>
public static class DemoAccounts
{
    public const string Password = "an sinh trinh dien";

    /// <summary>Adds those that are not there yet.</summary>
    /// <param name="book">Accounts of the demonstration's database.</param>
    /// <param name="commune">Area of the commune's people.</param>
    public static void Fill(AccountBook book, PlaceCode commune)
    {
        var province = PlaceDirectory.VietNam.ProvinceOf(commune);
        foreach (var (login, name, role, area) in new (string, string, Role, PlaceCode?)[]
        {
            ("canbo", "Lương Thị Mận", Role.Officer, commune),
            ("chutich", "Vi Đức Hải", Role.Approver, commune),
            ("tinh", "Hoàng Văn Nam", Role.Province, province),
            ("chitra", "Nguyễn Thị Lan", Role.Payer, commune),
            ("phantich", "Trần Minh Quân", Role.Analyst, null),
            ("giamsat", "Hà Thị Ún", Role.Overseer, province),
            ("quantri", "Đặng Quốc Bảo", Role.Administrator, null),
        })
        {
            if (book.ByLogin(AccountBook.Fold(login)) is null)
            {
                NewAccount.Add(book, login, name, Password, [new Grant(role, area)], "demo");
            }
        }
    }
}
