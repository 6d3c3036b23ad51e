namespace AnSinh.Storage;

/// <summary>
/// A clock that stands still at noon of a given day in Viet Nam, for demonstrations and tests. Everything recorded under it is marked as
/// simulated in the audit trail.
/// </summary>
public sealed class SimulatedClock(DateOnly today) : TimeProvider
{
    public DateOnly Today { get; } = today;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(Today, new TimeOnly(12, 0), VietNamClock.Offset).ToUniversalTime();
}

public static class VietNamClock
{
    /// <summary>Viet Nam has kept UTC+7 without summer time since 1975.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The calendar day in Viet Nam.</summary>
    public static DateOnly TodayInVietNam(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Offset).DateTime);
}
