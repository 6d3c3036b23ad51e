using AnSinh.Law;

namespace AnSinh.Simulation.Commune;

/// <summary>A fact somebody made up about a synthetic person or household; null ends are open. <paramref name="Recorded"/> is the day it reaches the register.</summary>
public sealed record SampleFact(string Code, string? Value, DateOnly? From, DateOnly? To, string Source, string Evidence, DateOnly Recorded);

/// <summary>A decision on a benefit, effective from and to a month; <paramref name="State"/> is granted, suspended, resumed, ended or refused.</summary>
public sealed record SampleAward(
    string Benefit, string DecisionNumber, DateOnly Decided, DateOnly? Applied, DateOnly? Certificate,
    BenefitMonth From, BenefitMonth? To, string State, string Reason, DateOnly Recorded);

/// <summary>The class that a poverty review found by its figures: poor, near_poor, average or none.</summary>
public sealed record SampleAssessment(string Class, DateOnly From, DateOnly Recorded);

/// <summary>A made-up account.</summary>
public sealed record SampleAccount(BankWeight Bank, string Number, DateOnly From, DateOnly Recorded);

/// <summary>A synthetic household of the sample commune.</summary>
public sealed class SampleHousehold
{
    public string Id { get; set; } = "";
    public string Village { get; set; } = "";
    public List<SamplePerson> Members { get; } = [];
    public List<SampleFact> Facts { get; } = [];

    /// <summary>What reviews made of the household, oldest first.</summary>
    public List<SampleAssessment> Assessments { get; } = [];

    /// <summary>Where and when the household went when it left the commune.</summary>
    public (string Commune, DateOnly From, DateOnly Recorded)? MovedTo { get; set; }
}

/// <summary>A synthetic person. <see cref="Born"/> is what the generator knows; <see cref="BornText"/> is what the papers say.</summary>
public sealed class SamplePerson
{
    public required DateOnly Born { get; init; }
    public required Sex Sex { get; init; }
    public required DateOnly Recorded { get; init; }
    public string BornText { get; set; } = "";
    public string Number { get; set; } = "";
    public string FamilyName { get; set; } = "";
    public string FullName { get; set; } = "";
    public EthnicWeight Ethnic { get; set; } = new("01", "Kinh", 0);
    public string Relation { get; set; } = "";
    public DateOnly MemberFrom { get; set; }
    public SampleHousehold Household { get; set; } = new();
    public (DateOnly Day, DateOnly Recorded)? Died { get; set; }
    public SamplePerson? Mother { get; set; }
    public SamplePerson? Father { get; set; }
    public SamplePerson? Spouse { get; set; }

    /// <summary>As the civil records say: never_married, married, spouse_dead or divorced.</summary>
    public string Marital { get; set; } = "never_married";

    /// <summary>Whether the register of people with merit names the person with a category.</summary>
    public bool HasMerit { get; set; }

    public List<SampleFact> Facts { get; } = [];
    public List<SampleAward> Awards { get; } = [];
    public List<SampleAccount> Accounts { get; } = [];

    /// <summary>Completed years on a day.</summary>
    public int AgeOn(DateOnly day) => YearsBetween(Born, day);

    public static int YearsBetween(DateOnly born, DateOnly day) =>
        day.Year - born.Year - ((day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);
}
