using AnSinh.Dmn.Model;
using AnSinh.Dmn.Xml;

namespace AnSinh.Dmn.Compile;

/// <summary>Joins model files: imports, references by href, and the order in which elements depend on each other.</summary>
internal sealed class Linker(IReadOnlyList<Definitions> models, DmnLoadOptions options, ICollection<DmnDiagnostic> diagnostics)
{
    private const int MaxInstances = 2_000;
    private readonly Dictionary<string, Definitions> byNamespace = new(StringComparer.Ordinal);
    private readonly Dictionary<Definitions, ModelInstance> roots = [];
    private readonly List<Node> nodes = [];
    private int instances;

    /// <summary>All nodes of all instances; a node's index is its position.</summary>
    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Links every model as a root.</summary>
    public IReadOnlyList<ModelInstance> Link()
    {
        foreach (Definitions model in models)
        {
            if (!byNamespace.TryAdd(model.Namespace, model))
            {
                Report("duplicate-namespace", model, model, $"Không gian tên '{model.Namespace}' đã thuộc về {byNamespace[model.Namespace].File}.",
                    $"Namespace '{model.Namespace}' already belongs to {byNamespace[model.Namespace].File}.");
            }
        }
        if (FindImportCycle() is { } cycle)
        {
            Report("import-cycle", cycle[0], cycle[0], $"Các mô hình nhập lẫn nhau thành vòng: {string.Join(" → ", cycle.Select(m => m.Name))}.",
                $"Models import each other in a cycle: {string.Join(" -> ", cycle.Select(m => m.Name))}.");
            return [];
        }
        foreach (Definitions model in models)
        {
            Root(model);
        }
        foreach (Node node in nodes)
        {
            Require(node);
        }
        MarkCycles();
        return models.Distinct().Select(m => roots[m]).ToArray();
    }

    private ModelInstance Root(Definitions model)
    {
        if (!roots.TryGetValue(model, out ModelInstance? root))
        {
            root = roots[model] = Instance(model, []);
        }
        return root;
    }

    private ModelInstance Instance(Definitions model, IReadOnlyList<string> path)
    {
        instances++;
        var instance = new ModelInstance(model, path);
        foreach (DrgElement element in model.DrgElements)
        {
            var node = new Node(instance, element, nodes.Count);
            nodes.Add(node);
            instance.Nodes.Add(node);
            if (element.Id is { } id)
            {
                instance.ById.TryAdd(id, node);
            }
            if (!instance.ByName.TryAdd(element.Name, node) && path.Count == 0)
            {
                Report("duplicate-name", model, element, $"Tên '{element.Name}' được dùng cho hai phần tử.", $"The name '{element.Name}' is used by two elements.");
            }
        }
        foreach (Import import in model.Imports.Where(i => DmnNamespaces.IsModelImport(i.ImportType)))
        {
            if (Imported(import) is not { } target)
            {
                if (path.Count == 0)
                {
                    Report("import-missing", model, import, $"Không tìm thấy mô hình có không gian tên '{import.Namespace}' để nhập.",
                        $"No model with namespace '{import.Namespace}' was given to import.");
                }
                continue;
            }
            bool shared = options.SharedImports || instances >= MaxInstances;
            instance.Imports.Add((import, shared ? Root(target) : Instance(target, [.. path, import.Name])));
        }
        return instance;
    }

    private Definitions? Imported(Import import) => byNamespace.GetValueOrDefault(import.Namespace);

    private List<Definitions>? FindImportCycle()
    {
        var order = new TopologicalOrder<Definitions>(m => m.Imports.Select(Imported).OfType<Definitions>());
        foreach (Definitions model in models)
        {
            order.Visit(model);
        }
        return order.Cycles.Count > 0 ? order.Cycles[0] : null;
    }

    private void Require(Node node)
    {
        IEnumerable<Reference> references = node.Element switch
        {
            Decision d => Targets(d.Requirements),
            BusinessKnowledgeModel b => Targets(b.Requirements),
            DecisionService s => s.OutputDecisions,
            _ => [],
        };
        foreach (Reference reference in references)
        {
            if (Resolve(node.Model, reference) is { } target)
            {
                if (node.Requires.All(r => r.Node != target.Node))
                {
                    node.Requires.Add(target);
                }
            }
            else if (node.Model.Path.Count == 0)
            {
                diagnostics.Add(new DmnDiagnostic(DmnSeverity.Error, "reference-missing", node.Model.Definitions.File, node.ToString(), reference.Place,
                    $"Không có phần tử '{reference.Href}'; cần '#id' trong cùng mô hình hoặc 'không-gian-tên#id' của mô hình được nhập.",
                    $"There is no element '{reference.Href}'; expected '#id' in this model or 'namespace#id' of an imported one."));
            }
        }
    }

    private static IEnumerable<Reference> Targets(IEnumerable<Requirement> requirements) =>
        requirements.Where(r => r.Kind is RequirementKind.Decision or RequirementKind.Input or RequirementKind.Knowledge).Select(r => r.Target);

    /// <summary>The node behind an href as seen from a model, with the import prefix, or null.</summary>
    public static (string Prefix, Node Node)? Resolve(ModelInstance from, Reference reference)
    {
        int hash = reference.Href.LastIndexOf('#');
        string space = hash <= 0 ? "" : reference.Href[..hash];
        string id = reference.Href[(hash + 1)..];
        if (space.Length == 0 || space == from.Definitions.Namespace)
        {
            return from.ById.TryGetValue(id, out Node? own) ? ("", own) : null;
        }
        foreach ((Import import, ModelInstance model) in from.Imports)
        {
            if (model.Definitions.Namespace == space && model.ById.TryGetValue(id, out Node? imported))
            {
                return (import.Name, imported);
            }
        }
        return null;
    }

    private void MarkCycles()
    {
        var order = new TopologicalOrder<Node>(n => n.Requires.Select(r => r.Node));
        foreach (Node node in nodes)
        {
            order.Visit(node);
        }
        foreach (List<Node> cycle in order.Cycles)
        {
            foreach (Node node in cycle)
            {
                node.Cyclic = true;
            }
            if (cycle[0].Model.Path.Count == 0)
            {
                string path = string.Join(" -> ", cycle.Take(20).Append(cycle[0]).Select(n => n.Name)) + (cycle.Count > 20 ? " ..." : "");
                Report("requirement-cycle", cycle[0].Model.Definitions, cycle[0].Element, $"Các yêu cầu tạo thành vòng: {path}.", $"Requirements form a cycle: {path}.");
            }
        }
        foreach (Node node in order.Order)
        {
            node.Cyclic |= node.Requires.Any(r => r.Node.Cyclic);
        }
    }

    private void Report(string code, Definitions model, DmnElement element, string vi, string en) =>
        diagnostics.Add(new DmnDiagnostic(DmnSeverity.Error, code, model.File, element is NamedElement named ? $"'{named.Name}'" : "", element.Place, vi, en));
}
