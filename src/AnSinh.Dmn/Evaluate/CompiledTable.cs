using AnSinh.Dmn.Compile;
using AnSinh.Dmn.Evaluate;
using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>A decision table as it is evaluated; a decision may hold several.</summary>
public sealed class CompiledTable
{
    internal CompiledTable(
        string element, string file, DecisionTable source, CompiledColumn[] columns, CompiledOutput[] outputs, CompiledRule[] rules,
        List<CompiledTest> tests, Location location, int slotCount)
    {
        Element = element;
        File = file;
        Source = source;
        Columns = columns;
        OutputColumns = outputs;
        RuleRows = rules;
        Tests = tests.ToArray();
        Location = location;
        SlotCount = Tests.Any(t => t.Tests is { Reads.Count: > 0 }) ? slotCount : 0;
        HasDefault = outputs.Any(o => o.Otherwise is not null);
        OutputShape = new FeelShape(outputs.Length > 1 ? outputs.Select(o => o.Name).ToArray() : []);
    }

    /// <summary>Kind and name of the element that holds the table.</summary>
    public string Element { get; }

    /// <summary>The file of the model.</summary>
    public string File { get; }

    /// <summary>The table as the model gives it.</summary>
    public DecisionTable Source { get; }

    public IReadOnlyList<CompiledColumn> Inputs => Columns;

    public IReadOnlyList<CompiledRule> Rules => RuleRows;

    public IReadOnlyList<CompiledOutput> Outputs => OutputColumns;

    internal CompiledColumn[] Columns { get; }
    internal CompiledOutput[] OutputColumns { get; }
    internal CompiledRule[] RuleRows { get; }
    internal CompiledTest[] Tests { get; }
    internal Location Location { get; }
    internal FeelShape OutputShape { get; }

    /// <summary>True when some output has a default.</summary>
    internal bool HasDefault { get; }


    /// <summary>How many slots the cells may read: none where all of them are about their column only.</summary>
    internal int SlotCount { get; }

    private IReadOnlyList<FeelValue>?[]? regions;

    /// <summary>One value of each region that the cells of a column tell apart, lowest first where there is an order.</summary>
    internal IReadOnlyList<FeelValue> RegionsOf(int column)
    {
        IReadOnlyList<FeelValue>?[] all = regions ??= new IReadOnlyList<FeelValue>?[Columns.Length];
        return all[column] ??= Analyse.Domain.Of(this, column).Values;
    }

    /// <summary>The test of a cell, or null for a cell that always holds.</summary>
    internal CompiledTest? TestAt(int rule, int column) => RuleRows[rule].Cells[column] is >= 0 and int at ? Tests[at] : null;
}

/// <summary>An input column.</summary>
public sealed class CompiledColumn
{
    internal CompiledColumn(InputClause source, int number, Boxed value, ItemType declared, CompiledUnaryTests? allowed, IReadOnlyList<string> facts, IReadOnlyList<string> behind, bool isFact, Location location)
    {
        FactsBehind = behind;
        IsFact = isFact;
        Source = source;
        Number = number;
        Value = value;
        Declared = declared;
        Allowed = allowed;
        Location = location;
        Facts = facts;
    }

    /// <summary>The column as the model gives it.</summary>
    public InputClause Source { get; }

    /// <summary>Position from 1.</summary>
    public int Number { get; }

    /// <summary>The label, or else the text of the input expression.</summary>
    public string Label => Source.Label is { Length: > 0 } label ? label : Text;

    /// <summary>The text of the input expression.</summary>
    public string Text => Source.InputExpression?.Text?.Text.Trim() ?? "";

    /// <summary>Paths of names that the input expression reads, such as <c>person.born</c>.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>
    /// Paths of input data behind <see cref="Facts"/>: what other decisions and context entries read in their turn; in a business knowledge model the parameters.
    /// </summary>
    public IReadOnlyList<string> FactsBehind { get; }

    /// <summary>True when the input expression is just one name or path that no other decision computes.</summary>
    public bool IsFact { get; }

    public FeelType Type => Value.Type;

    internal Boxed Value { get; }
    internal ItemType Declared { get; }
    internal CompiledUnaryTests? Allowed { get; }
    internal Location Location { get; }
}

/// <summary>An output column.</summary>
public sealed class CompiledOutput
{
    internal CompiledOutput(OutputClause source, string name, ItemType declared, Boxed? otherwise, CompiledUnaryTests? allowed, FeelValue[] priorities)
    {
        Allowed = allowed;
        Source = source;
        Name = name;
        Declared = declared;
        Otherwise = otherwise;
        Priorities = priorities;
    }

    public OutputClause Source { get; }
    public string Name { get; }
    internal ItemType Declared { get; }
    internal Boxed? Otherwise { get; }
    internal CompiledUnaryTests? Allowed { get; }

    /// <summary>Output values from the highest priority down; each a value or a range.</summary>
    internal FeelValue[] Priorities { get; }
}

/// <summary>A rule.</summary>
public sealed class CompiledRule
{
    internal CompiledRule(DecisionRule source, int number, int[] cells, Boxed[] outputs)
    {
        Source = source;
        Number = number;
        Cells = cells;
        Outputs = outputs;
    }

    /// <summary>The rule as the model gives it, with its annotations.</summary>
    public DecisionRule Source { get; }

    /// <summary>Position from 1.</summary>
    public int Number { get; }

    internal int[] Cells { get; }
    internal Boxed[] Outputs { get; }
}

/// <summary>One distinct test of a column.</summary>
internal sealed record CompiledTest(CompiledUnaryTests? Tests, string Text, int Column, Place Place);
