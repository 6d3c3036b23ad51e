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
        var changes = LawChange.Between(pack, before, after, known);
        foreach (var change in changes)
        {
            Console.WriteLine(Text(change));
        }

        if (changes.Count == 0)
        {
            Console.WriteLine(Say.Text($"Không có gì khác giữa {before} và {after}.", $"Nothing differs between {before} and {after}."));
        }

        return CommandLine.Done;
    }

    private static string Text(LawChange change) => change.Kind switch
    {
        LawChangeKind.Value => $"{change.Id}{(change.Place is { } place ? $" [{place}]" : "")}  {change.Name.In(Say.Vietnamese)}: {Value(change.Before)} → {Value(change.After)}  ({change.Ref}; {change.Grade!.Value.Code()})",
        LawChangeKind.BenefitBegins => $"+ {change.Id}  {change.Name.In(Say.Vietnamese)}  ({change.Ref})",
        LawChangeKind.BenefitEnds => $"- {change.Id}  {change.Name.In(Say.Vietnamese)}  ({change.Ref})",
        _ => Say.Text($"{change.Name.Vi}: bảng quyết định thay từ {change.From}", $"{change.Name.En}: decision tables replaced from {change.From}"),
    };

    private static string Value(ParameterValue? value) => value is null ? "–"
        : value.Table.Count > 0 ? Say.Text($"bảng {value.Table.Count} mức", $"table of {value.Table.Count} values")
        : value.Value.ToString(CultureInfo.InvariantCulture);
}
