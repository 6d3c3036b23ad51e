using AnSinh.Feel;

namespace AnSinh.Bulk;

/// <summary>
/// Gives each value of one leaf a small number; values with the same number are the same to everything that reads the leaf. Numbers are given in the order in which they are first needed.
/// For one thread at a time.
/// </summary>
public sealed class LeafCoder
{
    public const int Unknown = 0;
    public const int Null = 1;

    private readonly LeafReading _reading;
    private readonly FeelEvaluation _evaluation;
    private readonly FeelValue[] _cuts;
    private readonly (DerivedReading Reading, FeelValue[] Cuts)[] _derived;
    private readonly Dictionary<FeelValue, int> _exact = new(ByIdentity.Comparer);
    private readonly Dictionary<string, int> _regions = new(StringComparer.Ordinal);

    public LeafCoder(LeafReading reading, FeelEvaluation evaluation)
    {
        (_reading, _evaluation) = (reading, evaluation);
        _cuts = Ordered(reading.Cuts);
        _derived = [.. reading.Derived.Select(derived => (derived, Ordered(derived.Cuts)))];
    }

    public LeafReading Reading => _reading;

    /// <summary>How many numbers have been given, with those of null and unknown.</summary>
    public int Count { get; private set; } = 2;

    /// <param name="exactly">Whether a value that is computed together with this one is there, so that nothing less than the value itself will do.</param>
    public int CodeOf(FeelValue value, bool exactly = false)
    {
        if (value.IsUnknown)
        {
            return Unknown;
        }

        if (value.IsNull)
        {
            return Null;
        }

        if (_exact.TryGetValue(value, out var code) && (!exactly || code < 0))
        {
            return Math.Abs(code);
        }

        if (exactly || _reading.IsExact)
        {
            // A value once read exactly keeps its own number; the sign says so.
            _exact[value] = -Count;
            return Count++;
        }

        var region = RegionOf(value);
        if (!_regions.TryGetValue(region, out code))
        {
            _regions[region] = code = Count++;
        }

        return _exact[value] = code;
    }

    private string RegionOf(FeelValue value)
    {
        var text = new System.Text.StringBuilder();
        text.Append((int)value.Kind).Append(' ').Append(Place(value, _cuts));
        foreach (var (reading, cuts) in _derived)
        {
            var result = reading.Of(value, _evaluation);
            text.Append(' ').Append(result is not { } known ? "!" : reading.IsExact ? known.ToString() : $"{(int)known.Kind}:{Place(known, cuts)}");
        }

        foreach (var (left, right) in _reading.Relations)
        {
            var (one, other) = (left is null ? value : left.Of(value, _evaluation), right is null ? value : right.Of(value, _evaluation));
            text.Append(' ').Append(one is { } first && other is { } second ? FeelComparison.TryOrder(first, second, out var order) ? Math.Sign(order).ToString(System.Globalization.CultureInfo.InvariantCulture) : "?" : "!");
        }

        return text.ToString();
    }

    /// <summary>Twice the number of cuts below the value, and one more where it is itself a cut; where values have no order, a number of its own for each cut.</summary>
    private static int Place(FeelValue value, FeelValue[] cuts)
    {
        var place = 0;
        foreach (var (index, cut) in cuts.Index())
        {
            if (!FeelComparison.TryOrder(value, cut, out var order))
            {
                if (value.IsIdenticalTo(cut))
                {
                    return ~index;
                }

                continue;
            }

            if (order == 0)
            {
                return place + 1;
            }

            if (order < 0)
            {
                return place;
            }

            place += 2;
        }

        return place;
    }

    private static FeelValue[] Ordered(IReadOnlyList<FeelValue> cuts)
    {
        var ordered = cuts.Where(cut => !cut.IsNull && !cut.IsUnknown).ToList();
        ordered.Sort((left, right) => left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind) : FeelComparison.TryOrder(left, right, out var order) ? order : 0);
        return [.. ordered];
    }

    private static class ByIdentity
    {
        public static readonly IEqualityComparer<FeelValue> Comparer = EqualityComparer<FeelValue>.Create((left, right) => left.IsIdenticalTo(right), value => value.IdentityHash);
    }
}
