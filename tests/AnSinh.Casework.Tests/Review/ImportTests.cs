using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using AnSinh.Registry;
using Xunit;

namespace AnSinh.Casework.Tests.Review;

public sealed class ImportTests : IDisposable
{
    private readonly ReviewFixture _fixture = new();

    public static TheoryData<string, string[]> Faults => new()
    {
        { "text for a number", ["x1.xlsx!Phiếu!F6: là chữ 'một trăm'"] },
        { "income out of range", ["x1.xlsx!Phiếu!F6: là '5000000000'; cần số nguyên từ 0 đến 1.000.000.000"] },
        { "formula", ["x1.xlsx!Phiếu!G6: có công thức"] },
        { "neither yes nor no", ["x1.xlsx!Phiếu!G6: là 'đôi khi'; cần Có hoặc Không"] },
        { "left empty", ["x1.xlsx!Phiếu!G6: để trống"] },
        { "no income", ["x1.xlsx!Phiếu!F6: để trống; cần ít nhất một trong"] },
        { "merged", ["x1.xlsx!Phiếu!G6:G7: các ô này bị gộp"] },
        { "household missing", ["x1.xlsx!Phiếu: thiếu hộ A1"] },
        { "household of another village", ["x1.xlsx!Phiếu!B6: là 'B1'; cần hộ của Xóm 1; hộ này thuộc Xóm 2", "thiếu hộ A1"] },
        { "household nobody knows", ["x1.xlsx!Phiếu!B6: là 'A9'", "thiếu hộ A1"] },
        { "household twice", ["x1.xlsx!Phiếu!B7: hộ A1 đã có ở dòng 6", "thiếu hộ A2"] },
        { "rows shuffled", ["x1.xlsx!Phiếu!C6: là 'Đinh Văn Ba'; cần 'Bùi Văn Một'"] },
        { "heading gone", ["x1.xlsx!Phiếu!F5: thiếu cột 'Thu nhập bình quân đầu người hằng tháng'"] },
        { "no assessor", ["x1.xlsx!Phiếu!C2: để trống"] },
        { "day to come", ["x1.xlsx!Phiếu!C3: là '46357'; cần một ngày từ 03/09/2026 đến hôm nay 20/09/2026"] },
        { "another round", ["x1.xlsx!An Sinh!B2: là '2025-05206'; cần '2026-05206'"] },
        { "another version", ["x1.xlsx!An Sinh!B1: là 'ansinh-review/9'", "x1.xlsx!An Sinh!B3: là 'poverty_review/0'"] },
        { "several at once", ["x1.xlsx!Phiếu!F6: là chữ 'một trăm'", "x1.xlsx!Phiếu!G7: để trống", "x1.xlsx!Phiếu!G8: có công thức"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_fault_is_said_with_its_cell_and_nothing_is_taken(string what, string[] says)
    {
        var round = _fixture.OpenYearly();
        var result = Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet => Spoil(sheet, what))));
        Assert.Equal(says.Length, result.Faults.Count);
        foreach (var (expected, fault) in says.Zip(result.Faults))
        {
            Assert.Contains(expected, fault.Text(vietnamese: true), StringComparison.Ordinal);
        }

        Assert.Equal((0, CaseState.Listed), (result.Taken, _fixture.Case(round, "A2").State));
    }

    [Fact]
    public void A_village_goes_in_as_facts_and_proposals_and_again_changes_nothing()
    {
        var round = _fixture.Assessed();
        Assert.Equal(["poor", "near_poor", "none"], new[] { "A1", "A2", "A3" }.Select(household => _fixture.Case(round, household).Proposal!.Status));
        Assert.NotEmpty(_fixture.Case(round, "A1").Proposal!.Because);
        var facts = _fixture.Book.Register.Now().Facts(AreaScope.All, new HouseholdId("A1")).Where(fact => fact.Fact.Source == "poverty_review").ToList();
        Assert.Equal(("1500000", "loan", "2027-01-01/"), (facts.Single(fact => fact.Fact.Code == "income_per_person").Fact.Value, facts[0].RecordedBy, facts[0].Fact.Valid.ToString()));

        var number = _fixture.Database.Current();
        var again = Assert.Single(_fixture.Import(round, Path.Combine(_fixture.Folder, "x1.xlsx")));
        Assert.Equal((true, 0, 3), (again.Accepted, again.Taken, again.Unchanged));
        Assert.Equal(number, _fixture.Database.Current());
    }

