using System.CommandLine;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Retention;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web;
using AnSinh.Web.Retention;

namespace AnSinh.Cli.Commands.Retention;

/// <summary><c>ansinh retention</c>: what is kept for how long, what is due to be erased, and erasures by two people.</summary>
internal static class RetentionCommands
{
    private static readonly Option<string[]> Area = new("--area") { Description = "mã tỉnh hoặc xã; mặc định tất cả / province or commune codes; default all", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Json = new("--json") { Description = "một tài liệu JSON trên đầu ra chuẩn / one JSON document on standard output" };
    private static readonly Option<string> Class = new("--class") { Description = string.Join(", ", RetentionCodes.All), Required = true };
    private static readonly Argument<string> Id = new("proposal") { Description = "mã đề xuất / proposal id" };

    static RetentionCommands() => Class.AcceptOnlyFromAmong([.. RetentionCodes.All]);

    public static Command Create() => new("retention", "lưu trữ và xóa dữ liệu cá nhân theo thời hạn / retention and erasure by terms") { Terms(), Due(), Propose(), List(), Show(), Approve(), Refuse() };

    private static Command Terms()
    {
        var command = new Command("terms", "thời hạn của từng loại dữ liệu / the term of each class of data") { Json };
        command.SetAction(parse => Run(parse, book => Write(parse, book.Terms, terms => terms.Select(Of), term => FormattableString.Invariant($"{term.Class.Code(),-12} {term.Months,4} {Say.Text("tháng", "months")}  {term.Name.In(Say.Vietnamese)} ({term.Ref}, {term.Grade.Code()}, {term.Parameter})"))));
        return command;
    }

    private static Command Due()
    {
        var command = new Command("due", "đã đến hạn xóa, và những gì phải giữ vì sao / what is due, and what is kept and why; exit code 1 when something is due") { Class, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var due = book.Due(RetentionCodes.Parse(parse.GetValue(Class)!));
            if (parse.GetValue(Json))
            {
                Cases.CaseOutput.Write(new { term = Of(due.Term), items = due.Items.Select(Of), more = due.More, kept = due.Kept });
            }
            else
            {
                Console.WriteLine($"{due.Term.Name.In(Say.Vietnamese)}: {due.Term.Months} {Say.Text("tháng", "months")} ({due.Term.Ref}, {due.Term.Grade.Code()})");
                foreach (var item in due.Items)
                {
                    Console.WriteLine(Line(item));
                }

                foreach (var (hold, count) in due.Kept.OrderBy(kept => kept.Key, StringComparer.Ordinal))
                {
                    Console.WriteLine(Say.Text($"  giữ lại {count}: {TextTable.All["hold." + hold].Vi}", $"  kept {count}: {TextTable.All["hold." + hold].En}"));
                }
            }

            return due.Items.Count > 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    private static Command Propose()
    {
        var command = new Command("propose", "đề xuất xóa những gì đã đến hạn / propose to erase what is due") { Class, Area, Json };
        command.SetAction(parse => Run(parse, book => One(parse, book, book.Propose(RetentionCodes.Parse(parse.GetValue(Class)!), Session.Actor(parse)))));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "các đề xuất / the proposals") { Area, Json };
        command.SetAction(parse => Run(parse, book => Write(parse, book.All(), all => all.Select(Of), Line)));
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "một đề xuất và kết quả từng mục / one proposal and what became of each entry") { Id, Area, Json };
        command.SetAction(parse => Run(parse, book => One(parse, book, book.Find(parse.GetValue(Id)!) ?? throw new CaseRefusedException($"Không có đề xuất {parse.GetValue(Id)}.", $"There is no proposal {parse.GetValue(Id)}."))));
        return command;
    }

    private static Command Approve()
    {
        var accept = new Option<string>("--accept") { Description = "tham số thời hạn được chấp nhận đích danh / the term's parameter, accepted by name", DefaultValueFactory = _ => "" };
        var command = new Command("approve", "duyệt và xóa; người khác với người đề xuất / approve and erase; somebody else than whoever proposed") { Id, accept, Area, Json };
        command.SetAction(parse => Run(parse, book => One(parse, book, book.Approve(parse.GetValue(Id)!, parse.GetValue(accept)!, Session.Actor(parse)))));
        return command;
    }

    private static Command Refuse()
    {
        var reason = new Option<string>("--reason") { Description = "lý do / why", Required = true };
        var command = new Command("refuse", "không duyệt / do not approve") { Id, reason, Area, Json };
        command.SetAction(parse => Run(parse, book => One(parse, book, book.Refuse(parse.GetValue(Id)!, parse.GetValue(reason)!, Session.Actor(parse)))));
        return command;
    }

    private static int One(ParseResult parse, RetentionBook book, RetentionProposal proposal)
    {
        var items = book.Items(proposal.Id);
        if (parse.GetValue(Json))
        {
            Cases.CaseOutput.Write(new { proposal = Of(proposal), items = items.Select(item => new { item = Of(item.Due), outcome = item.Outcome, rows = item.RowsGone }) });
            return CommandLine.Done;
        }

        Console.WriteLine(Line(proposal));
        foreach (var item in items)
        {
            Console.WriteLine($"{Line(item.Due)}  {item.Outcome}");
        }

        return CommandLine.Done;
    }

    private static int Write<T>(ParseResult parse, IReadOnlyList<T> all, Func<IReadOnlyList<T>, object> json, Func<T, string> line)
    {
        if (parse.GetValue(Json))
        {
            Cases.CaseOutput.Write(json(all));
            return CommandLine.Done;
        }

        foreach (var one in all)
        {
            Console.WriteLine(line(one));
        }

        return CommandLine.Done;
    }

    private static object Of(RetentionTerm term) => new { @class = term.Class.Code(), parameter = term.Parameter, months = term.Months, @ref = term.Ref.ToString(), grade = term.Grade.Code() };

    private static object Of(DueItem item) => new { subject = item.Subject, commune = item.Commune, since = item.Since, due = item.DueOn };

    private static object Of(RetentionProposal one) => new
    {
        id = one.Id, term = Of(one.Term), area = one.Area, outcome = one.Outcome, proposedBy = one.ProposedBy, proposedOn = one.ProposedOn, decidedBy = one.DecidedBy, decidedOn = one.DecidedOn, reason = one.Reason, items = one.Items, erased = one.Erased, kept = one.Kept,
    };

    private static string Line(DueItem item) => FormattableString.Invariant($"  {item.Subject,-24} {item.Commune}  {item.Since:yyyy-MM-dd} → {item.DueOn:yyyy-MM-dd}");

    private static string Line(RetentionProposal one) => FormattableString.Invariant(
        $"{one.Id,-18} {one.Class.Code(),-12} {one.Outcome,-8} {one.Items} ({one.Erased} {Say.Text("đã xóa", "erased")}, {one.Kept} {Say.Text("giữ lại", "kept")})  {one.ProposedBy} {one.ProposedOn:yyyy-MM-dd}{(one.DecidedOn is { } on ? FormattableString.Invariant($" / {one.DecidedBy} {on:yyyy-MM-dd}") : "")}");

    private static int Run(ParseResult parse, Func<RetentionBook, int> work) => Session.Guard(() =>
    {
        try
        {
            var pack = LawPack.Load(Home.LawFolder);
            using var database = Session.OpenExisting(parse, Site.Modules);
            var area = parse.GetValue(Area) is { Length: > 0 } codes ? AreaScope.Of(codes.Select(Cases.CaseCommands.PlaceOf)) : AreaScope.All;
            return work(RetentionDesk.Of(database, pack, area));
        }
        catch (CaseRefusedException refused)
        {
            foreach (var fault in refused.Faults)
            {
                Say.Error(fault.Vi, fault.En);
            }

            return CommandLine.BadInput;
        }
    });
}
