using System.CommandLine;
using System.Globalization;
using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Review;

/// <summary><c>ansinh review</c>: the poverty review of a commune from its list to its decisions and reports.</summary>
internal static class ReviewCommands
{
    public static readonly Option<string?> Round = new("--round") { Description = "mã đợt (mặc định: đợt mở sau cùng) / round (default: the last one opened)" };
    public static readonly Option<string?> Area = new("--area") { Description = "mã xã hoặc tỉnh / commune or province code" };
    public static readonly Option<string?> Village = new("--village") { Description = "tên thôn / village" };
    public static readonly Option<string[]> Households = new("--household") { Description = "mã hộ / household id", AllowMultipleArgumentsPerToken = true };
    public static readonly Option<string?> On = new("--on") { Description = "ngày yyyy-MM-dd (mặc định: hôm nay) / day (default: today)" };
    public static readonly Option<string> Note = new("--note") { Description = "ghi chú / note", DefaultValueFactory = _ => "" };
    public static readonly Option<bool> Json = new("--json") { Description = "kết quả dạng JSON / result as JSON" };
    public static readonly Option<string> Out = new("--out") { Description = "thư mục ghi tệp (mặc định: thư mục hiện tại) / folder for files", DefaultValueFactory = _ => "." };

    public static Command Create() => new("review", "rà soát hộ nghèo, hộ cận nghèo / the poverty review")
    {
        ListCommands.Open(),
        ListCommands.Ask(),
        ListCommands.List(),
        ListCommands.Status(),
        SheetCommands.Forms(),
        SheetCommands.Import(),
        DecisionCommands.Meeting(),
        DecisionCommands.Post(),
        DecisionCommands.Object(),
        DecisionCommands.Decide(),
        DecisionCommands.Papers(),
        ReportCommand.Create(),
    };

    /// <summary>Runs a step within the area given (all of the database without one), and says every fault with its place.</summary>
    public static int Step(ParseResult parse, Func<ReviewBook, int> work)
    {
        try
        {
            return Session.Guard(() =>
            {
                var law = ReviewLaw.Load(Home.LawFolder);
                using var database = Session.OpenExisting(parse, ReviewBook.Migrations);
                return work(new ReviewBook(database, law, ScopeOf(parse)));
            });
        }
        catch (ReviewRefusedException refused)
        {
            foreach (var fault in refused.Faults)
            {
                Say.Error(fault.Text(vietnamese: true), fault.Text(vietnamese: false));
            }

            return CommandLine.BadInput;
        }
    }

    /// <summary>The round named, or the last opened within the area.</summary>
    public static ReviewRound RoundOf(ParseResult parse, ReviewBook book)
    {
        var rounds = ReviewRounds.All(book);
        return parse.GetValue(Round) is { } id
            ? rounds.FirstOrDefault(round => round.Id == id)
                ?? throw new ReviewRefusedException($"--round {id}: không có đợt này; có: {Ids(rounds)}", $"--round {id}: there is no such round; there are: {Ids(rounds)}")
            : rounds.LastOrDefault() ?? throw new ReviewRefusedException("chưa mở đợt rà soát nào; dùng 'review open'", "no round was opened; use 'review open'");
    }

    public static DateOnly DayOf(ParseResult parse, ReviewBook book, Option<string?>? option = null) => parse.GetValue(option ?? On) is not { } text ? book.Today
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new ReviewRefusedException($"'{text}': cần một ngày có thật dạng yyyy-MM-dd", $"'{text}': expected a date that exists as yyyy-MM-dd");

    public static IReadOnlyList<HouseholdId> HouseholdsOf(ParseResult parse) => parse.GetValue(Households) is { Length: > 0 } ids
        ? [.. ids.Select(id => new HouseholdId(id)).Distinct()]
        : throw new ReviewRefusedException("cần --household MÃ_HỘ", "expected --household ID");

    public static PlaceCode? AreaOf(ParseResult parse) => parse.GetValue(Area) is not { } text ? null
        : PlaceCode.TryParse(text, out var code) && PlaceDirectory.VietNam.Find(code) is not null ? code
        : throw new ReviewRefusedException($"--area {text}: không có xã hoặc tỉnh mang mã này", $"--area {text}: there is no commune or province with this code");

    /// <summary>Writes files whole or not at all, and names them.</summary>
    public static void Write(ParseResult parse, IReadOnlyList<ReviewFile> files)
    {
        var folder = parse.GetValue(Out)!;
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Name);
            File.WriteAllBytes(path + ".part", file.Content);
            File.Move(path + ".part", path, overwrite: true);
            Console.WriteLine(path);
        }
    }

    private static AreaScope ScopeOf(ParseResult parse) => AreaOf(parse) is { } area ? AreaScope.Of(area) : AreaScope.All;

    private static string Ids(IReadOnlyList<ReviewRound> rounds) => rounds.Count == 0 ? "-" : string.Join(", ", rounds.Select(round => round.Id));
}
