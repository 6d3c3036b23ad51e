namespace AnSinh.Law;

/// <summary>A life in plain words: what comes when, by which article, and why it ends or changes.</summary>
public sealed class LifeText(LawPack pack, bool vietnamese)
{
    private readonly ConditionWords _words = new(pack, vietnamese);

    public string Write(LifeAnswer life, Func<PersonId, string> nameOf)
    {
        var text = new List<string>
        {
            Say($"Từ tháng {Month(life.From)} đến tháng {Month(life.To)}, theo luật biết đến ngày {Day(life.KnownAt)}; tương lai theo luật mới nhất.", $"From {life.From} to {life.To}, by the law known on {Day(life.KnownAt)}; the future by the latest law."),
            Say("Giả định: điều đang đúng tiếp tục đúng, ai được hưởng thì tháng trước đó đã được quyết định.", "Assumed: what holds now goes on holding, and whoever is entitled was awarded the month before."),
        };
        foreach (var person in life.Stretches.Select(stretch => stretch.Person).Concat(life.Questions.Select(question => question.Person)).Distinct().Order())
        {
            text.Add("");
            text.Add(nameOf(person));
            foreach (var stretch in life.Stretches.Where(stretch => stretch.Person == person))
            {
                Write(text, stretch, life.To);
            }

            foreach (var question in life.Questions.Where(question => question.Person == person))
            {
                text.Add(Say($"  ? {Span(question.From, question.To)}: cần hỏi {_words.Label(question.Fact)}", $"  ? {Span(question.From, question.To)}: to be asked: {_words.Label(question.Fact)}"));
                text.Add(Say($"      còn quyết định: {string.Join("; ", question.Benefits.Select(Name))}", $"      still decides: {string.Join("; ", question.Benefits.Select(Name))}"));
            }
        }

        return string.Join('\n', text);
    }

    private void Write(List<string> text, LifeStretch stretch, BenefitMonth last)
    {
        var per = stretch.First.Per switch
        {
            BenefitPeriod.Once => Say("một lần", "once"),
            BenefitPeriod.Day => Say("một ngày", "a day"),
            BenefitPeriod.Year => Say("một năm", "a year"),
            _ => Say("một tháng", "a month"),
        };
        var span = stretch.End == LifeEnd.GoesOn && stretch.To == last ? Say($"{Month(stretch.From)} → tiếp tục", $"{stretch.From} → goes on") : Span(stretch.From, stretch.To);
        text.Add($"  {span}: {Name(stretch.First.Benefit)}, {stretch.First.Amount} ₫ {per}");
        text.Add($"      {stretch.First.Calculation}  ({string.Join("; ", stretch.First.Because.Select(row => row.Ref).Distinct())})");
        if (End(stretch) is { Length: > 0 } end)
        {
            text.Add($"      {end}");
        }
    }

    /// <summary>Why it ends, in words; empty where there is nothing to say.</summary>
    public string End(LifeStretch stretch) => stretch.End switch
    {
        LifeEnd.Changed => Say($"Sau đó mức hưởng thay đổi: {Change(stretch.First, stretch.Next!)}", $"Then the amount changes: {Change(stretch.First, stretch.Next!)}"),
        LifeEnd.Replaced when stretch.Replaced is { } by => Say($"Sau đó thay bằng {Name(by.Benefit)}. {by.Why.Vi} {by.Ref}", $"Then {Name(by.Benefit)} takes its place. {by.Why.En} {by.Ref}"),
        LifeEnd.Asked => Say($"Sau đó cần hỏi {_words.Label(stretch.Open)}.", $"Then to be asked: {_words.Label(stretch.Open)}."),
        LifeEnd.Stopped => Say($"Sau đó dừng: {stretch.Stopped?.Vi}", $"Then stopped: {stretch.Stopped?.En}"),
        LifeEnd.Refused when stretch.Refused is { Because: [var failed, ..] } => failed.Label.Vi.Length == 0
            ? Say($"Thôi hưởng: {failed.Text.Vi} {failed.Ref}", $"Ends: {failed.Text.En} {failed.Ref}")
            : Say($"Thôi hưởng: {failed.Label.Vi} cần {_words.Needed(failed)}, khi đó là {_words.Value(failed)} ({failed.Ref})", $"Ends: {failed.Label.En} needs {_words.Needed(failed)}, is then {_words.Value(failed)} ({failed.Ref})"),
        LifeEnd.Refused => Say("Thôi hưởng.", "Ends."),
        _ => "",
    };

    /// <summary>What is different: parameters with another value, rows that did not count before, or the number of units.</summary>
    private string Change(Entitlement before, Entitlement after)
    {
        var parameters = after.Parameters.Where(parameter => !before.Parameters.Contains(parameter))
            .Select(parameter => $"{pack.Parameters.Find(parameter.Id)?.Name.In(vietnamese) ?? parameter.Id} {parameter.Value.In(vietnamese)} ({parameter.Ref})");
        var rows = after.Because.Where(row => before.Because.All(known => (known.Model, known.Decision, known.Row) != (row.Model, row.Decision, row.Row))).Select(row => $"{row.Text.In(vietnamese)} ({row.Ref})");
        var units = before.Quantity == after.Quantity ? [] : new[] { Say($"số suất {after.Quantity}", $"units {after.Quantity}") };
        return string.Join("; ", parameters.Concat(rows).Concat(units));
    }

    private string Span(BenefitMonth from, BenefitMonth to) => from == to ? vietnamese ? Month(from) : from.ToString() : vietnamese ? $"{Month(from)} – {Month(to)}" : $"{from} – {to}";

    private string Month(BenefitMonth month) => vietnamese ? $"{month.Month}/{month.Year}" : month.ToString();

    private string Day(DateOnly day) => day.ToString(vietnamese ? "dd/MM/yyyy" : "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private string Name(BenefitId benefit) => pack.Benefits.Find(benefit)?.Name.In(vietnamese) ?? benefit.Value;

    private string Say(string vi, string en) => vietnamese ? vi : en;
}
