using AnSinh.Law;
using Microsoft.AspNetCore.Http;

namespace AnSinh.Web.Analyst;

/// <summary>What an address asks of the desk: scenarios kept before (<c>kich-ban</c>, several beside each other), or the values in it.</summary>
public sealed record AnalystRequest(BenefitMonth Month, IReadOnlyList<(string Id, string Name, ScenarioPatch Patch)> Scenarios, ScenarioPatch Patch, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Lever> Faults)
{
    public const string Saved = "kich-ban";
    public const string Unnamed = "phuong-an";

    /// <summary>Scenarios beside each other at most.</summary>
    public const int Most = 4;

    public static AnalystRequest Read(IQueryCollection query, IReadOnlyList<Lever> levers, ScenarioBook book, BenefitMonth month, Words words)
    {
        var saved = query[Saved].Distinct().Take(Most).Select(id => book.Find(id ?? "")).OfType<SavedScenario>().ToList();
        if (saved.Count > 0)
        {
            return new AnalystRequest(month, [.. saved.Select(one => (one.Id, one.Name, one.Patch))], saved[0].Patch, new Dictionary<string, string>(), []);
        }

        var (values, typed, faults) = (new SortedDictionary<string, decimal>(StringComparer.Ordinal), new Dictionary<string, string>(), new List<Lever>());
        foreach (var lever in levers.Where(lever => query[lever.Name].ToString().Length > 0))
        {
            typed[lever.Parameter.Id] = query[lever.Name].ToString();
            if (lever.Read(typed[lever.Parameter.Id], words.Vietnamese) is not { } value)
            {
                faults.Add(lever);
            }
            else if (value != lever.Value.Value)
            {
                values[lever.Parameter.Id] = value;
            }
        }

        var patch = new ScenarioPatch(values);
        return new AnalystRequest(month, values.Count == 0 || faults.Count > 0 ? [] : [(Unnamed, words["analyst.unnamed"], patch)], patch, typed, faults);
    }

    /// <summary>The query of an address that asks the same.</summary>
    public string Query => Scenarios.Count > 0 && Scenarios[0].Id != Unnamed ? string.Join('&', Scenarios.Select(one => $"{Saved}={one.Id}")) : Patch.Query;
}