    [Fact]
    public void A_file_is_mended_in_the_file_written_beside_it()
    {
        var round = _fixture.OpenYearly();
        var bad = Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet => sheet.Text(sheet.At("A2", FilledSheet.IncomeHeading), "chín mươi"))));
        Assert.Equal(Path.Combine(_fixture.Folder, "x1.loi.xlsx"), bad.MendFile);
        Assert.Equal("chín mươi", Casework.Xlsx.XlsxReader.Read(File.ReadAllBytes(bad.MendFile!))[0].Text(7, 6));

        Assert.False(Assert.Single(_fixture.Import(round, bad.MendFile!)).Accepted);
        File.WriteAllBytes(bad.MendFile!, FilledSheet.Fill(File.ReadAllBytes(bad.MendFile!), "Nguyễn Thị Rà", new DateOnly(2026, 9, 15), sheet => sheet.Income("A2", 900_000, lacks: 4)));
        Assert.Equal(3, Assert.Single(_fixture.Import(round, bad.MendFile!)).Taken);
        Assert.Equal("poor", _fixture.Case(round, "A2").Proposal!.Status);
    }

    [Fact]
    public void A_bad_file_does_not_hold_up_a_good_one()
    {
        var round = _fixture.OpenYearly();
        var results = _fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet => Spoil(sheet, "formula")), _fixture.Filled(round, "Xóm 2", "x2.xlsx"));
        Assert.Equal([(false, 0), (true, 1)], results.Select(file => (file.Accepted, file.Taken)));
    }

    [Theory]
    [InlineData("Ghi chú", "Thiếu hụt việc làm", "x1.xlsx!Phiếu!G5", "'Ghi chú' nằm ở G, mẫu để ở T")] // far to the left: twelve others made room
    [InlineData("Thu nhập bình quân đầu người hằng tháng", "Ghi chú", "x1.xlsx!Phiếu!S5", "'Thu nhập bình quân đầu người hằng tháng' nằm ở S, mẫu để ở F")]
    public void A_column_that_moved_is_named_and_read_by_its_heading(string heading, string before, string where, string says)
    {
        var round = _fixture.OpenYearly();
        var result = Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet => sheet.Income("A1", 1_500_000, lacks: 4).MoveColumn(heading, before))));
        var note = Assert.Single(result.Notes);
        Assert.Equal(where, note.Where);
        Assert.Contains(says, note.Vi, StringComparison.Ordinal);
        Assert.Equal((true, 3, "1500000"), (result.Accepted, result.Taken, _fixture.Case(round, "A1").Assessment!.Answers["income_per_person"]));
        Assert.Equal("poor", _fixture.Case(round, "A1").Proposal!.Status);
    }

    [Fact]
    public void Every_column_that_moved_is_named()
    {
        var round = _fixture.OpenYearly();
        var result = Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet =>
        {
            sheet.MoveColumn("Ghi chú", "Mã hộ");
            sheet.MoveColumn("Số người", "Không rà soát được (lý do)");
        })));
        Assert.Equal(["x1.xlsx!Phiếu!S5", "x1.xlsx!Phiếu!B5"], result.Notes.Select(note => note.Where));
    }

    [Fact]
    public void Two_assessors_who_differ_are_both_shown_and_neither_is_taken()
    {
        var round = _fixture.OpenYearly();
        var results = _fixture.Import(
            round, _fixture.Filled(round, "Xóm 1", "a.xlsx", sheet => sheet.Income("A1", 1_000_000, lacks: 3)), _fixture.Filled(round, "Xóm 1", "b.xlsx", sheet => sheet.Income("A1", 1_100_000, lacks: 3), assessor: "Lò Văn Soát"));
        Assert.All(results, file => Assert.Contains("'1000000'", Assert.Single(file.Faults).Vi, StringComparison.Ordinal));
        Assert.All(results, file => Assert.Contains("'1100000'", Assert.Single(file.Faults).Vi, StringComparison.Ordinal));
        Assert.Equal(CaseState.Listed, _fixture.Case(round, "A2").State);
    }

    [Fact]
    public void Another_assessor_cannot_overwrite_what_was_taken_and_the_same_one_must_say_that_it_is_a_correction()
    {
        var round = _fixture.Assessed();
        var other = _fixture.Filled(round, "Xóm 1", "b.xlsx", sheet => sheet.Income("A1", 1_600_000, lacks: 4).Income("A2", 2_000_000, lacks: 1).Income("A3", 2_500_000, lacks: 3), assessor: "Lò Văn Soát");
        Assert.Contains("đã nhập '1500000' (Nguyễn Thị Rà", Assert.Single(_fixture.Import(round, other)[0].Faults).Vi, StringComparison.Ordinal);
        var same = _fixture.Filled(round, "Xóm 1", "c.xlsx", sheet => sheet.Income("A1", 1_600_000, lacks: 4).Income("A2", 2_000_000, lacks: 1).Income("A3", 2_500_000, lacks: 3));
        Assert.Contains("--correct", Assert.Single(_fixture.Import(round, same)[0].Faults).Vi, StringComparison.Ordinal);
        Assert.Equal((1, 2), ImportAssessments.Execute(_fixture.Book, round, [same], correct: true, "loan") is [{ Accepted: true } file] ? (file.Taken, file.Unchanged) : default);
        Assert.Equal("1600000", _fixture.Case(round, "A1").Assessment!.Answers["income_per_person"]);
    }

    [Fact]
    public void A_household_that_could_not_be_assessed_needs_only_the_reason()
    {
        var round = _fixture.OpenYearly();
        var result = Assert.Single(_fixture.Import(round, _fixture.Filled(round, "Xóm 1", "x1.xlsx", sheet =>
        {
            sheet.Clear(sheet.At("A1", FilledSheet.IncomeHeading));
            sheet.Text(sheet.At("A1", "Không rà soát được (lý do)"), "đi vắng dài ngày");
        })));
        Assert.Equal((true, CaseState.Unable), (result.Accepted, _fixture.Case(round, "A1").State));
    }

    public void Dispose() => _fixture.Dispose();

    private static void Spoil(FilledSheet sheet, string what)
    {
        string Income(string household) => sheet.At(household, FilledSheet.IncomeHeading);
        string Work(string household) => sheet.At(household, "Thiếu hụt việc làm");
        Action spoil = what switch
        {
            "text for a number" => () => sheet.Text(Income("A1"), "một trăm"),
            "income out of range" => () => sheet.Number(Income("A1"), 5_000_000_000),
            "formula" => () => sheet.Formula(Work("A1"), "IF(1=1,\"Có\",\"Không\")", "Có"),
            "neither yes nor no" => () => sheet.Text(Work("A1"), "đôi khi"),
            "left empty" => () => sheet.Clear(Work("A1")),
            "no income" => () => sheet.Clear(Income("A1")),
            "merged" => () => sheet.Merge("G6:G7"),
            "household missing" => () => sheet.RemoveRow("A1"),
            "household of another village" => () => sheet.Text("B6", "B1"),
            "household nobody knows" => () => sheet.Text("B6", "A9"),
            "household twice" => () => sheet.Text("B7", "A1"),
            "rows shuffled" => () => sheet.Text("C6", "Đinh Văn Ba"),
            "heading gone" => () => sheet.Text("F5", "Thu gì đó"),
            "no assessor" => () => sheet.Clear("C2"),
            "day to come" => () => sheet.Number("C3", new DateOnly(2026, 12, 1).DayNumber - new DateOnly(1899, 12, 30).DayNumber),
            "another round" => () => sheet.Identity("B2", "2025-05206"),
            "another version" => () =>
            {
                sheet.Identity("B1", "ansinh-review/9");
                sheet.Identity("B3", "poverty_review/0");
            },
            _ => () =>
            {
                sheet.Text(Income("A1"), "một trăm");
                sheet.Clear(Work("A2"));
                sheet.Formula(Work("A3"), "1+1", "2");
            },
        };
        spoil();
    }
}
