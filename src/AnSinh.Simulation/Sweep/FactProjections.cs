using System.Runtime.InteropServices;
using AnSinh.Law;

namespace AnSinh.Simulation.Sweep;

/// <summary>A fact that names somebody, the same in all months looked at.</summary>
/// <param name="Fact">Index in <see cref="PeopleDictionary.LinkFacts"/>.</param>
/// <param name="Person">Number of the person named.</param>
internal readonly record struct Reference(byte Fact, int Person);

/// <summary>
/// What recorded facts are in the months looked at, as the determiner reads them: a value where one record counts throughout a month, and the records of the month where it takes several to say.
/// Each distinct item has a number, so that people who have the same share it.
/// </summary>
internal sealed class FactProjections
{
    private const string Spouse = "spouse";

    private readonly (int First, int Last)[] _months;
    private readonly TextNumbers _codes;
    private readonly TextNumbers _values;
    private readonly Dictionary<(int Code, int Value), int> _plain = [];
    private readonly Dictionary<string, int> _kept = new(StringComparer.Ordinal);
    private readonly List<CaseFact[]> _items = [];
    private readonly Dictionary<int, FactDefinition?> _ofPersons = [];
    private readonly Dictionary<int, FactDefinition?> _ofHouseholds = [];
    private readonly FactCatalog _catalog;
    private readonly List<string> _links;

    public FactProjections(FactCatalog catalog, IEnumerable<BenefitMonth> months, TextNumbers codes, TextNumbers values)
    {
        (_catalog, _codes, _values) = (catalog, codes, values);
        _months = [.. months.Select(month => (StoredText.Day(month.First), StoredText.Day(month.Last)))];
        _links = [.. catalog.OfPersons.Where(fact => fact.Type == FactType.PersonReference).Select(fact => fact.Code)];
        Items = [.. _months.Select(_ => new List<int>())];
    }

    /// <summary>Facts that name a person, by the order in which links name them.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>Per month, the items of the last projection, by the codes of their facts.</summary>
    public List<int>[] Items { get; }

    /// <summary>Whom the facts of the last projection name.</summary>
    public List<Reference> References { get; } = [];

    /// <summary>Whether the items of all months are those of the first.</summary>
    public bool IsUniform { get; private set; }

    public CaseFact[] Item(int number) => _items[number];

    public bool NamesPerson(int code) => OfPerson(code)?.Type == FactType.PersonReference;

    public bool IsSpouse(int code) => _codes[code] == Spouse;

    /// <summary>Projects the facts of one person or household.</summary>
    /// <param name="rows">By code, and by knowledge within a code.</param>
    /// <returns>False where only the determiner itself can say what they come to.</returns>
    public bool Project(List<FactRow> rows, bool ofPerson)
    {
        IsUniform = true;
        References.Clear();
        foreach (var items in Items)
        {
            items.Clear();
        }

        var all = CollectionsMarshal.AsSpan(rows);
        for (var (from, to) = (0, 0); from < all.Length; from = to)
        {
            while (to < all.Length && all[to].Code == all[from].Code)
            {
                to++;
            }

            if ((ofPerson ? OfPerson(all[from].Code) : OfHousehold(all[from].Code)) is { } fact && !Add(fact, all[from..to], ofPerson && fact.Type == FactType.PersonReference))
            {
                return false;
            }
        }

        return true;
    }

    private bool Add(FactDefinition fact, ReadOnlySpan<FactRow> records, bool names)
    {
        var whole = IsWhole(records);
        IsUniform &= whole;
        if (names)
        {
            // Spouses are spouses by any record of it, whenever it holds.
            return whole && fact.Projection != FactProjection.History && (fact.Code != Spouse || (records.Length == 1 && Covers(records[0], 0, _months.Length - 1))) && AddReference(fact, records);
        }

        for (var (month, item) = (0, -1); month < _months.Length; month++)
        {
            item = whole && month > 0 ? item : ItemOf(fact, records, month);
            if (item >= 0)
            {
                Items[month].Add(item);
            }
        }

        return true;
    }

