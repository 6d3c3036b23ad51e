namespace AnSinh.Feel.Typed;

/// <summary>
/// A node of the typed form: names resolved to slots, constants folded, types inferred. The evaluator runs it; other executors
/// (a compiler to columns) read it. <see cref="Type"/> is what the value is unless it is null or unknown.
/// </summary>
public abstract class TypedNode(FeelType type, SourceSpan span)
{
    public FeelType Type { get; } = type;

    /// <summary>The place in the expression's text.</summary>
    public SourceSpan Span { get; } = span;

    public abstract IEnumerable<TypedNode> Children { get; }
}

/// <summary>A value known before evaluation.</summary>
public sealed class ConstantNode(FeelValue value, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public FeelValue Value { get; } = value;
    public override IEnumerable<TypedNode> Children => [];
}

/// <summary>A name of the scope, read from its slot.</summary>
public sealed class VariableNode(FeelVariable variable, SourceSpan span) : TypedNode(variable.Type, span)
{
    public FeelVariable Variable { get; } = variable;
    public override IEnumerable<TypedNode> Children => [];
}

/// <summary>A name bound inside the expression (iterator, entry, parameter, item), read from the frame.</summary>
public sealed class LocalNode(int index, string name, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    /// <summary>Place in the frame of the expression or function that holds the node.</summary>
    public int Index { get; } = index;

    public string Name { get; } = name;

    /// <summary>The list whose items the local stands for, in turn; null when it is no item.</summary>
    public TypedNode? ItemOf { get; init; }

    public override IEnumerable<TypedNode> Children => [];
}

/// <summary>"?", the value under test.</summary>
public sealed class InputNode(FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public override IEnumerable<TypedNode> Children => [];
}

/// <summary>source.name: an entry of a context, of each context in a list, or a property of a temporal value or range.</summary>
public sealed class MemberNode(TypedNode source, string name, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public TypedNode Source { get; } = source;
    public string Name { get; } = name;
    public override IEnumerable<TypedNode> Children => [Source];
}

/// <summary>A name in a filter that is the item's entry where the item has it, and else the outer name.</summary>
public sealed class ItemMemberNode(LocalNode item, string name, TypedNode? otherwise, SourceSpan span) : TypedNode(FeelType.Any, span)
{
    public LocalNode Item { get; } = item;
    public string Name { get; } = name;
    public TypedNode? Otherwise { get; } = otherwise;
    public override IEnumerable<TypedNode> Children => Otherwise is null ? [Item] : [Item, Otherwise];
}

/// <summary>source[condition]: by position when the condition is a number, else the items for which it is true.</summary>
public sealed class FilterNode(TypedNode source, int item, TypedNode condition, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public TypedNode Source { get; } = source;

    /// <summary>Frame place of the item under test.</summary>
    public int Item { get; } = item;

    public TypedNode Condition { get; } = condition;

    /// <summary>True when the condition does not depend on the item, so that it may be a position.</summary>
    public bool MayBePosition { get; init; }

    public override IEnumerable<TypedNode> Children => [Source, Condition];
}

public sealed class NegationNode(TypedNode operand, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public TypedNode Operand { get; } = operand;
    public override IEnumerable<TypedNode> Children => [Operand];
}

public sealed class ArithmeticNode(ArithmeticOperator operation, TypedNode left, TypedNode right, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public ArithmeticOperator Operation { get; } = operation;
    public TypedNode Left { get; } = left;
    public TypedNode Right { get; } = right;
    public override IEnumerable<TypedNode> Children => [Left, Right];
}

public sealed class ComparisonNode(ComparisonOperator operation, TypedNode left, TypedNode right, SourceSpan span) : TypedNode(FeelType.Boolean, span)
{
    public ComparisonOperator Operation { get; } = operation;
    public TypedNode Left { get; } = left;
    public TypedNode Right { get; } = right;
    public override IEnumerable<TypedNode> Children => [Left, Right];
}

