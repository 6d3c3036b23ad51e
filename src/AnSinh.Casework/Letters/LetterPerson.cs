using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Casework.Letters;

/// <summary>Who writes: the commune, its province, and who signs (empty: the name is written by hand).</summary>
public sealed record LetterOffice(string Commune, string Province, string ChairName);

/// <summary>The person a letter is about, as it addresses them.</summary>
public sealed record LetterPerson(string FullName, BirthDate Born, Sex Sex, string Address)
{
    /// <summary><c>cháu</c> below 16, <c>em</c> below 18, then <c>ông</c> or <c>bà</c>.</summary>
    public string Title(DateOnly on) => IsChild(on) ? "cháu" : Born.Latest.AddYears(18) > on ? "em" : Sex == Sex.Male ? "ông" : "bà";

    /// <summary>Whom a letter speaks to: the family of a child, otherwise the person.</summary>
    public string Reader(DateOnly on) => IsChild(on) ? "gia đình hoặc người giám hộ" : Title(on);

    /// <summary>Who applies, receives and carries out: the person, or for a child the family.</summary>
    public string Addressee(DateOnly on) => IsChild(on) ? $"{Reader(on)} của {Named(on)}" : Named(on);

    public string Named(DateOnly on) => $"{Title(on)} {FullName}";

    /// <summary>The date of birth as far as the papers know it.</summary>
    public string BornText => Born.Precision switch
    {
        DatePrecision.Day => $"sinh ngày {LetterPage.Day(Born.Earliest)}",
        DatePrecision.Month => string.Create(CultureInfo.InvariantCulture, $"sinh tháng {Born.Earliest.Month} năm {Born.Earliest.Year}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"sinh năm {Born.Earliest.Year}"),
    };

    /// <summary>Name, birth and address, as the first sentence about somebody gives them.</summary>
    public string InFull(DateOnly on) => $"{Named(on)}, {BornText}, thường trú tại {Address}";

    private bool IsChild(DateOnly on) => Born.Latest.AddYears(16) > on;
}
