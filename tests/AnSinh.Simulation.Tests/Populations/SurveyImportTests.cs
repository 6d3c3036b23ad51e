using AnSinh.Law;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Tests.Commune;
using Xunit;

namespace AnSinh.Simulation.Tests.Populations;

public sealed class SurveyImportTests : IDisposable
{
    private static readonly LawPack Pack = LawPack.Load(Path.Combine(SampleFixture.Root(), "law", "vn"));
    private static readonly DateOnly Day = new(2026, 3, 31);

    private readonly string _folder = Directory.CreateTempSubdirectory("ansinh-survey-").FullName;

    private string Output => Path.Combine(_folder, "survey.pop");

    private SurveyResult Import(string text, bool silenceIsNo = false)
    {
        var path = Path.Combine(_folder, "survey.csv");
        File.WriteAllText(path, text);
        return SurveyImport.Run(path, Output, Pack.Facts, Day, silenceIsNo, CancellationToken.None);
    }

    [Fact]
    public void Households_weights_incomes_facts_and_relations_come_through()
    {
        var result = Import("""
            household,weight,place,province,urban,poverty_status,income_per_person,born,age,sex,relation,disability_level,pension_amount
            h1,1432.500001,05206,,false,poor,900000,1984-02-03,,male,head,,
            h1,,,,,,,,40,female,spouse,severe,
            h1,,,,,,,2015-07,,male,child,,
            h2,20,,79,true,,7000000,1946,,female,head,,2500000
            """);
        Assert.Empty(result.Faults);
        using var reader = new PopulationReader(Output);
        var block = new PeopleBlock();
        reader.ReadBlock(0, block);
        Assert.Equal([1_432_500_001L, 20_000_000L], block.Weights.Take(2));
        Assert.Equal([900_000L, 7_000_000L], block.Incomes.Take(2));
        var first = block.Household(reader.Dictionary, 0, 0, 0);
        Assert.Equal(("05206", "25"), (first.Place.Value, first.Province.Value));
        Assert.Contains(first.Facts, fact => fact is { Code: "poverty_status", Value: "poor" });
        Assert.Equal(["001", "000"], first.People.Take(2).Select(person => person.Facts.Single(fact => fact.Code == "spouse").Value));
        Assert.Equal("001", first.People[2].Facts.Single(fact => fact.Code == "raised_by").Value);
        Assert.Equal(["1984-02-03", "1985-09-30", "2015-07"], first.People.Select(person => person.Born.ToString()));
        var second = block.Household(reader.Dictionary, 1, 3, block.LinkCount);
        Assert.Equal("1946", second.People[0].Born.ToString());
        Assert.Equal(["disability_register", "insurance_data", "poverty_list"], second.Coverage.Select(coverage => coverage.Source).Order());
    }

    [Fact]
    public void Silence_means_no_of_all_sources_only_when_the_analyst_says_so()
    {
        const string Survey = "household,weight,province,age,sex,relation\nh,1,01,30,male,head\n";
        Assert.Empty(Import(Survey).CoveredSources);
        Assert.Equal(Pack.Facts.Sources.Count, Import(Survey, silenceIsNo: true).CoveredSources.Count);
    }

    [Fact]
    public void Columns_of_persons_name_members_by_their_number()
    {
        Assert.Empty(Import("""
            household,weight,province,age,sex,relation,raised_by,spouse
            h,1,01,60,female,head,,
            h,,,30,female,child,,
            h,,,4,male,grandchild,2,
            """).Faults);
        using var reader = new PopulationReader(Output);
        var block = new PeopleBlock();
        reader.ReadBlock(0, block);
        Assert.Equal([new MemberLink(2, (byte)reader.Dictionary.LinkFacts.ToList().IndexOf("raised_by"), 1)], block.AllLinks.ToArray());
    }

    [Fact]
    public void Every_fault_is_listed_at_once_with_line_and_column_and_nothing_is_written()
    {
        var result = Import("""
            household,weight,place,province,income_per_person,born,age,sex,relation,disability_level,raised_by
            h1,,05206,,1000,1984-02-30,,male,head,,
            h2,-3,99999,,1000,,30,man,boss,heavy,
            h3,1.1234567,05206,79,1.000,2027-01-01,,male,head,,9
            h4,2,,,,,200,female,spouse,,
            h1,5,05206,,1,,1,male,head,,
            h5,5,05206,,1,,1,male,head,,
            h5,6,05206,,1,,1,male,head,,
            ,5,05206,,1,,1,male,head,,
            """);
        (long, string)[] expected =
        [
            (2, "weight"), (2, "born"),
            (3, "weight"), (3, "place"), (3, "sex"), (3, "relation"), (3, "disability_level"), (3, "relation"),
            (4, "weight"), (4, "province"), (4, "income_per_person"), (4, "born"), (4, "raised_by"),
            (5, "province"), (5, "income_per_person"), (5, "age"), (5, "relation"),
            (6, "household"),
            (8, "weight"), (7, "relation"),
            (9, "household"),
        ];
        Assert.Equal(expected.Order(), result.Faults.Select(fact => (fact.Line, fact.ColumnName)).Order());
        Assert.Equal(expected.Length, result.FaultCount);
        Assert.All(result.Faults, fault => Assert.True(fault.Column > 0));
        Assert.Contains(result.Faults, fault => fault.Text(vietnamese: true) == "survey.csv:2:2 [weight]: thiếu trọng số; cần một số dương");
        Assert.Contains(result.Faults, fault => fault.Text(vietnamese: false).StartsWith("survey.csv:3:2 [weight] «-3»: expected a positive number", StringComparison.Ordinal));
        Assert.Equal(["survey.csv"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("", "trống")]
    [InlineData("household,weight,sex,relation\n", "không có dòng nào")]
    [InlineData("household,sex,relation,born\nh,male,head,1980\n", "thiếu cột: weight")]
    [InlineData("household,weight,sex,relation,colour\nh,1,male,head,red\n", "cột không có trong mẫu")]
    public void What_is_no_survey_is_refused(string text, string why)
    {
        var result = Import(text);
        Assert.Contains(result.Faults, fault => fault.Vietnamese.Contains(why, StringComparison.Ordinal));
        Assert.False(File.Exists(Output));
    }

    [Fact]
    public void A_survey_of_many_households_fills_several_blocks()
    {
        var rows = string.Concat(Enumerable.Range(0, 9_000).Select(number => $"h{number},{1 + (number % 7)},01,{20 + (number % 60)},male,head\n"));
        Assert.Empty(Import("household,weight,province,age,sex,relation\n" + rows).Faults);
        using var reader = new PopulationReader(Output);
        Assert.Equal((3, 9_000L), (reader.Blocks, reader.Households));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
