namespace AnSinh.Law;

/// <summary>
/// The numbers of profiles under a plan, for one dictionary; shared by all threads. Under the plan of the whole law each profile is read once; under the plan of a part each class of profiles
/// that the whole law cannot tell apart.
/// </summary>
internal sealed class ProfileCodes(BulkPlan plan, PeopleDictionary dictionary, ProfileCodes? whole = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int, int), PersonsUnder> _persons = [];
    private HouseholdCode?[] _households = [];

    public HouseholdCode Household(int profile)
    {
        var place = whole?.Household(profile).Place ?? profile;
        var known = _households;
        return place < known.Length && known[place] is { } code ? code : Learn(place, profile);
    }

    /// <summary>The numbers of person profiles in a household with this profile.</summary>
    public PersonsUnder Persons(int householdProfile)
    {
        var key = (Household(householdProfile).Coverage, whole?.Household(householdProfile).Coverage ?? 0);
        lock (_gate)
        {
            if (!_persons.TryGetValue(key, out var persons))
            {
                _persons[key] = persons = new PersonsUnder(plan, dictionary, key.Item1, whole?.Persons(householdProfile));
            }

            return persons;
        }
    }

    private HouseholdCode Learn(int place, int profile)
    {
        lock (_gate)
        {
            if (place >= _households.Length)
            {
                Array.Resize(ref _households, Math.Max(place + 1, whole is null ? dictionary.Households.Count : _households.Length * 2));
            }

            return _households[place] ??= plan.CodeOf(dictionary.Households[profile]);
        }
    }
}

/// <summary>The numbers of person profiles where certain sources cover the household.</summary>
internal sealed class PersonsUnder(BulkPlan plan, PeopleDictionary dictionary, int coverage, PersonsUnder? whole)
{
    private readonly Lock _gate = new();
    private PersonCode?[] _codes = [];

    public PersonCode Of(int profile)
    {
        var place = whole?.Of(profile).Place ?? profile;
        var known = _codes;
        return place < known.Length && known[place] is { } code ? code : Learn(place, profile);
    }

    private PersonCode Learn(int place, int profile)
    {
        lock (_gate)
        {
            if (place >= _codes.Length)
            {
                Array.Resize(ref _codes, Math.Max(place + 1, whole is null ? dictionary.Persons.Count : _codes.Length * 2));
            }

            return _codes[place] ??= plan.CodeOf(dictionary.Persons[profile], coverage, dictionary.LinkFacts);
        }
    }
}
