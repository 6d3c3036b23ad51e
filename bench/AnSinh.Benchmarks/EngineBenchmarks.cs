using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Benchmarks;

/// <summary>The rules engine: an expression, a table, with the same rule written by hand in C# as the limit.</summary>
public static class EngineBenchmarks
{
    public static IEnumerable<Figure> Run()
    {
        yield return Expression();
        yield return FirstTable();
    }

    private static Figure Expression()
    {
        var scope = new FeelScope();
        var (age, income) = (scope.Add("age", FeelType.Number), scope.Add("income", FeelType.Number));
        var expression = FeelCompiler.CompileExpression("if age >= 80 and income <= 1500000 then 2.0 * 500000 else 0", scope);
        var evaluation = new FeelEvaluation { Slots = new FeelValue[scope.SlotCount] };
        var (step, sink) = (0, 0L);
        return Measure.Rate(
            "feel.if", 200_000,
            () =>
            {
                step++;
                evaluation.Slots[age] = FeelValue.Of(60 + (step & 31));
                evaluation.Slots[income] = FeelValue.Of(1_000_000L + (step & 1023) * 1000);
                sink += expression.Evaluate(evaluation).IsNull ? 1 : 0;
            },
            2_000_000,
            () =>
            {
                step++;
                sink += 60 + (step & 31) >= 80 && 1_000_000L + (step & 1023) * 1000 <= 1_500_000 ? 1_000_000 : 0;
            },
            "if age >= 80 and income <= 1500000 then 2.0 * 500000 else 0, one thread; limit: the same in C# on integers");
    }

    private static Figure FirstTable()
    {
        const int Rows = 30;
        var rules = string.Concat(Enumerable.Range(0, Rows).Select(row => $"""
            <rule id="r{row}"><inputEntry><text>[{row * 3}..{row * 3 + 3})</text></inputEntry><inputEntry><text>{(row % 2 == 0 ? "\"poor\"" : "\"near_poor\", \"poor\"")}</text></inputEntry>
            <inputEntry><text>&lt;= {1_000_000 + row * 10_000}</text></inputEntry><outputEntry><text>{row}</text></outputEntry></rule>
            """));
        var xml = $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:bench">
            <inputData id="a" name="age"><variable name="age" typeRef="number"/></inputData>
            <inputData id="s" name="status"><variable name="status" typeRef="string"/></inputData>
            <inputData id="i" name="income"><variable name="income" typeRef="number"/></inputData>
            <decision id="d" name="d"><variable name="d" typeRef="number"/>
            <informationRequirement><requiredInput href="#a"/></informationRequirement><informationRequirement><requiredInput href="#s"/></informationRequirement><informationRequirement><requiredInput href="#i"/></informationRequirement>
            <decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>age</text></inputExpression></input><input><inputExpression typeRef="string"><text>status</text></inputExpression></input>
            <input><inputExpression typeRef="number"><text>income</text></inputExpression></input><output typeRef="number"><defaultOutputEntry><text>-1</text></defaultOutputEntry></output>{rules}</decisionTable></decision></definitions>
            """;
        var set = DmnModelSet.Load([new DmnSource("bench.dmn", xml)]);
        if (set.HasErrors)
        {
            throw new InvalidOperationException(string.Join('\n', set.Diagnostics));
        }

        var (session, decision) = (new EvaluationSession(set), set.Decision("bench.dmn", "d")!);
        var (age, status, income) = (set.Inputs.First(input => input.Name == "age"), set.Inputs.First(input => input.Name == "status"), set.Inputs.First(input => input.Name == "income"));
        var (poor, nearPoor) = (FeelValue.Of("poor"), FeelValue.Of("near_poor"));
        var (step, sink) = (0, 0L);
        var byHand = Enumerable.Range(0, Rows).Select(row => (From: row * 3, To: row * 3 + 3, NearPoorToo: row % 2 == 1, Income: 1_000_000L + row * 10_000)).ToArray();
        return Measure.Rate(
            "dmn.first30x3", 20_000,
            () =>
            {
                step++;
                session.SetInput(age, FeelValue.Of(step % 90));
                session.SetInput(status, (step & 1) == 0 ? poor : nearPoor);
                session.SetInput(income, FeelValue.Of(900_000L + (step & 255) * 1000));
                sink += session.Evaluate(decision).IsNull ? 1 : 0;
            },
            500_000,
            () =>
            {
                step++;
                var (years, isPoor, earned) = (step % 90, (step & 1) == 0, 900_000L + (step & 255) * 1000);
                foreach (var (row, index) in byHand.Select((row, index) => (row, index)))
                {
                    if (years >= row.From && years < row.To && (isPoor || row.NearPoorToo) && earned <= row.Income)
                    {
                        sink += index;
                        break;
                    }
                }
            },
            "FIRST table of 30 rows and 3 inputs, strict, no trace, one thread; limit: a loop over an array of 30 rows in C#");
    }
}
