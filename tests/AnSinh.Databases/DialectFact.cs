using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AnSinh.Databases;

/// <summary>A test that runs on the dialect of its class. Where that is PostgreSQL and it is not installed, the test is skipped and says so.</summary>
[XunitTestCaseDiscoverer("AnSinh.Databases.DialectFactDiscoverer", "AnSinh.Databases")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DialectFactAttribute : FactAttribute;

/// <inheritdoc cref="DialectFactAttribute"/>
[XunitTestCaseDiscoverer("AnSinh.Databases.DialectTheoryDiscoverer", "AnSinh.Databases")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DialectTheoryAttribute : TheoryAttribute;

public sealed class DialectFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Absence.Of(testMethod) is { } reason
            ? [new XunitSkippedDataRowTestCase(DiagnosticMessageSink, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, testMethod, reason)]
            : base.Discover(discoveryOptions, testMethod, factAttribute);
}

public sealed class DialectTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        Absence.Of(testMethod) is { } reason
            ? [new XunitSkippedDataRowTestCase(DiagnosticMessageSink, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, testMethod, reason)]
            : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

internal static class Absence
{
    public static string? Of(ITestMethod method) =>
        method.TestClass.Class.Name.Split('.')[^1].StartsWith(nameof(Dialect.Postgres), StringComparison.Ordinal) ? TestDatabase.WhyNoPostgres : null;
}
