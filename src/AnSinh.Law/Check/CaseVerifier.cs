namespace AnSinh.Law;

/// <summary>A difference between what a worked case expects and what the law pack answers.</summary>
public sealed record CaseDifference(string File, int Line, string Title, BenefitMonth Month, PersonId Person, string Vi, string En);

/// <summary>Holds worked cases against determinations.</summary>
public static class CaseVerifier
{
    public static IEnumerable<CaseDifference> Verify(WorkedCase worked, Determiner determiner)
    {
        foreach (var start in worked.Starts)
        {
            if (StartDifference(start, determiner) is { } difference)
            {
                yield return new CaseDifference(worked.File, start.Line, worked.Title.Vi, start.From, start.Person, difference.Vi, difference.En);
            }
        }

        foreach (var suspension in worked.Suspensions)
        {
            if (SuspensionDifference(suspension, determiner) is { } difference)
            {
                yield return new CaseDifference(worked.File, suspension.Line, worked.Title.Vi, suspension.Month, default, difference.Vi, difference.En);
            }
        }

        foreach (var period in worked.Periods)
        {
            if (StatusVerifier.PeriodDifference(period, determiner) is { } difference)
            {
                yield return new CaseDifference(worked.File, period.Line, worked.Title.Vi, BenefitMonth.Of(period.Decided), default, difference.Vi, difference.En);
            }
        }

        foreach (var check in worked.Checks.Where(check => check.HasExpectation))
        {
            var determination = determiner.Determine(worked.Household, check.Month, check.KnownAt);
            foreach (var (vi, en) in StatusVerifier.Differences(check, determination))
            {
                yield return new CaseDifference(worked.File, check.Line, worked.Title.Vi, check.Month, default, vi, en);
            }

            foreach (var person in determination.People)
            {
                var expected = check.People.FirstOrDefault(known => known.Id == person.Person) ?? new ExpectedPerson(person.Person, [], [], [], []);
                var listed = check.People.Any(known => known.Id == person.Person);
                foreach (var (vi, en) in Differences(expected, person, listed))
                {
                    yield return new CaseDifference(worked.File, check.Line, worked.Title.Vi, check.Month, person.Person, vi, en);
                }
            }
        }
    }

    private static Bilingual? StartDifference(ExpectedStart start, Determiner determiner)
    {
        try
        {
            var found = determiner.StartMonth(start.Basis);
            return found.Earliest <= start.From && start.From <= found.Latest ? null : new Bilingual(
                $"quyết định {start.Basis.Benefit} ngày {start.Basis.Decided:o} trả từ tháng {found.Earliest}, hồ sơ ghi {start.From}", $"the award of {start.Basis.Benefit} decided {start.Basis.Decided:o} pays from {found.Earliest}, the case says {start.From}");
        }
        catch (LawStopException stop)
        {
            return stop.Reason;
        }
    }

    private static Bilingual? SuspensionDifference(ExpectedSuspension expected, Determiner determiner)
    {
        SuspensionAnswer? found = null;
        var stopped = "";
        try
        {
            found = determiner.Suspension(expected.Benefit, expected.Standing, expected.Month, expected.KnownAt);
        }
        catch (LawStopException stop)
        {
            stopped = stop.Reason.Vi;
        }

        var (wanted, got) = (Print(expected.Answer), found is null ? Print(null) + stopped : Print(found));
        return Print(expected.Answer) == Print(found) ? null : new Bilingual($"tạm dừng: cần {wanted}; có {got}", $"suspension: expected {wanted}; found {got}");
    }

    private static string Print(SuspensionAnswer? answer) =>
        answer is null ? "[không trả lời / no answer] " : $"[{string.Join(", ", answer.Reasons)}; ends={answer.Ends}; paid={answer.SuspendedMonthsArePaid}]";

