using System.Text;

namespace AnSinh.Feel.Syntax;

internal enum TokenKind
{
    End,
    Word,
    Number,
    String,
    At,
    Symbol,

    /// <summary>A character or literal that FEEL does not know.</summary>
    Wrong,
}

/// <summary>A token: its place, and its text (for strings the value without quotes and escapes).</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text)
{
    public SourceSpan Span => SourceSpan.Between(Start, End);

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}

/// <summary>Reads one token at a time from any position, so that the parser can take a longer name where it knows one.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols =
        ["..", "**", "<=", ">=", "!=", "->", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "<", ">", "=", "?", "'"];

    public static Token Read(string text, int position)
    {
        int at = SkipBlank(text, position);
        if (at >= text.Length) return new(TokenKind.End, text.Length, text.Length, "");
        char c = text[at];
        if (c == '"') return ReadString(text, at, at, TokenKind.String);
        if (c == '@')
        {
            int quote = SkipBlank(text, at + 1);
            return quote < text.Length && text[quote] == '"'
                ? ReadString(text, at, quote, TokenKind.At)
                : new(TokenKind.Wrong, at, at + 1, "@");
        }
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return ReadNumber(text, at);
        Rune rune = RuneAt(text, at);
        if (IsNameStart(rune)) return ReadWord(text, at);
        foreach (string symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0) return new(TokenKind.Symbol, at, at + symbol.Length, symbol);
        }
        return new(TokenKind.Wrong, at, at + rune.Utf16SequenceLength, text.Substring(at, Math.Min(rune.Utf16SequenceLength, text.Length - at)));
    }

    public static int SkipBlank(string text, int at)
    {
        while (at < text.Length)
        {
            char c = text[at];
            if (IsBlank(c)) at++;
            else if (c == '/' && at + 1 < text.Length && text[at + 1] == '/')
            {
                while (at < text.Length && text[at] is not ('\n' or '\r')) at++;
            }
            else if (c == '/' && at + 1 < text.Length && text[at + 1] == '*')
            {
                int end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end + 2;
            }
            else break;
        }
        return at;
    }

    /// <summary>Where <paramref name="name"/> ends if the text has it at <paramref name="at"/> (a blank in it standing for any blanks), or -1.</summary>
    public static int MatchName(string text, int at, string name)
    {
        int i = at;
        foreach (char c in name)
        {
            if (c == ' ')
            {
                int next = i;
                while (next < text.Length && IsBlank(text[next])) next++;
                if (next == i) return -1;
                i = next;
            }
            else
            {
                if (i >= text.Length || text[i] != c) return -1;
                i++;
            }
        }
        if (i < text.Length && name.Length > 0 && IsNamePart(RuneAt(text, i)) && IsNamePart(LastRune(name))) return -1;
        return i;
    }

    public static Rune RuneAt(string text, int at) => Rune.TryGetRuneAt(text, at, out Rune rune) ? rune : Rune.ReplacementChar;

    public static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u00A0' or '\u1680' or '\u180E'
        or (>= '\u2000' and <= '\u200B') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' or '\uFEFF';

    /// <summary>DMN 1.5, grammar rule 28.</summary>
    public static bool IsNameStart(Rune rune) => rune.Value switch
    {
        '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => true,
        < 0xC0 or 0xD7 or 0xF7 => false,
        <= 0x2FF => true,
        < 0x370 or 0x37E or 0x1680 or 0x180E => false,
        <= 0x1FFF => true,
        0x200C or 0x200D => true,
        < 0x2070 => false,
        <= 0x218F => true,
        < 0x2C00 => false,
        <= 0x2FEF => true,
        < 0x3001 => false,
        <= 0xD7FF => true,
        < 0xF900 => false,
        <= 0xFDCF => true,
        < 0xFDF0 => false,
        0xFEFF or 0xFFFD => false,
        <= 0xFFFC => true,
        >= 0x10000 and <= 0xEFFFF => true,
        _ => false,
    };

    /// <summary>DMN 1.5, grammar rule 29.</summary>
    public static bool IsNamePart(Rune rune) =>
        IsNameStart(rune) || rune.Value is (>= '0' and <= '9') or 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040;

    private static Rune LastRune(string name) => Rune.DecodeLastFromUtf16(name, out Rune rune, out _) == System.Buffers.OperationStatus.Done ? rune : Rune.ReplacementChar;

    private static Token ReadWord(string text, int start)
    {
        int at = start;
        while (at < text.Length)
        {
            Rune rune = RuneAt(text, at);
            if (!IsNamePart(rune)) break;
            at += rune.Utf16SequenceLength;
        }
        return new(TokenKind.Word, start, at, text[start..at]);
    }

    private static Token ReadNumber(string text, int start)
    {
        int at = start;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            int power = at + 1;
            if (power < text.Length && text[power] is '+' or '-') power++;
            if (power < text.Length && char.IsAsciiDigit(text[power]))
            {
                at = power;
                while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            }
        }
        return new(TokenKind.Number, start, at, text[start..at]);
    }

    private static Token ReadString(string text, int start, int quote, TokenKind kind)
    {
        StringBuilder value = new();
        for (int at = quote + 1; at < text.Length; at++)
        {
            char c = text[at];
            if (c == '"') return new(kind, start, at + 1, value.ToString());
            if (c != '\\' || at + 1 == text.Length)
            {
                value.Append(c);
                continue;
            }
            at++;
            switch (text[at])
            {
                case 'n': value.Append('\n'); break;
                case 'r': value.Append('\r'); break;
                case 't': value.Append('\t'); break;
                case '"' or '\\' or '\'': value.Append(text[at]); break;
                case 'u' when TryHex(text, at + 1, 4, out int unit):
                    value.Append((char)unit);
                    at += 4;
                    break;
                case 'U' when TryHex(text, at + 1, 6, out int point) && Rune.IsValid(point):
                    value.Append(new Rune(point).ToString());
                    at += 6;
                    break;
                default: value.Append('\\').Append(text[at]); break;
            }
        }
        return new(TokenKind.Wrong, start, text.Length, "\"");
    }

    private static bool TryHex(string text, int at, int digits, out int value)
    {
        value = 0;
        if (at + digits > text.Length) return false;
        for (int i = at; i < at + digits; i++)
        {
            if (!char.IsAsciiHexDigit(text[i])) return false;
            value = value * 16 + Convert.ToInt32(text[i].ToString(), 16);
        }
        return true;
    }
}
