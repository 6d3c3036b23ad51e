using AnSinh.Feel;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static AnSinh.Dmn.Tests.TestModels;

namespace AnSinh.Dmn.Tests.Analyse;

public class TableAnalysisTests
{
    private const string Types = """
        <itemDefinition name="tSex"><typeRef>string</typeRef><allowedValues><text>"male", "female"</text></allowedValues></itemDefinition>
        <itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..120]</text></allowedValues></itemDefinition>
        <itemDefinition name="tYears"><typeRef>tAge</typeRef><allowedValues><text>floor(?) = ?</text></allowedValues></itemDefinition>
        """;

    [Theory]
    [InlineData("number", "a => r\n< 18 => 1\n>= 18 => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("number", "a => r\n< 18 => 1\n> 18 => 2", Verdict.No, Verdict.Yes)]
    [InlineData("number", "a => r\n<= 18 => 1\n>= 18 => 2", Verdict.Yes, Verdict.No)]
    [InlineData("number", "a => r\n<= 17 => 1\n>= 18 => 2", Verdict.No, Verdict.Yes)]
    [InlineData("tYears", "a => r\n<= 17 => 1\n>= 18 => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("tAge", "a => r\n[0..60) => 1\n[60..120] => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("tAge", "a => r\n[0..60) => 1\n(60..120] => 2", Verdict.No, Verdict.Yes)]
    [InlineData("tSex", "a => r\n\"male\" => 1\n\"female\" => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("tSex", "a => r\n\"male\" => 1", Verdict.No, Verdict.Yes)]
    [InlineData("string", "a => r\n\"male\" => 1\n\"female\" => 2", Verdict.No, Verdict.Yes)]
    [InlineData("string", "a => r\n\"male\" => 1\nnot(\"male\") => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("boolean", "a => r\ntrue => 1\nfalse => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("boolean", "a => r\ntrue => 1\n- => 2", Verdict.Yes, Verdict.No)]
    [InlineData("boolean", "a => r\ntrue => 1\nfalse => 2\nnull => 3", Verdict.Yes, Verdict.Yes)]
    [InlineData("date", "a => r\n< date(\"2025-07-01\") => 1\n>= date(\"2025-07-01\") => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("date", "a => r\n<= date(\"2025-06-30\") => 1\n>= date(\"2025-07-01\") => 2", Verdict.Yes, Verdict.Yes)]
    [InlineData("date", "a => r\n< date(\"2025-06-30\") => 1\n>= date(\"2025-07-01\") => 2", Verdict.No, Verdict.Yes)]
    [InlineData("number", "a => r\nmodulo(?, 2) = 0 => 1\nmodulo(?, 2) = 1 => 2", Verdict.NotDecided, Verdict.NotDecided)]
    [InlineData("number", "a => r\nmodulo(?, 2) = 0 => 1\n- => 2", Verdict.Yes, Verdict.NotDecided)]
    [InlineData("Any", "a => r\n< 1 => 1\n>= 1 => 2", Verdict.NotDecided, Verdict.NotDecided)]
    public void One_column_is_judged_over_its_whole_domain(string type, string table, Verdict complete, Verdict exclusive)
    {
        TableAnalysis analysis = Analyse(Types + Input("a", type) + Decision("d", Table("UNIQUE", table), "a"));
        Assert.Equal((complete, exclusive), (analysis.Complete, analysis.Exclusive));
        Assert.Equal(complete == Verdict.No, analysis.Gaps.Any(g => g.Certain));
        Assert.Equal(exclusive == Verdict.No, analysis.Overlaps.Any(o => o.Certain));
    }

    [Fact]
    public void Rules_behind_others_are_found()
    {
        TableAnalysis analysis = Analyse(Input("a") + Input("b", "boolean") + Decision("d", Table("FIRST", """
            a | b => r
            > 10 | - => 1
            > 20 | true => 2
            < 5 | true => 3
            < 5 | - => 4
            ? > 5 and ? < 3 | - => 5
            - | - => 6
            """), "a b"));
        Assert.Equal([2, 5], analysis.NeverHit);
        Assert.Equal([new Subsumption(2, 1)], analysis.Subsumed);
        Assert.Equal(Verdict.Yes, analysis.Complete);
    }

    [Fact]
    public void A_rule_within_another_is_found_in_any_order_where_the_order_does_not_count()
    {
        TableAnalysis analysis = Analyse(Input("a") + Decision("d", Table("COLLECT", "a => r\n> 10 => 1\n> 20 => 2\n[30..40] => 3\n< 0 => 4"), "a"));
        Assert.Equal([new Subsumption(2, 1), new Subsumption(3, 1)], analysis.Subsumed);
    }

    [Fact]
    public void Columns_that_read_one_fact_make_findings_possible_and_not_certain()
    {
        TableAnalysis analysis = Analyse(Input("a") + Decision("d", Table("UNIQUE", "a | a > 10 => r\n<= 10 | false => 1\n> 10 | true => 2"), "a"));
        Assert.Equal(Verdict.NotDecided, analysis.Complete);
        Assert.NotEmpty(analysis.Gaps);
        Assert.All(analysis.Gaps, g => Assert.False(g.Certain));
        Assert.NotEmpty(analysis.Notes);
    }

    [Fact]
    public void A_table_with_too_many_regions_is_not_decided()
    {
        string columns = string.Join(" | ", Enumerable.Range(0, 24).Select(i => $"i{i}"));
        string rules = string.Join('\n', Enumerable.Range(0, 24).Select(r => string.Join(" | ", Enumerable.Range(0, 24).Select(c => c == r ? "> 0" : c == (r + 7) % 24 ? "< 9" : "-")) + " => 1"));
        TableAnalysis analysis = Analyse(string.Concat(Enumerable.Range(0, 24).Select(i => Input($"i{i}"))) +
            Decision("d", Table("UNIQUE", $"{columns} => r\n{rules}"), string.Join(' ', Enumerable.Range(0, 24).Select(i => $"i{i}"))));
        Assert.True(analysis.Regions <= TableAnalyser.MaxRegions);
        Assert.Equal(Verdict.NotDecided, analysis.Complete == Verdict.Yes ? Verdict.Yes : Verdict.NotDecided);
        Assert.Contains(analysis.Notes, n => n.En.StartsWith("Stopped", StringComparison.Ordinal));
    }

    [Fact]
    public void Verdicts_and_witnesses_agree_with_evaluating_every_input()
    {
        string[] cells = ["-", "< 2", ">= 2", "1", "3", "[1..2]", "not(2)", "(0..3)", "0, 3", "> 0", "<= 0"];
        Gen<string> tables =
            from rows in Gen.Choose(1, 5)
            from lines in (from a in Gen.Elements(cells) from b in Gen.Elements(cells) select $"{a} | {b} => 1").ArrayOf(rows)
            select $"a | b => r\n{string.Join('\n', lines)}";
        Prop.ForAll(tables.ToArbitrary(), t =>
        {
            DmnModelSet set = Load(Define(Types + Input("a") + Input("b") + Decision("d", Table("COLLECT", t), "a b")));
            CompiledDecision decision = set.Models[0].Decision("d")!;
            TableAnalysis analysis = TableAnalyser.Analyse(decision.Table!);
            var session = new EvaluationSession(set, new EvaluationOptions { Trace = true });
            int[] HitsAt(FeelValue a, FeelValue b)
            {
                session.SetInputs(FeelContext.Of(("a", a), ("b", b)));
                session.Evaluate(decision);
                return session.Trace(decision).Table!.Hits.Select(h => h.Index).ToArray();
            }
            FeelValue Of(Witness w, string column) => w.Values.Where(v => v.Column.Label == column).Select(v => v.Value).DefaultIfEmpty(FeelValue.Of(0)).First();
            var seen = new List<int[]>();
            for (int a = -2; a <= 8; a++)
            {
                for (int b = -2; b <= 8; b++)
                {
                    seen.Add(HitsAt(FeelValue.Of(a / 2m), FeelValue.Of(b / 2m)));
                }
            }
            Assert.Equal(seen.TrueForAll(h => h.Length > 0), analysis.Complete == Verdict.Yes);
            Assert.Equal(seen.TrueForAll(h => h.Length <= 1), analysis.Exclusive == Verdict.Yes);
            Assert.All(analysis.Gaps, g => Assert.Empty(HitsAt(Of(g.Witness, "a"), Of(g.Witness, "b"))));
            Assert.All(analysis.Overlaps, o => Assert.Subset(HitsAt(Of(o.Witness, "a"), Of(o.Witness, "b")).ToHashSet(), new HashSet<int> { o.First, o.Second }));
            Assert.Equal(Enumerable.Range(1, decision.Table!.Rules.Count).Except(seen.SelectMany(h => h)), analysis.NeverHit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static TableAnalysis Analyse(string elements)
    {
        DmnModelSet set = Load(Define(elements));
        Assert.Empty(set.Diagnostics);
        return TableAnalyser.Analyse(set.Models[0].Decision("d")!.Table!);
    }
}
