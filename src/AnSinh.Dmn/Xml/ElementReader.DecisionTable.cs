using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

internal sealed partial class ElementReader
{
    private DecisionTable DecisionTable(XmlElement element)
    {
        var inputs = new List<InputClause>();
        var outputs = new List<OutputClause>();
        var annotations = new List<string>();
        var rules = new List<DecisionRule>();
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "input": inputs.Add(InputClause(child)); break;
                case "output": outputs.Add(OutputClause(child)); break;
                case "annotation": annotations.Add(child.Attribute("name") ?? ""); break;
                case "rule": rules.Add(Rule(child)); break;
                default: Unexpected(child, element); break;
            }
        }
        foreach (DecisionRule rule in rules)
        {
            if (rule.InputEntries.Count != inputs.Count || rule.OutputEntries.Count != outputs.Count)
            {
                diagnostics.Add(new DmnDiagnostic(DmnSeverity.Error, "rule-shape", file, $"rule '{rule.Id}'", rule.Place,
                    $"Dòng có {rule.InputEntries.Count} ô vào và {rule.OutputEntries.Count} ô ra; bảng có {inputs.Count} cột vào và {outputs.Count} cột ra.",
                    $"The rule has {rule.InputEntries.Count} input and {rule.OutputEntries.Count} output entries; the table has {inputs.Count} inputs and {outputs.Count} outputs."));
            }
        }
        return Boxed(element, new DecisionTable
        {
            HitPolicy = HitPolicy(element),
            Aggregation = Aggregation(element),
            PreferredOrientation = element.Attribute("preferredOrientation"),
            OutputLabel = element.Attribute("outputLabel"),
            Inputs = inputs,
            Outputs = outputs,
            Annotations = annotations,
            Rules = rules,
        });
    }

    private HitPolicy HitPolicy(XmlElement element)
    {
        switch (element.Attribute("hitPolicy"))
        {
            case null or "UNIQUE": return Model.HitPolicy.Unique;
            case "FIRST": return Model.HitPolicy.First;
            case "PRIORITY": return Model.HitPolicy.Priority;
            case "ANY": return Model.HitPolicy.Any;
            case "COLLECT": return Model.HitPolicy.Collect;
            case "RULE ORDER": return Model.HitPolicy.RuleOrder;
            case "OUTPUT ORDER": return Model.HitPolicy.OutputOrder;
            case var other:
                Report("hit-policy", element, $"Chính sách khớp '{other}' không có trong DMN.",
                    $"Hit policy '{other}' is unknown; expected UNIQUE, FIRST, PRIORITY, ANY, COLLECT, RULE ORDER or OUTPUT ORDER.");
                return Model.HitPolicy.Unique;
        }
    }

    private Aggregation Aggregation(XmlElement element)
    {
        switch (element.Attribute("aggregation"))
        {
            case null: return Model.Aggregation.None;
            case "SUM": return Model.Aggregation.Sum;
            case "COUNT": return Model.Aggregation.Count;
            case "MIN": return Model.Aggregation.Min;
            case "MAX": return Model.Aggregation.Max;
            case var other:
                Report("aggregation", element, $"Phép gộp '{other}' không có trong DMN; cần SUM, COUNT, MIN hoặc MAX.",
                    $"Aggregation '{other}' is unknown; expected SUM, COUNT, MIN or MAX.");
                return Model.Aggregation.None;
        }
    }

    private InputClause InputClause(XmlElement element)
    {
        var clause = new InputClause();
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "inputExpression": clause = clause with { InputExpression = LiteralExpression(child) }; break;
                case "inputValues": clause = clause with { InputValues = UnaryTests(child) }; break;
                default: Unexpected(child, element); break;
            }
        }
        if (clause.InputExpression is null)
        {
            Report("input-without-expression", element, "Cột vào thiếu 'inputExpression'.", "The input clause lacks its inputExpression.");
        }
        return Base(element, clause);
    }

    private OutputClause OutputClause(XmlElement element)
    {
        var clause = new OutputClause { Name = element.Attribute("name")?.Trim(), TypeRef = element.Attribute("typeRef") };
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "outputValues": clause = clause with { OutputValues = UnaryTests(child) }; break;
                case "defaultOutputEntry": clause = clause with { DefaultOutput = LiteralExpression(child) }; break;
                default: Unexpected(child, element); break;
            }
        }
        return Base(element, clause);
    }

    private DecisionRule Rule(XmlElement element)
    {
        var inputs = new List<UnaryTests>();
        var outputs = new List<LiteralExpression>();
        var annotations = new List<string>();
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "inputEntry": inputs.Add(UnaryTests(child)); break;
                case "outputEntry": outputs.Add(LiteralExpression(child)); break;
                case "annotationEntry":
                    annotations.Add(child.Elements.FirstOrDefault(e => e.LocalName == "text")?.Text.Trim() ?? "");
                    break;
                default: Unexpected(child, element); break;
            }
        }
        return Base(element, new DecisionRule { InputEntries = inputs, OutputEntries = outputs, Annotations = annotations });
    }
}