/// <summary>Three-valued "and" (or "or").</summary>
public sealed class LogicNode(bool isAnd, TypedNode left, TypedNode right, SourceSpan span) : TypedNode(FeelType.Boolean, span)
{
    public bool IsAnd { get; } = isAnd;
    public TypedNode Left { get; } = left;
    public TypedNode Right { get; } = right;
    public override IEnumerable<TypedNode> Children => [Left, Right];
}

public sealed class BetweenNode(TypedNode value, TypedNode low, TypedNode high, SourceSpan span) : TypedNode(FeelType.Boolean, span)
{
    public TypedNode Value { get; } = value;
    public TypedNode Low { get; } = low;
    public TypedNode High { get; } = high;
    public override IEnumerable<TypedNode> Children => [Value, Low, High];
}

/// <summary>value in (tests): true when one of the tests holds. The value is put at <see cref="Subject"/>, where the tests read it.</summary>
public sealed class MembershipNode(TypedNode value, int subject, IReadOnlyList<TypedNode> tests, SourceSpan span) : TypedNode(FeelType.Boolean, span)
{
    public TypedNode Value { get; } = value;
    public int Subject { get; } = subject;
    public IReadOnlyList<TypedNode> Tests { get; } = tests;
    public override IEnumerable<TypedNode> Children => [Value, .. Tests];
}

/// <summary>
/// One unary test that is a value: the subject equals it, lies in it (range), or is in it (list, whose ranges count as tests).
/// When <see cref="ReadsSubject"/>, the value is a condition on "?" and its truth is the answer.
/// </summary>
public sealed class ValueTestNode(TypedNode subject, TypedNode candidate, bool readsSubject, SourceSpan span) : TypedNode(FeelType.Boolean, span)
{
    public TypedNode Subject { get; } = subject;
    public TypedNode Candidate { get; } = candidate;
    public bool ReadsSubject { get; } = readsSubject;
    public override IEnumerable<TypedNode> Children => [Subject, Candidate];
}

public sealed class ConditionalNode(TypedNode condition, TypedNode then, TypedNode otherwise, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public TypedNode Condition { get; } = condition;
    public TypedNode Then { get; } = then;
    public TypedNode Otherwise { get; } = otherwise;
    public override IEnumerable<TypedNode> Children => [Condition, Then, Otherwise];
}

/// <summary>One "name in source" of a loop; with <paramref name="To"/> the values from source to it, up or down by one.</summary>
public sealed record TypedIterator(string Name, int Local, TypedNode Source, TypedNode? To);

/// <summary>for ... return body; the results so far are at <see cref="Partial"/>.</summary>
public sealed class ForNode(IReadOnlyList<TypedIterator> iterators, int partial, TypedNode body, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public IReadOnlyList<TypedIterator> Iterators { get; } = iterators;

    /// <summary>Frame place of "partial", or -1 when the body does not read it.</summary>
    public int Partial { get; } = partial;

    public TypedNode Body { get; } = body;

    public override IEnumerable<TypedNode> Children =>
        [.. Iterators.Select(iterator => iterator.Source), .. Iterators.Where(iterator => iterator.To is not null).Select(iterator => iterator.To!), Body];
}

/// <summary>some (or every) ... satisfies condition.</summary>
public sealed class QuantifiedNode(bool every, IReadOnlyList<TypedIterator> iterators, TypedNode condition, SourceSpan span) : TypedNode(FeelType.Boolean, span)
{
    public bool Every { get; } = every;
    public IReadOnlyList<TypedIterator> Iterators { get; } = iterators;
    public TypedNode Condition { get; } = condition;

    public override IEnumerable<TypedNode> Children =>
        [.. Iterators.Select(iterator => iterator.Source), .. Iterators.Where(iterator => iterator.To is not null).Select(iterator => iterator.To!), Condition];
}

public sealed class InstanceOfNode(TypedNode value, FeelType tested, SourceSpan span) : TypedNode(FeelType.Boolean, span)
{
    public TypedNode Value { get; } = value;
    public FeelType Tested { get; } = tested;
    public override IEnumerable<TypedNode> Children => [Value];
}

