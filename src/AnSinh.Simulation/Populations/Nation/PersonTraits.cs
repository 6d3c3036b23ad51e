using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

internal enum ParentStatus : byte
{
    Living,
    Dead,
    Missing,
    Custody,
}

internal enum CareKind : byte
{
    None,
    OwnHousehold,
    TakenIn,
}

internal enum SupportStatus : byte
{
    NotAsked,
    None,
    ReceivesAllowance,
    Able,
}

/// <summary>Everything a drawn person's profile says, as one number: people alike in it share a profile.</summary>
internal record struct PersonTraits
{
    /// <summary>Pensions come in steps of so many VND a month.</summary>
    public const int PensionStep = 100_000;

    /// <summary>An orphan who studies on keeps the allowance that began in childhood.</summary>
    private static readonly CaseAward OrphanAllowance = new(new BenefitId("tgxh.2"), new BenefitMonth(2025, 9));

    public Sex Sex;
    public Marital Marital;
    public bool Studying;
    public bool Worker;
    public bool StableIncome;

    /// <summary>0 none, 1 mild, 2 severe, 3 extremely severe.</summary>
    public byte Disability;
    public bool Hiv;
    public ParentStatus Father;
    public ParentStatus Mother;
    public bool Abandoned;
    public CareKind Care;
    public SupportStatus Support;

    /// <summary>Pension in steps.</summary>
    public byte Pension;
    public bool OtherAllowance;

    /// <summary>Number of the merit variant; 0 none.</summary>
    public byte Merit;
    public bool ServedAtHome;
    public bool LivesAlone;
    public bool Worships;
    public bool Pregnant;
    public bool KeepsOrphanAllowance;

    public readonly ulong Key => (ulong)Sex | ((ulong)Marital << 1) | Bit(Studying, 4) | Bit(Worker, 5) | Bit(StableIncome, 6) | ((ulong)Disability << 7) | Bit(Hiv, 9)
        | ((ulong)Father << 10) | ((ulong)Mother << 12) | Bit(Abandoned, 14) | ((ulong)Care << 15) | ((ulong)Support << 17) | ((ulong)Pension << 19) | Bit(OtherAllowance, 27)
        | ((ulong)Merit << 28) | Bit(ServedAtHome, 36) | Bit(LivesAlone, 37) | Bit(Worships, 38) | Bit(Pregnant, 39) | Bit(KeepsOrphanAllowance, 40);

    /// <summary>The profile with facts as facts.yaml has them. What silence says (no disability, parents living, citizen ...) is left to the coverage of the household.</summary>
    public readonly PersonProfile ToProfile(IReadOnlyList<MeritVariant> merits)
    {
        var facts = new List<CaseFact>
        {
            new("marital_status", Marital switch { Marital.Married => "married", Marital.Divorced => "divorced", Marital.SpouseDead => "spouse_dead", _ => "never_married" }),
            new("stable_income", StableIncome ? "true" : "false"),
            new("worker", Worker ? "true" : "false"),
        };
        Flag(facts, "studying", Studying);
        Flag(facts, "hiv", Hiv);
        Flag(facts, "abandoned", Abandoned);
        Flag(facts, "other_monthly_allowance", OtherAllowance);
        Flag(facts, "pregnant", Pregnant);
        Flag(facts, "served_at_home", ServedAtHome);
        Flag(facts, "lives_alone", LivesAlone);
        Code(facts, "disability_level", Disability switch { 3 => "extremely_severe", 2 => "severe", 1 => "mild", _ => null });
        Code(facts, "father_status", NameOf(Father));
        Code(facts, "mother_status", NameOf(Mother));
        Code(facts, "carer_kind", Care switch { CareKind.OwnHousehold => "own_household", CareKind.TakenIn => "taken_in", _ => null });
        Code(facts, "supporter_status", Support switch { SupportStatus.Able => "able", SupportStatus.ReceivesAllowance => "receives_allowance", SupportStatus.None => "none", _ => null });
        Code(facts, "pension_amount", Pension > 0 ? (Pension * PensionStep).ToString(CultureInfo.InvariantCulture) : null);
        Code(facts, "worships_martyrs", Worships ? "1" : null);
        if (Merit > 0)
        {
            Flag(facts, "merit_allowance", true);
            facts.AddRange(merits[Merit - 1].Facts);
        }

        facts.Sort((one, other) => string.CompareOrdinal(one.Code, other.Code));
        return new PersonProfile { Sex = Sex, Facts = facts, Awards = KeepsOrphanAllowance ? [OrphanAllowance] : [] };
    }

    private static ulong Bit(bool set, int place) => set ? 1UL << place : 0;

    private static string? NameOf(ParentStatus status) => status switch { ParentStatus.Dead => "dead", ParentStatus.Missing => "missing", ParentStatus.Custody => "custody", _ => null };

    private static void Flag(List<CaseFact> facts, string code, bool set) => Code(facts, code, set ? "true" : null);

    private static void Code(List<CaseFact> facts, string code, string? value)
    {
        if (value is not null)
        {
            facts.Add(new CaseFact(code, value));
        }
    }
}
