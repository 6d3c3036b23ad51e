using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Complaints;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Retention;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AnSinh.Web.Tests.Browser;

/// <summary>axe over every page, in both languages, wide and narrow; narrow ones do not scroll sideways, and the keyboard reaches everything.</summary>
[Collection(DemonstrationSite.LookedAt)]
public class AccessibilityTests(DemonstrationSite site, Chrome chrome)
{
    public static TheoryData<string, string[]> Pages => new()
    {
        { "", ["/dang-nhap", "/dang-nhap/ma", "/phim-tat", "/loi/404", "/thu-vien", "/api", "/so-lieu"] },
        { "", ["/toi-duoc-huong-gi", "/so-tay", "/so-tay/chuong-trinh/htxh", "/so-tay/khoan/htxh.75", "/so-tay/khoan/khong-co", "/so-tay/muc", "/so-tay/muc/tgxh.muc_chuan", "/so-tay/van-ban/20/2021/N%C4%90-CP", "/so-tay/thay-doi?tu=2026-06&den=2026-07", "/so-tay/thay-doi?tu=x"] },
        { "canbo", ["/", "/tim?q=nguyen", "/tim?q=zzzz", "PERSON", "PERSON/du-kien", "HOUSEHOLD", "/viec", "/ky-chi-tra", "RUN", "RUN/dong", "LINE", "/tai-khoan", "/tai-khoan/xac-thuc"] },
        { "", ["/", "/khong-mang/vi", "/khong-mang/en", "/theo-doi", "/phan-anh", "/danh-gia", "/niem-yet"] },
        { "canbo", ["/ho-so", "CASE", "CASE/bien-nhan", "PERSON/de-nghi-huong", "PERSON/sua?loai=tai-khoan", "PERSON/du-lieu", "/nguoi-moi", "/trung-nguoi", "PAIR", "/nhap-du-lieu", "IMPORT"] },
        { "chutich", ["RUN", "CASE"] },
        { "phantich", ["/phan-tich?m.tgxh.muc_chuan=700000", "/phan-tich?m.tgxh.muc_chuan=x", "/giam-sat?kiem=1"] },
        { "quantri", ["/", "/quan-tri/tai-khoan", "/trang-thai", "/luu-tru", "/luu-tru?lop=people", "PROPOSAL"] },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_is_found_on_any_page(string login, string[] addresses)
    {
        if (addresses.Contains("PROPOSAL"))
        {
            var proposal = Proposed();
            addresses = [.. addresses.Select(address => address == "PROPOSAL" ? proposal : address)];
        }

        // A tab for each language, side by side: Vietnamese wide, English narrow.
        if (addresses.Contains("PAIR"))
        {
            var (pair, import) = await MadeAsync();
            addresses = [.. addresses.Select(address => address switch { "PAIR" => pair, "IMPORT" => import, _ => address })];
        }

        var found = await Task.WhenAll(FaultsAsync("vi", 1280, login, addresses), FaultsAsync("en", 320, login, addresses));
        Assert.Empty(found.SelectMany(faults => faults));
    }

    /// <summary>Every route that shows a page stands in the list above: no page can be forgotten.</summary>
    [Fact]
    public void Every_page_of_the_site_is_looked_at()
    {
        var looked = Pages.SelectMany(row => (string[])row[1]).Select(address => Uri.UnescapeDataString(Path(address switch
        {
            "PAIR" => "/trung-nguoi/a/b", "IMPORT" => "/nhap-du-lieu/a", "PROPOSAL" => "/luu-tru/a", _ => address.Replace("CASE", "/ho-so/a", StringComparison.Ordinal),
        }, "").Split('?')[0])).ToList();
        var pages = site.Application.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || endpoint.RoutePattern.RawText!.StartsWith("/khong-mang/{", StringComparison.Ordinal))
            .Select(endpoint => endpoint.RoutePattern).DistinctBy(pattern => pattern.RawText).ToList();
        Assert.True(pages.Count > 40, $"only {pages.Count} pages");
        Assert.Equal([], pages.Where(pattern => !looked.Exists(address => Fits(pattern, address))).Select(pattern => pattern.RawText));
    }

    private static bool Fits(RoutePattern pattern, string address) =>
        new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(address, []) && (!address.StartsWith("/nguoi/", StringComparison.Ordinal) || address.Count(one => one == '/') == pattern.RawText!.Trim('/').Count(one => one == '/') + 1);

    /// <summary>An erasure that was asked for, granted, and waits for the overseer.</summary>
    private string Proposed()
    {
        var (book, person) = (Dossiers.Offices.Book(site), Dossiers.Offices.Alone(site, "Đinh Thị Xin Xóa", "1990"));
        var reads = new AnSinh.Casework.Cases.CaseBook(site.Database, RunningSite.Pack, AreaScope.Of(site.Commune)) { Books = RetentionDesk.Books(site.Database, RunningSite.Pack) };
        var file = ErasureRequest.Open(book, person, new NewCase { Kind = CaseKind.Erasure, Commune = site.Commune, Person = person, Applicant = "người đó", Request = new ComplaintAsked(null, "erasure") }, "canbo").File;
        CaseSteps.Propose(reads, file.Id, new CaseProposal(ErasureRequest.Erase, "không còn mục đích"), "canbo");
        CaseSteps.Decide(reads, file.Id, new CaseDecision("", book.Today), "chutich");
        return $"/luu-tru/{RetentionDesk.Of(site.Database, RunningSite.Pack, AreaScope.Of(PlaceDirectory.VietNam.ProvinceOf(site.Commune))).Propose(AnSinh.Casework.Retention.RetentionClass.Requests, "quantri").Id}";
    }

