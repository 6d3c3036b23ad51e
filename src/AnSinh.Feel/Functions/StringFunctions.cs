using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static AnSinh.Feel.Define;

namespace AnSinh.Feel;

/// <summary>Strings (DMN 1.5, 10.3.4.3). Positions and lengths count code points.</summary>
internal static class StringFunctions
{
    public static IEnumerable<BuiltinFunction> All() =>
    [
        Function("substring", "Phần của chuỗi từ một vị trí, đếm từ 1 (số âm: từ cuối).", "The part of a string from a position, counted from 1 (negative: from the end).",
            Way(Text, Substring, One("string", Text), One("start position", Number), Maybe("length", Number))),
        Function("string length", "Số ký tự của chuỗi.", "The number of characters.",
            Way(Number, (a, e) => (long)CodePoints(a[0].AsString), One("string", Text))),
        Function("upper case", "Chuỗi viết hoa.", "The string in capitals.",
            Way(Text, (a, e) => UpperCase(a[0].AsString), One("string", Text))),
        Function("lower case", "Chuỗi viết thường.", "The string in small letters.",
            Way(Text, (a, e) => a[0].AsString.ToLowerInvariant(), One("string", Text))),
        Function("substring before", "Phần chuỗi đứng trước một chuỗi khác.", "What stands before another string.",
            Way(Text, (a, e) => Before(a[0].AsString, a[1].AsString), One("string", Text), One("match", Text))),
        Function("substring after", "Phần chuỗi đứng sau một chuỗi khác.", "What stands after another string.",
            Way(Text, (a, e) => After(a[0].AsString, a[1].AsString), One("string", Text), One("match", Text))),
        Function("contains", "Chuỗi có chứa chuỗi khác không.", "Whether a string holds another.",
            Way(Truth, (a, e) => a[0].AsString.Contains(a[1].AsString, StringComparison.Ordinal), One("string", Text), One("match", Text))),
        Function("starts with", "Chuỗi có bắt đầu bằng chuỗi khác không.", "Whether a string starts with another.",
            Way(Truth, (a, e) => a[0].AsString.StartsWith(a[1].AsString, StringComparison.Ordinal), One("string", Text), One("match", Text))),
        Function("ends with", "Chuỗi có kết thúc bằng chuỗi khác không.", "Whether a string ends with another.",
            Way(Truth, (a, e) => a[0].AsString.EndsWith(a[1].AsString, StringComparison.Ordinal), One("string", Text), One("match", Text))),
        Function("matches", "Chuỗi có phần khớp với biểu thức chính quy không.", "Whether some part of a string matches a regular expression.",
            Way(Truth, Matches, One("input", Text), One("pattern", Text), MaybeNull("flags", Text))),
        Function("replace", "Thay các phần khớp với biểu thức chính quy.", "Replaces what matches a regular expression.",
            Way(Text, Replace, One("input", Text), One("pattern", Text), One("replacement", Text), MaybeNull("flags", Text))),
        Function("split", "Tách chuỗi ở những chỗ khớp với biểu thức chính quy.", "Splits a string where a regular expression matches.",
            Way(Strings, Split, One("string", Text), One("delimiter", Text))),
        Function("string join", "Nối các chuỗi, bỏ qua null.", "Joins strings, leaving out null.",
            Way(Text, Join, One("list", Strings), MaybeNull("delimiter", Text))),
    ];

    private static readonly SearchValues<char> Special = SearchValues.Create("ßﬀﬁﬂﬃﬄﬅﬆŉ");

