using AnSinh.Casework.Letters;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Sheets;
using AnSinh.Casework.Review.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Review.Steps;

/// <summary>What became of one workbook: taken whole, or not at all with every fault and a file in which to mend them.</summary>
public sealed record ImportedSheet(
    string Path, string Village, int Taken, int Unchanged, IReadOnlyList<ReviewFault> Faults, IReadOnlyList<ReviewFault> Notes, string? MendFile)
{
    public bool Accepted => Faults.Count == 0;
}

/// <summary>
/// Reads filled-in workbooks back. Each file is taken whole or not at all; the same file again changes nothing. Answers become facts of the register as assessed, for the days that the
/// review decides about; the status that benefits read changes only by decision.
/// </summary>
public static class ImportAssessments
{
    /// <param name="book">The reviews.</param>
    /// <param name="round">The round.</param>
    /// <param name="paths">Workbooks as written by <see cref="WriteForms"/>.</param>
    /// <param name="correct">Whether an assessor's later file may correct what the same assessor found.</param>
    /// <param name="actor">Who takes them in.</param>
    public static IReadOnlyList<ImportedSheet> Execute(ReviewBook book, ReviewRound round, IReadOnlyList<string> paths, bool correct, string actor)
    {
        var read = book.Database.Current();
        var register = RoundRegister.Read(book, round.Commune, book.Today);
        var cases = ReviewCases.Read(book, round);
        var layout = new SheetLayout(book.Law.Form(round.Form));
        var reader = new VillageWorkbookReader(
            round, layout, book.Today, village => cases.All.Where(one => one.Listed.Village == village).ToDictionary(one => one.Listed.Household, one => register.HeadName(one.Listed.Household)),
            household => cases.Find(household)?.Listed.Village ?? register.Find(household)?.Village);
        var readings = paths.Distinct(StringComparer.Ordinal).Select(reader.Read).ToList();
        CompareFiles(readings);
        var taken = new Dictionary<SheetReading, List<ReviewAssessment>>();
        foreach (var reading in readings)
        {
            var known = readings.TakeWhile(other => other != reading).Where(taken.ContainsKey).SelectMany(other => taken[other]).ToLookup(one => one.Household);
            var fresh = Fresh(reading, cases, known, correct).ToList();
            if (reading.Faults.Count == 0)
            {
                taken[reading] = fresh;
            }
        }

        if (taken.Values.Any(rows => rows.Count > 0))
        {
            var households = book.Register.Now().Households(book.ScopeOf(round.Commune), BenefitMonth.Of(book.Today)).ToDictionary(household => household.Id);
            var classifier = new ReviewClassifier(book.Law.Pack, book.Today);
            using var write = book.Begin(actor, "review.import", read);
            foreach (var (reading, rows) in taken.Where(pair => pair.Value.Count > 0))
            {
                Write(write, book, round, rows);
                foreach (var row in rows.Where(row => row.Unable.Length == 0))
                {
                    AssessmentStore.Write(write, round.Id, classifier.Propose(households.GetValueOrDefault(row.Household), row), book.Law.Pack.Hash);
                }

                RoundStore.Step(write, round.Id, "assessment", reading.Village, rows.Max(row => row.AssessedOn), FormattableString.Invariant($"{reading.Assessor}: {rows.Count} hộ, {reading.File}"));
            }

            write.Commit();
        }

        return [.. readings.Select(reading => Result(book, round, layout, register, cases, reading, taken.GetValueOrDefault(reading)))];
    }

    /// <summary>Two assessors who find different things about one household: both are shown, neither is taken. A cell that could not be read is a fault of its own and is not compared.</summary>
    private static void CompareFiles(List<SheetReading> readings)
    {
        var faulty = readings.SelectMany(reading => reading.Faults.Where(fault => fault.Household is not null).Select(fault => (reading, fault.Household!.Value, fault.Column))).ToHashSet();
        foreach (var same in readings.SelectMany(reading => reading.Rows.Select(row => (Reading: reading, Row: row))).GroupBy(pair => pair.Row.Household).Where(group => group.Count() > 1))
        {
            var first = same.First();
            foreach (var other in same.Skip(1).Where(other => other.Reading != first.Reading))
            {
                foreach (var code in first.Row.Answers.Keys.Union(other.Row.Answers.Keys).Where(code => first.Row.Places.ContainsKey(code)))
                {
                    var (mine, theirs) = (first.Row.Answers.GetValueOrDefault(code, ""), other.Row.Answers.GetValueOrDefault(code, ""));
                    if (mine != theirs && !faulty.Contains((first.Reading, first.Row.Household, code)) && !faulty.Contains((other.Reading, other.Row.Household, code)))
                    {
                        Differ(first.Reading, first.Row, code, mine, other.Reading.Assessor, theirs, $"{other.Reading.File}!{other.Row.Places.GetValueOrDefault(code)}");
                        Differ(other.Reading, other.Row, code, theirs, first.Reading.Assessor, mine, $"{first.Reading.File}!{first.Row.Places[code]}");
                    }
                }
            }
        }
    }

