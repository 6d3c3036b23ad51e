using AnSinh.Dmn.Compile;
using AnSinh.Feel;

namespace AnSinh.Bulk;

/// <summary>What a part of an expression stands for while it is read, without any case at hand.</summary>
internal abstract record AbstractValue;

/// <summary>One of several sources, whichever the case makes it.</summary>
internal sealed record Scalar(IReadOnlyList<Source> Any) : AbstractValue
{
    /// <summary>A value that hangs on the case only through what has been taken note of already.</summary>
    public static readonly Scalar Settled = new([SettledSource.One]);
}

/// <summary>A context at a path of the case.</summary>
internal sealed record ContextAt(string Path) : AbstractValue;

/// <summary>A context that is one of these for all cases; <paramref name="Moves"/> where it is another one at another time.</summary>
internal sealed record FixedContext(IReadOnlyList<FeelValue> Any, bool Moves) : AbstractValue;

/// <summary>A member reached in a certain way.</summary>
internal sealed record MemberAt(MemberReading Reading) : AbstractValue;

/// <summary>The members of the household, or those of them that a filter lets pass.</summary>
internal sealed record MemberList(MemberReading? Filtered) : AbstractValue;

internal sealed record KnowledgeFunction(CompiledKnowledgeNode Node) : AbstractValue;

/// <summary>Names of an imported model.</summary>
internal sealed record ImportedNames(FrameFiller Filler, int Slot) : AbstractValue;

internal abstract record Source;

internal sealed record SettledSource : Source
{
    public static readonly SettledSource One = new();
}

/// <summary>A value known for all cases; <paramref name="Moves"/> where it is another one at another time.</summary>
internal sealed record FixedSource(FeelValue Value, bool Moves = false) : Source;

/// <summary>A value of the case, or a function of it alone.</summary>
internal sealed record LeafSource(LeafReading Leaf, DerivedReading? Derived) : Source;
