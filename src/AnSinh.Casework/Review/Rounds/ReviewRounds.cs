using AnSinh.Casework.Review.Store;
using AnSinh.Law;

namespace AnSinh.Casework.Review.Rounds;

/// <summary>The rounds of an area, and where each stands against the days of its procedure.</summary>
public static class ReviewRounds
{
    /// <summary>Rounds in the order in which they were opened.</summary>
    public static IReadOnlyList<ReviewRound> All(ReviewBook book)
    {
        using var connection = book.Database.Connect();
        return RoundStore.Rounds(connection, book.Scope);
    }

    /// <summary>What was done in a round, in order.</summary>
    public static IReadOnlyList<ReviewStep> Steps(ReviewBook book, ReviewRound round)
    {
        using var connection = book.Database.Connect();
        return RoundStore.Steps(connection, book.Scope, round.Id);
    }

    /// <summary>The village meetings of a round, oldest first.</summary>
    public static IReadOnlyList<ReviewMeeting> Meetings(ReviewBook book, ReviewRound round)
    {
        using var connection = book.Database.Connect();
        return OutcomeStore.Meetings(connection, book.Scope, round.Id);
    }

    /// <summary>Everything the meetings agreed to or not, oldest first.</summary>
    public static IReadOnlyList<ReviewAgreement> Agreements(ReviewBook book, ReviewRound round)
    {
        using var connection = book.Database.Connect();
        return OutcomeStore.Agreements(connection, book.Scope, round.Id);
    }

    /// <summary>The steps of the procedure with their days; a step over all households is done when the last household has passed it.</summary>
    public static IReadOnlyList<StepTime> Clock(ReviewBook book, ReviewRound round, ReviewCases cases) =>
        new ReviewClock(book.Law.Procedure(round), round.Kind, round.Year, round.Month, Happened(round, cases, Steps(book, round))).Steps(book.Today);

    private static Dictionary<ProcedureEvent, DateOnly> Happened(ReviewRound round, ReviewCases cases, IReadOnlyList<ReviewStep> steps)
    {
        var happened = new Dictionary<ProcedureEvent, DateOnly>
        {
            [new("list", Begun: false)] = round.OpenedOn, [new("review", Begun: true)] = round.OpenedOn,
        };
        if (cases.All.Select(one => one.Listed.AskedOn).OfType<DateOnly>().ToList() is { Count: > 0 } asked)
        {
            happened[new("request", Begun: false)] = asked.Max();
        }

        void Passed(string step, CaseState state, Func<ReviewCase, DateOnly?> day)
        {
            var begun = cases.All.Select(day).OfType<DateOnly>().ToList();
            if (begun.Count > 0)
            {
                happened[new(step, Begun: true)] = begun.Min();
                if (cases.All.All(one => one.State > state && !one.MustBeAssessedAgain))
                {
                    happened[new(step, Begun: false)] = begun.Max();
                }
            }
        }

        Passed("assessment", CaseState.Unclassified, one => one.Assessment?.AssessedOn);
        Passed("meeting", CaseState.Disagreed, one => one.Agreement is null ? null : steps.LastOrDefault(step => step.Known == one.Agreement.Known)?.OnDay);
        Passed("posting", CaseState.Objected, one => one.Posting?.PostedOn);
        if (cases.All.Any(one => one.State < CaseState.Posted))
        {
            // The posting ends so many days after it began everywhere; as long as some village is not posted its end cannot be told.
            happened.Remove(new("posting", Begun: true));
        }
        else
        {
            happened[new("posting", Begun: true)] = cases.All.Max(one => one.Posting?.PostedOn) ?? round.OpenedOn;
        }

        Passed("decision", CaseState.Ready, one => one.Decision?.DecidedOn);
        foreach (var report in steps.Where(step => step.Step.EndsWith("_report", StringComparison.Ordinal)))
        {
            happened[new(report.Step, Begun: false)] = report.OnDay;
        }

        if (happened.TryGetValue(new("decision", Begun: false), out var decided))
        {
            happened[new("review", Begun: false)] = decided;
        }

        return happened;
    }
}
