using System.Globalization;

namespace AnSinh.Law;

/// <summary>
/// A dated value: it counts for months <see cref="From"/> to <see cref="To"/>, and may be used from the day <see cref="InForce"/> on. First month and day are those of its
/// instrument, where the value names none.
/// </summary>
public sealed record ParameterValue
{
    public required BenefitMonth From { get; init; }
    public BenefitMonth? To { get; init; }
    public PlaceCode? Place { get; init; }

    /// <summary>The value; zero for a table, whose values stand in <see cref="Table"/>.</summary>
    public decimal Value { get; init; }

    /// <summary>The values of a table, in the order of its keys; empty for a single value.</summary>
    public IReadOnlyList<decimal> Table { get; init; } = [];
    public required LegalRef Ref { get; init; }
    public required DateOnly InForce { get; init; }
    public required EvidenceGrade Grade { get; init; }
}

/// <summary>What a table of the law is looked up by: whole numbers, each of which has a value (an injury percentage from 21 to 100).</summary>
public sealed record ParameterKeys(Bilingual Name, int From, int To);

/// <summary>A number of the law with its history, or a table of numbers by a key. National, or per province.</summary>
public sealed record Parameter
{
    public required string Id { get; init; }
    public required Bilingual Name { get; init; }
    public required string Unit { get; init; }
    public required bool ByProvince { get; init; }

    /// <summary>What the table is looked up by; null for a single number.</summary>
    public ParameterKeys? Keys { get; init; }
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

    /// <summary>The catalog with some parameters in another state.</summary>
    internal ParameterCatalog With(IEnumerable<Parameter> changed)
    {
        var others = changed.ToDictionary(parameter => parameter.Id, StringComparer.Ordinal);
        return new([.. All.Select(parameter => others.GetValueOrDefault(parameter.Id, parameter))]);
    }

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
            else if (all.Find(known => IsBelow(known.Id, parameter.Id) || IsBelow(parameter.Id, known.Id)) is { } other)
            {
                node.Fault(
                    $"tham số '{parameter.Id}' và '{other.Id}': một mã không được vừa là giá trị vừa là nhóm", $"parameters '{parameter.Id}' and '{other.Id}': one name cannot be both a value and a group");
            }

            all.Add(parameter);
        }

        return new ParameterCatalog(all);
    }

    /// <summary>Whether models would look for the one inside the other: <c>a.b.c</c> below <c>a.b</c>.</summary>
    private static bool IsBelow(string id, string group) => id.Length > group.Length && id[group.Length] == '.' && id.StartsWith(group, StringComparison.Ordinal);

    private static Parameter ReadParameter(PackNode node, InstrumentCatalog instruments)
    {
        node.Only("id", "name", "unit", "by", "keys", "values", "note");
        var byProvince = (node.Optional("by")?.OneOf("national", "province") ?? "national") == "province";
        var inDong = node.Required("unit").Text().StartsWith("VND", StringComparison.Ordinal);
        var keys = node.Optional("keys") is { } keyed ? ReadKeys(keyed) : null;
        return new Parameter
        {
            Id = node.Required("id").Text(),
            Name = node.Required("name").Bilingual(),
            Unit = node.Required("unit").Text(),
            ByProvince = byProvince,
            Keys = keys,
            Values = [.. node.Required("values").Items().Select(item => ReadValue(item, byProvince, inDong, keys, instruments))],
        };
    }

    private static ParameterKeys ReadKeys(PackNode node)
    {
        var keys = new ParameterKeys(node.Only("name", "from", "to").Required("name").Bilingual(), (int)node.Required("from").Integer(), (int)node.Required("to").Integer());
        if (keys.To < keys.From)
        {
            node.Fault("khóa cuối nhỏ hơn khóa đầu", "the last key is before the first");
        }

        return keys;
    }

    private static ParameterValue ReadValue(PackNode item, bool byProvince, bool inDong, ParameterKeys? keys, InstrumentCatalog instruments)
    {
        item.Only("from", "to", "place", keys is null ? "value" : "table", "ref", "in_force", "grade", "note");
        var reference = item.Required("ref").Ref();
        var instrument = instruments.Find(reference?.Number ?? "");
        var value = new ParameterValue
        {
            From = ReadFrom(item, reference, instrument),
            To = item.Optional("to")?.Month(),
            Place = byProvince ? item.Required("place").Parsed(text => (PlaceCode.TryParse(text, out var place) && place.IsProvince, place), "mã tỉnh hai chữ số", "a province code of two digits") : null,
            Value = keys is null ? ReadNumber(item.Required("value"), inDong) : 0,
            Table = keys is null ? [] : ReadTable(item.Required("table"), keys, inDong),
            Ref = reference!,
            InForce = item.Optional("in_force")?.Date() ?? instrument?.InForce ?? item.Required("in_force").Date(),
            Grade = item.Required("grade").Grade(),
        };
        if (value.To < value.From)
        {
            item.Fault("tháng cuối trước tháng đầu", "the last month is before the first");
        }

        return value;
    }

    /// <summary>The month written, or the first month the instrument applies to; a written month that only repeats it is a fault, so that each date stands once.</summary>
    private static BenefitMonth ReadFrom(PackNode item, LegalRef? reference, Instrument? instrument)
    {
        if (item.Optional("from") is not { } written)
        {
            if (instrument?.FirstMonth is null && reference is not null)
            {
                item.Fault($"thiếu 'from', và instruments.yaml không có 'applies_from' của {reference.Kind} {reference.Number} để lấy tháng đầu", $"'from' is missing, and instruments.yaml has no 'applies_from' of {reference.Kind} {reference.Number} to take the first month from");
            }

            return instrument?.FirstMonth ?? default;
        }

        var from = written.Month();
        if (from == instrument?.FirstMonth)
        {
            written.Fault($"'from' lặp lại 'applies_from' của {instrument}; bỏ đi, tháng đầu là tháng đó", $"'from' repeats 'applies_from' of {instrument}; leave it out, the first month is that one");
        }

        return from;
    }

    private static decimal ReadNumber(PackNode node, bool inDong) => inDong ? node.Integer() : node.Number();

    /// <summary>Every key exactly once.</summary>
    private static List<decimal> ReadTable(PackNode node, ParameterKeys keys, bool inDong)
    {
        var cells = new Dictionary<int, decimal>();
        foreach (var (text, cell) in node.Entries())
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) || key < keys.From || key > keys.To || !cells.TryAdd(key, ReadNumber(cell, inDong)))
            {
                cell.Fault($"khóa '{text}' không đúng hoặc ghi hai lần; cần mỗi số từ {keys.From} đến {keys.To} một lần", $"key '{text}' is wrong or there twice; expected each whole number from {keys.From} to {keys.To} once");
            }
        }

        var absent = Enumerable.Range(keys.From, keys.To - keys.From + 1).Where(key => !cells.ContainsKey(key)).ToList();
        if (absent.Count > 0)
        {
            node.Fault($"bảng thiếu {string.Join(", ", absent)}", $"the table lacks {string.Join(", ", absent)}");
        }

        return [.. cells.OrderBy(cell => cell.Key).Select(cell => cell.Value)];
    }
}
