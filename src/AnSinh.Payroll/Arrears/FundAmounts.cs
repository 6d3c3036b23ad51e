using System.Collections.Immutable;
using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Payroll.Arrears;

/// <summary>Amounts in đồng by the fund that bears them, in the order of the funds' ids; a fund with nothing is not in it.</summary>
public sealed class FundAmounts : IEquatable<FundAmounts>
{
    public static readonly FundAmounts None = new(ImmutableSortedDictionary.Create<string, Vnd>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, Vnd> _amounts;

    private FundAmounts(ImmutableSortedDictionary<string, Vnd> amounts) => _amounts = amounts;

    public static FundAmounts Of(IEnumerable<(string Fund, Vnd Amount)> parts) =>
        parts.Aggregate(None, (amounts, part) => amounts.Plus(part.Fund, part.Amount));

    public static FundAmounts Of(IEnumerable<AmountPart> parts) => Of(parts.Select(part => (part.Fund, part.Amount)));

    public Vnd this[string fund] => _amounts.GetValueOrDefault(fund);
    public Vnd Total => Vnd.Sum(_amounts.Values);
    public IEnumerable<string> Funds => _amounts.Keys;
    public IEnumerable<(string Fund, Vnd Amount)> Parts => _amounts.Select(pair => (pair.Key, pair.Value));

    public FundAmounts Plus(string fund, Vnd amount) => (this[fund] + amount) is { Amount: not 0 } sum
        ? new(_amounts.SetItem(fund, sum))
        : new(_amounts.Remove(fund));

    public static FundAmounts operator +(FundAmounts left, FundAmounts right) =>
        right._amounts.Aggregate(left, (sum, pair) => sum.Plus(pair.Key, pair.Value));

    public static FundAmounts operator -(FundAmounts left, FundAmounts right) =>
        right._amounts.Aggregate(left, (sum, pair) => sum.Plus(pair.Key, -pair.Value));

    public bool Equals(FundAmounts? other) => other is not null && _amounts.SequenceEqual(other._amounts);
    public override bool Equals(object? obj) => Equals(obj as FundAmounts);
    public override int GetHashCode() => _amounts.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
    /// <summary>Canonical text: <c>fund:amount</c>, separated by blanks, in the order of the funds.</summary>
    public override string ToString() => string.Join(' ', _amounts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}:{pair.Value.Amount}")));

    public static FundAmounts Parse(string text) => Of(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part =>
        (part[..part.LastIndexOf(':')], new Vnd(long.Parse(part.AsSpan(part.LastIndexOf(':') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)))));
}
