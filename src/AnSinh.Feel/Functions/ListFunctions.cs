using AnSinh.Feel.Evaluate;
using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>Lists (DMN 1.5, 10.3.4.4) and sort (10.3.4.8). Positions count from 1, negative ones from the end.</summary>
internal static class ListFunctions
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        Function("list contains", "Danh sách có chứa phần tử này không.", "Whether a list holds an item.",
            KnowingWay(Truth, (a, e) => Contains(a[0].AsList, a[1]), One("list", List), OrNull("element", Any))),
        Function("count", "Số phần tử.", "The number of items.",
            KnowingWay(Number, (a, e) => (long)a[0].AsList.Count, One("list", List))),
        Function("all", "Đúng khi mọi phần tử đều đúng.", "True when every item is true.",
            KnowingWay(Truth, (a, e) => Fold(a[0].AsList.Span, true, e), One("list", List)),
            KnowingWay(Truth, (a, e) => Fold(a, true, e), OrNull("item", Any), Many("item", Any))),
        Function("any", "Đúng khi có phần tử đúng.", "True when some item is true.",
            KnowingWay(Truth, (a, e) => Fold(a[0].AsList.Span, false, e), One("list", List)),
            KnowingWay(Truth, (a, e) => Fold(a, false, e), OrNull("item", Any), Many("item", Any))),
        Function("sublist", "Phần của danh sách từ một vị trí.", "The part of a list from a position.",
            KnowingWay(List, Sublist, One("list", List), One("start position", Number), Maybe("length", Number))),
        Function("append", "Thêm vào cuối danh sách.", "Adds items at the end.",
            KnowingWay(List, (a, e) => Checked([.. a[0].AsList.Span, .. a[1..]], e), One("list", List), OrNull("item", Any), Many("item", Any))),
        Function("concatenate", "Nối các danh sách.", "Joins lists.",
            KnowingWay(List, (a, e) => Concatenate(a, e), One("list", List), new("list", List, ParameterTraits.Variadic))),
        Function("insert before", "Chèn trước một vị trí.", "Inserts an item before a position.",
            KnowingWay(List, InsertBefore, One("list", List), One("position", Number), OrNull("newItem", Any))),
        Function("remove", "Bỏ phần tử ở một vị trí.", "Leaves out the item at a position.",
            KnowingWay(List, Remove, One("list", List), One("position", Number))),
        Function("reverse", "Đảo thứ tự.", "Turns the order round.",
            KnowingWay(List, (a, e) => Reversed(a[0].AsList), One("list", List))),
        Function("index of", "Các vị trí có phần tử này.", "The positions that hold an item.",
            Way(Numbers, (a, e) => IndexOf(a[0].AsList, a[1]), One("list", List), OrNull("match", Any))),
        Function("union", "Nối các danh sách, mỗi phần tử một lần.", "Joins lists without repetition.",
            Way(List, (a, e) => Distinct(Concatenate(a, e).AsList, e), One("list", List), new("list", List, ParameterTraits.Variadic))),
        Function("distinct values", "Mỗi phần tử một lần.", "The items without repetition.",
            Way(List, (a, e) => Distinct(a[0].AsList, e), One("list", List))),
        Function("flatten", "Trải các danh sách lồng nhau.", "Dissolves lists within lists.",
            Way(List, (a, e) => Flatten(a[0].AsList, e), One("list", List))),
        Function("list replace", "Thay phần tử ở một vị trí, hoặc mọi phần tử mà hàm cho là đúng.", "Replaces the item at a position, or every item that a function chooses.",
            KnowingWay(List, (a, e) => ReplaceAt(a, e), One("list", List), One("position", Number), OrNull("newItem", Any)),
            ImpureWay(List, (a, e) => ReplaceWhere(a, e), One("list", List), One("match", FeelType.AnyFunction), OrNull("newItem", Any))),
        Function("sort", "Sắp xếp theo một hàm cho biết phần tử nào đứng trước.", "Sorts by a function that says which item comes first.",
            ImpureWay(List, Sort, One("list", List), One("precedes", FeelType.AnyFunction))),
    ];

    private static FeelValue Checked(FeelValue[] items, FeelEvaluation e)
    {
        e.CheckListSize(items.Length);
        e.Step(items.Length);
        return new FeelList(items);
    }

    private static FeelValue Contains(FeelList list, FeelValue element)
    {
        FeelValue any = FeelValue.False;
        foreach (ref readonly FeelValue item in list.Span)
        {
            FeelValue equal = FeelComparison.Equal(item, element);
            any = Logic.Or(any, equal.IsNull ? FeelValue.False : equal);
            if (any.IsTrue) break;
        }
        return any;
    }

    private static FeelValue Fold(ReadOnlySpan<FeelValue> items, bool all, FeelEvaluation e)
    {
        FeelValue answer = all;
        foreach (ref readonly FeelValue item in items)
        {
            if (item.Kind is not (FeelKind.Boolean or FeelKind.Null or FeelKind.Unknown)) return e.Fail(Texts.NotBoolean(item));
            answer = all ? Logic.And(answer, item) : Logic.Or(answer, item);
        }
        return answer;
    }

    /// <summary>The index of a position, from 0; false outside of the list.</summary>
    private static bool TryIndex(in FeelValue position, int count, out int index)
    {
        bool inside = TryWhole(position, out int at) && at != 0 && Math.Abs((long)at) <= count;
        index = inside ? at > 0 ? at - 1 : count + at : 0;
        return inside;
    }

    private static FeelValue Outside(FeelEvaluation e) => Wrong(e, "Vị trí nằm ngoài danh sách.", "The position lies outside of the list.");

    private static FeelValue Sublist(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelList list = a[0].AsList;
        if (!TryIndex(a[1], list.Count, out int start)) return Outside(e);
        int length = list.Count - start;
        if (a.Length > 2 && (!TryWhole(a[2], out length) || length < 0 || length > list.Count - start)) return Outside(e);
        return Checked(list.Span.Slice(start, length).ToArray(), e);
    }

    private static FeelValue Concatenate(ReadOnlySpan<FeelValue> lists, FeelEvaluation e)
    {
        List<FeelValue> all = [];
        foreach (ref readonly FeelValue list in lists)
        {
            all.AddRange(list.AsList.Span);
            e.CheckListSize(all.Count);
        }
        return Checked([.. all], e);
    }

    private static FeelValue InsertBefore(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelList list = a[0].AsList;
        if (!TryIndex(a[1], list.Count, out int index)) return Outside(e);
        return Checked([.. list.Span[..index], a[2], .. list.Span[index..]], e);
    }

    private static FeelValue Remove(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelList list = a[0].AsList;
        if (!TryIndex(a[1], list.Count, out int index)) return Outside(e);
        return Checked([.. list.Span[..index], .. list.Span[(index + 1)..]], e);
    }

    private static FeelValue Reversed(FeelList list)
    {
        FeelValue[] items = list.Span.ToArray();
        Array.Reverse(items);
        return new FeelList(items);
    }

    private static FeelValue IndexOf(FeelList list, FeelValue match)
    {
        List<FeelValue> positions = [];
        for (int i = 0; i < list.Count; i++)
        {
            if (FeelComparison.Equal(list[i], match).IsTrue) positions.Add(i + 1L);
        }
        return new FeelList(positions);
    }

    private static FeelValue Distinct(FeelList list, FeelEvaluation e)
    {
        Dictionary<int, List<FeelValue>> seen = [];
        List<FeelValue> kept = [];
        foreach (ref readonly FeelValue item in list.Span)
        {
            int hash = item.GetHashCode();
            if (!seen.TryGetValue(hash, out List<FeelValue>? alike)) seen.Add(hash, alike = []);
            bool repeated = false;
            foreach (FeelValue other in alike)
            {
                e.Step(item.Weight);
                if (FeelComparison.Equal(item, other).IsTrue)
                {
                    repeated = true;
                    break;
                }
            }
            if (repeated) continue;
            alike.Add(item);
            kept.Add(item);
        }
        return new FeelList(kept);
    }

    private static FeelValue Flatten(FeelList list, FeelEvaluation e)
    {
        List<FeelValue> flat = [];
        Stack<(FeelList List, int At)> open = new([(list, 0)]);
        while (open.TryPop(out (FeelList List, int At) current))
        {
            for (int i = current.At; i < current.List.Count; i++)
            {
                e.Step();
                FeelValue item = current.List[i];
                if (item.Kind == FeelKind.List)
                {
                    open.Push((current.List, i + 1));
                    open.Push((item.AsList, 0));
                    break;
                }
                flat.Add(item);
                e.CheckListSize(flat.Count);
            }
        }
        return new FeelList(flat);
    }

    private static FeelValue ReplaceAt(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelList list = a[0].AsList;
        if (!TryIndex(a[1], list.Count, out int index)) return Outside(e);
        FeelValue[] items = list.Span.ToArray();
        items[index] = a[2];
        return Checked(items, e);
    }

    private static FeelValue ReplaceWhere(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelFunction match = a[1].AsFunction;
        FeelValue replacement = a[2];
        FeelValue[] items = a[0].AsList.Span.ToArray();
        if (!TakesTwo(match)) return Wrong(e, "Hàm phải có hai tham số.", "The function must have two parameters.");
        for (int i = 0; i < items.Length; i++)
        {
            FeelValue chosen = e.Call(match, items[i], replacement);
            if (chosen.IsUnknown) return chosen;
            if (chosen.Kind != FeelKind.Boolean) return e.Fail(Texts.NotBoolean(chosen));
            if (chosen.IsTrue) items[i] = replacement;
        }
        return Checked(items, e);
    }

    private static bool TakesTwo(FeelFunction function) =>
        function is BuiltinFunction builtin ? builtin.Signatures.Any(signature => signature.Takes(2)) : function.Parameters.Count == 2;

    /// <summary>A merge sort: stable, and safe whatever the function answers.</summary>
    private static FeelValue Sort(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        FeelFunction precedes = a[1].AsFunction;
        if (!TakesTwo(precedes)) return Wrong(e, "Hàm phải có hai tham số.", "The function must have two parameters.");
        FeelValue[] items = a[0].AsList.Span.ToArray();
        FeelValue[] room = new FeelValue[items.Length];
        FeelValue failed = FeelValue.True;
        for (int width = 1; width < items.Length && failed.IsTrue; width *= 2)
        {
            for (int from = 0; from < items.Length && failed.IsTrue; from += 2 * width)
            {
                int middle = Math.Min(from + width, items.Length);
                int end = Math.Min(from + 2 * width, items.Length);
                int left = from;
                int right = middle;
                for (int at = from; at < end; at++)
                {
                    bool takeRight = left >= middle;
                    if (!takeRight && right < end)
                    {
                        FeelValue rightFirst = e.Call(precedes, items[right], items[left]);
                        if (rightFirst.Kind != FeelKind.Boolean)
                        {
                            failed = rightFirst.IsUnknown ? rightFirst : e.Fail(Texts.NotBoolean(rightFirst));
                            break;
                        }
                        takeRight = rightFirst.IsTrue;
                    }
                    room[at] = takeRight ? items[right++] : items[left++];
                }
            }
            (items, room) = (room, items);
        }
        return failed.IsTrue ? new FeelList(items) : failed;
    }
}
