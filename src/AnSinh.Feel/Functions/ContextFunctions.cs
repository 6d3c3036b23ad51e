using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>Contexts (DMN 1.5, 10.3.4.10).</summary>
internal static class ContextFunctions
{
    private static readonly FeelShape Entry = new("key", "value");

    public static IEnumerable<BuiltinFunction> All() =>
    [
        Function("get value", "Giá trị của một tên trong ngữ cảnh.", "The value of a name in a context.",
            KnowingWay(Any, (a, e) => a[0].AsContext[a[1].AsString], One("m", FeelType.AnyContext), One("key", Text)),
            KnowingWay(Any, GetValue, One("context", FeelType.AnyContext), One("keys", Strings))),
        Function("get entries", "Các cặp tên và giá trị của ngữ cảnh.", "The names and values of a context.",
            KnowingWay(FeelType.ListOf(ContextType.Of(("key", Text), ("value", Any))), GetEntries, One("m", FeelType.AnyContext))),
        Function("context", "Tạo ngữ cảnh từ các cặp tên và giá trị.", "Makes a context of names and values.",
            KnowingWay(FeelType.AnyContext, MakeContext, One("entries", FeelType.ListOf(FeelType.AnyContext)))),
        Function("context put", "Ngữ cảnh với một giá trị được đặt thêm hoặc thay.", "The context with one value added or replaced.",
            KnowingWay(FeelType.AnyContext, (a, e) => Put(a[0].AsContext, a[1].AsString, a[2]), One("context", FeelType.AnyContext), One("key", Text), OrNull("value", Any)),
            KnowingWay(FeelType.AnyContext, PutNested, One("context", FeelType.AnyContext), One("keys", Strings), OrNull("value", Any))),
        Function("context merge", "Gộp các ngữ cảnh; tên đến sau thay tên đến trước.", "Joins contexts; later values replace earlier ones.",
            KnowingWay(FeelType.AnyContext, Merge, One("contexts", FeelType.ListOf(FeelType.AnyContext)))),
    ];

    private static FeelValue GetValue(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelValue at = a[0];
        foreach (ref readonly FeelValue key in a[1].AsList.Span)
        {
            if (at.IsUnknown) return at;
            if (at.Kind != FeelKind.Context || key.Kind != FeelKind.String) return Wrong(e, "Đường dẫn không có trong ngữ cảnh.", "The context has no such path.");
            at = at.AsContext[key.AsString];
        }
        return at;
    }

    private static FeelValue GetEntries(ReadOnlySpan<FeelValue> a, FeelEvaluation e) =>
        new FeelList(a[0].AsContext.Select(entry => FeelValue.Of(new FeelContext(Entry, [entry.Key, entry.Value]))));

    private static FeelValue MakeContext(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        List<KeyValuePair<string, FeelValue>> entries = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (ref readonly FeelValue item in a[0].AsList.Span)
        {
            if (item.IsUnknown) return item;
            if (item.Kind == FeelKind.Context && item.AsContext.TryGet("key", out FeelValue unknown) && unknown.IsUnknown) return unknown;
            if (item.Kind != FeelKind.Context || !item.AsContext.TryGet("key", out FeelValue key) || key.Kind != FeelKind.String
                || !item.AsContext.TryGet("value", out FeelValue value) || !names.Add(key.AsString))
            {
                return Wrong(e, "Cần các cặp 'key' và 'value', mỗi tên một lần.", "Entries of 'key' and 'value' are needed, each key once.");
            }
            entries.Add(new(key.AsString, value));
        }
        return new FeelContext(entries);
    }

    private static FeelContext Put(FeelContext context, string key, FeelValue value)
    {
        int at = context.Shape.IndexOf(key);
        if (at < 0) return new FeelContext(context.Append(new(key, value)));
        FeelValue[] values = context.Values.ToArray();
        values[at] = value;
        return new FeelContext(context.Shape, values);
    }

    private static FeelValue PutNested(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelList keys = a[1].AsList;
        bool valid = keys.Count > 0;
        foreach (ref readonly FeelValue key in keys.Span) valid &= key.Kind == FeelKind.String;
        if (!valid) return Wrong(e, "Cần ít nhất một tên.", "At least one name is needed.");
        Stack<FeelContext> path = new();
        FeelContext at = a[0].AsContext;
        for (int i = 0; i < keys.Count - 1; i++)
        {
            path.Push(at);
            FeelValue next = at[keys[i].AsString];
            if (next.IsUnknown) return next;
            if (next.Kind != FeelKind.Context) return Wrong(e, "Đường dẫn không có trong ngữ cảnh.", "The context has no such path.");
            at = next.AsContext;
        }
        FeelContext changed = Put(at, keys[keys.Count - 1].AsString, a[2]);
        for (int i = keys.Count - 2; i >= 0; i--) changed = Put(path.Pop(), keys[i].AsString, changed);
        return changed;
    }

    private static FeelValue Merge(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<KeyValuePair<string, FeelValue>> entries = [];
        foreach (ref readonly FeelValue item in a[0].AsList.Span)
        {
            if (item.IsUnknown) return item;
            if (item.Kind != FeelKind.Context) return Wrong(e, "Cần các ngữ cảnh.", "Contexts are needed.");
            foreach (KeyValuePair<string, FeelValue> entry in item.AsContext)
            {
                e.Step();
                if (places.TryAdd(entry.Key, entries.Count)) entries.Add(entry);
                else entries[places[entry.Key]] = entry;
            }
        }
        return new FeelContext(entries);
    }
}
