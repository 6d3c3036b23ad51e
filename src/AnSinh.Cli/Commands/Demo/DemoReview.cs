using AnSinh.Casework.Review;
using AnSinh.Casework.Review.Rounds;
using AnSinh.Casework.Review.Steps;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Cli;

/// <summary>
/// The beginning of the yearly review of poverty: its list, households that the rules propose for it, and the forms of one village. What follows waits for people who go from house to house.
/// </summary>
internal sealed class DemoReview(DemoFolder folder, LawPack pack, Action<string, string> progress)
{
    private const string FormsFolder = "review";

    private readonly ReviewLaw _law = new(pack, ProcedureCatalog.Load(Home.LawFolder), AssessmentForm.Load(Home.LawFolder, pack.Facts), []);

    /// <summary>Whether the yearly review of the day's year has begun by the day.</summary>
    public bool IsTime(DateOnly day) =>
        _law.Procedures.Find(ReviewLaw.Status, ReviewRound.Yearly, day) is { } procedure && procedure.Step("review") is { } step
        && new ReviewClock(procedure, ReviewRound.Yearly, day.Year, 0, new Dictionary<ProcedureEvent, DateOnly>()).Days(step).First <= day;

    /// <returns>Null where there is nobody to review.</returns>
    public DemoReviewed? Begin(Database database, PlaceCode commune, string officer)
    {
        var book = new ReviewBook(database, _law, AreaScope.Of(commune));
        progress($"{book.Today:dd/MM/yyyy}  rà soát hộ nghèo năm {book.Today.Year}", $"{book.Today:yyyy-MM-dd}  poverty review of {book.Today.Year}");
        try
        {
            var round = OpenRound.Execute(book, ReviewRound.Yearly, book.Today.Year, 0, commune, officer).Round;
            var month = BenefitMonth.Of(book.Today);
            var assessed = AssessedHouseholds.Read(book, commune, month);
            var proposed = AssessedHouseholds.Unrecognised(book, month, assessed);
            if (proposed.Count > 0)
            {
                AskReview.Execute(book, proposed, ReviewReason.Proposed, book.Today, "", officer);
            }

            var cases = ReviewCases.Read(book, round);
            var village = (cases.All.FirstOrDefault(one => one.Listed.Reason == ReviewReason.Proposed) ?? cases.All[0]).Listed.Village;
            foreach (var file in WriteForms.Execute(book, round, village, again: false))
            {
                folder.Write(Path.Combine(FormsFolder, file.Name), file.Content);
            }

            return new DemoReviewed(round, cases.All.Count, proposed.Count, village, cases.All.Count(one => one.Listed.Village == village), assessed);
        }
        catch (ReviewRefusedException refused)
        {
            foreach (var fault in refused.Faults)
            {
                progress(fault.Text(vietnamese: true), fault.Text(vietnamese: false));
            }

            return null;
        }
    }
}
