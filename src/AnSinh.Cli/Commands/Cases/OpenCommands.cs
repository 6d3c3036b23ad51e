using System.CommandLine;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Changes;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Casework.Cases.Intake;
using AnSinh.Casework.Cases.Life;
using AnSinh.Law;
using AnSinh.Registry;
using static AnSinh.Cli.Commands.Cases.CaseCommands;

namespace AnSinh.Cli.Commands.Cases;

/// <summary>The ways in which a case begins.</summary>
internal static class OpenCommands
{
    public static Command Application()
    {
        var benefits = new Option<string[]>("--benefit") { Description = "chính sách được đề nghị; để trống: mọi khoản được hưởng / benefits asked for; none: whatever is due", AllowMultipleArgumentsPerToken = true };
        var certificate = new Option<string?>("--certificate") { Description = "ngày cấp giấy xác nhận / day of the certificate" };
        var command = With(new Command("open", "mở hồ sơ đề nghị hưởng / open an application") { Person, Household, benefits, certificate });
        command.SetAction(parse => Opened(parse, (book, actor) =>
        {
            var request = new BenefitsAsked([.. (parse.GetValue(benefits) ?? []).Select(benefit => new BenefitId(benefit))], DayOf(parse, certificate));
            if (parse.GetValue(Household) is { } household)
            {
                var lives = book.Register.Now().Household(book.Scope, new HouseholdId(household), BenefitMonth.Of(book.Today))
                    ?? throw new CaseRefusedException($"Không có hộ {household} ở địa bàn này.", $"There is no household {household} in this area.");
                return ApplicationCase.Open(book, Asked(parse, lives.Place, request) with { Household = lives.Id }, actor);
            }

            var person = PersonOf(book, parse.GetValue(Person));
            return ApplicationCase.Open(book, Asked(parse, CommuneOf(book, person.Id), request) with { Person = person.Id }, actor);
        }));
        return command;
    }

    public static Command Award(string name, CaseKind kind)
    {
        var award = new Option<string>("--award") { Description = "mã quyết định hưởng / award id", Required = true };
        var from = new Option<string>("--from") { Description = "tháng đầu liên quan / first month concerned", Required = true };
        var uncollected = new Option<int>("--uncollected") { Description = "số tháng liền không nhận / months not collected in a row" };
        var custody = new Option<int>("--custody") { Description = "số tháng bị tạm giam / months in custody" };
        var refused = new Option<bool>("--review-refused") { Description = "từ chối xác định lại / refuses to be assessed again" };
        var suspended = new Option<int>("--suspended") { Description = "số tháng đã tạm dừng / months suspended" };
        var command = With(new Command(name, $"mở hồ sơ {kind.Say(vietnamese: true)} / open: {kind.Say(vietnamese: false)}") { award, from });
        if (kind == CaseKind.Suspension)
        {
            foreach (var option in new Option[] { uncollected, custody, refused, suspended })
            {
                command.Options.Add(option);
            }
        }

        command.SetAction(parse => Opened(parse, (book, actor) => AwardCase.Open(
            book, kind, new AwardId(parse.GetValue(award)!), MonthOf(parse.GetValue(from)),
            kind == CaseKind.Suspension ? new AwardStanding(parse.GetValue(uncollected), parse.GetValue(custody), parse.GetValue(refused), parse.GetValue(suspended)) : null,
            Asked(parse, default, new ComplaintAsked(null, "")), actor)));
        return command;
    }

    public static Command Death()
    {
        var day = new Option<string?>("--day") { Description = "ngày chết / day of death", Required = true };
        var command = With(new Command("death", "báo tử / report a death") { Person, day });
        command.SetAction(parse => Opened(parse, (book, actor) =>
        {
            var person = PersonOf(book, parse.GetValue(Person));
            return DeathCase.Open(book, person.Id, DayOf(parse, day)!.Value, Asked(parse, CommuneOf(book, person.Id), new DeathAsked(default)), actor);
        }));
        return command;
    }

    public static Command Move()
    {
        var to = new Option<string>("--to") { Description = "mã xã mới / code of the new commune", Required = true };
        var village = new Option<string>("--village") { Description = "thôn mới / new village", DefaultValueFactory = _ => "" };
        var day = new Option<string?>("--day") { Description = "ngày chuyển / day of the move", Required = true };
        var command = With(new Command("move", "hộ thay đổi nơi cư trú / a household moves") { Household, to, village, day });
        command.SetAction(parse => Opened(parse, (book, actor) => MoveCase.Open(
            book, new HouseholdId(parse.GetValue(Household) ?? ""), new MoveAsked(PlaceOf(parse.GetValue(to)), parse.GetValue(village)!, DayOf(parse, day)!.Value), Asked(parse, default, new DeathAsked(default)), actor)));
        return command;
    }

