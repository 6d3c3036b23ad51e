using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Sweep;
using AnSinh.Storage;

namespace AnSinh.Cli;

/// <summary><c>ansinh sweep --month M</c>: who is entitled and not served, may be entitled, is served and no longer entitled, or soon changes.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var month = new Option<string>("--month") { Required = true, Description = "tháng, ví dụ 2026-11 / the month" };
        var area = new Option<string[]>("--area") { Description = "mã tỉnh hoặc xã; mặc định tất cả / province or commune codes; default all", AllowMultipleArgumentsPerToken = true };
        var knownAt = new Option<string?>("--known-at") { Description = "ngày biết đến; mặc định hôm nay / the day up to which things were known; default today" };
        var output = new Option<string?>("--out") { Description = "thư mục ghi danh sách CSV và HTML theo xã / folder for the work lists, one per commune" };
        var json = new Option<bool>("--json") { Description = "một tài liệu JSON trên đầu ra chuẩn / one JSON document on standard output" };
        var command = new Command("sweep", "Ai đủ điều kiện mà chưa được hưởng / who is entitled and not served") { month, area, knownAt, output, json };
        command.SetAction((parse, _) => Task.FromResult(Session.Guard(() =>
        {
            if (!BenefitMonth.TryParse(parse.GetValue(month), out var of))
            {
                Say.Error($"--month '{parse.GetValue(month)}' không phải tháng; cần dạng 2026-11", $"--month '{parse.GetValue(month)}' is not a month; expected as 2026-11");
                return CommandLine.BadInput;
            }

            var places = (parse.GetValue(area) ?? []).Select(code => (Code: code, Known: PlaceCode.TryParse(code, out var place) && PlaceDirectory.VietNam.Find(place) is not null)).ToList();
            foreach (var (code, _) in places.Where(place => !place.Known))
            {
                Say.Error($"--area {code}: không có tỉnh hay xã mang mã này", $"--area {code}: there is no province or commune with this code");
            }

            using var database = Session.OpenExisting(parse);
            var known = database.Clock.TodayInVietNam();
            if (parse.GetValue(knownAt) is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out known))
            {
                Say.Error($"--known-at '{text}' không phải ngày; cần dạng 2026-11-30", $"--known-at '{text}' is not a day; expected as 2026-11-30");
                return CommandLine.BadInput;
            }

            if (places.Exists(place => !place.Known))
            {
                return CommandLine.BadInput;
            }

            var scope = places.Count == 0 ? AreaScope.All : AreaScope.Of(places.Select(place => PlaceCode.Parse(place.Code)));
            return Run(new Register(database).At(known), scope, of, known, parse.GetValue(output), parse.GetValue(json));
        })));
        return command;
    }

    private static int Run(RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month, DateOnly known, string? output, bool asJson)
    {
        var pack = LawPack.Load(Home.LawFolder);
        var sweep = new RegisterSweep(pack);
        var files = new SweepFiles(pack, month, known, Say.Vietnamese);
        using var stream = asJson ? Console.OpenStandardOutput() : Stream.Null;
        using var json = new Utf8JsonWriter(stream, SweepFiles.Json);
        Begin(json, pack, scope, month, known);
        var written = new List<string>();
        foreach (var commune in ByCommune(sweep.Run(snapshot, scope, month, known)))
        {
            foreach (var entry in commune)
            {
                SweepFiles.WriteJson(json, entry, Say.Vietnamese);
            }

            json.Flush();
            if (output is not null)
            {
                Directory.CreateDirectory(output);
                foreach (var (name, text) in files.Of(commune[0].Place, commune))
                {
                    File.WriteAllText(Path.Combine(output, name), text);
                    written.Add(Path.Combine(output, name));
                }
            }
        }

        End(json, sweep.Totals, written);
        if (!asJson)
        {
            Print(sweep.Totals, month, known, written);
        }

        return sweep.Totals.PeopleByKind.Values.Sum() > 0 ? CommandLine.Findings : CommandLine.Done;
    }

    /// <summary>The entries come commune by commune; one commune at a time is held.</summary>
    private static IEnumerable<List<SweepEntry>> ByCommune(IEnumerable<SweepEntry> entries)
    {
        var current = new List<SweepEntry>();
        foreach (var entry in entries)
        {
            if (current.Count > 0 && current[0].Place != entry.Place)
            {
                yield return current;
                current = [];
            }

            current.Add(entry);
        }

        if (current.Count > 0)
        {
            yield return current;
        }
    }

    private static void Begin(Utf8JsonWriter json, LawPack pack, AreaScope scope, BenefitMonth month, DateOnly known)
    {
        json.WriteStartObject();
        json.WriteString("month", month.ToString());
        json.WriteString("knownAt", Database.Iso(known));
        json.WriteString("lawPack", pack.Hash);
        json.WriteString("area", scope.ToString());
        json.WriteStartArray("entries");
    }

    private static void End(Utf8JsonWriter json, SweepTotals totals, IReadOnlyList<string> files)
    {
        json.WriteEndArray();
        json.WriteStartObject("totals");
        json.WriteNumber("households", totals.Households);
        json.WriteNumber("people", totals.People);
        foreach (var kind in Enum.GetValues<SweepKind>())
        {
            json.WriteNumber(kind.Code(), totals.PeopleByKind[kind]);
        }

        json.WriteNumber("not_served_amount", totals.NotServedAmount.Amount);
        json.WriteEndObject();
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Print(SweepTotals totals, BenefitMonth month, DateOnly known, IReadOnlyList<string> files)
    {
        Console.WriteLine(Say.Text($"Tháng {month}, biết đến {known:yyyy-MM-dd}: {totals.People} người, {totals.Households} hộ", $"{month}, known at {known:yyyy-MM-dd}: {totals.People} people, {totals.Households} households"));
        foreach (var kind in Enum.GetValues<SweepKind>())
        {
            var amount = kind == SweepKind.NotServed ? Say.Text($", {totals.NotServedAmount} đồng một tháng", $", {totals.NotServedAmount} đồng a month") : "";
            Console.WriteLine($"{totals.PeopleByKind[kind],6}  {SweepFiles.Heading(kind).In(Say.Vietnamese)}{amount}");
        }

        foreach (var file in files)
        {
            Console.WriteLine(file);
        }

        if (files.Count == 0)
        {
            Say.Note("thêm --out THƯ_MỤC để ghi danh sách việc theo xã, hoặc --json", "add --out FOLDER for the work lists, or --json");
        }
    }
}
