using AnSinh.Dmn.Evaluate;
using AnSinh.Dmn.Model;
using AnSinh.Dmn.Xml;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

/// <summary>Compiles linked models: types, then every element after those it requires.</summary>
internal sealed class ModelCompiler
{
    /// <summary>Decisions of imported models that can be found by a qualified name; paths of imports can be very many.</summary>
    private const int MaxImported = 10_000;

    private readonly Dictionary<Definitions, TypeResolver> types = [];
    private readonly Dictionary<Definitions, FeelScope> typeScopes = [];
    private readonly Dictionary<Definitions, DiagnosticSink> sinks = [];
    private readonly CompiledNode[] compiled;
    private readonly List<CompiledInput> inputs = [];

    private ModelCompiler(int nodes) => compiled = new CompiledNode[nodes];

    public static DmnModelSet Compile(List<(Definitions Model, string? Xml)> given, DmnLoadOptions options, List<DmnDiagnostic> diagnostics)
    {
        ResolveImports(given, options, diagnostics);
        var linker = new Linker(given.Select(g => g.Model).ToArray(), options, diagnostics);
        IReadOnlyList<ModelInstance> roots = linker.Link();
        var sources = new SourceIndex();
        var compiler = new ModelCompiler(linker.Nodes.Count);
        foreach ((Definitions model, string? xml) in given)
        {
            compiler.sinks.TryAdd(model, new DiagnosticSink(model.File, xml, options.Limits, diagnostics, sources));
        }
        foreach (ModelInstance root in roots)
        {
            compiler.TypesOf(root);
        }
        var order = new TopologicalOrder<Node>(n => n.Requires.Select(r => r.Node));
        foreach (Node node in linker.Nodes)
        {
            order.Visit(node);
        }
        foreach (Node node in order.Order)
        {
            compiler.compiled[node.Index] = compiler.Element(node);
        }
        var set = new DmnModelSet(roots.Select(compiler.ModelOf).ToArray(), compiler.compiled, order.Order.Select(n => n.Index).ToArray(), compiler.inputs, diagnostics, sources)
        {
            KeepsResults = !compiler.sinks.Values.Any(s => s.ReadsClock) && !Array.Exists(compiler.compiled, n => n is CompiledServiceNode),
        };
        foreach (CompiledDecisionNode node in compiler.compiled.OfType<CompiledDecisionNode>())
        {
            node.Handle.Attach(set);
        }
        return set;
    }

    private static void ResolveImports(List<(Definitions Model, string? Xml)> given, DmnLoadOptions options, List<DmnDiagnostic> diagnostics)
    {
        if (options.Resolver is not { } resolver)
        {
            return;
        }
        var known = given.Select(g => g.Model.Namespace).ToHashSet(StringComparer.Ordinal);
        for (int i = 0; i < given.Count; i++)
        {
            foreach (Import import in given[i].Model.Imports.Where(m => DmnNamespaces.IsModelImport(m.ImportType)))
            {
                if (known.Add(import.Namespace)
                    && resolver(new ImportRequest(import.Namespace, import.LocationUri, given[i].Model.File)) is { } source
                    && DmnReader.Read(source.Name, source.Xml, options.Limits, diagnostics) is { } model)
                {
                    given.Add((model, source.Xml));
                }
            }
        }
    }

    private TypeResolver TypesOf(ModelInstance instance)
    {
        Definitions model = instance.Definitions;
        if (!types.TryGetValue(model, out TypeResolver? resolver))
        {
            resolver = types[model] = new TypeResolver(model, instance.Imports.Select(i => (i.Import.Name, TypesOf(i.Model))), sinks[model]);
            var scope = new FeelScope();
            foreach ((string name, FeelType type) in resolver.Visible())
            {
                scope.AddType(name, type);
            }
            typeScopes[model] = scope;
        }
        return resolver;
    }

    private DmnModel ModelOf(ModelInstance root) => new(
        root.Definitions,
        root.Nodes.Select(n => compiled[n.Index]).OfType<CompiledDecisionNode>().Select(d => d.Handle).ToArray(),
        root.Nodes.Select(n => compiled[n.Index]).OfType<CompiledInputNode>().Select(d => d.Handle).ToArray(),
        root.Nodes.Where(n => n.Element is BusinessKnowledgeModel or DecisionService)
            .Select(n => new CompiledInvocable(n.Name, n.Element.Id, n.Element is DecisionService, n.Index)).ToArray(),
        root.Nodes.SelectMany(n => compiled[n.Index].Tables).ToArray(),
        Imported(root));

