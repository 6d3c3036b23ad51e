namespace AnSinh.Law;

/// <summary>
/// A dated value: it counts for months <see cref="From"/> to <see cref="To"/>, and may be used from the day <see cref="InForce"/> on: that of its instrument,
/// where the value names none.
/// </summary>
public sealed record ParameterValue
{
    public required BenefitMonth From { get; init; }
    public BenefitMonth? To { get; init; }
    public PlaceCode? Place { get; init; }
    public required decimal Value { get; init; }
    public required LegalRef Ref { get; init; }
    public required DateOnly InForce { get; init; }
    public required EvidenceGrade Grade { get; init; }
}

/// <summary>A number of the law with its history. National, or per province.</summary>
public sealed record Parameter
{
    public required string Id { get; init; }
    public required Bilingual Name { get; init; }
    public required string Unit { get; init; }
    public required bool ByProvince { get; init; }
    public required IReadOnlyList<ParameterValue> Values { get; init; }

    /// <summary>The value that counts for the month in the province as known at the day; null where there is none.</summary>
    public ParameterValue? At(BenefitMonth month, DateOnly knownAt, PlaceCode province)
    {
        ParameterValue? best = null;
        foreach (var value in Values)
        {
            if (value.From <= month && (value.To is not { } to || month <= to) && value.InForce <= knownAt
                && (value.Place is not { } place || place == province)
                && (best is null || value.From > best.From || (value.From == best.From && value.InForce > best.InForce)))
            {
                best = value;
            }
        }

        return best ?? LastBefore(month, knownAt, province);
    }

    /// <summary>A value that ran out while its successor is not yet usable stays in use: the law is not empty in between.</summary>
    private ParameterValue? LastBefore(BenefitMonth month, DateOnly knownAt, PlaceCode province)
    {
        var successorIsWaiting = Values.Any(value => value.From <= month && value.InForce > knownAt && (value.Place is not { } place || place == province));
        return successorIsWaiting
            ? Values.Where(value => value.From <= month && value.InForce <= knownAt && (value.Place is not { } place || place == province)).MaxBy(value => (value.From.Index, value.InForce))
            : null;
    }
}

/// <summary>All parameters of the pack, by id.</summary>
public sealed class ParameterCatalog
{
    private readonly Dictionary<string, Parameter> _byId;

    private ParameterCatalog(IReadOnlyList<Parameter> all)
    {
        All = all;
        _byId = all.GroupBy(parameter => parameter.Id).ToDictionary(group => group.Key, group => group.First());
    }

    public IReadOnlyList<Parameter> All { get; }

    public Parameter? Find(string id) => _byId.GetValueOrDefault(id);

    internal static ParameterCatalog Read(IEnumerable<PackNode> roots, InstrumentCatalog instruments)
    {
        var all = new List<Parameter>();
        foreach (var node in roots.SelectMany(root => root.Only("parameters").Required("parameters").Items()))
        {
            var parameter = ReadParameter(node, instruments);
            if (all.Any(known => known.Id == parameter.Id))
            {
                node.Fault($"tham số '{parameter.Id}' khai báo hai lần", $"parameter '{parameter.Id}' is declared twice");
            }

            all.Add(parameter);
        }

        return new ParameterCatalog(all);
    }

    private static Parameter ReadParameter(PackNode node, InstrumentCatalog instruments)
    {
        node.Only("id", "name", "unit", "by", "values", "note");
        var byProvince = (node.Optional("by")?.OneOf("national", "province") ?? "national") == "province";
        var inDong = node.Required("unit").Text().StartsWith("VND", StringComparison.Ordinal);
        return new Parameter
        {
            Id = node.Required("id").Text(),
            Name = node.Required("name").Bilingual(),
            Unit = node.Required("unit").Text(),
            ByProvince = byProvince,
            Values = [.. node.Required("values").Items().Select(item => ReadValue(item, byProvince, inDong, instruments))],
        };
    }

    private static ParameterValue ReadValue(PackNode item, bool byProvince, bool inDong, InstrumentCatalog instruments)
    {
        item.Only("from", "to", "place", "value", "ref", "in_force", "grade", "note");
        var reference = item.Required("ref").Ref();
        var value = new ParameterValue
        {
            From = item.Required("from").Month(),
            To = item.Optional("to")?.Month(),
            Place = byProvince ? item.Required("place").Parsed(text => (PlaceCode.TryParse(text, out var place) && place.IsProvince, place), "mã tỉnh hai chữ số", "a province code of two digits") : null,
            Value = inDong ? item.Required("value").Integer() : item.Required("value").Number(),
            Ref = reference!,
            InForce = item.Optional("in_force")?.Date() ?? instruments.Find(reference?.Number ?? "")?.InForce ?? item.Required("in_force").Date(),
            Grade = item.Required("grade").Grade(),
        };
        if (value.To < value.From)
        {
            item.Fault("tháng cuối trước tháng đầu", "the last month is before the first");
        }

        return value;
    }
}
