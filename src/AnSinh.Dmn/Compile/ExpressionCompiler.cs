using AnSinh.Dmn.Evaluate;
using AnSinh.Dmn.Model;
using AnSinh.Dmn.Xml;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

/// <summary>
/// Compiles the boxed expressions of one element. The scope in use grows inwards; each nested scope continues the slots of its parent.
/// </summary>
internal sealed partial class ExpressionCompiler(DiagnosticSink sink, TypeResolver types, string element, FactIndex facts)
{
    /// <summary>Entries of one boxed context; each may read all before it.</summary>
    private const int MaxEntries = 1_000;

    /// <summary>The most slots any scope of the element needs; the length of its frames.</summary>
    public int SlotCount { get; private set; }

    /// <summary>Tables of the element in the order of compilation.</summary>
    public List<CompiledTable> Tables { get; } = [];

    /// <summary>Compiles an expression; a missing or faulty one gives an expression whose value is null (standard) or that stops (strict).</summary>
    public Boxed Compile(Expression? expression, FeelScope scope, string name)
    {
        SlotCount = Math.Max(SlotCount, scope.SlotCount);
        switch (expression)
        {
            case null: return new MissingBoxed(element);
            case LiteralExpression literal: return Typed(Literal(literal, scope, name), literal, name);
            case DecisionTable table: return Table(table, scope, name);
            case ContextExpression context: return Typed(Context(context, scope, name), context, name);
            case Invocation invocation: return Typed(Invocation(invocation, scope, name), invocation, name);
            case FunctionDefinition function: return Function(function, scope, name);
            case Relation relation: return Typed(Relation(relation, scope, name), relation, name);
            case ListExpression list:
                Boxed[] items = list.Items.Select((item, i) => Compile(item, scope, $"{name}[{i + 1}]")).ToArray();
                return Typed(new ListBoxed(items), list, name);
            case Conditional conditional:
                return Typed(new ConditionalBoxed(Child(conditional.If, scope, $"{name} if"), Child(conditional.Then, scope, $"{name} then"),
                    Child(conditional.Else, scope, $"{name} else"), sink.Location(Where(name), conditional.Place)), conditional, name);
            case Filter filter: return Typed(Filter(filter, scope, name), filter, name);
            case Iterator iterator: return Typed(Iterator(iterator, scope, name), iterator, name);
            default: throw new InvalidOperationException($"unknown kind of expression {expression.GetType().Name}");
        }
    }

    private string Where(string name) => name.Length == 0 ? element : $"{element}, {name}";

    private Boxed Typed(Boxed boxed, Expression source, string name) =>
        source.TypeRef is null ? boxed : Coerced(boxed, types.Resolve(source.TypeRef, Where(name), source.Place), name, source.Place);

    /// <summary>Adds the check against a declared type, unless the type says nothing.</summary>
    public Boxed Coerced(Boxed boxed, ItemType type, string name, Place place) =>
        type.Type.IsAny && !type.Constrained ? boxed : new CoercedBoxed(boxed, type, sink.Location(Where(name), place));

    private Boxed Child(ChildExpression? child, FeelScope scope, string name)
    {
        Boxed boxed = Compile(child?.Value, scope, name);
        return child?.TypeRef is { } type ? Coerced(boxed, types.Resolve(type, Where(name), child.Value?.Place ?? default), name, child.Value?.Place ?? default) : boxed;
    }

    private Boxed Literal(LiteralExpression literal, FeelScope scope, string name)
    {
        if (!DmnNamespaces.IsFeel(literal.ExpressionLanguage))
        {
            sink.Report(DmnSeverity.Error, "expression-language", Where(name), literal.Place,
                $"Ngôn ngữ biểu thức '{literal.ExpressionLanguage}' không được hỗ trợ; chỉ FEEL.", $"Expression language '{literal.ExpressionLanguage}' is not supported; only FEEL is.");
            return new MissingBoxed(element);
        }
        if (literal.Text is not { } text || string.IsNullOrWhiteSpace(text.Text))
        {
            return new MissingBoxed(element);
        }
        if (sink.Expression(text, scope, Where(name)) is not { } compiled)
        {
            return new MissingBoxed(element);
        }
        facts.Read(compiled.Reads);
        return new LiteralBoxed(compiled);
    }

