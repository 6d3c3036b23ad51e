using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population import</c>: takes an analyst's weighted survey, or the register itself without names, into a population file.</summary>
internal static class ImportCommand
{
    private const int MaxShown = 200;

    public static Command Create()
    {
        var survey = new Option<string?>("--survey") { Description = "tệp CSV của cuộc điều tra (xem `population template`) / CSV file of the survey" };
        var output = new Option<string>("--out") { Required = true, Description = "tệp dân số / population file" };
        var register = new Option<bool>("--register") { Description = "lấy từ sổ đăng ký (--db), không kèm tên và số / take the register of --db, without names and numbers" };
        var month = new Option<string?>("--month") { Description = "tháng của sổ đăng ký; mặc định tháng này / month of the register; default this one" };
        var area = new Option<string[]>("--area") { Description = "mã tỉnh hoặc xã của sổ đăng ký; mặc định tất cả / provinces or communes of the register; default all", AllowMultipleArgumentsPerToken = true };
        var day = new Option<string?>("--day") { Description = "ngày điều tra yyyy-MM-dd, tuổi tính vào ngày này / day of the survey, on which ages stand" };
        var silence = new Option<bool>("--silence-is-no") { Description = "điều cuộc điều tra không hỏi được coi là không có / what the survey did not ask is taken as not so" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var command = new Command("import", "nhập điều tra có trọng số hoặc sổ đăng ký, tất cả hoặc không gì cả / import a weighted survey or a register, all or nothing") { survey, register, output, day, month, area, silence, json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            if (parse.GetValue(register) != parse.GetValue(survey) is null)
            {
                throw new StorageException("cần đúng một nguồn: --survey TỆP hoặc --register.", "expected exactly one source: --survey FILE or --register.");
            }

            if (parse.GetValue(register))
            {
                return FromRegister(parse, parse.GetValue(output)!, parse.GetValue(month), parse.GetValue(area) ?? [], parse.GetValue(json), cancellation);
            }

            var on = parse.GetValue(day) ?? throw new StorageException("cần ngày điều tra: --day yyyy-MM-dd.", "expected the day of the survey: --day yyyy-MM-dd.");
            var result = SurveyImport.Run(parse.GetValue(survey)!, parse.GetValue(output)!, LawPack.Load(Home.LawFolder).Facts, Day(on), parse.GetValue(silence), cancellation);
            Report(result, parse.GetValue(output)!);
            if (parse.GetValue(json))
            {
                Console.WriteLine(Json(result));
            }

            return result.FaultCount == 0 ? CommandLine.Done : CommandLine.BadInput;
        })));
        return command;
    }

    private static int FromRegister(ParseResult parse, string output, string? month, string[] areas, bool json, CancellationToken cancellation)
    {
        using var database = Session.OpenExisting(parse);
        var of = month is null ? BenefitMonth.Of(database.Clock.TodayInVietNam())
            : BenefitMonth.TryParse(month, out var asked) ? asked
            : throw new StorageException($"--month {month}: cần tháng dạng 2026-11.", $"--month {month}: expected a month as 2026-11.");
        var places = areas.Select(area => PlaceCode.TryParse(area, out var place) && PlaceDirectory.VietNam.Find(place) is not null ? place
            : throw new StorageException($"--area {area}: không có xã hoặc tỉnh mang mã này.", $"--area {area}: there is no commune or province with this code.")).ToList();
        var result = RegisterImport.Run(new Register(database).Now(), places.Count == 0 ? AreaScope.All : AreaScope.Of(places), of, LawPack.Load(Home.LawFolder).Facts, output, cancellation);
        Say.Note($"{result.Persons} người, {result.Households} hộ vào {output}; không kèm tên, số và mã", $"{result.Persons} persons, {result.Households} households into {output}; without names, numbers and ids");
        Say.Note(
            $"{result.LinksOutside} điều nói đến người ngoài hộ được giữ mà không nêu là ai; {result.PartialLinks} điều chỉ đúng một phần tháng bị bỏ",
            $"{result.LinksOutside} facts name somebody outside the household and are kept without saying whom; {result.PartialLinks} that hold for part of the month were left out");
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { households = result.Households, persons = result.Persons, linksOutside = result.LinksOutside, partialLinks = result.PartialLinks }, Session.Json));
        }

        return CommandLine.Done;
    }

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new StorageException($"--day {text}: cần một ngày có thật dạng yyyy-MM-dd.", $"--day {text}: expected a date that exists as yyyy-MM-dd.");

    private static void Report(SurveyResult result, string output)
    {
        foreach (var fault in result.Faults.Take(MaxShown))
        {
            Say.Error(fault.Text(vietnamese: true), fault.Text(vietnamese: false));
        }

        if (result.FaultCount > 0)
        {
            Say.Note($"{result.FaultCount} lỗi; không ghi tệp nào.", $"{result.FaultCount} faults; no file was written.");
            return;
        }

        Say.Note($"{result.Persons} người, {result.Households} hộ vào {output}", $"{result.Persons} persons, {result.Households} households into {output}");
        var sources = string.Join(", ", result.CoveredSources);
        Say.Note($"Nguồn coi là đã khai đủ: {sources}", $"Sources taken as complete: {sources}");
    }

    private static string Json(SurveyResult result) => JsonSerializer.Serialize(
        new
        {
            accepted = result.FaultCount == 0,
            households = result.Households,
            persons = result.Persons,
            coveredSources = result.CoveredSources,
            faultCount = result.FaultCount,
            faults = result.Faults.Select(fault => new { file = fault.File, line = fault.Line, column = fault.Column, name = fault.ColumnName, found = fault.Found, vi = fault.Vietnamese, en = fault.English }),
        },
        Session.Json);
}