    public static Command Change()
    {
        var fact = new Option<string?>("--fact") { Description = "MÃ=GIÁ_TRỊ của một thông tin / CODE=VALUE of a fact" };
        var from = new Option<string?>("--from") { Description = "từ ngày (mặc định hôm nay) / from (default today)" };
        var number = new Option<string?>("--number") { Description = "số định danh mới có / a number that came" };
        var account = new Option<string[]>("--account") { Description = "NGÂN_HÀNG SỐ CHỦ_TÀI_KHOẢN / bank, number, holder", Arity = new ArgumentArity(3, 3), AllowMultipleArgumentsPerToken = true };
        var name = new Option<string?>("--name") { Description = "họ tên đúng / the right name" };
        var born = new Option<string?>("--born") { Description = "ngày sinh đúng (2026, 2026-05 hoặc 2026-05-17) / the right date of birth" };
        var command = With(new Command("change", "đề nghị sửa thông tin / ask for a change of what is recorded") { Person, Household, fact, from, number, account, name, born });
        command.SetAction(parse => Opened(parse, (book, actor) =>
        {
            var person = parse.GetValue(Household) is null ? PersonOf(book, parse.GetValue(Person)) : null;
            var (day, changes) = (DayOf(parse, from) ?? book.Today, new List<RequestedChange>());
            if (parse.GetValue(fact) is { } given)
            {
                var parts = given.Split('=', 2);
                changes.Add(new FactChange("", parts[0], person?.Id, parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null, day, null, "survey"));
            }

            if (person is not null && parse.GetValue(number) is { } came)
            {
                changes.Add(new NumberChange("", person.Id, came));
            }

            if (person is not null && parse.GetValue(account) is [var bank, var digits, var holder])
            {
                changes.Add(new AccountChange("", person.Id, bank, digits, holder, book.Today, day));
            }

            if (person is not null && (parse.GetValue(name) is not null || parse.GetValue(born) is not null))
            {
                changes.Add(new DetailsChange("", person.Id, parse.GetValue(name) ?? person.FullName, parse.GetValue(born) is { } date ? BirthOf(date) : person.Born, person.Sex, person.EthnicGroup));
            }

            var household = parse.GetValue(Household) is { } id ? new HouseholdId(id) : (HouseholdId?)null;
            var commune = person is not null ? CommuneOf(book, person.Id) : book.Register.Now().Household(book.Scope, household!.Value, BenefitMonth.Of(book.Today))?.Place ?? default;
            return ChangeCase.Open(book, changes, Asked(parse, commune, new ChangesAsked([])) with { Person = person?.Id, Household = household }, actor);
        }));
        return command;
    }

    public static Command Duplicate()
    {
        var other = new Option<string>("--other") { Description = "người kia / the other one", Required = true };
        var command = With(new Command("duplicate", "nghi hai mục là một người / two entries may be one person") { Person, other });
        command.SetAction(parse => Opened(parse, (book, actor) =>
        {
            var (kept, second) = (PersonOf(book, parse.GetValue(Person)), PersonOf(book, parse.GetValue(other)));
            return DuplicateCase.Open(book, kept.Id, second.Id, Asked(parse, CommuneOf(book, kept.Id), new DuplicateAsked(kept.Id, second.Id, [])), actor);
        }));
        return command;
    }

    public static Command Object()
    {
        var decisionOn = new Option<string?>("--decision-received") { Description = "ngày nhận quyết định / day on which the decision was received" };
        var command = With(new Command("object", "khiếu nại quyết định của một hồ sơ / object to (or appeal against) the decision of a case") { Id, decisionOn });
        command.SetAction(parse => Opened(parse, (book, actor) => ComplaintCase.Open(book, parse.GetValue(Id)!, DayOf(parse, decisionOn), Asked(parse, default, new ComplaintAsked(null, "")), actor)));
        return command;
    }

