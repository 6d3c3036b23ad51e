using AnSinh.Dmn.Model;
using AnSinh.Feel;

namespace AnSinh.Dmn.Compile;

/// <summary>Turns the item definitions of one model into types; imported ones are read by prefix.</summary>
internal sealed class TypeResolver
{
    /// <summary>Item definitions that may rest on one another.</summary>
    private const int MaxDepth = 100;

    private readonly Definitions model;
    private readonly DiagnosticSink sink;
    private readonly Dictionary<string, ItemDefinition> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemType> resolved = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, TypeResolver Types)> imports;
    private int depth;

    public TypeResolver(Definitions model, IEnumerable<(string Prefix, TypeResolver Types)> imports, DiagnosticSink sink)
    {
        this.model = model;
        this.sink = sink;
        this.imports = imports.ToList();
        foreach (ItemDefinition item in model.ItemDefinitions)
        {
            if (!definitions.TryAdd(item.Name, item))
            {
                sink.Report(DmnSeverity.Error, "duplicate-type", $"itemDefinition '{item.Name}'", item.Place,
                    $"Kiểu '{item.Name}' được định nghĩa hai lần.", $"The type '{item.Name}' is defined twice.");
            }
        }
    }

    /// <summary>Names of all types visible in the model, with their FEEL types, for use in expressions.</summary>
    public IEnumerable<(string Name, FeelType Type)> Visible()
    {
        foreach (ItemDefinition item in model.ItemDefinitions)
        {
            yield return (item.Name, (Named(item.Name) ?? ItemType.Any).Type);
        }
        foreach ((string prefix, TypeResolver types) in imports)
        {
            foreach (ItemDefinition item in types.model.ItemDefinitions)
            {
                yield return (prefix.Length == 0 ? item.Name : $"{prefix}.{item.Name}", (types.Named(item.Name) ?? ItemType.Any).Type);
            }
        }
    }

    /// <summary>The type a reference names; Any, with a fault reported, when it names none.</summary>
    public ItemType Resolve(string? typeRef, string element, Place place)
    {
        if (string.IsNullOrWhiteSpace(typeRef))
        {
            return ItemType.Any;
        }
        string name = typeRef.Trim();
        ItemType? found = Named(name) ?? Imported(name) ?? BuiltIn(name);
        if (found is null)
        {
            sink.Report(DmnSeverity.Error, "unknown-type", element, place, $"Không có kiểu '{name}'.",
                $"There is no type '{name}'; expected a built-in type such as number, string, boolean, date, or an item definition.");
        }
        return found ?? ItemType.Any;
    }

    private static ItemType? BuiltIn(string name)
    {
        string plain = name.StartsWith("feel:", StringComparison.Ordinal) ? name[5..] : name;
        return FeelType.TryFind(plain, out FeelType type) ? new ItemType(type) : null;
    }

    private ItemType? Imported(string name)
    {
        foreach ((string prefix, TypeResolver types) in imports)
        {
            if (prefix.Length == 0)
            {
                if (types.Named(name) is { } merged)
                {
                    return merged;
                }
            }
            else if (name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length && name[prefix.Length] == '.'
                && types.Named(name[(prefix.Length + 1)..]) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    private ItemType? Named(string name)
    {
        if (resolved.TryGetValue(name, out ItemType? known))
        {
            return known;
        }
        if (!definitions.TryGetValue(name, out ItemDefinition? item))
        {
            return null;
        }
        if (depth >= MaxDepth)
        {
            return TooDeep(item);
        }

        // A context type is entered before its members are read, which lets it contain itself; any other cycle ends at Any.
        var type = new ItemType(FeelType.Any);
        resolved[name] = type;
        depth++;
        Fill(type, item, item.Name);
        depth--;
        return type.Height > MaxDepth ? resolved[name] = TooDeep(item) : type;
    }

    private ItemType TooDeep(ItemDefinition item)
    {
        sink.Report(DmnSeverity.Error, "type-too-deep", $"itemDefinition '{item.Name}'", item.Place,
            $"Kiểu '{item.Name}' dựa trên hơn {MaxDepth} kiểu lồng nhau.", $"The type '{item.Name}' rests on more than {MaxDepth} types within one another.");
        return ItemType.Any;
    }

    private ItemType Component(ItemDefinition item, string path)
    {
        var type = new ItemType(FeelType.Any);
        Fill(type, item, path);
        return type;
    }

    private void Fill(ItemType type, ItemDefinition item, string path)
    {
        ItemType single = item.IsCollection ? new ItemType(FeelType.Any) : type;
        FillSingle(single, item, path);
        AddTests(single, item.AllowedValues, path, single.Type);
        if (item.IsCollection)
        {
            type.Type = FeelType.ListOf(single.Type);
            type.Element = single;
            type.Height = single.Height + 1;
        }
        AddTests(type, item.TypeConstraint, path, type.Type);
    }

    private void FillSingle(ItemType type, ItemDefinition item, string path)
    {
        if (item.Components.Count > 0)
        {
            var context = new ContextType { Name = path };
            type.Type = context;
            foreach (ItemDefinition component in item.Components)
            {
                ItemType member = Component(component, $"{path}.{component.Name}");
                type.Members.Add((component.Name, member));
                context.Add(component.Name, member.Type);
                type.Height = Math.Max(type.Height, member.Height + 1);
            }
        }
        else if (item.FunctionItem is { } function)
        {
            type.Type = new FunctionType(
                function.Parameters.Select(p => Resolve(p.TypeRef, $"itemDefinition '{path}'", p.Place).Type).ToArray(),
                Resolve(function.OutputTypeRef, $"itemDefinition '{path}'", function.Place).Type)
            {
                ParameterNames = function.Parameters.Select(p => p.Name).ToArray(),
            };
        }
        else
        {
            ItemType basis = Resolve(item.TypeRef, $"itemDefinition '{path}'", item.Place);
            type.Type = basis.Type;
            type.Height = basis.Height;
            type.Element = basis.Element;
            type.Members.AddRange(basis.Members);
            type.Tests.AddRange(basis.Tests);
            type.TestTexts.AddRange(basis.TestTexts);
        }
    }

    private void AddTests(ItemType type, UnaryTests? tests, string path, FeelType tested)
    {
        if (tests is null || string.IsNullOrWhiteSpace(tests.Text.Text))
        {
            return;
        }
        if (sink.Tests(tests.Text, tested, new FeelScope(), $"itemDefinition '{path}'") is { } compiled)
        {
            type.Tests.Add(compiled);
            type.TestTexts.Add(tests.Text.Text.Trim());
        }
    }
}
