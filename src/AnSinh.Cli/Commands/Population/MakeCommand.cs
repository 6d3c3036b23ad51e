using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Simulation.Populations;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population make</c>: draws a synthetic nation into a population file.</summary>
internal static class MakeCommand
{
    public static Command Create()
    {
        var persons = new Option<long>("--persons") { Required = true, Description = "số người / number of persons" };
        var seed = new Option<long>("--seed") { Required = true, Description = "cùng một số cho cùng một tệp / the same number gives the same file" };
        var output = new Option<string>("--out") { Required = true, Description = "tệp dân số / population file" };
        var report = new Option<string?>("--report") { Description = "tệp so sánh với số liệu công bố (.md) / file for the comparison with the published figures" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "số luồng, không đổi kết quả / threads; the result does not depend on them" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var command = new Command("make", "Sinh dân số cả nước, cỡ tùy ý / draw a synthetic nation of any size") { persons, seed, output, report, threads, json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() =>
            Run(parse.GetValue(persons), parse.GetValue(seed), parse.GetValue(output)!, parse.GetValue(report), parse.GetValue(threads), parse.GetValue(json), cancellation))));
        return command;
    }

    private static int Run(long persons, long seed, string output, string? report, int threads, bool json, CancellationToken cancellation)
    {
        if (persons is < 1 or > NationDraw.MostPersons)
        {
            throw new StorageException($"--persons {persons}: cần một số từ 1 đến {NationDraw.MostPersons}.", $"--persons {persons}: expected a number from 1 to {NationDraw.MostPersons}.");
        }

        if (threads < 1)
        {
            throw new StorageException($"--threads {threads}: cần ít nhất 1.", $"--threads {threads}: expected at least 1.");
        }

        var begun = Stopwatch.GetTimestamp();
        var nation = new NationDraw(LawPack.Load(Home.LawFolder).Facts.Sources);
        nation.Write(output, persons, seed, threads, Progress(), cancellation);
        using var reader = new PopulationReader(output);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (report is not null)
        {
            File.WriteAllText(report, NationReport.Write(nation.Data, reader, threads, cancellation));
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { persons = reader.Persons, households = reader.Households, bytes = reader.Length, bytesPerPerson = Math.Round((double)reader.Length / reader.Persons, 2), personProfiles = reader.Dictionary.Persons.Count, householdProfiles = reader.Dictionary.Households.Count, seconds = Math.Round(seconds, 1), files = new[] { output, report }.OfType<string>() },
                Session.Json));
        }

        Say.Note(
            string.Create(CultureInfo.InvariantCulture, $"{reader.Persons} người giả lập, {reader.Households} hộ, {reader.Length} byte trong {output}; {seconds:0.0} giây"),
            string.Create(CultureInfo.InvariantCulture, $"{reader.Persons} synthetic persons, {reader.Households} households, {reader.Length} bytes in {output}; {seconds:0.0} seconds"));
        return CommandLine.Done;
    }

    /// <summary>A line every five million persons, where there are more than ten.</summary>
    private static Action<PopulationProgress> Progress()
    {
        const long Step = 5_000_000;
        var told = 0L;
        return at =>
        {
            if (at.Of > 2 * Step && at.Persons / Step != told)
            {
                told = at.Persons / Step;
                Say.Note($"{at.Persons / 1_000_000} trong {at.Of / 1_000_000} triệu người", $"{at.Persons / 1_000_000} of {at.Of / 1_000_000} million persons");
            }
        };
    }
}
