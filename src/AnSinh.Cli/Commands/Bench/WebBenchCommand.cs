using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using AnSinh.Benchmarks;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using AnSinh.Storage;
using AnSinh.Web;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;

namespace AnSinh.Cli;

/// <summary><c>ansinh bench web</c>: the pages over a synthetic register, asked by a second process at a bounded pace, beside a file without work in the same run.</summary>
internal static class WebBenchCommand
{
    private const string Login = "bench";
    private static readonly BenefitMonth Month = new(2026, 11);
    private static readonly DateOnly Day = new(2026, 11, 20);

    public static Command Create()
    {
        var persons = new Option<int>("--persons") { Description = "số người giả lập / synthetic persons, 1000-5000000", DefaultValueFactory = _ => 100_000 };
        var seconds = new Option<int>("--seconds") { Description = "thời gian của mỗi phép đo / seconds of each measurement, 1-120", DefaultValueFactory = _ => 10 };
        var clients = new Option<int>("--clients") { Description = "số người hỏi cùng lúc / who ask at the same time, 1-64", DefaultValueFactory = _ => 4 };
        var keep = new Option<string?>("--register") { Description = "sổ đã lập từ lần đo trước, hoặc nơi để giữ lại; SQLite hoặc PostgreSQL / a register of an earlier run, or where to keep this one" };
        var json = new Option<bool>("--json") { Description = "{ name, machine, persons, figures: [ { id, value, unit, limit, ratio, note } ] }" };
        var load = new Option<string?>("--load") { Hidden = true };
        var command = new Command("web", "Trang web trên sổ giả lập, do một tiến trình khác hỏi / the pages over a synthetic register, asked by a second process") { persons, seconds, clients, keep, json, load };
        command.SetAction((parse, cancellation) => parse.GetValue(load) is { } address
            ? WebLoad.RunAsync(address, parse.GetValue(clients), TimeSpan.FromSeconds(parse.GetValue(seconds)), cancellation)
            : RunAsync(new Request(parse.GetValue(persons), parse.GetValue(seconds), parse.GetValue(clients), parse.GetValue(keep), parse.GetValue(json)), cancellation));
        return command;
    }

    private sealed record Request(int Persons, int Seconds, int Clients, string? Register, bool Json);

