using System.Net.Mime;
using AnSinh.Law;
using AnSinh.Payroll.Report;
using AnSinh.Payroll.Runs;
using AnSinh.Registry;
using AnSinh.Web.Access;
using AnSinh.Web.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Api;

public sealed record PersonItem(string Id, string Name, string Born, string Sex, string? Commune, string? Village, DateOnly? Died);

/// <param name="Number">Identity number, all but its last digits hidden.</param>
/// <param name="Account">Bank and the last digits of the account; null: paid in cash.</param>
public sealed record PersonFull(string Id, string Name, string Born, string Sex, string EthnicGroup, DateOnly? Died, string? Number, string? Account, string? Commune, string? Village, string? Household, IReadOnlyList<AwardItem> Awards);

public sealed record AwardItem(string Id, string Person, string Benefit, string State, string Decision, DateOnly Decided, string From, string? To, string Commune, string Reason, DateOnly Known);

public sealed record FactItem(string Code, string? Value, DateOnly? From, DateOnly? To, string Source, string Evidence, DateOnly Known, string RecordedBy);

public sealed record PaymentItem(string Line, string Run, string RunMonth, string Month, string Benefit, string Kind, long Amount, string Calculation, string Refs, string? State);

public sealed record MemberItem(string Id, string Born, string Sex, string Relation, string? Name);

public sealed record HouseholdFull(string Id, string Commune, string Province, string Month, IReadOnlyList<MemberItem> Members, IReadOnlyList<FactItem> Facts);

/// <param name="Number">Identity number, 12 digits; a provisional number; never in an address.</param>
public sealed record NumberAsked(string Number);

public sealed record NumberShown(IReadOnlyList<string> Numbers);

