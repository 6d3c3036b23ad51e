using System.Globalization;

namespace AnSinh.Law;

/// <summary>Holds promises about levels against the parameters over time.</summary>
internal static class PromiseLint
{
    public static IEnumerable<LintFinding> Run(LawPack pack, IReadOnlyList<Promise> promises) => promises.SelectMany(promise => Run(pack, promise));

    private static IEnumerable<LintFinding> Run(LawPack pack, Promise promise)
    {
        if (pack.Parameters.Find(promise.Level) is not { } level || pack.Parameters.Find(promise.AtLeast) is not { } other)
        {
            yield return new LintFinding("promise", promise.Id, $"không có tham số {promise.Level} hoặc {promise.AtLeast}", $"there is no parameter {promise.Level} or {promise.AtLeast}");
            yield break;
        }

        var months = level.Values.Concat(other.Values).Where(value => value.Place is null).SelectMany(value => value.To is { } to ? [value.From, to.Next] : new[] { value.From }).Distinct().Order().ToList();
        for (var index = 0; index < months.Count; index++)
        {
            var until = index + 1 < months.Count ? months[index + 1].Previous.ToString() : "…";
            if (level.At(months[index], DateOnly.MaxValue, default) is not { } paid || other.At(months[index], DateOnly.MaxValue, default) is not { } held)
            {
                continue;
            }

            var percent = decimal.Floor(paid.Value * 1000 / held.Value) / 10;
            if (paid.Value * 100 < held.Value * promise.Share)
            {
                yield return new LintFinding(promise.IsTarget ? "target" : "promise", promise.Id,
                    $"{promise.Text.Vi} ({promise.Ref}): {months[index]} – {until}, {level.Name.Vi} {Say(paid.Value)} bằng {Percent(percent, ',')} % của {other.Name.Vi} {Say(held.Value)}, cần {promise.Share} %",
                    $"{promise.Text.En} ({promise.Ref}): {months[index]} – {until}, {level.Name.En} {Say(paid.Value)} is {Percent(percent, '.')} % of {other.Name.En} {Say(held.Value)}, {promise.Share} % expected");
            }
        }
    }

    private static string Say(decimal value) => new Vnd((long)value).ToString();

    private static string Percent(decimal value, char separator) => value.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', separator);
}
