using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AnSinh.Feel;

/// <summary>
/// Translates the regular expressions of XPath 2.0 (with (?:) and back-references) to the framework's. What XPath does not know is
/// refused instead of being passed through.
/// </summary>
internal sealed class XPathRegex
{
    private const string NameStart = @":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD";
    private const string NamePart = NameStart + @"\-\.0-9\u00B7\u0300-\u036F\u203F-\u2040";
    private const int CacheSize = 512;
    private const int LongestCached = 1_000;

    private static readonly ConcurrentDictionary<(string, string, TimeSpan), Regex?> Cache = new();

    private readonly string _pattern;
    private readonly bool _dotAll;
    private readonly bool _multiline;
    private readonly StringBuilder _out = new();
    private readonly Stack<int> _open = new();
    private readonly HashSet<int> _closed = [];
    private int _groups;
    private int _at;

    private XPathRegex(string pattern, bool dotAll, bool multiline)
    {
        _pattern = pattern;
        _dotAll = dotAll;
        _multiline = multiline;
    }

    /// <summary>The compiled pattern; false when pattern or flags are not valid.</summary>
    public static bool TryGet(string pattern, string flags, TimeSpan timeout, out Regex? regex)
    {
        if (pattern.Length > LongestCached) return (regex = Make(pattern, flags, timeout)) is not null;
        if (Cache.Count > CacheSize) Cache.Clear();
        regex = Cache.GetOrAdd((pattern, flags, timeout), static key => Make(key.Item1, key.Item2, key.Item3));
        return regex is not null;
    }