    public static Command Grievance()
    {
        var commune = new Option<string>("--commune") { Description = "mã xã / commune", Required = true };
        var subject = new Option<string>("--subject") { Description = "về việc gì / about what", DefaultValueFactory = _ => "other" };
        var command = With(new Command("grievance", "kiến nghị, phản ánh; không cần nêu tên / a grievance, with or without a name") { commune, subject });
        command.SetAction(parse => Opened(parse, (book, actor) => ComplaintCase.OpenGrievance(
            book, PlaceOf(parse.GetValue(commune)), parse.GetValue(subject)!, Asked(parse, default, new ComplaintAsked(null, "")), actor)));
        return command;
    }

    public static Command Access()
    {
        var command = With(new Command("access", "yêu cầu xem dữ liệu của mình / a person asks what is held") { Person });
        command.SetAction(parse => Opened(parse, (book, actor) =>
        {
            var person = PersonOf(book, parse.GetValue(Person));
            return ComplaintCase.OpenAccess(book, person.Id, Asked(parse, CommuneOf(book, person.Id), new ComplaintAsked(null, "access")), actor);
        }));
        return command;
    }

    public static Command Erasure()
    {
        var command = With(new Command("erasure", "yêu cầu xóa dữ liệu của mình / a person asks to be erased") { Person });
        command.SetAction(parse => Opened(parse, (book, actor) =>
        {
            var person = PersonOf(book, parse.GetValue(Person));
            return ErasureRequest.Open(book, person.Id, Asked(parse, CommuneOf(book, person.Id), new ComplaintAsked(null, "erasure")), actor);
        }));
        return command;
    }

    public static Command Register()
    {
        var name = new Option<string>("--name") { Description = "họ và tên / full name", Required = true };
        var born = new Option<string>("--born") { Description = "ngày sinh: 1946, 1946-05 hoặc 1946-05-17 / date of birth", Required = true };
        var sex = new Option<string>("--sex") { Description = "male, female", Required = true };
        sex.AcceptOnlyFromAmong("male", "female");
        var commune = new Option<string>("--commune") { Description = "mã xã / commune", Required = true };
        var village = new Option<string>("--village") { Description = "thôn / village", DefaultValueFactory = _ => "" };
        var number = new Option<string?>("--number") { Description = "số định danh; để trống: cấp số tạm / number; none: a provisional one" };
        var relation = new Option<string>("--relation") { Description = "quan hệ với chủ hộ / relation", DefaultValueFactory = _ => "head" };
        var evidence = new Option<string>("--evidence") { Description = "căn cứ / what attests it", Required = true };
        var others = new Option<string[]>("--other-than") { Description = "mã những người trùng tên đã xem và là người khác / ids of namesakes who are somebody else", AllowMultipleArgumentsPerToken = true };
        var command = new Command("register", "ghi người chưa có trong sổ, kể cả chưa có giấy tờ / register somebody, papers or none")
        {
            name, born, sex, commune, village, number, relation, evidence, others, Household, Area, Json,
        };
        command.SetAction(parse => Run(parse, book =>
        {
            IdentityNumber? known = parse.GetValue(number) is not { } text ? null : IdentityNumber.TryParse(text, out var one) ? one
                : throw new CaseRefusedException("--number: cần mười hai chữ số.", "--number: expected twelve digits.");
            var details = new PersonDetails(parse.GetValue(name)!, BirthOf(parse.GetValue(born)!), parse.GetValue(sex) == "male" ? Sex.Male : Sex.Female);
            var arrival = new Arrival(
                details, known, PlaceOf(parse.GetValue(commune)), parse.GetValue(village)!, parse.GetValue(Household) is { } id ? new HouseholdId(id) : null, parse.GetValue(relation)!, book.Today, parse.GetValue(evidence)!);
            var registered = RegisterArrival.Execute(book, arrival, (parse.GetValue(others) ?? []).Select(other => new PersonId(other)).ToHashSet(), Session.Actor(parse));
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(new { person = registered.Person.Value, number = registered.Number.Text, household = registered.Household.Value });
            }
            else
            {
                Console.WriteLine($"{registered.Person}  {registered.Number.Text}  {registered.Household}");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static BirthDate BirthOf(string text)
    {
        try
        {
            return BirthDate.Parse(text);
        }
        catch (FormatException)
        {
            throw new CaseRefusedException($"--born {text}: cần 1946, 1946-05 hoặc 1946-05-17.", $"--born {text}: expected 1946, 1946-05 or 1946-05-17.");
        }
    }

    private static Command With(Command command)
    {
        foreach (var option in new Option[] { Received, Applicant, Channel, Text, Area, Json })
        {
            command.Options.Add(option);
        }

        return command;
    }
}
