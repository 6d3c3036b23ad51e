using AnSinh.Law;
using AnSinh.Storage;

namespace AnSinh.Registry;

public sealed partial class RegistryCommit
{
    /// <summary>Records a decision that grants a benefit. Recorded again with other months, it corrects the earlier record.</summary>
    public AwardId GrantAward(AwardDecision decision) => Decide(decision, AwardState.Granted);

    /// <summary>Records a decision that refuses a benefit.</summary>
    public AwardId RefuseAward(AwardDecision decision) => Decide(decision, AwardState.Refused);

    /// <summary>The award is not paid from a month on, until it is resumed or ended.</summary>
    public void SuspendAward(AwardId award, BenefitMonth from, string reason) => ContinueAward(award, from, null, AwardState.Suspended, reason);

    public void ResumeAward(AwardId award, BenefitMonth from, string reason) => ContinueAward(award, from, null, AwardState.Resumed, reason);

    /// <param name="award">The award that stops.</param>
    /// <param name="from">The first month that is no longer paid.</param>
    /// <param name="reason">Why, for the notice.</param>
    public void EndAward(AwardId award, BenefitMonth from, string reason) => ContinueAward(award, from, null, AwardState.Ended, reason);

    /// <summary>The account into which a person is paid from a day on; an older one ends the day before.</summary>
    public void RecordAccount(PersonId payee, PayeeAccount account)
    {
        RequirePerson(payee);
        var from = account.Valid.From ?? DateOnly.MinValue;
        var isFirst = _ahead is not null && _ahead.Accounts.TryGetValue(payee, out var known) && known.Count == 0;
        var overlapping = isFirst ? [] : Current(
            "select bank, blind, sealed, holder, consent, evidence, valid_from, valid_to, known_from, entry from account where bucket = @bucket and person_id = @person and valid_to >= @from and superseded_at = " + Open,
            row => (Bank: row.GetString(0), Blind: row.Bytes(1), Sealed: row.Bytes(2), Holder: row.GetString(3), Consent: row.TextOrNull(4), Evidence: row.GetString(5), Valid: row.Range(6)),
            [("from", Database.Iso(from)), .. Key(payee)]);
        if (!isFirst)
        {
            Supersede("account", "bucket = @bucket and person_id = @person and valid_to >= @from", [("from", Database.Iso(from)), .. Key(payee)]);
        }

        _ahead?.Accounts.Remove(payee);
        foreach (var old in overlapping.Where(old => (old.Valid.From ?? DateOnly.MinValue) < from))
        {
            WriteAccount(payee, old.Bank, old.Blind, old.Sealed, old.Holder, old.Consent, old.Evidence, new DateRange(old.Valid.From, from.AddDays(-1)));
        }

        WriteAccount(
            payee, account.Bank, _write.Keys.BlindIndex("account", account.Number), CipherOf(payee).Seal(account.Number, $"account/{payee}"), PersonName.Normalise(account.Holder),
            account.Consent is { } day ? Database.Iso(day) : null, account.Evidence, account.Valid);
        Audit("account.record", payee.Value, $"{account.Bank}|{account.Number}|{account.Holder}");
    }

    private AwardId Decide(AwardDecision decision, AwardState state)
    {
        RequirePerson(decision.Person);
        var id = AwardId.Of(decision.Person, decision.Benefit, decision.DecisionNumber, decision.Decided);
        if (_ahead is null || !_ahead.Awards.TryGetValue(decision.Person, out var known) || known.Any(stretch => stretch.Id == id))
        {
            _ahead?.Awards.Remove(decision.Person);
            Supersede("award", "bucket = @bucket and person_id = @person and award_id = @award", [("award", id.Value), .. Key(decision.Person)]);
        }

        WriteStretch(id, decision, state);
        if (_ahead is not null && _ahead.Awards.TryGetValue(decision.Person, out var stretches))
        {
            stretches.Add(Stretch(id, decision, state));
            stretches.Sort((left, right) => (left.Id, left.From).CompareTo((right.Id, right.From)));
        }

        Audit($"award.{state.Code()}", decision.Person.Value, $"{id}|{decision}");
        return id;
    }