    /// <summary>Decisions of imported models by their qualified names.</summary>
    private Dictionary<string, CompiledDecision> Imported(ModelInstance root)
    {
        var found = new Dictionary<string, CompiledDecision>(StringComparer.Ordinal);
        var rest = new Queue<(string Prefix, ModelInstance Model)>(root.Imports.Select(i => (i.Import.Name, i.Model)));
        while (rest.TryDequeue(out (string Prefix, ModelInstance Model) next))
        {
            string dotted = next.Prefix.Length == 0 ? "" : next.Prefix + ".";
            foreach (CompiledDecisionNode node in next.Model.Nodes.Select(n => compiled[n.Index]).OfType<CompiledDecisionNode>())
            {
                found.TryAdd(dotted + node.Handle.Name, node.Handle);
            }
            foreach ((Import import, ModelInstance model) in next.Model.Imports.Where(_ => found.Count < MaxImported))
            {
                rest.Enqueue((dotted + import.Name, model));
            }
        }
        return found;
    }

    private CompiledNode Element(Node node)
    {
        DiagnosticSink sink = sinks[node.Model.Definitions];
        Location location = sink.Location(node.ToString(), node.Element.Place);
        if (node.Cyclic)
        {
            return node.Element is Decision cyclic
                ? new CompiledDecisionNode(node, new CyclicBoxed(location), FeelType.Any, ItemType.Any, FrameFiller.Nothing, 0, location, new CompiledDecision(cyclic, node.Model.Definitions, node.Index))
                : new CompiledNoValueNode(node, location);
        }
        TypeResolver resolver = TypesOf(node.Model);
        return node.Element switch
        {
            InputData data => Input(node, data, resolver, location),
            Decision decision => DecisionNode(node, decision, resolver, sink, location),
            BusinessKnowledgeModel knowledge => Knowledge(node, knowledge, resolver, sink, location),
            DecisionService service => Service(node, service, resolver, location),
            _ => new CompiledNoValueNode(node, location),
        };
    }

    private CompiledInputNode Input(Node node, InputData data, TypeResolver resolver, Location location)
    {
        ItemType declared = resolver.Resolve(data.Variable?.TypeRef, node.ToString(), data.Variable?.Place ?? data.Place);
        var handle = new CompiledInput(node.VariableName, node.Model.Path, node.Model.Definitions.Namespace, declared.Type, data, inputs.Count);
        inputs.Add(handle);
        return new CompiledInputNode(node, declared, location, handle);
    }

    private CompiledDecisionNode DecisionNode(Node node, Decision decision, TypeResolver resolver, DiagnosticSink sink, Location location)
    {
        FeelScope scope = Scope(node, out FrameFiller filler);
        ItemType declared = resolver.Resolve(decision.Variable?.TypeRef, node.ToString(), decision.Variable?.Place ?? decision.Place);
        FactIndex facts = Facts(node);
        var expressions = new ExpressionCompiler(sink, resolver, node.ToString(), facts);
        Boxed logic = expressions.Compile(decision.Logic, scope, "");
        FeelType type = declared.Type.IsAny ? logic.Type : declared.Type;
        var handle = new CompiledDecision(decision, node.Model.Definitions, node.Index)
        {
            Type = type,
            Tables = expressions.Tables,
            Facts = facts.All.Where(path => IsFact(node, path)).ToArray(),
            Table = (logic as TableBoxed)?.Table,
            Required = node.Requires.Select(r => compiled[r.Node.Index]).OfType<CompiledDecisionNode>().Select(d => d.Handle).ToArray(),
        };
        handle.Inputs = InputsOf(node);
        return new CompiledDecisionNode(node, logic, type, declared, filler, expressions.SlotCount, location, handle)
        {
            Requires = node.Requires.Select(r => r.Node.Index).ToArray(),
            Tables = expressions.Tables,
            Reads = ReadValues.Of(logic, filler, index => compiled[index] is CompiledKnowledgeNode),
        };
    }

    private CompiledKnowledgeNode Knowledge(Node node, BusinessKnowledgeModel knowledge, TypeResolver resolver, DiagnosticSink sink, Location location)
    {
        FeelScope outer = Scope(node, out FrameFiller filler);
        FunctionDefinition logic = knowledge.EncapsulatedLogic ?? new FunctionDefinition { Place = knowledge.Place };
        if (logic.TypeRef is null && knowledge.Variable?.TypeRef is { } typeRef)
        {
            logic = logic with { TypeRef = typeRef };
        }

        // A knowledge model may call itself.
        var scope = new FeelScope(outer);
        FeelType result = ExpressionCompiler.ResultOf(resolver.Resolve(logic.TypeRef, node.ToString(), logic.Place)).Type;
        int self = scope.Add(node.VariableName, new FunctionType(logic.Parameters.Select(p => resolver.Resolve(p.TypeRef, node.ToString(), p.Place).Type).ToArray(), result)
        {
            ParameterNames = logic.Parameters.Select(p => p.Name).ToArray(),
        });
        var expressions = new ExpressionCompiler(sink, resolver, node.ToString(), Facts(node));
        FunctionBoxed function = expressions.Function(logic, scope, "");
        return new CompiledKnowledgeNode(node, function, self, filler, Math.Max(expressions.SlotCount, scope.SlotCount), location)
        {
            Requires = node.Requires.Select(r => r.Node.Index).ToArray(),
            Tables = expressions.Tables,
        };
    }