/// <summary>People and households: found, read, decided about.</summary>
internal static class PeopleApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/people", Find).Needs(Permission.ReadPeople).Named("people.find");
        api.MapPost("/people/lookup", LookUp).Needs(Permission.ReadPeople).Named("people.lookup");
        api.MapGet("/people/{id}", Read).Needs(Permission.ReadPeople).Named("people.read");
        api.MapPost("/people/{id}/numbers", OpenNumbers).Needs(Permission.OpenNumbers).Named("people.numbers");
        api.MapGet("/people/{id}/facts", (string id, ApiCall call) => Facts(call, snapshot => snapshot.Facts(call.Scope(Permission.ReadPeople), call.Person(snapshot, id).Id))).Needs(Permission.ReadPeople).Named("people.facts");
        api.MapGet("/people/{id}/awards", Awards).Needs(Permission.ReadPeople).Named("people.awards");
        api.MapGet("/people/{id}/payments", Payments).Needs(Permission.ReadPeople).Named("people.payments");
        api.MapGet("/people/{id}/determination", (string id, string? month, string? knownAt, ApiCall call) => Determine(call, month, knownAt, (snapshot, on) =>
            snapshot.HouseholdOf(call.Scope(Permission.ReadPeople), call.Person(snapshot, id).Id, on) ?? throw ApiException.NotFound(), only: new PersonId(id))).Needs(Permission.ReadPeople).Named("people.determination").Json();
        api.MapGet("/households/{id}", Household).Needs(Permission.ReadPeople).Named("households.read");
        api.MapGet("/households/{id}/determination", (string id, string? month, string? knownAt, ApiCall call) => Determine(call, month, knownAt, (_, _) => new HouseholdId(id), only: null))
            .Needs(Permission.ReadPeople).Named("households.determination").Json();
    }

    private static ApiPage<PersonItem> Find(string q, string? cursor, int? limit, ApiCall call)
    {
        if (IdentityNumber.TryParse(q.Trim(), out _))
        {
            throw ApiException.Invalid("q", "Số định danh không được nằm trong địa chỉ; hãy dùng POST /people/lookup.", "A number must not stand in an address; use POST /people/lookup.");
        }

        var at = Cursor.Read(cursor, call.Database);
        var (snapshot, scope) = (call.Register.At(at.Known), call.Scope(Permission.ReadPeople));
        var found = snapshot.SearchIds(scope, q);
        var page = at.Cut(found, Cursor.Size(limit), person => person);
        return new([.. snapshot.Listed(scope, [.. page.Items], call.Today).Select(row => Item(row.Person, row.Residence))], page.Total, page.Next);
    }

    private static PersonItem LookUp(NumberAsked asked, ApiCall call)
    {
        if (!IdentityNumber.TryParse(asked.Number.Trim(), out var number))
        {
            throw ApiException.Invalid("number", "Cần số định danh 12 chữ số hoặc số tạm.", "Expected an identity number of 12 digits or a provisional number.");
        }

        var (snapshot, scope) = (call.Register.Now(), call.Scope(Permission.ReadPeople));
        var person = snapshot.PersonByNumber(scope, number) ?? throw ApiException.NotFound();
        return Item(person, snapshot.ResidenceOf(scope, person.Id, call.Today));
    }

    private static PersonFull Read(string id, ApiCall call)
    {
        var (snapshot, scope) = (call.Register.Now(), call.Scope(Permission.ReadPeople));
        var person = call.Person(snapshot, id);
        var residence = snapshot.ResidenceOf(scope, person.Id, call.Today);
        var account = snapshot.Accounts(scope, new HashSet<PersonId> { person.Id }, call.Today).GetValueOrDefault(person.Id);
        return new PersonFull(
            person.Id.Value, person.FullName, person.Born.ToString(), SexCode(person.Sex), person.EthnicGroup, person.Died, snapshot.Numbers(scope, person.Id) is [var number, ..] ? PersonWords.Masked(number.Text).Replace('\u00a0', ' ') : null,
            account is null ? null : $"{account.Bank} •••{account.Number[^Math.Min(4, account.Number.Length)..]}", residence?.Commune.Value, residence?.Village,
            snapshot.HouseholdOf(scope, person.Id, BenefitMonth.Of(call.Today))?.Value, [.. snapshot.Awards(scope, person.Id).Select(Item)]);
    }

    /// <summary>Opening a number is recorded before it is shown.</summary>
    private static NumberShown OpenNumbers(string id, ApiCall call)
    {
        var snapshot = call.Register.Now();
        var person = call.Person(snapshot, id, Permission.OpenNumbers);
        using var write = call.Database.Begin(call.Me.Login, "number.open");
        write.Audit("number.open", person.Id.Value, call.Me.Login);
        write.Commit();
        return new NumberShown([.. snapshot.Numbers(call.Scope(Permission.OpenNumbers), person.Id).Select(number => number.Text)]);
    }

    private static IReadOnlyList<FactItem> Facts(ApiCall call, Func<RegistrySnapshot, IReadOnlyList<FactRecord>> read) =>
        [.. read(call.Register.Now()).Select(record => new FactItem(record.Fact.Code, record.Fact.Value, record.Fact.Valid.From, record.Fact.Valid.To, record.Fact.Source, record.Fact.Evidence, record.Known, record.RecordedBy))];

    private static IReadOnlyList<AwardItem> Awards(string id, ApiCall call)
    {
        var snapshot = call.Register.Now();
        return [.. snapshot.Awards(call.Scope(Permission.ReadPeople), call.Person(snapshot, id).Id).Select(Item)];
    }

    private static IReadOnlyList<PaymentItem> Payments(string id, ApiCall call) =>
    [
        .. PersonPayments.Of(call.Payroll, call.Scope(Permission.ReadPeople), call.Person(call.Register.Now(), id).Id).Select(line => new PaymentItem(
            line.LineId, line.RunId, line.RunMonth.ToString(), line.Month.ToString(), line.Benefit.Value, line.Kind == LineKind.Regular ? "regular" : "arrears", line.Amount.Amount, line.Calculation, line.Refs, line.Payment)),
    ];

    private static HouseholdFull Household(string id, string? month, ApiCall call)
    {
        var (snapshot, scope, on) = (call.Register.Now(), call.Scope(Permission.ReadPeople), call.Month(month));
        var household = snapshot.Household(scope, new HouseholdId(id), on) ?? throw ApiException.NotFound();
        return new HouseholdFull(
            household.Id.Value, household.Place.Value, household.Province.Value, on.ToString(),
            [.. household.People.Select(member => new MemberItem(member.Id.Value, member.Born.ToString(), SexCode(member.Sex), member.Relation, snapshot.Person(scope, member.Id)?.FullName))],
            Facts(call, at => at.Facts(scope, household.Id)));
    }

    /// <summary>What the law says about a household, as <c>ansinh decide --json</c> writes it.</summary>
    private static IResult Determine(ApiCall call, string? month, string? knownAt, Func<RegistrySnapshot, BenefitMonth, HouseholdId> find, PersonId? only)
    {
        var (on, day) = (call.Month(month), call.Today);
        if (!string.IsNullOrEmpty(knownAt) && !DateOnly.TryParseExact(knownAt, "yyyy-MM-dd", out day))
        {
            throw ApiException.Invalid("knownAt", "Cần ngày dạng 2026-11-24.", "Expected a day like 2026-11-24.");
        }

        var snapshot = call.Register.At(day);
        var household = snapshot.Household(call.Scope(Permission.ReadPeople), find(snapshot, on), on) ?? throw ApiException.NotFound();
        var answer = call.Pack.Determiners.Use(determiner => determiner.Determine(household, on, day));
        if (only is { } person)
        {
            answer = answer with { People = [.. answer.People.Where(one => one.Person == person)], Statuses = [.. answer.Statuses.Where(status => status.Person is null || status.Person == person)] };
        }

        return Results.Bytes(DeterminationJson.Write(answer), MediaTypeNames.Application.Json);
    }

    private static PersonItem Item(PersonRecord person, ResidenceRecord? residence) =>
        new(person.Id.Value, person.FullName, person.Born.ToString(), SexCode(person.Sex), residence?.Commune.Value, residence?.Village, person.Died);

    private static AwardItem Item(AwardStretch award) => new(
        award.Id.Value, award.Person.Value, award.Benefit.Value, award.State.Code(), award.DecisionNumber, award.Decided, award.From.ToString(), award.To?.ToString(), award.Place.Value, award.Reason, award.Known);

    private static string SexCode(Sex sex) => sex == Sex.Male ? "male" : "female";
}
