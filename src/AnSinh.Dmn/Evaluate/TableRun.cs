using AnSinh.Feel;

namespace AnSinh.Dmn;

/// <summary>
/// One evaluation of one table, as data. The outcomes of rules are kept; the details of cells are worked out when they are asked for, so that keeping a trace
/// costs little.
/// </summary>
public sealed class TableRun
{
    private readonly FeelValue[] inputs;
    private readonly byte[] tests;
    private readonly byte[] rows;
    private readonly FeelValue[]? unknown;
    private readonly FeelValue[] slots;
    private FeelValue[]? outputs;
    private FeelEvaluation? later;

    internal TableRun(CompiledTable table, ReadOnlySpan<FeelValue> inputs, ReadOnlySpan<byte> tests, ReadOnlySpan<byte> rows, FeelValue[]? unknown, ReadOnlySpan<FeelValue> slots)
    {
        Table = table;
        this.inputs = inputs.ToArray();
        this.tests = tests.ToArray();
        this.rows = rows.ToArray();
        this.unknown = unknown;
        this.slots = slots.ToArray();
    }

    public CompiledTable Table { get; }

    /// <summary>What a host worked out from the run, to be found again when a session gives the same run for other cases with the same inputs.</summary>
    public object? Derived { get; set; }

    /// <summary>The values of the input columns.</summary>
    public IReadOnlyList<FeelValue> Inputs => inputs;

    /// <summary>All rules in order.</summary>
    public IEnumerable<RuleTrace> Rules => Enumerable.Range(0, rows.Length).Select(r => new RuleTrace(this, r));

    /// <summary>One rule by its number, from 1.</summary>
    public RuleTrace Rule(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, rows.Length);
        return new RuleTrace(this, number - 1);
    }

    /// <summary>Rules all of whose cells are true.</summary>
    public IEnumerable<RuleTrace> Hits => With(RuleOutcome.Hit);

    /// <summary>Rules that a missing fact leaves undecided; see <see cref="RuleTrace.MissingFacts"/>.</summary>
    public IEnumerable<RuleTrace> Unknowns => With(RuleOutcome.Unknown);

    /// <summary>Rules with a false cell; see <see cref="RuleTrace.FailingCells"/>.</summary>
    public IEnumerable<RuleTrace> Misses => With(RuleOutcome.Miss);

    /// <summary>True when some rule hit.</summary>
    public bool HasHit => rows.AsSpan().IndexOf((byte)RuleOutcome.Hit) >= 0;

    /// <summary>True when some rule is undecided.</summary>
    public bool HasUnknown => rows.AsSpan().IndexOf((byte)RuleOutcome.Unknown) >= 0;

    internal RuleOutcome OutcomeOf(int rule) => (RuleOutcome)rows[rule];

    internal FeelValue? OutputOf(int rule) => rows[rule] == (byte)RuleOutcome.Hit ? outputs?[rule] : null;

    internal void SetOutput(int rule, FeelValue value) => (outputs ??= new FeelValue[rows.Length])[rule] = value;

    /// <summary>What came of a cell; a cell that the evaluation did not need is worked out now.</summary>
    internal CellOutcome OutcomeOf(int rule, int column)
    {
        int at = Table.RuleRows[rule].Cells[column];
        if (at < 0)
        {
            return CellOutcome.Irrelevant;
        }
        if (tests[at] == (byte)CellOutcome.Irrelevant)
        {
            later ??= new FeelEvaluation(FeelMode.Standard) { Slots = slots };
            FeelValue met = Table.Tests[at].Tests?.Evaluate(inputs[column], later) ?? FeelValue.False;
            tests[at] = (byte)(met.IsUnknown ? CellOutcome.Unknown : met.IsTrue ? CellOutcome.True : CellOutcome.False);
        }
        return (CellOutcome)tests[at];
    }

    /// <summary>True when the cell would hold for another value of its column.</summary>
    internal bool Meets(int rule, int column, FeelValue value)
    {
        later ??= new FeelEvaluation(FeelMode.Standard) { Slots = slots };
        return Table.TestAt(rule, column)?.Tests?.Evaluate(value, later).IsTrue ?? true;
    }

    /// <summary>The facts that keep a cell undecided.</summary>
    internal IReadOnlyList<string> MissingFacts(int rule, int column)
    {
        int at = Table.RuleRows[rule].Cells[column];
        FeelValue value = at >= 0 && unknown is not null ? unknown[at] : default;
        return (value.UnknownFacts ?? inputs[column].UnknownFacts)?.Facts ?? [];
    }

    private IEnumerable<RuleTrace> With(RuleOutcome outcome)
    {
        for (int r = 0; r < rows.Length; r++)
        {
            if (rows[r] == (byte)outcome)
            {
                yield return new RuleTrace(this, r);
            }
        }
    }
}

