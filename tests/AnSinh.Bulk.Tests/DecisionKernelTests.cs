using AnSinh.Dmn;
using AnSinh.Feel;
using Xunit;

namespace AnSinh.Bulk.Tests;

/// <summary>A kernel gives what the evaluator gives, for random tables over a number and three fields.</summary>
public class DecisionKernelTests
{
    private const short Origin = 400;
    private const int Oldest = 120;
    private static readonly IReadOnlyList<FeelValue> NoYes = [FeelValue.False, FeelValue.True];

    private static DmnModelSet Model(string rules, string logic = "coefficient * 1000")
    {
        var inputs = string.Concat(new[] { ("age", "number"), ("poor", "boolean"), ("level", "number") }.Select(input => $"<inputData id=\"{input.Item1}\" name=\"{input.Item1}\"><variable name=\"{input.Item1}\" typeRef=\"{input.Item2}\"/></inputData>"));
        const string Needs = "<informationRequirement><requiredInput href=\"#age\"/></informationRequirement><informationRequirement><requiredInput href=\"#poor\"/></informationRequirement><informationRequirement><requiredInput href=\"#level\"/></informationRequirement>";
        var set = DmnModelSet.Load([new DmnSource("k.dmn", $"""
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="k" name="k" namespace="urn:k">{inputs}
            <decision id="coefficient" name="coefficient"><variable name="coefficient" typeRef="number"/>{Needs}
            <decisionTable hitPolicy="COLLECT" aggregation="MAX"><input><inputExpression typeRef="number"><text>age</text></inputExpression></input><input><inputExpression typeRef="boolean"><text>poor</text></inputExpression></input>
            <input><inputExpression typeRef="number"><text>level</text></inputExpression></input><output typeRef="number"/>{rules}</decisionTable></decision>
            <decision id="amount" name="amount"><variable name="amount" typeRef="number"/>{Needs}<informationRequirement><requiredDecision href="#coefficient"/></informationRequirement>
            <literalExpression typeRef="number"><text>{logic}</text></literalExpression></decision></definitions>
            """)]);
        Assert.False(set.HasErrors, string.Join('\n', set.Diagnostics));
        return set;
    }

    private static string Rule(string age, string poor, string level, string output) =>
        $"<rule><inputEntry><text>{age.Replace("<", "&lt;", StringComparison.Ordinal)}</text></inputEntry><inputEntry><text>{poor}</text></inputEntry><inputEntry><text>{level}</text></inputEntry><outputEntry><text>{output}</text></outputEntry></rule>";

    private static string RandomRules(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ =>
    {
        var (from, to) = (random.Next(Oldest), random.Next(Oldest));
        var age = random.Next(4) switch { 0 => $"< {from}", 1 => $">= {from}", 2 => $"[{Math.Min(from, to)}..{Math.Max(from, to) + 1})", _ => "-" };
        return Rule(age, random.Next(3) switch { 0 => "true", 1 => "false", _ => "-" }, random.Next(2) == 0 ? "-" : $"{random.Next(4)}", $"{random.Next(1, 25)}");
    })) + Rule("-", "-", "-", "0");

    private static DecisionKernel Compile(DmnModelSet set) => DecisionKernel.Compile(
        set, set.Decision("k.dmn", "amount")!, new NumberColumn("age", Origin, 0, Oldest),
        [new BitField("poor", 0, NoYes), new BitField("level", 1, [FeelValue.Of(0), FeelValue.Of(1), FeelValue.Of(2), FeelValue.Of(3)])]);

    [Fact]
    public void Random_tables_give_each_person_and_household_what_the_evaluator_gives()
    {
        var random = new Random(20261122);
        for (var model = 0; model < 60; model++)
        {
            var set = Model(RandomRules(random));
            var kernel = Compile(set);
            var sizes = Enumerable.Range(0, 60).Select(_ => (byte)random.Next(1, 12)).ToArray();
            var persons = sizes.Sum(size => size);
            var (numbers, bits, values, households) = (new short[persons], new byte[persons], new int[persons], new int[sizes.Length]);
            for (var person = 0; person < persons; person++)
            {
                (numbers[person], bits[person]) = ((short)(Origin - random.Next(Oldest + 1)), (byte)random.Next(8));
            }

            var total = kernel.Run(new KernelColumns { Sizes = sizes, Numbers = numbers, Bits = bits, Values = values, HouseholdValues = households, Room = new byte[persons + KernelColumns.RoomBeyond] });
            var decision = set.Decision("k.dmn", "amount")!;
            for (var person = 0; person < persons; person++)
            {
                var expected = decision.Evaluate(FeelContext.Of(("age", FeelValue.Of(Origin - numbers[person])), ("poor", NoYes[bits[person] & 1]), ("level", FeelValue.Of(bits[person] >> 1)))).Value;
                Assert.True(expected.Equals(FeelValue.Of(values[person])), $"model {model} person {person}: {expected} and {values[person]}");
            }

            for (var (household, first) = (0, 0); household < sizes.Length; first += sizes[household++])
            {
                Assert.Equal(values.Skip(first).Take(sizes[household]).Sum(), households[household]);
            }

            Assert.Equal(values.Sum(value => (long)value), total);
        }
    }

    [Theory]
    [InlineData("coefficient - 1000", "between 0")]
    [InlineData("coefficient * 0.5", "not a whole number")]
    [InlineData("if age = 7 then coefficient / (age - 7) else coefficient", "errs at 7")]
    [InlineData("if age = 5 then 1 else if age = 6 then 1000 else coefficient", "between 0")]
    public void What_may_err_or_does_not_fit_is_refused_with_the_reason(string logic, string reason)
    {
        var refused = Assert.Throws<KernelRefusedException>(() => Compile(Model(Rule("-", "-", "-", "1"), logic)));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_missing_is_named()
    {
        var set = Model(Rule("-", "-", "-", "1"));
        var refused = Assert.Throws<KernelRefusedException>(() => DecisionKernel.Compile(set, set.Decision("k.dmn", "amount")!, new NumberColumn("age", Origin, 0, Oldest), []));
        Assert.Contains("'poor'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_have_numbers_of_their_own_from_zero_whoever_asks()
    {
        var codes = new PairCodes();
        var (one, other) = (new PairCodes.Reader(codes), new PairCodes.Reader(codes));
        var seen = new Dictionary<(int, int), int>();
        var random = new Random(7);
        for (var step = 0; step < 20_000; step++)
        {
            var pair = (random.Next(-60, 60), random.Next(-60, 60));
            var code = (step % 2 == 0 ? one : other).CodeOf(pair.Item1, pair.Item2);
            Assert.Equal(seen.TryGetValue(pair, out var known) ? known : seen[pair] = seen.Count, code);
        }

        Assert.Equal(seen.Count, codes.Count);
    }
}
