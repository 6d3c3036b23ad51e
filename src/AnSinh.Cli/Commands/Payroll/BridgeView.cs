using System.Globalization;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Payroll;
using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Steps;

namespace AnSinh.Cli.Commands.Payroll;

/// <summary>The bridge from last month: its steps, and the awards behind them.</summary>
internal static class BridgeView
{
    public static void Write(PayrollBook book, PayrollRun run, bool json)
    {
        var bridge = ShowRun.Read(book, run.Id).Content.Bridge;
        var rows = run.LawPack == book.Pack.Hash ? ShowRun.BridgeRows(book, run) : [];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    run = run.Id,
                    month = run.Month.ToString(),
                    digest = run.Digest,
                    addsUp = bridge.AddsUp,
                    bridge = Shape(bridge),
                    awards = rows.Select(row => new { award = row.Award.Value, person = row.Person.Value, step = Name(row.Step), before = row.Before.Amount, after = row.After.Amount }),
                }, Session.Json));
            return;
        }

        Console.WriteLine($"{run.Month}  {run.Area}  {run.Id}");
        foreach (var (name, value) in bridge.Steps)
        {
            var sign = name is "lowered" or "stopped" or "movedOut" or "recovered" ? "-" : name is "before" or "regular" ? "=" : "+";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {sign} {value.Amount,18} {value.Count,8}  {Words(name)}"));
        }

        Console.WriteLine($"  = {bridge.Ordered,18} {"",8}  {Say.Text("phải chi", "to be paid")}");
        foreach (var row in rows)
        {
            Console.WriteLine($"    {row.Award}  {row.Person}  {Words(Name(row.Step))}  {row.Before} -> {row.After}");
        }

        Console.WriteLine($"  SHA-256 {run.Digest}");
    }

    public static object Shape(MonthBridge bridge) => bridge.Steps.ToDictionary(step => step.Name, step => step.Value.Amount.Amount)
        .Append(new("sentAgain", bridge.SentAgain.Amount)).Append(new("ordered", bridge.Ordered.Amount))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string Name(BridgeStep step) => JsonNamingPolicy.CamelCase.ConvertName(step.ToString());

    private static string Words(string name) => name switch
    {
        "before" => Say.Text("thường xuyên tháng trước", "regular, last month"),
        "new" => Say.Text("mới hưởng", "new"),
        "movedIn" => Say.Text("chuyển đến", "moved in"),
        "raised" => Say.Text("tăng mức", "raised"),
        "lowered" => Say.Text("giảm mức", "lowered"),
        "stopped" => Say.Text("thôi hưởng, tạm dừng", "stopped or suspended"),
        "movedOut" => Say.Text("chuyển đi", "moved out"),
        "regular" => Say.Text("thường xuyên tháng này", "regular, this month"),
        "arrears" => Say.Text("truy lĩnh", "arrears"),
        "cameBack" => Say.Text("bị trả về, chi lại", "came back, sent again"),
        "recovered" => Say.Text("giữ lại vì không được hưởng", "kept, was not due"),
        _ => name,
    };
}