    private CompiledServiceNode Service(Node node, DecisionService service, TypeResolver resolver, Location location)
    {
        Node[] given = service.InputData.Concat(service.InputDecisions).Select(r => Linker.Resolve(node.Model, r)?.Node).OfType<Node>().Distinct().ToArray();
        ItemType[] declared = given.Select(n => resolver.Resolve(n.Variable?.TypeRef, node.ToString(), service.Place)).ToArray();
        FeelParameter[] parameters = given.Select((n, i) => new FeelParameter(n.VariableName, declared[i].Type)).ToArray();
        Node[] outputs = service.OutputDecisions.Select(r => Linker.Resolve(node.Model, r)?.Node).OfType<Node>().ToArray();
        FeelShape? shape = outputs.Length == 1 ? null : new FeelShape(outputs.Select(o => o.VariableName).Distinct(StringComparer.Ordinal).ToArray());
        FeelType result = outputs.Length == 1
            ? compiled[outputs[0].Index].Type
            : new ContextType(outputs.Select(o => KeyValuePair.Create(o.VariableName, compiled[o.Index].Type)));
        var type = new FunctionType(parameters.Select(p => p.Type).ToArray(), result) { ParameterNames = parameters.Select(p => p.Name).ToArray() };
        ItemType variable = ExpressionCompiler.ResultOf(resolver.Resolve(service.Variable?.TypeRef, node.ToString(), service.Variable?.Place ?? service.Place));
        return new CompiledServiceNode(node, parameters, declared, given.Select(n => n.Index).ToArray(), outputs.Select(o => o.Index).ToArray(), shape, type, variable, location);
    }

    /// <summary>The names an element may use: what it requires, imported elements under the name of their import.</summary>
    private FeelScope Scope(Node node, out FrameFiller filler)
    {
        var scope = new FeelScope(typeScopes[node.Model.Definitions]);
        var plain = new List<(int, int)>();
        var imported = new List<(int, FeelShape, int[])>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<string, (string Prefix, Node Node)> group in node.Requires.GroupBy(r => r.Prefix, StringComparer.Ordinal))
        {
            Node[] members = group.Select(r => r.Node).DistinctBy(n => n.VariableName, StringComparer.Ordinal).ToArray();
            if (group.Key.Length > 0 && names.Add(group.Key))
            {
                int slot = scope.Add(group.Key, new ContextType(members.Select(m => KeyValuePair.Create(m.VariableName, compiled[m.Index].Type))));
                imported.Add((slot, new FeelShape(members.Select(m => m.VariableName).ToArray()), members.Select(m => m.Index).ToArray()));
                continue;
            }
            foreach (Node member in members.Where(m => names.Add(m.VariableName)))
            {
                plain.Add((scope.Add(member.VariableName, compiled[member.Index].Type), member.Index));
            }
        }
        filler = new FrameFiller(plain, imported);
        return scope;
    }

    /// <summary>What is known of the facts behind the names that an element may use.</summary>
    private FactIndex Facts(Node node)
    {
        var facts = new FactIndex();
        foreach ((string prefix, Node required) in node.Requires)
        {
            string name = prefix.Length == 0 ? required.VariableName : $"{prefix}.{required.VariableName}";
            switch (compiled[required.Index])
            {
                case CompiledInputNode input:
                    facts.Declare(name, input.Declared);
                    break;
                case CompiledDecisionNode decision:
                    facts.Define(name, decision.Handle.Facts);
                    facts.Declare(name, decision.Declared);
                    break;
                default: facts.Define(name, []); break;
            }
        }
        return facts;
    }

    /// <summary>True when a path starts at input data, its own or that of a decision required; parameters and loop variables do not.</summary>
    private bool IsFact(Node node, string path) => node.Requires.Any(r => compiled[r.Node.Index] switch
    {
        CompiledInputNode => StartsAt(path, r.Prefix.Length == 0 ? r.Node.VariableName : $"{r.Prefix}.{r.Node.VariableName}"),
        CompiledDecisionNode decision => decision.Handle.Facts.Contains(path),
        _ => false,
    });

    private static bool StartsAt(string path, string name) =>
        path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] == '.');

    private CompiledInput[] InputsOf(Node node)
    {
        var found = new List<CompiledInput>();
        foreach ((_, Node required) in node.Requires)
        {
            switch (compiled[required.Index])
            {
                case CompiledInputNode input: found.Add(input.Handle); break;
                case CompiledDecisionNode decision: found.AddRange(decision.Handle.Inputs); break;
            }
        }
        return found.Distinct().ToArray();
    }
}
