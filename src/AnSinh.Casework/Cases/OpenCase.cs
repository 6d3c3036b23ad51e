using System.Security.Cryptography;
using System.Text;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Casework.Cases.Store;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Casework.Cases;

/// <summary>What somebody brings to the office.</summary>
public sealed record NewCase
{
    public required CaseKind Kind { get; init; }
    public required PlaceCode Commune { get; init; }
    public required CaseRequest Request { get; init; }
    public PersonId? Person { get; init; }
    public HouseholdId? Household { get; init; }

    /// <summary>The case or award it is about.</summary>
    public string About { get; init; } = "";
    public string Applicant { get; init; } = "";
    public string Relation { get; init; } = "self";
    public string Channel { get; init; } = "in_person";
    public string Text { get; init; } = "";

    /// <summary>The day on which it came in; null: today.</summary>
    public DateOnly? Received { get; init; }

    /// <summary>Tells apart two requests that say the same on the same day; the same form sent twice carries the same.</summary>
    public string Submission { get; init; } = "";

    /// <summary>The ways in which somebody can ask.</summary>
    public static readonly IReadOnlyList<string> Channels = ["in_person", "post", "online", "office"];
}

/// <summary>A case that was opened, with the code by which whoever asked can follow it. <paramref name="IsNew"/> is false where the same request had been opened before.</summary>
public sealed record OpenedCase(CaseFile File, string Code, bool IsNew);

/// <summary>Opens a case. The same request sent twice opens one.</summary>
internal static class OpenCase
{
    private const string IdDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The channel of a case that follows from the decision on another.</summary>
    public const string ByDecision = "decision";

    /// <exception cref="CaseRefusedException">The place lies outside the area, or the day has not come; every fault is listed.</exception>
    public static OpenedCase Execute(CaseBook book, NewCase asked, string actor, BenefitId? benefit = null)
    {
        CaseBook.RequireActor(actor);
        CaseRefusedException.ThrowIfAny([.. Faults(book, asked)]);
        string id;
        bool existed;
        using (var step = new CaseStep(book, actor, $"case.open.{asked.Kind.Code()}"))
        {
            (id, existed) = In(step, asked, benefit);
            if (!existed)
            {
                step.Commit();
            }
        }

        return new OpenedCase(book.Case(id), FollowCode.Of(book.Database.Keys, id), !existed);
    }

    /// <summary>Opens a case within a step of another. Returns its id, and whether it was there before.</summary>
    internal static (string Id, bool Existed) In(CaseStep step, NewCase asked, BenefitId? benefit = null)
    {
        var (book, received) = (step.Book, asked.Received ?? step.Today);
        var opened = new Opened(asked.Applicant.Trim(), asked.Relation, asked.Channel, asked.Request, asked.Text.Trim());
        var id = IdOf(asked, received, opened);
        if (new CaseStore(book.Database, AreaScope.All).Find(id) is not null)
        {
            return (id, true);
        }

        var header = new CaseHeader(
            id, asked.Kind, asked.Commune, PlaceDirectory.VietNam.ProvinceOf(asked.Commune), asked.Person, asked.Household, asked.About, received, step.Actor, step.Write.Number, asked.Person?.Value ?? id);
        var clock = book.Clock.After(asked.Kind, asked.Request, benefit, CaseStage.Received, opened, received, null);
        CaseStore.Create(step.Write, header, FollowCode.Blind(book.Database.Keys, FollowCode.Of(book.Database.Keys, id)), new RecordedEvent(1, step.Write.Number, received, step.Actor, "opened", CaseStage.Received, clock, opened));
        return (id, false);
    }

    private static IEnumerable<Bilingual> Faults(CaseBook book, NewCase asked)
    {
        if (!asked.Commune.IsCommune || PlaceDirectory.VietNam.Find(asked.Commune) is null)
        {
            yield return new($"Không có xã mang mã {asked.Commune}.", $"There is no commune {asked.Commune}.");
        }
        else if (!book.Scope.Allows(asked.Commune, PlaceDirectory.VietNam.ProvinceOf(asked.Commune)))
        {
            yield return new($"Xã {asked.Commune} ngoài địa bàn.", $"Commune {asked.Commune} lies outside the area.");
        }

        if (asked.Received > book.Today)
        {
            yield return new(FormattableString.Invariant($"Ngày nhận {asked.Received:dd/MM/yyyy} chưa đến."), FormattableString.Invariant($"The day of receipt {asked.Received:yyyy-MM-dd} has not come."));
        }

        if (!NewCase.Channels.Contains(asked.Channel))
        {
            yield return new($"Cách nộp '{asked.Channel}': cần một trong {string.Join(", ", NewCase.Channels)}.", $"Channel '{asked.Channel}': expected one of {string.Join(", ", NewCase.Channels)}.");
        }

        if (asked.Text.Length > MaxText)
        {
            yield return new($"Nội dung dài quá {MaxText} chữ.", $"The text is longer than {MaxText} characters.");
        }
    }

    /// <summary>What people write, in characters.</summary>
    internal const int MaxText = 10_000;

    private static string IdOf(NewCase asked, DateOnly received, Opened opened)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{asked.Kind.Code()}|{asked.Commune}|{asked.Person}|{asked.Household}|{asked.About}|{Database.Iso(received)}|{CaseJson.Write(opened)}|{asked.Submission}"));
        var letters = string.Concat(hash.Take(8).Select(one => IdDigits[one & 31]));
        return FormattableString.Invariant($"{asked.Commune}-{received.Year % 100:00}-{letters}");
    }
}
