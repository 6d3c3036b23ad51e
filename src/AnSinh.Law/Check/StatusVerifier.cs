namespace AnSinh.Law;

/// <summary>Holds the statuses a worked case expects against the classification.</summary>
internal static class StatusVerifier
{
    public static IEnumerable<(string Vi, string En)> Differences(CaseCheck check, HouseholdDetermination found) =>
        Differences(null, check.Statuses, found).Concat(check.People.SelectMany(person => Differences(person.Id, person.Statuses, found)));

    private static IEnumerable<(string Vi, string En)> Differences(PersonId? person, IReadOnlyList<ExpectedStatus>? expected, HouseholdDetermination found)
    {
        if (expected is null)
        {
            return [];
        }

        var own = found.Statuses.Where(status => status.Person == person).ToList();
        return expected.SelectMany(status => Differences(person, status, own.FirstOrDefault(known => known.Status == status.Status)))
            .Concat(own.Where(status => expected.All(known => known.Status != status.Status)).Select(status => ($"không chờ đợi {status.Status}: {status.Value}", $"unexpected {status.Status}: {status.Value}")));
    }

    public static Bilingual? PeriodDifference(ExpectedPeriod expected, Determiner determiner)
    {
        string found;
        try
        {
            var period = determiner.StatusPeriod(expected.Status, expected.Decided);
            if (period.From == expected.From && period.To == expected.To)
            {
                return null;
            }

            found = $"{period.From:o} – {period.To:o}";
        }
        catch (LawStopException stop)
        {
            found = stop.Reason.Vi;
        }

        var wanted = $"{expected.From:o} – {expected.To:o}";
        return new Bilingual($"{expected.Status} quyết định ngày {expected.Decided:o}: cần {wanted}; có {found}", $"{expected.Status} decided {expected.Decided:o}: expected {wanted}; found {found}");
    }

    private static IEnumerable<(string Vi, string En)> Differences(PersonId? person, ExpectedStatus expected, StatusAnswer? found)
    {
        var of = person is { } id ? $"{expected.Status} ({id})" : expected.Status;
        if (found is null)
        {
            yield return ($"{of}: không có thông tin đánh giá nào", $"{of}: nothing was assessed");
            yield break;
        }

        if (expected.Value != found.Value)
        {
            var (wanted, got) = (expected.Value ?? "?", found.Value ?? $"? ({string.Join(", ", found.Missing)})");
            yield return ($"{of}: cần {wanted}, có {got}", $"{of}: expected {wanted}, found {got}");
        }

        foreach (var fact in expected.Missing.Where(fact => !found.Missing.Contains(fact)))
        {
            yield return ($"{of}: cần hỏi '{fact}'; có: {string.Join(", ", found.Missing)}", $"{of}: expected to be asked '{fact}'; found: {string.Join(", ", found.Missing)}");
        }

        var cited = found.Because.SelectMany(reason => LegalRef.ParseList(reason.Ref)).ToList();
        foreach (var reference in expected.Because.Where(reference => cited.All(known => !known.IsWithin(reference))))
        {
            yield return ($"{of}: thiếu căn cứ {reference}", $"{of}: {reference} is not cited");
        }

        if (expected.Grade is { } grade && grade != found.Grade)
        {
            yield return ($"{of}: độ tin cậy cần {grade.Code()}, có {found.Grade.Code()}", $"{of}: grade should be {grade.Code()}, found {found.Grade.Code()}");
        }
    }
}
