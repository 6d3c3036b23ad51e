namespace AnSinh.Law;

/// <summary>
/// What one đồng more costs a household, over all benefits of all its members: the households of <c>lint/*.yaml</c> are classified and decided on both sides of every limit that the
/// classification compares an amount with, each time with the status that the classification gives.
/// </summary>
internal sealed class HouseholdCliffs(LawPack pack, Determiner determiner)
{
    public IEnumerable<LintFinding> Run(IEnumerable<WorkedCase> households) =>
        from worked in households
        from check in worked.Checks
        from status in pack.Benefits.Statuses.Where(status => status.Subject == FactSubject.Household)
        let model = status.ModelFor(check.Month)
        where model is not null
        from fact in pack.Models.Texts.Of(model).Facts.Select(pack.Facts.Find).OfType<FactDefinition>().Where(fact => fact.Subject == FactSubject.Household && fact.Unit?.StartsWith("VND", StringComparison.Ordinal) == true)
        from limit in Limits(model, check).Distinct().Order()
        let cliff = Cliff(worked, check, status, fact, limit)
        where cliff is not null
        select cliff;

    private IEnumerable<long> Limits(ModelDecision model, CaseCheck check) => pack.Models.Texts.Of(model).Parameters.Select(pack.Parameters.Find).OfType<Parameter>()
        .Where(parameter => parameter.Unit.StartsWith("VND", StringComparison.Ordinal)).Select(parameter => parameter.At(check.Month, check.KnownAt, default)).OfType<ParameterValue>().Select(value => (long)value.Value);

    private LintFinding? Cliff(WorkedCase worked, CaseCheck check, StatusDefinition status, FactDefinition fact, long limit)
    {
        var (before, after) = (Owed(worked.Household, check, status, fact, limit), Owed(worked.Household, check, status, fact, limit + 1));
        var lost = before.Owed.Sum(owed => owed.Amount) - after.Owed.Sum(owed => owed.Amount);
        if (before.Status is null || after.Status is null || before.Status == after.Status)
        {
            return null;
        }

        var benefits = before.Owed.Where(owed => !after.Owed.Contains(owed)).Select(owed => pack.Benefits.Find(owed.Benefit)!.Name).ToList();
        var statuses = pack.Facts.Find(status.Fact)!;
        var line = new Vnd(limit).ToString();
        return new LintFinding("household-cliff", $"{worked.File}:{worked.Line}",
            $"{worked.Title.Vi}: {fact.Label.Vi} {line} thêm 1 đồng, từ {statuses.Say(before.Status, true)} thành {statuses.Say(after.Status, true)}: mất {new Vnd(lost)} ₫ một tháng{List(benefits.Select(name => name.Vi))}",
            $"{worked.Title.En}: {fact.Label.En} {line} plus 1 đồng, from {statuses.Say(before.Status, false)} to {statuses.Say(after.Status, false)}: {new Vnd(lost)} ₫ a month lost{List(benefits.Select(name => name.En))}");
    }

    private static string List(IEnumerable<string> names) => string.Join("; ", names) is { Length: > 0 } list ? $" ({list})" : "";

    /// <summary>The class at an amount, and what all members together are owed a month when that class is decided.</summary>
    private (string? Status, IReadOnlyList<(PersonId Person, BenefitId Benefit, long Amount)> Owed) Owed(CaseHousehold household, CaseCheck check, StatusDefinition status, FactDefinition fact, long amount)
    {
        var assessed = With(household, fact.Code, amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var value = determiner.Statuses(assessed, check.Month, check.KnownAt).FirstOrDefault(answer => answer.Status == status.Id)?.Value;
        if (value is null)
        {
            return (null, []);
        }

        var decided = determiner.Determine(With(assessed, status.Fact, value), check.Month, check.KnownAt, DeterminationDetail.Claims);
        return (value, [.. decided.People.SelectMany(person => person.Entitlements.Where(entitlement => entitlement.Per == BenefitPeriod.Month)
            .Select(entitlement => (person.Person, entitlement.Benefit, entitlement.Amount.Amount)))]);
    }

    private static CaseHousehold With(CaseHousehold household, string code, string value) =>
        household with { Facts = [.. household.Facts.Where(fact => fact.Code != code), new CaseFact(code, value)] };
}
