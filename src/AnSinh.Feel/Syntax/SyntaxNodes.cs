namespace AnSinh.Feel.Syntax;

/// <summary>
/// A node of the parsed text. <see cref="Shape"/> is what the parser can tell of the value's type; it serves only to find names with
/// spaces behind a dot or in a filter. <see cref="Height"/> bounds the recursion of later stages.
/// </summary>
internal abstract class SyntaxNode(SourceSpan span, int height)
{
    public SourceSpan Span { get; set; } = span;
    public int Height { get; } = height;
    public FeelType Shape { get; init; } = FeelType.Any;

    protected static int Above(params ReadOnlySpan<SyntaxNode?> children)
    {
        int height = 0;
        foreach (SyntaxNode? child in children)
        {
            if (child is not null && child.Height > height) height = child.Height;
        }
        return height + 1;
    }
}

internal sealed class LiteralSyntax(SourceSpan span, FeelValue value) : SyntaxNode(span, 1)
{
    public FeelValue Value { get; } = value;
}

internal sealed class NameSyntax(SourceSpan span, string name) : SyntaxNode(span, 1)
{
    public string Name { get; } = name;
}

/// <summary>"?", the value under test.</summary>
internal sealed class InputSyntax(SourceSpan span) : SyntaxNode(span, 1);

internal sealed class PathSyntax(SourceSpan span, SyntaxNode source, string name, SourceSpan nameSpan) : SyntaxNode(span, Above(source))
{
    public SyntaxNode Source { get; } = source;
    public string Name { get; } = name;
    public SourceSpan NameSpan { get; } = nameSpan;
}

internal sealed class FilterSyntax(SourceSpan span, SyntaxNode source, SyntaxNode condition) : SyntaxNode(span, Above(source, condition))
{
    public SyntaxNode Source { get; } = source;
    public SyntaxNode Condition { get; } = condition;
}

internal sealed record ArgumentSyntax(string? Name, SourceSpan NameSpan, SyntaxNode Value);

internal sealed class CallSyntax(SourceSpan span, SyntaxNode function, IReadOnlyList<ArgumentSyntax> arguments)
    : SyntaxNode(span, Above([function, .. arguments.Select(argument => argument.Value)]))
{
    public SyntaxNode Function { get; } = function;
    public IReadOnlyList<ArgumentSyntax> Arguments { get; } = arguments;
}

internal sealed class NegateSyntax(SourceSpan span, SyntaxNode operand) : SyntaxNode(span, Above(operand))
{
    public SyntaxNode Operand { get; } = operand;
}

internal sealed class ArithmeticSyntax(SourceSpan span, ArithmeticOperator operation, SyntaxNode left, SyntaxNode right) : SyntaxNode(span, Above(left, right))
{
    public ArithmeticOperator Operation { get; } = operation;
    public SyntaxNode Left { get; } = left;
    public SyntaxNode Right { get; } = right;
}

internal sealed class ComparisonSyntax(SourceSpan span, ComparisonOperator operation, SyntaxNode left, SyntaxNode right) : SyntaxNode(span, Above(left, right))
{
    public ComparisonOperator Operation { get; } = operation;
    public SyntaxNode Left { get; } = left;
    public SyntaxNode Right { get; } = right;
}

internal sealed class LogicSyntax(SourceSpan span, bool isAnd, SyntaxNode left, SyntaxNode right) : SyntaxNode(span, Above(left, right))
{
    public bool IsAnd { get; } = isAnd;
    public SyntaxNode Left { get; } = left;
    public SyntaxNode Right { get; } = right;
}

internal sealed class BetweenSyntax(SourceSpan span, SyntaxNode value, SyntaxNode low, SyntaxNode high) : SyntaxNode(span, Above(value, low, high))
{
    public SyntaxNode Value { get; } = value;
    public SyntaxNode Low { get; } = low;
    public SyntaxNode High { get; } = high;
}

internal sealed class InSyntax(SourceSpan span, SyntaxNode value, IReadOnlyList<SyntaxNode> tests) : SyntaxNode(span, Above([value, .. tests]))
{
    public SyntaxNode Value { get; } = value;
    public IReadOnlyList<SyntaxNode> Tests { get; } = tests;
}

