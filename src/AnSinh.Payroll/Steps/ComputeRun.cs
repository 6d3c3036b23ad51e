using AnSinh.Payroll.Runs;
using AnSinh.Payroll.Store;

namespace AnSinh.Payroll.Steps;

/// <summary>
/// Computes a run in this process, in its canonical order. Households, and what the law says of them, are in memory for some tens of thousands of people at a time: the buckets are cut as for workers, and come to
/// the same bytes.
/// </summary>
internal static class ComputeRun
{
    private const int PeopleAPart = 40_000;
    private const int PartsAtMost = 64;

    public static RunContent Of(PayrollBook book, InputReader reader, PayrollRun run, Takeover takeover)
    {
        var frame = reader.Frame(run, takeover);
        var parts = Math.Clamp(frame.AwardsByPerson().Count / PeopleAPart, 1, PartsAtMost);
        if (parts == 1)
        {
            return RunContentJson.Ordered(RunBuilder.Build(reader.WithHouseholds(run, frame, BucketRange.All), book.Pack));
        }

        var done = BucketRange.Cut(parts).Select(buckets => RunBuilder.Part(reader.WithHouseholds(run, frame, buckets), book.Pack, buckets)).ToList();
        return RunContentJson.Ordered(RunBuilder.Assemble(reader.WithMandates(run, frame), book.Pack, done));
    }
}
