using AnSinh.Casework.Cases.Worklists;
using AnSinh.Law;
using AnSinh.Simulation.Sweep;
using AnSinh.Web.Access;
using AnSinh.Web.WorkLists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Api;

/// <param name="Key">Names the line when it is answered.</param>
/// <param name="Amount">VND a month.</param>
public sealed record WorkLineItem(string Key, string Kind, string Commune, string Household, string Person, string Name, string Born, IReadOnlyList<string> Benefits, long Amount, IReadOnlyList<Bilingual> Texts, IReadOnlyList<string> Facts, string Ref, string? Answered);

/// <param name="Answer">accept, ask, not_now or wrong.</param>
/// <param name="Fact">ask: which fact.</param>
/// <param name="Until">not_now: the day on which to look again.</param>
/// <param name="Reason">wrong: data, law, gone, served or other.</param>
public sealed record WorkAnswerAsked(string Commune, string Key, string Answer, string? Fact = null, DateOnly? Until = null, string? Reason = null, string? Note = null);

/// <param name="Case">The application that accepting opened.</param>
public sealed record WorkAnswered(string Key, string Answer, string? Case);

/// <summary>Work lists of a commune, and answers to their lines.</summary>
internal static class WorkListApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/work-lists", List).Needs(Permission.ReadWorkLists).Named("work.list");
        api.MapPost("/work-lists/answers", Answer).Needs(Permission.AnswerWorkLists).Changes().Named("work.answer");
    }

    private static ApiPage<WorkLineItem> List(string commune, string? kind, bool? answered, string? cursor, int? limit, ApiCall call, WorkListCache lists)
    {
        var (place, month) = (Reached(call, Permission.ReadWorkLists, commune), BenefitMonth.Of(call.Today));
        if (!string.IsNullOrEmpty(kind) && Enum.GetValues<SweepKind>().All(known => known.Code() != kind))
        {
            throw ApiException.Invalid("kind", "Cần not_served, may_be, no_longer_entitled, soon hoặc stopped.", "Expected not_served, may_be, no_longer_entitled, soon or stopped.");
        }

        var given = GivenAnswers.Of(call.Reading.Cases(call.Scope(Permission.ReadWorkLists)), place);
        var lines = lists.Of(place, month, call.Today).Entries.Where(entry => string.IsNullOrEmpty(kind) || entry.Kind.Code() == kind)
            .Where(entry => answered == true || !given.IsAnswered(WorkLines.Of(entry, month), call.Today)).ToList();
        return Cursor.Read(cursor, call.Database).Cut(lines, Cursor.Size(limit), entry => new WorkLineItem(
            WorkLines.KeyOf(entry), entry.Kind.Code(), entry.Place.Value, entry.Household.Value, entry.Person.Value, entry.Name, entry.Born.ToString(), [.. entry.Benefits.Select(benefit => benefit.Value)], entry.Amount.Amount, entry.Texts,
            entry.Facts, entry.Ref, given.Last(WorkLines.Of(entry, month))?.Reply.Answer.Code()));
    }

    private static WorkAnswered Answer(WorkAnswerAsked asked, ApiCall call, WorkListCache lists)
    {
        var (place, month) = (Reached(call, Permission.AnswerWorkLists, asked.Commune), BenefitMonth.Of(call.Today));
        if (!WorklistAnswers.TryParse(asked.Answer, out var answer))
        {
            throw ApiException.Invalid("answer", "Cần accept, ask, not_now hoặc wrong.", "Expected accept, ask, not_now or wrong.");
        }

        var entry = lists.Of(place, month, call.Today).Entries.FirstOrDefault(one => WorkLines.KeyOf(one) == asked.Key) ?? throw ApiException.NotFound();
        var opened = WorklistAnswers.Execute(call.Cases(Permission.AnswerWorkLists), WorkLines.Of(entry, month), new WorkReply(answer, asked.Fact ?? "", asked.Until, asked.Reason ?? "", asked.Note ?? ""), call.Me.Login);
        return new WorkAnswered(asked.Key, answer.Code(), opened?.Id);
    }

    private static PlaceCode Reached(ApiCall call, Permission permission, string commune)
    {
        var place = ApiCall.Place(commune);
        return place.IsCommune && call.Me.May(permission, place) ? place : throw ApiException.NotFound();
    }
}
