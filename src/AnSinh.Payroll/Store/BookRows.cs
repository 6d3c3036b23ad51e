using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Payroll.Store;

/// <summary>
/// Which rows of the books a question reads: everybody's, or, where a run is about few, those of their awards, looked up by key. A question begins with <see cref="With"/> and names the tables as they are
/// here. Rows of a line's award stand in its bucket; of lines those that can count: a regular line that lives no more belongs to a run that was cancelled.
/// </summary>
internal sealed class BookRows
{
    /// <summary>For more, the tables are read whole.</summary>
    private const int Few = 10_000;

    /// <summary>A key that no row has: a list of values cannot be empty.</summary>
    private static readonly (long Bucket, string Id) Nobody = (-1, "");

    /// <param name="awards">Buckets and ids; the order does not matter.</param>
    /// <param name="people">Whose awards these are.</param>
    public BookRows(IReadOnlyCollection<(Bucket Bucket, AwardId Award)> awards, IReadOnlyCollection<PersonId> people)
    {
        if (Math.Max(awards.Count, people.Count) > Few)
        {
            return;
        }

        IsFew = true;
        With = $"""
            with of_award (bucket, id) as (values {SqlText.Keys(awards.Select(award => ((long)award.Bucket.Value, award.Award.Value)).DefaultIfEmpty(Nobody))}),
            of_person (bucket, id) as (values {SqlText.Keys(people.Select(person => ((long)Bucket.Of(person).Value, person.Value)).DefaultIfEmpty(Nobody))})
            """;
        Lines = """
            (select r.* from of_award w join payroll_line r on r.bucket = w.bucket and r.award_id = w.id and r.kind = 'regular' and r.live = 1
            union all select r.* from of_award w join payroll_line r on r.bucket = w.bucket and r.award_id = w.id and r.kind = 'arrears')
            """;
        Receivables = "(select r.* from of_award w join payroll_receivable r on r.bucket = w.bucket and r.award_id = w.id)";
        Reclassifications = "(select r.* from of_award w join payroll_reclassification r on r.bucket = w.bucket and r.award_id = w.id)";
        PaidBefore = "(select r.* from of_person w join payroll_paid_before r on r.bucket = w.bucket and r.person_id = w.id)";
    }

    public bool IsFew { get; }
    public string With { get; } = "";
    public string Lines { get; } = "payroll_line";
    public string Receivables { get; } = "payroll_receivable";
    public string Reclassifications { get; } = "payroll_reclassification";
    public string PaidBefore { get; } = "payroll_paid_before";
}
