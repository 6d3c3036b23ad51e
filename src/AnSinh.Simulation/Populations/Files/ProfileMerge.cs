namespace AnSinh.Simulation.Populations;

/// <summary>Numbers profiles in the order in which they first come. The same object is found at once, an equal one by its canonical text.</summary>
internal sealed class ProfileMerge<T>(Func<T, string> canonical)
    where T : class
{
    private readonly Dictionary<T, int> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _byText = new(StringComparer.Ordinal);
    private readonly List<T> _all = [];

    public IReadOnlyList<T> All => _all;

    public int NumberOf(T profile)
    {
        if (_known.TryGetValue(profile, out var number))
        {
            return number;
        }

        var text = canonical(profile);
        if (!_byText.TryGetValue(text, out number))
        {
            number = _all.Count;
            _byText.Add(text, number);
            _known.Add(profile, number);
            _all.Add(profile);
        }

        return number;
    }

    /// <summary>For each profile of a block's dictionary, its number in the file.</summary>
    public void Map(IReadOnlyList<T> local, ref int[] numbers)
    {
        if (numbers.Length < local.Count)
        {
            numbers = new int[local.Count * 2];
        }

        for (var index = 0; index < local.Count; index++)
        {
            numbers[index] = NumberOf(local[index]);
        }
    }
}
