using AnSinh.Bulk;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>Numbers of days of birth that a plan cannot tell apart; shared by all threads. A day that counts as such has its own, negative number.</summary>
internal sealed class BornCodes
{
    /// <summary>Numbers below this may be used as places; there are seldom more.</summary>
    public const int Small = 128;

    private const int NotYet = -1;

    private readonly LeafCoder _coder;
    private readonly Lock _gate;
    private readonly BornCodes? _finer;
    private int[] _codes;

    /// <param name="finer">Numbers that tell apart whatever these do: then each of them is looked at once, instead of each day.</param>
    public BornCodes(LeafCoder coder, Lock gate, BornCodes? finer)
    {
        (_coder, _gate, _finer) = (coder, gate, finer);
        _codes = new int[finer is null ? ushort.MaxValue + 1 : 256];
        Array.Fill(_codes, NotYet);
    }

    public LeafReading Reading => _coder.Reading;

    public int CodeOf(ushort day, bool exactly)
    {
        if (exactly)
        {
            return int.MinValue | day;
        }

        var place = _finer?.CodeOf(day, exactly: false) ?? day;
        var codes = _codes;
        return place < codes.Length && codes[place] is not NotYet and var code ? code : Learn(place, day);
    }

    private int Learn(int place, ushort day)
    {
        lock (_gate)
        {
            if (place >= _codes.Length)
            {
                var longer = new int[Math.Max(place + 1, _codes.Length * 2)];
                Array.Fill(longer, NotYet);
                _codes.CopyTo(longer, 0);
                _codes = longer;
            }

            return _codes[place] = _coder.CodeOf(FeelValue.Of(PeopleBlock.FirstDay.AddDays(day)));
        }
    }
}
