using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace AnSinh.Cases.Tests;

/// <summary>An exact decimal: <c>Digits</c> divided by ten to the <c>Scale</c>.</summary>
public readonly record struct Exact(BigInteger Digits, int Scale)
{
    /// <summary>Reads <c>1.350.000</c> or <c>2,5</c>: points between thousands, a comma before decimals.</summary>
    public static Exact? Read(string text)
    {
        if (!Regex.IsMatch(text, @"^(\d{1,3}(\.\d{3})*|\d+)(,\d+)?$"))
        {
            return null;
        }

        var parts = text.Split(',');
        var decimals = parts.Length > 1 ? parts[1] : "";
        return new Exact(BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal) + decimals, CultureInfo.InvariantCulture), decimals.Length);
    }

    public static Exact operator *(Exact a, Exact b) => new(a.Digits * b.Digits, a.Scale + b.Scale);

    public static Exact operator -(Exact a, Exact b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return new(a.At(scale) - b.At(scale), scale);
    }

    /// <summary>Rounded to whole thousands, a tie upwards.</summary>
    public Exact ToThousands
    {
        get
        {
            var thousand = BigInteger.Pow(10, Scale + 3);
            return new Exact((Digits + (thousand / 2)) / thousand * 1000, 0);
        }
    }

    public bool Equals(Exact other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return At(scale) == other.At(scale);
    }

    public override int GetHashCode() => 0;

    private BigInteger At(int scale) => Digits * BigInteger.Pow(10, scale - Scale);
}

/// <summary>
/// A sum as a case writes it: <c>coefficient x [units x] level [- paid] = amount</c>, for example <c>1,0 x 2 x 540.000 = 1.080.000</c>
/// or <c>1,5 x 540.000 - 750.000 = 60.000</c>, or with rounding <c>0,9 x 3.012.000 = 2.710.800 ≈ 2.711.000</c>.
/// </summary>
public sealed record Calculation(string Coefficient, Exact Units, Exact Level, Exact Paid, Exact Written, Exact? Rounded)
{
    public static Calculation? Read(string text)
    {
        var sides = text.Split(" = ");
        if (sides.Length != 2)
        {
            return null;
        }

        var results = sides[1].Split(" ≈ ");
        if (results.Length > 2 || Exact.Read(results[0]) is not { } written || results.Any(result => Exact.Read(result) is null))
        {
            return null;
        }

        var terms = sides[0].Split(" - ");
        var paid = terms.Length == 1 ? new Exact(0, 0) : Exact.Read(terms[1]);
        var factors = terms[0].Split(" x ");
        if (terms.Length > 2 || paid is null || factors.Length is < 2 or > 3 || factors.Any(factor => Exact.Read(factor) is null))
        {
            return null;
        }

        var units = factors.Length == 3 ? Exact.Read(factors[1])!.Value : new Exact(1, 0);
        return new Calculation(factors[0], units, Exact.Read(factors[^1])!.Value, paid.Value, written, results.Length == 2 ? Exact.Read(results[1]) : null);
    }

    /// <summary>What is paid: the sum, or what it was rounded to.</summary>
    public Exact Result => Rounded ?? Written;

    public Exact Recomputed => (Exact.Read(Coefficient)!.Value * Units * Level) - Paid;
}