    private bool AddReference(FactDefinition fact, ReadOnlySpan<FactRow> records)
    {
        if (Latest(records, 0) is { Value: >= 0 } record)
        {
            References.Add(new((byte)_links.IndexOf(fact.Code), record.Value));
        }

        return true;
    }

    /// <summary>Whether each record holds on all days looked at or on none.</summary>
    private bool IsWhole(ReadOnlySpan<FactRow> records)
    {
        foreach (var record in records)
        {
            if (!Covers(record, 0, _months.Length - 1) && record.To >= _months[0].First && record.From <= _months[^1].Last)
            {
                return false;
            }
        }

        return true;
    }

    private bool Covers(in FactRow record, int first, int last) => record.From <= _months[first].First && record.To >= _months[last].Last;

    private int ItemOf(FactDefinition fact, ReadOnlySpan<FactRow> records, int month)
    {
        var (first, last) = _months[month];
        if (fact.Projection == FactProjection.History)
        {
            return Keep(fact, records, record => record.Value >= 0 && record.From <= last, record => (record.From, record.To));
        }

        var partial = false;
        foreach (var record in records)
        {
            partial |= record.From <= last && record.To >= first && !Covers(record, month, month);
        }

        var counts = (partial, fact.Projection) switch
        {
            (false, _) => Latest(records, month),
            (_, FactProjection.First) => LatestOn(records, first),
            (_, FactProjection.Last) => LatestOn(records, last),
            _ => null,
        };
        return counts is { } one ? one.Value < 0 ? -1 : Plain(one.Code, one.Value)
            : !partial || fact.Projection is FactProjection.First or FactProjection.Last ? -1
            : Keep(fact, records, record => record.From <= last && record.To >= first, record => (Math.Max(record.From, first), Math.Min(record.To, last)));
    }

    private FactRow? Latest(ReadOnlySpan<FactRow> records, int month)
    {
        for (var index = records.Length - 1; index >= 0; index--)
        {
            if (Covers(records[index], month, month))
            {
                return records[index];
            }
        }

        return null;
    }

    private static FactRow? LatestOn(ReadOnlySpan<FactRow> records, int day)
    {
        for (var index = records.Length - 1; index >= 0; index--)
        {
            if (records[index].From <= day && records[index].To >= day)
            {
                return records[index];
            }
        }

        return null;
    }

    private int Plain(int code, int value)
    {
        if (!_plain.TryGetValue((code, value), out var item))
        {
            _plain[(code, value)] = item = _items.Count;
            _items.Add([new CaseFact(_codes[code], _values[value])]);
        }

        return item;
    }

    /// <summary>Records as they are; the order in which they became known is that of the list.</summary>
    private int Keep(FactDefinition fact, ReadOnlySpan<FactRow> records, Func<FactRow, bool> counts, Func<FactRow, (int From, int To)> days)
    {
        var kept = new List<CaseFact>();
        foreach (var record in records)
        {
            if (counts(record))
            {
                var (from, to) = days(record);
                kept.Add(new CaseFact(fact.Code, record.Value < 0 ? null : _values[record.Value], StoredText.Range(from, to), Sequence: kept.Count));
            }
        }

        if (kept.Count == 0)
        {
            return -1;
        }

        var text = string.Join('\n', kept);
        if (!_kept.TryGetValue(text, out var item))
        {
            _kept[text] = item = _items.Count;
            _items.Add([.. kept]);
        }

        return item;
    }

    private FactDefinition? OfPerson(int code) => Find(_ofPersons, _catalog.OfPersons, code);

    private FactDefinition? OfHousehold(int code) => Find(_ofHouseholds, _catalog.OfHouseholds, code);

    private FactDefinition? Find(Dictionary<int, FactDefinition?> known, IEnumerable<FactDefinition> facts, int code)
    {
        if (!known.TryGetValue(code, out var fact))
        {
            known[code] = fact = facts.FirstOrDefault(definition => definition.Code == _codes[code]);
        }

        return fact;
    }
}
