namespace AnSinh.Law;

/// <summary>A day and month of the calendar year in which a yearly procedure runs.</summary>
public readonly record struct YearDay(int Month, int Day)
{
    public DateOnly In(int year) => new(year, Month, Day);
}

/// <summary>Something a day can be counted from: a step's end, or its beginning.</summary>
public sealed record ProcedureEvent(string Step, bool Begun)
{
    public override string ToString() => Begun ? $"{Step}.begun" : Step;
}

/// <summary>The first day of a step.</summary>
public abstract record StepStart
{
    /// <summary>A day of the year.</summary>
    public sealed record OnYearDay(YearDay Day) : StepStart;

    /// <summary>As soon as something has happened.</summary>
    public sealed record OnEvent(ProcedureEvent Event) : StepStart;

    /// <summary>The next such day of a month on or after an event.</summary>
    public sealed record OnMonthDay(int Day, ProcedureEvent After) : StepStart;
}

/// <summary>The last day of a step.</summary>
public abstract record StepEnd
{
    public sealed record OnYearDay(YearDay Day) : StepEnd;

    /// <summary>That day of these months.</summary>
    public sealed record OnMonthDay(int Day, IReadOnlyList<int> Months) : StepEnd;

    /// <summary>The last of so many days, the day after the event being the first.</summary>
    public sealed record AfterDays(int Days, bool Working, ProcedureEvent After) : StepEnd;
}

/// <summary>One step: who does it, from when until when, and with what agreement.</summary>
public sealed record ProcedureStep
{
    public required string Id { get; init; }
    public required Bilingual Name { get; init; }
    public required Bilingual Who { get; init; }
    public StepStart? From { get; init; }
    public StepEnd? To { get; init; }

    /// <summary>Last day on which the step belonged to the procedure.</summary>
    public DateOnly? Ended { get; init; }

    /// <summary>Share of those present, in percent, that must at least agree.</summary>
    public int? AgreementPercent { get; init; }

    /// <summary>The step to repeat where they do not.</summary>
    public string? Again { get; init; }
    public required string Ref { get; init; }
    public required EvidenceGrade Grade { get; init; }
    public Bilingual? Note { get; init; }
}

/// <summary>How the law has something reviewed or decided. Fields: docs/law-pack.md, "procedures/*.yaml".</summary>
public sealed record Procedure
{
    public required string Id { get; init; }
    public required Bilingual Name { get; init; }

    /// <summary>yearly: dates of one calendar year; ad_hoc: begins with a request.</summary>
    public required string Kind { get; init; }

    /// <summary>The status it decides about.</summary>
    public required string Status { get; init; }
    public required DateOnly InForce { get; init; }
    public required string Ref { get; init; }
    public required EvidenceGrade Grade { get; init; }
    public required IReadOnlyList<ProcedureStep> Steps { get; init; }

    public ProcedureStep? Step(string id) => Steps.FirstOrDefault(step => step.Id == id);

    /// <summary>The steps that belong to the procedure on a day.</summary>
    public IEnumerable<ProcedureStep> StepsOn(DateOnly day) => Steps.Where(step => step.Ended is not { } ended || day <= ended);
}