    private static int CodePoints(string text)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!(char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]))) count++;
        }
        return count;
    }

    /// <summary>The index of a code point counted from 0; the string's length for one behind the last.</summary>
    private static int IndexOf(string text, int codePoint)
    {
        int at = 0;
        for (int i = 0; i < codePoint && at < text.Length; i++) at += char.IsSurrogatePair(text, at) ? 2 : 1;
        return at;
    }

    private static FeelValue Substring(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        string text = a[0].AsString;
        int count = CodePoints(text);
        if (!TryWhole(a[1], out int start) || start == 0 || Math.Abs((long)start) > count)
            return Wrong(e, "Vị trí nằm ngoài chuỗi.", "The position lies outside of the string.");
        int first = start > 0 ? start - 1 : count + start;
        int length = count - first;
        if (a.Length > 2)
        {
            if (a[2].AsNumber.IsNegative) return Wrong(e, "Độ dài không được âm.", "The length must not be negative.");
            length = TryWhole(a[2], out int wanted) ? Math.Min(wanted, length) : length;
        }
        int from = IndexOf(text, first);
        return text.Substring(from, IndexOf(text[from..], length));
    }

    /// <summary>Unicode's special casing of ß and the ligatures, which the framework leaves as they are.</summary>
    private static string UpperCase(string text)
    {
        string upper = text.ToUpperInvariant();
        return upper.AsSpan().ContainsAny(Special)
            ? upper.Replace("ß", "SS", StringComparison.Ordinal).Replace("ﬀ", "FF", StringComparison.Ordinal).Replace("ﬁ", "FI", StringComparison.Ordinal)
                .Replace("ﬂ", "FL", StringComparison.Ordinal).Replace("ﬃ", "FFI", StringComparison.Ordinal).Replace("ﬄ", "FFL", StringComparison.Ordinal)
                .Replace("ﬅ", "ST", StringComparison.Ordinal).Replace("ﬆ", "ST", StringComparison.Ordinal).Replace("ŉ", "ʼN", StringComparison.Ordinal)
            : upper;
    }

    private static FeelValue Before(string text, string match)
    {
        int at = text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 ? "" : text[..at];
    }

    private static FeelValue After(string text, string match)
    {
        int at = text.IndexOf(match, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + match.Length)..];
    }

    private static bool TryRegex(in FeelValue pattern, in FeelValue flags, FeelEvaluation e, out Regex? regex, out FeelValue failed)
    {
        bool valid = XPathRegex.TryGet(pattern.AsString, flags.IsNull ? "" : flags.AsString, e.Limits.RegexTime, out regex);
        failed = valid ? FeelValue.Null : Wrong(e, $"'{pattern.AsString}' không phải biểu thức chính quy hợp lệ.", $"'{pattern.AsString}' is not a valid regular expression.");
        return valid;
    }

    private static FeelValue TooSlow(FeelEvaluation e)
    {
        e.PassedLimit(new($"Biểu thức chính quy chạy quá {e.Limits.RegexTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms.",
            $"A regular expression took more than {e.Limits.RegexTime.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms."));
        return default;
    }

    private static FeelValue Matches(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        if (!TryRegex(a[1], a.Length > 2 ? a[2] : FeelValue.Null, e, out Regex? regex, out FeelValue failed)) return failed;
        try
        {
            return regex!.IsMatch(a[0].AsString);
        }
        catch (RegexMatchTimeoutException)
        {
            return TooSlow(e);
        }
    }

    private static FeelValue Replace(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        if (!TryRegex(a[1], a.Length > 3 ? a[3] : FeelValue.Null, e, out Regex? regex, out FeelValue failed)) return failed;
        string input = a[0].AsString;
        try
        {
            if (regex!.IsMatch("")) return Wrong(e, "Biểu thức khớp với chuỗi rỗng, nên không thay được.", "The pattern matches the empty string, so nothing can be replaced.");
            if (!XPathRegex.TryReplacement(a[2].AsString, regex, out List<(string Text, int Group)>? parts))
                return Wrong(e, $"'{a[2].AsString}' không phải phần thay thế hợp lệ.", $"'{a[2].AsString}' is not a valid replacement.");
            StringBuilder result = new();
            int at = 0;
            for (Match match = regex.Match(input); match.Success; match = match.NextMatch())
            {
                result.Append(input, at, match.Index - at);
                foreach ((string text, int group) in parts!) result.Append(text).Append(group >= 0 ? match.Groups[group].Value : "");
                at = match.Index + match.Length;
                e.CheckTextLength(result.Length);
            }
            return e.CheckedText(result.Append(input, at, input.Length - at).ToString());
        }
        catch (RegexMatchTimeoutException)
        {
            return TooSlow(e);
        }
    }

    private static FeelValue Split(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        if (!TryRegex(a[1], FeelValue.Null, e, out Regex? regex, out FeelValue failed)) return failed;
        string input = a[0].AsString;
        List<FeelValue> parts = [];
        try
        {
            int at = 0;
            for (Match match = regex!.Match(input); match.Success; match = match.NextMatch())
            {
                if (match.Length == 0) continue;
                parts.Add(input[at..match.Index]);
                at = match.Index + match.Length;
                e.CheckListSize(parts.Count);
            }
            parts.Add(input[at..]);
        }
        catch (RegexMatchTimeoutException)
        {
            return TooSlow(e);
        }
        return new FeelList(parts);
    }

    private static FeelValue Join(ReadOnlySpan<FeelValue> a, FeelEvaluation e)
    {
        string delimiter = a.Length > 1 && !a[1].IsNull ? a[1].AsString : "";
        StringBuilder text = new();
        bool first = true;
        foreach (ref readonly FeelValue item in a[0].AsList.Span)
        {
            if (item.IsNull) continue;
            if (!first) text.Append(delimiter);
            first = false;
            text.Append(item.AsString);
            e.CheckTextLength(text.Length);
        }
        return text.ToString();
    }
}
