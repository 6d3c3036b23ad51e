using AnSinh.Feel.Typed;

namespace AnSinh.Feel.Evaluate;

internal sealed partial class CodeBuilder
{
    /// <summary>Where a name was last found, by shape: contexts of one shape are common.</summary>
    private sealed record FoundAt(FeelShape Shape, int Index);

    private Code BuildMember(MemberNode node)
    {
        Code owner = Build(node.Source);
        string name = node.Name;
        SourceSpan span = node.Span;
        FoundAt? cache = null;
        if (PartOfDate(name) is { } part)
        {
            return e =>
            {
                FeelValue value = owner(e);
                return value.Kind == FeelKind.Date ? FeelValue.Of(part(value.AsDate)) : MemberOf(value, name, span, e);
            };
        }
        return e =>
        {
            FeelValue value = owner(e);
            if (value.Kind == FeelKind.Context)
            {
                FeelContext context = value.AsContext;
                FoundAt? found = cache;
                if (found is null || !ReferenceEquals(found.Shape, context.Shape)) cache = found = new(context.Shape, context.Shape.IndexOf(name));
                if (found.Index >= 0) return context.Values[found.Index];
            }
            return MemberOf(value, name, span, e);
        };
    }

    /// <summary>What ages are worked out from, found without looking for the name each time; null for all else.</summary>
    private static Func<FeelDate, long>? PartOfDate(string name) => name switch
    {
        "year" => static date => date.Year,
        "month" => static date => date.Month,
        "day" => static date => date.Day,
        _ => null,
    };

    private FeelValue MemberOf(in FeelValue value, string name, SourceSpan span, FeelEvaluation e)
    {
        switch (value.Kind)
        {
            case FeelKind.Unknown:
                return value;
            case FeelKind.Context when value.AsContext.TryGet(name, out FeelValue entry):
                return entry;
            case FeelKind.List:
                FeelList list = value.AsList;
                e.Step(list.Count);
                FeelValue[] members = new FeelValue[list.Count];
                for (int i = 0; i < members.Length; i++) members[i] = MemberOf(list[i], name, span, e);
                return FeelValue.Of(new FeelList(members));
            default:
                return TemporalMembers.TryGet(value, name, out FeelValue member) ? member : e.Fail(Texts.NoMember(value, name), source, span);
        }
    }

    private Code BuildItemMember(ItemMemberNode node)
    {
        Code item = Build(node.Item);
        Code? otherwise = node.Otherwise is null ? null : Build(node.Otherwise);
        string name = node.Name;
        return e =>
        {
            FeelValue value = item(e);
            if (value.Kind == FeelKind.Context && value.AsContext.TryGet(name, out FeelValue entry)) return entry;
            if (value.IsUnknown) return value;
            return otherwise is null ? e.Fail(Texts.NoMember(value, name), source, node.Span) : otherwise(e);
        };
    }

    private Code BuildFilter(FilterNode node)
    {
        Code list = Build(node.Source);
        Code condition = Build(node.Condition);
        int local = node.Item;
        SourceSpan span = node.Condition.Span;
        if (node.MayBePosition)
        {
            return e =>
            {
                FeelValue items = list(e);
                FeelValue chosen = condition(e);
                if (items.IsUnknown) return chosen.IsUnknown ? FeelValue.UnknownOf(items, chosen) : items;
                return chosen.Kind switch
                {
                    FeelKind.Number => AtPosition(AsItems(items), chosen.AsNumber),
                    FeelKind.Boolean => chosen.AsBoolean ? FeelValue.Of(AsItems(items)) : FeelValue.Of(FeelList.Empty),
                    FeelKind.Unknown => chosen,
                    FeelKind.Null when e.Mode == FeelMode.Standard => FeelValue.Of(FeelList.Empty),
                    _ => e.Fail(Texts.NotPosition(chosen), source, span),
                };
            };
        }
        return e =>
        {
            FeelValue items = list(e);
            if (items.IsUnknown) return items;
            FeelList all = AsItems(items);
            e.Step(all.Count);
            FeelValue[]? kept = null;
            int count = 0;
            FeelValue unknown = FeelValue.Null;
            for (int i = 0; i < all.Count; i++)
            {
                e.Local(local) = all[i];
                FeelValue holds = unknown.IsUnknown ? Guarded(condition, e, unknown) : condition(e);
                if (holds.IsUnknown) unknown = unknown.IsUnknown ? FeelValue.UnknownOf(unknown, holds) : holds;
                else if (i == 0 && holds.Kind == FeelKind.Number) return AtPosition(all, holds.AsNumber); // names could have been the item's entries, but the item has none
                else if (holds.Kind is not (FeelKind.Boolean or FeelKind.Null)) e.Fail(Texts.NotBoolean(holds), source, span);
                else if (holds.IsTrue) (kept ??= new FeelValue[all.Count])[count++] = all[i];
            }
            if (unknown.IsUnknown) return unknown;
            if (kept is null) return FeelValue.Of(FeelList.Empty);
            return FeelValue.Of(count == all.Count ? all : new FeelList(kept.AsSpan(0, count).ToArray()));
        };
    }

    private static FeelValue AtPosition(FeelList items, FeelNumber position)
    {
        if (!position.TryToInt32(out int at)) return FeelValue.Null;
        if (at > 0 && at <= items.Count) return items[at - 1];
        return at < 0 && at >= -items.Count ? items[items.Count + at] : FeelValue.Null;
    }

    private static FeelList AsItems(in FeelValue value) => value.Kind switch
    {
        FeelKind.List => value.AsList,
        FeelKind.Null => FeelList.Empty,
        _ => new FeelList([value]),
    };
}
