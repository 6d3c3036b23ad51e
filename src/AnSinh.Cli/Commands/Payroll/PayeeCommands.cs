using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Banks;
using AnSinh.Payroll.Payees;
using AnSinh.Payroll.Returns;
using AnSinh.Payroll.Steps;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary><c>returned</c>, <c>unclaimed</c>, <c>payee</c> and <c>account</c>: what did not arrive, and who is paid where.</summary>
internal static class PayeeCommands
{
    private static readonly Option<string?> Person = new("--person") { Description = "mã người hưởng / id of the person" };
    private static readonly Option<string> Evidence = new("--evidence") { Description = "giấy tờ chứng minh / what attests it", DefaultValueFactory = _ => "" };
    private static readonly Option<string?> From = new("--from") { Description = "từ ngày yyyy-MM-dd / from this day" };

    public static Command Returned()
    {
        var command = new Command("returned", "các khoản bị trả về: nguyên nhân, cách xử lý / payments that came back: cause and cure") { PayrollCommands.Area, PayrollCommands.Json };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var found = ReturnedList.Of(book, Area(parse, book));
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(found.Select(one => new
                {
                    payment = one.Payment.Id,
                    payee = one.Payment.Payee,
                    month = one.RunMonth.ToString(),
                    amount = one.Payment.Amount.Amount,
                    code = one.Reason.Code,
                    cause = Say.Text(one.Reason.CauseVi, one.Reason.CauseEn),
                    cure = Say.Text(one.Reason.CureVi, one.Reason.CureEn),
                    sentAgainBy = one.SentAgainBy,
                }), Session.Json));
            }
            else
            {
                foreach (var one in found)
                {
                    Console.WriteLine($"{one.Payment.Id}  {one.RunMonth}  {one.Payment.Payee}  {one.Payment.Amount}  {one.Reason.Code}  {Say.Text(one.Reason.CauseVi, one.Reason.CauseEn)}. {Say.Text(one.Reason.CureVi, one.Reason.CureEn)}  {one.SentAgainBy}");
                }
            }

            return found.Any(one => one.SentAgainBy is null) ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command Unclaimed()
    {
        var suspend = new Option<string?>("--suspend") { Description = "tạm dừng quyết định này / suspend this award" };
        var resume = new Option<string?>("--resume") { Description = "chi trả trở lại quyết định này / pay this award again" };
        var decision = new Option<string>("--decision") { Description = "số quyết định / number of the decision", DefaultValueFactory = _ => "" };
        var command = new Command("unclaimed", "tiền chưa có người nhận; tạm dừng, chi trả trở lại theo quyết định / money nobody collected; suspension and resumption by decision")
        {
            PayrollCommands.Area, PayrollCommands.Month, suspend, resume, decision, PayrollCommands.Json,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var today = AnSinh.Storage.VietNamClock.TodayInVietNam(Session.Clock(parse));
            var month = PayrollCommands.MonthOf(parse) ?? BenefitMonth.Of(today).Next;
            if (parse.GetValue(suspend) is { } stop)
            {
                AnSinh.Payroll.Returns.Unclaimed.Suspend(book, new AwardId(stop), month, Session.Actor(parse), parse.GetValue(decision)!);
                Say.Note($"Tạm dừng từ tháng {month}.", $"Suspended from {month}.");
                return CommandLine.Done;
            }

            if (parse.GetValue(resume) is { } again)
            {
                AnSinh.Payroll.Returns.Unclaimed.Resume(book, new AwardId(again), month, Session.Actor(parse), parse.GetValue(decision)!);
                Say.Note($"Chi trả trở lại từ tháng {month}.", $"Paid again from {month}.");
                return CommandLine.Done;
            }

            var found = AnSinh.Payroll.Returns.Unclaimed.Of(book, Area(parse, book), month, today);
            if (parse.GetValue(PayrollCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(found.Select(one => new
                {
                    person = one.Person.Value,
                    award = one.Award.Value,
                    benefit = one.Benefit.Value,
                    payee = one.Payee,
                    amount = one.Amount.Amount,
                    months = one.Months.Select(of => of.ToString()),
                    inARow = one.InARow,
                    suspends = one.Suspends,
                    why = Say.Text(one.WhyVi, one.WhyEn),
                }), Session.Json));
            }
            else
            {
                foreach (var one in found)
                {
                    Console.WriteLine($"{one.Award}  {one.Person}  {one.Benefit}  {one.Amount,14}  {string.Join(' ', one.Months)}  {Say.Text(one.WhyVi, one.WhyEn)}");
                }
            }

            return found.Any(one => one.Suspends) ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command Payee()
    {
        var payee = new Option<string?>("--payee") { Description = "mã người nhận thay / id of who receives" };
        var role = new Option<string>("--role") { Description = "guardian | authorised | heir", DefaultValueFactory = _ => "authorised" };
        var to = new Option<string?>("--to") { Description = "đến ngày / until this day" };
        var end = new Option<bool>("--end") { Description = "từ --from người hưởng tự nhận / from --from the person receives again" };
        var command = new Command("payee", "người nhận thay, có giấy tờ và thời hạn; không có --payee thì liệt kê / who receives in a person's stead; lists without --payee")
        {
            Person, payee, role, Evidence, From, to, end,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var person = Required(parse);
            var from = PayrollCommands.Day("--from", parse.GetValue(From));
            if (parse.GetValue(end))
            {
                PayeeMandates.End(book, person, from ?? AnSinh.Storage.VietNamClock.TodayInVietNam(Session.Clock(parse)), parse.GetValue(Evidence)!, Session.Actor(parse));
            }
            else if (parse.GetValue(payee) is { } other)
            {
                var until = PayrollCommands.Day("--to", parse.GetValue(to));
                if (until < from)
                {
                    throw new PayrollRefusedException("--to trước --from", "--to lies before --from");
                }

                PayeeMandates.Record(book, new PayeeMandate(person, new PersonId(other), parse.GetValue(role)!, parse.GetValue(Evidence)!, new DateRange(from, until)), Session.Actor(parse));
            }

            foreach (var one in PayeeMandates.Of(book, person))
            {
                Console.WriteLine($"{one.Valid}  {one.Role}  {one.Payee}  {one.Evidence}");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Account()
    {
        var bank = new Option<string>("--bank") { Description = "ngân hàng (mã NAPAS, mã ngắn, BIC) / bank", Required = true };
        var number = new Option<string>("--number") { Description = "số tài khoản / account number", Required = true };
        var holder = new Option<string>("--holder") { Description = "tên chủ tài khoản / account holder", Required = true };
        var consent = new Option<string?>("--consent") { Description = "ngày người nhận đồng ý / day of the payee's consent" };
        var command = new Command("account", "ghi tài khoản của người hưởng hoặc người nhận, có giấy đồng ý / record the account of a person or carer, with consent and evidence")
        {
            Person, bank, number, holder, consent, Evidence, From,
        };
        command.SetAction(parse => PayrollCommands.Step(parse, book =>
        {
            var person = Required(parse);
            var today = AnSinh.Storage.VietNamClock.TodayInVietNam(Session.Clock(parse));
            var agreed = PayrollCommands.Day("--consent", parse.GetValue(consent));
            if (BankList.Find(parse.GetValue(bank)!) is null || agreed is null || agreed > today || parse.GetValue(Evidence)!.Length == 0)
            {
                throw new PayrollRefusedException(
                    "Cần ngân hàng có thật, ngày đồng ý không ở tương lai và giấy tờ (--evidence)", "A bank that exists, a day of consent that is not in the future and evidence (--evidence) are needed", person.Value);
            }

            using var commit = book.Register.Begin(Session.Actor(parse), "payroll.account");
            commit.RecordAccount(person, new PayeeAccount(
                parse.GetValue(bank)!, parse.GetValue(number)!, parse.GetValue(holder)!, agreed, new DateRange(PayrollCommands.Day("--from", parse.GetValue(From)) ?? today, null), parse.GetValue(Evidence)!));
            commit.Commit();
            Say.Note("Đã ghi tài khoản.", "The account is recorded.");
            return CommandLine.Done;
        }));
        return command;
    }

    private static PersonId Required(ParseResult parse) => parse.GetValue(Person) is { } id
        ? new PersonId(id)
        : throw new PayrollRefusedException("Cần --person", "--person is needed");

    private static PlaceCode Area(ParseResult parse, PayrollBook book) => PayrollCommands.AreaOf(parse) ?? ShowRun.Find(book, null, null).Area;
}
