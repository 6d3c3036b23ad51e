using System.Globalization;
using System.Text;

namespace AnSinh.Storage.Audit;

/// <summary>
/// The one spelling of an event and of a block, in UTF-8 without line break. A hash is taken over these bytes, so they never change: numbers in plain digits, strings escaped only where
/// JSON demands it (<c>"</c>, <c>\</c>, and control characters as <c>\u00XX</c>), bytes in small hexadecimal digits, no space.
/// </summary>
public sealed class AuditLine
{
    public const string KeyAction = "audit.key";

    private readonly StringBuilder _text = new(256);

    /// <summary><c>[sequence,knowledge,"recordedAt",simulated,"actor","action","subject",items,"commitment"]</c></summary>
    public byte[] Event(long sequence, long knowledge, string recordedAt, bool simulated, string actor, string action, string subject, long items, ReadOnlySpan<byte> commitment)
    {
        _text.Clear().Append(CultureInfo.InvariantCulture, $"[{sequence},{knowledge},");
        Text(recordedAt).Append(simulated ? ",1," : ",0,");
        Text(actor).Append(',');
        Text(action).Append(',');
        Text(subject).Append(CultureInfo.InvariantCulture, $",{items},\"{Convert.ToHexStringLower(commitment)}\"]");
        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    private StringBuilder Text(string value)
    {
        _text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' or '\\' => _text.Append('\\').Append(letter),
                < ' ' => _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => _text.Append(letter),
            };
        }

        return _text.Append('"');
    }
}
