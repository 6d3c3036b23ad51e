using AnSinh.Web.Retention;
using System.CommandLine;
using System.Globalization;
using AnSinh.Casework.Cases;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Cases;

/// <summary><c>ansinh case</c>: applications, complaints, changes and everything else that comes to the counter, step by step.</summary>
internal static class CaseCommands
{
    public static readonly Option<string[]> Area = new("--area") { Description = "mã tỉnh hoặc xã; mặc định tất cả / province or commune codes; default all", AllowMultipleArgumentsPerToken = true };
    public static readonly Option<bool> Json = new("--json") { Description = "một tài liệu JSON trên đầu ra chuẩn / one JSON document on standard output" };
    public static readonly Option<int?> VersionSeen = new("--version-seen") { Description = "bước đã xem; nếu hồ sơ đã thay đổi thì dừng / the version seen; stops if the case changed since" };
    public static readonly Option<string?> Person = new("--person") { Description = "mã, số định danh, hoặc họ tên nếu chỉ có một người / id, number, or a name that only one person has" };
    public static readonly Option<string?> Household = new("--household") { Description = "mã hộ / household id" };
    public static readonly Option<string?> Received = new("--received") { Description = "ngày nhận (mặc định hôm nay) / day of receipt (default today)" };
    public static readonly Option<string> Applicant = new("--applicant") { Description = "ai đề nghị / who asks", DefaultValueFactory = _ => "" };
    public static readonly Option<string> Channel = new("--channel") { Description = "in_person, post, online, office", DefaultValueFactory = _ => "in_person" };
    public static readonly Option<string> Text = new("--text") { Description = "nội dung / what it says", DefaultValueFactory = _ => "" };
    public static readonly Option<string> Reason = new("--reason") { Description = "lý do / why", DefaultValueFactory = _ => "" };
    public static readonly Argument<string> Id = new("case") { Description = "mã hồ sơ / case id" };

    public static Command Create() => new("case", "hồ sơ: đề nghị, quyết định, khiếu nại, phản ánh / casework")
    {
        OpenCommands.Register(), OpenCommands.Application(), OpenCommands.Award("reassess", CaseKind.Reassessment), OpenCommands.Award("suspend", CaseKind.Suspension), OpenCommands.Award("resume", CaseKind.Resumption),
        OpenCommands.Award("give-up", CaseKind.Withdrawal), OpenCommands.Death(), OpenCommands.Move(), OpenCommands.Change(), OpenCommands.Duplicate(), OpenCommands.Object(), OpenCommands.Grievance(),
        OpenCommands.Access(), OpenCommands.Erasure(), StepCommands.Answer(), StepCommands.Attach(), StepCommands.AskPapers(), StepCommands.Papers(), StepCommands.TakeUp(), StepCommands.Reject(), StepCommands.Propose(),
        StepCommands.Post(), StepCommands.Return(), StepCommands.Decide(), StepCommands.Withdraw(), ReadCommands.List(), ReadCommands.Show(), ReadCommands.Next(), ReadCommands.Letters(), ReadCommands.Follow(), ReadCommands.Postings(),
        ReadCommands.Duplicates(), ReadCommands.AccessReport(), WorkCommands.Work(), WorkCommands.Errors(), WorkCommands.Rate(), WorkCommands.Satisfaction(),
    };

    /// <summary>Runs work on the cases of the area; says every fault in the user's language.</summary>
    public static int Run(ParseResult parse, Func<CaseBook, int> work) => Session.Guard(() =>
    {
        try
        {
            var pack = LawPack.Load(Home.LawFolder);
            using var database = Session.OpenExisting(parse, CaseBook.Migrations);
            return work(new CaseBook(database, pack, ScopeOf(parse)) { Books = RetentionDesk.Books(database, pack) });
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

    /// <summary>A step: does it and shows where the case stands.</summary>
    public static int Step(ParseResult parse, Func<CaseBook, string, string, int?, CaseFile> step) => Run(parse, book =>
    {
        CaseOutput.Show(book, step(book, parse.GetValue(Id)!, Session.Actor(parse), parse.GetValue(VersionSeen)), parse.GetValue(Json), code: null);
        return CommandLine.Done;
    });

    public static int Opened(ParseResult parse, Func<CaseBook, string, OpenedCase> open) => Run(parse, book =>
    {
        var opened = open(book, Session.Actor(parse));
        if (!opened.IsNew)
        {
            Say.Note("Hồ sơ này đã mở từ trước; không có gì thay đổi.", "This case was open already; nothing changed.");
        }

        CaseOutput.Show(book, opened.File, parse.GetValue(Json), opened.Code);
        return CommandLine.Done;
    });

    /// <summary>What every opening takes from the command line.</summary>
    public static NewCase Asked(ParseResult parse, PlaceCode commune, CaseRequest request) => new()
    {
        Kind = CaseKind.Application,
        Commune = commune,
        Request = request,
        Applicant = parse.GetValue(Applicant)!,
        Channel = parse.GetValue(Channel)!,
        Text = parse.GetValue(Text)!,
        Received = DayOf(parse, Received),
    };

    /// <exception cref="CaseRefusedException">Nobody of the area, or several.</exception>
    public static PersonRecord PersonOf(CaseBook book, string? text)
    {
        var snapshot = book.Register.Now();
        var found = text is null ? [] : snapshot.Person(book.Scope, new PersonId(text)) is { } known ? [known] : snapshot.Search(book.Scope, text);
        return found is [var person] ? person : found.Count == 0
            ? throw new CaseRefusedException($"--person: không có người '{text}' ở địa bàn này.", $"--person: there is nobody '{text}' in this area.")
            : throw new CaseRefusedException($"--person: có {found.Count} người; dùng mã: {Ids(found)}", $"--person: there are {found.Count}; use an id: {Ids(found)}");
    }

    /// <summary>The commune where somebody's household lives today.</summary>
    public static PlaceCode CommuneOf(CaseBook book, PersonId person) => book.Register.Now().ResidenceOf(book.Scope, person, book.Today)?.Commune
        ?? throw new CaseRefusedException("Người này không thuộc hộ nào ở địa bàn hôm nay.", "This person belongs to no household of the area today.");

    public static DateOnly? DayOf(ParseResult parse, Option<string?> option) => parse.GetValue(option) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new CaseRefusedException($"{option.Name} {text}: cần một ngày có thật dạng yyyy-MM-dd.", $"{option.Name} {text}: expected a date that exists as yyyy-MM-dd.");

    public static BenefitMonth MonthOf(string? text) => BenefitMonth.TryParse(text, out var month) ? month
        : throw new CaseRefusedException($"'{text}': cần tháng dạng 2026-11.", $"'{text}': expected a month as 2026-11.");

    public static PlaceCode PlaceOf(string? text) => PlaceCode.TryParse(text, out var place) && PlaceDirectory.VietNam.Find(place) is not null ? place
        : throw new CaseRefusedException($"'{text}': không có xã hoặc tỉnh mang mã này.", $"'{text}': there is no commune or province with this code.");

    private static AreaScope ScopeOf(ParseResult parse) => parse.GetValue(Area) is { Length: > 0 } codes ? AreaScope.Of(codes.Select(PlaceOf)) : AreaScope.All;

    private static string Ids(IReadOnlyList<PersonRecord> found) => string.Join(", ", found.Take(10).Select(person => $"{person.Id} {person.FullName} {person.Born}"));
}
