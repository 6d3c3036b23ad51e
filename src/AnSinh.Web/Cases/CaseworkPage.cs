using AnSinh.Web.Retention;
using System.Globalization;
using System.Security.Cryptography;
using AnSinh.Casework.Cases;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Access;
using AnSinh.Web.Components;
using Microsoft.AspNetCore.Components;

namespace AnSinh.Web.Cases;

/// <summary>What pages share that take steps in casework: the cases within what the reader may do, days as they are typed, and refusals shown beside what was typed.</summary>
public abstract class CaseworkPage : OfficePage
{
    private const int MostNamed = 8;

    [Inject] protected LawPack Pack { get; set; } = null!;

    [Inject] protected Register Register { get; set; } = null!;

    [Inject] private Words Texts { get; set; } = null!;

    /// <summary>What is wrong with what was sent.</summary>
    protected Faults Wrong { get; } = new();

    /// <summary>Where a request comes from, for limits on what may be done without login.</summary>
    protected string Source => Http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>A mark of this form: the same form sent twice does its work once.</summary>
    protected string Mark { get; private set; } = "";

    /// <summary>The version of the case that the sender had seen; null where none was sent.</summary>
    protected int? Seen => int.TryParse(Sent("phien-ban"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    protected CaseBook Book(Permission permission) => new(Database, Pack, Me.Scope(permission)) { Books = RetentionDesk.Books(Database, Pack) };

    /// <summary>The same cases for reading only: behind the wall of the reader's areas.</summary>
    protected CaseBook ReadBook(Permission permission) => Reading.Cases(Me.Scope(permission));

    protected override void OnInitialized() => Mark = Sent("ma") is { Length: > 0 } given ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Whether a form is on the page: where it fits, and where it was just sent, so that what was typed comes back with what became of it.</summary>
    protected bool Offers(string form, bool fits) => fits || Sent("_handler") == form;

    /// <summary>A day as day/month/year; a fault where it is needed and not there, or does not exist.</summary>
    protected DateOnly? SentDay(string field, bool needed)
    {
        if (Sent(field).Length == 0 && !needed)
        {
            return null;
        }

        if (DateOnly.TryParseExact(Sent(field), "d/M/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Wrong.Add(field, Texts["date.wrong"]);
        return null;
    }

    /// <summary>A month as month/year.</summary>
    protected BenefitMonth? SentMonth(string field)
    {
        if (DateOnly.TryParseExact("1/" + Sent(field), "d/M/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return BenefitMonth.Of(day);
        }

        Wrong.Add(field, Texts["month.wrong"]);
        return null;
    }

    /// <summary>A date of birth as day/month/year, month/year or the year alone: many of the oldest have no more.</summary>
    protected BirthDate? SentBirth(string field)
    {
        var parts = Sent(field).Split('/', StringSplitOptions.TrimEntries);
        Array.Reverse(parts);
        var text = string.Join('-', parts.Select((part, index) => index > 0 ? part.PadLeft(2, '0') : part));
        if (BirthDate.TryParse(text, out var born) && born.Earliest <= Today)
        {
            return born;
        }

        Wrong.Add(field, Texts["born.wrong"]);
        return null;
    }

    /// <summary>A commune by its name, with or without marks, in a province; those that come near are named where none or several fit.</summary>
    protected Place? SentCommune(string province, string commune)
    {
        if (!PlaceCode.TryParse(Given(province), out var code) || !code.IsProvince)
        {
            Wrong.Add(province, Texts["place.province.needed"]);
            return null;
        }

        var typed = PersonName.Fold(Given(commune));
        if (typed.Length == 0)
        {
            Wrong.Add(commune, Texts["place.commune.needed"]);
            return null;
        }

        var within = PlaceDirectory.VietNam.CommunesOn(Today).Where(place => place.Province == code).ToList();
        var fitting = within.Where(place => PersonName.Fold(place.Name) == typed).ToList() is { Count: 1 } exact ? exact : within.Where(place => PersonName.Fold(place.Name).Contains(typed, StringComparison.Ordinal)).ToList();
        if (fitting is [var only])
        {
            return only;
        }

        Wrong.Add(commune, fitting.Count == 0 ? Texts["place.commune.none"] : Texts["place.commune.many", string.Join(", ", fitting.Take(MostNamed).Select(place => place.Name))]);
        return null;
    }

    /// <summary>A field as the form sent it or the address names it.</summary>
    private string Given(string field) => HasSent ? Sent(field) : Asked(field).Trim();

    /// <summary>The provinces, as people sort them.</summary>
    protected IEnumerable<(string Value, string Text)> Provinces() =>
        PlaceDirectory.VietNam.ProvincesOn(Today).OrderBy(place => place.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true)).Select(place => (place.Code.Value, place.Name));

    /// <summary>A text that has to be there.</summary>
    protected string Needed(string field, string message)
    {
        if (Sent(field).Length == 0)
        {
            Wrong.Add(field, Texts[message]);
        }

        return Sent(field);
    }

    /// <summary>Does a step where the reader may and nothing is wrong so far; what casework refuses stands on the form.</summary>
    /// <returns>Whether it was done.</returns>
    protected bool Take(bool allowed, Action work)
    {
        if (!allowed)
        {
            Refuse();
            return false;
        }

        if (Wrong.Any)
        {
            return false;
        }

        try
        {
            work();
            return true;
        }
        catch (CaseRefusedException refused)
        {
            foreach (var fault in refused.Faults)
            {
                Wrong.Add("", fault.In(Texts.Vietnamese));
            }
        }
        catch (StorageException refused)
        {
            Wrong.Add("", Texts.Vietnamese ? refused.Vietnamese : refused.English);
        }

        return false;
    }
}
