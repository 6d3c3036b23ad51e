using System.CommandLine;
using AnSinh.Cli.Commands.Letters;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Cli;

/// <summary><c>ansinh decide CASE</c>: who in a household is owed what, and why.</summary>
internal static class DecideCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("CASE") { Description = "tệp hồ sơ YAML hoặc JSON / a case file, YAML or JSON" };
        var month = new Option<string?>("--month") { Description = "tháng, ví dụ 2026-11; mặc định theo hồ sơ / the month; default: the case's" };
        var knownAt = new Option<string?>("--known-at") { Description = "ngày biết đến, ví dụ 2026-11-30 / the day up to which things were known" };
        var json = new Option<bool>("--json") { Description = "một tài liệu JSON trên đầu ra chuẩn / one JSON document on standard output" };
        var all = new Option<bool>("--all") { Description = "mọi khoản bị từ chối kèm lý do / every refusal with its reason" };
        var letters = new Option<string?>("--letters") { Description = "thư mục ghi dự thảo quyết định và thông báo từ chối / folder for draft decisions, and refusals of what was applied for" };
        var applied = new Option<string[]>("--applied") { Description = "khoản đã đề nghị, ví dụ tgxh.6.nang: nếu không được hưởng thì viết thông báo / benefits applied for: refused ones get a letter", AllowMultipleArgumentsPerToken = true };
        var life = new Option<bool>("--life") { Description = "cả đời người: khi nào được gì, khi nào thôi, vì sao / a whole life: what comes when, what ends when, and why" };
        var html = new Option<string?>("--html") { Description = "ghi lời giải thích đầy đủ thành một trang HTML để xem và in / write the full explanation as one page of HTML, to read and print" };
        var command = new Command("decide", "Ai trong hộ được hưởng gì, vì sao / who in a household is owed what, and why") { file, month, knownAt, json, all, html, letters, applied, life };
        command.SetAction((parse, _) => Task.FromResult(Run(
            parse.GetValue(file)!, parse.GetValue(month), parse.GetValue(knownAt), parse.GetValue(json), parse.GetValue(all), parse.GetValue(html), parse.GetValue(letters), parse.GetValue(applied) ?? [], parse.GetValue(life))));
        return command;
    }

    private static int Run(string file, string? month, string? knownAt, bool json, bool all, string? html, string? letters, string[] applied, bool life)
    {
        if (!File.Exists(file))
        {
            Say.Error($"không có tệp {file}", $"there is no file {file}");
            return CommandLine.BadInput;
        }

        if (month is not null && !BenefitMonth.TryParse(month, out _))
        {
            Say.Error($"--month '{month}' không phải tháng; cần dạng 2026-11", $"--month '{month}' is not a month; expected as 2026-11");
            return CommandLine.BadInput;
        }

        if (knownAt is not null && !DateOnly.TryParseExact(knownAt, "yyyy-MM-dd", out _))
        {
            Say.Error($"--known-at '{knownAt}' không phải ngày; cần dạng 2026-11-30", $"--known-at '{knownAt}' is not a day; expected as 2026-11-30");
            return CommandLine.BadInput;
        }

        var pack = LawPack.Load(Home.LawFolder);
        if (life)
        {
            return LifeOutput.Write(pack, Cases.Reader(pack).ReadFile(file), knownAt is null ? Today() : DateOnly.ParseExact(knownAt, "yyyy-MM-dd"), json);
        }

        foreach (var unknown in applied.Where(id => pack.Benefits.Find(new BenefitId(id)) is null))
        {
            Say.Error($"--applied {unknown}: không có chính sách này trong benefits.yaml", $"--applied {unknown}: no such benefit in benefits.yaml");
            return CommandLine.BadInput;
        }

        var determiner = new Determiner(pack);
        var explanation = new ExplanationText(pack, Say.Vietnamese);
        using var output = Console.OpenStandardOutput();
        var stopped = false;
        var (title, determinations) = ("", new List<HouseholdDetermination>());
        foreach (var worked in Cases.Reader(pack).ReadFile(file))
        {
            foreach (var check in worked.Checks)
            {
                var asked = month is null ? check.Month : BenefitMonth.Parse(month);
                var known = knownAt is not null ? DateOnly.ParseExact(knownAt, "yyyy-MM-dd") : month is null ? check.KnownAt : asked.Last;
                var determination = determiner.Determine(worked.Household, asked, known);
                title = title.Length > 0 ? title : worked.Title.In(Say.Vietnamese);
                determinations.Add(determination);
                stopped |= determination.People.Any(person => person.Stopped.Count > 0);
                if (json)
                {
                    output.Write(DeterminationJson.Write(determination, indented: true));
                    output.Write("\n"u8);
                }
                else
                {
                    Console.WriteLine(explanation.Write(determination, person => person.Value, all ? RefusalsShown.All : RefusalsShown.Near));
                    Console.WriteLine();
                }

                if (letters is not null)
                {
                    CaseLetters.Write(pack, worked.Household, determination, letters, applied.Select(id => new BenefitId(id)).ToHashSet());
                }

                if (month is not null)
                {
                    break;
                }
            }
        }

        var wrote = html is null ? CommandLine.Done : Session.Guard(() =>
        {
            var page = new ExplanationHtml(pack, Say.Vietnamese).Write(title.Length > 0 ? title : Path.GetFileNameWithoutExtension(file), determinations, person => person.Value);
            File.WriteAllText(html, page);
            return CommandLine.Done;
        });
        return wrote != CommandLine.Done ? wrote : stopped ? CommandLine.Findings : CommandLine.Done;
    }

    private static DateOnly Today() => DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
}
