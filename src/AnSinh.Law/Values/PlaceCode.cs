namespace AnSinh.Law;

/// <summary>
/// Code of an administrative unit: two digits for a province, five for a commune (leading zeros count). Whether the unit exists on a day is
/// a matter of the register of places, not of this type.
/// </summary>
public readonly record struct PlaceCode : IComparable<PlaceCode>
{
    private PlaceCode(string value) => Value = value;

    public string Value { get; }
    public bool IsProvince => Value.Length == 2;
    public bool IsCommune => Value.Length == 5;

    public static bool TryParse(string? text, out PlaceCode code)
    {
        code = default;
        if (text is not { Length: 2 or 5 } || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        code = new PlaceCode(text);
        return true;
    }

    /// <exception cref="FormatException">The text is neither two nor five digits.</exception>
    public static PlaceCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a place code; expected two digits (province) or five (commune).");

    public int CompareTo(PlaceCode other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}
