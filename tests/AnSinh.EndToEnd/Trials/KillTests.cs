using System.Globalization;
using Xunit;

namespace AnSinh.EndToEnd.Trials;

/// <summary>kill -9 at random points of a step, then the step again: the canonical export, every bank file and every row have the same SHA-256 as without it.</summary>
[Collection(SqliteTrials.Name)]
public sealed class KillTests(SqliteMonth month)
{
    /// <summary>Kills over all steps: 12 in a short run, 200 with <c>./test --long</c>.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("ANSINH_KILLS") ?? "12", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("run")]
    [InlineData("approve")]
    [InlineData("order")]
    [InlineData("settle")]
    public void Killed_at_any_point_and_run_again_a_step_comes_to_the_same(string step)
    {
        var caught = 0;
        Parallel.For(0, (Kills + 3) / 4, new ParallelOptions { MaxDegreeOfParallelism = 2 }, trial =>
        {
            var random = new Random(HashCode(step) + trial);
            var (work, bytes) = month.Effort(step);
            var course = month.Before(step);
            // Every other time by how much is written, since most of a step's time is spent before its first byte.
            var (share, written) = (random.Next(5, 95), trial % 2 == 1);
            var killed = course.Kill(step, process => written
                ? course.Writing(process, bytes * share / 100)
                : Until(process, work * share / 100));
            Interlocked.Add(ref caught, killed ? 1 : 0);
            month.HoldsAfter(course, step, $"{step} killed at {share}% of its {(written ? "writing" : "time")}");
        });
        Assert.True(caught > 0, $"{step} was never caught before its end");
    }

    internal static bool Until(System.Diagnostics.Process process, TimeSpan work)
    {
        while (UndisturbedMonth.Worked(process) is { } worked)
        {
            if (worked >= work)
            {
                return true;
            }

            Thread.Sleep(1);
        }

        return false;
    }

    /// <summary>The same in every process.</summary>
    private static int HashCode(string text) => text.Aggregate(7, (hash, letter) => unchecked(hash * 31 + letter) & 0xFFFFFF);
}