    /// <summary>Two entries that may be one person, and files that were looked through and have a fault.</summary>
    private async Task<(string Pair, string Import)> MadeAsync()
    {
        var one = Dossiers.Offices.Alone(site, "Phùng Thị Hồng Vân", "1944");
        PersonId other;
        using (var commit = new Register(site.Database).Begin("test", "test"))
        {
            commit.RegisterHousehold(new HouseholdId("TRUNG-1"), site.Commune);
            other = commit.RegisterPerson(ProvisionalNumber.OfSerial(900_001), new PersonDetails("Phùng Thị Hồng Vân", BirthDate.Parse("1944"), Sex.Female));
            commit.SetMembership(other, new Membership(new HouseholdId("TRUNG-1"), "head", DateRange.Always));
            commit.Commit();
        }

        using var officer = await site.LoggedInAsync("canbo");
        using var sent = await new Import.ImportTests(site).UploadAsync(officer, "/nhap-du-lieu", "import", ("persons.csv", "number,full_name,born,sex,household\n001050000018,Nhập Văn Tám,1950-13-05,male,KHONG-CO\n"));
        return ($"/trung-nguoi/{one}/{other}", sent.Headers.Location!.ToString());
    }

    /// <summary>An application that waits for the chair: one, also where both tabs ask for it at once.</summary>
    private string CaseId()
    {
        lock (site)
        {
            return Waiting();
        }
    }

    private string Waiting()
    {
        var book = Dossiers.Offices.Book(site);
        if (book.Cases(AnSinh.Casework.Cases.CaseKind.Application, AnSinh.Casework.Cases.CaseStage.Proposed) is [var line, ..])
        {
            return line.Header.Id;
        }

        var file = Dossiers.Offices.Apply(site, Dossiers.Offices.Alone(site, "Phùng Thị Xuân Quỳnh Hương", "1940"), "htxh.75");
        AnSinh.Casework.Cases.CaseSteps.Propose(book, file.Id, new AnSinh.Casework.Cases.CaseProposal("", ""), "canbo");
        return file.Id;
    }

    [Fact]
    public async Task Faults_are_found_where_there_are_some()
    {
        var page = await chrome.OpenWithAxeAsync(site.Address);
        await page.GotoAsync("/phim-tat");
        await page.EvaluateAsync(
            """
            () => {
                document.documentElement.removeAttribute('lang');
                const main = document.querySelector('main');
                main.append(document.createElement('img'));
                for (const name of ['a', 'b']) {
                    const small = document.createElement('button');
                    Object.assign(small.style, { width: '8px', height: '8px', padding: 0, border: 0 });
                    small.setAttribute('aria-label', name);
                    main.append(small);
                }
                const pale = document.createElement('p');
                Object.assign(pale.style, { color: '#ccc', background: '#fff' });
                pale.append('pale text');
                main.append(pale);
            }
            """);
        var found = (await Chrome.FaultsAsync(page)).Select(fault => fault.Split(':')[0]).ToList();
        Assert.All(["html-has-lang", "image-alt", "target-size", "color-contrast"], rule => Assert.Contains(rule, found));
        await page.Context.CloseAsync();
    }

    private async Task<List<string>> FaultsAsync(string language, int width, string login, string[] addresses)
    {
        var page = await chrome.OpenWithAxeAsync(site.Address);
        var faults = new List<string>();
        page.Console += (_, message) => faults.AddRange(message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) ? [$"{page.Url}: {message.Text}"] : []);
        if (login.Length > 0)
        {
            await Chrome.LoginAsync(page, login);
        }

        await page.GotoAsync($"/ngon-ngu?chon={language}&ve=/phim-tat");
        await page.SetViewportSizeAsync(width, 800);
        foreach (var address in addresses)
        {
            var path = Path(address, address.Contains("CASE", StringComparison.Ordinal) ? CaseId() : "");
            await page.GotoAsync(path);
            await Chrome.FitsAsync(page);
            faults.AddRange((await Chrome.FaultsAsync(page)).Concat(await Chrome.UnreachedAsync(page)).Select(fault => $"{language} {path}: {fault}"));
        }

        await page.Context.CloseAsync();
        return faults;
    }

    private string Path(string address, string file) => address.Replace("PERSON", $"/nguoi/{site.Paid.Id}", StringComparison.Ordinal).Replace("HOUSEHOLD", $"/ho/{site.Household}", StringComparison.Ordinal)
        .Replace("RUN", $"/ky-chi-tra/{site.Waiting.Id}", StringComparison.Ordinal).Replace("CASE", $"/ho-so/{file}", StringComparison.Ordinal).Replace("LINE", $"/dong-chi/{site.Line}", StringComparison.Ordinal);
}
