using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>The letter that refuses: each condition that failed in plain words with its citation, what would make it a yes, and the right to complain.</summary>
/// <param name="Pack">Names of programmes and words of facts.</param>
/// <param name="Office">Who refuses.</param>
/// <param name="Number">Number and sign of the notice.</param>
/// <param name="Date">Day of signing; null for a draft.</param>
/// <param name="Person">Who applied.</param>
/// <param name="Refusal">What the law says.</param>
/// <param name="Month">The month decided about.</param>
/// <param name="Applied">Day of the application, where there is one.</param>
public sealed record RefusalLetter(LawPack Pack, LetterOffice Office, string Number, DateOnly? Date, LetterPerson Person, Refusal Refusal, BenefitMonth Month, DateOnly? Applied)
{
    public string Write()
    {
        var on = Date ?? Month.Last;
        var words = new ConditionWords(Pack, vietnamese: true);
        var benefit = Pack.Benefits.Find(Refusal.Benefit)!;
        var discreet = Pack.IsDiscreet(benefit.Id) || Refusal.Because.Any(failed => Pack.Facts.Find(failed.Fact) is { Sensitive: true });
        var programme = LetterPage.Lower(benefit.Programme.Name.Vi);
        var page = new LetterPage(Office, "THÔNG BÁO", $"Về việc chưa đủ điều kiện hưởng {programme}", Number, Date);
        page.Addressee(LetterPage.Capital(Person.Addressee(on)));
        page.Paragraph(
            $"Ủy ban nhân dân {LetterPage.Lower(Office.Commune)} đã xem xét đề nghị{(Applied is { } day ? $" ngày {LetterPage.Day(day)}" : "")} về {programme} đối với {Person.InFull(on)}, theo diện: "
            + $"{(discreet ? "quy định tại" : LetterPage.Lower(benefit.Name.Vi) + ",")} {benefit.Ref}.");
        page.Paragraph($"Theo những thông tin đã được xác nhận, {LetterPage.Month(Month)} {Person.Named(on)} chưa đủ điều kiện hưởng, vì:");
        var failing = Nearest();
        if (failing.TrueForAll(failed => failed.Needed.Length > 0 && words.Asked(failed).Length > 0))
        {
            page.Table(["Điều kiện", "Cần", "Hiện là", "Căn cứ"], failing.Select(failed => new[] { LetterPage.Capital(words.Asked(failed)), words.Needed(failed), words.Value(failed), failed.Ref }), numbers: 0);
        }
        else
        {
            foreach (var failed in failing)
            {
                page.Paragraph("- " + LetterPage.Cited(failed.Text.Vi, failed.Ref));
            }
        }

        if (Refusal.Nearest.Count > 0)
        {
            page.Paragraph($"Đề nghị sẽ được xem xét lại khi {string.Join("; ", failing.Select(failed => $"{LetterPage.Lower(words.Asked(failed))} là {words.Needed(failed)}"))}.");
        }

        page.Paragraph($"Khi có thay đổi, hoặc nếu thông tin trên chưa đúng, đề nghị {Person.Reader(on)} báo cho Ủy ban nhân dân {LetterPage.Lower(Office.Commune)} để được hướng dẫn lập hồ sơ./.");
        return page.Sign(Office, onBehalf: true, [LetterPage.Capital(Person.Addressee(on))],
            DecisionLetter.Closing(Pack, Person, on, Office), []);
    }

    /// <summary>The conditions of the row that was nearest to a yes; every bar where the person is barred.</summary>
    private List<FailedCondition> Nearest() => Refusal.Nearest.Count > 0 || Refusal.Because.Any(failed => failed.Label.Vi.Length > 0)
        ? [.. Refusal.Because.Where(failed => failed.Row == Refusal.Because[0].Row)]
        : [.. Refusal.Because];
}
