using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

internal sealed partial class ElementWriter
{
    private void Expression(Expression? expression)
    {
        switch (expression)
        {
            case LiteralExpression literal: Literal("literalExpression", literal); break;
            case DecisionTable table: DecisionTable(table); break;
            case FunctionDefinition function: FunctionDefinition("functionDefinition", function); break;
            case ListExpression list: List("list", list); break;
            case ContextExpression context:
                OpenBoxed("context", context);
                foreach (ContextEntry entry in context.Entries)
                {
                    Open("contextEntry", entry);
                    Head(entry);
                    InformationItem("variable", entry.Variable);
                    Expression(entry.Value);
                    Close();
                }
                Close();
                break;
            case Invocation invocation:
                OpenBoxed("invocation", invocation);
                Expression(invocation.CalledFunction);
                foreach (Binding binding in invocation.Bindings)
                {
                    writer.WriteStartElement("binding", Space);
                    InformationItem("parameter", binding.Parameter);
                    Expression(binding.Formula);
                    Close();
                }
                Close();
                break;
            case Relation relation:
                OpenBoxed("relation", relation);
                foreach (InformationItem column in relation.Columns)
                {
                    InformationItem("column", column);
                }
                foreach (ListExpression row in relation.Rows)
                {
                    List("row", row);
                }
                Close();
                break;
            case Conditional conditional:
                OpenBoxed("conditional", conditional);
                Child("if", conditional.If);
                Child("then", conditional.Then);
                Child("else", conditional.Else);
                Close();
                break;
            case Filter filter:
                OpenBoxed("filter", filter);
                Child("in", filter.In);
                Child("match", filter.Match);
                Close();
                break;
            case Iterator iterator:
                writer.WriteStartElement(iterator.Kind switch { IteratorKind.For => "for", IteratorKind.Some => "some", _ => "every" }, Space);
                Attributes(iterator);
                Attribute("typeRef", iterator.TypeRef);
                Attribute("iteratorVariable", iterator.Variable);
                Head(iterator);
                Child("in", iterator.In);
                Child(iterator.Kind == IteratorKind.For ? "return" : "satisfies", iterator.Body);
                Close();
                break;
        }
    }

    private void OpenBoxed(string name, Expression expression)
    {
        Open(name, expression);
        Attribute("typeRef", expression.TypeRef);
        Head(expression);
    }

    private void Literal(string name, LiteralExpression? literal)
    {
        if (literal is null)
        {
            return;
        }
        Open(name, literal);
        Attribute("typeRef", literal.TypeRef);
        Attribute("expressionLanguage", Language(literal.ExpressionLanguage));
        Head(literal);
        if (literal.OtherElements.Count > 0)
        {
            Raw(literal.OtherElements[0]);
        }
        else
        {
            Text("text", literal.Text?.Text);
        }
        Close();
    }

    private void List(string name, ListExpression list)
    {
        OpenBoxed(name, list);
        foreach (Expression item in list.Items)
        {
            Expression(item);
        }
        Close();
    }

    private void FunctionDefinition(string name, FunctionDefinition function)
    {
        Open(name, function);
        Attribute("typeRef", function.TypeRef);
        Attribute("kind", function.Kind == "FEEL" ? null : function.Kind);
        Head(function);
        foreach (InformationItem parameter in function.Parameters)
        {
            InformationItem("formalParameter", parameter);
        }
        Expression(function.Body);
        Close();
    }

    private void Child(string name, ChildExpression? child)
    {
        if (child is null)
        {
            return;
        }
        writer.WriteStartElement(name, Space);
        Attribute("id", child.Id);
        Attribute("typeRef", child.TypeRef);
        Expression(child.Value);
        Close();
    }

    private void DecisionTable(DecisionTable table)
    {
        Open("decisionTable", table);
        Attribute("typeRef", table.TypeRef);
        Attribute("hitPolicy", table.HitPolicy switch
        {
            HitPolicy.Unique => "UNIQUE",
            HitPolicy.First => "FIRST",
            HitPolicy.Priority => "PRIORITY",
            HitPolicy.Any => "ANY",
            HitPolicy.Collect => "COLLECT",
            HitPolicy.RuleOrder => "RULE ORDER",
            _ => "OUTPUT ORDER",
        });
        Attribute("aggregation", table.Aggregation == Aggregation.None ? null : table.Aggregation.ToString().ToUpperInvariant());
        Attribute("preferredOrientation", table.PreferredOrientation);
        Attribute("outputLabel", table.OutputLabel);
        Head(table);
        foreach (InputClause input in table.Inputs)
        {
            Open("input", input);
            Head(input);
            Literal("inputExpression", input.InputExpression);
            UnaryTests("inputValues", input.InputValues);
            Close();
        }
        foreach (OutputClause output in table.Outputs)
        {
            Open("output", output);
            Attribute("name", output.Name);
            Attribute("typeRef", output.TypeRef);
            Head(output);
            UnaryTests("outputValues", output.OutputValues);
            Literal("defaultOutputEntry", output.DefaultOutput);
            Close();
        }
        foreach (string annotation in table.Annotations)
        {
            writer.WriteStartElement("annotation", Space);
            Attribute("name", annotation);
            Close();
        }
        foreach (DecisionRule rule in table.Rules)
        {
            Open("rule", rule);
            Head(rule);
            foreach (UnaryTests entry in rule.InputEntries)
            {
                UnaryTests("inputEntry", entry);
            }
            foreach (LiteralExpression entry in rule.OutputEntries)
            {
                Literal("outputEntry", entry);
            }
            foreach (string annotation in rule.Annotations)
            {
                writer.WriteStartElement("annotationEntry", Space);
                Text("text", annotation);
                Close();
            }
            Close();
        }
        Close();
    }
}
