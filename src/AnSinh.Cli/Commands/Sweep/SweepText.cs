using AnSinh.Law;
using AnSinh.Simulation.Sweep;

namespace AnSinh.Cli;

/// <summary>A sweep in a few lines.</summary>
internal static class SweepText
{
    public static readonly IReadOnlyList<string> Changes = ["new", "changed", "gone"];

    public static void Print(SweepRequest request, SweepOutput output, SweepChanges? since)
    {
        var totals = output.Totals;
        Console.WriteLine(Say.Text(
            $"Tháng {request.Month}, biết đến {request.KnownAt:yyyy-MM-dd}: {totals.People} người, {totals.Households} hộ",
            $"{request.Month}, known at {request.KnownAt:yyyy-MM-dd}: {totals.People} people, {totals.Households} households"));
        foreach (var kind in Enum.GetValues<SweepKind>())
        {
            var amount = kind == SweepKind.NotServed ? Say.Text($", {totals.NotServedAmount} đồng một tháng", $", {totals.NotServedAmount} đồng a month") : "";
            Console.WriteLine($"{totals.PeopleByKind[kind],6}  {SweepFiles.Heading(kind).In(Say.Vietnamese)}{amount}");
        }

        if (since is not null)
        {
            var of = since.Since.Length == 0 ? Say.Text("chưa có lần trước", "there is no earlier one") : since.Since;
            var counts = Changes.Select(what => output.Changes.Count(change => change.What == what)).ToList();
            Console.WriteLine(Say.Text($"So với lần trước ({of}): {counts[0]} mới, {counts[1]} thay đổi, {counts[2]} không còn", $"Since the last sweep ({of}): {counts[0]} new, {counts[1]} changed, {counts[2]} gone"));
        }

        foreach (var file in output.Files)
        {
            Console.WriteLine(file);
        }
    }
}
