using System.CommandLine;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Cli.Commands.Registry;

/// <summary><c>ansinh registry find TEXT</c>: people by name without marks, year of birth or number.</summary>
internal static class FindCommand
{
    public static Command Create()
    {
        var text = new Argument<string[]>("text") { Description = "họ tên (không cần dấu), năm sinh, hoặc số / name (marks not needed), year of birth, or number", Arity = ArgumentArity.OneOrMore };
        var area = new Option<string[]>("--area") { Description = "mã tỉnh hoặc xã / province or commune codes" };
        var json = new Option<bool>("--json") { Description = "kết quả dạng JSON / result as JSON" };
        var command = new Command("find", "tìm người trong sổ / find people in the register") { text, area, json };
        command.SetAction(parse => Session.Guard(() =>
        {
            using var database = Session.OpenExisting(parse);
            var snapshot = new Register(database).Now();
            var scope = ExportCommand.Scope(parse.GetValue(area) ?? []);
            var month = BenefitMonth.Of(AnSinh.Storage.VietNamClock.TodayInVietNam(database.Clock));
            var found = snapshot.Search(scope, string.Join(' ', parse.GetValue(text)!))
                .Select(person => (Person: person, Numbers: snapshot.Numbers(scope, person.Id), Household: snapshot.HouseholdOf(scope, person.Id, month))).ToList();
            if (parse.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(
                    found.Select(row => new { id = row.Person.Id.Value, name = row.Person.FullName, born = row.Person.Born.ToString(), numbers = row.Numbers.Select(number => number.Masked), household = row.Household?.Value }),
                    Session.Json));
            }
            else
            {
                foreach (var (person, numbers, household) in found)
                {
                    var sex = person.Sex == Sex.Male ? Say.Text("nam", "male") : Say.Text("nữ", "female");
                    Console.WriteLine($"{person.Id}  {person.FullName}  {person.Born}  {sex}  {string.Join(", ", numbers.Select(number => number.Masked))}  {household}");
                }
            }

            Say.Note($"{found.Count} người", $"{found.Count} people");
            return found.Count == 0 ? CommandLine.Findings : CommandLine.Done;
        }));
        return command;
    }
}
