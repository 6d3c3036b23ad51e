using AnSinh.Law;

namespace AnSinh.Registry;

/// <summary>An account into which a payee is paid. <paramref name="Number"/> is encrypted at rest and never written to a log.</summary>
/// <param name="Bank">The bank's code or BIN.</param>
/// <param name="Number">Digits or letters as the bank writes them, without spaces.</param>
/// <param name="Holder">Whose account it is; may be another person where the payee agreed.</param>
/// <param name="Consent">The day on which the payee agreed to be paid into it.</param>
/// <param name="Valid">The days on which payments go there.</param>
/// <param name="Evidence">What attests it.</param>
public sealed record PayeeAccount(string Bank, string Number, string Holder, DateOnly? Consent, DateRange Valid, string Evidence = "")
{
    public string Masked => $"••••{Number[^Math.Min(4, Number.Length)..]}";

    public override string ToString() => $"{Bank} {Masked}";
}
