using System.CommandLine;
using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh law diff M1 M2</c>: parameters, benefits and models that differ between two months, by the law known today or at a day.</summary>
internal static class LawDiffCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("M1") { Description = "2026-06" };
        var second = new Argument<string>("M2") { Description = "2026-07" };
        var knownAt = new Option<string?>("--known-at") { Description = "2026-10-05; mặc định: mọi điều trong bộ luật / default: everything in the pack" };
        var command = new Command("diff", "Khác nhau gì giữa hai tháng / what changed between two months") { first, second, knownAt };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(first)!, parse.GetValue(second)!, parse.GetValue(knownAt))));
        return command;
    }

    private static int Run(string first, string second, string? knownAt)
    {
        if (!BenefitMonth.TryParse(first, out var before) || !BenefitMonth.TryParse(second, out var after))
        {
            Say.Error($"cần hai tháng dạng 2026-06, có '{first}' và '{second}'", $"expected two months as 2026-06, found '{first}' and '{second}'");
            return CommandLine.BadInput;
        }

        var known = DateOnly.MaxValue;
        if (knownAt is not null && !DateOnly.TryParseExact(knownAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out known))
        {
            Say.Error($"--known-at '{knownAt}' không phải ngày", $"--known-at '{knownAt}' is not a day");
            return CommandLine.BadInput;
        }

        var pack = LawPack.Load(Home.LawFolder);
        var changes = Parameters(pack, before, after, known).Concat(Benefits(pack, before, after, known)).Concat(Models(pack, before, after)).ToList();
        foreach (var change in changes)
        {
            Console.WriteLine(change);
        }

        if (changes.Count == 0)
        {
            Console.WriteLine(Say.Text($"Không có gì khác giữa {before} và {after}.", $"Nothing differs between {before} and {after}."));
        }

        return CommandLine.Done;
    }

    private static IEnumerable<string> Parameters(LawPack pack, BenefitMonth before, BenefitMonth after, DateOnly known)
    {
        foreach (var parameter in pack.Parameters.All)
        {
            var places = parameter.ByProvince ? parameter.Values.Select(value => value.Place!.Value).Distinct().Order() : (IEnumerable<PlaceCode>)[default];
            foreach (var place in places)
            {
                var (old, now) = (parameter.At(before, known, place), parameter.At(after, known, place));
                if (old?.Value != now?.Value)
                {
                    var where = place.Value is null ? "" : $" [{place}]";
                    yield return string.Create(CultureInfo.InvariantCulture, $"{parameter.Id}{where}  {parameter.Name.In(Say.Vietnamese)}: {old?.Value.ToString(CultureInfo.InvariantCulture) ?? "–"} → {now?.Value.ToString(CultureInfo.InvariantCulture) ?? "–"}  ({now?.Ref ?? old?.Ref}; {(now ?? old)!.Grade.Code()})");
                }
            }
        }
    }

    private static IEnumerable<string> Benefits(LawPack pack, BenefitMonth before, BenefitMonth after, DateOnly known) =>
        from benefit in pack.Benefits.All
        let change = (benefit.ExistsIn(before, known), benefit.ExistsIn(after, known))
        where change.Item1 != change.Item2
        select change.Item2
            ? $"+ {benefit.Id}  {benefit.Name.In(Say.Vietnamese)}  ({benefit.Ref})"
            : $"- {benefit.Id}  {benefit.Name.In(Say.Vietnamese)}  ({benefit.Ended?.Ref ?? benefit.Ref})";

    private static IEnumerable<string> Models(LawPack pack, BenefitMonth before, BenefitMonth after) =>
        from programme in pack.Benefits.Programmes
        let models = (programme.ModelsFor(before), programme.ModelsFor(after))
        where models.Item1 is not null && models.Item2 is not null && models.Item1.From != models.Item2.From
        select Say.Text($"{programme.Name.Vi}: bảng quyết định thay từ {models.Item2.From}", $"{programme.Name.En}: decision tables replaced from {models.Item2.From}");
}
