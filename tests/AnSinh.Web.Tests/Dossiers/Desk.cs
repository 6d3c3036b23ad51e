using System.Text;
using AnSinh.Casework.Cases;
using AnSinh.Casework.Cases.Applications;
using AnSinh.Casework.Cases.Documents;
using AnSinh.Casework.Cases.Intake;
using AnSinh.Casework.Cases.Life;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Web.Access;
using AnSinh.Web.Tests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace AnSinh.Web.Tests.Dossiers;

/// <summary>Somebody of the office at a keyboard: no mouse, no script of the site, a screen of 320 px. Every key is counted.</summary>
public sealed class Desk(IPage page)
{
    private const int MostTabs = 90;

    public IPage Page => page;

    /// <summary>Tab, Enter, Space and arrows pressed since the last <see cref="Begin"/>.</summary>
    public int Keys { get; private set; }

    /// <summary>Characters typed since then.</summary>
    public int Characters { get; private set; }

    public void Begin() => (Keys, Characters) = (0, 0);

    /// <summary>Opens an address that the task begins with; from there on keys only. What does not fit the screen fails.</summary>
    public async Task OpenAsync(string address)
    {
        await page.GotoAsync(address);
        await Chrome.FitsAsync(page);
    }

    public async Task PressAsync(string key)
    {
        Keys++;
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes to what a selector names; past the menu by the skip link where the page was just opened.</summary>
    public async Task ToAsync(string selector)
    {
        var there = page.Locator(selector).First;
        Assert.True(await there.CountAsync() > 0, $"{selector} is not on {page.Url}: {await page.Locator("main").InnerTextAsync()}");
        if (await page.EvaluateAsync<bool>("() => document.activeElement === document.body || document.activeElement === null") && !selector.StartsWith("#tim", StringComparison.Ordinal))
        {
            await PressAsync("Tab");
            await PressAsync("Enter");
        }

        for (var press = 0; press < MostTabs; press++)
        {
            await PressAsync("Tab");
            if (await there.EvaluateAsync<bool>("element => document.activeElement === element"))
            {
                return;
            }
        }

        Assert.Fail($"{selector} is not reached by {MostTabs} tabs on {page.Url}");
    }

    public async Task TypeAsync(string selector, string text)
    {
        await ToAsync(selector);
        await WriteAsync(text);
    }

    public async Task WriteAsync(string text)
    {
        Characters += text.Length;
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Opens a part of the page that is folded.</summary>
    public async Task UnfoldAsync(string selector)
    {
        await ToAsync(selector);
        await PressAsync("Enter");
    }

    /// <summary>Goes to a link or button, presses Enter, and waits for the page that comes; it has to fit the screen.</summary>
    public async Task GoAsync(string selector)
    {
        await ToAsync(selector);
        await EnterAsync();
    }

    public async Task EnterAsync()
    {
        Keys++;
        await Chrome.EnterAsync(page);
        await Chrome.FitsAsync(page);
    }

    /// <summary>Takes the option of a list with a value by the arrow key.</summary>
    public async Task PickAsync(string selector, string value)
    {
        await ToAsync(selector);
        for (var press = 0; press < 200 && await page.Locator(selector).InputValueAsync() != value; press++)
        {
            await PressAsync("ArrowDown");
        }

        Assert.Equal(value, await page.Locator(selector).InputValueAsync());
    }

    /// <summary>Takes one of a group of choices: Tab to the group, arrows to the choice.</summary>
    public async Task ChooseAsync(string name, string value)
    {
        await ToAsync($"input[name='{name}']:not(:checked), input[name='{name}']");
        await PressAsync("Space");
        for (var press = 0; press < 20 && !await page.Locator($"input[name='{name}'][value='{value}']").IsCheckedAsync(); press++)
        {
            await PressAsync("ArrowDown");
        }

        Assert.True(await page.Locator($"input[name='{name}'][value='{value}']").IsCheckedAsync(), $"{name}={value}");
    }

    /// <summary>Chooses a file in the field that has the focus; what the system's own window asks is not counted.</summary>
    public async Task AttachAsync(string selector)
    {
        await ToAsync(selector);
        await page.Locator(selector).SetInputFilesAsync(new FilePayload { Name = "giay.pdf", MimeType = "application/pdf", Buffer = Offices.Paper });
    }

    public Task<string> TextAsync(string selector = "main") => page.Locator(selector).First.InnerTextAsync();

    public string Path => new Uri(page.Url).AbsolutePath;
}

/// <summary>The desks of a commune's office, each logged in once; and people for the dossiers.</summary>
public sealed class Offices : IAsyncLifetime
{
    public static readonly byte[] Paper = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");

    private readonly Chrome _chrome = new();
    private readonly Dictionary<string, Desk> _desks = [];

    public Task InitializeAsync() => _chrome.InitializeAsync();

    public Task DisposeAsync() => _chrome.DisposeAsync();

    public async Task<Desk> AtAsync(DemonstrationSite site, string login)
    {
        if (!_desks.TryGetValue(login, out var desk))
        {
            var book = new AccountBook(site.Database);
            if (book.ByLogin(AccountBook.Fold(login)) is null)
            {
                NewAccount.Add(book, login, "Cán bộ thứ hai", DemoAccounts.Password, [new Grant(Role.Officer, site.Commune)], "test");
            }

            desk = new Desk(await _chrome.OpenAsync(site.Address));
            await Chrome.LoginAsync(desk.Page, login);
            _desks.Add(login, desk);
        }

        desk.Begin();
        return desk;
    }

    public async Task<Desk> CitizenAsync(DemonstrationSite site) => new(await _chrome.OpenAsync(site.Address));

    public static CaseBook Book(DemonstrationSite site) => new(site.Database, RunningSite.Pack, AreaScope.Of(site.Commune));

    /// <summary>Somebody who lives alone in the commune and is in no other list.</summary>
    public static PersonId Alone(DemonstrationSite site, string name, string born, Sex sex = Sex.Female)
    {
        var book = Book(site);
        return RegisterArrival.Execute(
            book, new Arrival(new PersonDetails(name, BirthDate.Parse(born), sex, "Mường"), null, site.Commune, "Xóm 1", null, "head", book.Today, "Trưởng thôn"), new HashSet<PersonId>(), "canbo").Person;
    }

    public static CaseFile Apply(DemonstrationSite site, PersonId person, string benefit) => ApplicationCase.Open(
        Book(site), new NewCase { Kind = CaseKind.Application, Commune = site.Commune, Person = person, Applicant = "người nhà", Request = new BenefitsAsked([new BenefitId(benefit)]) }, "canbo").File;

    /// <summary>Somebody with an award.</summary>
    public static AwardId Award(DemonstrationSite site, PersonId person, string benefit)
    {
        var file = Apply(site, person, benefit);
        CaseSteps.Propose(Book(site), file.Id, new CaseProposal("", "", RefuseUnproven: true), "canbo");
        return new AwardId(CaseSteps.Decide(Book(site), file.Id, new CaseDecision($"{file.Id[^4..]}/QĐ-UBND", Book(site).Today), "chutich").Decision!.Items[0].Award);
    }

    public static CaseFile LastOf(DemonstrationSite site, PersonId person, CaseKind kind) => Book(site).CasesOf(person).Last(file => file.Kind == kind);
}