    private static Regex? Make(string pattern, string flags, TimeSpan timeout)
    {
        if (flags.Any(flag => flag is not ('s' or 'm' or 'i' or 'x'))) return null;
        if (flags.Contains('x', StringComparison.Ordinal)) pattern = StripBlanks(pattern);
        XPathRegex translation = new(pattern, flags.Contains('s', StringComparison.Ordinal), flags.Contains('m', StringComparison.Ordinal));
        if (!translation.Translate()) return null;
        RegexOptions options = RegexOptions.CultureInvariant;
        if (flags.Contains('i', StringComparison.Ordinal)) options |= RegexOptions.IgnoreCase;
        try
        {
            return new Regex(translation._out.ToString(), options, timeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Reads a replacement: $N is a group, \$ and \\ are the signs themselves. Group -1 stands for none.</summary>
    public static bool TryReplacement(string replacement, Regex regex, out List<(string Text, int Group)>? parts)
    {
        parts = [];
        int groups = regex.GetGroupNumbers().Length - 1;
        StringBuilder text = new();
        for (int i = 0; i < replacement.Length; i++)
        {
            char c = replacement[i];
            if (c == '\\')
            {
                if (++i >= replacement.Length || replacement[i] is not ('\\' or '$')) return false;
                text.Append(replacement[i]);
            }
            else if (c == '$')
            {
                int end = i + 1;
                if (end >= replacement.Length || !char.IsAsciiDigit(replacement[end])) return false;
                int group = replacement[end++] - '0';
                while (end < replacement.Length && char.IsAsciiDigit(replacement[end]) && group * 10 + replacement[end] - '0' <= groups)
                    group = group * 10 + replacement[end++] - '0';
                parts.Add((text.ToString(), group <= groups ? group : -1));
                text.Clear();
                i = end - 1;
            }
            else text.Append(c);
        }
        parts.Add((text.ToString(), -1));
        return true;
    }

    private static string StripBlanks(string pattern)
    {
        StringBuilder kept = new();
        int depth = 0;
        bool escaped = false;
        foreach (char c in pattern)
        {
            if (c is ' ' or '\t' or '\n' or '\r' && depth == 0) continue;
            if (!escaped && c == '[') depth++;
            if (!escaped && c == ']' && depth > 0) depth--;
            escaped = !escaped && c == '\\';
            kept.Append(c);
        }
        return kept.ToString();
    }

    private bool Translate()
    {
        bool quantifiable = false;
        while (_at < _pattern.Length)
        {
            char c = _pattern[_at];
            switch (c)
            {
                case '\\':
                    if (!TranslateEscape()) return false;
                    quantifiable = true;
                    continue;
                case '[':
                    if (!TranslateClass(0)) return false;
                    quantifiable = true;
                    continue;
                case '.':
                    _out.Append(_dotAll ? @"(?>[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])" : @"(?>[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\r])");
                    break;
                case '^':
                    _out.Append(_multiline ? @"(?:\A|(?<=\n)(?!\z))" : @"\A");
                    break;
                case '$':
                    _out.Append(_multiline ? @"(?=\n|\z)" : @"\z");
                    break;
                case '(':
                    if (_at + 1 < _pattern.Length && _pattern[_at + 1] == '?')
                    {
                        if (_at + 2 >= _pattern.Length || _pattern[_at + 2] != ':') return false;
                        _out.Append("(?:");
                        _open.Push(0);
                        _at += 3;
                        quantifiable = false;
                        continue;
                    }
                    _open.Push(++_groups);
                    _out.Append('(');
                    _at++;
                    quantifiable = false;
                    continue;
                case ')':
                    if (_open.Count == 0) return false;
                    _closed.Add(_open.Pop());
                    _out.Append(')');
                    break;
                case '|':
                    _out.Append('|');
                    _at++;
                    quantifiable = false;
                    continue;
                case '*' or '+' or '?' or '{':
                    if (!quantifiable || !TranslateQuantifier()) return false;
                    quantifiable = false;
                    continue;
                case ']' or '}':
                    return false;
                default:
                    TranslateCharacter();
                    quantifiable = true;
                    continue;
            }
            _at++;
            quantifiable = true;
        }
        return _open.Count == 0;
    }

    private void TranslateCharacter()
    {
        if (char.IsHighSurrogate(_pattern[_at]) && _at + 1 < _pattern.Length && char.IsLowSurrogate(_pattern[_at + 1]))
        {
            _out.Append("(?:").Append(_pattern, _at, 2).Append(')');
            _at += 2;
        }
        else
        {
            _out.Append(Regex.Escape(_pattern[_at].ToString()));
            _at++;
        }
    }

    private bool TranslateQuantifier()
    {
        if (_pattern[_at] == '{')
        {
            int end = _pattern.IndexOf('}', _at);
            if (end < 0) return false;
            string[] bounds = _pattern[(_at + 1)..end].Split(',');
            if (bounds.Length > 2 || bounds[0].Length == 0 || !bounds.All(bound => bound.All(char.IsAsciiDigit)) || bounds.Any(bound => bound.Length > 4)) return false;
            if (bounds.Length == 2 && bounds[1].Length > 0
                && int.Parse(bounds[0], CultureInfo.InvariantCulture) > int.Parse(bounds[1], CultureInfo.InvariantCulture)) return false;
            _out.Append(_pattern, _at, end - _at + 1);
            _at = end + 1;
        }
        else _out.Append(_pattern[_at++]);
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            _out.Append('?');
            _at++;
        }
        return true;
    }

    private bool TranslateEscape()
    {
        if (++_at >= _pattern.Length) return false;
        char c = _pattern[_at];
        if (char.IsAsciiDigit(c))
        {
            int group = c - '0';
            if (group == 0) return false;
            int end = _at + 1;
            while (end < _pattern.Length && char.IsAsciiDigit(_pattern[end]) && group * 10 + _pattern[end] - '0' <= _groups) group = group * 10 + _pattern[end++] - '0';
            if (!_closed.Contains(group)) return false;
            _out.Append("(?:\\").Append(group).Append(')');
            _at = end;
            return true;
        }
        string? inClass = ClassOf(c, out bool negated);
        if (inClass is not null)
        {
            _out.Append(negated ? "[^" : "[").Append(inClass).Append(']');
            _at++;
            return true;
        }
        if (c is 'p' or 'P') return TranslateCategory();
        if (c is 'n' or 'r' or 't' || @"\|.-^?*+{}()[]$".Contains(c, StringComparison.Ordinal))
        {
            _out.Append('\\').Append(c);
            _at++;
            return true;
        }
        return false;
    }

    private bool TranslateCategory()
    {
        int end = _pattern.IndexOf('}', _at);
        if (end < 0 || _at + 1 >= _pattern.Length || _pattern[_at + 1] != '{') return false;
        string name = _pattern[(_at + 2)..end];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) return false;
        _out.Append('\\').Append(_pattern, _at, end - _at + 1);
        _at = end + 1;
        return true;
    }

    private static string? ClassOf(char c, out bool negated)
    {
        negated = c is 'D' or 'S' or 'I' or 'C';
        return c switch
        {
            'd' or 'D' => @"\d",
            's' or 'S' => @" \t\n\r",
            'w' => @"\p{L}\p{M}\p{N}\p{S}",
            'W' => @"\p{P}\p{Z}\p{C}",
            'i' or 'I' => NameStart,
            'c' or 'C' => NamePart,
            _ => null,
        };
    }

    private bool TranslateClass(int depth)
    {
        if (depth > 20) return false;
        _out.Append('[');
        _at++;
        if (_at < _pattern.Length && _pattern[_at] == '^')
        {
            _out.Append('^');
            _at++;
        }
        bool empty = true;
        while (_at < _pattern.Length)
        {
            char c = _pattern[_at];
            switch (c)
            {
                case ']':
                    if (empty) return false;
                    _out.Append(']');
                    _at++;
                    return true;
                case '[':
                    return false;
                case '-' when _at + 1 < _pattern.Length && _pattern[_at + 1] == '[':
                    if (empty) return false;
                    _out.Append('-');
                    _at++;
                    if (!TranslateClass(depth + 1) || _at >= _pattern.Length || _pattern[_at] != ']') return false;
                    break;
                case '\\':
                    if (!TranslateClassEscape()) return false;
                    break;
                case '-' when empty || (_at + 1 < _pattern.Length && _pattern[_at + 1] == ']'):
                    _out.Append(@"\-");
                    _at++;
                    break;
                default:
                    _out.Append(c is '^' ? "\\^" : c.ToString());
                    _at++;
                    break;
            }
            empty = false;
        }
        return false;
    }

    private bool TranslateClassEscape()
    {
        if (++_at >= _pattern.Length) return false;
        char c = _pattern[_at];
        string? inClass = ClassOf(c, out bool negated);
        if (inClass is not null)
        {
            if (negated && c is not ('D' or 'S')) return false;
            _out.Append(c switch
            {
                'D' => @"\D",
                'S' => @"\u0000-\u0008\u000B\u000C\u000E-\u001F!-\uFFFF",
                _ => inClass,
            });
            _at++;
            return true;
        }
        if (c is 'p' or 'P') return TranslateCategory();
        if (c is not ('n' or 'r' or 't') && !@"\|.-^?*+{}()[]$".Contains(c, StringComparison.Ordinal)) return false;
        _out.Append('\\').Append(c);
        _at++;
        return true;
    }
}
