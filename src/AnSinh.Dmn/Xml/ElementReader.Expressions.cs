using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

internal sealed partial class ElementReader
{
    /// <summary>Reads a boxed expression of any kind; null, with a fault reported, when the element is none.</summary>
    private Expression? Expression(XmlElement element, XmlElement parent)
    {
        switch (element.LocalName)
        {
            case "literalExpression": return LiteralExpression(element);
            case "context": return Context(element);
            case "decisionTable": return DecisionTable(element);
            case "invocation": return Invocation(element);
            case "relation": return Relation(element);
            case "list": return List(element);
            case "functionDefinition": return FunctionDefinition(element);
            case "conditional": return Conditional(element);
            case "filter": return Filter(element);
            case "for": return Iterator(element, IteratorKind.For);
            case "some": return Iterator(element, IteratorKind.Some);
            case "every": return Iterator(element, IteratorKind.Every);
            default:
                Unexpected(element, parent);
                return null;
        }
    }

    private LiteralExpression LiteralExpression(XmlElement element)
    {
        SourceText? text = null;
        var kept = new List<XmlElement>();
        foreach (XmlElement child in Children(element, kept))
        {
            switch (child.LocalName)
            {
                case "text": text = Source(child); break;
                case "importedValues": kept.Add(child); break;
                default: Unexpected(child, element); break;
            }
        }
        return Boxed(element, new LiteralExpression { Text = text, ExpressionLanguage = element.Attribute("expressionLanguage"), OtherElements = kept });
    }

    private ContextExpression Context(XmlElement element)
    {
        var entries = new List<ContextEntry>();
        foreach (XmlElement child in Children(element, []))
        {
            if (child.LocalName != "contextEntry")
            {
                Unexpected(child, element);
                continue;
            }
            var entry = new ContextEntry();
            foreach (XmlElement part in Children(child, []))
            {
                entry = part.LocalName == "variable"
                    ? entry with { Variable = InformationItem(part) }
                    : entry with { Value = Expression(part, child) };
            }
            entries.Add(Base(child, entry));
        }
        return Boxed(element, new ContextExpression { Entries = entries });
    }

    private Invocation Invocation(XmlElement element)
    {
        var bindings = new List<Binding>();
        Expression? called = null;
        foreach (XmlElement child in Children(element, []))
        {
            if (child.LocalName != "binding")
            {
                called = Expression(child, element);
                continue;
            }
            InformationItem? parameter = null;
            Expression? formula = null;
            foreach (XmlElement part in Children(child, []))
            {
                if (part.LocalName == "parameter")
                {
                    parameter = InformationItem(part);
                }
                else
                {
                    formula = Expression(part, child);
                }
            }
            if (parameter is null)
            {
                Report("binding-without-parameter", child, "Phần tử 'binding' thiếu 'parameter'.", "The binding lacks its parameter.");
                continue;
            }
            bindings.Add(new Binding(parameter, formula));
        }
        return Boxed(element, new Invocation { CalledFunction = called, Bindings = bindings });
    }

    private Relation Relation(XmlElement element)
    {
        var columns = new List<InformationItem>();
        var rows = new List<ListExpression>();
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "column": columns.Add(InformationItem(child)); break;
                case "row": rows.Add(List(child)); break;
                default: Unexpected(child, element); break;
            }
        }
        return Boxed(element, new Relation { Columns = columns, Rows = rows });
    }

    private ListExpression List(XmlElement element)
    {
        var items = new List<Expression>();
        foreach (XmlElement child in Children(element, []))
        {
            if (Expression(child, element) is { } item)
            {
                items.Add(item);
            }
        }
        return Boxed(element, new ListExpression { Items = items });
    }

    private FunctionDefinition FunctionDefinition(XmlElement element)
    {
        var parameters = new List<InformationItem>();
        Expression? body = null;
        foreach (XmlElement child in Children(element, []))
        {
            if (child.LocalName == "formalParameter")
            {
                parameters.Add(InformationItem(child));
            }
            else
            {
                body = Expression(child, element);
            }
        }
        return Boxed(element, new FunctionDefinition { Kind = element.Attribute("kind") ?? "FEEL", Parameters = parameters, Body = body });
    }

    private Conditional Conditional(XmlElement element)
    {
        var conditional = new Conditional();
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "if": conditional = conditional with { If = Child(child) }; break;
                case "then": conditional = conditional with { Then = Child(child) }; break;
                case "else": conditional = conditional with { Else = Child(child) }; break;
                default: Unexpected(child, element); break;
            }
        }
        return Boxed(element, conditional);
    }

    private Filter Filter(XmlElement element)
    {
        var filter = new Filter();
        foreach (XmlElement child in Children(element, []))
        {
            switch (child.LocalName)
            {
                case "in": filter = filter with { In = Child(child) }; break;
                case "match": filter = filter with { Match = Child(child) }; break;
                default: Unexpected(child, element); break;
            }
        }
        return Boxed(element, filter);
    }

    private Iterator Iterator(XmlElement element, IteratorKind kind)
    {
        var iterator = new Iterator { Kind = kind, Variable = Required(element, "iteratorVariable").Trim() };
        string body = kind == IteratorKind.For ? "return" : "satisfies";
        foreach (XmlElement child in Children(element, []))
        {
            if (child.LocalName == "in")
            {
                iterator = iterator with { In = Child(child) };
            }
            else if (child.LocalName == body)
            {
                iterator = iterator with { Body = Child(child) };
            }
            else
            {
                Unexpected(child, element);
            }
        }
        return Boxed(element, iterator);
    }

    private ChildExpression Child(XmlElement element)
    {
        Expression? value = null;
        foreach (XmlElement child in Children(element, []))
        {
            value = Expression(child, element);
        }
        return new ChildExpression(value, element.Attribute("id"), element.Attribute("typeRef"));
    }

    private T Boxed<T>(XmlElement element, T expression)
        where T : Expression => Base(element, expression) with { TypeRef = element.Attribute("typeRef") };
}
