using AnSinh.Dmn.Xml;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compatibility;

/// <summary>Runs a folder tree of compatibility tests in standard mode.</summary>
public static class KitRunner
{
    private static readonly EvaluationOptions Options = new() { Mode = FeelMode.Standard };

    /// <summary>Runs every folder below (or at) the given one that holds test files, in ordinal order of their paths.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static KitReport Run(string folder)
    {
        string[] tests = Directory.GetFiles(folder, "*.xml", SearchOption.AllDirectories);
        return new KitReport(tests.GroupBy(t => Path.GetDirectoryName(t)!)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => RunFolder(g.Key, g.Order(StringComparer.Ordinal)))
            .OfType<KitFolder>().ToArray());
    }

    private static KitFolder? RunFolder(string folder, IEnumerable<string> tests)
    {
        var suites = new List<TestSuite>();
        var failures = new List<KitFailure>();
        foreach (string file in tests)
        {
            if (TestSuiteReader.Read(Path.GetFileName(file), File.ReadAllText(file), out DmnDiagnostic? fault) is { } suite)
            {
                suites.Add(suite);
            }
            else if (fault!.Code != "not-a-test-file")
            {
                failures.Add(new KitFailure(fault.File, "", "", "", "", fault.ToString()));
            }
        }
        if (suites.Count == 0 && failures.Count == 0)
        {
            return null;
        }
        (string Name, string Xml)[] models = Directory.GetFiles(folder, "*.dmn").Order(StringComparer.Ordinal).Select(m => (Path.GetFileName(m), File.ReadAllText(m))).ToArray();
        int passed = 0;
        int failed = failures.Count;
        int nonNullPassed = 0;
        int nonNullFailed = 0;
        foreach (TestSuite suite in suites)
        {
            // The model under test comes first, so that it is the one a name stands for where two models share a namespace.
            DmnModelSet set = DmnModelSet.Load(models.OrderBy(m => m.Name != suite.ModelName).Select(m => new DmnSource(m.Name, m.Xml)));
            var session = new EvaluationSession(set, Options);
            foreach (TestCase test in suite.Cases)
            {
                KitFailure[] found = RunCase(set, session, suite, test);
                failures.AddRange(found);
                bool nonNull = test.Expectations.Any(e => e.Expected is { } x && !TestValue.IsNullText(x));
                passed += found.Length == 0 ? 1 : 0;
                failed += found.Length == 0 ? 0 : 1;
                nonNullPassed += nonNull && found.Length == 0 ? 1 : 0;
                nonNullFailed += nonNull && found.Length > 0 ? 1 : 0;
            }
        }
        return new KitFolder(Path.GetFileName(folder), passed, failed, nonNullPassed, nonNullFailed, failures);
    }

    private static KitFailure[] RunCase(DmnModelSet set, EvaluationSession session, TestSuite suite, TestCase test)
    {
        var failures = new List<KitFailure>();
        foreach (TestExpectation expectation in test.Expectations)
        {
            FeelValue expected = default;
            FeelValue actual = default;
            string? stopped = null;
            session.Reset();
            try
            {
                expected = Expected(expectation);
                actual = Value(set, session, suite, test, expectation);
            }
            catch (Exception stop) when (stop is DmnEvaluationException or FormatException)
            {
                stopped = stop.Message;
            }
            bool met = stopped is null ? TestValue.Matches(expected, actual) : expectation.ErrorResult;
            if (!met)
            {
                string messages = string.Join("; ", session.Messages.Take(3).Select(m => m.En));
                failures.Add(new KitFailure(suite.File, test.Id, expectation.Name, expected.ToString(), stopped ?? actual.ToString(), messages));
            }
        }
        return failures.ToArray();
    }

    private static FeelValue Expected(TestExpectation expectation) => expectation.Expected is { } element ? TestValue.Read(element) : FeelValue.Null;

    private static FeelValue Value(DmnModelSet set, EvaluationSession session, TestSuite suite, TestCase test, TestExpectation expectation)
    {
        DmnModel? model = set.Model(suite.ModelName) ?? (set.Models.Count > 0 ? set.Models[0] : null);
        var inputs = new List<KeyValuePair<string, FeelValue>>();
        foreach (TestInput input in test.Inputs)
        {
            inputs.Add(new(input.Name, TestValue.Read(input.Value)));
        }
        var context = new FeelContext(inputs.DistinctBy(i => i.Key, StringComparer.Ordinal));
        session.SetInputs(context);
        foreach (TestInput input in test.Inputs.Where(i => i.Namespace is not null))
        {
            foreach (CompiledInput target in set.Inputs.Where(i => i.Name == input.Name && i.Namespace == input.Namespace))
            {
                session.SetInput(target, TestValue.Read(input.Value));
            }
        }
        if (test.Kind != InvocableKind.Decision && model?.Invocable(test.InvocableName ?? expectation.Name) is { } invocable)
        {
            FeelValue value = session.Invoke(invocable, context);
            return value.Kind == FeelKind.Context && value.AsContext.TryGet(expectation.Name, out FeelValue output) ? output : value;
        }
        DmnModel? owner = expectation.Namespace is { } space ? set.Model(space) : model;
        if (owner?.Decision(expectation.Name) is { } decision)
        {
            return session.Evaluate(decision);
        }
        return model?.Invocable(expectation.Name) is { } called
            ? session.Invoke(called, context)
            : throw new DmnEvaluationException(new DmnMessage("no-decision", suite.File, test.Id, default, $"Không có quyết định '{expectation.Name}'.", $"There is no decision '{expectation.Name}'."));
    }
}
