using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Payroll.Runs;

/// <summary>
/// Law that became usable between two cut-offs and reaches back: parameter values, ends of benefits and instruments that come into force in between, each with the first month it
/// applies to. It touches everybody with an award, for the pack does not say whom else a number reaches.
/// </summary>
public static class LawChanges
{
    /// <param name="pack">The law.</param>
    /// <param name="after">The cut-off before: what was usable on this day is not new.</param>
    /// <param name="until">The cut-off: what is usable on this day counts.</param>
    /// <param name="area">Where values differ between provinces.</param>
    public static IReadOnlyList<RecomputeCause> Between(LawPack pack, DateOnly after, DateOnly until, PlaceCode area)
    {
        var province = area.IsProvince ? area : PlaceDirectory.VietNam.ProvinceOf(area);
        bool IsNew(DateOnly? inForce) => inForce > after && inForce <= until;
        var parameters = pack.Parameters.All.SelectMany(parameter => parameter.Values)
            .Where(value => IsNew(value.InForce) && (value.Place is not { } place || place == province))
            .Select(value => new RecomputeCause($"law: {value.Ref}", value.From));
        var ends = pack.Benefits.All.Select(benefit => benefit.Ended).Where(ended => IsNew(ended?.InForce))
            .Select(ended => new RecomputeCause($"law: {ended!.Ref}", ended.LastMonth.Next));
        var instruments = pack.Instruments.All.Where(instrument => IsNew(instrument.InForce) && instrument.FirstMonth is not null)
            .Select(instrument => new RecomputeCause($"law: {instrument}", instrument.FirstMonth!.Value));
        return [.. parameters.Concat(ends).Concat(instruments).Distinct().OrderBy(cause => cause.From).ThenBy(cause => cause.Code, StringComparer.Ordinal)];
    }
}
