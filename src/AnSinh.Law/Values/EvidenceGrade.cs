namespace AnSinh.Law;

/// <summary>How well a fact of the law is attested, strongest first. An answer carries the weakest grade of what it rests on.</summary>
public enum EvidenceGrade
{
    Verified,
    Known,
    Secondary,
    SingleSecondary,
    Unsure,
    Assumed,
}

public static class EvidenceGrades
{
    private static readonly string[] Codes = ["verified", "known", "secondary", "single_secondary", "unsure", "assumed"];

    public static string Code(this EvidenceGrade grade) => Codes[(int)grade];

    public static EvidenceGrade Parse(string text) => TryParse(text, out var grade) ? grade : throw new FormatException($"There is no grade {text}.");

    public static bool TryParse(string? text, out EvidenceGrade grade)
    {
        var index = Array.IndexOf(Codes, text);
        grade = (EvidenceGrade)Math.Max(index, 0);
        return index >= 0;
    }

    public static EvidenceGrade Weaker(EvidenceGrade left, EvidenceGrade right) => left > right ? left : right;

    public static string AllCodes => string.Join(", ", Codes);
}
