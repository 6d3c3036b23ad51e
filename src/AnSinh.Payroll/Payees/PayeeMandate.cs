using System.Data.Common;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using Dapper;

namespace AnSinh.Payroll.Payees;

/// <summary>Somebody who receives in a person's stead on some days, as attested by <paramref name="Evidence"/>. Roles: <c>guardian</c>, <c>authorised</c>, <c>heir</c>.</summary>
public sealed record PayeeMandate(PersonId Person, PersonId Payee, string Role, string Evidence, DateRange Valid);

/// <summary>
/// Who is paid where the law names the beneficiary (or a carer, heir or who buries) and that person cannot or need not come. The last record that holds on the first day of the run's month
/// counts. Records are never changed: another one ends them.
/// </summary>
public static class PayeeMandates
{
    public static readonly IReadOnlyList<string> Roles = ["guardian", "authorised", "heir"];

    private const string None = "none";

    /// <exception cref="PayrollRefusedException">An unknown role or person, no evidence, or oneself.</exception>
    public static void Record(PayrollBook book, PayeeMandate mandate, string actor)
    {
        var faults = new List<PayrollFault>();
        void Fault(string vi, string en) => faults.Add(new PayrollFault(vi, en, mandate.Person.Value));
        if (!Roles.Contains(mandate.Role, StringComparer.Ordinal))
        {
            Fault($"Vai trò '{mandate.Role}'; cần {string.Join(", ", Roles)}", $"Role '{mandate.Role}'; expected {string.Join(", ", Roles)}");
        }

        if (string.IsNullOrWhiteSpace(mandate.Evidence))
        {
            Fault("Cần giấy tờ chứng minh", "Evidence is needed");
        }

        if (mandate.Payee == mandate.Person)
        {
            Fault("Người nhận thay phải là người khác", "Who receives in a person's stead is somebody else");
        }

        var register = book.Register.Now();
        foreach (var unknown in new[] { mandate.Person, mandate.Payee }.Where(person => register.Person(AreaScope.All, person) is null))
        {
            Fault($"Không có người mang mã {unknown}", $"There is no person {unknown}");
        }

        if (faults.Count > 0)
        {
            throw new PayrollRefusedException(faults);
        }

        Write(book, mandate.Person, mandate.Payee.Value, mandate.Role, mandate.Evidence, mandate.Valid, actor);
    }

    /// <summary>From a day on the person receives again.</summary>
    /// <exception cref="PayrollRefusedException">No evidence.</exception>
    public static void End(PayrollBook book, PersonId person, DateOnly from, string evidence, string actor)
    {
        if (string.IsNullOrWhiteSpace(evidence))
        {
            throw new PayrollRefusedException("Cần giấy tờ chứng minh", "Evidence is needed", person.Value);
        }

        Write(book, person, "", None, evidence, new DateRange(from, null), actor);
    }

    /// <summary>Every record about a person, oldest first; a payee of no id is an end.</summary>
    public static IReadOnlyList<PayeeMandate> Of(PayrollBook book, PersonId person)
    {
        using var connection = book.Connect();
        return [.. All(connection, book.Database.Current()).Where(one => one.Person == person)];
    }

    /// <summary>As known at a number, who receives for whom on a day.</summary>
    internal static IReadOnlyList<PayeeMandate> At(DbConnection connection, KnowledgeNumber number, DateOnly day) =>
    [
        .. All(connection, number).Where(one => one.Valid.Contains(day)).GroupBy(one => one.Person).Select(group => group.Last()).Where(one => one.Role != None).OrderBy(one => one.Person),
    ];

    private static IEnumerable<PayeeMandate> All(DbConnection connection, KnowledgeNumber number) => connection
        .Query<(string Person, string Payee, string Role, string Evidence, string From, string To)>(
            "select person_id, payee_id, role, evidence, valid_from, valid_to from payroll_payee where known <= @n order by known", new { n = number.Value })
        .Select(row => new PayeeMandate(new PersonId(row.Person), new PersonId(row.Payee), row.Role, row.Evidence, new DateRange(Day(row.From), Day(row.To))));

    private static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static void Write(PayrollBook book, PersonId person, string payee, string role, string evidence, DateRange valid, string actor)
    {
        using var write = book.Database.Begin(actor, "payroll.payee");
        write.Into("payroll_payee", "bucket", "person_id", "payee_id", "role", "evidence", "valid_from", "valid_to", "actor", "known")
            .Add(Bucket.Of(person).Value).Add(person.Value).Add(payee).Add(role).Add(evidence).Add(valid.From is { } from ? Database.Iso(from) : "").Add(valid.To is { } to ? Database.Iso(to) : "")
            .Add(actor).Add(write.Number.Value).Write();
        write.Audit("payroll.payee", person.Value, $"{payee}|{role}|{evidence}|{valid}");
        write.Commit();
    }
}
