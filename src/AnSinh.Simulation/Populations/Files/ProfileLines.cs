using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnSinh.Law;

namespace AnSinh.Simulation.Populations;

/// <summary>
/// The two dictionaries of a population file: lines of JSON, the first with what all share (facts that link members, records of coverage), then one profile a line. A fact is
/// [code, value], or [code, value, from, to, known, sequence] where it is bound to days.
/// </summary>
internal static class ProfileLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] OfPersons(IReadOnlyList<PersonProfile> profiles, IReadOnlyList<string> linkFacts)
    {
        using var lines = new MemoryStream();
        Line(lines, json =>
        {
            json.WriteStartArray("link_facts");
            foreach (var fact in linkFacts)
            {
                json.WriteStringValue(fact);
            }

            json.WriteEndArray();
        });
        foreach (var profile in profiles)
        {
            Line(lines, json =>
            {
                json.WriteString("sex", profile.Sex == Sex.Male ? "male" : "female");
                if (profile.BornPrecision != DatePrecision.Day)
                {
                    json.WriteString("born", profile.BornPrecision == DatePrecision.Month ? "month" : "year");
                }

                if (profile.Died is { } died)
                {
                    json.WriteString("died", Text(died.Day));
                    json.WriteString("death_known", Text(died.Known));
                }

                Write(json, profile.Facts);
                if (profile.Awards.Count > 0)
                {
                    json.WriteStartArray("awards");
                    foreach (var award in profile.Awards)
                    {
                        Strings(json, award.Benefit.Value, award.From.ToString(), award.To?.ToString(), Text(award.Known));
                    }

                    json.WriteEndArray();
                }
            });
        }

        return lines.ToArray();
    }

    public static byte[] OfHouseholds(IReadOnlyList<HouseholdProfile> profiles)
    {
        var coverages = new Dictionary<string, int>(StringComparer.Ordinal);
        var distinct = new List<IReadOnlyList<CaseCoverage>>();
        var numbers = new int[profiles.Count];
        for (var index = 0; index < profiles.Count; index++)
        {
            var key = string.Join('\n', profiles[index].Coverage);
            if (!coverages.TryGetValue(key, out numbers[index]))
            {
                coverages.Add(key, numbers[index] = distinct.Count);
                distinct.Add(profiles[index].Coverage);
            }
        }

        using var lines = new MemoryStream();
        Line(lines, json =>
        {
            json.WriteStartArray("coverages");
            foreach (var coverage in distinct)
            {
                json.WriteStartArray();
                foreach (var (source, day) in coverage)
                {
                    Strings(json, source, Text(day));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        });
        for (var index = 0; index < profiles.Count; index++)
        {
            var profile = profiles[index];
            Line(lines, json =>
            {
                json.WriteString("place", profile.Place.Value);
                json.WriteString("province", profile.Province.Value);
                Write(json, profile.Facts);
                json.WriteNumber("coverage", numbers[index]);
            });
        }

        return lines.ToArray();
    }

    public static (IReadOnlyList<PersonProfile> Profiles, IReadOnlyList<string> LinkFacts) ReadPersons(byte[] bytes)
    {
        var (profiles, linkFacts) = (new List<PersonProfile>(), new List<string>());
        foreach (var (number, line) in Lines(bytes))
        {
            if (number == 0)
            {
                linkFacts.AddRange(line.GetProperty("link_facts").EnumerateArray().Select(fact => fact.GetString()!));
                continue;
            }

            profiles.Add(new PersonProfile
            {
                Sex = line.GetProperty("sex").GetString() == "male" ? Sex.Male : Sex.Female,
                BornPrecision = line.TryGetProperty("born", out var born) ? born.GetString() == "month" ? DatePrecision.Month : DatePrecision.Year : DatePrecision.Day,
                Died = line.TryGetProperty("died", out var died) ? new CaseDeath(Day(died.GetString())!.Value, Day(line.GetProperty("death_known").GetString())) : null,
                Facts = Facts(line),
                Awards = line.TryGetProperty("awards", out var awards)
                    ? [.. awards.EnumerateArray().Select(award => new CaseAward(new BenefitId(award[0].GetString()!), BenefitMonth.Parse(award[1].GetString()!), award[2].GetString() is { } to ? BenefitMonth.Parse(to) : null, Day(award[3].GetString())))]
                    : [],
            });
        }

        return (profiles, linkFacts);
    }

    public static IReadOnlyList<HouseholdProfile> ReadHouseholds(byte[] bytes)
    {
        var profiles = new List<HouseholdProfile>();
        List<IReadOnlyList<CaseCoverage>> coverages = [];
        foreach (var (number, line) in Lines(bytes))
        {
            if (number == 0)
            {
                coverages.AddRange(line.GetProperty("coverages").EnumerateArray().Select(coverage =>
                    (IReadOnlyList<CaseCoverage>)[.. coverage.EnumerateArray().Select(record => new CaseCoverage(record[0].GetString()!, Day(record[1].GetString())!.Value))]));
                continue;
            }

            profiles.Add(new HouseholdProfile
            {
                Place = PlaceCode.Parse(line.GetProperty("place").GetString()!),
                Province = PlaceCode.Parse(line.GetProperty("province").GetString()!),
                Facts = Facts(line),
                Coverage = coverages[line.GetProperty("coverage").GetInt32()],
            });
        }

        return profiles;
    }

    private static IEnumerable<(int Number, JsonElement Line)> Lines(byte[] bytes)
    {
        var number = 0;
        for (var start = 0; start < bytes.Length; number++)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            using var document = JsonDocument.Parse(bytes.AsMemory(start, length));
            yield return (number, document.RootElement);
            start += length + 1;
        }
    }

    private static void Line(MemoryStream lines, Action<Utf8JsonWriter> content)
    {
        using (var json = new Utf8JsonWriter(lines, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        lines.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<CaseFact> facts)
    {
        json.WriteStartArray("facts");
        foreach (var fact in facts)
        {
            if (fact.Valid == DateRange.Always && fact.Known is null && fact.Sequence == 0)
            {
                Strings(json, fact.Code, fact.Value);
            }
            else
            {
                Strings(json, fact.Code, fact.Value, Text(fact.Valid.From), Text(fact.Valid.To), Text(fact.Known), fact.Sequence.ToString(CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, params ReadOnlySpan<string?> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static CaseFact[] Facts(JsonElement profile) => [.. profile.GetProperty("facts").EnumerateArray().Select(fact => fact.GetArrayLength() == 2
        ? new CaseFact(fact[0].GetString()!, fact[1].GetString())
        : new CaseFact(fact[0].GetString()!, fact[1].GetString(), new DateRange(Day(fact[2].GetString()), Day(fact[3].GetString())), Day(fact[4].GetString()), int.Parse(fact[5].GetString()!, CultureInfo.InvariantCulture)))];

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
