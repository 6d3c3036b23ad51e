using AnSinh.Casework.Review.Report;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Casework.Tests.Review;

/// <summary>A village of 120 households, all made up: from its list to forms, filled in, and back in one go.</summary>
public sealed class VillageOf120Tests : IDisposable
{
    private const int Households = 120;
    private const string Village = "Xóm Đông";
    private static readonly BenefitMonth January = new(2027, 1);

    private readonly ReviewFixture _fixture = new();
    private readonly ReviewRound _round;

    public VillageOf120Tests()
    {
        using (var commit = _fixture.Book.Register.Begin("nhập", "test"))
        {
            for (var number = 1; number <= Households; number++)
            {
                var household = Id(number);
                commit.RegisterHousehold(household, ReviewFixture.Commune, new DateOnly(2021, 7, 1), Village);
                var person = commit.RegisterPerson(
                    ProvisionalNumber.OfSerial(1000 + number), new PersonDetails(FormattableString.Invariant($"Người Mẫu {number}"), BirthDate.Parse("1975-05-05"), number % 2 == 0 ? Sex.Female : Sex.Male, "Mường"));
                commit.SetMembership(person, new Membership(household, "head", new DateRange(new DateOnly(2021, 7, 1), null)));
                commit.RecordFact(household, new FactEntry("poverty_status", number % 3 == 0 ? "near_poor" : "poor", new DateRange(new DateOnly(2026, 1, 1), null), "poverty_list"));
            }

            commit.Commit();
        }

        _round = _fixture.OpenYearly();
    }

    [Fact]
    public void All_of_them_go_out_in_one_workbook_and_come_back_in_one_import()
    {
        var result = Assert.Single(_fixture.Import(_round, Filled("dong.xlsx")));
        Assert.Equal((true, Households, 0), (result.Accepted, result.Taken, result.Unchanged));
        Assert.Empty(result.Notes);

        var cases = ReviewCases.Read(_fixture.Book, _round).All.Where(one => one.Listed.Village == Village).ToList();
        Assert.Equal(Enumerable.Range(1, Households).Select(number => (Id(number), Expected(number))), cases.Select(one => (one.Listed.Household, one.Proposal!.Status)));
        Assert.All(cases, one => Assert.Equal(CaseState.Classified, one.State));

        var facts = _fixture.Book.Register.Now().HouseholdFacts(AreaScope.All, January.First).Where(fact => fact.Record.Fact.Source == "poverty_review").ToLookup(fact => fact.Household);
        Assert.Equal(Households, facts.Count);
        Assert.All(facts, one => Assert.Equal(15, one.Count())); // urban, income, method and twelve indicators
        Assert.DoesNotContain(_fixture.Book.Register.Now().HouseholdFacts(AreaScope.All, new DateOnly(2026, 12, 31)), fact => fact.Record.Fact.Source == "poverty_review");

        var report = new ReviewReport(_fixture.Book, _round, _fixture.Book.Law.Reports.Single(form => form.Id == "preliminary"));
        var line = report.Tables[0].Lines.Single(line => line.Label == Village);
        Assert.Equal((Households, Enumerable.Range(1, Households).Count(number => Expected(number) == "poor")), (line.Cells[0].Number, line.Cells[6].Number));
    }

    [Fact]
    public void Faults_of_every_kind_in_several_files_are_listed_at_once_by_file_and_cell_and_nothing_is_taken()
    {
        var before = _fixture.Database.Current();
        var first = Filled("mot.xlsx", sheet =>
        {
            sheet.Text(sheet.At("D007", FilledSheet.IncomeHeading), "hai triệu");
            sheet.Merge("G20:H20");
            sheet.Clear(sheet.At("D030", "Thiếu hụt nhà tiêu hợp vệ sinh"));
        });
        var second = Filled("hai.xlsx", assessor: "Lò Văn Soát", edit: sheet =>
        {
            sheet.Income("D100", 9_000_000, Lacking(100));
            sheet.Text("C3", "31/09/2026");
            sheet.MoveColumn("Ghi chú", "Thiếu hụt việc làm");
        });
        var third = _fixture.Filled(_round, "Xóm 1", "ba.xlsx", sheet => sheet.Number("C3", 99_999_999));
        var fourth = Path.Combine(_fixture.Folder, "bon.xlsx");
        File.WriteAllText(fourth, "không phải bảng tính");

        var results = _fixture.Import(_round, first, second, third, fourth);
        (string Where, string Says)[] expected =
        [
            ("mot.xlsx!Phiếu!G20:H20", "bị gộp"), ("mot.xlsx!Phiếu!F12", "là chữ 'hai triệu'"), ("mot.xlsx!Phiếu!P35", "để trống"),
            ("mot.xlsx!Phiếu!F105", "Nguyễn Thị Rà ghi '2800000', Lò Văn Soát ghi '9000000' (hai.xlsx!Phiếu!F105)"),
            ("hai.xlsx!Phiếu!C3", "là '31/09/2026'"), ("hai.xlsx!Phiếu!F105", "Lò Văn Soát ghi '9000000', Nguyễn Thị Rà ghi '2800000' (mot.xlsx!Phiếu!F105)"),
            ("ba.xlsx!Phiếu!C3", "là '99999999'"), ("bon.xlsx", "không phải tệp XLSX"),
        ];
        var faults = results.SelectMany(file => file.Faults).ToList();
        Assert.Equal(expected.Select(one => one.Where), faults.Select(fault => fault.Where));
        Assert.All(expected.Zip(faults), pair => Assert.Contains(pair.First.Says, pair.Second.Vi, StringComparison.Ordinal));
        var moved = Assert.Single(results.SelectMany(file => file.Notes));
        Assert.Equal("hai.xlsx!Phiếu!G5", moved.Where);
        Assert.Contains("'Ghi chú'", moved.Vi, StringComparison.Ordinal);
        Assert.All(results, file => Assert.Equal((false, 0), (file.Accepted, file.Taken)));
        Assert.Equal(before, _fixture.Database.Current());
        Assert.Equal(["ba.loi.xlsx", "hai.loi.xlsx", "mot.loi.xlsx"], Directory.EnumerateFiles(_fixture.Folder, "*.loi.xlsx").Select(Path.GetFileName).Order());
    }

    public void Dispose() => _fixture.Dispose();

    private static HouseholdId Id(int number) => new(FormattableString.Invariant($"D{number:000}"));

    private static long Income(int number) => 800_000 + (number * 20_000L);

    private static int Lacking(int number) => number % 6;

    /// <summary>By the standard of 2027 for a rural commune: 2,200,000 đồng and three of twelve.</summary>
    private static string Expected(int number) => Income(number) > 2_200_000 ? "none" : Lacking(number) >= 3 ? "poor" : "near_poor";

    private string Filled(string name, Action<FilledSheet>? edit = null, string assessor = "Nguyễn Thị Rà") => _fixture.Filled(
        _round, Village, name,
        sheet =>
        {
            for (var number = 1; number <= Households; number++)
            {
                sheet.Income(Id(number).Value, Income(number), Lacking(number));
            }

            edit?.Invoke(sheet);
        },
        assessor);
}
