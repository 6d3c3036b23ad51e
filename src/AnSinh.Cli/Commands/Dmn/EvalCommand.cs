using System.CommandLine;
using System.Text.Json;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Cli.Commands.Dmn;

/// <summary><c>ansinh dmn eval MODEL [--decision D] --input FILE [--trace] [--standard] [--ask]</c>: evaluates decisions of one model.</summary>
internal static class EvalCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "tệp .dmn / model file" };
        var decision = new Option<string?>("--decision") { Description = "tên quyết định, mặc định: tất cả / name of a decision, default all" };
        var input = new Option<string>("--input") { Description = "tệp JSON: tên dữ liệu vào và giá trị / JSON file: input names and values", Required = true };
        var trace = new Option<bool>("--trace") { Description = "cho thấy từng dòng bảng / show every table rule" };
        var standard = new Option<bool>("--standard") { Description = "lỗi thành null như tiêu chuẩn / errors become null as in the standard" };
        var ask = new Option<bool>("--ask") { Description = "dữ liệu thiếu là chưa biết; hỏi gì trước / inputs not given are unknown; what to ask first" };
        var command = new Command("eval", "Tính quyết định của một mô hình / evaluate decisions of a model") { model, decision, input, trace, standard, ask };
        command.SetAction((parse, _) => Task.FromResult(Run(
            parse.GetValue(model)!, parse.GetValue(decision), parse.GetValue(input)!,
            new EvaluationOptions { Trace = true, Mode = parse.GetValue(standard) ? FeelMode.Standard : FeelMode.Strict },
            parse.GetValue(trace), parse.GetValue(ask))));
        return command;
    }

    private static int Run(string file, string? name, string inputFile, EvaluationOptions options, bool trace, bool ask)
    {
        if (DmnCommand.Load(file) is not { } set)
        {
            return CommandLine.BadInput;
        }
        DmnCommand.Print(set.Diagnostics);
        if (set.Models.Count == 0 || set.Models[0] is not { } model)
        {
            return CommandLine.BadInput;
        }
        CompiledDecision[] decisions = model.Decisions.Where(d => name is null || d.Name == name || d.Id == name).ToArray();
        if (decisions.Length == 0)
        {
            string known = string.Join(", ", model.Decisions.Select(d => d.Name));
            Say.Error($"Mô hình không có quyết định '{name}'; có: {known}.", $"The model has no decision '{name}'; it has: {known}.");
            return CommandLine.BadInput;
        }
        if (Inputs(set, inputFile) is not { } given)
        {
            return CommandLine.BadInput;
        }
        var session = new EvaluationSession(set, options);
        session.SetInputs(given);
        if (ask)
        {
            foreach (CompiledInput input in set.Inputs.Where(i => !given.TryGet(i.Name, out _)))
            {
                session.SetInput(input, FeelValue.Unknown(input.Name));
            }
        }
        bool clean = !set.HasErrors;
        foreach (CompiledDecision decision in decisions)
        {
            DecisionResult result = session.Result(decision);
            clean &= result.Stopped is null;
            Console.WriteLine(result.Stopped is { } stop ? $"{decision.Name}: {Say.Text("dừng", "stopped")}" : $"{decision.Name} = {result.Value}");
            foreach (DmnMessage message in result.Stopped is { } reason ? [reason] : result.Messages)
            {
                Console.Error.WriteLine(message.ToText(Say.Vietnamese));
            }
            if (trace && result.Trace is { } how)
            {
                TraceText.Write(Console.Out, how);
            }
            if (ask && result.Stopped is null && result.Value.HasUnknown)
            {
                foreach (FactRank rank in UnknownFacts.Rank(session, decision))
                {
                    Console.WriteLine($"  {Say.Text("hỏi", "ask")} {rank.Fact}: {rank.Deciding:P0}");
                }
            }
        }
        return clean ? CommandLine.Done : CommandLine.Findings;
    }

    private static FeelContext? Inputs(DmnModelSet set, string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Say.Error($"{file}: cần một đối tượng JSON có tên dữ liệu vào.", $"{file}: expected a JSON object of input names.");
                return null;
            }
            return FeelContext.Of(document.RootElement.EnumerateObject().Select(p =>
                (p.Name, JsonValue.Read(p.Value, set.Inputs.FirstOrDefault(i => i.Name == p.Name)?.Type ?? FeelType.Any, p.Name))).ToArray());
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            Say.Error($"{file}: {fault.Message}", $"{file}: {fault.Message}");
            return null;
        }
    }
}
