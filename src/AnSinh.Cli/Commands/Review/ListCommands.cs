using System.CommandLine;
using System.Text.Json;
using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Review;

/// <summary><c>open</c>, <c>request</c>, <c>list</c> and <c>status</c>: who is reviewed and where it stands.</summary>
internal static class ListCommands
{
    public static Command Open()
    {
        var year = new Option<int?>("--year") { Description = "năm (mặc định: năm nay) / year (default: this one)" };
        var month = new Option<string?>("--month") { Description = "tháng yyyy-MM của đợt thường xuyên / month of an ad hoc review" };
        var kind = new Option<string>("--kind") { Description = "yearly: định kỳ | adhoc: thường xuyên", DefaultValueFactory = _ => "yearly" };
        kind.AcceptOnlyFromAmong("yearly", "adhoc");
        var command = new Command("open", "mở đợt rà soát, lập danh sách hộ / open a review and draw up its list") { year, month, kind, ReviewCommands.Area };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var area = ReviewCommands.AreaOf(parse) ?? throw new ReviewRefusedException("cần --area MÃ_XÃ", "expected --area COMMUNE");
            var yearly = parse.GetValue(kind) == "yearly";
            var of = parse.GetValue(month) is not { } text ? BenefitMonth.Of(book.Today) : BenefitMonth.TryParse(text, out var given) ? given
                : throw new ReviewRefusedException($"--month {text}: cần tháng dạng 2026-11", $"--month {text}: expected a month as 2026-11");
            var opened = OpenRound.Execute(
                book, yearly ? ReviewRound.Yearly : ReviewRound.AdHoc, yearly ? parse.GetValue(year) ?? book.Today.Year : of.Year, yearly ? 0 : of.Month, area, Session.Actor(parse));
            foreach (var note in opened.Notes)
            {
                Say.Note("Lưu ý: " + note.Text(vietnamese: true), "Note: " + note.Text(vietnamese: false));
            }

            Console.WriteLine(Say.Text($"{opened.Round.Title(true)}, mã {opened.Round.Id}: {opened.Households} hộ", $"{opened.Round.Title(false)}, id {opened.Round.Id}: {opened.Households} households"));
            if (opened.Existed)
            {
                Say.Note("Đợt này đã mở từ trước, không thay đổi gì.", "The round was open already; nothing was changed.");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Ask()
    {
        var proposed = new Option<bool>("--proposed") { Description = "đề xuất từ dữ liệu, không có giấy đề nghị / proposed from data, without a request" };
        var sweep = new Option<string?>("--from-sweep") { Description = "đề xuất các hộ mà quyền lợi tháng này còn tùy diện nghèo chưa rõ / propose households whose benefits in this month hang on an unknown poverty status" };
        var assessed = new Option<string?>("--from-assessed") { Description = "đề xuất các hộ mà số liệu rà soát của tháng này cho là nghèo, cận nghèo nhưng chưa được công nhận / propose households that their assessed figures of this month make poor or near-poor and no decision did" };
        var command = new Command("request", "nhận giấy đề nghị rà soát (Mẫu số 01) / take a request for a review") { ReviewCommands.Households, ReviewCommands.On, ReviewCommands.Note, proposed, sweep, assessed, ReviewCommands.Area };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            if (parse.GetValue(sweep) is { } month)
            {
                return Propose(
                    parse, book, Hinted(book, MonthOf("--from-sweep", month)), "nơi có danh sách hộ nghèo, hộ không có tên được coi là không nghèo.",
                    "where the list of poor households covers a place, a household not on it is taken not to be poor.");
            }

            if (parse.GetValue(assessed) is { } figures)
            {
                return Propose(
                    parse, book, Unrecognised(parse, book, MonthOf("--from-assessed", figures)), "không hộ nào có số liệu là nghèo, cận nghèo mà chưa được công nhận.",
                    "no household is poor or near-poor by its figures and not recognised.");
            }

            var households = ReviewCommands.HouseholdsOf(parse);
            var reason = parse.GetValue(proposed) ? ReviewReason.Proposed : ReviewReason.Request;
            Console.WriteLine(Taken(households.Count, AskReview.Execute(book, households, reason, ReviewCommands.DayOf(parse, book), parse.GetValue(ReviewCommands.Note)!, Session.Actor(parse))));
            return CommandLine.Done;
        }));
        return command;
    }

    private static int Propose(ParseResult parse, ReviewBook book, IReadOnlySet<HouseholdId> households, string whyNoneVi, string whyNoneEn)
    {
        var communes = AskReview.Propose(book, households, ReviewCommands.DayOf(parse, book), parse.GetValue(ReviewCommands.Note)!, Session.Actor(parse));
        foreach (var commune in communes)
        {
            Console.WriteLine($"{commune.Commune} {PlaceDirectory.VietNam.Find(commune.Commune)?.Name}: {Taken(commune.Added, commune.Round)}{(commune.Already == 0 ? "" : Say.Text($", {commune.Already} hộ đã có từ trước", $", {commune.Already} already there"))}");
        }

        if (communes.Count == 0)
        {
            Say.Note($"Không có hộ nào để đề xuất: {whyNoneVi}", $"There is no household to propose: {whyNoneEn}");
        }

        return communes.Sum(commune => commune.Added) == 0 ? CommandLine.Findings : CommandLine.Done;
    }

    private static string Taken(int households, ReviewRound? round) => households == 0 ? Say.Text("không có hộ mới", "no new household")
        : round is null ? Say.Text($"{households} hộ chờ đợt rà soát tới", $"{households} households wait for the next review")
        : Say.Text($"{households} hộ vào danh sách {round.Id}", $"{households} households put on the list {round.Id}");

    /// <summary>Households that the sweep finds to hang on a poverty status nobody knows.</summary>
    private static HashSet<HouseholdId> Hinted(ReviewBook book, BenefitMonth month) =>
        new RegisterSweep(book.Law.Pack).Run(book.Register.Now(), book.Scope, month, book.Today).Where(entry => entry.Kind == SweepKind.MayBe && entry.Facts.Contains(ReviewLaw.StatusFact)).Select(entry => entry.Household).ToHashSet();

    /// <summary>Households that their assessed figures make poor or near-poor and no decision did.</summary>
    private static HashSet<HouseholdId> Unrecognised(ParseResult parse, ReviewBook book, BenefitMonth month) =>
        [.. AssessedHouseholds.Unrecognised(book, month, AssessedHouseholds.Read(book, ReviewCommands.AreaOf(parse) ?? throw new ReviewRefusedException("cần --area MÃ_XÃ", "expected --area COMMUNE"), month))];

    private static BenefitMonth MonthOf(string option, string month) => BenefitMonth.TryParse(month, out var of) ? of
        : throw new ReviewRefusedException($"{option} {month}: cần tháng dạng 2026-11", $"{option} {month}: expected a month as 2026-11");

    public static Command List()
    {
        var command = new Command("list", "danh sách hộ rà soát theo thôn / households by village") { ReviewCommands.Round, ReviewCommands.Village, ReviewCommands.Area, ReviewCommands.Json };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var round = ReviewCommands.RoundOf(parse, book);
            var register = RoundRegister.Read(book, round.Commune, book.Today);
            var cases = ReviewCases.Read(book, round).All.Where(one => parse.GetValue(ReviewCommands.Village) is not { } village || one.Listed.Village == village).ToList();
            if (parse.GetValue(ReviewCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new
                    {
                        round = round.Id, kind = round.Kind, commune = round.Commune.Value, households = cases.Select(one => new
                        {
                            household = one.Listed.Household.Value, village = one.Listed.Village, head = register.HeadName(one.Listed.Household), reason = one.Listed.Reason,
                            before = one.Listed.StatusBefore, proposed = one.Proposal?.Status ?? "", because = one.Proposal?.Because ?? [], missing = one.Proposal?.Missing ?? [],
                            state = one.State.ToString(), decided = one.Decision?.Status,
                        }),
                    }, Session.Json));
                return CommandLine.Done;
            }

            foreach (var village in cases.GroupBy(one => one.Listed.Village))
            {
                Console.WriteLine($"{(village.Key.Length == 0 ? Say.Text("(chưa rõ thôn)", "(no village)") : village.Key)}: {village.Count()} {Say.Text("hộ", "households")}");
                foreach (var one in village)
                {
                    Console.WriteLine($"  {one.Listed.Household}  {register.HeadName(one.Listed.Household)}  {Name(book, one.Listed.StatusBefore)}{(one.Proposal is { Status.Length: > 0 } proposal ? " -> " + Name(book, proposal.Status) : "")}  [{ReviewReason.Say(one.Listed.Reason, Say.Vietnamese)}; {ReviewCase.Say(one.State, Say.Vietnamese)}]");
                }
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Status()
    {
        var command = new Command("status", "các bước, hạn và việc quá hạn / steps, deadlines, what is overdue") { ReviewCommands.Round, ReviewCommands.Area, ReviewCommands.Json };
        command.SetAction(parse => ReviewCommands.Step(parse, book =>
        {
            var round = ReviewCommands.RoundOf(parse, book);
            var cases = ReviewCases.Read(book, round);
            var clock = ReviewRounds.Clock(book, round, cases);
            var overdue = clock.Count(step => step.Done is null && step.IsOverdue(book.Today));
            if (parse.GetValue(ReviewCommands.Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    new
                    {
                        round = round.Id, households = cases.All.Count, states = cases.All.GroupBy(one => one.State).ToDictionary(group => group.Key.ToString(), group => group.Count()),
                        steps = clock.Select(step => new
                        {
                            step = step.Step.Id, first = Iso(step.First), last = Iso(step.Last), done = Iso(step.Done), workingDaysLeft = step.WorkingDaysLeft, overdue = step.IsOverdue(book.Today),
                            @ref = step.Step.Ref, grade = EvidenceGrades.Code(step.Step.Grade),
                        }),
                        done = ReviewRounds.Steps(book, round).Select(step => new { step = step.Step, village = step.Village, day = Iso(step.OnDay), actor = step.Actor, note = step.Note }),
                    }, Session.Json));
            }
            else
            {
                Console.WriteLine($"{round.Title(Say.Vietnamese)} ({round.Id}): {string.Join(", ", cases.All.GroupBy(one => one.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {ReviewCase.Say(group.Key, Say.Vietnamese)}"))}");
                foreach (var step in clock)
                {
                    var mark = step.Done is { } done ? Say.Text($"xong {done:dd/MM/yyyy}", $"done {done:yyyy-MM-dd}") + (step.IsOverdue(book.Today) ? Say.Text(" (trễ)", " (late)") : "")
                        : step.IsOverdue(book.Today) ? Say.Text($"QUÁ HẠN {-step.WorkingDaysLeft} ngày làm việc", $"OVERDUE by {-step.WorkingDaysLeft} working days")
                        : step.WorkingDaysLeft is { } left ? Say.Text($"còn {left} ngày làm việc", $"{left} working days left") : "";
                    Console.WriteLine($"  {(step.First is { } first ? $"{first:dd/MM/yyyy}" : "          ")} - {(step.Last is { } last ? $"{last:dd/MM/yyyy}" : "          ")}  {step.Step.Name.In(Say.Vietnamese)}. {mark}");
                }
            }

            return overdue > 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static string Name(ReviewBook book, string status) => status.Length == 0 ? "-" : book.Law.StatusDefinition.Say(status, Say.Vietnamese);

    private static string? Iso(DateOnly? day) => day is { } known ? Database.Iso(known) : null;
}
