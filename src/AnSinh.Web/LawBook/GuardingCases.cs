using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Web.LawBook;

/// <summary>A month of a worked case that says what a benefit must come to.</summary>
/// <param name="Amount">What is owed; null where the case says that nothing is.</param>
/// <param name="Calculation">The arithmetic, where the case says it.</param>
/// <param name="Because">What must be cited.</param>
public sealed record GuardingCase(WorkedCase Case, BenefitMonth Month, Vnd? Amount, string? Calculation, IReadOnlyList<LegalRef> Because);

/// <summary>The worked cases of the pack by the benefit they guard, read when first asked for.</summary>
public sealed class GuardingCases(SiteOptions options)
{
    private readonly Lazy<ILookup<BenefitId, GuardingCase>> _byBenefit = new(() => Read(options));

    public IEnumerable<GuardingCase> Of(BenefitId benefit) => _byBenefit.Value[benefit];

    private static ILookup<BenefitId, GuardingCase> Read(SiteOptions options)
    {
        var pack = options.Pack;
        IReadOnlyList<WorkedCase> cases = options.LawFolder is { } folder
            ? new CaseReader(pack.Facts, pack.Benefits, commune => PlaceDirectory.VietNam.Find(commune)?.Province).ReadFolder(folder)
            : [];
        var guarding = from worked in cases from check in worked.Checks from person in check.People from guarded in Guarded(worked, check, person) select guarded;
        return guarding.ToLookup(guarded => guarded.Benefit, guarded => guarded.Case);
    }

    private static IEnumerable<(BenefitId Benefit, GuardingCase Case)> Guarded(WorkedCase worked, CaseCheck check, ExpectedPerson person) =>
        person.Entitled.Select(owed => (owed.Benefit, new GuardingCase(worked, check.Month, owed.Amount, owed.Calculation, owed.Because)))
            .Concat(person.Refused.Select(refused => (refused.Benefit, new GuardingCase(worked, check.Month, null, null, refused.Because))));
}
