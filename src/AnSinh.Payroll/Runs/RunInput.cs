using System.Text.Json.Serialization;
using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Payroll.Payees;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>From this month on the person is computed again; <paramref name="Code"/> as in <see cref="PayLine.Reason"/>.</summary>
public sealed record RecomputeCause(string Code, BenefitMonth From);

/// <summary>The first month for which an area answers, by benefit.</summary>
public sealed record Takeover(BenefitMonth Default, IReadOnlyDictionary<BenefitId, BenefitMonth> ByBenefit)
{
    public BenefitMonth Of(BenefitId benefit) => ByBenefit.TryGetValue(benefit, out var month) ? month : Default;
    public BenefitMonth Earliest => ByBenefit.Values.Append(Default).Min();
}

/// <summary>What is still owed of a receivable and may be taken back.</summary>
public sealed record OpenReceivable(string Id, FundAmounts Open);

/// <summary>What stands in the books for a person's benefit month.</summary>
public sealed record BookedMonth
{
    public required PersonId Person { get; init; }
    public required BenefitId Benefit { get; init; }
    public required string Family { get; init; }
    public required BenefitMonth Month { get; init; }

    /// <summary>Lines, less receivables, moved by reclassifications, with what was paid before the takeover.</summary>
    public required FundAmounts Amount { get; init; }

    /// <summary>Lines so far by award, for the sequence of the next.</summary>
    public required IReadOnlyDictionary<AwardId, int> Lines { get; init; }
    public bool HasRegularLine { get; init; }

    /// <summary>The area, award and payee of the last line; null where only others paid.</summary>
    public PlaceCode? Area { get; init; }
    public AwardId? Award { get; init; }
    public string Payee { get; init; } = "";
    public IReadOnlyList<OpenReceivable> Receivables { get; init; } = [];

    /// <summary>Another area has claimed of this month under a later state of the register: whoever knows less leaves the month alone.</summary>
    public bool ClaimedByOneWhoKnowsMore { get; init; }

    /// <summary>Paid history was imported for this month, so that it may be computed again although it lies before the takeover.</summary>
    public bool Imported { get; init; }
}

/// <summary>A payment that came back and was not sent again, with the benefit months it was for.</summary>
public sealed record ReturnedPayment(string Payment, string Payee, Vnd Amount, IReadOnlyList<ReturnedItem> Items);

public sealed record ReturnedItem(string Line, AwardId Award, PersonId Person, BenefitId Benefit, BenefitMonth Month, FundAmounts Parts);

/// <summary>All that a run is computed from. With the law pack it determines the content; an export holds exactly this.</summary>
public sealed record RunInput
{
    private AwardLookup? _byPerson;

    /// <summary>Only these people's months are settled, of whom everything is there, households whole; null settles everybody with an award or in the books.</summary>
    [JsonIgnore]
    public IReadOnlySet<PersonId>? Only { get; init; }

    public required string RunId { get; init; }
    public required PlaceCode Area { get; init; }
    public required BenefitMonth Month { get; init; }
    public required DateOnly CutOff { get; init; }
    public required string LawPack { get; init; }

    /// <summary><see cref="PayrollRun.Form"/>; exports of before there was another say nothing.</summary>
    public int Form { get; init; } = 1;
    public required Takeover Takeover { get; init; }

    /// <summary>All stretches of the awards of everybody the run looks at, wherever decided.</summary>
    public required IReadOnlyList<AwardStretch> Awards { get; init; }

    /// <summary>Who is computed again for earlier months, and why. Everybody with an award is computed for the run's month.</summary>
    public required IReadOnlyDictionary<PersonId, IReadOnlyList<RecomputeCause>> Recompute { get; init; }

    /// <summary>The households of these people by month, whole.</summary>
    public required IReadOnlyDictionary<BenefitMonth, IReadOnlyList<CaseHousehold>> Households { get; init; }
    public required IReadOnlyList<BookedMonth> Books { get; init; }
    public required IReadOnlyList<ReturnedPayment> Returned { get; init; }

    /// <summary>What the area's run before paid as regular lines, and what other areas paid the same people for that month.</summary>
    public required IReadOnlyList<PreviousLine> Previous { get; init; }

    /// <summary>Who receives in somebody's stead on the first day of the run's month, as known at the registry number.</summary>
    public required IReadOnlyList<PayeeMandate> Mandates { get; init; }

    /// <summary>The awards by person; made once for all parts of a run.</summary>
    internal ILookup<PersonId, AwardStretch> AwardsByPerson() => _byPerson is { } known && ReferenceEquals(known.Of, Awards) ? known.Lookup : (_byPerson = new(Awards, Awards.ToLookup(award => award.Person))).Lookup;

    /// <summary>Whether a place lies in the run's area.</summary>
    public bool Covers(AwardStretch award) => Area == award.Place || Area == award.Province;

    private sealed record AwardLookup(IReadOnlyList<AwardStretch> Of, ILookup<PersonId, AwardStretch> Lookup);
}
