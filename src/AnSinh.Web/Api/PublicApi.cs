using System.Globalization;
using System.Net.Mime;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Public;
using AnSinh.Web.Totals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AnSinh.Web.Api;

/// <param name="Born">Year, month or day: <c>1946</c>, <c>1946-05</c>, <c>1946-05-17</c>.</param>
/// <param name="Sex">male or female.</param>
/// <param name="Province">Two digits; null: the level of the whole country.</param>
/// <param name="Answers">Those given so far, each as the last answer asked for them: <c>disability_level=severe</c>; <c>=?</c> for not known.</param>
public sealed record SelfCheckAsked(string Born, string Sex, string? Province = null, IReadOnlyList<string>? Answers = null);

/// <param name="Code">Goes before the equals sign of the answer.</param>
public sealed record SelfCheckQuestion(string Code, Bilingual Label, IReadOnlyList<SelfCheckChoice> Choices);

public sealed record SelfCheckChoice(string Value, Bilingual Label);

public sealed record SelfCheckOwed(string Benefit, Bilingual Name, long Amount, string Unit, string Per, string Calculation, IReadOnlyList<ReasonItem> Because, string Grade);

/// <param name="Next">Null: nothing is left to ask; the answer stands.</param>
public sealed record SelfCheckState(SelfCheckQuestion? Next, IReadOnlyList<SelfCheckOwed> Owed, IReadOnlyList<string> Missing);

public sealed record InstrumentItem(string Number, string Kind, Bilingual Title, DateOnly? Issued, DateOnly? InForce, DateOnly? AppliesFrom, DateOnly? Ends, string Grade);

public sealed record BenefitItem(string Id, string Programme, Bilingual Name, string Per);

public sealed record ParameterFull(string Id, Bilingual Name, string Unit, IReadOnlyList<ParameterValueItem> Values);

public sealed record ParameterValueItem(string From, string? To, string? Place, decimal Value, IReadOnlyList<decimal> Table, string Ref, DateOnly InForce, string Grade);

public sealed record ChangeItem(string Kind, string Id, Bilingual Name, string? Ref, string? Place, decimal? Before, decimal? After);

/// <param name="People">Null: fewer than are shown.</param>
public sealed record TotalItem(string Id, Bilingual Name, long? People, long? Amount);

public sealed record TotalsFull(string Month, IReadOnlyList<string> Months, long? People, long Amount, int Lists, IReadOnlyList<TotalItem> Provinces, IReadOnlyList<TotalItem> Programmes);

