using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>The month, and the parameters of one month, known-at and province: as nested contexts for models, and as values for explanations.</summary>
internal sealed record ParameterContext(FeelValue Month, FeelValue Context, IReadOnlyDictionary<string, ParameterValue?> Values);

/// <summary>Builds and keeps parameter contexts; determinations of one month share one.</summary>
internal sealed class ParameterContexts(ParameterCatalog catalog)
{
    private readonly Dictionary<(BenefitMonth, DateOnly, PlaceCode), ParameterContext> _kept = [];

    /// <summary>Provinces with values of their own; in all others the same ones hold.</summary>
    private readonly HashSet<PlaceCode> _provinces = [.. catalog.All.SelectMany(parameter => parameter.Values).Select(value => value.Place).OfType<PlaceCode>()];

    public ParameterContext For(BenefitMonth month, DateOnly knownAt, PlaceCode province)
    {
        province = _provinces.Contains(province) ? province : default;
        if (!_kept.TryGetValue((month, knownAt, province), out var context))
        {
            var values = catalog.All.ToDictionary(parameter => parameter.Id, parameter => parameter.At(month, knownAt, province));
            _kept[(month, knownAt, province)] = context = new ParameterContext(HouseholdInputs.MonthContext(month), Nest(values, 0), values);
        }

        return context;
    }

    private static FeelValue Nest(IEnumerable<KeyValuePair<string, ParameterValue?>> values, int depth)
    {
        var entries = values
            .GroupBy(pair => pair.Key.Split('.')[depth], StringComparer.Ordinal)
            .Select(group => new KeyValuePair<string, FeelValue>(group.Key, Entry(group, depth)));
        return FeelValue.Of(new FeelContext(entries));
    }

    private static FeelValue Entry(IGrouping<string, KeyValuePair<string, ParameterValue?>> group, int depth) =>
        group.Count() == 1 && group.First().Key.Split('.').Length == depth + 1
            ? group.First().Value is { } value ? Value(value) : FeelValue.Null
            : Nest(group, depth + 1);

    private static FeelValue Value(ParameterValue value) =>
        value.Table.Count == 0 ? FeelValue.Of(value.Value) : FeelValue.Of(new FeelList([.. value.Table.Select(cell => FeelValue.Of(cell))]));
}
