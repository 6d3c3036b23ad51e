namespace AnSinh.Law;

/// <summary>The parameters of the law with the values that a reform gives them.</summary>
internal static class ReformedParameters
{
    public static ParameterCatalog Of(ParameterCatalog law, Reform reform) => law.With(reform.Parameters.GroupBy(patch => patch.Parameter, StringComparer.Ordinal)
        .Select(patches => patches.OrderBy(patch => patch.From.Index).Aggregate(law.Find(patches.Key)!, (parameter, patch) => With(parameter, patch, reform))));

    /// <summary>Values of the law that begin within the months of the patch give way; one that outlasts it begins after it.</summary>
    private static Parameter With(Parameter parameter, ParameterPatch patch, Reform reform)
    {
        var values = new List<ParameterValue>();
        foreach (var value in parameter.Values)
        {
            if (value.From < patch.From || value.From > patch.To || (patch.Place is { } place && value.Place != place))
            {
                values.Add(value);
            }
            else if (patch.To is { } to && !(value.To <= to))
            {
                values.Add(value with { From = to.Next });
            }
        }

        values.Add(new ParameterValue
        {
            From = patch.From,
            To = patch.To,
            Place = patch.Place,
            Value = patch.Value,
            Table = [.. patch.Table.OrderBy(cell => cell.Key).Select(cell => cell.Value)],
            Ref = reform.Ref,
            InForce = reform.InForce,
            Grade = EvidenceGrade.Assumed,
        });
        return parameter with { Values = values };
    }
}
