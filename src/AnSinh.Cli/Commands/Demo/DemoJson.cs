using System.Text.Json;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Simulation.Sweep;

namespace AnSinh.Cli;

/// <summary>The JSON of <c>ansinh demo --json</c>.</summary>
internal static class DemoJson
{
    public static void Write(Stream output, DemoResult result, decimal seconds)
    {
        using var json = new Utf8JsonWriter(output, SweepFiles.Json);
        json.WriteStartObject();
        json.WriteBoolean("synthetic", true);
        json.WriteNumber("people", result.People);
        json.WriteNumber("households", result.Households);
        json.WriteNumber("receiving", result.Receiving);
        json.WriteStartArray("months");
        foreach (var month in result.Months)
        {
            Month(json, month);
        }

        json.WriteEndArray();
        json.WriteStartArray("benefits");
        foreach (var (benefit, lines, amount) in result.Benefits)
        {
            Counted(json, null, ("benefit", benefit.Value), ("lines", lines), ("amount", amount.Amount));
        }

        json.WriteEndArray();
        json.WriteStartArray("funds");
        foreach (var (fund, amount) in result.Funds)
        {
            Counted(json, null, ("fund", fund), ("amount", amount.Amount));
        }

        json.WriteEndArray();
        Counted(json, "sweep", ("month", result.SweepMonth.ToString()), ("known", result.SweepKnown.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Counted(json, "notServed", ("people", People(result, SweepKind.NotServed)), ("amount", result.Sweep.NotServedAmount.Amount));
        Counted(json, "mayBe", ("people", People(result, SweepKind.MayBe)));
        Counted(json, "noLongerEntitled", ("awards", People(result, SweepKind.NoLongerEntitled)));
        Counted(json, "soon", ("changes", People(result, SweepKind.Soon)));
        Counted(json, "stopped", ("people", People(result, SweepKind.Stopped)));
        if (result.Review is { } review)
        {
            Review(json, review);
        }

        json.WriteString("explanation", result.Explanation);
        json.WriteStartArray("files");
        foreach (var file in result.Files)
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        json.WriteNumber("seconds", seconds);
        json.WriteEndObject();
    }

    private static void Month(Utf8JsonWriter json, DemoMonth month)
    {
        json.WriteStartObject();
        json.WriteString("month", month.Month.ToString());
        json.WriteString("cutOff", month.CutOff.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Counted(json, "regular", ("lines", month.RegularLines), ("amount", month.RegularAmount.Amount));
        json.WriteStartObject("arrears");
        json.WriteNumber("lines", month.ArrearsLines);
        json.WriteNumber("amount", month.ArrearsAmount.Amount);
        json.WriteStartArray("months");
        foreach (var of in month.ArrearsMonths)
        {
            json.WriteStringValue(of.ToString());
        }

        json.WriteEndArray();
        json.WriteStartArray("reasons");
        foreach (var (reason, lines, amount) in month.ArrearsReasons)
        {
            Counted(json, null, ("reason", reason), ("lines", lines), ("amount", amount.Amount));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        Counted(json, "receivables", ("count", month.Receivables), ("amount", month.ReceivableAmount.Amount));
        json.WriteNumber("sentAgain", month.CameBack);
        json.WriteEndObject();
    }

    private static void Review(Utf8JsonWriter json, DemoReviewed review)
    {
        json.WriteStartObject("review");
        json.WriteString("round", review.Round.Id);
        json.WriteString("known", review.Round.OpenedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("listed", review.Listed);
        json.WriteNumber("proposed", review.Proposed);
        json.WriteString("village", review.Village);
        json.WriteNumber("forms", review.Forms);
        Classes(json, "attested", review, household => household.Attested);
        Classes(json, "assessed", review, household => household.Assessed);
        json.WriteStartArray("differ");
        foreach (var household in review.Assessed.Where(household => household.Differs))
        {
            Counted(json, null, ("household", household.Household.Value), ("attested", household.Attested), ("assessed", household.Assessed));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Classes(Utf8JsonWriter json, string name, DemoReviewed review, Func<AssessedHousehold, string> of) =>
        Counted(json, name, [.. review.Assessed.GroupBy(of).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, (object)group.Count()))]);

    private static int People(DemoResult result, SweepKind kind) => result.Sweep.PeopleByKind[kind];

    private static void Counted(Utf8JsonWriter json, string? name, params (string Name, object Value)[] properties)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        foreach (var (property, value) in properties)
        {
            if (value is string text)
            {
                json.WriteString(property, text);
            }
            else
            {
                json.WriteNumber(property, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndObject();
    }
}
