using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Simulation.Populations;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population import</c>: takes an analyst's weighted survey into a population file.</summary>
internal static class ImportCommand
{
    private const int MaxShown = 200;

    public static Command Create()
    {
        var survey = new Option<string>("--survey") { Required = true, Description = "tệp CSV của cuộc điều tra (xem `population template`) / CSV file of the survey" };
        var output = new Option<string>("--out") { Required = true, Description = "tệp dân số / population file" };
        var day = new Option<string>("--day") { Required = true, Description = "ngày điều tra yyyy-MM-dd, tuổi tính vào ngày này / day of the survey, on which ages stand" };
        var silence = new Option<bool>("--silence-is-no") { Description = "điều cuộc điều tra không hỏi được coi là không có / what the survey did not ask is taken as not so" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var command = new Command("import", "nhập điều tra có trọng số, tất cả hoặc không gì cả / import a weighted survey, all or nothing") { survey, output, day, silence, json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
        {
            var result = SurveyImport.Run(
                parse.GetValue(survey)!, parse.GetValue(output)!, LawPack.Load(Home.LawFolder).Facts, Day(parse.GetValue(day)!), parse.GetValue(silence), cancellation);
            Report(result, parse.GetValue(output)!);
            if (parse.GetValue(json))
            {
                Console.WriteLine(Json(result));
            }

            return result.FaultCount == 0 ? CommandLine.Done : CommandLine.BadInput;
        })));
        return command;
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
