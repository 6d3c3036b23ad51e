using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Simulation.Populations;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population show FILE</c>: what a population file holds; every checksum is verified.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "tệp dân số / population file" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var command = new Command("show", "Phần đầu, số lượng, cỡ tệp; kiểm mọi mã kiểm tra / header, counts and size; verifies every checksum") { file, json };
        command.SetAction((parse, cancellation) => Task.Run(() => Session.Guard(() => Run(parse.GetValue(file)!, parse.GetValue(json), cancellation))));
        return command;
    }

    private static int Run(string file, bool json, CancellationToken cancellation)
    {
        using var reader = new PopulationReader(file);
        var (block, links, weights) = (new PeopleBlock(), 0L, 0L);
        for (var index = 0; index < reader.Blocks; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            reader.ReadBlock(index, block);
            links += block.LinkCount;
            weights += block.Weights.Length > 0 ? block.Weights.AsSpan(0, block.Households).ToArray().Sum() : 0;
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    version = reader.Version,
                    origin = reader.Origin.ToString().ToLowerInvariant(),
                    seed = reader.Seed,
                    day = reader.Day,
                    persons = reader.Persons,
                    households = reader.Households,
                    weightedHouseholds = weights == 0 ? reader.Households : weights / 1e6,
                    blocks = reader.Blocks,
                    links,
                    personProfiles = reader.Dictionary.Persons.Count,
                    householdProfiles = reader.Dictionary.Households.Count,
                    bytes = reader.Length,
                    dictionaryBytes = reader.DictionaryLength,
                    checksums = "ok",
                },
                Session.Json));
            return CommandLine.Done;
        }

        var origin = reader.Origin switch
        {
            PopulationOrigin.Drawn => Say.Text($"sinh ngẫu nhiên từ số liệu công bố, hạt giống {reader.Seed}", $"drawn from published figures, seed {reader.Seed}"),
            PopulationOrigin.Survey => Say.Text("điều tra có trọng số", "weighted survey"),
            _ => Say.Text("sổ người dân", "register"),
        };
        Line("Nguồn", "Origin", origin);
        Line("Phiên bản", "Version", Number(reader.Version));
        Line("Ngày của dân số", "Day of the population", reader.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Line("Người", "Persons", Number(reader.Persons));
        Line("Hộ", "Households", Number(reader.Households));
        if (weights > 0)
        {
            Line("Đại diện cho số hộ", "Stand for households", Number(weights / 1_000_000));
        }

        Line("Khối", "Blocks", Number(reader.Blocks));
        Line("Liên hệ giữa thành viên", "Links between members", Number(links));
        Line("Hồ sơ chung của người", "Profiles of persons", Number(reader.Dictionary.Persons.Count));
        Line("Hồ sơ chung của hộ", "Profiles of households", Number(reader.Dictionary.Households.Count));
        Line("Cỡ tệp", "Size", string.Create(CultureInfo.InvariantCulture, $"{reader.Length} byte; {(double)reader.Length / reader.Persons:0.00} byte/") + Say.Text("người", "person"));
        Line("Mã kiểm tra", "Checksums", Say.Text("đúng tất cả", "all right"));
        return CommandLine.Done;
    }

    private static void Line(string vietnamese, string english, string value) => Console.WriteLine($"{Say.Text(vietnamese, english) + ":",-28}{value}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
