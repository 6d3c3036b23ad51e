namespace AnSinh.Law;

/// <summary>One thread's memory of the numbers of profiles.</summary>
internal sealed class ProfileCodes(BulkPlan plan, PeopleDictionary dictionary)
{
    private readonly Dictionary<int, PersonCode[]> _persons = [];
    private HouseholdCode[] _households = [];

    public HouseholdCode Household(int profile)
    {
        for (var next = _households.Length; profile >= _households.Length; next = _households.Length)
        {
            Array.Resize(ref _households, dictionary.Households.Count);
            for (; next < _households.Length; next++)
            {
                _households[next] = plan.CodeOf(dictionary.Households[next]);
            }
        }

        return _households[profile];
    }

    /// <summary>Numbers of all person profiles, in a household covered by these sources.</summary>
    public PersonCode[] Persons(int coverage)
    {
        if (_persons.TryGetValue(coverage, out var codes) && codes.Length == dictionary.Persons.Count)
        {
            return codes;
        }

        var next = codes?.Length ?? 0;
        Array.Resize(ref codes, dictionary.Persons.Count);
        for (; next < codes.Length; next++)
        {
            codes[next] = plan.CodeOf(dictionary.Persons[next], coverage, dictionary.LinkFacts);
        }

        return _persons[coverage] = codes;
    }
}
