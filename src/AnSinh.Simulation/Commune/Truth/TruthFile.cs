using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AnSinh.Law;
using AnSinh.Simulation.Commune.Poverty;

namespace AnSinh.Simulation.Commune.Truth;

/// <summary>
/// Writes <c>truth.json</c>: for every awarded person and month what is due and since when that can be known, what each run must show, and who is entitled and not served or may be
/// entitled at the end. It is the generator's own count and the measure of the whole program.
/// </summary>
public static class TruthFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(SampleCommune commune)
    {
        var claims = new ExpectedClaims(new ExpectedLaw());
        var months = new ExpectedMonths(commune, claims);
        var (month, known) = (months.Runs[^1].Month, SampleCommune.LaterDays[^1]);
        var notServed = NotServed(commune, claims, month, known);
        var mayBe = commune.People.Where(person => claims.MayBeOwed(person, month, known)).ToList();
        var root = new JsonObject
        {
            ["about"] = "Synthetic people. Counted by the generator from what it made up, without the law engine. Amounts in VND.",
            ["seed"] = commune.Seed,
            ["commune"] = commune.Code,
            ["registered"] = Iso(commune.Registered),
            ["people"] = commune.People.Count,
            ["households"] = commune.Households.Count,
            ["months"] = new JsonArray([.. months.Runs.Select(Run)]),
            ["sweep"] = new JsonObject
            {
                ["month"] = month.ToString(),
                ["known"] = Iso(known),
                ["notServed"] = new JsonObject { ["people"] = notServed.Count, ["amount"] = notServed.Sum(entry => entry.Amount) },
                ["mayBe"] = new JsonObject { ["people"] = mayBe.Count },
            },
            ["poverty"] = Poverty(commune),
            ["stories"] = new JsonArray([.. commune.Stories.Select(story => new JsonObject { ["name"] = story.Name, ["number"] = story.Person.Number, ["text"] = story.Text })]),
        };

        // One line a person keeps a file of some hundred people readable and its changes small.
        return root.ToJsonString(Indented)[..^2]
            + Lines("notServed", notServed.Select(entry => (JsonNode)new JsonObject
            {
                ["number"] = entry.Person.Number, ["benefits"] = new JsonArray([.. entry.Claims.Select(claim => JsonValue.Create(claim.Benefit))]), ["amount"] = entry.Amount,
            }))
            + Lines("mayBe", mayBe.Select(person => (JsonNode)JsonValue.Create(person.Number)))
            + Lines("due", months.Dues.GroupBy(due => (due.Person.Number, due.Benefit)).Select(Due))
            + "\n}\n";
    }

    /// <summary>The amount is what serving them would add: all that is owed, less what decisions already carry.</summary>
    private static List<(SamplePerson Person, List<ExpectedClaim> Claims, long Amount)> NotServed(SampleCommune commune, ExpectedClaims claims, BenefitMonth month, DateOnly known)
    {
        var found = new List<(SamplePerson, List<ExpectedClaim>, long)>();
        foreach (var person in commune.People)
        {
            var owed = claims.Owed(person, month, known);
            var open = owed.Where(claim => !ExpectedAwards.Carries(person, claim.Benefit, month, known)).ToList();
            if (open.Count > 0)
            {
                found.Add((person, open, owed.Sum(claim => claim.Amount) - claims.Owed(person, month, known, carriedOnly: true).Sum(claim => claim.Amount)));
            }
        }

        return found;
    }

    /// <summary>Households that a review assessed, by recognised and by assessed class in the month of the delivery of September, and those where the two differ; how many the yearly list must hold.</summary>
    private static JsonObject Poverty(SampleCommune commune)
    {
        var known = SampleCommune.LaterDays.First(day => day.Month == 9);
        var month = BenefitMonth.Of(known);
        var all = commune.Households.Where(household => ExpectedPoverty.LivesHere(household, known))
            .Select(household => (household.Id, Attested: ExpectedPoverty.Attested(household, month, known), Assessed: ExpectedPoverty.Assessed(household, month, known))).ToList();
        var assessed = all.Where(household => household.Assessed is not null).ToList();
        var differ = assessed.Where(household => household.Attested != household.Assessed).ToList();
        JsonObject Count(Func<(string Id, string Attested, string? Assessed), string?> of) =>
            new(PovertyBand.All.Keys.Select(@class => KeyValuePair.Create<string, JsonNode?>(@class, assessed.Count(household => of(household) == @class))));
        return new()
        {
            ["month"] = month.ToString(),
            ["known"] = Iso(known),
            ["listed"] = all.Count(household => household.Attested is "poor" or "near_poor") + differ.Count(household => household is { Attested: not ("poor" or "near_poor"), Assessed: "poor" or "near_poor" }),
            ["attested"] = Count(household => household.Attested),
            ["assessed"] = Count(household => household.Assessed),
            ["differ"] = new JsonArray([.. differ.Select(household => new JsonObject { ["household"] = household.Id, ["attested"] = household.Attested, ["assessed"] = household.Assessed })]),
        };
    }

    private static JsonObject Run(ExpectedRun run) => new()
    {
        ["month"] = run.Month.ToString(),
        ["cutOff"] = Iso(run.CutOff),
        ["regular"] = new JsonObject { ["lines"] = run.RegularLines, ["amount"] = run.RegularAmount },
        ["arrears"] = new JsonObject { ["lines"] = run.ArrearsLines, ["amount"] = run.ArrearsAmount, ["months"] = new JsonArray([.. run.ArrearsMonths.Select(month => JsonValue.Create(month.ToString()))]) },
        ["receivables"] = new JsonObject { ["count"] = run.Receivables, ["amount"] = run.ReceivableAmount },
    };

    /// <summary>For each month a list of [known on, amount]; a later entry replaces the one before.</summary>
    private static JsonNode Due(IGrouping<(string Number, string Benefit), ExpectedDue> award)
    {
        var months = new JsonObject();
        foreach (var month in award.GroupBy(due => due.Month).OrderBy(group => group.Key.Index))
        {
            months[month.Key.ToString()] = new JsonArray([.. month.Select(due => new JsonArray(Iso(due.KnownOn), due.Amount))]);
        }

        return new JsonObject { ["number"] = award.Key.Number, ["benefit"] = award.Key.Benefit, ["months"] = months };
    }

    private static string Lines(string name, IEnumerable<JsonNode> nodes) =>
        $",\n  \"{name}\": [\n    " + string.Join(",\n    ", nodes.Select(node => node.ToJsonString(OneLine))) + "\n  ]";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
