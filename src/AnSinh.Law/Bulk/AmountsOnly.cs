namespace AnSinh.Law;

/// <summary>Whether one law differs from another only in what it pays, not in whom, and what then has to be worked out anew.</summary>
internal static class AmountsOnly
{
    /// <summary>The parts of the other law's determiner, those in which the laws differ replaced; null where more than amounts rests on the difference.</summary>
    public static IReadOnlyList<BulkPart>? Parts(LawPack pack, BulkDeterminer basis)
    {
        var (month, knownAt) = (basis.Month, basis.KnownAt);
        if (basis.Basis is not null || !ReferenceEquals(pack.Models, basis.Pack.Models) || !ReferenceEquals(pack.Benefits, basis.Pack.Benefits))
        {
            return null;
        }

        var changed = Changed(pack, basis.Pack, month, knownAt);
        bool Touches(params IEnumerable<ModelDecision?> decisions) => decisions.OfType<ModelDecision>().Any(decision => pack.Models.Texts.Of(decision).Parameters.Any(changed.Contains));
        if (Touches(pack.Benefits.Contradictions))
        {
            return null;
        }

        var parameters = new ParameterContexts(pack.Parameters);
        // Where provinces are as they were, what the basis tells apart of households is what counts.
        var finer = changed.Any(id => pack.Parameters.Find(id)!.ByProvince) ? null : basis.Plan;
        var parts = new List<BulkPart>();
        foreach (var part in basis.Parts)
        {
            if (part.Programme!.ModelsFor(month) is not { } models)
            {
                parts.Add(part);
                continue;
            }

            if (Touches([.. models.Entitlement, part.Programme.Bars]))
            {
                return null;
            }

            var below = parts.Exists(lower => lower.Basis is not null && lower.Programme!.Stratum < part.Programme.Stratum) && part.Plan.ReadsLower;
            if (below && models.Entitlement.Append(models.Level).Any(decision => pack.Models.Texts.Of(decision) is { Amounts: true } reads && reads.Facts.Contains("eligible")))
            {
                // What it gives may hang on amounts below it: it is asked by itself, for whoever has any of these.
                parts.Add(BulkPart.OfLower(pack, month, knownAt, part, parameters, finer));
            }
            else
            {
                parts.Add(Touches(models.Level) ? BulkPart.OfAmounts(pack, basis, part, parameters, finer) : part);
            }
        }

        return parts;
    }

    /// <summary>Parameters with another value in the month, in some province.</summary>
    private static HashSet<string> Changed(LawPack pack, LawPack other, BenefitMonth month, DateOnly knownAt) =>
    [
        .. pack.Parameters.All.Where(parameter => other.Parameters.Find(parameter.Id) is not { } before || (!ReferenceEquals(parameter, before)
            && parameter.Values.Concat(before.Values).Select(value => value.Place ?? default).Append(default).Distinct().Any(place => !Equals(parameter.At(month, knownAt, place), before.At(month, knownAt, place)))))
            .Select(parameter => parameter.Id),
    ];
}
