using System.CommandLine;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;

namespace AnSinh.Cli;

/// <summary>
/// <c>ansinh sweep --month M</c>: who is entitled and not served, may be entitled, is served and no longer entitled, or soon changes. <c>ansinh sweep nightly</c>: the same into a dated
/// folder, with what changed since the last one.
/// </summary>
internal static class SweepCommand
{
    private static readonly Option<string[]> Area = new("--area") { Description = "mã tỉnh hoặc xã; mặc định tất cả / province or commune codes; default all", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Json = new("--json") { Description = "một tài liệu JSON trên đầu ra chuẩn / one JSON document on standard output" };

    public static Command Create()
    {
        var month = new Option<string?>("--month") { Description = "tháng, ví dụ 2026-11 (bắt buộc) / the month (required)" };
        var knownAt = new Option<string?>("--known-at") { Description = "ngày biết đến; mặc định hôm nay / the day up to which things were known; default today" };
        var output = new Option<string?>("--out") { Description = "thư mục ghi danh sách CSV và HTML theo xã / folder for the work lists, one per commune" };
        var since = new Option<string?>("--since") { Description = "thư mục hoặc sweep.json của lần trước: có gì mới, thay đổi, không còn / folder or sweep.json of an earlier sweep: what is new, changed, gone" };
        var command = new Command("sweep", "Ai đủ điều kiện mà chưa được hưởng / who is entitled and not served") { month, Area, knownAt, output, since, Json, Nightly() };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            using var database = Session.OpenExisting(parse);
            if (Request(parse, database, parse.GetValue(month) ?? "", parse.GetValue(knownAt)) is not { } request)
            {
                return CommandLine.BadInput;
            }

            var changes = parse.GetValue(since) is { } earlier ? SweepChanges.From(earlier, request.Scope.ToString()) : null;
            var sweep = Run(parse, request, parse.GetValue(output), changes, cancellation);
            if (parse.GetValue(output) is null && !parse.GetValue(Json))
            {
                Say.Note("thêm --out THƯ_MỤC để ghi danh sách việc theo xã, hoặc --json", "add --out FOLDER for the work lists, or --json");
            }

            return sweep.Totals.PeopleByKind.Values.Sum() > 0 ? CommandLine.Findings : CommandLine.Done;
        })));
        return command;
    }

    private static Command Nightly()
    {
        var output = new Option<string>("--out") { Required = true, Description = "thư mục giữ mỗi ngày một thư mục con / folder that keeps one folder a day" };
        var month = new Option<string?>("--month") { Description = "tháng; mặc định tháng này / the month; default this one" };
        var command = new Command("nightly", "Rà soát hằng đêm và so với lần trước; mã thoát 1 khi có người mới / every night, against the last one; exit code 1 when somebody is new") { output, month, Area, Json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            using var database = Session.OpenExisting(parse);
            var today = database.Clock.TodayInVietNam();
            if (Request(parse, database, parse.GetValue(month) ?? BenefitMonth.Of(today).ToString(), null) is not { } request)
            {
                return CommandLine.BadInput;
            }

            var (folder, name) = (parse.GetValue(output)!, Database.Iso(today));
            var changes = LastBefore(folder, name) is { } last ? SweepChanges.From(last, request.Scope.ToString()) : SweepChanges.FromNothing();
            return Run(parse, request, Path.Combine(folder, name), changes, cancellation).Changes.Any(change => change.What == "new") ? CommandLine.Findings : CommandLine.Done;
        })));
        return command;
    }

    private static SweepOutput Run(ParseResult parse, SweepRequest request, string? folder, SweepChanges? changes, CancellationToken cancellation)
    {
        var output = new SweepOutput(LawPack.Load(Home.LawFolder), request, cancellation);
        output.Run(folder, parse.GetValue(Json), changes);
        if (!parse.GetValue(Json))
        {
            SweepText.Print(request, output, changes);
        }

        return output;
    }

    /// <summary>The latest complete sweep of an earlier day.</summary>
    private static string? LastBefore(string folder, string day) => !Directory.Exists(folder) ? null : Directory.EnumerateDirectories(folder)
        .Where(path => DateOnly.TryParseExact(Path.GetFileName(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && string.CompareOrdinal(Path.GetFileName(path), day) < 0 && SweepFolder.IsComplete(path))
        .Max(StringComparer.Ordinal);

    /// <summary>What is asked for; null where something is wrong, all of which is said.</summary>
    private static SweepRequest? Request(ParseResult parse, Database database, string month, string? knownAt)
    {
        var (known, sound) = (database.Clock.TodayInVietNam(), true);
        if (!BenefitMonth.TryParse(month, out var of))
        {
            Say.Error($"--month '{month}' không phải tháng; cần dạng 2026-11", $"--month '{month}' is not a month; expected as 2026-11");
            sound = false;
        }

        if (knownAt is not null && !DateOnly.TryParseExact(knownAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out known))
        {
            Say.Error($"--known-at '{knownAt}' không phải ngày; cần dạng 2026-11-30", $"--known-at '{knownAt}' is not a day; expected as 2026-11-30");
            sound = false;
        }

        var places = new List<PlaceCode>();
        foreach (var code in parse.GetValue(Area) ?? [])
        {
            if (PlaceCode.TryParse(code, out var place) && PlaceDirectory.VietNam.Find(place) is not null)
            {
                places.Add(place);
            }
            else
            {
                Say.Error($"--area {code}: không có tỉnh hay xã mang mã này", $"--area {code}: there is no province or commune with this code");
                sound = false;
            }
        }

        return sound ? new SweepRequest(new Register(database).At(known), places.Count == 0 ? AreaScope.All : AreaScope.Of(places), of, known) : null;
    }
}
