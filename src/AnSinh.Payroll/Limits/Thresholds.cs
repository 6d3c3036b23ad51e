using System.Data.Common;
using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Limits;

public enum ThresholdKind
{
    /// <summary>Đồng ordered in one run.</summary>
    Amount,

    /// <summary>Percent by which the order grows over that of the month before.</summary>
    Rise,
}

/// <summary>From <paramref name="Value"/> on (đồng, or percent) a run needs two approvers. Set by an area for itself: not law.</summary>
public sealed record Threshold(PlaceCode Area, ThresholdKind Kind, long Value, string Reason, string Actor, KnowledgeNumber Known);

/// <summary>A threshold that a run reaches; <paramref name="Before"/> is what was ordered the month before.</summary>
public sealed record ThresholdReached(Threshold Threshold, Vnd Ordered, Vnd Before)
{
    public string Vi => Threshold.Kind == ThresholdKind.Amount
        ? $"{Ordered} đồng đạt ngưỡng {new Vnd(Threshold.Value)} đồng do {Threshold.Actor} đặt"
        : $"{Ordered} đồng tăng từ {Threshold.Value}% trở lên so với {Before} đồng tháng trước, ngưỡng do {Threshold.Actor} đặt";

    public string En => Threshold.Kind == ThresholdKind.Amount
        ? $"{Ordered} đồng reach the threshold of {new Vnd(Threshold.Value)} set by {Threshold.Actor}"
        : $"{Ordered} đồng are {Threshold.Value}% or more above the {Before} of the month before, a threshold set by {Threshold.Actor}";
}

/// <summary>
/// Thresholds that ask for a second approver. Those known when a run was drawn up hold for it: who changes one afterwards changes the next run. An area without its own has those of its province.
/// </summary>
public static class Thresholds
{
    /// <param name="book">The payroll.</param>
    /// <param name="area">Commune or province.</param>
    /// <param name="kind">What is measured.</param>
    /// <param name="value">Đồng or percent, zero or above; null lifts the threshold.</param>
    /// <param name="actor">Who sets it.</param>
    /// <param name="reason">The decision behind it; needed.</param>
    public static void Set(PayrollBook book, PlaceCode area, ThresholdKind kind, long? value, string actor, string reason)
    {
        if (value < 0 || reason.Length == 0)
        {
            throw new PayrollRefusedException(
                value < 0 ? $"Ngưỡng {value} phải từ 0 trở lên" : "Cần lý do hoặc số quyết định", value < 0 ? $"A threshold of {value} must be 0 or above" : "A reason or decision is needed", area.Value);
        }

        using var write = book.Database.Begin(actor, "payroll.threshold");
        write.Into("payroll_threshold", "area", "kind", "value", "reason", "actor", "known")
            .Add(area.Value).Add(Code(kind)).Add(value).Add(reason).Add(actor).Add(write.Number.Value).Write();
        write.Audit("payroll.threshold", area.Value, PayrollBook.Text($"{Code(kind)}|{value}|{reason}"));
        write.Commit();
    }

    /// <summary>The thresholds that hold for an area now.</summary>
    public static IReadOnlyList<Threshold> Of(PayrollBook book, PlaceCode area)
    {
        using var connection = book.Connect();
        return Read(connection, area, book.Database.Current());
    }

    internal static IReadOnlyList<ThresholdReached> Reached(DbConnection connection, PayrollRun run, RunContent content)
    {
        var ordered = content.Bridge.Ordered;
        Vnd? before = run.PreviousRun is { } previous
            ? new Vnd(connection.ExecuteScalar<long>("select coalesce(sum(amount), 0) from payroll_bridge where run_id = @previous and step = 'ordered'", new { previous }))
            : null;
        return
        [
            .. Read(connection, run.Area, run.BooksNumber)
                .Where(threshold => threshold.Kind == ThresholdKind.Amount
                    ? ordered.Amount >= threshold.Value
                    : before is { } was && ordered > was && (Int128)ordered.Amount * 100 >= (Int128)was.Amount * (100 + threshold.Value))
                .Select(threshold => new ThresholdReached(threshold, ordered, before ?? Vnd.Zero)),
        ];
    }

    private static List<Threshold> Read(DbConnection connection, PlaceCode area, KnowledgeNumber number)
    {
        PlaceCode[] places = area.IsProvince ? [area] : [area, PlaceDirectory.VietNam.ProvinceOf(area)];
        var found = new List<Threshold>();
        foreach (var kind in Enum.GetValues<ThresholdKind>())
        {
            foreach (var place in places)
            {
                var last = connection.Query<(long? Value, string Reason, string Actor, long Known)>(
                    "select value, reason, actor, known from payroll_threshold where area = @area and kind = @kind and known <= @n order by known desc limit 1",
                    new { area = place.Value, kind = Code(kind), n = number.Value }).ToList();
                if (last.Count > 0)
                {
                    if (last[0].Value is { } value)
                    {
                        found.Add(new Threshold(place, kind, value, last[0].Reason, last[0].Actor, new KnowledgeNumber(last[0].Known)));
                    }

                    break;
                }
            }
        }

        return found;
    }

    private static string Code(ThresholdKind kind) => kind == ThresholdKind.Amount ? "amount" : "rise";
}
