using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AnSinh.Law;
using AnSinh.Web.Access;

namespace AnSinh.Cli;

/// <summary>Whom to ask for.</summary>
internal sealed record WebSample(IReadOnlyList<string> Ids, IReadOnlyList<string> Numbers, IReadOnlyList<string> Names, IReadOnlyList<string> Parts);

/// <summary>Answers to one kind of question.</summary>
/// <param name="P50">Half of the answers took no longer, in milliseconds.</param>
/// <param name="P99">Of a hundred, ninety-nine took no longer.</param>
/// <param name="Rate">Answers a second of all clients together.</param>
internal sealed record WebMeasure(string Id, int Asked, int Failed, decimal P50, decimal P99, decimal Rate);

/// <summary>The second process: logs in like a browser and asks for a while, each client one question after another.</summary>
internal static partial class WebLoad
{
    /// <summary>The province whose people are asked for.</summary>
    public static readonly PlaceCode Province = PlaceCode.Parse("79");

    private const string File = "/phim-tat";
    private const string Check = "/toi-duoc-huong-gi";

    public static async Task<int> RunAsync(string address, int clients, TimeSpan during, CancellationToken cancellation)
    {
        var sample = JsonSerializer.Deserialize<WebSample>(await Console.In.ReadToEndAsync(cancellation))!;
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), MaxConnectionsPerServer = clients }) { BaseAddress = new Uri(address) };
        await LogInAsync(client, cancellation);
        var asset = Asset().Match(await client.GetStringAsync(new Uri(File, UriKind.Relative), cancellation)).Value;
        var pages = new Func<int, string>[]
        {
            _ => "/", at => $"/tim?q={Uri.EscapeDataString(sample.Names[at % sample.Names.Count])}", at => $"/nguoi/{sample.Ids[at % sample.Ids.Count]}", at => $"/nguoi/{sample.Ids[at * 7 % sample.Ids.Count]}", _ => "/ky-chi-tra", _ => "/so-tay", _ => "/tai-khoan",
        };
        var measures = new List<WebMeasure>();
        foreach (var (id, ask) in new (string, Func<int, Task<HttpResponseMessage>>)[]
        {
            ("file", _ => client.GetAsync(asset, cancellation)),
            ("number", at => client.GetAsync($"/tim?q={sample.Numbers[at % sample.Numbers.Count]}", cancellation)),
            ("name", at => client.GetAsync($"/tim?q={Uri.EscapeDataString(sample.Names[at % sample.Names.Count])}", cancellation)),
            ("part", at => client.GetAsync($"/tim?q={Uri.EscapeDataString(sample.Parts[at % sample.Parts.Count])}", cancellation)),
            ("person", at => client.GetAsync($"/nguoi/{sample.Ids[at % sample.Ids.Count]}", cancellation)),
            ("pages", at => client.GetAsync(pages[at % pages.Length](at), cancellation)),
            ("check", at => client.PostAsync(Check, Answer(at), cancellation)),
        })
        {
            await MeasureAsync(id, ask, clients, TimeSpan.FromSeconds(Math.Min(2, during.TotalSeconds)), cancellation);
            measures.Add(await MeasureAsync(id, ask, clients, during, cancellation));
        }

        Console.Write(JsonSerializer.Serialize(measures));
        return CommandLine.Done;
    }

    private static async Task LogInAsync(HttpClient client, CancellationToken cancellation)
    {
        var page = await client.GetStringAsync(new Uri("/dang-nhap", UriKind.Relative), cancellation);
        using var form = new FormUrlEncodedContent([new("ten", "bench"), new("mat-khau", DemoAccounts.Password), new("_handler", "login"), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]);
        using var answer = await client.PostAsync("/dang-nhap", form, cancellation);
        if (answer.StatusCode != HttpStatusCode.Redirect || SendsTo(answer, "/dang-nhap"))
        {
            throw new InvalidOperationException($"Login: {(int)answer.StatusCode}.");
        }
    }

    /// <summary>Ages from 20 to 99, both sexes: the first answer of the public check, after which the rules choose.</summary>
    private static FormUrlEncodedContent Answer(int at) => new(
    [
        new("_handler", "hoi"), new("nam", (1927 + at % 80).ToString(System.Globalization.CultureInfo.InvariantCulture)), new("gioi", at % 2 == 0 ? "nam" : "nu"),
    ]);

    private static async Task<WebMeasure> MeasureAsync(string id, Func<int, Task<HttpResponseMessage>> ask, int clients, TimeSpan during, CancellationToken cancellation)
    {
        var (begun, next) = (Stopwatch.GetTimestamp(), 0);
        var took = await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            var times = new List<(double Milliseconds, bool Fine)>();
            while (Stopwatch.GetElapsedTime(begun) < during)
            {
                var watch = Stopwatch.GetTimestamp();
                using var answer = await ask(Interlocked.Increment(ref next));
                await answer.Content.ReadAsByteArrayAsync(cancellation);
                times.Add((Stopwatch.GetElapsedTime(watch).TotalMilliseconds, answer.StatusCode == HttpStatusCode.OK || SendsTo(answer, "/nguoi/")));
            }

            return times;
        }));
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var all = took.SelectMany(times => times).ToList();
        var sorted = all.Select(one => one.Milliseconds).Order().ToList();
        return new WebMeasure(id, all.Count, all.Count(one => !one.Fine), At(sorted, 50), At(sorted, 99), decimal.Round((decimal)(all.Count / seconds), 1));
    }

    /// <summary>Whether the answer sends on to a page.</summary>
    private static bool SendsTo(HttpResponseMessage answer, string page) => answer.Headers.Location?.ToString().Contains(page, StringComparison.Ordinal) == true;

    private static decimal At(List<double> sorted, int percent) => decimal.Round((decimal)sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)], 2);

    [GeneratedRegex("""__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""/a/[0-9a-f]+/icon\.svg""")]
    private static partial Regex Asset();
}
