namespace AnSinh.Law;

/// <summary>A person's internal id. It never changes: not by a move, a merge or a new identity number.</summary>
public readonly record struct PersonId(string Value) : IComparable<PersonId>
{
    public int CompareTo(PersonId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>A household's internal id.</summary>
public readonly record struct HouseholdId(string Value) : IComparable<HouseholdId>
{
    public int CompareTo(HouseholdId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>A benefit of the law pack, for example <c>tgxh.6.nang</c>.</summary>
public readonly record struct BenefitId(string Value) : IComparable<BenefitId>
{
    public int CompareTo(BenefitId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}
