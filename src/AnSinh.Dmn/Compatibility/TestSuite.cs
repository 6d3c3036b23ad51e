using AnSinh.Dmn.Xml;

namespace AnSinh.Dmn.Compatibility;

/// <summary>One test file of the compatibility kit, as its <c>testCases.xsd</c> describes it.</summary>
/// <param name="File">The name of the test file.</param>
/// <param name="ModelName">The file name of the model under test.</param>
/// <param name="Cases">Its cases in order.</param>
public sealed record TestSuite(string File, string ModelName, IReadOnlyList<TestCase> Cases);

/// <summary>One case: inputs in, expected results out.</summary>
public sealed record TestCase(
    string Id, InvocableKind Kind, string? InvocableName, IReadOnlyList<TestInput> Inputs, IReadOnlyList<TestExpectation> Expectations);

/// <summary>What a case calls.</summary>
public enum InvocableKind
{
    Decision,
    BusinessKnowledgeModel,
    DecisionService,
}

/// <summary>An input node; <see cref="Value"/> is the element that holds value, list or components.</summary>
public sealed record TestInput(string Name, string? Namespace, XmlElement Value);

/// <summary>A result node. <see cref="Expected"/> is null when the case only says that the result is an error.</summary>
public sealed record TestExpectation(string Name, string? Namespace, bool ErrorResult, XmlElement? Expected);
