using System.CommandLine;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Web;
using AnSinh.Web.Access;

namespace AnSinh.Cli;

/// <summary><c>ansinh user</c>: who may enter the web application. The first administrator is made here; others can then be given roles on the site.</summary>
internal static class UserCommands
{
    private const int ShortestPassword = 12;

    public static Command Create() => new("user", "Tài khoản của ứng dụng web / accounts of the web application") { Add(), Give(), Close(), List() };

    private static Argument<string> Login() => new("LOGIN") { Description = "tên đăng nhập / login" };

    private static Option<string> RoleOption() => new("--role") { Required = true, Description = string.Join(" | ", Roles.AllCodes) };

    private static Option<string> AreaOption() => new("--area") { DefaultValueFactory = _ => Grant.Everywhere, Description = "mã xã, mã tỉnh hoặc * / commune, province or *" };

    private static Command Add()
    {
        var (login, role, area) = (Login(), RoleOption(), AreaOption());
        var name = new Option<string>("--name") { Required = true, Description = "họ và tên / full name" };
        var command = new Command("add", "Tạo tài khoản; mật khẩu đọc từ đầu vào chuẩn / a new account; the password is read from standard input") { login, name, role, area };
        command.SetAction(parse => Work(parse, book =>
        {
            Say.Note($"Mật khẩu (ít nhất {ShortestPassword} ký tự):", $"Password (at least {ShortestPassword} characters):");
            var password = Console.In.ReadLine() ?? "";
            if (password.Length < ShortestPassword)
            {
                Say.Error($"mật khẩu cần ít nhất {ShortestPassword} ký tự", $"a password needs at least {ShortestPassword} characters");
                return CommandLine.BadInput;
            }

            NewAccount.Add(book, parse.GetValue(login)!, parse.GetValue(name)!, password, [GrantOf(parse.GetValue(role)!, parse.GetValue(area)!)], Session.Actor(parse));
            return CommandLine.Done;
        }, creates: true));
        return command;
    }

    private static Command Give()
    {
        var (login, role, area) = (Login(), RoleOption(), AreaOption());
        var back = new Option<bool>("--take-back") { Description = "thu hồi thay vì giao / take it back instead" };
        var command = new Command("grant", "Giao vai trò / give a role") { login, role, area, back };
        command.SetAction(parse => Work(parse, book =>
        {
            var (account, grant) = (Find(book, parse.GetValue(login)!), GrantOf(parse.GetValue(role)!, parse.GetValue(area)!));
            if (parse.GetValue(back))
            {
                book.TakeBack(account, grant, Session.Actor(parse));
            }
            else
            {
                book.Give(account, grant, Session.Actor(parse));
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Close()
    {
        var login = Login();
        var reopen = new Option<bool>("--reopen") { Description = "mở lại / open it again" };
        var command = new Command("close", "Đóng tài khoản và mọi phiên của nó / close an account and its sessions") { login, reopen };
        command.SetAction(parse => Work(parse, book =>
        {
            book.Disable(Find(book, parse.GetValue(login)!), !parse.GetValue(reopen), Session.Actor(parse), TimeProvider.System.GetUtcNow());
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Các tài khoản / the accounts");
        command.SetAction(parse => Work(parse, book =>
        {
            foreach (var account in book.All())
            {
                Console.WriteLine($"{account.Login}\t{account.FullName}\t{string.Join(' ', account.Grants)}{(account.Disabled ? Say.Text("\tđã đóng", "\tclosed") : "")}");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static Account Find(AccountBook book, string login) =>
        book.ByLogin(AccountBook.Fold(login)) ?? throw new StorageException($"Không có tài khoản {login}.", $"There is no account {login}.");

    private static Grant GrantOf(string role, string area)
    {
        if (!Roles.TryParse(role, out var known))
        {
            throw new StorageException($"--role {role}: cần một trong {string.Join(", ", Roles.AllCodes)}.", $"--role {role}: expected one of {string.Join(", ", Roles.AllCodes)}.");
        }

        if (area == Grant.Everywhere)
        {
            return new Grant(known, null);
        }

        return PlaceCode.TryParse(area, out var place) ? new Grant(known, place) : throw new StorageException(
            $"--area {area}: cần mã xã 5 chữ số, mã tỉnh 2 chữ số, hoặc *.", $"--area {area}: expected a commune of 5 digits, a province of 2, or *.");
    }

    private static int Work(ParseResult parse, Func<AccountBook, int> work, bool creates = false) => Session.Guard(() =>
    {
        using var database = creates ? Session.Open(parse, Site.Modules) : Session.OpenExisting(parse, Site.Modules);
        try
        {
            return work(new AccountBook(database));
        }
        catch (AccessRefusedException refused)
        {
            Say.Error(refused.Text.Vi, refused.Text.En);
            return CommandLine.BadInput;
        }
    });
}
