using AnSinh.Dmn.Evaluate;
using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

internal sealed partial class ExpressionCompiler
{
    private Boxed Table(DecisionTable table, FeelScope scope, string name)
    {
        string where = Where(name);
        var columns = new CompiledColumn[table.Inputs.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Column(table.Inputs[i], scope, name, i);
        }
        var rules = new List<CompiledRule>();
        CompiledOutput[] outputs = table.Outputs.Select((o, i) => Output(o, table, scope, name, i)).ToArray();
        var tests = new CellTests(sink, scope, columns, where);
        for (int r = 0; r < table.Rules.Count; r++)
        {
            DecisionRule rule = table.Rules[r];
            if (rule.InputEntries.Count != columns.Length || rule.OutputEntries.Count != outputs.Length)
            {
                return new MissingBoxed(element);
            }
            string ruleName = $"{(name.Length == 0 ? "" : name + " ")}rule {r + 1}";
            int[] cells = rule.InputEntries.Select((entry, c) => tests.Add(entry, c, r)).ToArray();
            Boxed[] values = rule.OutputEntries.Select((entry, c) => Coerced(Literal(entry, scope, ruleName), outputs[c].Declared, ruleName, entry.Place)).ToArray();
            rules.Add(new CompiledRule(rule, r + 1, cells, values));
        }
        if (outputs.Length > 1 && outputs.Select(o => o.Name).Distinct(StringComparer.Ordinal).Count() != outputs.Length)
        {
            sink.Report(DmnSeverity.Error, "output-names", where, table.Place, "Bảng nhiều cột ra cần tên khác nhau cho mỗi cột.", "A table with several outputs needs a distinct name for each.");
            return new MissingBoxed(element);
        }
        if (table.HitPolicy is HitPolicy.Priority or HitPolicy.OutputOrder && outputs.All(o => o.Priorities.Length == 0))
        {
            sink.Report(DmnSeverity.Warning, "no-output-values", where, table.Place, "Bảng theo thứ tự ưu tiên cần 'outputValues' để biết thứ tự.", "A table by priority needs outputValues to know the order.");
        }
        var compiled = new CompiledTable(element, sink.File, table, columns, outputs, rules.ToArray(), tests.Distinct, sink.Location(where, table.Place), scope.SlotCount);
        Tables.Add(compiled);
        return new TableBoxed(compiled);
    }

    private CompiledColumn Column(InputClause clause, FeelScope scope, string name, int index)
    {
        string inner = $"{(name.Length == 0 ? "" : name + " ")}input {index + 1}";
        LiteralExpression expression = clause.InputExpression ?? new LiteralExpression { Place = clause.Place };
        Boxed literal = Literal(expression, scope, inner);
        Boxed value = Typed(literal, expression, inner);
        ItemType declared = types.Resolve(expression.TypeRef, Where(inner), expression.Place);
        if (!declared.Constrained && expression.Text is { } path && facts.TypeOf(path.Text.Trim()) is { } known)
        {
            declared = known;
        }
        CompiledUnaryTests? allowed = clause.InputValues is { } values && !string.IsNullOrWhiteSpace(values.Text.Text)
            ? sink.Tests(values.Text, value.Type, scope, Where(inner))
            : null;
        IReadOnlyList<string> reads = (literal as LiteralBoxed)?.Expression.Reads ?? [];
        IReadOnlyList<string> behind = facts.Behind(reads);
        bool isFact = behind.Count == 1 && behind[0] == expression.Text?.Text.Trim();
        return new CompiledColumn(clause, index + 1, value, declared, allowed, reads, behind, isFact, sink.Location(Where(inner), clause.Place));
    }

    private CompiledOutput Output(OutputClause clause, DecisionTable table, FeelScope scope, string name, int index)
    {
        string inner = $"{(name.Length == 0 ? "" : name + " ")}output {index + 1}";
        ItemType declared = types.Resolve(clause.TypeRef, Where(inner), clause.Place);
        Boxed? otherwise = clause.DefaultOutput is { Text: { } text } given && !string.IsNullOrWhiteSpace(text.Text)
            ? Coerced(Literal(given, scope, inner), declared, inner, given.Place)
            : null;
        CompiledUnaryTests? allowed = clause.OutputValues is { } values && !string.IsNullOrWhiteSpace(values.Text.Text)
            ? sink.Tests(values.Text, declared.Type, scope, Where(inner))
            : null;

        // Without output values the allowed values of the column's type give the order.
        CompiledUnaryTests? order = allowed ?? declared.Tests.FirstOrDefault();
        return new CompiledOutput(clause, clause.Name ?? table.OutputLabel ?? "", declared, otherwise, allowed, order is null ? [] : TestShape.Candidates(order));
    }

    /// <summary>The tests of a table's cells; cells of one column with the same text share one test, which is then evaluated once.</summary>
    private sealed class CellTests(DiagnosticSink sink, FeelScope scope, CompiledColumn[] columns, string where)
    {
        private readonly Dictionary<(int Column, string Text), int> known = [];

        public List<CompiledTest> Distinct { get; } = [];

        /// <summary>The number of the cell's test, or -1 for a cell that always holds.</summary>
        public int Add(UnaryTests entry, int column, int rule)
        {
            string text = entry.Text.Text.Trim();
            if (text is "-" or "")
            {
                return -1;
            }
            if (!known.TryGetValue((column, text), out int number))
            {
                number = Distinct.Count;
                CompiledUnaryTests? tests = sink.Tests(entry.Text, columns[column].Value.Type, scope, $"{where}, rule {rule + 1}, input {column + 1}");
                known.Add((column, text), number);
                Distinct.Add(new CompiledTest(tests, text, column, entry.Text.Place));
            }
            return number;
        }
    }
}
