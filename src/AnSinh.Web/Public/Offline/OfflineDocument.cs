using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Shell;

namespace AnSinh.Web.Public.Offline;

/// <summary>Writes the page in one language: its words, and the table as data that <c>offline.js</c> reads. Nothing in it runs by itself.</summary>
internal static class OfflineDocument
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Texts that the script shows.</summary>
    private static readonly string[] Shown =
    [
        "check.progress", "check.continue", "check.back", "check.yes", "check.no", "check.not-known", "check.not-said", "check.result.some", "check.result.none", "check.result.none.next", "check.unknown", "check.unknown.aside",
        "check.answers", "check.again", "check.alone", "check.fault.choose", "check.fault.year", "check.fault.month", "check.fault.day", "check.fault.future", "check.fault.sex", "offline.faults",
        "offline.none-of-it", "offline.some", "offline.cannot", "offline.cannot.answer", "offline.cannot.next", "offline.cannot.own", "offline.cannot.born", "offline.cannot.later", "offline.cannot.where", "offline.online", "offline.saved", "offline.not-saved", "offline.old", "offline.older",
        "offline.result.legal",
    ];

    public static string Write(OfflineTable table, LawPack pack, Words words)
    {
        var data = JsonSerializer.Serialize(Data(table, pack, words), Compact).Replace("</", "<\\/", StringComparison.Ordinal).Replace("<!--", "<\\u0021--", StringComparison.Ordinal);
        string T(string key) => WebUtility.HtmlEncode(words[key]);
        var provinces = string.Concat(PlaceDirectory.VietNam.ProvincesOn(table.Made).OrderBy(place => place.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))
            .Select(place => $"<option value=\"{place.Code}\">{WebUtility.HtmlEncode(place.Name)}</option>"));
        string Box(string name, string label, int most) =>
            $"<div class=\"field w4\"><label for=\"{name}\">{T(label)}</label><input id=\"{name}\" name=\"{name}\" inputmode=\"numeric\" maxlength=\"{most}\" autocomplete=\"off\"></div>";
        return $"""
            <!DOCTYPE html>
            <html lang="{words.Code}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{T("offline.title")} – An Sinh</title>
            <link rel="icon" href="{SiteFiles.At("icon.svg")}" type="image/svg+xml">
            <link rel="stylesheet" href="{SiteFiles.At("tokens.css")}">
            <link rel="stylesheet" href="{SiteFiles.At("app.css")}">
            <script type="module" src="{SiteFiles.At("offline.js")}"></script>
            </head>
            <body>
            <div class="public">
            <a class="skip" href="#noi-dung">{T("shell.skip")}</a>
            <header class="top"><div class="top-in"><a class="brand" href="/"><img src="{SiteFiles.At("icon.svg")}" alt="" width="26" height="26">An Sinh</a>
            <nav aria-label="{T("nav.main")}"><ul><li><a href="/toi-duoc-huong-gi">{T("offline.online")}</a></li><li><a href="{OfflinePage.At(!words.Vietnamese)}" lang="{(words.Vietnamese ? "en" : "vi")}">{(words.Vietnamese ? "English" : "Tiếng Việt")}</a></li></ul></nav></div></header>
            <main class="page" id="noi-dung" tabindex="-1">
            <noscript><div class="note bad"><p>{T("offline.noscript")} <a href="/toi-duoc-huong-gi">{T("check.title")}</a></p></div></noscript>
            <p id="luu" class="tag" role="status" hidden></p>
            <p id="cu" class="note" hidden></p>
            <div class="measure stack" id="trang">
            <form id="dau" class="stack" hidden novalidate autocomplete="off">
            <p class="prog">{WebUtility.HtmlEncode(words["check.progress", 1, SelfCheck.MostQuestions])}</p>
            <h1>{T("check.title")}</h1>
            <p>{T("offline.lead")}</p>
            <div id="loi" class="errors" role="alert" tabindex="-1" hidden></div>
            <fieldset class="stack-s"><legend class="h3">{T("check.born")}</legend><p class="hint">{T("check.born.hint")}</p><div class="acts">{Box("ngay", "check.day", 2)}{Box("thang", "check.month", 2)}{Box("nam", "check.year", 4)}</div></fieldset>
            <fieldset class="choices"><legend class="label">{T("check.sex")}</legend><label class="choice"><input type="radio" name="gioi" value="nu"><span>{T("sex.female")}</span></label><label class="choice"><input type="radio" name="gioi" value="nam"><span>{T("sex.male")}</span></label></fieldset>
            <div class="field"><label for="tinh">{T("check.province")}</label><select id="tinh" name="tinh"><option value="">{T("check.province.none")}</option>{provinces}</select></div>
            <p class="acts sec"><button class="btn" type="submit">{T("check.continue")}</button></p>
            <p class="soft">{T("check.nothing-kept")}</p>
            </form>
            <div id="tiep" hidden></div>
            </div>
            </main>
            <footer class="foot"><div class="foot-in"><p>{WebUtility.HtmlEncode(words["offline.made", table.Made, BenefitMonth.Of(table.Made), table.Pack[..12]])}</p></div></footer>
            </div>
            <script type="application/json" id="bang">{data}</script>
            </body>
            </html>

            """;
    }

    private static object Data(OfflineTable table, LawPack pack, Words words)
    {
        var say = new DeterminationWords(pack, words.Vietnamese);
        var (strings, at) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        int Text(string text)
        {
            if (!at.TryGetValue(text, out var index))
            {
                at.Add(text, index = strings.Count);
                strings.Add(text);
            }

            return index;
        }

        var results = table.Results.Select(result => new object[]
        {
            result.Determination.Entitlements.Select(owed => new[]
            {
                Text(say.Name(owed.Benefit)), Text(owed.Unit == "VND" ? words.Money(owed.Amount) : owed.Kind == BenefitKind.Cover ? "" : DeterminationWords.Owed(owed)), Text(say.Per(owed.Per)),
                Text(pack.Benefits.Find(owed.Benefit)?.Ref.ToString() ?? ""), Text(owed.Grade > EvidenceGrade.Verified ? words[$"grade.{owed.Grade.Code()}"] : ""),
            }),
            result.Determination.Missing.Select(missing => missing.Fact.Split('@')[0]).Distinct().Select(fact => Text(say.Conditions.Label(fact)))
                .Concat(result.Determination.Stopped.Select(stopped => Text($"{say.Name(stopped.Benefit)}: {words.In(stopped.Reason)}"))),
        }).ToList();
        return new
        {
            made = Database.Iso(table.Made), month = BenefitMonth.Of(table.Made).ToString(), own = table.OwnLevels.Select(place => place.Value),
            women = table.Women.Select(one => new object[] { Database.Iso(one.From), one.Root }), men = table.Men.Select(one => new object[] { Database.Iso(one.From), one.Root }),
            questions = table.Questions.Select(one => Question(one, pack, words)), nodes = table.Nodes.Select(node => node.Next.Prepend(node.Question)), results, strings,
            words = Shown.ToDictionary(key => key, key => words[key]),
        };
    }

    private static object Question(OfflineQuestion one, LawPack pack, Words words)
    {
        var fact = one.Question.OfSource ? null : pack.Facts.Find(one.Question.Fact);
        return new
        {
            title = NextQuestion.Title(words, pack, one.Question), hint = fact is null ? "" : words.In(fact.Meaning), kind = fact?.Type switch { FactType.Number => "number", FactType.Date => "date", _ => "choice" }, code = one.Code, values = one.Values,
            labels = one.Values.Select(value => fact is { Type: FactType.Enumeration } ? words.In(fact.Values.First(known => known.Code == value).Name) : value == "true" ? words["check.yes"] : value == "false" ? words["check.no"] : words["offline.none-of-it"]),
            other = words[fact is { Sensitive: true } ? "check.not-said" : "check.not-known"],
        };
    }
}
