namespace AnSinh.Fuzz;

/// <summary>
/// Random expressions that are FEEL by their form: a grammar of templates whose holes <c>{n}</c> (number), <c>{b}</c> (truth), <c>{s}</c> (string), <c>{l}</c> (numbers),
/// <c>{t}</c> (strings), <c>{d}</c> (date), <c>{z}</c> (time or date and time), <c>{p}</c> (duration), <c>{r}</c> (range), <c>{c}</c> (context) and <c>{f}</c> (function) are filled in turn.
/// Values may still be null or errors.
/// </summary>
public sealed class RandomExpressions(Random random, bool portable)
{
    private const int Depth = 4;

    private static readonly Dictionary<char, string[]> Leaves = new()
    {
        ['n'] = ["0", "1", "2", "3", "5", "7", "10", "-1", "-4", "0.5", "1.5", "2.25", "100"],
        ['b'] = ["true", "false", "null"],
        ['s'] = ["\"\"", "\"a\"", "\"b\"", "\"abc\"", "\"foo bar\"", "\"A1\"", "\"12\""],
        ['l'] = ["[]", "[1]", "[3, 1, 2]", "[1, 2, 3, 4]", "[2, 2, 5]", "[0.5, -1]"],
        ['t'] = ["[\"a\", \"b\"]", "[\"b\", \"a\", \"abc\"]", "[]"],
        ['d'] = ["@\"2026-01-31\"", "date(2024, 2, 29)", "date(\"2026-07-01\")", "@\"-0004-03-01\"", "null"],
        ['z'] = ["@\"2026-07-01T08:30:00\"", "@\"10:00:00Z\"", "time(23, 59, 59)", "date and time(\"2026-01-01T10:00:00@Asia/Ho_Chi_Minh\")", "@\"12:00:00+07:00\"", "now()"],
        ['p'] = ["@\"P1M\"", "@\"PT36H\"", "duration(\"P1Y2M\")", "@\"-P3D\"", "duration(\"PT0.5S\")"],
        ['r'] = ["[1..5]", "(1..5)", "[0..10[", "(<3)", "(>= 2)", "range(\"[1..3]\")", "[@\"2026-01-01\"..@\"2026-12-31\"]", "[\"a\"..\"c\"]"],
        ['c'] = ["{a: 1, b: \"x\"}", "{}", "{a: {b: 2}}", "c"],
        ['f'] = ["function(v) v", "function(v: number) v * 2", "function(v) v + k"],
    };

    /// <summary>What other implementations know alike: numbers, truth, strings, lists, conditions, loops and the older functions.</summary>
    private static readonly Dictionary<char, string[]> Shared = new()
    {
        ['n'] =
        [
            "{n} + {n}", "{n} - ({n})", "{n} * {n}", "({n}) / ({n})", "-({n})", "({n})", "(if {b} then {n} else {n})", "sum({l})", "count({l})", "count({t})", "min({l})", "max({l})",
            "mean({l})", "median({l})", "product({l})", "floor({n})", "ceiling({n})", "abs({n})", "modulo({n}, {n})", "decimal({n}, 1)", "string length({s})", "{l}[{n}]", "{l}[-1]",
            "stddev({l})", "number(string({n}), \",\", \".\")", "round up({n}, 0)", "round down({n}, 0)", "round half up({n}, 0)", "sqrt({n})", "index of({l}, {n})[1]",
            "sum(for i in {l} return i + {n})", "count(for i in {l}, j in {t} return i)", "{a: {n}}.a", "({n}) ** 2",
        ],
        ['b'] =
        [
            "{n} < {n}", "{n} <= {n}", "{n} > {n}", "{n} = {n}", "{n} != {n}", "{s} = {s}", "{s} < {s}", "{b} and {b}", "{b} or {b}", "not({b})", "({b})", "{n} in [{n}..{n}]", "{n} in ({n}..{n})",
            "{n} between {n} and {n}", "{n} in ({n}, {n})", "some i in {l} satisfies i > {n}", "every i in {l} satisfies i <= {n}", "list contains({l}, {n})", "all([{b}, {b}])", "any([{b}, {b}])",
            "contains({s}, {s})", "starts with({s}, {s})", "ends with({s}, {s})", "matches({s}, \"^[a-c]+$\")", "even({n})", "odd({n})", "(if {b} then {b} else {b})", "{n} in (> {n})", "{n} = null",
        ],
        ['s'] =
        [
            "{s} + {s}", "({s})", "upper case({s})", "lower case({s})", "substring(\"xy\" + {s}, 1, 2)", "substring before({s}, {s})", "substring after({s}, {s})", "replace({s}, \"[ab]\", \"z\")",
            "string(floor({n}))", "string({b})", "string join({t}, \"-\")", "(if {b} then {s} else {s})", "{t}[{n}]", "{t}[1]",
        ],
        ['l'] =
        [
            "append({l}, {n})", "concatenate({l}, {l})", "remove(append({l}, {n}), 1)", "reverse({l})", "insert before(append({l}, 1), 1, {n})", "sublist(append({l}, 2), 1, 1)", "union({l}, {l})", "distinct values({l})",
            "sort({l}, function(x, y) x < y)", "flatten([{l}, {l}])", "{l}[item > {n}]", "for i in {l} return i * 2", "for i in 1..3 return i + {n}", "[{n}, {n}]",
            "index of({l}, {n})", "for i in [{n}, {n}] return i",
        ],
        ['t'] = ["split({s}, \" \")", "[{s}, {s}]", "append({t}, {s})", "reverse({t})", "distinct values({t})", "{t}[item = {s}]", "for i in {t} return i + {s}"],
    };

