using System.Net;
using System.Text;

namespace AnSinh.Law;

/// <summary>
/// Determinations as one page of HTML that needs nothing besides itself, for the screen and for paper: what is owed with its arithmetic, rows, facts, values and grades; what was considered
/// and lost; what has to be asked; every refusal with the conditions that failed and the nearest change that would make it a yes.
/// </summary>
public sealed class ExplanationHtml(LawPack pack, bool vietnamese)
{
    private readonly DeterminationWords _words = new(pack, vietnamese);
    private readonly StringBuilder _page = new();

    /// <param name="title">Heads the page, usually the case's own title.</param>
    public string Write(string title, IReadOnlyList<HouseholdDetermination> determinations, Func<PersonId, string> nameOf)
    {
        _page.Clear();
        Add($"<!doctype html>\n<html lang=\"{Say("vi", "en")}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        Add($"<title>{Text(title)} – An Sinh</title>\n<style>{ExplanationStyle.Css}</style>\n</head>\n<body>\n<main>\n<h1>{Text(title)}</h1>\n");
        foreach (var determination in determinations)
        {
            Add($"<p class=\"about\"><strong>{Text(_words.Month(determination.Month))}</strong>, {Text(_words.KnownAt(determination.KnownAt))}. {Text(_words.Pack(determination))}.</p>\n");
            WriteStatuses(determination.Statuses.Where(status => status.Person is null));
            WriteSummary(determination, nameOf);
            foreach (var person in determination.People)
            {
                WritePerson(person, nameOf(person.Person), determination.Statuses.Where(status => status.Person == person.Person));
            }
        }

        Add("</main>\n</body>\n</html>\n");
        return _page.ToString();
    }

    private void WriteSummary(HouseholdDetermination determination, Func<PersonId, string> nameOf)
    {
        var rows = determination.People.Select(person => (IReadOnlyList<string>)
        [
            Text(nameOf(person.Person)),
            person.Entitlements.Count == 0 ? Text(Say("Không", "Nothing")) : string.Join("<br>", person.Entitlements.Select(entitlement => Text(_words.Name(entitlement.Benefit)))),
            person.Missing.Count == 0 ? "" : string.Join("<br>", person.Missing.Select(missing => Sign('?') + Text(_words.Conditions.Label(missing.Fact)))),
            Monthly([person]),
        ]).ToList();
        if (rows.Count > 1)
        {
            rows.Add([Text(Say("Cả hộ", "Household")), "", "", Monthly(determination.People)]);
        }

        Table("sum", [Say("Người", "Person"), Say("Được hưởng", "Owed"), Say("Còn phải hỏi", "To be asked"), Say("Mỗi tháng", "A month")], rows);
    }

    private static string Monthly(IEnumerable<PersonDetermination> people) =>
        Whole($"{new Vnd(people.SelectMany(person => person.Entitlements).Where(entitlement => entitlement is { Per: BenefitPeriod.Month, Unit: "VND" }).Sum(entitlement => entitlement.Amount.Amount))} ₫");

    private void WritePerson(PersonDetermination person, string name, IEnumerable<StatusAnswer> statuses)
    {
        Add($"<section>\n<h2>{Text(name)}</h2>\n");
        WriteStatuses(statuses);
        foreach (var entitlement in person.Entitlements)
        {
            WriteEntitlement(entitlement);
        }

        if (person.Entitlements.Count == 0)
        {
            Add($"<p>{Text(_words.NothingDue)}</p>\n");
        }

        WriteOpen(person);
        WriteRefusals(person.Refused);
        Add("</section>\n");
    }

    private void WriteStatuses(IEnumerable<StatusAnswer> statuses)
    {
        foreach (var status in statuses)
        {
            Add($"<p>{Text(_words.Status(status))}</p>\n");
            Rows(status.Because);
        }
    }

    private void WriteEntitlement(Entitlement entitlement)
    {
        Add($"<article>\n<header><h3>{Text(_words.Name(entitlement.Benefit))}</h3><p class=\"sum\">{Whole(DeterminationWords.Owed(entitlement))} <small>{Text(_words.Per(entitlement.Per))}</small></p></header>\n");
        Add($"<p class=\"calc\">{Text(entitlement.Calculation.Replace(" x ", " × ", StringComparison.Ordinal))}{Grade(entitlement.Grade)}</p>\n");
        if (entitlement.Payee.Role != "self")
        {
            Add($"<p>{Text(Say("Người nhận tiền", "Payee"))}: {Text(_words.Payee(entitlement.Payee))}</p>\n");
        }

        Heading(Say("Căn cứ, từ điều kiện đến số tiền", "Grounds, from condition to amount"));
        Rows(entitlement.Because);
        Heading(Say("Thông tin đã dùng", "Facts used"));
        Table("facts", [], entitlement.Facts.Where(fact => fact.Code is not ("awards" or "eligible")).Select(fact => (IReadOnlyList<string>)[Text(_words.Conditions.Label(fact.Code)), Text(_words.Conditions.Value(fact.Code, fact.Value))]));
        if (entitlement.Parameters.Count > 0)
        {
            Heading(Say("Mức của luật", "Values of the law"));
            Table("values", [], entitlement.Parameters.Select(parameter => (IReadOnlyList<string>)
                [$"{Text(_words.Parameter(parameter.Id))}<br><small>{Citation(parameter.Ref)}{Grade(parameter.Grade)}</small>", Text(parameter.Value.In(vietnamese))]));
        }

        if (entitlement.Parts.Count > 1)
        {
            Heading(Say("Nguồn chi", "Paid from"));
            Table("values", [], entitlement.Parts.Select(part => (IReadOnlyList<string>)
                [$"{Text(_words.Fund(entitlement.Benefit, part.Fund))}<br><small>{Citation(part.Ref)}</small>", Whole($"{part.Amount} ₫")]));
        }

        if (entitlement.Considered.Count > 0)
        {
            Heading(Say("Đã xét nhưng không nhận thêm", "Considered and lost"));
            Add("<ul class=\"lost\">");
            foreach (var considered in entitlement.Considered)
            {
                Add($"<li>{Text(_words.Considered(considered))} <small>{Citation(considered.Ref)}</small></li>");
            }

            Add("</ul>\n");
        }

        Add("</article>\n");
    }

    private void WriteOpen(PersonDetermination person)
    {
        foreach (var missing in person.Missing)
        {
            Add($"<p class=\"ask\">{Sign('?')}<strong>{Text(Say("Cần hỏi", "To be asked"))}: {Text(_words.Conditions.Label(missing.Fact))}</strong><br><small>{Text(_words.StillDecides(missing))}</small></p>\n");
        }

        foreach (var stopped in person.Stopped)
        {
            Add($"<div class=\"stop\"><p>{Sign('!')}<strong>{Text(_words.Name(stopped.Benefit))}</strong>: {Text(stopped.Reason.In(vietnamese))} <small>{Citation(stopped.Ref)}</small></p>");
            if (stopped.Readings.Count > 0)
            {
                Add($"<ul>{string.Concat(stopped.Readings.Select(reading => $"<li>{Text(_words.Reading(reading))}</li>"))}</ul>");
            }

            Add("</div>\n");
        }
    }

    /// <summary>Refusals that one change would turn come first.</summary>
    private void WriteRefusals(IReadOnlyList<Refusal> refusals)
    {
        if (refusals.Count == 0)
        {
            return;
        }

        Heading(Say($"Đã xét, không được: {refusals.Count} khoản", $"Considered and refused: {refusals.Count}"));
        Add("<ul class=\"no\">\n");
        foreach (var refusal in refusals.OrderBy(refusal => refusal.Nearest.Count is 0 ? int.MaxValue : refusal.Nearest.Count))
        {
            Add($"<li><strong>{Text(_words.Name(refusal.Benefit))}</strong>");
            foreach (var row in refusal.Because.GroupBy(failed => (failed.Model, failed.Decision, failed.Row)))
            {
                Add($"<p>{string.Join("; ", row.Select(failed => Text(_words.Failed(failed))))}<br><small>{Citation(string.Join("; ", row.Select(failed => failed.Ref).Distinct()))}{Place(row.Key.Model, row.Key.Decision, row.Key.Row)}</small></p>");
            }

            if (refusal.Nearest.Count > 0)
            {
                var changes = refusal.Because.Where(failed => failed.Row == refusal.Because[0].Row && failed.Fact.Length > 0).Select(_words.Conditions.Change);
                Add($"<p class=\"near\">{Text(Say("Sẽ được nếu", "It would be a yes with"))}: {Text(string.Join("; ", changes))}</p>");
            }

            Add("</li>\n");
        }

        Add("</ul>\n");
    }

    private void Rows(IEnumerable<RowReason> rows)
    {
        Add("<ol class=\"rows\">");
        foreach (var row in rows)
        {
            Add($"<li>{Text(row.Text.In(vietnamese))}<br><small>{Citation(row.Ref)}{Place(row.Model, row.Decision, row.Row)}</small></li>");
        }

        Add("</ol>\n");
    }

    private void Add(string html) => _page.Append(html);

    private void Heading(string text) => Add($"<h4>{Text(text)}</h4>\n");

    /// <summary>The last column holds what is counted; cells are HTML already.</summary>
    private void Table(string kind, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Add($"<div class=\"wide\"><table class=\"{kind}\">");
        if (heads.Count > 0)
        {
            Add($"<thead><tr>{string.Concat(heads.Select(head => $"<th scope=\"col\">{Text(head)}</th>"))}</tr></thead>");
        }

        Add("<tbody>");
        foreach (var row in rows)
        {
            Add($"<tr><th scope=\"row\">{row[0]}</th>{string.Concat(row.Skip(1).Select(cell => $"<td>{cell}</td>"))}</tr>");
        }

        Add("</tbody></table></div>\n");
    }

    private string Grade(EvidenceGrade grade) => grade > EvidenceGrade.Known ? $" <span class=\"tag\">{Text(_words.Grade(grade))}</span>" : "";

    /// <summary>Where the row stands in the law pack, for whoever wants to look it up.</summary>
    private string Place(string model, string decision, int row) => model.Length == 0 || row == 0 ? "" : $" <span class=\"place\">{Text(model)}, {Text(decision)}, {Text(Say("dòng", "row"))} {row}</span>";

    private static string Citation(string reference) => $"<cite>{Text(reference)}</cite>";

    private static string Sign(char sign) => $"<span class=\"sign\" aria-hidden=\"true\">{sign}</span>";

    /// <summary>An amount that never breaks across lines.</summary>
    private static string Whole(string amount) => $"<span class=\"whole\">{Text(amount)}</span>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private string Say(string vi, string en) => _words.Say(vi, en);
}
