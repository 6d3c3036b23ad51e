using Xunit;

namespace AnSinh.Law.Tests.Pack;

public class LawPackTests
{
    public static TheoryData<string> CaseFiles => [.. InstalledPack.CaseFiles.Select(file => Path.GetRelativePath(InstalledPack.Folder, file))];

    [Theory]
    [MemberData(nameof(CaseFiles))]
    public void Every_worked_case_comes_out(string file)
    {
        var determiner = new Determiner(InstalledPack.Pack);
        var cases = InstalledPack.Reader.ReadFile(Path.Combine(InstalledPack.Folder, file));
        Assert.NotEmpty(cases);
        Assert.Empty(cases.SelectMany(worked => CaseVerifier.Verify(worked, determiner)).Select(difference => $"{difference.Line} {difference.Month} {difference.Person}: {difference.En}"));
    }

    [Fact]
    public void The_pack_has_no_fault() => Assert.Empty(PackCheck.Run(InstalledPack.Pack));

    [Fact]
    public void No_table_refutes_what_it_declares()
    {
        var proofs = TableProofs.Run(InstalledPack.Pack);
        Assert.NotEmpty(proofs);
        Assert.Empty(proofs.Where(proof => !proof.Holds).Select(proof => $"{proof.Where} {proof.En}"));
    }

    [Fact]
    public void The_same_household_month_known_at_and_pack_give_the_same_bytes()
    {
        var reloaded = LawPack.Load(InstalledPack.Folder);
        Assert.Equal(InstalledPack.Pack.Hash, reloaded.Hash);
        var (first, second) = (new Determiner(InstalledPack.Pack), new Determiner(reloaded));
        foreach (var worked in InstalledPack.CaseFiles.Where(file => file.Contains("/overlap/", StringComparison.Ordinal) || file.Contains("/people/", StringComparison.Ordinal)).SelectMany(InstalledPack.Reader.ReadFile))
        {
            foreach (var check in worked.Checks)
            {
                var shuffled = worked.Household with { People = [.. worked.Household.People.Reverse()] };
                Assert.Equal(
                    DeterminationJson.Write(first.Determine(worked.Household, check.Month, check.KnownAt)),
                    DeterminationJson.Write(second.Determine(shuffled, check.Month, check.KnownAt)));
            }
        }
    }

    [Fact]
    public void Claims_do_not_depend_on_the_detail_asked_for()
    {
        var determiner = new Determiner(InstalledPack.Pack);
        foreach (var worked in InstalledPack.CaseFiles.Where(file => file.Contains("/care/", StringComparison.Ordinal)).SelectMany(InstalledPack.Reader.ReadFile))
        {
            foreach (var check in worked.Checks)
            {
                var full = determiner.Determine(worked.Household, check.Month, check.KnownAt);
                var claims = determiner.Determine(worked.Household, check.Month, check.KnownAt, DeterminationDetail.Claims);
                Assert.Equal(full.People.SelectMany(Amounts), claims.People.SelectMany(Amounts));
            }
        }

        static IEnumerable<(PersonId, BenefitId, Vnd)> Amounts(PersonDetermination person) => person.Entitlements.Select(entitlement => (person.Person, entitlement.Benefit, entitlement.Amount));
    }

    [Fact]
    public void The_parts_of_every_amount_add_up_to_it()
    {
        var determiner = new Determiner(InstalledPack.Pack);
        var entitlements = InstalledPack.CaseFiles.SelectMany(InstalledPack.Reader.ReadFile)
            .SelectMany(worked => worked.Checks.SelectMany(check => determiner.Determine(worked.Household, check.Month, check.KnownAt, DeterminationDetail.Claims).People))
            .SelectMany(person => person.Entitlements).ToList();
        Assert.NotEmpty(entitlements);
        Assert.All(entitlements, entitlement => Assert.Equal(entitlement.Amount, Vnd.Sum(entitlement.Parts.Select(part => part.Amount))));
    }
}
