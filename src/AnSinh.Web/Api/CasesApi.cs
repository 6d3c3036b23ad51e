using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Changes;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Deadlines;
using AnSinh.Casework.Cases.Duplicates;
using AnSinh.Casework.Cases.Life;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Api;

public sealed record CaseItem(string Id, string Kind, string Stage, string Commune, string? Person, string? Household, string About, DateOnly Opened, DateOnly? Due, int Version);

public sealed record CaseEventItem(int Sequence, DateOnly Day, string Actor, string Type, string Stage, DateOnly? Due);

public sealed record ProposedPart(string Person, string Benefit, bool Grant, long Amount, string Calculation, IReadOnlyList<Bilingual> Because, IReadOnlyList<Bilingual> Nearest, string Grade);

public sealed record DecidedPart(string Person, string Benefit, string Award, bool Grant, string From);

public sealed record DecisionShown(string Outcome, string Number, DateOnly On, string Reason, IReadOnlyList<DecidedPart> Items, IReadOnlyList<string> Follows);

/// <param name="Proposal">What waits for the decision, or was proposed last.</param>
/// <param name="WorkingDaysLeft">Negative once the deadline has passed.</param>
public sealed record CaseFull(
    string Id, string Kind, string Stage, int Version, string Commune, string? Person, string? Household, string About, DateOnly Opened, DateOnly? Due, int? WorkingDaysLeft, string? DeadlineRef,
    IReadOnlyList<CaseEventItem> Events, string? ProposedOutcome, IReadOnlyList<ProposedPart> Proposal, DecisionShown? Decision);

/// <param name="Code">By which whoever asked follows the case; shown once, when it was opened.</param>
/// <param name="IsNew">False: the same request had been opened before.</param>
public sealed record CaseOpened(string Id, string Code, bool IsNew, CaseFull Case);

/// <param name="Value">Canonical text; null withdraws what is recorded for these days.</param>
public sealed record FactChangeAsked(string Code, DateOnly From, string Source, string? Person = null, string? Value = null, DateOnly? To = null);

/// <summary>What is asked. <c>Kind</c> says which of the members are needed; the interface's page lists them.</summary>
public sealed record CaseAsked(
    string Kind, string Commune, string? Person = null, string? Household = null, string? About = null, string? Applicant = null, string? Relation = null, string? Channel = null, string? Text = null, DateOnly? Received = null,
    IReadOnlyList<string>? Benefits = null, DateOnly? Certificate = null, string? Award = null, string? Month = null, DateOnly? Day = null, string? ToCommune = null, string? Village = null,
    IReadOnlyList<FactChangeAsked>? Changes = null, string? Other = null, string? Subject = null);

/// <param name="About">Person; null: the household.</param>
/// <param name="Value">Canonical text; null: not known.</param>
public sealed record AnswerAsked(string Fact, string? About = null, bool OfSource = false, string? Value = null, DateOnly? Since = null, string? Source = null, string? Evidence = null, int? Version = null);

public sealed record QuestionItem(string Fact, string? About, bool OfSource, Bilingual Label, IReadOnlyList<string> Choices, string AttestedBy, bool Sensitive, int Waiting);

/// <param name="Step">Of the officer: propose, withdraw, ask-papers, receive-papers or post; of whoever decides: return, take-up or not-take-up.</param>
/// <param name="Version">The version seen: another one since is a conflict.</param>
public sealed record StepAsked(string Step, string? Outcome = null, string? Reason = null, bool RefuseUnproven = false, IReadOnlyList<string>? Papers = null, DateOnly? Certificate = null, string? Place = null, bool Complicated = false, bool Remote = false, int? Version = null);

public sealed record DecisionAsked(string Number, DateOnly On, string? Reason = null, int? Version = null);

