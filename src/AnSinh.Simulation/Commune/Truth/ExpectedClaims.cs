using AnSinh.Law;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>What a synthetic person is owed in a month by the generator's own count; <paramref name="Amount"/> in VND a month.</summary>
public sealed record ExpectedClaim(string Benefit, long Amount);

/// <summary>
/// The generator's own short account of whom the law serves, written from the text of the decrees and from what the generator knows of the people it made. It shares nothing with
/// the law pack or its engine: where the two differ, one of them is wrong. It covers the situations the sample contains and no more.
/// </summary>
public sealed class ExpectedClaims(ExpectedLaw law)
{
    private readonly ExpectedMerit _merit = new();

    /// <summary>The benefits owed after "only the highest": before any decision, or among those that a decision carries.</summary>
    public IReadOnlyList<ExpectedClaim> Owed(SamplePerson person, BenefitMonth month, DateOnly known, bool carriedOnly = false)
    {
        var claims = All(person, month, known);
        if (carriedOnly)
        {
            claims.RemoveAll(claim => !ExpectedAwards.Carries(person, claim.Benefit, month, known));
        }

        if (claims.Count == 0)
        {
            return claims;
        }

        // Allowances of people with merit stand beside all others.
        // Care and funeral support go to somebody else and are owed beside the allowance; a poor single parent's allowance stands beside clauses 5, 6 and 8 (Điều 6 khoản 2).
        var beside = claims.Where(claim => claim.Benefit.StartsWith("cs.", StringComparison.Ordinal) || claim.Benefit.StartsWith("ncc.", StringComparison.Ordinal) || claim.Benefit.EndsWith(".mai_tang", StringComparison.Ordinal)).ToList();
        var own = claims.Except(beside).ToList();
        var parent = own.Find(claim => claim.Benefit == "tgxh.4");
        if (parent is not null && own.Exists(StandsBesideSingleParent))
        {
            beside.Add(parent);
            own.Remove(parent);
        }

        return own.Count == 0 ? beside : [own.MaxBy(claim => claim.Amount)!, .. beside];
    }

    private static bool StandsBesideSingleParent(ExpectedClaim claim) =>
        claim.Benefit.StartsWith("tgxh.5", StringComparison.Ordinal) || claim.Benefit.StartsWith("tgxh.6", StringComparison.Ordinal) || claim.Benefit == "tgxh.8";

    /// <summary>Whether an answer nobody has yet could still give the person a benefit.</summary>
    public bool MayBeOwed(SamplePerson person, BenefitMonth month, DateOnly known)
    {
        if (!LivesIn(person, month, known))
        {
            return false;
        }

        var old = AgeAtEnd(person, month) >= 60 && Poverty(person, "poor", month, known) && ExpectedFacts.Silent(person.Facts, "supporter_status", month, known);
        var income = ExpectedFacts.Any(person.Facts, "hiv", "true", month, known) && AgeAtStart(person, month) >= 16
            && Poverty(person, "poor", month, known) && ExpectedFacts.Silent(person.Facts, "stable_income", month, known);
        return old || income || BirthdayOpen(person, month, known);
    }

