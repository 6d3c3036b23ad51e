using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>
/// The words of a search asked of the index of names. The rarest of them, in the area asked for, decides which rows are read; where each is frequent, rows are read in the order of the answer and reading
/// ends when there are enough. So neither a rare nor a frequent word reads many.
/// </summary>
/// <param name="limit">How many are found at most.</param>
/// <param name="few">So many rows of one word are read whole and put in order.</param>
/// <param name="read">Runs a query that gives names with birth and person, or a word, or a count.</param>
internal sealed class NameSearch(AreaScope scope, IReadOnlyList<string> names, string? year, int limit, int few, NameSearch.Reading read)
{
    /// <summary>Communes whose lists are read one by one; more are read by their provinces.</summary>
    private const int FewCommunes = 8;

    /// <summary>Lists asked in one statement.</summary>
    private const int ListsAtOnce = 40;

    /// <summary>Greater than whatever begins with a text.</summary>
    private const string Last = "\U0010FFFF";

    private readonly (string Column, IReadOnlyList<string> Codes) _places = PlacesOf(scope);
    private readonly string _whole = string.Join(' ', names);

    public delegate IReadOnlyList<NameFound> Reading(string sql, IEnumerable<(string Name, object? Value)> parameters);

    /// <summary>Ids of the people found, names that begin with the text first, then by name and birth.</summary>
    public IReadOnlyList<PersonId> Find()
    {
        var (rarest, isFew) = Rarest();
        if (isFew)
        {
            return [.. Read(One(rarest)).Select(found => new PersonId(found.Person))];
        }

        var first = names.Count == 0 ? [] : Read(Lists([NameEntry.WholeName], $" and {Begins}"));
        var others = first.Count == limit ? [] : WordsUnder(rarest)
            .Chunk(Math.Max(1, ListsAtOnce / _places.Codes.Count))
            .SelectMany(words => Read(Lists(words, names.Count == 0 ? "" : $" and not ({Begins})")))
            .Distinct().Order().ToList();
        return [.. first.Concat(others).Take(limit).Select(found => new PersonId(found.Person))];
    }

    /// <summary>The word with the fewest rows in the area, and whether these are few.</summary>
    private ((string From, string To) Range, bool IsFew) Rarest()
    {
        var ranges = names.Distinct(StringComparer.Ordinal).Select(name => (From: name, To: name + Last)).ToList();
        if (year is not null)
        {
            ranges.Add((year, year));
        }

        var (rarest, fewest) = (ranges[0], (long)few + 1);
        foreach (var range in ranges.OrderByDescending(range => range.From.Length))
        {
            // No more is counted than decides: fewer than the fewest so far, or not.
            var counted = read(
                $"select '', '', '', count(*) from (select 1 from name_word w where {InPlaces} and {In} and {Seen} limit @most) c",
                [("from", range.From), ("to", range.To), ("most", fewest)])[0].Count;
            if (counted < fewest)
            {
                (rarest, fewest) = (range, counted);
            }
        }

        return (rarest, fewest <= few);
    }

    /// <summary>Every word of the index that the range holds; jumps from one to the next.</summary>
    private List<string> WordsUnder((string From, string To) range) =>
    [
        .. _places.Codes.Chunk(ListsAtOnce).SelectMany(codes => read(
            string.Join(" union ", codes.Select(code => $"""
                select v.word, '', '', cast(0 as bigint) from (with recursive v (word) as (
                    select min(w.word) from name_word w where w.{_places.Column} = '{code}' and {In}
                    union all select (select min(w.word) from name_word w where w.{_places.Column} = '{code}' and w.word > v.word and w.word <= @to) from v where v.word is not null)
                select word from v where word is not null) v
                """)),
            [("from", range.From), ("to", range.To)])).Select(found => found.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>All rows of a range, in the order of the answer.</summary>
    private (string, IEnumerable<(string, object?)>) One((string From, string To) range) => (
        $"""
        select distinct w.folded_name, w.born, w.person_id, cast(case when {(names.Count == 0 ? "1 = 1" : Begins)} then 0 else 1 end as bigint) as place from name_word w
        where {InPlaces} and {In} and {Seen}{Filters} order by place, w.folded_name, w.born, w.person_id limit {limit}
        """,
        [("from", range.From), ("to", range.To)]);

    /// <summary>The first rows of each list of a place and a word, in the order of names; who stands in several comes once.</summary>
    private (string, IEnumerable<(string, object?)>) Lists(IReadOnlyList<string> words, string more) => (
        $"""
        select folded_name, born, person_id, cast(0 as bigint) from ({string.Join(" union ", words.SelectMany((_, index) => _places.Codes.Select(code => $"""
            select * from (select w.folded_name, w.born, w.person_id from name_word w where w.{_places.Column} = '{code}' and w.word = @l{index.ToString(CultureInfo.InvariantCulture)} and {Seen}{Filters}{more}
            order by w.folded_name, w.born, w.person_id limit {limit}) l
            """)))}) a order by folded_name, born, person_id limit {limit}
        """,
        words.Select((word, index) => ($"l{index.ToString(CultureInfo.InvariantCulture)}", (object?)word)));

    private List<NameFound> Read((string Sql, IEnumerable<(string, object?)> Parameters) query) =>
        [.. read(
            query.Sql,
            [
                .. query.Parameters, .. names.Select((name, index) => ($"w{index.ToString(CultureInfo.InvariantCulture)}", (object?)$"% {Pattern(name)}%")),
                .. year is null ? [] : new (string, object?)[] { ("year", year) }, .. names.Count == 0 ? [] : new (string, object?)[] { ("whole", _whole), ("end", _whole + Last) },
            ])];

    private const string In = "w.word >= @from and w.word <= @to";
    private const string Begins = "w.folded_name >= @whole and w.folded_name < @end";

    private string InPlaces => $"w.{_places.Column} in ({string.Join(", ", _places.Codes.Select(code => $"'{code}'"))})";
    private string Seen => $"{Rows.Visible("w")} and {scope.On("w")}";

    private string Filters => string.Concat(names.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $" and ' ' || w.folded_name like @w{index} escape '\\'")))
        + (year is null ? "" : " and substr(w.born, 1, 4) = @year");

    /// <summary>The lists that hold the area; those of people without a household ('') belong to everything only. Codes are digits by construction.</summary>
    private static (string, IReadOnlyList<string>) PlacesOf(AreaScope scope) => scope.FewCommunes(FewCommunes) is { } communes
        ? ("commune", [.. communes.Select(commune => commune.Value).DefaultIfEmpty("-")])
        : ("province", scope.ProvincesTouched() is { } provinces ? [.. provinces.Select(province => province.Value).DefaultIfEmpty("-")] : [.. PlaceDirectory.VietNam.Provinces.Select(province => province.Value), ""]);

    /// <summary>A text that "like" takes by the letter.</summary>
    private static string Pattern(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}

/// <summary>A row that a search reads.</summary>
internal sealed record NameFound(string Name, string Born, string Person, long Count) : IComparable<NameFound>
{
    public int CompareTo(NameFound? other) => other is null ? 1
        : string.CompareOrdinal(Name, other.Name) is var byName and not 0 ? byName
        : string.CompareOrdinal(Born, other.Born) is var byBirth and not 0 ? byBirth
        : string.CompareOrdinal(Person, other.Person);
}