    /// <summary>The rest of the language.</summary>
    private static readonly Dictionary<char, string[]> Whole = new()
    {
        ['n'] =
        [
            "x", "y", "{n} ** {n}", "{d}.year", "{d}.weekday", "{z}.hour", "{p}.months", "{c}.a", "({f})({n})", "year({d})", "week of year({d})", "day of year({d})", "exp({n})", "log({n})",
            "get value({c}, \"a\")", "k", "{l}.a", "({n})[1]", "sum({n}, {n}, {n})", "min({d}, {d})", "number({s})", "number({s}, \",\", \".\")", "number(from: {s}, grouping separator: \".\", decimal separator: \",\")", "for i in 1..3 return sum(partial)",
        ],
        ['b'] =
        [
            "{n} instance of number", "{c} instance of context<a: number>", "{l} instance of list<number>", "{f} instance of function<number> -> number", "{d} < {d}", "{z} < {z}", "{p} > {p}", "{d} in {r}",
            "{n} in {r}", "before({r}, {r})", "overlaps({r}, {r})", "includes({r}, {n})", "meets({r}, {r})", "coincides({r}, {r})", "starts({n}, {r})", "finished by({r}, {n})", "is({z}, {z})", "is({d}, {d})",
            "{n} in {l}", "{l} = {l}", "{s} in {t}", "some a in {l}, b in {t} satisfies string(a) = b", "every e in {c}.a satisfies e = 1", "matches({s}, {s}, \"i\")", "{r}.start included", "{n} in not({n})", "during({n}, {r})", "x > y",
        ],
        ['s'] = ["string({n})", "string({d})", "string({z})", "string({c})", "string({r})", "month of year({d})", "day of week({d})", "{c}.b", "replace({s}, \"(a)(b)?\", \"$2$1\", \"x\")", "{z}.timezone", "substring({s}, {n}, {n})", "string({f})"],
        ['l'] =
        [
            "{l}[{b}]", "{l}[{n}]", "mode({l})", "sort({l}, {f})", "for d in {d}..{d} return d.day", "for i in {r} return i", "list replace({l}, 1, {n})", "list replace({l}, function(o, w) o > w, {n})", "concatenate({l}, {t})",
            "for i in {n}..{n} return i", "get entries({c}).value", "[{n}, {s}, {b}]", "{l}[item.a > 1]", "remove({l}, {n})", "sublist({l}, {n}, {n})", "insert before({l}, {n}, {n})", "partition({l})",
        ],
        ['t'] = ["get entries({c}).key", "extract({s}, {s})", "string join({t})", "split({s}, {s})"],
        ['d'] = ["{d} + {p}", "{d} - {p}", "date({z})", "date({n}, {n}, {n})", "date({s})", "if {b} then {d} else {d}", "max({d}, {d})", "{r}.start"],
        ['z'] = ["{z} + {p}", "date and time({d}, {z})", "time({s})", "time({n}, {n}, {n}, {p})", "date and time({z}, \"Asia/Ho_Chi_Minh\")", "{z} - {p}", "date and time({s})", "time({z})"],
        ['p'] = ["{d} - {d}", "{z} - {z}", "{p} + {p}", "{p} * {n}", "{p} / {n}", "{p} / {p}", "years and months duration({d}, {d})", "duration({s})", "abs({p})", "-{p}"],
        ['r'] = ["[{n}..{n}]", "({d}..{d}]", "range({s})", "[{s}..{s}[", "(> {n})", "(<= {d})", "]{p}..{p}]"],
        ['c'] =
        [
            "{a: {n}, b: {s}}", "context put({c}, \"a\", {n})", "context put({c}, [\"a\", \"b\"], {n})", "context merge([{c}, {c}])", "context([{key: {s}, value: {n}}])", "{k: {n}, r: k + 1}", "{f: {f}, v: f({n})}",
            "get entries({c})[1]", "{\"quoted key\": {l}}",
        ],
        ['f'] = ["function(v) {n}", "function(v: string) upper case(v)", "function(a, b) a < b", "function(v) if v <= 1 then 1 else v * 2"],
    };

    private static readonly char[] PortableKinds = ['n', 'b', 's', 'l', 't'];
    private static readonly char[] Kinds = ['n', 'b', 's', 'l', 't', 'd', 'z', 'p', 'r', 'c', 'f', 'n', 'b', 'l'];

    private readonly Random random = random;

    public string Next()
    {
        var kinds = portable ? PortableKinds : Kinds;
        return Fill(kinds[random.Next(kinds.Length)], random.Next(1, Depth + 1));
    }

    private string Fill(char kind, int depth)
    {
        if (depth == 0)
        {
            return Of(Leaves[kind]);
        }

        var templates = Shared.TryGetValue(kind, out var shared) && (portable || random.Next(2) == 0) ? shared : Whole[kind];
        var template = Of(templates);
        var text = new System.Text.StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] == '{' && at + 2 < template.Length && template[at + 2] == '}' && Leaves.ContainsKey(template[at + 1]))
            {
                text.Append(Fill(template[at + 1], random.Next(depth)));
                at += 2;
            }
            else
            {
                text.Append(template[at]);
            }
        }

        return text.ToString();
    }

    private string Of(string[] choices) => choices[random.Next(choices.Length)];
}