/// <summary>A test that starts with a comparison sign: &lt; 5.</summary>
internal sealed class OperatorTestSyntax(SourceSpan span, ComparisonOperator operation, SyntaxNode operand) : SyntaxNode(span, Above(operand))
{
    public ComparisonOperator Operation { get; } = operation;
    public SyntaxNode Operand { get; } = operand;
}

/// <summary>The tests of a decision table's cell; none means "-".</summary>
internal sealed class UnaryTestsSyntax(SourceSpan span, bool negated, IReadOnlyList<SyntaxNode> tests) : SyntaxNode(span, Above([.. tests]))
{
    public bool Negated { get; } = negated;
    public IReadOnlyList<SyntaxNode> Tests { get; } = tests;
}

internal sealed class IfSyntax(SourceSpan span, SyntaxNode condition, SyntaxNode then, SyntaxNode otherwise) : SyntaxNode(span, Above(condition, then, otherwise))
{
    public SyntaxNode Condition { get; } = condition;
    public SyntaxNode Then { get; } = then;
    public SyntaxNode Otherwise { get; } = otherwise;
}

/// <summary>"name in source" or "name in source..to".</summary>
internal sealed record IteratorSyntax(string Name, SyntaxNode Source, SyntaxNode? To);

internal sealed class ForSyntax(SourceSpan span, IReadOnlyList<IteratorSyntax> iterators, SyntaxNode body)
    : SyntaxNode(span, Above([body, .. iterators.Select(iterator => iterator.Source), .. iterators.Select(iterator => iterator.To)]))
{
    public IReadOnlyList<IteratorSyntax> Iterators { get; } = iterators;
    public SyntaxNode Body { get; } = body;
}

internal sealed class QuantifiedSyntax(SourceSpan span, bool every, IReadOnlyList<IteratorSyntax> iterators, SyntaxNode condition)
    : SyntaxNode(span, Above([condition, .. iterators.Select(iterator => iterator.Source), .. iterators.Select(iterator => iterator.To)]))
{
    public bool Every { get; } = every;
    public IReadOnlyList<IteratorSyntax> Iterators { get; } = iterators;
    public SyntaxNode Condition { get; } = condition;
}

/// <summary>"value instance of type"; no type when the name stands for none.</summary>
internal sealed class InstanceOfSyntax(SourceSpan span, SyntaxNode value, FeelType? type) : SyntaxNode(span, Above(value))
{
    public SyntaxNode Value { get; } = value;
    public FeelType? Tested { get; } = type;
}

internal sealed class RangeSyntax(SourceSpan span, SyntaxNode? start, bool startIncluded, SyntaxNode? end, bool endIncluded) : SyntaxNode(span, Above(start, end))
{
    public SyntaxNode? Start { get; } = start;
    public bool StartIncluded { get; } = startIncluded;
    public SyntaxNode? End { get; } = end;
    public bool EndIncluded { get; } = endIncluded;
}

internal sealed class ListSyntax(SourceSpan span, IReadOnlyList<SyntaxNode> items) : SyntaxNode(span, Above([.. items]))
{
    public IReadOnlyList<SyntaxNode> Items { get; } = items;
}

internal sealed record EntrySyntax(string Name, SourceSpan NameSpan, SyntaxNode Value);

internal sealed class ContextSyntax(SourceSpan span, IReadOnlyList<EntrySyntax> entries) : SyntaxNode(span, Above([.. entries.Select(entry => entry.Value)]))
{
    public IReadOnlyList<EntrySyntax> Entries { get; } = entries;
}

/// <summary>A function definition; no body when it is external.</summary>
internal sealed class FunctionSyntax(SourceSpan span, IReadOnlyList<FeelParameter> parameters, SyntaxNode? body) : SyntaxNode(span, Above(body))
{
    public IReadOnlyList<FeelParameter> Parameters { get; } = parameters;
    public SyntaxNode? Body { get; } = body;
}
