using System.Globalization;

namespace AnSinh.Cases.Tests.Poverty;

/// <summary>
/// The poverty standard worked out by hand from <c>parameters/</c>: what is unknown is tried in every way, and a class stands where all ways give the same one. Shares nothing with the program.
/// </summary>
internal static class PovertyLaw
{
    private const string Undecided = "";

    private static readonly string[] Of2022 =
    [
        "employment", "dependants", "nutrition", "insurance", "adult_education", "school", "housing_quality", "housing_area", "water", "toilet", "telecom", "information",
    ];

    /// <summary>Indicators of 2027-2030 by the draft of the decree.</summary>
    private static readonly string[] Of2027 = [.. Of2022.Where(code => code != "information"), "waste"];

    /// <summary>The class of the household; null where facts that matter are missing, the two ways of assessing disagree, or no standard is in use.</summary>
    public static string? Class(PovertyCheck check)
    {
        var classes = Classes(check, check.Household).Distinct().Take(2).ToList();
        return classes is [not Undecided] ? classes[0] : null;
    }

    /// <summary>Whether an answer about the fact can still change the class.</summary>
    public static bool Matters(PovertyCheck check, string fact) =>
        Answers(check, fact).Select(answer => string.Join('|', Classes(check, new Dictionary<string, string>(check.Household) { [fact] = answer }).Distinct().Order(StringComparer.Ordinal))).Distinct().Skip(1).Any();

    /// <summary>Whether the person is a low-income worker; null where facts are missing or no cap is in use.</summary>
    public static string? LowIncomeWorker(PovertyCheck check, IReadOnlyDictionary<string, string> person)
    {
        var answers = (
            from worker in Known(person, "worker", "true", "false")
            from status in Known(check.Household, "poverty_status", "poor", "near_poor", "average", "none")
            from urban in Known(check.Household, "urban", "true", "false")
            from income in Known(check.Household, "income_per_person", "0", "99999999")
            let cap = InUse("ngheo.thu_nhap_thap." + Area(urban), check)
            select cap is null ? Undecided : worker == "true" && (status is "average" or "none") && Number(income) <= cap ? "true" : "false").Distinct().ToList();
        return answers is [not Undecided] ? answers[0] : null;
    }

    private static IEnumerable<string> Classes(PovertyCheck check, IReadOnlyDictionary<string, string> facts)
    {
        var since2027 = string.CompareOrdinal(check.Month, "2027-01") >= 0;
        var indicators = (since2027 ? Of2027 : Of2022).Select(code => facts.GetValueOrDefault("deprived_" + code)).ToList();
        var sure = indicators.Count(value => value == "true");
        return
            from method in since2027 ? ["income"] : Known(facts, "poverty_method", "income", "score", "both")
            from urban in Known(facts, "urban", "true", "false")
            from income in method == "score" ? ["0"] : Known(facts, "income_per_person", [.. Answers(check, "income_per_person")])
            from score in method == "income" ? ["0"] : Known(facts, "score_a", [.. Answers(check, "score_a")])
            from deprived in Enumerable.Range(sure, indicators.Count(value => value is null) + 1)
            select since2027 ? ClassOf2027(check, Area(urban), Number(income), deprived) : ClassOf2022(check, method, Area(urban), Number(income), Number(score), deprived);
    }

    private static string ClassOf2022(PovertyCheck check, string method, string area, long income, long score, int deprived)
    {
        var byIncome = InUse("ngheo.thu_nhap." + area, check) is not { } limit || InUse("ngheo.muc_song_tb." + area, check) is not { } upper || InUse("ngheo.so_chi_so_nguong", check) is not { } count ? Undecided
            : income > upper ? "none" : income > limit ? "average" : deprived >= count ? "poor" : "near_poor";
        var byScore = InUse("ngheo.diem_a." + area, check) is not { } scores || InUse("ngheo.diem_b.nguong", check) is not { } points ? Undecided
            : score > scores ? "none" : 10 * deprived >= points ? "poor" : "near_poor";
        return method switch
        {
            "income" => byIncome,
            "score" => byScore,
            _ => byScore != Undecided && (byIncome is "poor" or "near_poor") == (byScore is "poor" or "near_poor") ? byIncome : Undecided,
        };
    }

    private static string ClassOf2027(PovertyCheck check, string area, long income, int deprived) =>
        InUse("ngheo.thu_nhap." + area, check) is not { } limit || InUse("ngheo.so_chi_so_nguong", check) is not { } count ? Undecided
        : income > limit ? "none" : deprived >= count ? "poor" : "near_poor";

    /// <summary>Values of a fact on both sides of everything it is compared with.</summary>
    private static IEnumerable<string> Answers(PovertyCheck check, string fact) => fact switch
    {
        "poverty_method" => ["income", "score", "both"],
        "income_per_person" => Around(check, "ngheo.thu_nhap.", "ngheo.muc_song_tb."),
        "score_a" => Around(check, "ngheo.diem_a."),
        _ => ["true", "false"],
    };

    private static IEnumerable<string> Around(PovertyCheck check, params string[] ids) =>
        ids.SelectMany(id => new[] { "nong_thon", "thanh_thi" }.Select(area => InUse(id + area, check))).OfType<long>().SelectMany(limit => new[] { limit, limit + 1 })
            .Append(0).Distinct().Select(value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The value in use: the latest of those whose months hold the month; while its successor is not in force, the one before stays in use.</summary>
    private static long? InUse(string id, PovertyCheck check)
    {
        var begun = LawTables.Parameters.Where(value => value.Id == id && string.CompareOrdinal(value.From, check.Month) <= 0).OrderBy(value => value.From, StringComparer.Ordinal).ToList();
        var usable = begun.Where(value => value.InForce <= check.KnownAt).ToList();
        var current = usable.LastOrDefault(value => value.To is null || string.CompareOrdinal(value.To, check.Month) >= 0) ?? (usable.Count < begun.Count ? usable.LastOrDefault() : null);
        return current is null ? null : Number(current.Value);
    }

    private static IEnumerable<string> Known(IReadOnlyDictionary<string, string> facts, string code, params string[] otherwise) => facts.TryGetValue(code, out var value) ? [value] : otherwise;

    private static string Area(string urban) => urban == "true" ? "thanh_thi" : "nong_thon";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
