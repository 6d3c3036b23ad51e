using System.CommandLine;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Access;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Casework.Letters;
using AnSinh.Law;
using AnSinh.Registry;
using static AnSinh.Cli.Commands.Cases.CaseCommands;

namespace AnSinh.Cli.Commands.Cases;

/// <summary>Lists and pages. Whoever looks at a case about a person is written down.</summary>
internal static class ReadCommands
{
    public static Command List()
    {
        var kind = new Option<string?>("--kind") { Description = string.Join(", ", CaseCodes.AllKinds) };
        kind.AcceptOnlyFromAmong([.. CaseCodes.AllKinds]);
        var all = new Option<bool>("--all") { Description = "kể cả đã giải quyết / also those that are ended" };
        var overdue = new Option<bool>("--overdue") { Description = "chỉ hồ sơ quá hạn / only those overdue" };
        var command = new Command("list", "hồ sơ theo hạn giải quyết; mã thoát 1 khi có quá hạn / cases by due day; exit code 1 when some are overdue") { kind, all, overdue, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var lines = book.Cases(CaseCodes.TryKind(parse.GetValue(kind), out var one) ? one : null, openOnly: !parse.GetValue(all))
                .Select(line => (Line: line, Clock: line.Clock is { } clock ? book.Clock.Read(clock, book.Today) : null))
                .Where(row => !parse.GetValue(overdue) || row.Clock?.Escalation > Escalation.None).ToList();
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(new
                {
                    today = book.Today,
                    cases = lines.Select(row => new
                    {
                        id = row.Line.Header.Id, kind = row.Line.Header.Kind.Code(), stage = row.Line.Stage.Code(), commune = row.Line.Header.Commune.Value, person = row.Line.Header.Person?.Value,
                        opened = row.Line.Header.OpenedOn, due = row.Clock?.Clock.Due, workingDaysLeft = row.Clock?.WorkingDaysLeft, escalation = row.Clock?.Escalation.ToString().ToLowerInvariant(), lastActor = row.Line.LastActor,
                    }),
                });
            }
            else
            {
                foreach (var (line, clock) in lines)
                {
                    var due = clock is null ? Say.Text("không có hạn", "no deadline") : FormattableString.Invariant($"{clock.Clock.Due:yyyy-MM-dd} ({clock.WorkingDaysLeft})");
                    Console.WriteLine($"{line.Header.Id}  {due,-18} {line.Header.Kind.Say(Say.Vietnamese)}: {line.Stage.Say(Say.Vietnamese)}{(clock?.Escalation > Escalation.None ? $"  ! {clock.Escalation}" : "")}");
                }
            }

            return lines.Any(row => row.Clock?.Escalation > Escalation.None) ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command Show()
    {
        var command = new Command("show", "một hồ sơ; lượt xem được ghi lại / one case; the view is recorded") { Id, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var file = book.Case(parse.GetValue(Id)!);
            if (file.Header.Person is { } person)
            {
                RecordViews.Execute(book.Database, [new RecordView(person, Session.Actor(parse), "case", "case show", file.Id)]);
            }

            CaseOutput.Show(book, file, parse.GetValue(Json), code: null);
            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Letters()
    {
        var output = new Option<string>("--out") { Description = "thư mục ghi thư (mặc định: thư mục hiện tại) / folder for the letters", DefaultValueFactory = _ => "." };
        var chair = new Option<string>("--chair-name") { Description = "họ tên chủ tịch để in / the chair's name for print", DefaultValueFactory = _ => "" };
        var command = new Command("letters", "quyết định, thông báo từ chối của một hồ sơ / the decisions and refusals of a case, for print") { Id, output, chair, Area };
        command.SetAction(parse => Run(parse, book =>
        {
            var file = book.Case(parse.GetValue(Id)!);
            var decided = file.Decision ?? throw new CaseRefusedException($"Hồ sơ {file.Id} chưa được quyết định.", $"The case {file.Id} is not decided.");
            var writer = new AwardLetters(book.Pack, book.Register, book.Register.Now(), book.Scope, parse.GetValue(chair)!);
            var letters = writer.Of(BenefitMonth.Of(decided.On), new HashSet<LetterKind> { LetterKind.Decision, LetterKind.Refusal }, decided.Items.Select(item => new AwardId(item.Award)).ToHashSet());
            Directory.CreateDirectory(parse.GetValue(output)!);
            foreach (var letter in letters)
            {
                var path = Path.Combine(parse.GetValue(output)!, letter.FileName);
                File.WriteAllText(path, letter.Html);
                Console.WriteLine(path);
            }

            foreach (var finding in writer.Findings)
            {
                Say.Error($"{finding.DecisionNumber} {finding.Benefit}: {finding.Why.Vi}", $"{finding.DecisionNumber} {finding.Benefit}: {finding.Why.En}");
            }

            return writer.Findings.Count > 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command Next()
    {
        var command = new Command("next", "câu hỏi tiếp theo do luật chọn, và kết quả đến lúc này / the rules' own next question, and the result so far") { Id, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var progress = ApplicationProgress.Of(book, book.Case(parse.GetValue(Id)!));
            var owed = progress.Determination.People.SelectMany(person => person.Entitlements.Select(entitlement => (person.Person, entitlement))).ToList();
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(new
                {
                    month = progress.Month.ToString(),
                    questions = progress.Questions.Select(open => new
                    {
                        fact = open.Question.Fact, about = open.Question.About?.Value, ofSource = open.Question.OfSource, waiting = open.Waiting, label = open.Label.In(Say.Vietnamese),
                        values = open.Choices.Select(choice => choice.Code), attestedBy = open.AttestedBy, sensitive = open.Sensitive,
                    }),
                    owed = owed.Select(one => new { person = one.Person.Value, benefit = one.entitlement.Benefit.Value, amount = one.entitlement.Amount.Amount }),
                });
                return CommandLine.Done;
            }

            Console.WriteLine(progress.Next is { } next
                ? $"? {next.Label.In(Say.Vietnamese)} ({next.Question}{(next.Question.OfSource ? ", --source" : "")}): {string.Join(" | ", next.Choices.Select(choice => choice.Code))}  [{next.Waiting}]"
                : Say.Text("Không còn câu hỏi nào làm thay đổi kết quả.", "No answer can change the result any more."));
            foreach (var (person, entitlement) in owed)
            {
                Console.WriteLine($"  ✓ {person} {entitlement.Benefit}: {entitlement.Calculation}");
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Follow()
    {
        var code = new Argument<string>("code") { Description = "mã theo dõi / the code" };
        var command = new Command("follow", "theo dõi hồ sơ bằng mã, không cần tên / follow a case by its code") { code, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            if (new FollowCase(book.Database).Find(parse.GetValue(code)!, Session.Actor(parse)) is not { } followed)
            {
                Say.Error("Không có hồ sơ mang mã này.", "There is no case with this code.");
                return CommandLine.Findings;
            }

            if (parse.GetValue(Json))
            {
                CaseOutput.Write(new { kind = followed.Kind.Code(), stage = followed.Stage.Code(), opened = followed.OpenedOn, due = followed.Due, outcome = followed.Outcome, answer = followed.Answer, papers = followed.Papers });
            }
            else
            {
                Console.WriteLine(FormattableString.Invariant($"{followed.Kind.Say(Say.Vietnamese)}: {followed.Stage.Say(Say.Vietnamese)} {followed.Due:yyyy-MM-dd} {followed.Outcome} {followed.Answer} {string.Join(", ", followed.Papers)}").TrimEnd());
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Postings()
    {
        var commune = new Option<string>("--commune") { Description = "mã xã / commune", Required = true };
        var command = new Command("postings", "đang niêm yết công khai / what is posted in public") { commune, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var lines = Casework.Cases.Deadlines.Postings.Running(book, PlaceOf(parse.GetValue(commune)), book.Today);
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(lines.Select(line => new { name = line.Name, village = line.Village, programme = line.Programme.In(Say.Vietnamese), until = line.Until }));
            }

            foreach (var line in parse.GetValue(Json) ? [] : lines)
            {
                Console.WriteLine(FormattableString.Invariant($"{line.Until:yyyy-MM-dd}  {line.Name}, {line.Village}: {line.Programme.In(Say.Vietnamese)}"));
            }

            return CommandLine.Done;
        }));
        return command;
    }

    public static Command Duplicates()
    {
        var command = new Command("duplicates", "các mục có thể là một người / entries that may be one person") { Person, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var search = new DuplicateSearch(book);
            var found = parse.GetValue(Person) is { } named ? search.Of(PersonOf(book, named).Id) : search.All();
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(found.Select(one => new { kept = one.Kept.Id.Value, other = one.Other.Id.Value, score = one.Score, reasons = one.Reasons.Select(reason => reason.In(Say.Vietnamese)) }));
            }

            foreach (var one in parse.GetValue(Json) ? [] : found)
            {
                Console.WriteLine($"{one.Score,3}  {one.Kept.Id} {one.Kept.FullName} {one.Kept.Born}  ~  {one.Other.Id} {one.Other.FullName} {one.Other.Born}  {string.Join("; ", one.Reasons.Select(reason => reason.In(Say.Vietnamese)))}");
            }

            return found.Count > 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }

    public static Command AccessReport()
    {
        var command = new Command("access-report", "những gì đang giữ về một người, ai đã xem, vì sao / what is held about a person, who looked, why") { Person, Area, Json };
        command.SetAction(parse => Run(parse, book =>
        {
            var person = PersonOf(book, parse.GetValue(Person));
            var report = Casework.Cases.Access.AccessReport.Of(book, person.Id);
            RecordViews.Execute(book.Database, [new RecordView(person.Id, Session.Actor(parse), "request", "case access-report")]);
            var words = new ConditionWords(book.Pack, Say.Vietnamese);
            if (parse.GetValue(Json))
            {
                CaseOutput.Write(new
                {
                    person = new { id = report.Person.Id.Value, name = report.Person.FullName, born = report.Person.Born.ToString(), died = report.Person.Died, numbers = report.Numbers.Select(number => number.Text) },
                    residence = report.Residence is { } at ? new { commune = at.Commune.Value, village = at.Village } : null,
                    account = report.Account?.ToString(),
                    facts = report.Facts.Concat(report.HouseholdFacts).Select(fact => new
                    {
                        code = fact.Fact.Code, label = words.Label(fact.Fact.Code), value = fact.Fact.Value, valid = fact.Fact.Valid.ToString(), known = fact.Known, source = fact.Fact.Source, evidence = fact.Fact.Evidence, by = fact.RecordedBy,
                    }),
                    awards = report.Awards.Select(award => new { id = award.Id.Value, benefit = award.Benefit.Value, decision = award.DecisionNumber, state = award.State.Code(), from = award.From.ToString(), to = award.To?.ToString() }),
                    cases = report.Cases.Select(one => new { id = one.Id, kind = one.Kind.Code(), stage = one.Stage.Code(), opened = one.OpenedOn, ended = one.EndedOn, documents = one.Documents.Select(document => document.Name) }),
                    views = report.Views,
                    writes = report.Writes,
                });
                return CommandLine.Done;
            }

            Console.WriteLine($"{report.Person.FullName}, {report.Person.Born}, {string.Join(", ", report.Numbers.Select(number => number.Text))}");
            foreach (var fact in report.Facts.Concat(report.HouseholdFacts))
            {
                Console.WriteLine(FormattableString.Invariant($"  {words.Label(fact.Fact.Code)}: {book.Pack.Facts.Find(fact.Fact.Code)?.Say(fact.Fact.Value, Say.Vietnamese) ?? fact.Fact.Value}  [{fact.Fact.Valid}]  {fact.Fact.Source}  {fact.Known:yyyy-MM-dd} {fact.RecordedBy}"));
            }

            foreach (var award in report.Awards)
            {
                Console.WriteLine($"  {award.DecisionNumber}: {award.Benefit} {award.State.Code()} {award.From} – {award.To}");
            }

            foreach (var one in report.Cases)
            {
                Console.WriteLine(FormattableString.Invariant($"  {one.Id}: {one.Kind.Say(Say.Vietnamese)}, {one.Stage.Say(Say.Vietnamese)}, {one.OpenedOn:yyyy-MM-dd}, {one.Documents.Count} {Say.Text("giấy tờ", "documents")}"));
            }

            Console.WriteLine(Say.Text("Ai đã xem:", "Who looked:"));
            foreach (var view in report.Views)
            {
                Console.WriteLine($"  {view.At}  {view.Viewer}  {view.Purpose}: {view.What} {view.About}");
            }

            return CommandLine.Done;
        }));
        return command;
    }
}
