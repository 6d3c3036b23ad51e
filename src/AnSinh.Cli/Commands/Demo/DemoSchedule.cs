using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Cli;

/// <summary>A folder of register files and the day on which it reaches the register.</summary>
internal sealed record DemoDelivery(DateOnly Day, string Folder);

/// <summary>
/// What the demo does on which day, read from the sample alone: folders named by a day are imported on that day; the months paid go from the one after the first delivery to that of the last.
/// </summary>
internal sealed class DemoSchedule
{
    private DemoSchedule(IReadOnlyList<DemoDelivery> deliveries) => Deliveries = deliveries;

    public IReadOnlyList<DemoDelivery> Deliveries { get; }

    public IEnumerable<BenefitMonth> Months => BenefitMonth.Of(Deliveries[0].Day).Next.To(BenefitMonth.Of(Deliveries[^1].Day));

    public DateOnly Last => Deliveries[^1].Day;

    /// <summary>The schedule of a sample folder, or of the only sample below the folder; null when there is none or more than one.</summary>
    public static DemoSchedule? Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var samples = Directory.EnumerateDirectories(folder).Prepend(folder).Select(DeliveriesIn).Where(found => found.Count > 0).ToList();
        return samples is [var only] ? new DemoSchedule(only) : null;
    }

    private static List<DemoDelivery> DeliveriesIn(string folder) =>
    [
        .. from path in Directory.EnumerateDirectories(folder)
           where DateOnly.TryParseExact(Path.GetFileName(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
           let day = DateOnly.ParseExact(Path.GetFileName(path), "yyyy-MM-dd", CultureInfo.InvariantCulture)
           orderby day
           select new DemoDelivery(day, path),
    ];
}
