using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>A household with assessed figures: its class as recognised by decision, and as the rules give it from the figures; empty where they give none.</summary>
public sealed record AssessedHousehold(HouseholdId Household, string Attested, string Assessed)
{
    public bool Differs => Attested != Assessed;
}

/// <summary>What the rules make of the figures that the register holds of households, beside what was decided.</summary>
public static class AssessedHouseholds
{
    /// <summary>Every household of the commune whose answers to the form of the month are in the register today, by the rules of the month; in order of household.</summary>
    public static IReadOnlyList<AssessedHousehold> Read(ReviewBook book, PlaceCode commune, BenefitMonth month)
    {
        var register = RoundRegister.Read(book, commune, book.Today);
        var questions = book.Law.FormFor(month.First).Parts.SelectMany(part => part.Asks).Select(fact => fact.Code).ToList();
        var heads = register.Dwellings.Where(dwelling => questions.Exists(code => register.Value(dwelling.Household, code).Length > 0)).Select(dwelling => dwelling.Head?.Id).OfType<PersonId>().ToHashSet();
        var households = book.Register.Now().Households(book.ScopeOf(commune), month, new HouseholdFilter { Among = heads }).ToList();
        return book.Law.Pack.Determiners.Select(households, (determiner, household) =>
        {
            var answer = determiner.Statuses(household, month, book.Today).FirstOrDefault(status => status.Status == ReviewLaw.Status && status.Person is null);
            return new AssessedHousehold(household.Id, answer?.Attested ?? "", answer?.Value ?? "");
        });
    }

    /// <summary>Those that the figures put under management though no decision did: to be proposed for the next review.</summary>
    public static IReadOnlyList<HouseholdId> Unrecognised(ReviewBook book, BenefitMonth month, IEnumerable<AssessedHousehold> households)
    {
        var managed = book.Law.FormFor(month.First).Managed;
        return [.. households.Where(household => managed.Contains(household.Assessed) && !managed.Contains(household.Attested)).Select(household => household.Household)];
    }
}
