using System.Globalization;

namespace AnSinh.Law;

public enum FactSubject
{
    Person,
    Household,
}

public enum FactType
{
    Boolean,
    Enumeration,
    Number,
    Date,
    PersonReference,
    Text,
}

/// <summary>How a fact that changes inside a month counts for that month (see facts.yaml).</summary>
public enum FactProjection
{
    Any,
    First,
    Last,

    /// <summary>Every stretch known up to the month, as <c>{ from, to, value }</c>: contributions, events.</summary>
    History,
}

public sealed record FactValue(string Code, Bilingual Name);

/// <summary>Who attests facts. What a source does not say on its date of coverage is presumed not to be, for <paramref name="PresumedMonths"/> months more.</summary>
public sealed record FactSource(string Code, Bilingual Name, int PresumedMonths)
{
    /// <summary>One question for all facts of the source: whether it has anything at all. Null where the facts are asked one by one.</summary>
    public Bilingual? Ask { get; init; }
}

/// <summary>Silence about a fact means <paramref name="Means"/> where the source covers the place; null stands for "no person".</summary>
public sealed record FactSilence(string CoveredBy, string? Means);

/// <summary>One thing the law asks about a person or a household.</summary>
public sealed record FactDefinition
{
    public required string Code { get; init; }
    public required FactSubject Subject { get; init; }
    public required FactType Type { get; init; }

    /// <summary>Values of an enumeration, strongest claim first.</summary>
    public IReadOnlyList<FactValue> Values { get; init; } = [];
    public required FactProjection Projection { get; init; }
    public required Bilingual Label { get; init; }
    public required Bilingual Meaning { get; init; }
    public string AttestedBy { get; init; } = "";
    public string? Unit { get; init; }
    public long? Minimum { get; init; }
    public long? Maximum { get; init; }
    public FactSilence? Silence { get; init; }
    public bool Sensitive { get; init; }

    /// <summary>Asked for itself, although its source has a question for all its facts.</summary>
    public bool AskedAlone { get; init; }

    /// <summary>Whether the source's own question asks about this fact too, and "nothing" settles it.</summary>
    public bool IsAskedWith(string source) => !AskedAlone && Silence is { Means: not null } silence && silence.CoveredBy == source;

    /// <summary>Rank of a canonical value under projection <see cref="FactProjection.Any"/>: lower is the stronger claim.</summary>
    public int Rank(string? value) => Type switch
    {
        FactType.Enumeration => IndexOf(value),
        FactType.Boolean => value == "true" ? 0 : 1,
        _ => value is null ? 1 : 0,
    };

    /// <summary>Whether the text is a canonical value of this fact; if not, what was expected.</summary>
    public bool Accepts(string value, out Bilingual expected)
    {
        expected = Expected();
        return Type switch
        {
            FactType.Boolean => value is "true" or "false",
            FactType.Enumeration => IndexOf(value) >= 0,
            FactType.Number => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number.ToString(CultureInfo.InvariantCulture) == value && (Minimum is not { } low || number >= low) && (Maximum is not { } high || number <= high),
            FactType.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => value.Length > 0,
        };
    }

    /// <summary>The value in words.</summary>
    public string Say(string? value, bool vietnamese) => (Type, value) switch
    {
        (_, null) => vietnamese ? "không có" : "none",
        (FactType.Enumeration, _) => Values.FirstOrDefault(known => known.Code == value)?.Name.In(vietnamese) ?? value,
        (FactType.Boolean, "true") => vietnamese ? "có" : "yes",
        (FactType.Boolean, _) => vietnamese ? "không" : "no",
        (FactType.Number, _) when long.TryParse(value, CultureInfo.InvariantCulture, out var number) => new Vnd(number).ToString(),
        _ => value,
    };

    private int IndexOf(string? value)
    {
        for (var index = 0; index < Values.Count; index++)
        {
            if (Values[index].Code == value)
            {
                return index;
            }
        }

        return -1;
    }

    private Bilingual Expected() => Type switch
    {
        FactType.Boolean => new("true hoặc false", "true or false"),
        FactType.Enumeration => new($"một trong: {string.Join(", ", Values.Select(value => value.Code))}", $"one of: {string.Join(", ", Values.Select(value => value.Code))}"),
        FactType.Number => new($"số nguyên không dấu phân cách, từ {Minimum} đến {Maximum}", $"an integer without separators from {Minimum} to {Maximum}"),
        FactType.Date => new("ngày có thật, dạng 2026-11-22", "a date that exists, as 2026-11-22"),
        FactType.PersonReference => new("mã của một người", "the id of a person"),
        _ => new("một dòng chữ", "a text"),
    };
}