    internal void ContinueAward(AwardId award, BenefitMonth from, BenefitMonth? to, AwardState state, string reason)
    {
        var stretches = Current(
            $"select {AwardRows.Columns} from award a join knowledge k on k.number = a.known_from where a.award_id = @award and a.superseded_at = {Open} order by a.month_from",
            AwardRows.Read, ("award", award.Value));
        if (stretches.Count == 0 || stretches[^1].State == AwardState.Refused)
        {
            throw new StorageException($"Không có quyết định hưởng {award}.", $"There is no award {award}.");
        }

        var last = stretches[^1];
        _ahead?.Awards.Remove(last.Person);
        Supersede("award", "award_id = @award and month_to >= @from", ("award", award.Value), ("from", from.ToString()));
        foreach (var stretch in stretches.Where(stretch => stretch.From < from && (stretch.To is not { } to || to >= from)))
        {
            WriteStretch(award, Decision(stretch, stretch.From, from.Previous, stretch.Reason), stretch.State);
        }

        WriteStretch(award, Decision(last, from, to ?? (state == AwardState.Ended ? null : last.To), reason), state);
        Audit($"award.{state.Code()}", last.Person.Value, $"{award}|{from}|{reason}");
    }

    private static AwardDecision Decision(AwardStretch stretch, BenefitMonth from, BenefitMonth? to, string reason) => new()
    {
        Person = stretch.Person,
        Benefit = stretch.Benefit,
        Place = stretch.Place,
        DecisionNumber = stretch.DecisionNumber,
        Decided = stretch.Decided,
        Applied = stretch.Applied,
        Certificate = stretch.Certificate,
        From = from,
        To = to < from ? null : to,
        Reason = reason,
    };

    private AwardStretch Stretch(AwardId id, AwardDecision decision, AwardState state) => new()
    {
        Id = id,
        Bucket = Bucket.Of(decision.Person),
        Person = decision.Person,
        Benefit = decision.Benefit,
        Place = decision.Place,
        Province = Places.ProvinceOf(decision.Place),
        DecisionNumber = decision.DecisionNumber,
        Decided = decision.Decided,
        Applied = decision.Applied,
        Certificate = decision.Certificate,
        From = decision.From,
        To = decision.To,
        State = state,
        Reason = decision.Reason,
        KnownFrom = Number,
        Known = RecordedOn,
    };

    private void WriteStretch(AwardId id, AwardDecision decision, AwardState state) =>
        _write.Into(
                "award", "bucket", "person_id", "award_id", "known_from", "entry", "benefit", "commune", "province", "decision_number", "decided", "applied", "certificate",
                "month_from", "month_to", "state", "reason")
            .Add(Bucket.Of(decision.Person).Value).Add(decision.Person.Value).Add(id.Value).Add(Number.Value).Add(_write.NextEntry()).Add(decision.Benefit.Value)
            .Add(decision.Place.Value).Add(Places.ProvinceOf(decision.Place).Value).Add(decision.DecisionNumber).Add(Database.Iso(decision.Decided))
            .Add(decision.Applied is { } applied ? Database.Iso(applied) : null).Add(decision.Certificate is { } certificate ? Database.Iso(certificate) : null)
            .Add(decision.From.ToString()).Add(Stored.Month(decision.To)).Add(state.Code()).Add(decision.Reason).Write();

    private void WriteAccount(PersonId payee, string bank, byte[] blind, byte[] secret, string holder, string? consent, string evidence, DateRange valid) =>
        _write.Into("account", "bucket", "person_id", "known_from", "entry", "bank", "blind", "sealed", "holder", "consent", "evidence", "valid_from", "valid_to")
            .Add(Bucket.Of(payee).Value).Add(payee.Value).Add(Number.Value).Add(_write.NextEntry()).Add(bank).Add(blind).Add(secret).Add(holder).Add(consent).Add(evidence)
            .Add(Stored.From(valid)).Add(Stored.To(valid)).Write();
}
