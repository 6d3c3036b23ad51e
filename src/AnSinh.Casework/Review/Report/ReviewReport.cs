using AnSinh.Casework.Review.Rounds;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Casework.Review.Report;

/// <summary>
/// A statutory report of a round, computed from the register and the round as they stand. Every household of the commune is looked at once; each cell says which it counts.
/// </summary>
public sealed class ReviewReport : StatutoryReport
{
    private const string Pending = "pending";

    private readonly IReadOnlyList<Subject> _subjects;

    /// <exception cref="ReviewRefusedException">The report belongs to the other kind of review.</exception>
    public ReviewReport(ReviewBook book, ReviewRound round, ReportForm form)
        : base(form)
    {
        if (form.Procedure != round.Kind)
        {
            throw new ReviewRefusedException(
                $"'{form.Id}' không phải báo cáo của đợt {round.Id} ({round.Title(vietnamese: true)})", $"'{form.Id}' is not a report of round {round.Id} ({round.Title(vietnamese: false)})");
        }

        Round = round;
        var cases = ReviewCases.Read(book, round);
        Register = RoundRegister.Read(book, round.Commune, book.Today);
        var none = book.Law.StatusDefinition.Values[^1].Code;
        _subjects = [.. Register.Dwellings.Select(dwelling => Subject.Of(dwelling, cases.Find(dwelling.Household), Register.Value(dwelling.Household, ReviewLaw.StatusFact), none, form.DecidedOnly))];
        Tables = [.. form.Tables.Select((table, index) => Figures(table, index + 1))];
    }

    public ReviewRound Round { get; }
    public RoundRegister Register { get; }
    public override PlaceCode Area => Round.Commune;
    public override string Id => Round.Id;
    public override IReadOnlyList<ReportFigures> Tables { get; }

    public override string Title(bool vietnamese) => Round.Title(vietnamese);

    private ReportFigures Figures(ReportTable table, int number)
    {
        IReadOnlyList<(string Label, Func<Subject, bool> Holds)> rows = table.ByVillage
            ? [.. _subjects.Select(subject => subject.Village).Distinct().Order(VillageOrder.Natural).Select(village => (village.Length == 0 ? "(chưa rõ thôn)" : village, (Func<Subject, bool>)(subject => subject.Village == village))), ("Toàn xã", _ => true)]
            : [.. table.Rows.Select(row => (row.Label.Vi, (Func<Subject, bool>)(subject => subject.Meets(row.Where))))];
        return new(table, [.. rows.Select((row, index) => Line(table, row.Label, [.. _subjects.Where(row.Holds)], RowName(number, index + 1)))]);
    }

    private static ReportLine Line(ReportTable table, string label, IReadOnlyList<Subject> subjects, string row) => Line(table, label, row, index =>
    {
        var counted = subjects.Where(subject => subject.Meets(table.Columns[index].Where)).ToList();
        return (table.Columns[index].CountsPeople ? counted.Sum(subject => (long)subject.People) : counted.Count, [.. counted.Select(subject => subject.Household)]);
    });

    /// <summary>A household of the commune as a report sees it. Households not on the list keep the status they had.</summary>
    private sealed record Subject(HouseholdId Household, string Village, int People, string Before, string After, ReviewCase? Case, PersonRecord? Head)
    {
        public static Subject Of(Dwelling dwelling, ReviewCase? listed, string known, string none, bool decidedOnly)
        {
            var before = listed?.Listed.StatusBefore ?? known;
            var after = listed is null ? known : listed.Decision?.Status ?? (decidedOnly || listed.Proposal is not { Status.Length: > 0 } proposal ? Pending : proposal.Status);
            return new(dwelling.Household, dwelling.Village, dwelling.Members.Count, before.Length == 0 ? none : before, after.Length == 0 ? none : after, listed, dwelling.Head);
        }

        public bool Meets(ReportCriteria criteria) => criteria.Conditions.All(condition => condition.Key switch
        {
            "before" => condition.Value.Contains(Before),
            "after" => condition.Value.Contains(After),
            "listed" => condition.Value.Contains(Case is null ? "no" : "yes"),
            "reason" => Case is not null && condition.Value.Contains(Case.Listed.Reason),
            "outcome" => Case?.Decision is { } decision && condition.Value.Contains(decision.Outcome),
            "ethnic" => Head is not null && condition.Value.Contains(Head.EthnicGroup),
            "ethnic_not" => Head is { EthnicGroup.Length: > 0 } && !condition.Value.Contains(Head.EthnicGroup),
            "head_sex" => Head is not null && condition.Value.Contains(Head.Sex == Sex.Male ? "male" : "female"),
            _ => Case?.Assessment is { } assessment && condition.Value.Any(code => assessment.Answers.GetValueOrDefault(code) == "true"),
        });
    }
}
