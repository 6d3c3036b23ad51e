using AnSinh.Law;
using AnSinh.Payroll.Arrears;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

public enum LineKind
{
    /// <summary>The run's own month.</summary>
    Regular,

    /// <summary>An earlier month: due as known now, less what stands in the books. Also the rest of a month already paid in part.</summary>
    Arrears,
}

/// <summary>An amount to be paid for one benefit month. <see cref="Due"/> is the whole month as known now, <see cref="Amount"/> what is still to be paid of it.</summary>
public sealed record PayLine
{
    public required string Id { get; init; }
    public required Bucket Bucket { get; init; }
    public required PersonId Person { get; init; }
    public required AwardId Award { get; init; }
    public required BenefitId Benefit { get; init; }
    public required string Family { get; init; }
    public required BenefitMonth Month { get; init; }
    public required LineKind Kind { get; init; }

    /// <summary>1 for the first line of an award and month, then 2, 3, and so on.</summary>
    public required int Sequence { get; init; }
    public required FundAmounts Parts { get; init; }
    public required Vnd Due { get; init; }
    public required string Payee { get; init; }
    public required string PayeeRole { get; init; }
    public required EvidenceGrade Grade { get; init; }

    /// <summary>The arithmetic of <see cref="Due"/>: <c>2,0 x 540.000 = 1.080.000</c>.</summary>
    public required string Calculation { get; init; }

    /// <summary>Citations, separated by <c>; </c>.</summary>
    public required string Refs { get; init; }

    /// <summary>Parameters read, each <c>id=value@grade</c>, separated by blanks.</summary>
    public required string Parameters { get; init; }

    /// <summary>SHA-256 of the canonical explanation of the entitlement.</summary>
    public required string Explanation { get; init; }

    /// <summary>Why an earlier month is paid now: <c>register</c>, <c>takeover</c>, <c>pack</c>, <c>books</c> (another area paid meanwhile), <c>law: CITATION</c>; empty for a regular line.</summary>
    public required string Reason { get; init; }

    /// <summary>Until which month the law answers the same for the household as long as its facts stay as they are; null where nothing is promised. Not part of the canonical content.</summary>
    public BenefitMonth? UnchangedUntil { get; init; }

    public Vnd Amount => Parts.Total;
}

/// <summary>What was paid too much for a benefit month, to be claimed back from who received it.</summary>
public sealed record Receivable
{
    public required string Id { get; init; }
    public required Bucket Bucket { get; init; }
    public required PersonId Person { get; init; }
    public required AwardId Award { get; init; }
    public required BenefitId Benefit { get; init; }
    public required string Family { get; init; }
    public required BenefitMonth Month { get; init; }
    public required FundAmounts Parts { get; init; }

    /// <summary>Who received the money.</summary>
    public required string Debtor { get; init; }
    public required string Reason { get; init; }

    public Vnd Amount => Parts.Total;
}

/// <summary>An amount moved between benefits or funds of one person's month, without a payment.</summary>
public sealed record Reclassification(string Id, Bucket Bucket, PersonId Person, AwardId Award, BenefitMonth Month, string Family, Reclassified Move);

/// <summary>A receivable taken back in part or whole, because the month is due after all.</summary>
public sealed record ReceivableCancelled(string Receivable, FundAmounts Parts);

/// <summary>A receivable recovered from a payment that came back.</summary>
public sealed record ReceivableRecovered(string Receivable, string Payment, FundAmounts Parts);

/// <summary>A payment of an earlier run that came back and is sent again; <paramref name="Recovered"/> of it is kept because it was not due.</summary>
public sealed record CarriedPayment(string Payment, string Payee, Vnd Amount, Vnd Recovered, IReadOnlyList<PaidItem> Items);

/// <summary>What a payment pays of a line.</summary>
public sealed record PaidItem(string Line, FundAmounts Parts);

/// <summary>Why an award in force is not paid for a month.</summary>
public enum UnpaidWhy
{
    /// <summary>The conditions are not met (any more): the award stops by rule, with notice.</summary>
    Refused,

    /// <summary>A fact is not known: somebody must be asked.</summary>
    Missing,

    /// <summary>The law pack cannot answer.</summary>
    Stopped,
    Suspended,

    /// <summary>Another award of the person or household is paid instead.</summary>
    Overlap,
}

public sealed record UnpaidAward(Bucket Bucket, PersonId Person, AwardId Award, BenefitId Benefit, BenefitMonth Month, UnpaidWhy Why, string Detail);

/// <summary>Everything a run says. Lists are ordered, so that the same run is the same bytes.</summary>
public sealed record RunContent
{
    public required IReadOnlyList<PayLine> Lines { get; init; }
    public required IReadOnlyList<Receivable> Receivables { get; init; }
    public required IReadOnlyList<ReceivableCancelled> Cancelled { get; init; }
    public required IReadOnlyList<ReceivableRecovered> Recovered { get; init; }
    public required IReadOnlyList<Reclassification> Reclassifications { get; init; }
    public required IReadOnlyList<CarriedPayment> Carried { get; init; }
    public required IReadOnlyList<UnpaidAward> Unpaid { get; init; }
    public required MonthBridge Bridge { get; init; }

    public Vnd Total => Vnd.Sum(Lines.Select(line => line.Amount));
}
