using AnSinh.Law;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using Dapper;

namespace AnSinh.Payroll.Report;

/// <summary>A line of a person with the run it stands in and what became of its payment.</summary>
/// <param name="RunMonth">The month whose run pays it; later than <paramref name="Month"/> for arrears.</param>
/// <param name="Due">The whole month as known when the line was drawn up; more than <paramref name="Amount"/> where some of it had been paid.</param>
/// <param name="Payment">State of the last payment that carried it: ordered, accepted, settled, rejected, returned; null before it was ordered.</param>
public sealed record PersonLine(string LineId, string RunId, BenefitMonth RunMonth, RunState RunState, BenefitId Benefit, BenefitMonth Month, LineKind Kind, Vnd Amount, Vnd Due, string Calculation, string Refs, string? Payment);

/// <summary>What one person was paid, newest month first.</summary>
public static class PersonPayments
{
    /// <param name="book">The payroll.</param>
    /// <param name="scope">Only runs of places in it.</param>
    /// <param name="person">Whose lines.</param>
    public static IReadOnlyList<PersonLine> Of(PayrollBook book, AreaScope scope, PersonId person)
    {
        using var connection = book.Connect();
        return
        [
            .. connection.Query<(string Line, string Run, string Area, string RunMonth, string State, string Benefit, string Month, string Kind, long Amount, long Due, string Calculation, string Refs)>(
                    """
                    select l.line_id, l.run_id, r.area, r.month, r.state, l.benefit, l.month, l.kind, l.amount, l.due, l.calculation, l.refs
                    from payroll_line l join payroll_run r on r.run_id = l.run_id
                    where l.bucket = @bucket and l.person_id = @person and r.state <> 'cancelled' order by r.month desc, l.month desc, l.benefit
                    """, new { bucket = (long)Bucket.Of(person).Value, person = person.Value })
                .Where(row => PlaceCode.Parse(row.Area) is var area && scope.Allows(area, area.IsProvince ? area : PlaceDirectory.VietNam.ProvinceOf(area)))
                .Select(row => new PersonLine(
                    row.Line, row.Run, BenefitMonth.Parse(row.RunMonth), RunStates.Parse(row.State), new BenefitId(row.Benefit), BenefitMonth.Parse(row.Month),
                    row.Kind == "regular" ? LineKind.Regular : LineKind.Arrears, new Vnd(row.Amount), new Vnd(row.Due), row.Calculation, row.Refs,
                    connection.ExecuteScalar<string?>(
                        "select p.state from payroll_payment p join payroll_payment_item i on i.payment_id = p.payment_id where i.line_id = @Line order by p.known desc limit 1", new { row.Line }))),
        ];
    }
}