public sealed class RangeNode(TypedNode? start, bool startIncluded, TypedNode? end, bool endIncluded, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public TypedNode? Start { get; } = start;
    public bool StartIncluded { get; } = startIncluded;
    public TypedNode? End { get; } = end;
    public bool EndIncluded { get; } = endIncluded;
    public override IEnumerable<TypedNode> Children => new[] { Start, End }.OfType<TypedNode>();
}

public sealed class ListNode(IReadOnlyList<TypedNode> items, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public IReadOnlyList<TypedNode> Items { get; } = items;
    public override IEnumerable<TypedNode> Children => Items;
}

/// <summary>An entry of a context; its value is also put at <see cref="Local"/>, where later entries read it (-1: none does).</summary>
public sealed record TypedEntry(string Name, int Local, TypedNode Value);

public sealed class ContextNode(IReadOnlyList<TypedEntry> entries, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public IReadOnlyList<TypedEntry> Entries { get; } = entries;
    public FeelShape Shape { get; } = new([.. entries.Select(entry => entry.Name)]);
    public override IEnumerable<TypedNode> Children => Entries.Select(entry => entry.Value);
}

/// <summary>A value that a function keeps from where it is defined: read there, and put at <see cref="Local"/> of its own frame.</summary>
public sealed record TypedCapture(TypedNode Source, int Local);

/// <summary>A function definition. Its own frame holds the parameters from place 0, captured values and its locals.</summary>
public sealed class FunctionNode(
    IReadOnlyList<FeelParameter> parameters, IReadOnlyList<TypedCapture> captures, int self, int frameSize, TypedNode body, FeelType type, SourceSpan span)
    : TypedNode(type, span)
{
    public IReadOnlyList<FeelParameter> Parameters { get; } = parameters;
    public IReadOnlyList<TypedCapture> Captures { get; } = captures;

    /// <summary>Frame place where the function finds itself, for recursion; -1 for none.</summary>
    public int Self { get; } = self;

    public int FrameSize { get; } = frameSize;
    public TypedNode Body { get; } = body;
    public override IEnumerable<TypedNode> Children => [.. Captures.Select(capture => capture.Source), Body];
}

/// <summary>A call of a built-in function with its arguments in the order of the signature; a missing optional one is null at its place.</summary>
public sealed class BuiltinCallNode(
    BuiltinFunction function, BuiltinSignature signature, IReadOnlyList<TypedNode> arguments, FeelType type, SourceSpan span) : TypedNode(type, span)
{
    public BuiltinFunction Function { get; } = function;

    /// <summary>The way it is called; when not <see cref="IsDecided"/>, another of the function may fit the arguments' kinds better.</summary>
    public BuiltinSignature Signature { get; } = signature;

    /// <summary>True when no other way takes as many arguments, or the arguments were given by name.</summary>
    public bool IsDecided { get; init; }

    public IReadOnlyList<TypedNode> Arguments { get; } = arguments;
    public override IEnumerable<TypedNode> Children => Arguments;
}

/// <summary>A call of a function value; with names when the arguments were given by name.</summary>
public sealed class InvocationNode(TypedNode function, IReadOnlyList<TypedNode> arguments, IReadOnlyList<string>? names, FeelType type, SourceSpan span)
    : TypedNode(type, span)
{
    public TypedNode Function { get; } = function;
    public IReadOnlyList<TypedNode> Arguments { get; } = arguments;
    public IReadOnlyList<string>? Names { get; } = names;
    public override IEnumerable<TypedNode> Children => [Function, .. Arguments];
}

/// <summary>A part that cannot have a value; its diagnostic was reported. Gives null in standard mode and stops in strict mode.</summary>
public sealed class ErrorNode(FeelText text, IReadOnlyList<TypedNode> parts, SourceSpan span) : TypedNode(FeelType.Any, span)
{
    public FeelText Text { get; } = text;
    public override IEnumerable<TypedNode> Children { get; } = parts;
}
