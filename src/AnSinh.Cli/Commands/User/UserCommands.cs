using System.CommandLine;
using AnSinh.Law;
using AnSinh.Storage;
using AnSinh.Web;
using AnSinh.Web.Access;
using AnSinh.Web.Api;

namespace AnSinh.Cli;

/// <summary><c>ansinh user</c>: who may enter the web application. The first administrator is made here; others can then be given roles on the site.</summary>
internal static class UserCommands
{
    private const int ShortestPassword = 12;

    public static Command Create() => new("user", "Tài khoản của ứng dụng web / accounts of the web application") { Add(), Give(), Close(), List(), Token() };

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

    /// <summary>Issues, lists and ends tokens of the interface for programs. A token is printed once, on standard output.</summary>
    private static Command Token()
    {
        var (login, area) = (Login(), AreaOption());
        var name = new Option<string?>("--name") { Description = "dùng để làm gì; thiếu thì liệt kê / what it is for; without it the tokens are listed" };
        var scopes = new Option<string[]>("--scope") { AllowMultipleArgumentsPerToken = true, Description = string.Join(" | ", ApiScopes.All) };
        var days = new Option<int>("--days") { DefaultValueFactory = _ => 90, Description = "số ngày có hiệu lực / days it lasts" };
        var end = new Option<string?>("--end") { Description = "thu hồi mã có tên gọi này / end the token with this id" };
        var command = new Command("token", "Mã truy cập của giao diện /api / tokens of the interface /api") { login, name, scopes, area, days, end };
        command.SetAction(parse => Work(parse, book =>
        {
            var (account, tokens) = (Find(book, parse.GetValue(login)!), new ApiTokens(book.Database));
            if (parse.GetValue(end) is { } id)
            {
                return tokens.End(account, id, Session.Actor(parse)) ? CommandLine.Done : throw new StorageException($"Không có mã {id} còn hiệu lực.", $"There is no token {id} that runs.");
            }

            if (parse.GetValue(name) is { } purpose)
            {
                Say.Note("Mã chỉ hiện lần này:", "The token is shown this once:");
                Console.WriteLine(tokens.Issue(account, purpose, parse.GetValue(scopes) ?? [], GrantOf(Roles.AllCodes[0], parse.GetValue(area)!).Area, parse.GetValue(days), Session.Actor(parse)));
                return CommandLine.Done;
            }

            foreach (var token in tokens.Of(account))
            {
                Console.WriteLine(FormattableString.Invariant($"{token.Id}\t{token.Name}\t{token.Expires:yyyy-MM-dd}\t{token.Area?.Value ?? Grant.Everywhere}\t{string.Join(' ', token.Scopes.Select(scope => scope.Code()))}{(token.Ended is null ? "" : Say.Text("\tđã thu hồi", "\tended"))}"));
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
