using AnSinh.Dmn.Compatibility;
using AnSinh.Feel;
using Xunit;

namespace AnSinh.Dmn.Tests.Hostile;

public class FuzzTests
{
    private const int Mutants = 1_500;

    [SharedFact("dmn-tck")]
    public void Mutated_kit_models_load_and_evaluate_without_a_crash()
    {
        (string Name, string Xml)[] models = Directory.GetFiles(SharedFiles.Folder("dmn-tck")!, "*.dmn", SearchOption.AllDirectories)
            .Select(f => (Path.GetFileName(f), File.ReadAllText(f))).Where(m => m.Item2.Length < 60_000).OrderBy(m => m.Item1, StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(models);
        var random = new Random(20260701);
        var limits = new FeelLimits { Steps = 20_000, RegexTime = TimeSpan.FromMilliseconds(50) };
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < Mutants; i++)
        {
            (string name, string xml) = models[random.Next(models.Length)];
            string mutant = Mutate(xml, models[random.Next(models.Length)].Xml, random);
            DmnModelSet set = DmnModelSet.Load([new DmnSource(name, mutant)]);
            outcomes.Add(string.Join(',', set.Diagnostics.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal)));
            var session = new EvaluationSession(set, new EvaluationOptions { Mode = i % 2 == 0 ? FeelMode.Strict : FeelMode.Standard, Limits = limits, Trace = i % 3 == 0 });
            foreach (CompiledDecision decision in set.Models.SelectMany(m => m.Decisions).Take(15))
            {
                if (i % 4 == 0)
                {
                    session.SetInputs(FeelContext.Of(set.Inputs.Select(n => (n.Name, FeelValue.Unknown(n.Name))).DistinctBy(n => n.Name).ToArray()));
                }
                DecisionResult result = session.Result(decision);
                Assert.True(result.Stopped is not null || result.Value.ToString() is not null);
                if (decision.Table is { } table && i % 5 == 0)
                {
                    TableAnalyser.Analyse(table);
                }
            }
        }
        Assert.True(outcomes.Count > 20, $"only {outcomes.Count} distinct outcomes");
    }

    private static string Mutate(string xml, string other, Random random)
    {
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            int at = random.Next(xml.Length);
            int length = Math.Min(random.Next(1, 40), xml.Length - at);
            xml = random.Next(7) switch
            {
                0 => xml.Remove(at, length),
                1 => xml.Insert(at, xml.Substring(at, length)),
                2 => xml.Insert(at, other.Substring(random.Next(other.Length - 40), 40)),
                3 => Swap(xml, "href=\"#", random),
                4 => Swap(xml, "<text>", random),
                5 => Swap(xml, "typeRef=\"", random),
                _ => xml.Remove(at, 1).Insert(at, ((char)random.Next(32, 0x250)).ToString()),
            };
        }
        return xml;
    }

    /// <summary>Puts what follows one place of a marker behind another, up to the next mark of an end.</summary>
    private static string Swap(string xml, string marker, Random random)
    {
        var places = new List<int>();
        for (int at = xml.IndexOf(marker, StringComparison.Ordinal); at >= 0; at = xml.IndexOf(marker, at + 1, StringComparison.Ordinal))
        {
            places.Add(at + marker.Length);
        }
        if (places.Count < 2)
        {
            return xml;
        }
        (int from, int to) = (places[random.Next(places.Count)], places[random.Next(places.Count)]);
        int fromEnd = xml.IndexOfAny(['"', '<'], from);
        int toEnd = xml.IndexOfAny(['"', '<'], to);
        return fromEnd < 0 || toEnd < 0 ? xml : string.Concat(xml.AsSpan(0, to), xml.AsSpan(from, fromEnd - from), xml.AsSpan(toEnd));
    }
}
