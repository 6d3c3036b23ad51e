using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using AnSinh.Law;
using AnSinh.Simulation.Inputs;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Reports;
using AnSinh.Simulation.Runs;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Simulate;

/// <summary><c>ansinh simulate</c>: what reforms of the law would cost, whom they would reach, who gains and who loses.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var population = new Option<string>("--population") { Required = true, Description = "tệp dân số / population file" };
        var reforms = new Option<string[]>("--reform") { AllowMultipleArgumentsPerToken = true, Description = "tệp đề xuất, một hay nhiều; không có thì chỉ tính pháp luật hiện hành / reform files; none: the law as it is alone" };
        var month = new Option<string?>("--month") { Description = "tháng yyyy-MM / month" };
        var from = new Option<string?>("--from") { Description = "tháng đầu yyyy-MM / first month" };
        var to = new Option<string?>("--to") { Description = "tháng cuối yyyy-MM / last month" };
        var year = new Option<int?>("--year") { Description = "cả năm / a whole year" };
        var incomes = new Option<string?>("--incomes") { Description = "bảng thu nhập giả định (.csv); kết quả chỉ để minh họa / table of supposed incomes; the result is illustrative" };
        var takeUp = new Option<string?>("--take-up") { Description = "bảng tỷ lệ hưởng (.csv: benefit,percent) / table of take-up rates" };
        var standard = new Option<long?>("--living-standard") { Description = "mức sống tối thiểu, đồng một tháng / minimum living standard, VND a month" };
        var html = new Option<string?>("--html") { Description = "thư mục báo cáo (HTML, CSV, XLSX, JSON) / folder for the report" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "số luồng, không đổi kết quả / threads; the result does not depend on them" };
        var each = new Option<bool>("--each-household") { Description = "đi qua từng hộ dưới mỗi luật, kết quả như nhau / go through every household under every law, with the same result" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var command = new Command("simulate", "Mô phỏng đề xuất sửa luật: chi phí, ai được, ai mất / what reforms of the law would cost and whom they would reach")
        {
            population, reforms, month, from, to, year, incomes, takeUp, standard, html, threads, each, json,
        };
        command.SetAction((parse, cancellation) => Task.Run(() => Guard(() =>
        {
            var (first, last) = Period(parse.GetValue(month), parse.GetValue(from), parse.GetValue(to), parse.GetValue(year));
            var request = new Request(parse.GetValue(population)!, parse.GetValue(reforms) ?? [], first, last, parse.GetValue(incomes), parse.GetValue(takeUp), parse.GetValue(standard), parse.GetValue(html), parse.GetValue(threads), parse.GetValue(each), parse.GetValue(json));
            return Run(request, cancellation);
        })));
        return command;
    }

    private sealed record Request(string Population, IReadOnlyList<string> Reforms, BenefitMonth First, BenefitMonth Last, string? Incomes, string? TakeUp, long? LivingStandard, string? Html, int Threads, bool EachHousehold, bool Json);

    private static int Guard(Func<int> work) => Session.Guard(() =>
    {
        try
        {
            return work();
        }
        catch (LawStopException error)
        {
            throw new StorageException(error.Reason.Vi, error.Reason.En);
        }
    });

    private static (BenefitMonth First, BenefitMonth Last) Period(string? month, string? from, string? to, int? year)
    {
        var (first, last) = (month, from, to, year) switch
        {
            ({ } one, null, null, null) => (Month("--month", one), Month("--month", one)),
            (null, { } begin, { } end, null) => (Month("--from", begin), Month("--to", end)),
            (null, null, null, { } whole and >= 1900 and <= 2200) => (new BenefitMonth(whole, 1), new BenefitMonth(whole, 12)),
            _ => throw new StorageException("cần đúng một cách nêu tháng: --month M, hoặc --from M --to M, hoặc --year Y.", "expected the months in exactly one way: --month M, or --from M --to M, or --year Y."),
        };
        return first <= last && last.Index - first.Index < 120
            ? (first, last)
            : throw new StorageException($"từ {first} đến {last}: cần từ 1 đến 120 tháng, tháng đầu không sau tháng cuối.", $"from {first} to {last}: expected 1 to 120 months, the first not after the last.");
    }

    private static BenefitMonth Month(string option, string text) => BenefitMonth.TryParse(text, out var month)
        ? month
        : throw new StorageException($"{option} {text}: cần tháng dạng 2026-11.", $"{option} {text}: expected a month as 2026-11.");

    private static int Run(Request request, CancellationToken cancellation)
    {
        if (request.Threads < 1 || request.LivingStandard is <= 0)
        {
            throw new StorageException("--threads và --living-standard cần số dương.", "--threads and --living-standard expect a positive number.");
        }

        var begun = Stopwatch.GetTimestamp();
        var target = request.Html is { } wanted ? SimulationFiles.Target(wanted) : null;
        var law = LawPack.Load(Home.LawFolder);
        var reforms = new ReformReader(law, request.Last).ReadFiles(request.Reforms);
        var takeUp = request.TakeUp is { } rates ? TakeUpRates.Read(rates, law) : TakeUpRates.Full;
        using var reader = new PopulationReader(request.Population);
        var people = PeopleSource.Of(reader);
        var inputs = SimulationInputs.Of(law, people, request.First, request.Last, reforms) with
        {
            TakeUp = takeUp,
            LivingStandard = request.LivingStandard,
            EachHousehold = request.EachHousehold,
            Incomes = request.Incomes is { } incomes ? IncomeTable.Read(incomes, people.Dictionary, law.Facts) : null,
        };
        var result = new SimulationRun(inputs).Run(request.Threads, done => Progress(done, people.Blocks), cancellation);
        var tables = new ReportTables(result);
        var seconds = (decimal)Math.Round(Stopwatch.GetElapsedTime(begun).TotalSeconds, 1);
        var files = target is { } folder ? SimulationFiles.Write(folder, result, tables, cancellation) : [];
        if (request.Json)
        {
            Console.Write(ReportData.Json(result, tables, seconds));
        }
        else
        {
            SimulationText.Write(result, tables);
        }

        foreach (var file in files)
        {
            Say.Note($"đã ghi {file}", $"wrote {file}");
        }

        Say.Note(string.Create(CultureInfo.InvariantCulture, $"{seconds} giây"), string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds"));
        return CommandLine.Done;
    }

    private static void Progress(int done, int of)
    {
        const int Step = 500;
        if (of > 2 * Step && done % Step == 0)
        {
            Say.Note($"{done} trong {of} khối", $"{done} of {of} blocks");
        }
    }
}
