using System.Diagnostics;

namespace AnSinh.Benchmarks.Payroll;

internal static class Watch
{
    /// <summary>Seconds since a time stamp, to the millisecond.</summary>
    public static decimal Seconds(long since) => decimal.Round((decimal)Stopwatch.GetElapsedTime(since).Ticks / TimeSpan.TicksPerSecond, 3);
}
