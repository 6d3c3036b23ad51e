using AnSinh.Dmn.Model;

namespace AnSinh.Dmn.Xml;

internal sealed partial class ElementReader
{
    private InputData InputData(XmlElement element)
    {
        var kept = new List<XmlElement>();
        InformationItem? variable = null;
        foreach (XmlElement child in Children(element, kept))
        {
            if (child.LocalName == "variable")
            {
                variable = InformationItem(child);
            }
            else
            {
                Unexpected(child, element);
            }
        }
        return Named(element, new InputData { Variable = variable }) with { OtherElements = kept };
    }

    private Decision Decision(XmlElement element)
    {
        var kept = new List<XmlElement>();
        var requirements = new List<Requirement>();
        var decision = new Decision();
        foreach (XmlElement child in Children(element, kept))
        {
            switch (child.LocalName)
            {
                case "question": decision = decision with { Question = child.Text }; break;
                case "allowedAnswers": decision = decision with { AllowedAnswers = child.Text }; break;
                case "variable": decision = decision with { Variable = InformationItem(child) }; break;
                case "informationRequirement" or "knowledgeRequirement" or "authorityRequirement":
                    Requirement(child, requirements);
                    break;
                case "supportedObjective" or "impactedPerformanceIndicator" or "decisionMaker" or "decisionOwner" or "usingProcess" or "usingTask":
                    kept.Add(child);
                    break;
                default:
                    decision = decision with { Logic = Expression(child, element) ?? decision.Logic };
                    break;
            }
        }
        return Named(element, decision with { Requirements = requirements }) with { OtherElements = kept };
    }

    private BusinessKnowledgeModel BusinessKnowledgeModel(XmlElement element)
    {
        var kept = new List<XmlElement>();
        var requirements = new List<Requirement>();
        var model = new BusinessKnowledgeModel();
        foreach (XmlElement child in Children(element, kept))
        {
            switch (child.LocalName)
            {
                case "variable": model = model with { Variable = InformationItem(child) }; break;
                case "encapsulatedLogic": model = model with { EncapsulatedLogic = FunctionDefinition(child) }; break;
                case "knowledgeRequirement" or "authorityRequirement": Requirement(child, requirements); break;
                default: Unexpected(child, element); break;
            }
        }
        return Named(element, model with { Requirements = requirements }) with { OtherElements = kept };
    }

    private DecisionService DecisionService(XmlElement element)
    {
        var kept = new List<XmlElement>();
        var outputs = new List<Reference>();
        var encapsulated = new List<Reference>();
        var inputDecisions = new List<Reference>();
        var inputData = new List<Reference>();
        InformationItem? variable = null;
        foreach (XmlElement child in Children(element, kept))
        {
            switch (child.LocalName)
            {
                case "variable": variable = InformationItem(child); break;
                case "outputDecision": outputs.Add(Reference(child)); break;
                case "encapsulatedDecision": encapsulated.Add(Reference(child)); break;
                case "inputDecision": inputDecisions.Add(Reference(child)); break;
                case "inputData": inputData.Add(Reference(child)); break;
                default: Unexpected(child, element); break;
            }
        }
        return Named(element, new DecisionService
        {
            Variable = variable,
            OutputDecisions = outputs,
            EncapsulatedDecisions = encapsulated,
            InputDecisions = inputDecisions,
            InputData = inputData,
        }) with
        { OtherElements = kept };
    }

    private KnowledgeSource KnowledgeSource(XmlElement element)
    {
        var kept = new List<XmlElement>();
        var requirements = new List<Requirement>();
        string? type = null;
        foreach (XmlElement child in Children(element, kept))
        {
            switch (child.LocalName)
            {
                case "authorityRequirement": Requirement(child, requirements); break;
                case "type": type = child.Text; break;
                case "owner": kept.Add(child); break;
                default: Unexpected(child, element); break;
            }
        }
        return Named(element, new KnowledgeSource
        {
            Type = type,
            LocationUri = element.Attribute("locationURI"),
            Requirements = requirements,
        }) with
        { OtherElements = kept };
    }

    private void Requirement(XmlElement element, List<Requirement> requirements)
    {
        bool authority = element.LocalName == "authorityRequirement";
        foreach (XmlElement child in Children(element, []))
        {
            RequirementKind? kind = child.LocalName switch
            {
                "requiredDecision" => authority ? RequirementKind.AuthorityOfDecision : RequirementKind.Decision,
                "requiredInput" => authority ? RequirementKind.AuthorityOfInput : RequirementKind.Input,
                "requiredKnowledge" => RequirementKind.Knowledge,
                "requiredAuthority" => RequirementKind.Authority,
                _ => null,
            };
            if (kind is null)
            {
                Unexpected(child, element);
                continue;
            }
            requirements.Add(Base(element, new Requirement { Kind = kind.Value, Target = Reference(child) }));
            return;
        }
        Report("empty-requirement", element, "Yêu cầu không trỏ đến phần tử nào.", "The requirement points at no element.");
    }

    private Reference Reference(XmlElement element) => new(Required(element, "href").Trim(), element.Place);
}
