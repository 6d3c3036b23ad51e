using AnSinh.Bulk;

namespace AnSinh.Simulation.Sweep;

/// <summary>Numbers of what somebody's profile is in each of the months looked at: for nearly everybody the same in all.</summary>
internal sealed class ProfileSeries(int months)
{
    private readonly PairCodes.Reader _tuples = new(new PairCodes());
    private readonly Dictionary<int, int> _byTuple = [];
    private readonly List<int> _uniform = [];
    private readonly List<int> _profiles = [];

    public int Of(int profile)
    {
        while (_uniform.Count <= profile)
        {
            _uniform.Add(-1);
        }

        if (_uniform[profile] < 0)
        {
            Span<int> same = stackalloc int[months];
            same.Fill(profile);
            _uniform[profile] = Of(same);
        }

        return _uniform[profile];
    }

    public int Of(ReadOnlySpan<int> profiles)
    {
        var tuple = -1;
        foreach (var profile in profiles)
        {
            tuple = _tuples.CodeOf(tuple, profile);
        }

        if (!_byTuple.TryGetValue(tuple, out var number))
        {
            _byTuple[tuple] = number = _profiles.Count / months;
            foreach (var profile in profiles)
            {
                _profiles.Add(profile);
            }
        }

        return number;
    }

    /// <summary>The profile in the month that lies so many months ahead.</summary>
    public int At(int series, int ahead) => _profiles[(series * months) + ahead];
}
