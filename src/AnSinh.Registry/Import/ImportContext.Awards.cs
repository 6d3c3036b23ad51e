using System.Text.RegularExpressions;
using AnSinh.Law;

namespace AnSinh.Registry;

internal sealed partial class ImportContext
{
    private ImportOutcome TakeAward(ImportRow row)
    {
        var person = PersonOf(row, "number");
        var benefit = BenefitOf(row);
        var number = row.Required("decision_number");
        var decided = row.Day("decided", required: true);
        var applied = row.Day("applied");
        var certificate = row.Day("certificate");
        var from = row.Month("from", required: true);
        var to = row.Month("to");
        var state = StateOf(row);
        if (applied > decided)
        {
            row.Fault("applied", $"sau ngày quyết định {decided:yyyy-MM-dd}", $"after the decision ({decided:yyyy-MM-dd})");
        }

        if (to is { } last && from is { } first && last < first)
        {
            row.Fault("to", $"trước tháng bắt đầu {from}", $"before the first month {from}");
        }

        if (benefit is not null && from is { } month && state is AwardState.Granted && !benefit.ExistsIn(month, Today))
        {
            row.Fault("benefit", $"chính sách này không có trong tháng {month} ({benefit.From} – {benefit.Ended?.LastMonth})", $"this benefit does not exist in {month} ({benefit.From} – {benefit.Ended?.LastMonth})");
        }

        var place = PlaceOf(row, person);
        if (row.Faulty || row.Waits || person is not { } who || benefit is null || number is null || decided is not { } day || from is not { } start || place is not { } commune || state is not { } known)
        {
            return default;
        }

        return Record(row, known, new AwardDecision
        {
            Person = who,
            Benefit = benefit.Id,
            Place = commune,
            DecisionNumber = number,
            Decided = day,
            Applied = applied,
            Certificate = certificate,
            From = start,
            To = to,
            Reason = row.Text("reason"),
        });
    }

    private ImportOutcome Record(ImportRow row, AwardState state, AwardDecision decision)
    {
        var id = AwardId.Of(decision.Person, decision.Benefit, decision.DecisionNumber, decision.Decided);
        var known = commit.AwardsNow(decision.Person);
        var own = known.Where(stretch => stretch.Id == id).ToList();
        if (own.Any(stretch => stretch.State == state && stretch.From == decision.From && stretch.To == decision.To && stretch.Reason == decision.Reason && stretch.Place == decision.Place
            && stretch.Applied == decision.Applied && stretch.Certificate == decision.Certificate))
        {
            return ImportOutcome.Unchanged;
        }

        if (state is AwardState.Granted or AwardState.Refused)
        {
            return Decide(row, state, decision, own, known.Where(stretch => stretch.Id != id && stretch.Benefit == decision.Benefit && stretch.State.Pays()));
        }

        if (own.Count == 0 || own[^1].State == AwardState.Refused)
        {
            row.Fault("state", "chưa có quyết định hưởng (granted) với số và ngày này", "there is no granted decision with this number and day");
            return default;
        }

        if (own.Max(stretch => stretch.From) > decision.From)
        {
            row.Fault("from", $"quyết định này đã có trạng thái {own[^1].State.Code()} từ {own[^1].From}", $"this decision is already {own[^1].State.Code()} from {own[^1].From}");
            return default;
        }

        commit.ContinueAward(id, decision.From, decision.To, state, decision.Reason);
        return ImportOutcome.Changed;
    }

    private ImportOutcome Decide(ImportRow row, AwardState state, AwardDecision decision, List<AwardStretch> own, IEnumerable<AwardStretch> others)
    {
        if (own.Any(stretch => stretch.KnownFrom == commit.Number))
        {
            row.Fault("decision_number", "quyết định này có hai lần trong tệp", "this decision is twice in the file");
            return default;
        }

        if (own.Any(stretch => stretch.State is AwardState.Suspended or AwardState.Resumed or AwardState.Ended))
        {
            return ImportOutcome.Unchanged;
        }

        if (state == AwardState.Granted && others.FirstOrDefault(other => (other.To is not { } end || end >= decision.From) && (decision.To is not { } to || other.From <= to)) is { } other)
        {
            row.Fault(
                "benefit", $"người này đang hưởng chính sách này theo quyết định {other.DecisionNumber} từ {other.From}",
                $"this person already has this benefit by decision {other.DecisionNumber} from {other.From}");
            return default;
        }

        _ = state == AwardState.Granted ? commit.GrantAward(decision) : commit.RefuseAward(decision);
        return own.Count > 0 ? ImportOutcome.Changed : ImportOutcome.New;
    }

    private Benefit? BenefitOf(ImportRow row)
    {
        if (row.Required("benefit") is not { } id)
        {
            return null;
        }

        var benefit = options.Benefits.Find(new BenefitId(id));
        if (benefit is null)
        {
            var near = options.Benefits.All.Select(known => known.Id.Value).Where(known => known.StartsWith(id, StringComparison.Ordinal) || id.StartsWith(known, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(6).ToList();
            var hint = near.Count == 0 ? "" : $" ({string.Join(", ", near)}?)";
            row.Fault("benefit", $"không có chính sách này trong benefits.yaml{hint}", $"no such benefit in benefits.yaml{hint}");
        }

        return benefit;
    }

    private static AwardState? StateOf(ImportRow row)
    {
        var text = row.Text("state");
        if (text.Length == 0)
        {
            return AwardState.Granted;
        }

        if (AwardStates.TryParse(text, out var state))
        {
            return state;
        }

        var all = string.Join(", ", AwardStates.AllCodes);
        row.Fault("state", $"cần một trong: {all}", $"expected one of {all}");
        return null;
    }

    private PlaceCode? PlaceOf(ImportRow row, PersonId? person) => row.Text("place").Length > 0 ? Within(row, "place", row.Commune("place")) : person is { } who ? commit.CommuneNow(who) : null;

    private ImportOutcome TakeAccount(ImportRow row)
    {
        var payee = PersonOf(row, "number");
        var bank = row.Required("bank");
        var number = row.Required("account");
        var holder = row.Required("holder");
        var consent = row.Day("consent");
        var from = row.Day("from", mayBeFuture: true);
        if (bank is not null && !BankPattern().IsMatch(bank))
        {
            row.Fault("bank", "cần mã hoặc BIN của ngân hàng: 2 đến 20 chữ hoặc số", "expected the code or BIN of a bank: 2 to 20 letters or digits");
        }

        if (number is not null && !AccountPattern().IsMatch(number))
        {
            row.Fault("account", "cần 4 đến 34 chữ hoặc số, không có dấu cách hay dấu chấm", "expected 4 to 34 letters or digits without spaces or dots");
        }

        if (row.Faulty || row.Waits || payee is not { } who || bank is null || number is null || holder is null)
        {
            return default;
        }

        var account = new PayeeAccount(bank, number, PersonName.Normalise(holder), consent, new DateRange(from, null));
        var known = commit.AccountsNow(who);
        if (known.Contains(account))
        {
            return ImportOutcome.Unchanged;
        }

        commit.RecordAccount(who, account);
        return known.Count > 0 ? ImportOutcome.Changed : ImportOutcome.New;
    }

    [GeneratedRegex("^[A-Za-z0-9]{2,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex BankPattern();

    [GeneratedRegex("^[A-Za-z0-9]{4,34}$", RegexOptions.CultureInvariant)]
    private static partial Regex AccountPattern();
}
