using System.Globalization;
using AnSinh.Law;

namespace AnSinh.Web.Analyst;

/// <summary>A value of the law that an analyst can move: a single number of the whole country on which amounts or rights hang.</summary>
/// <param name="Value">What the law has in the month.</param>
public sealed record Lever(Parameter Parameter, ParameterValue Value)
{
    private const string Prefix = "m.";
    private static readonly HashSet<string> Units = ["VND/month", "VND/year", "coefficient", "years"];

    /// <summary>The field of the form and of an address.</summary>
    public string Name => Field(Parameter.Id);

    /// <summary>What it belongs to, by the first part of its id.</summary>
    public string Group => Parameter.Id.Split('.')[0];

    public bool IsMoney => Parameter.Unit.StartsWith("VND", StringComparison.Ordinal);

    /// <summary>Ends of the slider: nothing to three times what the law has.</summary>
    public decimal Most => Value.Value == 0 ? Step * 100 : Value.Value * 3;

    public decimal Step => IsMoney ? 5_000 : Parameter.Unit == "years" ? 1 : 0.1m;

    public static string Field(string parameter) => Prefix + parameter;

    public static IReadOnlyList<Lever> Of(LawPack pack, BenefitMonth month, DateOnly knownAt) =>
    [
        .. pack.Parameters.All.Where(parameter => parameter is { ByProvince: false, Keys: null } && Units.Contains(parameter.Unit) && !parameter.Id.StartsWith("horizon.", StringComparison.Ordinal))
            .Select(parameter => (parameter, value: parameter.At(month, knownAt, default))).Where(pair => pair.value is not null).Select(pair => new Lever(pair.parameter, pair.value!)),
    ];

    /// <summary>A number as people type it: <c>600.000</c>, <c>600000</c>, <c>1,5</c>; null for anything else, or a number below nothing or beyond all measure.</summary>
    public decimal? Read(string text, bool vietnamese)
    {
        var plain = text.Trim().Replace(" ", "", StringComparison.Ordinal);
        plain = IsMoney ? plain.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal) : vietnamese || plain.Contains(',', StringComparison.Ordinal) ? plain.Replace(',', '.') : plain;
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1_000_000_000m && (!IsMoney || number == decimal.Truncate(number)) && decimal.Round(number, 4) == number ? number : null;
    }
}
