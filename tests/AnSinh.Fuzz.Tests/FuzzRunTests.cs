using System.Globalization;
using System.Text.RegularExpressions;
using AnSinh.Feel;
using Xunit;
using Xunit.Abstractions;

namespace AnSinh.Fuzz.Tests;

/// <summary>A reduced run with fixed seeds on each run of the tests. <c>bench/fuzz-coverage</c> sets ANSINH_FUZZ_INPUTS and measures branches.</summary>
public partial class FuzzRunTests(ITestOutputHelper output)
{
    private const long Inputs = 20_000;

    private static readonly string Root = FindRoot();

    /// <summary>The law's models, and the compatibility kit's where the reference folder is there.</summary>
    private static readonly ModelFolder Models = ModelFolder.Read(new[] { Path.Combine(Root, "law", "vn", "models"), KitFolder() }.Where(Directory.Exists));

    [Theory]
    [InlineData(1)]
    [InlineData(20261122)]
    public void No_input_brings_the_engine_down(int seed)
    {
        var inputs = long.TryParse(Environment.GetEnvironmentVariable("ANSINH_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Inputs;
        var report = new FuzzRun(Models, new FuzzOptions { Inputs = inputs, Seed = seed, Time = TimeSpan.FromHours(1), Hang = TimeSpan.FromMinutes(1) }).Run();
        output.WriteLine(report.ToString());
        Assert.Empty(report.Findings);
        Assert.Equal(inputs, report.Inputs);
        Assert.Equal(inputs / 25, report.Models);
        Assert.True(report.Valid > inputs / 10, $"only {report.Valid} inputs were read without a fault");
        Assert.True(report.Read > 200, $"only {report.Read} ways of reading were seen");
        Assert.True(report.Results > 100, $"only {report.Results} results were seen");
    }

    [Fact]
    public void The_seed_and_the_number_give_the_input_again()
    {
        var (one, again, other) = (Run(7), Run(7), Run(8));
        Assert.All(Enumerable.Range(1, 100), number => Assert.Equal(one.InputOf(number), again.InputOf(number)));
        Assert.Contains(Enumerable.Range(1, 100), number => one.InputOf(number) != other.InputOf(number));
        Assert.Contains("definitions", one.InputOf(25), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_input_that_takes_too_long_is_reported_and_ends_the_run()
    {
        var report = new FuzzRun(Models, new FuzzOptions { Inputs = 100_000, Threads = 1, Hang = TimeSpan.Zero }).Run();
        var hang = report.Findings[0];
        Assert.Equal("hang", hang.Kind);
        Assert.Equal(Run(1).InputOf(hang.Number), hang.Input);
        Assert.True(report.Inputs < 100_000);
    }

    [Fact]
    public void An_input_that_takes_too_much_memory_is_reported()
    {
        var report = new FuzzRun(Models, new FuzzOptions { Inputs = 1, MemoryOfOne = 100 }).Run();
        Assert.Equal("memory", Assert.Single(report.Findings).Kind);
    }

    [Fact]
    public void The_run_ends_at_its_time() =>
        Assert.True(new FuzzRun(Models, new FuzzOptions { Inputs = long.MaxValue, Time = TimeSpan.FromMilliseconds(300) }).Run().Inputs > 0);

    /// <summary>The templates of the grammar are FEEL: most of what they give is read without a fault.</summary>
    [Theory]
    [InlineData(true, 95)]
    [InlineData(false, 60)]
    public void Random_expressions_are_well_formed(bool portable, int percent)
    {
        var (texts, scope) = (new RandomExpressions(new Random(3), portable), new FeelScope());
        foreach (var name in new[] { "x", "y", "c", "k" })
        {
            scope.Add(name, FeelType.Any);
        }

        var all = Enumerable.Range(0, 2_000).Select(_ => texts.Next()).ToList();
        var faulty = all.Where(text => FeelCompiler.CompileExpression(text, scope).Diagnostics.Any(fault => fault.Fault == FeelFault.Syntax)).ToList();
        Assert.True(faulty.Count * 100 <= all.Count * (100 - percent), $"{faulty.Count} of {all.Count}: {string.Join('\n', faulty.Take(5))}");
        Assert.DoesNotContain(all, text => Hole().IsMatch(text));
    }

    private static FuzzRun Run(int seed) => new(Models, new FuzzOptions { Seed = seed });

    private static string KitFolder() => Path.Combine(Environment.GetEnvironmentVariable("ANSINH_SHARED") is { Length: > 0 } given ? given : Path.Combine(Root, "..", "shared"), "dmn-tck");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "AnSinh.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("AnSinh.slnx was not found above the tests.");
    }

    [GeneratedRegex(@"\{[nbsltdzprcf]\}")]
    private static partial Regex Hole();
}