    private Boxed Context(ContextExpression context, FeelScope scope, string name)
    {
        var names = new List<string>();
        var entries = new List<(int Slot, Boxed Value, bool IsFunction)>();
        Boxed? result = null;
        foreach (ContextEntry entry in context.Entries)
        {
            if (entry.Variable is not { } variable)
            {
                result = Compile(entry.Value, scope, name);
                continue;
            }
            if (names.Count == MaxEntries)
            {
                sink.Report(DmnSeverity.Error, "too-many-entries", Where(name), entry.Place, $"Ngữ cảnh có hơn {MaxEntries} mục.", $"The context has more than {MaxEntries} entries.");
                return new MissingBoxed(element);
            }
            string inner = name.Length == 0 ? variable.Name : $"{name}.{variable.Name}";
            ItemType declared = types.Resolve(variable.TypeRef, Where(inner), variable.Place);
            if (names.Contains(variable.Name))
            {
                sink.Report(DmnSeverity.Error, "duplicate-entry", Where(name), entry.Place, $"Mục '{variable.Name}' có hai lần.", $"The entry '{variable.Name}' comes twice.");
                continue;
            }
            // A boxed function may call itself by the name of its entry.
            bool function = entry.Value is FunctionDefinition;
            var own = new FeelScope(scope);
            FactIndex.Mark before = facts.Start();
            Boxed value = Compile(entry.Value, function ? Extend(scope, variable.Name, FeelType.AnyFunction, out _) : scope, inner);
            value = Coerced(value, declared, inner, entry.Place);
            int slot = own.Add(variable.Name, declared.Type.IsAny ? value.Type : declared.Type);
            SlotCount = Math.Max(SlotCount, own.SlotCount);
            scope = own;
            facts.Define(variable.Name, before);
            names.Add(variable.Name);
            entries.Add((slot, value, function));
        }
        return new ContextBoxed(new FeelShape(names.ToArray()), entries.ToArray(), result);
    }

    private FeelScope Extend(FeelScope scope, string name, FeelType type, out int slot)
    {
        var nested = new FeelScope(scope);
        slot = nested.Add(name, type);
        SlotCount = Math.Max(SlotCount, nested.SlotCount);
        return nested;
    }

    private InvocationBoxed Invocation(Invocation invocation, FeelScope scope, string name)
    {
        Boxed function = Compile(invocation.CalledFunction, scope, $"{name} function".Trim());
        var arguments = new List<(string, Boxed)>();
        foreach (Binding binding in invocation.Bindings)
        {
            string inner = $"{name}({binding.Parameter.Name})";
            Boxed value = Compile(binding.Formula, scope, inner);
            arguments.Add((binding.Parameter.Name, Coerced(value, types.Resolve(binding.Parameter.TypeRef, Where(inner), binding.Parameter.Place), inner, binding.Parameter.Place)));
        }
        return new InvocationBoxed(function, arguments.ToArray(), sink.Location(Where(name), invocation.Place));
    }

