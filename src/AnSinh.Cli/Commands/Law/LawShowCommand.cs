using System.CommandLine;
using System.Globalization;
using AnSinh.Dmn;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary><c>ansinh law show REF|BENEFIT|PARAMETER</c>: the rows, amounts and doubts behind an article, a benefit or a parameter.</summary>
internal static class LawShowCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("REF|BENEFIT") { Description = "'Nghị định 20/2021/NĐ-CP, Điều 5 khoản 6', tgxh.6.nang, tgxh.muc_chuan" };
        var command = new Command("show", "Bộ luật nói gì về một điều, một chính sách, một tham số / what the pack says of an article, a benefit, a parameter") { what };
        command.SetAction((parse, _) => Task.FromResult(Run(parse.GetValue(what)!)));
        return command;
    }

    private static int Run(string what)
    {
        var pack = LawPack.Load(Home.LawFolder);
        if (pack.Benefits.Find(new BenefitId(what)) is { } benefit)
        {
            ShowBenefit(pack, benefit);
            return CommandLine.Done;
        }

        if (pack.Parameters.Find(what) is { } parameter)
        {
            ShowParameter(parameter);
            return CommandLine.Done;
        }

        if (LegalRef.TryParse(what, out var reference))
        {
            return ShowReference(pack, reference);
        }

        Say.Error($"'{what}' không phải căn cứ, chính sách hay tham số nào trong bộ luật", $"'{what}' is no citation, benefit or parameter of the pack");
        return CommandLine.BadInput;
    }

    private static void ShowBenefit(LawPack pack, Benefit benefit)
    {
        Console.WriteLine($"{benefit.Id}  {benefit.Name.In(Say.Vietnamese)}");
        Console.WriteLine($"  {benefit.Ref}");
        Console.WriteLine(Say.Text($"  từ {benefit.From}{End(benefit)}; {benefit.Programme.Name.Vi}; {benefit.Form}", $"  from {benefit.From}{End(benefit)}; {benefit.Programme.Name.En}; {benefit.Form}"));
        foreach (var continuation in benefit.Continues)
        {
            Console.WriteLine(Say.Text($"  nối tiếp {continuation.From} ({continuation.Ref}; {continuation.Grade.Code()})", $"  continues {continuation.From} ({continuation.Ref}; {continuation.Grade.Code()})"));
        }

        ShowRows(pack, (_, rule) => LawRows.Names(rule, benefit.Id));
    }

    private static string End(Benefit benefit) => benefit.Ended is { } ended ? Say.Text($" đến {ended.LastMonth} ({ended.Ref})", $" to {ended.LastMonth} ({ended.Ref})") : "";

    private static void ShowParameter(Parameter parameter)
    {
        Console.WriteLine($"{parameter.Id}  {parameter.Name.In(Say.Vietnamese)} ({parameter.Unit})");
        foreach (var value in parameter.Values)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {value.From}..{value.To?.ToString() ?? ""}  {value.Place?.ToString() ?? ""} {value.Value}  {value.Ref}  {Say.Text("hiệu lực", "in force")} {value.InForce:yyyy-MM-dd}  {value.Grade.Code()}"));
        }
    }

    private static int ShowReference(LawPack pack, LegalRef reference)
    {
        if (pack.Instruments.Find(reference.Number) is not { } instrument)
        {
            Say.Error($"không có văn bản {reference.Number} trong bộ luật", $"the pack has no instrument {reference.Number}");
            return CommandLine.BadInput;
        }

        Console.WriteLine($"{instrument}  {instrument.Title.In(Say.Vietnamese)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Say.Text("ban hành", "issued")} {instrument.Issued:yyyy-MM-dd}, {Say.Text("hiệu lực", "in force")} {instrument.InForce:yyyy-MM-dd}, {instrument.Grade.Code()}"));
        foreach (var doubt in instrument.Doubts)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Say.Text("từ", "from")} {doubt.From:yyyy-MM-dd}: {doubt.Grade.Code()}. {doubt.Note.In(Say.Vietnamese)}"));
        }

        foreach (var benefit in pack.Benefits.All.Where(benefit => benefit.Ref.IsWithin(reference)))
        {
            Console.WriteLine($"  {benefit.Id}  {benefit.Name.In(Say.Vietnamese)}");
        }

        foreach (var parameter in pack.Parameters.All.Where(parameter => parameter.Values.Any(value => value.Ref.IsWithin(reference))))
        {
            ShowParameter(parameter);
        }

        ShowRows(pack, (table, rule) => LawRows.Refs(pack, table, rule).Any(row => row.IsWithin(reference)));
        return CommandLine.Done;
    }

    private static void ShowRows(LawPack pack, Func<CompiledTable, CompiledRule, bool> wanted)
    {
        CompiledTable? shown = null;
        foreach (var (table, rule) in LawRows.All(pack).Where(row => wanted(row.Table, row.Rule)))
        {
            if (shown != table)
            {
                Console.WriteLine();
                Console.WriteLine($"{table.File}  {table.Element}");
                shown = table;
            }

            Console.WriteLine($"  {rule.Number}. {LawRows.Describe(table, rule, Say.Vietnamese)}");
            Console.WriteLine($"     {LawRows.Note(pack, table, rule, Say.Vietnamese)}");
        }
    }
}
