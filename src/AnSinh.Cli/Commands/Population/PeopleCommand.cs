using System.CommandLine;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Simulation.Populations;
using AnSinh.Storage;

namespace AnSinh.Cli.Commands.Population;

/// <summary><c>ansinh population people FILE</c>: households of a population file, one member a line, with names made for the occasion.</summary>
internal static class PeopleCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "tệp dân số / population file" };
        var block = new Option<int>("--block") { DefaultValueFactory = _ => 1, Description = "khối thứ mấy / which block" };
        var households = new Option<int>("--households") { DefaultValueFactory = _ => 10, Description = "số hộ / number of households" };
        var command = new Command("people", "xem các hộ trong tệp, kèm họ tên giả lập / households of the file with made-up names") { file, block, households };
        command.SetAction(parse => Session.Guard(() => Run(parse.GetValue(file)!, parse.GetValue(block), parse.GetValue(households))));
        return command;
    }

    private static int Run(string file, int number, int households)
    {
        using var reader = new PopulationReader(file);
        if (number < 1 || number > reader.Blocks)
        {
            throw new StorageException($"--block {number}: tệp có các khối từ 1 đến {reader.Blocks}.", $"--block {number}: the file has blocks 1 to {reader.Blocks}.");
        }

        var block = new PeopleBlock();
        reader.ReadBlock(number - 1, block);
        var names = new PopulationNames(reader.Seed, reader.Day);
        for (var (household, first, link) = (0, 0, 0); household < Math.Min(households, block.Households); first += block.Sizes[household++])
        {
            var people = block.Household(reader.Dictionary, household, first, link);
            Console.WriteLine($"{people.Id}  {PlaceDirectory.VietNam.Find(people.Place)?.Name ?? people.Place.Value}  {Facts(people.Facts)}");
            foreach (var (person, name) in people.People.Zip(names.Of(number - 1, household, people)))
            {
                Console.WriteLine($"  {person.Id}  {name}  {person.Born}  {(person.Sex == Sex.Male ? Say.Text("nam", "male") : Say.Text("nữ", "female"))}  {Facts(person.Facts)}");
            }

            while (link < block.LinkCount && block.Links[link].Person < first + block.Sizes[household])
            {
                link++;
            }
        }

        return CommandLine.Done;
    }

    private static string Facts(IEnumerable<CaseFact> facts) => string.Join(", ", facts.Select(fact => $"{fact.Code}={fact.Value}"));
}
