using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AnSinh.Casework.Retention;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;
using AnSinh.Web.Import;
using AnSinh.Web.Retention;
using Dapper;
using Xunit;

namespace AnSinh.Web.Tests.Import;

/// <summary>An import by page: every fault before anything is written, mended rows sent again, taken in by somebody else, and no further than the commune.</summary>
[Collection(DemonstrationSite.Collection)]
public sealed partial class ImportTests(DemonstrationSite site)
{
    private const string Persons = "number,full_name,born,sex,household\n";

    [Fact]
    public async Task Files_are_previewed_mended_and_taken_in_by_somebody_else()
    {
        using var officer = await site.LoggedInAsync("canbo");
        var households = $"household,commune,village\nNHAP-1,{site.Commune},Xóm 1\n";
        using var sent = await UploadAsync(officer, "/nhap-du-lieu", "import", ("households.csv", households), ("persons.csv", Persons + "001050000018,Nhập Văn Một,1950-05-05,male,NHAP-1\n001052000019,Nhập Văn Hai,1952-13-05,male,NHAP-1\n"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var address = sent.Headers.Location!.ToString();
        var shown = await ShowAsync(officer, address);
        Assert.Contains("1952-13-05", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("_handler\" value=\"send", shown, StringComparison.Ordinal);

        var rejects = await officer.GetStringAsync($"{address}/persons.csv.rejects.csv");
        using var mended = await UploadAsync(officer, address, "mend", ("persons.csv.rejects.csv", rejects.Replace("1952-13-05", "1952-12-05", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Redirect, mended.StatusCode);
        Assert.Contains("Không có lỗi nào", await ShowAsync(officer, address), StringComparison.Ordinal);
        using var proposed = await DemonstrationSite.PostAsync(officer, address, "send");
        Assert.Empty(Found("Nhập Văn Hai"));
        using var own = await DemonstrationSite.PostAsync(officer, address, "take");
        Assert.Empty(Found("Nhập Văn Hai"));

        using var chair = await site.LoggedInAsync("chutich");
        using var taken = await DemonstrationSite.PostAsync(chair, address, "take");
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Equal(new DateOnly(1952, 12, 5), Assert.Single(Found("Nhập Văn Hai")).Born.Earliest);
        Assert.Single(Found("Nhập Văn Một"));
        Assert.Contains("Đã nhập vào sổ", await ShowAsync(chair, address), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_nobody_took_in_have_a_term_and_two_people_empty_them()
    {
        var folder = Directory.CreateTempSubdirectory("ansinh-import-term-");
        try
        {
            string id;
            using (var then = Database.Open(Path.Combine(folder.FullName, "ansinh.db"), new SimulatedClock(new DateOnly(2026, 1, 5)), Site.Modules))
            {
                id = new ImportBook(then, RunningSite.Pack).Prepare(null, PlaceCode.Parse("00004"), [("persons.csv", System.Text.Encoding.UTF8.GetBytes("Nhập Văn Quên"))], "canbo", "m");
            }

            using var database = Database.Open(Path.Combine(folder.FullName, "ansinh.db"), new SimulatedClock(new DateOnly(2026, 11, 5)), Site.Modules);
            var imports = new ImportBook(database, RunningSite.Pack);
            imports.Prepare(null, PlaceCode.Parse("00004"), [("persons.csv", [1])], "canbo", "later");
            Assert.Empty(RetentionDesk.Of(database, RunningSite.Pack, AreaScope.Of(PlaceCode.Parse("79"))).Due(RetentionClass.Imports).Items);
            var book = RetentionDesk.Of(database, RunningSite.Pack, AreaScope.Of(PlaceCode.Parse("01")));
            Assert.Equal(id, Assert.Single(book.Due(RetentionClass.Imports).Items).Subject);
            var proposal = book.Propose(RetentionClass.Imports, "quantri");
            Assert.Equal(1, book.Approve(proposal.Id, proposal.Term.Parameter, "giamsat").Erased);
            Assert.Equal("withdrawn", imports.Find(AreaScope.All, id)!.State);
            Assert.Single(imports.Open(AreaScope.All));
            using var connection = database.Connect();
            Assert.Equal(0, connection.ExecuteScalar<long>("select sum(length(sealed) + length(wrapped)) from web_import_file where import_id = @id", new { id }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Rows_outside_the_commune_are_faults_and_another_communes_files_are_not_there()
    {
        var elsewhere = site.Commune.Value == "00004" ? "00008" : "00004";
        using var officer = await site.LoggedInAsync("canbo");
        using var sent = await UploadAsync(officer, "/nhap-du-lieu", "import", ("households.csv", $"household,commune,village\nNHAP-2,{elsewhere},Tổ 1\n"));
        var address = sent.Headers.Location!.ToString();
        Assert.Contains("ngoài địa bàn được nhập", await ShowAsync(officer, address), StringComparison.Ordinal);
        using var wrong = await UploadAsync(officer, "/nhap-du-lieu", "import", ("virus.exe", "x"));
        Assert.Contains("Không nhận tệp mang tên virus.exe", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        AnSinh.Web.Access.NewAccount.Add(new AnSinh.Web.Access.AccountBook(site.Database), "nhap-xa-khac", "Cán bộ xã khác", AnSinh.Web.Access.DemoAccounts.Password, [new AnSinh.Web.Access.Grant(AnSinh.Web.Access.Role.Officer, PlaceCode.Parse(elsewhere))], "test");
        using var stranger = await site.LoggedInAsync("nhap-xa-khac");
        using var answer = await stranger.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private IReadOnlyList<PersonRecord> Found(string name) => new Register(site.Database).Now().Search(AreaScope.Of(site.Commune), name);

    private static async Task<string> ShowAsync(HttpClient client, string address) => WebUtility.HtmlDecode(await client.GetStringAsync(address));

    internal async Task<HttpResponseMessage> UploadAsync(HttpClient client, string page, string handler, params (string Name, string Text)[] files)
    {
        var html = await client.GetStringAsync(page);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(handler), "_handler" }, { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" }, { new StringContent(site.Commune.Value), "xa" },
            { new StringContent($"m{files[0].Text.Length}"), "ma" },
        };
        foreach (var (name, text) in files)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "csv", name);
        }

        return await client.PostAsync(page, form);
    }

    [GeneratedRegex("""__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
