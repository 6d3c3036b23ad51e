namespace AnSinh.Feel;

/// <summary>Implicit conversions where a value meets a declared type (DMN 1.5, 10.3.2.9.4).</summary>
public static class FeelCoercion
{
    /// <summary>
    /// The value as one of the type: itself when it conforms; a list of one item as that item, an item as a list of one, a date as the
    /// date and time at midnight UTC. False when it does not conform; unknown values pass.
    /// </summary>
    public static bool TryCoerce(FeelValue value, FeelType type, out FeelValue coerced)
    {
        coerced = value;
        if (type.Accepts(value)) return true;
        if (ReferenceEquals(type, FeelType.DateTime) && value.Kind == FeelKind.Date)
        {
            coerced = FeelValue.Of(FeelComparison.AtMidnight(value.AsDate));
            return true;
        }
        if (type is ListType list)
        {
            if (value.Kind == FeelKind.List) return TryCoerceItems(value.AsList, list, out coerced);
            if (TryCoerce(value, list.Element, out FeelValue item))
            {
                coerced = FeelValue.ListOf(item);
                return true;
            }
        }
        else if (value.Kind == FeelKind.List && value.AsList.Count == 1)
        {
            return TryCoerce(value.AsList[0], type, out coerced);
        }
        else if (type is ContextType context && value.Kind == FeelKind.Context)
        {
            return TryCoerceMembers(value.AsContext, context, out coerced);
        }
        coerced = FeelValue.Null;
        return false;
    }

    private static bool TryCoerceItems(FeelList list, ListType type, out FeelValue coerced)
    {
        FeelValue[] items = new FeelValue[list.Count];
        for (int i = 0; i < items.Length; i++)
        {
            if (!TryCoerce(list[i], type.Element, out items[i]) || (list[i].Kind == FeelKind.List && type.Element is not ListType))
            {
                coerced = FeelValue.Null;
                return false;
            }
        }
        coerced = FeelValue.ListOf(items);
        return true;
    }

    private static bool TryCoerceMembers(FeelContext context, ContextType type, out FeelValue coerced)
    {
        FeelValue[] values = context.Values.ToArray();
        coerced = FeelValue.Null;
        foreach (string name in type.Names)
        {
            int at = context.Shape.IndexOf(name);
            type.TryGetMember(name, out FeelType member);
            if (at < 0 || !TryCoerce(values[at], member, out values[at])) return false;
        }
        coerced = FeelValue.Of(new FeelContext(context.Shape, values));
        return true;
    }
}