/// <summary>Cases through the domain of casework: what it refuses here, it refuses on the pages.</summary>
internal static class CasesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases", List).Needs(Permission.ReadPeople).Named("cases.list");
        api.MapPost("/cases", Open).Needs(Permission.ProposeChanges).Changes().Named("cases.open");
        api.MapGet("/cases/{id}", (string id, ApiCall call) => Full(call, Find(call, Permission.ReadPeople, id))).Needs(Permission.ReadPeople).Named("cases.read");
        api.MapGet("/cases/{id}/questions", Questions).Needs(Permission.ReadPeople).Named("cases.questions");
        api.MapPost("/cases/{id}/answers", Answer).Needs(Permission.ProposeChanges).Changes().Named("cases.answer");
        api.MapPost("/cases/{id}/steps", Step).Needs(Permission.ProposeChanges).Changes().Named("cases.step");
        api.MapPost("/cases/{id}/reviews", Review).Needs(Permission.DecideChanges).Changes().Named("cases.review");
        api.MapPost("/cases/{id}/decision", (string id, DecisionAsked asked, ApiCall call) => Full(call, CaseSteps.Decide(
            Reached(call, Permission.DecideChanges, id), id, new CaseDecision(asked.Number, asked.On, asked.Reason ?? ""), call.Me.Login, asked.Version))).Needs(Permission.DecideChanges).Changes().Named("cases.decide");
    }

    private static ApiPage<CaseItem> List(string? kind, string? stage, bool? ended, string? cursor, int? limit, ApiCall call)
    {
        CaseKind? only = string.IsNullOrEmpty(kind) ? null : KindOf(kind);
        CaseStage? at = string.IsNullOrEmpty(stage) ? null : CaseCodes.Stage(stage) is var known && Enum.IsDefined(known) ? known : throw ApiException.Invalid("stage", "Không có giai đoạn này.", "There is no such stage.");
        return Cursor.Read(cursor, call.Database).Cut(call.Reading.Cases(call.Scope(Permission.ReadPeople)).Cases(only, at, openOnly: ended != true), Cursor.Size(limit), line => new CaseItem(
            line.Header.Id, line.Header.Kind.Code(), line.Stage.Code(), line.Header.Commune.Value, line.Header.Person?.Value, line.Header.Household?.Value, line.Header.About, line.Header.OpenedOn, line.Clock?.Due, line.Version));
    }

    private static CreatedCase Open(CaseAsked asked, ApiCall call)
    {
        var (book, kind, actor) = (call.Cases(Permission.ProposeChanges), KindOf(asked.Kind), call.Me.Login);
        PersonId? person = asked.Person is { Length: > 0 } named ? call.Person(call.Register.Now(), named, Permission.ProposeChanges).Id : null;
        HouseholdId? household = asked.Household is { Length: > 0 } home ? new HouseholdId(home) : null;
        var request = new NewCase
        {
            Kind = kind, Commune = ApiCall.Place(asked.Commune), Person = person, Household = household, About = asked.About ?? "", Applicant = asked.Applicant ?? "", Relation = asked.Relation ?? "self",
            Channel = asked.Channel ?? "in_person", Text = asked.Text ?? "", Received = asked.Received, Request = new BenefitsAsked([.. (asked.Benefits ?? []).Select(benefit => new BenefitId(benefit))], asked.Certificate),
        };
        var opened = kind switch
        {
            CaseKind.Application => ApplicationCase.Open(book, request, actor),
            CaseKind.Reassessment or CaseKind.Suspension or CaseKind.Resumption or CaseKind.Withdrawal => AwardCase.Open(book, kind, new AwardId(Needed(asked.Award, "award")), call.Month(asked.Month), null, request, actor),
            CaseKind.Death => DeathCase.Open(book, Needed(person, "person"), Needed(asked.Day, "day"), request, actor),
            CaseKind.Move => MoveCase.Open(book, Needed(household, "household"), new MoveAsked(ApiCall.Place(asked.ToCommune, "toCommune"), asked.Village ?? "", Needed(asked.Day, "day")), request, actor),
            CaseKind.Change => ChangeCase.Open(book, [.. Needed(asked.Changes, "changes").Select(change => new FactChange("", change.Code, change.Person is { Length: > 0 } whom ? new PersonId(whom) : null, change.Value, change.From, change.To, change.Source))], request, actor),
            CaseKind.Duplicate => DuplicateCase.Open(book, Needed(person, "person"), new PersonId(Needed(asked.Other, "other")), request, actor),
            CaseKind.Objection or CaseKind.Appeal => ComplaintCase.Open(book, Needed(asked.About, "about"), asked.Day, request, actor),
            CaseKind.Grievance => ComplaintCase.OpenGrievance(book, request.Commune, asked.Subject ?? "", request, actor),
            _ => ComplaintCase.OpenAccess(book, Needed(person, "person"), request, actor),
        };
        return new CreatedCase(new CaseOpened(opened.File.Id, opened.Code, opened.IsNew, Full(call, opened.File)));
    }

    private static IReadOnlyList<QuestionItem> Questions(string id, ApiCall call) =>
    [
        .. ApplicationProgress.Of(Reached(call, Permission.ReadPeople, id), Find(call, Permission.ReadPeople, id)).Questions.Select(open => new QuestionItem(
            open.Question.Fact, open.Question.About?.Value, open.Question.OfSource, open.Label, [.. open.Choices.Select(choice => choice.Code)], open.AttestedBy, open.Sensitive, open.Waiting)),
    ];

    private static CaseFull Answer(string id, AnswerAsked asked, ApiCall call) => Full(call, AnswerQuestion.Execute(
        Reached(call, Permission.ProposeChanges, id), id,
        new Answered(asked.Fact, asked.About is { Length: > 0 } about ? new PersonId(about) : null, asked.OfSource, asked.Value, asked.Since, asked.Source ?? "", asked.Evidence ?? ""), call.Me.Login, asked.Version));

    private static CaseFull Step(string id, StepAsked asked, ApiCall call)
    {
        var (book, actor, reason) = (Reached(call, Permission.ProposeChanges, id), call.Me.Login, asked.Reason ?? "");
        return Full(call, asked.Step switch
        {
            "propose" => CaseSteps.Propose(book, id, new CaseProposal(asked.Outcome ?? "", reason, asked.RefuseUnproven), actor, asked.Version),
            "withdraw" => CaseSteps.Withdraw(book, id, reason, actor, asked.Version),
            "ask-papers" => CaseSteps.AskPapers(book, id, asked.Papers ?? [], reason, actor, asked.Version),
            "receive-papers" => CaseSteps.ReceivePapers(book, id, reason, asked.Certificate, actor, asked.Version),
            "post" => Postings.Post(book, id, Needed(asked.Place, "place"), actor, asked.Version),
            _ => throw ApiException.Invalid("step", "Cần một trong: propose, withdraw, ask-papers, receive-papers, post.", "Expected one of: propose, withdraw, ask-papers, receive-papers, post."),
        });
    }

    private static CaseFull Review(string id, StepAsked asked, ApiCall call)
    {
        var (book, actor, reason) = (Reached(call, Permission.DecideChanges, id), call.Me.Login, asked.Reason ?? "");
        return Full(call, asked.Step switch
        {
            "return" => CaseSteps.Return(book, id, reason, actor, asked.Version),
            "take-up" => ComplaintCase.TakeUp(book, id, new TakenUp(asked.Complicated, asked.Remote), reason, actor, asked.Version),
            "not-take-up" => ComplaintCase.NotTakeUp(book, id, reason, actor, asked.Version),
            _ => throw ApiException.Invalid("step", "Cần return, take-up hoặc not-take-up.", "Expected return, take-up or not-take-up."),
        });
    }

    /// <summary>The cases of an area, once the case is known to lie in it.</summary>
    private static CaseBook Reached(ApiCall call, Permission permission, string id)
    {
        Find(call, permission, id);
        return call.Cases(permission);
    }

    private static CaseFile Find(ApiCall call, Permission permission, string id)
    {
        try
        {
            return call.Reading.Cases(call.Scope(permission)).Case(id);
        }
        catch (CaseRefusedException)
        {
            throw ApiException.NotFound();
        }
    }

    private static CaseFull Full(ApiCall call, CaseFile file)
    {
        var reading = file.Clock is { } clock ? new CaseClock(call.Pack).Read(clock, call.Today) : null;
        var proposed = file.Contents<Proposed>().LastOrDefault();
        return new CaseFull(
            file.Id, file.Kind.Code(), file.Stage.Code(), file.Version, file.Header.Commune.Value, file.Header.Person?.Value, file.Header.Household?.Value, file.Header.About, file.Header.OpenedOn, file.Clock?.Due,
            reading?.WorkingDaysLeft, reading?.Deadline?.Ref.ToString(),
            [.. file.Events.Select(recorded => new CaseEventItem(recorded.Sequence, recorded.Day, recorded.Actor, recorded.Type, recorded.Stage.Code(), recorded.Clock?.Due))], proposed?.Outcome,
            [.. (proposed?.Items ?? []).Select(item => new ProposedPart(item.Person.Value, item.Benefit.Value, item.Grant, item.Amount.Amount, item.Calculation, item.Because, item.Nearest, item.Grade))],
            file.Decision is { } decided ? new DecisionShown(
                decided.Outcome, decided.Number, decided.On, decided.Reason, [.. decided.Items.Select(item => new DecidedPart(item.Person.Value, item.Benefit.Value, item.Award, item.Grant, item.From.ToString()))], decided.Follows) : null);
    }

    private static CaseKind KindOf(string? code) => CaseCodes.TryKind(code, out var kind) ? kind
        : throw ApiException.Invalid("kind", $"Cần một trong: {string.Join(", ", CaseCodes.AllKinds)}.", $"Expected one of: {string.Join(", ", CaseCodes.AllKinds)}.");

    private static T Needed<T>(T? value, string member)
        where T : struct => value ?? throw Missing(member);

    private static T Needed<T>(T? value, string member)
        where T : class => value ?? throw Missing(member);

    private static ApiException Missing(string member) => ApiException.Invalid(member, "Loại hồ sơ này cần mục này.", "This kind of case needs this member.");
}

/// <summary>A case that was opened, with where it can be read.</summary>
public sealed class CreatedCase(CaseOpened opened) : IResult, Microsoft.AspNetCore.Http.Metadata.IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => Results.Json(opened, ApiJson.Options, statusCode: StatusCodes.Status201Created).ExecuteAsync(At(httpContext));

    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(CaseOpened), ["application/json"]));

    private HttpContext At(HttpContext http)
    {
        http.Response.Headers.Location = $"{ApiRoutes.Root}/cases/{opened.Id}";
        return http;
    }
}