/// <summary>What came of one rule in one evaluation.</summary>
public readonly struct RuleTrace
{
    private readonly TableRun run;
    private readonly int rule;

    internal RuleTrace(TableRun run, int rule)
    {
        this.run = run;
        this.rule = rule;
    }

    /// <summary>Position from 1.</summary>
    public int Index => rule + 1;

    public string? Id => run.Table.RuleRows[rule].Source.Id;

    public RuleOutcome Outcome => run.OutcomeOf(rule);

    /// <summary>The rule's output when it hit and was used; null otherwise. A context when the table has several outputs.</summary>
    public FeelValue? Output => run.OutputOf(rule);

    /// <summary>The constant outputs of the rule as text, one for each output column.</summary>
    public IReadOnlyList<string> OutputTexts => run.Table.RuleRows[rule].Source.OutputEntries.Select(o => o.Text?.Text.Trim() ?? "").ToArray();

    /// <summary>Annotations by the names of their columns.</summary>
    public IEnumerable<(string Name, string Text)> Annotations
    {
        get
        {
            IReadOnlyList<string> texts = run.Table.RuleRows[rule].Source.Annotations;
            IReadOnlyList<string> names = run.Table.Source.Annotations;
            return texts.Select((text, i) => (i < names.Count ? names[i] : "", text));
        }
    }

    /// <summary>The text of the annotation column, or null.</summary>
    public string? Annotation(string name)
    {
        IReadOnlyList<string> names = run.Table.Source.Annotations;
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                IReadOnlyList<string> texts = run.Table.RuleRows[rule].Source.Annotations;
                return i < texts.Count ? texts[i] : null;
            }
        }
        return null;
    }

    /// <summary>All cells, one for each input column.</summary>
    public IEnumerable<CellTrace> Cells
    {
        get
        {
            (TableRun r, int at) = (run, rule);
            return Enumerable.Range(0, run.Table.Columns.Length).Select(c => new CellTrace(r, at, c));
        }
    }

    /// <summary>The cell of an input column, from 0.</summary>
    public CellTrace Cell(int column) => new(run, rule, column);

    /// <summary>Cells that are false.</summary>
    public IEnumerable<CellTrace> FailingCells => Cells.Where(c => c.Outcome == CellOutcome.False);

    /// <summary>The facts that would decide the rule, in ordinal order; empty unless the outcome is unknown.</summary>
    public IReadOnlyList<string> MissingFacts => Outcome != RuleOutcome.Unknown
        ? []
        : Cells.Where(c => c.Outcome == CellOutcome.Unknown).SelectMany(c => c.MissingFacts).Distinct().Order(StringComparer.Ordinal).ToArray();
}

/// <summary>What came of one cell in one evaluation.</summary>
public readonly struct CellTrace
{
    private readonly TableRun run;
    private readonly int rule;
    private readonly int column;

    internal CellTrace(TableRun run, int rule, int column)
    {
        this.run = run;
        this.rule = rule;
        this.column = column;
    }

    /// <summary>The input column: label, expression text, the paths of facts it reads, and the model's own element.</summary>
    public CompiledColumn Column => run.Table.Columns[column];

    public FeelValue InputValue => run.Inputs[column];

    /// <summary>The text of the cell; "-" when it always holds.</summary>
    public string Test => run.Table.RuleRows[rule].Source.InputEntries[column].Text.Text.Trim() is { Length: > 0 } text ? text : "-";

    public CellOutcome Outcome => run.OutcomeOf(rule, column);

    /// <summary>The facts that keep the cell undecided; empty unless its outcome is unknown.</summary>
    public IReadOnlyList<string> MissingFacts => Outcome == CellOutcome.Unknown ? run.MissingFacts(rule, column) : [];
}

/// <summary>What came of a rule.</summary>
public enum RuleOutcome : byte
{
    /// <summary>Some cell is false.</summary>
    Miss,

    /// <summary>Every cell is true.</summary>
    Hit,

    /// <summary>No cell is false, but a missing fact leaves some undecided.</summary>
    Unknown,

    /// <summary>A FIRST table had its hit before this rule.</summary>
    NotReached,
}

/// <summary>What came of a cell.</summary>
public enum CellOutcome : byte
{
    /// <summary>The cell says "-".</summary>
    Irrelevant,
    True,
    False,
    Unknown,
}
