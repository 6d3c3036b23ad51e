using AnSinh.Law.Tests.Pack;
using Xunit;

namespace AnSinh.Law.Tests.Mutation;

public class MutationRunTests
{
    private static readonly MutationRun Run = new(InstalledPack.Pack, [.. InstalledPack.CaseFiles.Where(file => file.EndsWith("clause-8.yaml", StringComparison.Ordinal)).SelectMany(InstalledPack.Reader.ReadFile)]);

    [Fact]
    public void Every_change_of_a_guarded_model_breaks_a_case()
    {
        var mutants = Run.Mutants.Where(mutant => mutant.File.EndsWith("clause-8.dmn", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mutants);
        Assert.Empty(Run.Run(mutants, 1, _ => { }).Where(fate => !fate.Killed).Select(fate => fate.Mutant.Id));
    }

    [Fact]
    public void A_change_that_no_case_looks_at_survives()
    {
        var mutant = Run.Mutants.First(mutant => mutant.File.EndsWith("clause-4.dmn", StringComparison.Ordinal) && mutant.Change == "row removed");
        Assert.False(Assert.Single(Run.Run([mutant], 1, _ => { })).Killed);
    }

    [Theory]
    [InlineData("parameters/assistance.yaml", "tgxh.muc_chuan", true)]
    [InlineData("parameters/assistance.yaml", "tgxh.tam_dung.thoi_huong", true)]
    [InlineData("parameters/assistance.yaml", "tgxh.chi_tra.ngay_chot", false)]
    [InlineData("parameters/horizon.yaml", "horizon.age_16", false)]
    [InlineData("instruments.yaml", "76/2024/NĐ-CP", true)]
    [InlineData("instruments.yaml", "136/2013/NĐ-CP", false)]
    public void Only_what_a_determination_can_rest_on_is_changed(string file, string owner, bool changed) =>
        Assert.Equal(changed, Run.Mutants.Any(mutant => mutant.File == file && mutant.Place.StartsWith(owner + ":", StringComparison.Ordinal)));

    [Theory]
    [InlineData("77/2024/NĐ-CP", "applies_from 2024-07-01 -> 2024-06-01", "applies_from 2024-07-01 -> 2024-08-01")]
    [InlineData("335/2026/NĐ-CP", "applies_from 2026-07-01 -> 2026-06-01", "applies_from 2026-07-01 -> 2026-08-01")]
    [InlineData("351/2025/NĐ-CP")]
    [InlineData("131/2021/NĐ-CP")]
    public void The_day_an_instrument_applies_from_moves_where_a_parameter_takes_its_first_month_from_it(string number, params string[] changes) =>
        Assert.Equal(changes, Run.Mutants.Where(mutant => mutant.Place.StartsWith(number + ":", StringComparison.Ordinal) && mutant.Change.StartsWith("applies_from", StringComparison.Ordinal)).Select(mutant => mutant.Change));

    [Fact]
    public void Mutants_have_names_of_their_own() => Assert.Equal(Run.Mutants.Count, Run.Mutants.Select(mutant => mutant.Id).Distinct().Count());

    [Fact]
    public void The_list_of_survivors_names_mutants_that_exist_each_with_a_reason()
    {
        var accepted = AcceptedSurvivors.Load(Path.Combine(InstalledPack.Folder, "cases", "survivors.txt"));
        Assert.NotEmpty(accepted);
        Assert.Empty(accepted.Keys.Except(Run.Mutants.Select(mutant => mutant.Id)));
        Assert.DoesNotContain("", accepted.Values);
    }
}
