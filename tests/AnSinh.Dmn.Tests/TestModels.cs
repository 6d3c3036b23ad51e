using System.Globalization;
using System.Security;
using System.Text;
using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Dmn.Tests;

/// <summary>Short ways to write models and values in tests.</summary>
internal static class TestModels
{
    public const string Space = "https://www.omg.org/spec/DMN/20230324/MODEL/";

    /// <summary>A model around elements, with the namespace <c>urn:NAME</c>.</summary>
    public static string Define(string elements, string name = "m", string imports = "") =>
        $"""<definitions xmlns="{Space}" id="{name}" name="{name}" namespace="urn:{name}">{imports}{elements}</definitions>""";

    public static string Import(string name, string model) =>
        $"""<import name="{name}" namespace="urn:{model}" importType="{Space}"/>""";

    public static string Input(string name, string type = "number") =>
        $"""<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="{type}"/></inputData>""";

    /// <summary>A decision whose id is its name; <paramref name="requires"/> lists ids of inputs, <c>!id</c> of decisions and <c>()id</c> of functions.</summary>
    public static string Decision(string name, string logic, string requires = "", string type = "Any") =>
        $"""<decision id="{name}" name="{name}"><variable name="{name}" typeRef="{type}"/>{Requirements(requires)}{logic}</decision>""";

    public static string Literal(string feel) => $"<literalExpression><text>{SecurityElement.Escape(feel)}</text></literalExpression>";

    public static string Requirements(string requires)
    {
        var xml = new StringBuilder();
        foreach (string id in requires.Split(' ', StringSplitOptions.RemoveEmptyEntries).OrderBy(i => i.StartsWith("()", StringComparison.Ordinal)))
        {
            string href(string bare) => bare.Contains('#', StringComparison.Ordinal) ? bare : "#" + bare;
            xml.Append(id[0] switch
            {
                '!' => $"""<informationRequirement><requiredDecision href="{href(id[1..])}"/></informationRequirement>""",
                '(' => $"""<knowledgeRequirement><requiredKnowledge href="{href(id[2..])}"/></knowledgeRequirement>""",
                _ => $"""<informationRequirement><requiredInput href="{href(id)}"/></informationRequirement>""",
            });
        }
        return xml.ToString();
    }

    /// <summary>
    /// A table from lines: the first names the input expressions and, after <c>=></c>, the outputs (<c>name: values | default</c>); each further one is a rule, cells
    /// apart by <c>|</c>, with an annotation after <c>#</c>.
    /// </summary>
    public static string Table(string policy, string lines)
    {
        string[] all = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] words = policy.Split('+');
        var xml = new StringBuilder($"""<decisionTable hitPolicy="{words[0]}"{(words.Length > 1 ? $" aggregation=\"{words[1]}\"" : "")}>""");
        (string inputs, string outputs) = Halves(all[0]);
        foreach (string input in Cells(inputs))
        {
            string[] parts = input.Split(" in ", 2);
            string values = parts.Length > 1 ? $"<inputValues><text>{SecurityElement.Escape(parts[1])}</text></inputValues>" : "";
            xml.Append(CultureInfo.InvariantCulture, $"<input label=\"{SecurityElement.Escape(parts[0])}\"><inputExpression><text>{SecurityElement.Escape(parts[0])}</text></inputExpression>{values}</input>");
        }
        foreach (string output in Cells(outputs))
        {
            string[] parts = output.Split(" or ", 2);
            string[] named = parts[0].Split(": ", 2);
            string values = named.Length > 1 ? $"<outputValues><text>{SecurityElement.Escape(named[1])}</text></outputValues>" : "";
            string otherwise = parts.Length > 1 ? $"<defaultOutputEntry><text>{SecurityElement.Escape(parts[1])}</text></defaultOutputEntry>" : "";
            xml.Append(CultureInfo.InvariantCulture, $"<output name=\"{named[0]}\">{values}{otherwise}</output>");
        }
        xml.Append("<annotation name=\"ref\"/>");
        foreach (string rule in all.Skip(1))
        {
            string[] noted = rule.Split('#', 2, StringSplitOptions.TrimEntries);
            (string left, string right) = Halves(noted[0]);
            xml.Append("<rule>");
            foreach (string cell in Cells(left))
            {
                xml.Append(CultureInfo.InvariantCulture, $"<inputEntry><text>{SecurityElement.Escape(cell)}</text></inputEntry>");
            }
            foreach (string cell in Cells(right))
            {
                xml.Append(CultureInfo.InvariantCulture, $"<outputEntry><text>{SecurityElement.Escape(cell)}</text></outputEntry>");
            }
            xml.Append(CultureInfo.InvariantCulture, $"<annotationEntry><text>{SecurityElement.Escape(noted.Length > 1 ? noted[1] : "")}</text></annotationEntry></rule>");
        }
        return xml.Append("</decisionTable>").ToString();
    }

    public static DmnModelSet Load(params string[] models) => Load(new DmnLoadOptions(), models);

    public static DmnModelSet Load(DmnLoadOptions options, params string[] models) =>
        DmnModelSet.Load(models.Select((m, i) => new DmnSource($"m{i + 1}.dmn", m)), options);

    /// <summary>A FEEL value; <c>?name</c> is one not known for the fact of that name.</summary>
    public static FeelValue Value(string feel) => feel.StartsWith('?')
        ? FeelValue.Unknown(feel[1..])
        : FeelCompiler.CompileExpression(feel, new FeelScope()).Evaluate(new FeelEvaluation());

    /// <summary>Inputs from <c>name = feel; name = feel</c>.</summary>
    public static FeelContext Inputs(string text) => FeelContext.Of(text.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split(" = ", 2, StringSplitOptions.TrimEntries)).Select(p => (p[0], Value(p[1]))).ToArray());

    public static DecisionResult Run(DmnModelSet set, string decision, string inputs, FeelMode mode = FeelMode.Strict) =>
        set.Models[0].Decision(decision)!.Evaluate(Inputs(inputs), new EvaluationOptions { Mode = mode, Trace = true });

    private static (string Left, string Right) Halves(string line)
    {
        string[] halves = line.Split("=>", 2, StringSplitOptions.TrimEntries);
        return (halves[0], halves[1]);
    }

    private static string[] Cells(string half) => half.Length == 0 ? [] : half.Split('|', StringSplitOptions.TrimEntries);
}
