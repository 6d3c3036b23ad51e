using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Reforms;

/// <summary>Reform files and the law they make.</summary>
public sealed class ReformReaderTests : IDisposable
{
    private const string Head = "reform: thu\nname: { vi: Thử, en: Trial }\npurpose: { vi: Thử, en: Trial }\nin_force: 2026-11-01\napplies_from: 2026-11\n";
    private static readonly BenefitMonth Last = BenefitMonth.Parse("2027-01");
    private static readonly LawPack Pack = InstalledPack.Pack;

    private readonly string _folder = Directory.CreateTempSubdirectory("reforms").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("parameters: [ { id: tgxh.muc_chuan_moi, value: 1 } ]", 6, "there is no parameter 'tgxh.muc_chuan_moi'")]
    [InlineData("parameters: [ { id: tgxh.muc_chuan, value: 1.5 } ]", 6, "expected an integer")]
    [InlineData("parameters: [ { id: tgxh.muc_chuan, value: -1 } ]", 6, "not negative")]
    [InlineData("parameters: [ { id: tgxh.muc_chuan } ]", 6, "'value' is missing")]
    [InlineData("parameters: [ { id: tgxh.muc_chuan, value: 1, place: \"01\" } ]", 6, "national")]
    [InlineData("parameters: [ { id: tgxh.muc_dia_phuong, value: 1 } ]", 6, "'place' is missing")]
    [InlineData("parameters: [ { id: tgxh.muc_chuan, value: 1, from: 2026-10 } ]", 6, "2026-10 is outside 2026-11")]
    [InlineData("parameters: [ { id: tgxh.muc_chuan, value: 1, from: 2027-02 } ]", 6, "2027-02 is outside")]
    [InlineData("parameters: [ { id: tgxh.muc_chuan, value: 1, to: 2026-10 } ]", 6, "before the first")]
    [InlineData("parameters:\n  - { id: tgxh.muc_chuan, value: 1 }\n  - { id: tgxh.muc_chuan, value: 2 }", 8, "listed twice")]
    [InlineData("benefits: [ { id: tgxh.99, switch: off } ]", 6, "there is no benefit 'tgxh.99'")]
    [InlineData("benefits: [ { id: tgxh.7, switch: on } ]", 6, "already exists")]
    [InlineData("benefits: [ { id: tgxh.7, switch: maybe } ]", 6, "expected one of on, off")]
    [InlineData("models: [ { replace: no/such.dmn, by: no.dmn } ]", 6, "there is no models/no/such.dmn")]
    [InlineData("models: [ { replace: assistance/clause-7.dmn, by: no.dmn } ]", 6, "there is no file")]
    [InlineData("colour: red", 6, "key 'colour' is unknown")]
    [InlineData("extends: [ nowhere.yaml ]", 1, "there is no such file")]
    public void A_fault_is_told_with_its_line_and_what_was_expected(string body, int line, string expected)
    {
        var faults = Faults(Head + body + "\n");
        Assert.Contains(faults, fault => fault.Line == line && fault.En.Contains(expected, StringComparison.Ordinal) && fault.Vi.Length > 0 && fault.Column >= 1);
    }

    [Fact]
    public void All_faults_of_all_files_are_told_at_once()
    {
        var first = File("first.yaml", Head + "parameters: [ { id: no.one, value: 1 }, { id: no.two, value: 2 } ]\n");
        var second = File("second.yaml", "reform: KHONG DUNG\nin_force: 2026-02-30\n");
        var faults = Assert.Throws<LawPackException>(() => new ReformReader(Pack, Last).ReadFiles([first, second])).Faults;
        Assert.Equal(2, faults.Count(fault => fault.File == first));
        Assert.True(faults.Count(fault => fault.File == second) >= 5, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("in_force: 2026-11-01", "in_force: 2027-02-01", "is after the last month asked about")]
    [InlineData("applies_from: 2026-11", "applies_from: 2020-01", "2020-01 is outside 2021-07 to 2027-01")]
    [InlineData("applies_from: 2026-11", "applies_from: 2027-02", "2027-02 is outside")]
    [InlineData("purpose: { vi: Thử, en: Trial }\n", "", "'purpose' is missing")]
    public void Dates_and_names_of_the_reform_are_checked(string right, string wrong, string expected) =>
        Assert.Contains(Faults(Head.Replace(right, wrong, StringComparison.Ordinal) + "parameters: [ { id: tgxh.muc_chuan, value: 1 } ]\n"), fault => fault.En.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Reforms_that_extend_each_other_in_a_circle_are_refused()
    {
        var one = File("one.yaml", Head + "extends: [ two.yaml ]\n");
        File("two.yaml", Head.Replace("thu", "hai", StringComparison.Ordinal) + "extends: [ one.yaml ]\n");
        var fault = Assert.Single(Assert.Throws<LawPackException>(() => new ReformReader(Pack, Last).ReadFiles([one])).Faults);
        Assert.Equal("circular: one.yaml -> two.yaml -> one.yaml", fault.En);
        Assert.EndsWith("two.yaml", fault.File, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_says_goes_before_what_it_extends()
    {
        File("base.yaml", Head + "parameters: [ { id: tgxh.muc_chuan, value: 600000 }, { id: htxh.muc, value: 610000 } ]\n");
        var reform = Read(Head.Replace("thu", "hai", StringComparison.Ordinal) + "extends: [ base.yaml ]\nparameters: [ { id: tgxh.muc_chuan, value: 700000 } ]\n");
        Assert.Equal([("htxh.muc", 610000m), ("tgxh.muc_chuan", 700000m)], reform.Parameters.Select(patch => (patch.Parameter, patch.Value)));
    }

    [Theory]
    [InlineData("2026-10", 540000)]
    [InlineData("2026-11", 600000)]
    [InlineData("2026-12", 600000)]
    [InlineData("2027-01", 540000)]
    public void A_value_with_a_last_month_gives_way_to_the_law_afterwards(string month, int value)
    {
        var law = new ReformedLaw(Pack, Read(Head + "parameters: [ { id: tgxh.muc_chuan, value: 600000, to: 2026-12 } ]\n"));
        Assert.Equal(value, Value(law, "tgxh.muc_chuan", month)!.Value);
    }

    [Fact]
    public void A_value_without_a_last_month_supersedes_what_the_law_has_later()
    {
        var law = new ReformedLaw(Pack, Read(Head + "parameters: [ { id: ngheo.thu_nhap.nong_thon, value: 1800000 } ]\n"));
        var value = Value(law, "ngheo.thu_nhap.nong_thon", "2027-01")!;
        Assert.Equal((1800000m, EvidenceGrade.Assumed, "Đề xuất 1/thu"), (value.Value, value.Grade, value.Ref.ToString()));
        Assert.Equal(2200000m, Pack.Parameters.Find("ngheo.thu_nhap.nong_thon")!.At(Last, Last.Last, default)!.Value);
    }

    [Fact]
    public void A_switched_off_benefit_ends_and_an_ended_one_can_begin_again()
    {
        var law = new ReformedLaw(Pack, Read(Head + "benefits: [ { id: tgxh.7, switch: off, from: 2026-12 } ]\n"));
        var (month, benefit) = (BenefitMonth.Parse("2026-12"), new BenefitId("tgxh.7"));
        Assert.True(law.For(month.Previous, Last.Last).Benefits.Find(benefit)!.ExistsIn(month.Previous, Last.Last));
        Assert.False(law.For(month, Last.Last).Benefits.Find(benefit)!.ExistsIn(month, Last.Last));
        var ended = Pack.Benefits.All.First(known => known.Ended is not null && !known.ExistsIn(Last, Last.Last));
        var begun = new ReformedLaw(Pack, Read(Head + $"benefits: [ {{ id: {ended.Id}, switch: on }} ]\n"));
        Assert.True(begun.For(Last, Last.Last).Benefits.Find(ended.Id)!.ExistsIn(Last, Last.Last));
    }

    [Fact]
    public void Before_it_counts_or_is_in_force_the_law_is_the_law()
    {
        var law = new ReformedLaw(Pack, Read(Head + "parameters: [ { id: tgxh.muc_chuan, value: 600000 } ]\n"));
        Assert.Same(Pack, law.For(BenefitMonth.Parse("2026-10"), Last.Last));
        Assert.Same(Pack, law.For(Last, new DateOnly(2026, 10, 31)));
        Assert.NotEqual(Pack.Hash, law.For(Last, Last.Last).Hash);
    }

    [Fact]
    public void A_fault_in_a_replaced_model_names_the_file_beside_the_reform()
    {
        var path = File("broken.dmn", Pack.Files.Text("models/assistance/clause-7.dmn")!.Replace("&lt; 3", "&lt; &lt; 3", StringComparison.Ordinal));
        var law = new ReformedLaw(Pack, Read(Head + "models: [ { replace: assistance/clause-7.dmn, by: broken.dmn } ]\n"));
        Assert.All(Assert.Throws<LawPackException>(() => law.For(Last, Last.Last)).Faults, fault => Assert.Equal(path, fault.File));
    }

    [Fact]
    public void Every_reform_of_the_samples_makes_a_law()
    {
        var files = Directory.GetFiles(Path.Combine(InstalledPack.Root, "samples", "reforms"), "*.yaml");
        Assert.True(files.Length >= 5);
        foreach (var reform in new ReformReader(Pack, Last).ReadFiles(files))
        {
            Assert.NotEqual(Pack.Hash, new ReformedLaw(Pack, reform).For(Last, Last.Last).Hash);
        }
    }

    private Reform Read(string text) => new ReformReader(Pack, Last).ReadFiles([File("reform.yaml", text)]).Single();

    private IReadOnlyList<PackFault> Faults(string text) => Assert.Throws<LawPackException>(() => Read(text)).Faults;

    private static ParameterValue? Value(ReformedLaw law, string parameter, string month) =>
        law.For(BenefitMonth.Parse(month), Last.Last).Parameters.Find(parameter)!.At(BenefitMonth.Parse(month), Last.Last, default);

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
