using AnSinh.Web.Access;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace AnSinh.Web.Tests.Browser;

/// <summary>Debian's Chromium, started once. Pages are asked by keyboard alone; scripts of the site are off unless a test needs them.</summary>
public sealed class Chrome : IAsyncLifetime
{
    private const int MostTabs = 120;
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments, Timeout = 120_000 });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    public async Task<IPage> OpenAsync(string address, int width = 320, bool scripts = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = address, JavaScriptEnabled = scripts, ViewportSize = new ViewportSize { Width = width, Height = 720 } });
        context.SetDefaultTimeout(120_000);
        return await context.NewPageAsync();
    }

    /// <summary>Presses Tab until the element is reached, then leaves it there.</summary>
    public static async Task TabToAsync(IPage page, string selector)
    {
        for (var press = 0; press < MostTabs; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).First.EvaluateAsync<bool>("element => document.activeElement === element"))
            {
                return;
            }
        }

        Assert.Fail($"{selector} is not reached by {MostTabs} tabs on {page.Url}");
    }

    public static async Task TypeAsync(IPage page, string selector, string text)
    {
        await TabToAsync(page, selector);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes to a button or link and presses Enter; waits for the page that comes.</summary>
    public static async Task PressAsync(IPage page, string selector)
    {
        await TabToAsync(page, selector);
        await EnterAsync(page);
    }

    /// <summary>Presses Enter where the cursor is and waits for the page that comes.</summary>
    public static async Task EnterAsync(IPage page)
    {
#pragma warning disable CS0612 // What would replace it waits for an address; here the same page may come back with faults.
        await page.RunAndWaitForNavigationAsync(() => page.Keyboard.PressAsync("Enter"));
#pragma warning restore CS0612
    }

    public static async Task LoginAsync(IPage page, string login)
    {
        await page.GotoAsync("/dang-nhap");
        await TypeAsync(page, "#ten", login);
        await TypeAsync(page, "#mat-khau", DemoAccounts.Password);
        await EnterAsync(page);
    }

    /// <summary>Opens a tab in which every page that comes has axe at hand.</summary>
    public async Task<IPage> OpenWithAxeAsync(string address)
    {
        var page = await OpenAsync(address, scripts: true);
        await page.AddInitScriptAsync(Axe);
        return page;
    }

    /// <summary>What axe finds on the page: all its rules, and the size of targets, which WCAG 2.2 added and axe leaves off. It works out no selectors and fetches no stylesheet again: nobody reads the one, and only experimental rules need the other.</summary>
    public static async Task<string[]> FaultsAsync(IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => axe.run(document, { resultTypes: ['violations'], preload: false, selectors: false, rules: { 'target-size': { enabled: true } } })
            .then(found => found.violations.map(fault => fault.id + ': ' + fault.nodes.slice(0, 2).map(node => node.html).join(' | ')))
        """);

    /// <summary>What the keyboard does not reach, or reaches out of order: links, buttons and fields that are shown but left out of the order of Tab, or put before it.</summary>
    public static async Task<string[]> UnreachedAsync(IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
            .filter(one => !one.disabled && one.checkVisibility({ visibilityProperty: true }) && one.tabIndex !== 0)
            .map(one => 'not in the order of Tab: ' + one.outerHTML.slice(0, 200))
        """);

    /// <summary>The page does not scroll sideways.</summary>
    public static async Task FitsAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, $"{page.Url} scrolls sideways");
}
