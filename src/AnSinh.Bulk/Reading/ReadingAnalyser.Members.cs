using AnSinh.Feel;
using AnSinh.Feel.Typed;

namespace AnSinh.Bulk;

/// <content>How other members of the household are reached.</content>
public sealed partial class ReadingAnalyser
{
    private AbstractValue Filter(FilterNode filter, Names names)
    {
        var source = Expression(filter.Source, names);
        if (source is MemberList)
        {
            return new MemberList(ReachMembers(filter.Condition, filter.Item, names));
        }

        Use(source);
        Use(Expression(filter.Condition, names));
        return Scalar.Settled;
    }

    private Scalar Quantified(QuantifiedNode quantified, Names names)
    {
        var sources = quantified.Iterators.Select(iterator => (iterator.Local, Source: iterator.To is null ? Expression(iterator.Source, names) : Outside("a range to run through"))).ToList();
        if (sources is [(var item, MemberList)])
        {
            ReachMembers(quantified.Condition, item, names);
            return Scalar.Settled;
        }

        foreach (var (_, source) in sources)
        {
            Use(source);
        }

        Use(Expression(quantified.Condition, names));
        return Scalar.Settled;
    }

    /// <summary>A condition on members is inside the profile when a link says which members it is about.</summary>
    private MemberReading? ReachMembers(TypedNode condition, int item, Names names)
    {
        // Which members are meant is told from their identity or link alone.
        var within = names.With(item, new ContextAt(_shape.Members));
        var link = Conjuncts(condition).Select(part => (Part: part, Link: LinkOf(part, within))).FirstOrDefault(part => part.Link is not null);
        if (link.Link is null)
        {
            Outside($"'{_shape.Members}' without a link that says which members are meant");
            return null;
        }

        _reading.Reach(link.Link);
        within = names.With(item, new MemberAt(link.Link));
        foreach (var part in Conjuncts(condition).Where(part => part != link.Part))
        {
            Use(Expression(part, within));
        }

        return link.Link;
    }

    private static IEnumerable<TypedNode> Conjuncts(TypedNode node) => node is LogicNode { IsAnd: true } both ? Conjuncts(both.Left).Concat(Conjuncts(both.Right)) : [node];

    private MemberReading? LinkOf(TypedNode part, Names names) =>
        part is ComparisonNode { Operation: ComparisonOperator.Equal } equal && LeafPath(equal.Left, names) is { } left && LeafPath(equal.Right, names) is { } right
            ? LinkOf(left, right) ?? LinkOf(right, left)
            : null;

    private MemberReading? LinkOf(string identity, string reference)
    {
        string Name(string path, string of) => path.StartsWith(of + ".", StringComparison.Ordinal) ? path[(of.Length + 1)..] : "";
        return identity == $"{_shape.Members}.{_shape.Identity}" && Name(reference, _shape.Subject) is { Length: > 0 } forward ? new MemberReading(forward, Forward: true)
            : identity == $"{_shape.Subject}.{_shape.Identity}" && Name(reference, _shape.Members) is { Length: > 0 } backward ? new MemberReading(backward, Forward: false)
            : null;
    }

    /// <summary>The path of a part that is nothing but a value of the case, without taking note of it.</summary>
    private string? LeafPath(TypedNode node, Names names) => node switch
    {
        MemberNode { Source: VariableNode variable, Name: var name } => Variable(variable, names) is ContextAt at ? $"{at.Path}.{name}" : null,
        MemberNode { Source: LocalNode local, Name: var name } => names.Locals.GetValueOrDefault(local.Index) is ContextAt at ? $"{at.Path}.{name}" : null,
        ItemMemberNode { Otherwise: null } member => names.Locals.GetValueOrDefault(member.Item.Index) is ContextAt at ? $"{at.Path}.{member.Name}" : null,
        _ => null,
    };
}