    private static IEnumerable<(string Vi, string En)> Differences(ExpectedPerson expected, PersonDetermination found, bool listed)
    {
        foreach (var entitled in expected.Entitled)
        {
            var got = found.Entitlements.Where(entitlement => entitlement.Benefit == entitled.Benefit).ToList();
            if (got.Count == 0)
            {
                var instead = found.Entitlements.Count == 0 ? "–" : string.Join(", ", found.Entitlements.Select(entitlement => $"{entitlement.Benefit} {entitlement.Amount}"));
                var why = Why(entitled.Benefit, found);
                yield return ($"cần được hưởng {entitled.Benefit} {entitled.Amount}; có: {instead}{why}", $"expected {entitled.Benefit} {entitled.Amount}; found: {instead}{why}");
                continue;
            }

            foreach (var difference in Differences(entitled, got[0]))
            {
                yield return difference;
            }
        }

        foreach (var extra in found.Entitlements.Where(entitlement => expected.Entitled.All(entitled => entitled.Benefit != entitlement.Benefit)))
        {
            yield return ($"không chờ đợi {extra.Benefit} {extra.Amount} ({extra.Calculation})", $"unexpected {extra.Benefit} {extra.Amount} ({extra.Calculation})");
        }

        foreach (var refused in expected.Refused)
        {
            var refusal = found.Refused.FirstOrDefault(known => known.Benefit == refused.Benefit);
            if (refusal is null)
            {
                yield return ($"cần bị từ chối {refused.Benefit}", $"expected a refusal of {refused.Benefit}{Why(refused.Benefit, found)}");
            }
            else if (refused.Fact is { } fact && refusal.Because.All(failed => failed.Fact != fact))
            {
                var facts = string.Join(", ", refusal.Because.Select(failed => failed.Fact));
                yield return ($"{refused.Benefit} cần bị từ chối vì '{fact}'; có: {facts}", $"{refused.Benefit} should be refused for '{fact}'; found: {facts}");
            }
        }

        foreach (var (refused, refusal) in expected.Refused.Where(refused => refused.Because.Count > 0).Select(refused => (refused, found.Refused.FirstOrDefault(known => known.Benefit == refused.Benefit))))
        {
            var cited = refusal?.Because.SelectMany(failed => LegalRef.ParseList(failed.Ref)).ToList() ?? [];
            if (refused.Because.Any(wanted => !cited.Any(known => known.IsWithin(wanted))) || cited.Any(known => !refused.Because.Any(known.IsWithin)))
            {
                var (wanted, got) = (string.Join("; ", refused.Because), string.Join("; ", cited));
                yield return ($"{refused.Benefit} cần bị từ chối theo {wanted}; có: {got}", $"{refused.Benefit} should be refused under {wanted}; found: {got}");
            }
        }

        foreach (var difference in DifferencesOfOpen(expected, found, listed))
        {
            yield return difference;
        }
    }

    private static IEnumerable<(string, string)> Differences(ExpectedEntitlement expected, Entitlement found)
    {
        if (expected.Amount != found.Amount)
        {
            yield return ($"{found.Benefit}: cần {expected.Amount}, có {found.Amount} ({found.Calculation})", $"{found.Benefit}: expected {expected.Amount}, found {found.Amount} ({found.Calculation})");
        }
        else if (expected.Calculation is { } calculation && calculation.Replace(" x 1 x ", " x ", StringComparison.Ordinal) != found.Calculation)
        {
            yield return ($"{found.Benefit}: cần phép tính {calculation}, có {found.Calculation}", $"{found.Benefit}: the calculation should be {calculation}, found {found.Calculation}");
        }

        var cited = found.Because.SelectMany(reason => LegalRef.ParseList(reason.Ref)).Concat(found.Parameters.Select(parameter => LegalRef.Parse(parameter.Ref))).ToList();
        foreach (var reference in expected.Because.Where(reference => cited.All(known => !known.IsWithin(reference))))
        {
            yield return ($"{found.Benefit}: thiếu căn cứ {reference}", $"{found.Benefit}: {reference} is not cited");
        }

        if (expected.Grade is { } grade && grade != found.Grade)
        {
            yield return ($"{found.Benefit}: độ tin cậy cần {grade.Code()}, có {found.Grade.Code()}", $"{found.Benefit}: grade should be {grade.Code()}, found {found.Grade.Code()}");
        }

        if (expected.Payee is { } payee && payee != found.Payee.Id)
        {
            yield return ($"{found.Benefit}: người nhận cần {payee}, có {found.Payee.Id}", $"{found.Benefit}: payee should be {payee}, found {found.Payee.Id}");
        }

        foreach (var part in expected.Parts.Where(part => found.Parts.All(known => known.Fund != part.Fund || known.Amount != part.Amount)))
        {
            yield return ($"{found.Benefit}: thiếu phần {part.Fund} {part.Amount}", $"{found.Benefit}: part {part.Fund} {part.Amount} is missing");
        }
    }

