using System.Diagnostics.CodeAnalysis;

namespace AnSinh.Registry;

public enum IdentityNumberKind
{
    SocialSecurity,
    Provisional,
}

/// <summary>The number under which a person is registered: a social security number or a provisional one.</summary>
public readonly record struct IdentityNumber
{
    private IdentityNumber(IdentityNumberKind kind, string text, string masked) => (Kind, Text, Masked) = (kind, text, masked);

    public IdentityNumberKind Kind { get; }

    /// <summary>Never write it to a log: <see cref="ToString"/> masks.</summary>
    public string Text { get; }

    public string Masked { get; }

    internal string KindCode => Kind == IdentityNumberKind.SocialSecurity ? "ssn" : "provisional";

    public static implicit operator IdentityNumber(SocialSecurityNumber number) => new(IdentityNumberKind.SocialSecurity, number.Digits, number.ToString());
    public static implicit operator IdentityNumber(ProvisionalNumber number) => new(IdentityNumberKind.Provisional, number.Text, number.ToString());

    public static bool TryParse([NotNullWhen(true)] string? text, out IdentityNumber number)
    {
        if (SocialSecurityNumber.TryParse(text, out var social))
        {
            number = social;
            return true;
        }

        if (ProvisionalNumber.TryParse(text, out var provisional))
        {
            number = provisional;
            return true;
        }

        number = default;
        return false;
    }

    /// <exception cref="FormatException">Neither kind of number. The text is not repeated in the message.</exception>
    public static IdentityNumber Parse(string text) => TryParse(text, out var number)
        ? number
        : throw new FormatException("Not a number of a person; expected twelve digits (001 to 096 first), or T, nine digits and a check digit.");

    public override string ToString() => Masked;
}