    private List<ExpectedClaim> All(SamplePerson person, BenefitMonth month, DateOnly known)
    {
        var claims = new List<ExpectedClaim>();
        if (!LivesIn(person, month, known))
        {
            return claims;
        }

        void Owe(string benefit, string coefficient, int units = 1) => claims.Add(new(benefit, law.Amount(coefficient, month, known, units)));
        bool Is(string code, string value) => ExpectedFacts.Any(person.Facts, code, value, month, known);
        var (start, end) = (AgeAtStart(person, month), AgeAtEnd(person, month));
        var poor = Poverty(person, "poor", month, known);
        var poorOrNear = poor || Poverty(person, "near_poor", month, known);

        var orphan = Is("mother_status", "dead") && (Is("father_status", "dead") || Is("father_status", "custody"));
        if (orphan && start < 16)
        {
            Owe(Is("father_status", "custody") ? "tgxh.1.dd" : "tgxh.1.b", end < 4 ? "tgxh.1:under4" : "tgxh.1");
            if (Is("carer_kind", "taken_in"))
            {
                Owe(end < 4 ? "cs.1.a" : "cs.1.b.tre", end < 4 ? "cs.1.a" : "cs.1.b.tre");
            }
        }

        if (orphan && end >= 16 && start < 22 && Is("studying", "true") && PaidAsOrphan(person, month.Previous, known))
        {
            Owe("tgxh.2", "tgxh.2");
        }

        if (Is("hiv", "true") && poor)
        {
            if (start < 16)
            {
                Owe("tgxh.3", end < 4 ? "tgxh.3:under4" : "tgxh.3");
            }
            else if (Is("stable_income", "false"))
            {
                Owe("tgxh.8", "tgxh.8");
            }
        }

        var raised = person.Household.Members.Count(child => RaisedBy(child, person) && LivesIn(child, month, known) && ChildForSingleParent(child, month, known));
        if (poorOrNear && raised > 0 && (Is("marital_status", "never_married") || Is("marital_status", "spouse_dead")))
        {
            Owe("tgxh.4", "tgxh.4", raised);
        }

        if (end >= 60 && poor && (Is("supporter_status", "none") || Is("supporter_status", "receives_allowance")))
        {
            Owe("tgxh.5.a", end >= 80 ? "tgxh.5.a:from80" : "tgxh.5.a");
        }

        var insured = ExpectedFacts.DuringMonth(person.Facts, "pension_amount", month, known)[^1] is not null;
        var merit = ExpectedFacts.DuringMonth(person.Facts, "merit_allowance", month, known)[0] == "true";
        var level = Is("disability_level", "extremely_severe") ? "tgxh.6.dbn" : Is("disability_level", "severe") ? "tgxh.6.nang" : null;
        if (level is not null && !insured && !merit)
        {
            // Law on Persons with Disabilities, Điều 51 khoản 1: not beside a pension or a merit allowance.
            Owe(level, end < 16 || end >= 60 ? level + ":child_or_old" : level);
        }

        if (level == "tgxh.6.dbn" && Is("carer_kind", "own_household"))
        {
            Owe("cs.2.c", "cs.2.c");
        }

        var infants = person.Household.Members.Count(child => RaisedBy(child, person) && LivesIn(child, month, known) && AgeAtStart(child, month) < 3);
        if (level is not null && infants > 0)
        {
            Owe(infants == 1 ? "cs.2.a.15" : "cs.2.a.20", infants == 1 ? "cs.2.a.15" : "cs.2.a.20");
        }

        if (start < 3 && poorOrNear && !orphan && level is null && !Is("hiv", "true"))
        {
            Owe("tgxh.7", "tgxh.7");
        }

        if (!insured && end >= 75 && !BirthdayOpen(person, month, known))
        {
            Owe("htxh.75", "htxh");
        }
        else if (!insured && end >= 70 && start < 75 && poorOrNear)
        {
            Owe("htxh.70_74", "htxh");
        }

        if (person.Died is { } died && died.Recorded <= known && BenefitMonth.Of(died.Day) == month)
        {
            // Once, for whoever buries somebody who was paid the month before.
            var paid = person.Awards.Select(award => award.Benefit).FirstOrDefault(benefit => ExpectedAwards.InForce(person, benefit, month.Previous, known) && (benefit.StartsWith("tgxh.", StringComparison.Ordinal) || benefit.StartsWith("htxh.", StringComparison.Ordinal)));
            if (paid is not null)
            {
                Owe(paid.StartsWith("htxh", StringComparison.Ordinal) ? "htxh.mai_tang" : "tgxh.mai_tang", "mai_tang");
            }
        }

        claims.AddRange(_merit.Owed(person, month, known));
        return claims;
    }

    public static bool LivesIn(SamplePerson person, BenefitMonth month, DateOnly known) =>
        person.Recorded <= known && person.Born <= month.Last
        && (person.Died is not { } died || died.Recorded > known || BenefitMonth.Of(died.Day) >= month)
        && (person.Household.MovedTo is not { } moved || moved.Recorded > known || BenefitMonth.Of(moved.From) >= month);

    public static bool RaisedBy(SamplePerson child, SamplePerson parent) =>
        child.Household == parent.Household && child.Relation == "child" && (child.Mother == parent || (child.Mother is null && child.Father == parent));

    /// <summary>Papers with a year alone leave open in which month of that year the person turns 75.</summary>
    private static bool BirthdayOpen(SamplePerson person, BenefitMonth month, DateOnly known) =>
        person.BornText.Length == 4 && month.Year - person.Born.Year == 75
        && ExpectedFacts.DuringMonth(person.Facts, "pension_amount", month, known)[^1] is null;

    private bool PaidAsOrphan(SamplePerson person, BenefitMonth month, DateOnly known) =>
        ExpectedAwards.InForce(person, "tgxh.1.b", month, known) || ExpectedAwards.InForce(person, "tgxh.1.dd", month, known);

    private static bool ChildForSingleParent(SamplePerson child, BenefitMonth month, DateOnly known) =>
        AgeAtStart(child, month) < 16 || (AgeAtStart(child, month) < 22 && ExpectedFacts.Any(child.Facts, "studying", "true", month, known));

    private static bool Poverty(SamplePerson person, string status, BenefitMonth month, DateOnly known) =>
        ExpectedFacts.Any(person.Household.Facts, "poverty_status", status, month, known) && !ExpectedPoverty.Contradicts(person.Household, month, known);

    private static int AgeAtStart(SamplePerson person, BenefitMonth month) => person.AgeOn(month.First);

    private static int AgeAtEnd(SamplePerson person, BenefitMonth month) => person.AgeOn(month.Last);
}