    private static async Task<int> RunAsync(Request request, CancellationToken cancellation)
    {
        if (request.Persons is < 1_000 or > 5_000_000 || request.Seconds is < 1 or > 120 || request.Clients is < 1 or > 64)
        {
            Say.Error("--persons: số từ 1000 đến 5000000; --seconds: từ 1 đến 120; --clients: từ 1 đến 64", "--persons: a number from 1000 to 5000000; --seconds: from 1 to 120; --clients: from 1 to 64");
            return CommandLine.BadInput;
        }

        var folder = Directory.CreateTempSubdirectory("ansinh-bench-web-");
        try
        {
            var pack = LawPack.Load(Home.LawFolder);
            using var database = Filled(pack, request, folder.FullName, cancellation);
            var sample = Sample(database, request.Persons);
            var site = Site.Build(new SiteOptions(database, pack, "http://127.0.0.1:0", Demo: true, LawFolder: Home.LawFolder));
            await using (site)
            {
                await site.StartAsync(cancellation);
                var loaded = await AskAsync(site.Urls.Single(), request, sample, cancellation);
                Tell(request, loaded, database.Source);
            }

            return CommandLine.Done;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The register: made now, or the one of an earlier run.</summary>
    private static Database Filled(LawPack pack, Request request, string folder, CancellationToken cancellation)
    {
        var source = request.Register ?? Path.Combine(folder, "ansinh.db");
        Database.Create(source);
        var there = Database.Exists(source);
        var database = Database.Open(source, new SimulatedClock(Day), Site.Modules, progress: Session.TellFilled);
        if (!there)
        {
            var file = Path.Combine(folder, "nation.pop");
            new NationDraw(pack.Facts.Sources).Write(file, request.Persons, seed: 1, Environment.ProcessorCount, null, cancellation);
            using var population = new PopulationReader(file);
            var told = 0L;
            new RegisterFill(pack, population, Month).Write(database, written =>
            {
                if (written - told >= 100_000)
                {
                    told = written;
                    Say.Note($"đã ghi {written} người", $"{written} persons written");
                }
            }, cancellation);
        }

        if (new AccountBook(database) is var book && book.ByLogin(AccountBook.Fold(Login)) is null)
        {
            NewAccount.Add(book, Login, "Người đo", DemoAccounts.Password, [new Grant(Role.Province, WebLoad.Province)], Login);
        }

        return database;
    }

    /// <summary>Whom the second process asks for: people of the province by number, name and id.</summary>
    private static WebSample Sample(Database database, int persons)
    {
        var (snapshot, scope, random) = (new Register(database).Now(), AreaScope.Of(WebLoad.Province), new Random(1));
        var (ids, numbers, names, parts) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        for (var attempt = 0; attempt < 20_000 && ids.Count < 500; attempt++)
        {
            IdentityNumber number = ProvisionalNumber.OfSerial(1 + random.Next(persons));
            if (snapshot.PersonByNumber(scope, number) is { } person)
            {
                ids.Add(person.Id.Value);
                numbers.Add(number.Text);
                names.Add(PersonName.Fold(person.FullName));
                parts.AddRange(Parts(names[^1].Split(' '), person.Born.Earliest.Year));
            }
        }

        return ids.Count > 0 ? new WebSample(ids, numbers, names, parts) : throw new StorageException($"Không có ai ở tỉnh {WebLoad.Province}; cần sổ lớn hơn.", $"Nobody lives in province {WebLoad.Province}; a larger register is needed.");
    }

    /// <summary>What people type instead of a whole name: beginnings, one word, the last two, a word with the year of birth, and what nearly everybody is called.</summary>
    private static string[] Parts(string[] words, int year) =>
        [words[0][..2], words[^1], $"{words[^2]} {words[^1]}", $"{words[^1]} {words[0]}", $"{words[0]} {words[^2]} {words[^1][..1]}", string.Create(CultureInfo.InvariantCulture, $"{words[0]} {year}"), string.Join(' ', words.Select(word => word[0]))];

    private static async Task<IReadOnlyList<WebMeasure>> AskAsync(string address, Request request, WebSample sample, CancellationToken cancellation)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (var argument in new[] { "bench", "web", "--load", address, "--seconds", request.Seconds.ToString(CultureInfo.InvariantCulture), "--clients", request.Clients.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        await child.StandardInput.WriteAsync(JsonSerializer.Serialize(sample).AsMemory(), cancellation);
        child.StandardInput.Close();
        var text = await child.StandardOutput.ReadToEndAsync(cancellation);
        await child.WaitForExitAsync(cancellation);
        return child.ExitCode == 0 ? JsonSerializer.Deserialize<List<WebMeasure>>(text)! : throw new StorageException("Tiến trình đo không xong.", "The measuring process did not finish.");
    }

    private static void Tell(Request request, IReadOnlyList<WebMeasure> measures, string source)
    {
        var bare = measures[0];
        var figures = measures.SelectMany(one => new[]
        {
            Figure($"web.{one.Id}.p50", one.P50, "ms", bare.P50, one), Figure($"web.{one.Id}.p99", one.P99, "ms", bare.P99, one), Figure($"web.{one.Id}.rate", one.Rate, "/s", bare.Rate, one),
        }).ToList();
        var (cores, memory) = (Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024));
        if (request.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "web",
                machine = new { cores, memoryGiB = memory, runtime = RuntimeInformation.FrameworkDescription },
                persons = request.Persons,
                clients = request.Clients,
                seconds = request.Seconds,
                workingSetMiB = Environment.WorkingSet >> 20,
                figures = figures.Select(figure => new { id = figure.Id, value = figure.Value, unit = figure.Unit, limit = figure.Limit, ratio = figure.Ratio, note = figure.Note }),
            }, Session.Json));
            return;
        }

        Console.WriteLine($"{cores} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}; {request.Persons} {Say.Text("người", "persons")}, {(source.Contains('=', StringComparison.Ordinal) ? "PostgreSQL" : "SQLite")}; {request.Clients} {Say.Text("người hỏi cùng lúc", "clients")}");
        foreach (var one in measures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {one.Id,-14} p50 {one.P50,8:0.0} ms   p99 {one.P99,8:0.0} ms   {one.Rate,8:0} /s   {one.Asked} {Say.Text("lần", "asked")}, {one.Failed} {Say.Text("lỗi", "failed")}"));
        }

        Console.WriteLine(Say.Text($"  bộ nhớ {Environment.WorkingSet >> 20} MiB; dòng đầu là một tệp tĩnh, để so", $"  working set {Environment.WorkingSet >> 20} MiB; the first line is a file without work, to hold the others against"));
    }

    private static Figure Figure(string id, decimal value, string unit, decimal limit, WebMeasure one) =>
        new(id, value, unit, limit, limit == 0 ? 0 : decimal.Round(value / limit, 2), string.Create(CultureInfo.InvariantCulture, $"{one.Asked} asked, {one.Failed} failed"));
}