    private static void Differ(SheetReading reading, AnsweredRow row, string code, string mine, string other, string theirs, string place) => reading.Wrong(
        row.Places.GetValueOrDefault(code) ?? SheetLayout.Answers,
        $"hộ {row.Household}: {reading.Assessor} ghi '{Shown(mine)}', {other} ghi '{Shown(theirs)}' ({place}); không lấy bên nào, hai rà soát viên cần thống nhất",
        $"household {row.Household}: {reading.Assessor} has '{Shown(mine)}', {other} has '{Shown(theirs)}' ({place}); neither is taken, the assessors must agree", row.Household, code);

    private static string Shown(string value) => value switch { "true" => SheetLayout.Yes, "false" => SheetLayout.No, _ => value };

    /// <summary>The rows that say something new; what may not be taken becomes a fault.</summary>
    private static IEnumerable<ReviewAssessment> Fresh(SheetReading reading, ReviewCases cases, ILookup<HouseholdId, ReviewAssessment> sameCommand, bool correct)
    {
        foreach (var row in reading.Rows)
        {
            var one = cases.Find(row.Household)!;
            if (one.Files.Contains(reading.Hash))
            {
                continue;
            }

            var assessment = new ReviewAssessment(
                row.Household, 0, reading.Assessor, DateOnly.TryParseExact(reading.AssessedOn, "yyyy-MM-dd", out var day) ? day : default, row.Unable, row.Note, reading.File, reading.Hash, row.Answers);
            if ((sameCommand[row.Household].LastOrDefault() ?? one.Assessment) is not { } before)
            {
                yield return assessment;
            }
            else if (one.MustBeAssessedAgain && (one.State == CaseState.Unable ? !before.Agrees(assessment) : assessment.AssessedOn >= Since(one)))
            {
                yield return assessment;
            }
            else if (before.Agrees(assessment))
            {
                continue;
            }
            else if (one.Decision is null && correct && before.Assessor == reading.Assessor)
            {
                yield return assessment;
            }
            else
            {
                Refuse(reading, row, one, before);
            }
        }
    }

    private static DateOnly Since(ReviewCase one) => one.State == CaseState.Objected ? one.Objection!.ReceivedOn : one.Assessment!.AssessedOn;

    private static void Refuse(SheetReading reading, AnsweredRow row, ReviewCase one, ReviewAssessment before)
    {
        foreach (var code in row.Answers.Keys.Union(before.Answers.Keys).Where(code => row.Places.ContainsKey(code) && row.Answers.GetValueOrDefault(code) != before.Answers.GetValueOrDefault(code)))
        {
            var (now, then) = (Shown(row.Answers.GetValueOrDefault(code, "")), Shown(before.Answers.GetValueOrDefault(code, "")));
            var (vi, en) = one.Decision is not null ? ("hộ đã có quyết định", "the household was decided")
                : before.Assessor == reading.Assessor ? ("để đính chính, thêm --correct", "to correct it, add --correct") : ("hai rà soát viên cần thống nhất", "the assessors must agree");
            reading.Wrong(
                row.Places[code], $"hộ {row.Household}: đã nhập '{then}' ({before.Assessor}, {before.File}), nay là '{now}'; {vi}",
                $"household {row.Household}: '{then}' was taken before ({before.Assessor}, {before.File}), now it is '{now}'; {en}", row.Household, code);
        }

        if (before.Unable != row.Unable)
        {
            reading.Wrong(
                row.Places.GetValueOrDefault(SheetLayout.Unable, SheetLayout.Answers), $"hộ {row.Household}: trước ghi '{before.Unable}', nay '{row.Unable}'",
                $"household {row.Household}: before it was '{before.Unable}', now '{row.Unable}'", row.Household, SheetLayout.Unable);
        }
    }

    private static void Write(WriteTransaction write, ReviewBook book, ReviewRound round, IReadOnlyList<ReviewAssessment> rows)
    {
        using var commit = Register.Join(write);
        commit.BeginBulk();
        var facts = new AssessedFacts(book, round, commit);
        foreach (var row in rows)
        {
            AssessmentStore.Write(write, round.Id, row);
            facts.RecordAssessed(row);
        }

        commit.EndBulk("review.facts", round.Id);
    }

    private static ImportedSheet Result(ReviewBook book, ReviewRound round, SheetLayout layout, RoundRegister register, ReviewCases cases, SheetReading reading, List<ReviewAssessment>? taken)
    {
        string? mend = null;
        if (reading.Faults.Count > 0 && reading.IsOfRound)
        {
            mend = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(reading.Path))!, Path.GetFileNameWithoutExtension(reading.Path) + ".loi.xlsx");
            var rows = cases.All.Where(one => one.Listed.Village == reading.Village && (!reading.IsAgain || reading.Rows.Any(row => row.Household == one.Listed.Household)))
                .Select(one => WriteForms.Row(register, round, one.Listed)).ToList();
            var faults = reading.Faults.Where(fault => fault.Household is not null).ToLookup(fault => (fault.Household!.Value, fault.Column), fault => fault.Fault.Vi);
            File.WriteAllBytes(mend, new VillageWorkbook(book.Law.Pack, round, layout).Write(
                AwardLetters.OfficeOf(round.Commune, "").Commune, reading.Village, rows, reading.IsAgain, new SheetFill(reading.Assessor, reading.AssessedOn, reading.Cells, faults)));
        }

        return new(
            reading.Path, reading.Village, taken?.Count ?? 0, taken is null ? 0 : reading.Rows.Count - taken.Count, [.. reading.Faults.Select(fault => fault.Fault)], reading.Notes, mend);
    }
}
