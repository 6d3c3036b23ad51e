namespace AnSinh.Law;

/// <summary>Which refusals a text shows: none, those that one change would turn, or all.</summary>
public enum RefusalsShown
{
    None,
    Near,
    All,
}

/// <summary>A determination as lines of text: what is owed and by which article, what was refused and what would change it, what has to be asked.</summary>
public sealed class ExplanationText(LawPack pack, bool vietnamese)
{
    private readonly DeterminationWords _words = new(pack, vietnamese);

    public string Write(HouseholdDetermination determination, Func<PersonId, string> nameOf, RefusalsShown refusals)
    {
        var text = new List<string> { $"{_words.Month(determination.Month)}, {_words.KnownAt(determination.KnownAt)}", _words.Pack(determination) };
        WriteStatuses(text, determination.Statuses.Where(status => status.Person is null));
        foreach (var person in determination.People)
        {
            text.Add("");
            text.Add(nameOf(person.Person));
            WriteStatuses(text, determination.Statuses.Where(status => status.Person == person.Person));
            WritePerson(text, person, refusals);
        }

        return string.Join('\n', text);
    }

    private void WriteStatuses(List<string> text, IEnumerable<StatusAnswer> statuses)
    {
        foreach (var status in statuses)
        {
            text.Add($"  {_words.Status(status)}");
            text.AddRange(status.Because.Select(row => $"      {row.Ref}: {row.Text.In(vietnamese)}"));
        }
    }

    private void WritePerson(List<string> text, PersonDetermination person, RefusalsShown refusals)
    {
        foreach (var entitlement in person.Entitlements)
        {
            WriteEntitlement(text, entitlement);
        }

        if (person.Entitlements.Count == 0)
        {
            text.Add($"  {_words.NothingDue}");
        }

        foreach (var missing in person.Missing)
        {
            text.Add($"  ? {Say("Cần hỏi", "To be asked")}: {_words.Conditions.Label(missing.Fact)}");
            text.Add($"      {_words.StillDecides(missing)}");
        }

        foreach (var stopped in person.Stopped)
        {
            text.Add($"  ! {_words.Name(stopped.Benefit)}: {stopped.Reason.In(vietnamese)} {stopped.Ref}".TrimEnd());
            text.AddRange(stopped.Readings.Select(reading => $"      {_words.Reading(reading)}"));
        }

        var shown = _words.Shown(person, refusals);
        foreach (var refusal in shown)
        {
            text.Add($"  ✗ {_words.Name(refusal.Benefit)} ({refusal.Benefit})");
            text.AddRange(refusal.Because.Where(failed => failed.Row == refusal.Because[0].Row)
                .Select(failed => failed.Label.Vi.Length == 0 ? $"      {failed.Ref}: {failed.Text.In(vietnamese)}" : $"      {_words.Failed(failed)} ({failed.Ref})"));
        }

        if (person.Refused.Count > shown.Count)
        {
            var others = person.Refused.Count - shown.Count;
            text.Add(Say($"  … {others} khoản khác không thuộc diện (--all để xem lý do)", $"  … {others} other benefits do not apply (--all shows why)"));
        }
    }

    private void WriteEntitlement(List<string> text, Entitlement entitlement)
    {
        text.Add($"  ✓ {_words.Name(entitlement.Benefit)} ({entitlement.Benefit}): {DeterminationWords.Owed(entitlement)} {_words.Per(entitlement.Per)}");
        text.Add($"      {entitlement.Calculation}");
        text.AddRange(entitlement.Because.Select(row => $"      {row.Ref}: {row.Text.In(vietnamese)}"));
        text.AddRange(entitlement.Parameters.Select(parameter => $"      {_words.Parameter(parameter.Id)} = {parameter.Value.In(vietnamese)} ({parameter.Ref}; {_words.Grade(parameter.Grade)})"));
        if (entitlement.Parts.Count > 1)
        {
            text.AddRange(entitlement.Parts.Select(part => $"      {part.Amount} ₫: {_words.Fund(entitlement.Benefit, part.Fund)} ({part.Ref})"));
        }

        if (entitlement.Payee.Role != "self")
        {
            text.Add($"      {Say("Người nhận tiền", "Payee")}: {_words.Payee(entitlement.Payee)}");
        }

        text.AddRange(entitlement.Considered.Select(considered => $"      {Say("Đã xét", "Considered")}: {_words.Considered(considered)} {considered.Ref}"));
        if (entitlement.Grade > EvidenceGrade.Known)
        {
            text.Add($"      {Say("Độ tin cậy của căn cứ", "Grade of evidence")}: {_words.Grade(entitlement.Grade)}");
        }
    }

    private string Say(string vi, string en) => _words.Say(vi, en);
}