    private static IEnumerable<(string, string)> DifferencesOfOpen(ExpectedPerson expected, PersonDetermination found, bool listed)
    {
        foreach (var missing in expected.Missing)
        {
            var got = found.Missing.FirstOrDefault(known => known.Fact == missing.Fact);
            if (got is null || missing.Benefits.Any(benefit => !got.Benefits.Contains(benefit)))
            {
                var have = string.Join("; ", found.Missing.Select(known => $"{known.Fact} → {string.Join(", ", known.Benefits)}"));
                yield return ($"cần hỏi '{missing.Fact}' cho {string.Join(", ", missing.Benefits)}; có: {have}", $"expected to be asked '{missing.Fact}' for {string.Join(", ", missing.Benefits)}; found: {have}");
            }
        }

        foreach (var expectedStop in expected.Stopped)
        {
            if (found.Stopped.FirstOrDefault(stop => stop.Benefit == expectedStop.Benefit) is not { } stopped)
            {
                yield return ($"cần dừng {expectedStop.Benefit}", $"expected {expectedStop.Benefit} to stop{Why(expectedStop.Benefit, found)}");
                continue;
            }

            foreach (var difference in expectedStop.Readings.SelectMany(reading => Differences(reading, stopped)))
            {
                yield return difference;
            }
        }

        foreach (var stop in found.Stopped.Where(stop => expected.Stopped.All(known => known.Benefit != stop.Benefit)))
        {
            yield return ($"không chờ đợi {stop.Benefit} dừng: {stop.Reason}", $"unexpected stop of {stop.Benefit}: {stop.Reason}");
        }

        if (!listed)
        {
            foreach (var missing in found.Missing)
            {
                yield return ($"không chờ đợi câu hỏi '{missing.Fact}'", $"unexpected question '{missing.Fact}'");
            }
        }
    }

    private static IEnumerable<(string, string)> Differences(ExpectedReading expected, StoppedBenefit stopped)
    {
        var name = expected.Without.Length == 0 ? "–" : expected.Without;
        if (stopped.Readings.FirstOrDefault(reading => reading.Without.Split(HouseholdInputs.Of)[0] == expected.Without) is not { } reading)
        {
            yield return ($"{stopped.Benefit}: không có cách hiểu bỏ '{name}'", $"{stopped.Benefit}: there is no reading without '{name}'");
            yield break;
        }

        Vnd? amount = reading.Entitled.Where(entitled => entitled.Benefit == stopped.Benefit).Select(entitled => (Vnd?)entitled.Amount).FirstOrDefault();
        if (amount != expected.Amount)
        {
            yield return ($"{stopped.Benefit}, bỏ '{name}': cần {expected.Amount}, có {amount}", $"{stopped.Benefit}, without '{name}': expected {expected.Amount}, found {amount}");
        }
    }

    private static string Why(BenefitId benefit, PersonDetermination found)
    {
        if (found.Refused.FirstOrDefault(refusal => refusal.Benefit == benefit) is { } refusal)
        {
            return $" [{string.Join("; ", refusal.Because.Select(failed => $"{failed.Fact}={failed.Value} needs {failed.Needed}"))}]";
        }

        var asked = found.Missing.Where(missing => missing.Benefits.Contains(benefit)).Select(missing => missing.Fact).ToList();
        return asked.Count > 0 ? $" [? {string.Join(", ", asked)}]"
            : found.Entitlements.Any(entitlement => entitlement.Considered.Any(considered => considered.Benefit == benefit)) ? " [overlap]" : "";
    }
}