    /// <summary>Compiles a function; its parameters and body continue the slots of the scope.</summary>
    public FunctionBoxed Function(FunctionDefinition function, FeelScope scope, string name)
    {
        var inner = new FeelScope(scope);
        var parameters = new List<(FeelParameter Parameter, ItemType Type)>();
        foreach (InformationItem parameter in function.Parameters)
        {
            ItemType type = types.Resolve(parameter.TypeRef, Where(name), parameter.Place);
            if (parameters.Exists(p => p.Parameter.Name == parameter.Name))
            {
                sink.Report(DmnSeverity.Error, "duplicate-parameter", Where(name), parameter.Place, $"Tham số '{parameter.Name}' có hai lần.", $"The parameter '{parameter.Name}' comes twice.");
                continue;
            }
            inner.Add(parameter.Name, type.Type);
            facts.Declare(parameter.Name, type);
            parameters.Add((new FeelParameter(parameter.Name, type.Type), type));
        }
        ItemType result = ResultOf(types.Resolve(function.TypeRef, Where(name), function.Place));
        SlotCount = Math.Max(SlotCount, inner.SlotCount);
        Boxed body = Compile(function.Body, inner, name);
        if (function.Kind != "FEEL")
        {
            sink.Report(DmnSeverity.Error, "function-kind", Where(name), function.Place, $"Hàm loại '{function.Kind}' không được hỗ trợ; chỉ FEEL.", $"Functions of kind '{function.Kind}' are not supported; only FEEL is.");
            body = new MissingBoxed(element);
        }
        return new FunctionBoxed(name, parameters.ToArray(), scope.SlotCount, Coerced(body, result, name, function.Place), sink.Location(Where(name), function.Place));
    }

    /// <summary>The type of results where a function's variable may be declared by its function type or by the type of its results.</summary>
    public static ItemType ResultOf(ItemType declared) => declared.Type is FunctionType function ? new ItemType(function.Result) : declared;

    private Boxed Relation(Relation relation, FeelScope scope, string name)
    {
        string[] columns = relation.Columns.Select(c => c.Name).ToArray();
        ItemType[] declared = relation.Columns.Select(c => types.Resolve(c.TypeRef, Where(name), c.Place)).ToArray();
        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Length)
        {
            sink.Report(DmnSeverity.Error, "duplicate-column", Where(name), relation.Place, "Bảng quan hệ có hai cột cùng tên.", "The relation has two columns of one name.");
            return new MissingBoxed(element);
        }
        var shape = new FeelShape(columns);
        var rows = new List<Boxed>();
        foreach (ListExpression row in relation.Rows)
        {
            if (row.Items.Count != columns.Length)
            {
                sink.Report(DmnSeverity.Error, "row-shape", Where(name), row.Place, $"Dòng có {row.Items.Count} ô; cần {columns.Length}.", $"The row has {row.Items.Count} cells; expected {columns.Length}.");
                continue;
            }
            rows.Add(new RowBoxed(shape, row.Items.Select((item, i) => Coerced(Compile(item, scope, $"{name} {columns[i]}"), declared[i], columns[i], item.Place)).ToArray()));
        }
        return new ListBoxed(rows.ToArray());
    }

    private Boxed Filter(Filter filter, FeelScope scope, string name)
    {
        Boxed list = Child(filter.In, scope, $"{name} in");
        if (filter.Match?.Value is LiteralExpression { Text: { } text })
        {
            // FEEL itself knows how names reach into the items, so the condition is compiled as a FEEL filter over a hidden variable.
            FeelScope hidden = Extend(scope, "_in", list.Type, out int slot);
            return sink.Expression(text, hidden, Where($"{name} match"), "_in[", "]") is { } compiled
                ? new FeelFilterBoxed(list, slot, compiled)
                : new MissingBoxed(element);
        }
        FeelScope inner = Extend(scope, "item", list.Type is ListType l ? l.Element : FeelType.Any, out int item);
        return new FilterBoxed(list, item, Child(filter.Match, inner, $"{name} match"));
    }

    private IteratorBoxed Iterator(Iterator iterator, FeelScope scope, string name)
    {
        Boxed list = Child(iterator.In, scope, $"{name} in");
        FeelScope inner = Extend(scope, iterator.Variable, list.Type is ListType l ? l.Element : FeelType.Any, out int slot);
        int partial = -1;
        if (iterator.Kind == IteratorKind.For)
        {
            inner = Extend(inner, "partial", FeelType.ListOf(FeelType.Any), out partial);
        }
        return new IteratorBoxed(iterator.Kind, list, slot, partial, Child(iterator.Body, inner, name), sink.Location(Where(name), iterator.Place));
    }
}
