namespace AnSinh.Law;

/// <summary>
/// What a fact is in a month, as known at a day: projected by its definition, silence read through the coverage of its source.
/// </summary>
internal readonly record struct FactInMonth(bool IsKnown, string? Value)
{
    public static readonly FactInMonth Unknown = new(false, null);

    private static FactInMonth Known(string? value) => new(true, value);

    public static FactInMonth Of(
        FactDefinition fact, IReadOnlyList<CaseFact> records, FactInMonth silence, BenefitMonth month, DateOnly knownAt)
    {
        CaseFact? only = null;
        var several = false;
        foreach (var record in records)
        {
            if (record.Code == fact.Code && !(record.Known > knownAt) && record.Valid.Overlaps(month.First, month.Last))
            {
                several |= only is not null;
                only = record;
            }
        }

        if (only is null)
        {
            return silence;
        }

        if (!several && only.Valid.Contains(month.First) && only.Valid.Contains(month.Last))
        {
            return only.Value is null ? silence : Known(only.Value);
        }

        return fact.Projection switch
        {
            FactProjection.First => OnDay(fact, records, silence, month.First, knownAt),
            FactProjection.Last => OnDay(fact, records, silence, month.Last, knownAt),
            _ => Strongest(fact, records, silence, month, knownAt),
        };
    }

    /// <summary>What silence about the fact means in the household's place for the month.</summary>
    public static FactInMonth Silence(FactDefinition fact, FactCatalog catalog, IReadOnlyList<CaseCoverage> coverage, BenefitMonth month) =>
        fact.Silence is { } silence && catalog.FindSource(silence.CoveredBy) is { } source && IsCovered(source, coverage, month) ? Known(silence.Means) : Unknown;

    /// <summary>Whether silence of the source has a meaning for the month.</summary>
    public static bool IsCovered(FactSource source, IReadOnlyList<CaseCoverage> coverage, BenefitMonth month)
    {
        for (var index = 0; index < coverage.Count; index++)
        {
            if (coverage[index].Source == source.Code && month.Index <= BenefitMonth.Of(coverage[index].AsOf).Index + source.PresumedMonths)
            {
                return true;
            }
        }

        return false;
    }

    private static FactInMonth OnDay(FactDefinition fact, IReadOnlyList<CaseFact> records, FactInMonth silence, DateOnly day, DateOnly knownAt)
    {
        CaseFact? best = null;
        foreach (var record in records)
        {
            if (record.Code == fact.Code && !(record.Known > knownAt) && record.Valid.Contains(day)
                && (best is null || Later(record, best)))
            {
                best = record;
            }
        }

        return best?.Value is null ? silence : Known(best.Value);
    }

    /// <summary>The strongest value on any day; days of silence count only where silence has a meaning.</summary>
    private static FactInMonth Strongest(FactDefinition fact, IReadOnlyList<CaseFact> records, FactInMonth silence, BenefitMonth month, DateOnly knownAt)
    {
        var strongest = Unknown;
        for (var day = month.First; day <= month.Last; day = day.AddDays(1))
        {
            var value = OnDay(fact, records, silence, day, knownAt);
            if (value.IsKnown && (!strongest.IsKnown || fact.Rank(value.Value) < fact.Rank(strongest.Value)
                || (fact.Type is not (FactType.Boolean or FactType.Enumeration) && value.Value is not null)))
            {
                strongest = value;
            }
        }

        return strongest;
    }

    private static bool Later(CaseFact left, CaseFact right) =>
        (left.Known ?? DateOnly.MinValue, left.Sequence).CompareTo((right.Known ?? DateOnly.MinValue, right.Sequence)) >= 0;
}