/// <summary>What needs no token: the law as it runs, and what somebody is entitled to. Nothing that is asked here is stored.</summary>
internal static class PublicApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/totals", Totals).Named("public.totals");
        api.MapPost("/self-check", Check).Named("public.check");
        api.MapGet("/law/instruments", (LawPack pack) => pack.Instruments.All.Select(one => new InstrumentItem(one.Number, one.Kind, one.Title, one.Issued, one.InForce, one.AppliesFrom, one.Ends, one.Grade.Code())).ToList()).Named("law.instruments");
        api.MapGet("/law/benefits", (LawPack pack) => pack.Benefits.All.Select(one => new BenefitItem(one.Id.Value, one.Programme.Id, one.Name, one.Per.ToString().ToLowerInvariant())).ToList()).Named("law.benefits");
        api.MapGet("/law/parameters", (LawPack pack) => pack.Parameters.All.Select(Full).ToList()).Named("law.parameters");
        api.MapGet("/law/parameters/{id}", (string id, LawPack pack) => pack.Parameters.Find(id) is { } found ? Full(found) : throw ApiException.NotFound()).Named("law.parameter");
        api.MapGet("/law/changes", Changes).Named("law.changes");
    }

    private static TotalsFull Totals(string? month, OpenTotals totals)
    {
        BenefitMonth? asked = string.IsNullOrEmpty(month) ? null : BenefitMonth.TryParse(month, out var known) ? known : throw ApiException.Invalid("month", "Cần tháng dạng 2026-11.", "Expected a month like 2026-11.");
        var found = totals.Of(asked) ?? throw ApiException.NotFound();
        return new TotalsFull(
            found.Month.ToString(), [.. found.Months.Select(one => one.ToString())], found.People, found.Amount.Amount, found.Areas,
            [.. found.Provinces.Select(one => new TotalItem(one.Province.Value, NameOf(one.Province), one.People, one.Amount?.Amount))], [.. found.Programmes.Select(one => new TotalItem(one.Programme, one.Name, one.People, one.Amount?.Amount))]);
    }

    private static Bilingual NameOf(PlaceCode place) => PlaceDirectory.VietNam.Find(place) is { } known ? new(known.Name, known.Name) : new(place.Value, place.Value);

    private static SelfCheckState Check(SelfCheckAsked asked, LawPack pack, Database database)
    {
        var today = database.Clock.TodayInVietNam();
        if (!BirthDate.TryParse(asked.Born, out var born) || born.Earliest > today)
        {
            throw ApiException.Invalid("born", "Cần năm, tháng hoặc ngày sinh đã qua: 1946, 1946-05, 1946-05-17.", "Expected a year, month or day of birth that has passed: 1946, 1946-05, 1946-05-17.");
        }

        if (asked.Sex is not ("male" or "female"))
        {
            throw ApiException.Invalid("sex", "Cần male hoặc female.", "Expected male or female.");
        }

        PlaceCode? province = string.IsNullOrEmpty(asked.Province) ? null : ApiCall.Place(asked.Province, "province");
        var answers = (asked.Answers ?? []).Select(text => CheckAnswer.Read(pack.Facts, text) ?? throw ApiException.Invalid("answers", $"'{text}' không phải một câu trả lời.", $"'{text}' is no answer.")).ToList();
        if (answers.Count >= SelfCheck.MostQuestions)
        {
            throw ApiException.Invalid("answers", $"Không quá {SelfCheck.MostQuestions - 1} câu trả lời.", $"At most {SelfCheck.MostQuestions - 1} answers.");
        }

        var state = SelfCheck.At(pack, new CheckPerson(born, asked.Sex == "male" ? Sex.Male : Sex.Female, province), answers, today);
        return new SelfCheckState(state.Next is { } next ? Question(pack, next) : null, [.. state.Determination.Entitlements.Select(owed => Owed(pack, owed))], [.. state.Determination.Missing.Select(missing => missing.Fact)]);
    }

    private static SelfCheckQuestion Question(LawPack pack, FactQuestion question)
    {
        var yesNo = new[] { new SelfCheckChoice("true", new("Có", "Yes")), new SelfCheckChoice("false", new("Không", "No")) };
        if (question.OfSource)
        {
            return new SelfCheckQuestion(CheckAnswer.Code(question), pack.Facts.FindSource(question.Fact)!.Ask!, yesNo);
        }

        var fact = pack.Facts.Find(question.Fact)!;
        return new SelfCheckQuestion(CheckAnswer.Code(question), fact.Label, fact.Type == FactType.Boolean ? yesNo : [.. fact.Values.Select(value => new SelfCheckChoice(value.Code, value.Name))]);
    }

    private static SelfCheckOwed Owed(LawPack pack, Entitlement owed) => new(
        owed.Benefit.Value, pack.Benefits.Find(owed.Benefit)!.Name, owed.Amount.Amount, owed.Unit, owed.Per.ToString().ToLowerInvariant(), owed.Calculation,
        [.. owed.Because.Select(row => new ReasonItem(row.Ref, row.Model, row.Decision, row.Row, row.Text))], owed.Grade.Code());

    private static IReadOnlyList<ChangeItem> Changes(string from, string to, LawPack pack, Database database)
    {
        BenefitMonth Read(string text, string where) => BenefitMonth.TryParse(text, out var month) ? month : throw ApiException.Invalid(where, "Cần tháng dạng 2026-11.", "Expected a month like 2026-11.");
        return
        [
            .. LawChange.Between(pack, Read(from, "from"), Read(to, "to"), database.Clock.TodayInVietNam()).Select(change => new ChangeItem(
                change.Kind.ToString().ToLowerInvariant(), change.Id, change.Name, change.Ref?.ToString(), change.Place?.Value, change.Before?.Value, change.After?.Value)),
        ];
    }

    private static ParameterFull Full(Parameter parameter) => new(parameter.Id, parameter.Name, parameter.Unit, [.. parameter.Values.Select(value => new ParameterValueItem(
        value.From.ToString(), value.To?.ToString(), value.Place?.Value, value.Value, value.Table, value.Ref.ToString(), value.InForce, value.Grade.Code()))]);
}
