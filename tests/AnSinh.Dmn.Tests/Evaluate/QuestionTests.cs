using AnSinh.Feel;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Evaluate;

public class QuestionTests
{
    private static readonly string Entitlement = Define(Input("age") + Input("poor", "boolean") + Input("alone", "boolean") + Decision("d", Table("COLLECT", """
        age | poor | alone => id
        >= 80 | - | - => "pension"
        [60..80) | true | - => "poor"
        [60..80) | - | true => "alone"
        """), "age poor alone"));

    [Fact]
    public void The_fact_that_settles_most_is_asked_first()
    {
        DmnModelSet set = Load(Entitlement);
        var session = new EvaluationSession(set, new EvaluationOptions { Trace = true });
        session.SetInputs(Inputs("age = ?age; poor = ?poor; alone = ?alone"));
        IReadOnlyList<FactRank> ranks = UnknownFacts.Rank(session, set.Models[0].Decision("d")!);
        Assert.Equal("age", ranks[0].Fact);
        Assert.Equal(["age", "alone", "poor"], ranks.Select(r => r.Fact).Order(StringComparer.Ordinal));
        Assert.True(ranks[0].Deciding > ranks[1].Deciding);
        Assert.Equal([FeelValue.True, FeelValue.False], ranks[1].Answers);
    }

    [Fact]
    public void Facts_that_no_longer_matter_are_not_asked()
    {
        DmnModelSet set = Load(Entitlement);
        var session = new EvaluationSession(set, new EvaluationOptions { Trace = true });
        session.SetInputs(Inputs("age = 85; poor = ?poor; alone = ?alone"));
        Assert.Empty(UnknownFacts.Rank(session, set.Models[0].Decision("d")!));
    }

    [Fact]
    public void Asking_in_the_order_given_settles_the_decision_in_few_questions()
    {
        DmnModelSet set = Load(Entitlement);
        CompiledDecision decision = set.Models[0].Decision("d")!;
        var answers = new Dictionary<string, string> { ["age"] = "70", ["poor"] = "true", ["alone"] = "false" };
        var known = answers.Keys.ToDictionary(k => k, k => "?" + k);
        var session = new EvaluationSession(set, new EvaluationOptions { Trace = true });
        int questions = 0;
        while (true)
        {
            session.SetInputs(Inputs(string.Join(';', known.Select(k => $"{k.Key} = {k.Value}"))));
            if (UnknownFacts.Rank(session, decision) is not [var next, ..])
            {
                break;
            }
            known[next.Fact] = answers[next.Fact];
            questions++;
        }
        Assert.Equal(3, questions);
        Assert.Equal(Value("[\"poor\"]"), session.Evaluate(decision));
    }

    [Theory]
    [InlineData("age = 79; poor = false; alone = false", "1: age 79 -> 80; 2: poor false -> true; 3: alone false -> true")]
    [InlineData("age = 50; poor = true; alone = false", "1: age 50 -> 80; 2: age 50 -> 60")]
    [InlineData("age = 50; poor = false; alone = false", "1: age 50 -> 80")]
    [InlineData("age = 50; poor = ?poor; alone = true", "1: age 50 -> 80; 3: age 50 -> 60")]
    public void The_nearest_yes_names_the_rules_that_missed_by_least_and_the_values_they_need(string inputs, string expected)
    {
        DecisionResult result = Run(Load(Entitlement), "d", inputs);
        string said = string.Join("; ", NearestYes.Of(result.Trace!.Table!).Select(n =>
            $"{n.Rule.Index}: {string.Join(", ", n.Changes.Select(c => $"{c.Column.Label} {c.Value} -> {c.To}"))}"));
        Assert.Equal(expected, said);
    }

    [Fact]
    public void Columns_tell_the_facts_behind_them_through_other_decisions()
    {
        DmnModelSet set = Load(Define(Input("person", "Any") + Decision("age", Literal("2026 - person.born.year"), "person")
            + Decision("d", Table("FIRST", "age | person.sex => r or 0\n> 60 | - => 1"), "person !age")));
        CompiledTable table = set.Models[0].Decision("d")!.Table!;
        Assert.Equal(["age"], table.Inputs[0].Facts);
        Assert.Equal(["person.born.year"], table.Inputs[0].FactsBehind);
        Assert.False(table.Inputs[0].IsFact);
        Assert.True(table.Inputs[1].IsFact);
        Assert.Equal(["person.born.year", "person.sex"], set.Models[0].Decision("d")!.Facts);
    }
}
