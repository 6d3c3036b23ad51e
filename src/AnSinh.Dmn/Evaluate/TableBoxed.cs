using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn.Evaluate;

/// <summary>Evaluates a decision table (DMN 1.5, 8.2.10 and 8.2.11); unknown inputs are treated soundly, see <see cref="HitPolicies"/>.</summary>
internal sealed class TableBoxed(CompiledTable table) : Boxed(TypeOf(table))
{
    public CompiledTable Table => table;

    public override FeelValue Evaluate(EvaluationSession session)
    {
        CompiledColumn[] columns = table.Columns;
        Scratch scratch = session.Rent(columns.Length);
        try
        {
            Span<FeelValue> inputs = scratch.Span;
            for (int c = 0; c < columns.Length; c++)
            {
                inputs[c] = Input(session, columns[c]);
            }
            int count = table.RuleRows.Length;
            Span<byte> tests = table.Tests.Length <= 256 ? stackalloc byte[table.Tests.Length] : new byte[table.Tests.Length];
            Span<byte> rows = count <= 256 ? stackalloc byte[count] : new byte[count];
            rows.Fill((byte)RuleOutcome.NotReached);
            FeelValue[]? unknown = null;
            bool first = table.Source.HitPolicy == HitPolicy.First;
            for (int r = 0; r < count; r++)
            {
                RuleOutcome outcome = Row(session, r, inputs, tests, ref unknown);
                rows[r] = (byte)outcome;
                if (first && outcome == RuleOutcome.Hit)
                {
                    break;
                }
            }
            TableRun? run = session.Tracing ? new TableRun(table, inputs, tests, rows, unknown, session.Feel.Slots.AsSpan(0, table.SlotCount)) : null;
            if (run is not null)
            {
                session.Record(run);
            }
            return HitPolicies.Result(table, session, rows, unknown, run);
        }
        finally
        {
            scratch.Dispose();
        }
    }

    private static FeelValue Input(EvaluationSession session, CompiledColumn column)
    {
        FeelValue value = column.Value.Evaluate(session);
        if (column.Allowed is { } allowed && !value.IsNull && !value.HasUnknown)
        {
            FeelValue met = allowed.Evaluate(value, session.Feel);
            if (!met.IsTrue && !met.IsUnknown)
            {
                return session.Fail(column.Location, "allowed-values",
                    $"Giá trị {value} không thuộc các giá trị cho phép: {column.Source.InputValues!.Text.Text.Trim()}.",
                    $"The value {value} is not among the allowed ones: {column.Source.InputValues!.Text.Text.Trim()}.");
            }
        }
        return value;
    }

    private RuleOutcome Row(EvaluationSession session, int rule, Span<FeelValue> inputs, Span<byte> tests, ref FeelValue[]? unknown)
    {
        bool undecided = false;
        foreach (int at in table.RuleRows[rule].Cells)
        {
            if (at < 0)
            {
                continue;
            }
            if (tests[at] == (byte)CellOutcome.Irrelevant)
            {
                tests[at] = (byte)Test(session, table.Tests[at], inputs, ref unknown, at);
            }
            if (tests[at] == (byte)CellOutcome.False)
            {
                return RuleOutcome.Miss;
            }
            undecided |= tests[at] == (byte)CellOutcome.Unknown;
        }
        return undecided ? RuleOutcome.Unknown : RuleOutcome.Hit;
    }

    private CellOutcome Test(EvaluationSession session, CompiledTest test, Span<FeelValue> inputs, ref FeelValue[]? unknown, int at)
    {
        if (test.Tests is null)
        {
            session.Fail(table.Location with { Place = test.Place }, "no-test", $"Ô '{test.Text}' có lỗi khi nạp.", $"The cell '{test.Text}' was found faulty when loaded.");
            return CellOutcome.False;
        }
        FeelValue met = test.Tests.Evaluate(inputs[test.Column], session.Feel);
        if (met.IsUnknown)
        {
            unknown ??= new FeelValue[table.Tests.Length];
            unknown[at] = met;
            return CellOutcome.Unknown;
        }
        return met.IsTrue ? CellOutcome.True : CellOutcome.False;
    }

    private static FeelType TypeOf(CompiledTable table)
    {
        FeelType[] outputs = table.OutputColumns.Select((o, i) =>
            o.Declared.Type.IsAny ? FeelType.Join(table.RuleRows.Select(r => r.Outputs[i].Type).Concat(o.Otherwise is { } d ? [d.Type] : [])) : o.Declared.Type).ToArray();
        FeelType single = outputs.Length == 1
            ? outputs[0]
            : new ContextType(outputs.Select((type, i) => KeyValuePair.Create(table.OutputColumns[i].Name, type)));
        return table.Source switch
        {
            { HitPolicy: HitPolicy.Collect, Aggregation: Aggregation.None } or { HitPolicy: HitPolicy.RuleOrder or HitPolicy.OutputOrder } => FeelType.ListOf(single),
            { HitPolicy: HitPolicy.Collect, Aggregation: Aggregation.Count } => FeelType.Number,
            _ => single,
        };
    }
}
