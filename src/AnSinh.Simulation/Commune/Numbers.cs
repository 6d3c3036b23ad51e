using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Commune;

/// <summary>
/// Gives out numbers of the right structure that belong to nobody: they begin with a province code which was never assigned
/// (<c>birth_code</c> of <c>Data/commune.csv</c>).
/// </summary>
public sealed class Numbers(Marginals marginals)
{
    private readonly string _birthCode = marginals.Place["birth_code"];
    private int _serial;
    private int _provisional;

    public string Next(SamplePerson person)
    {
        var centuryAndSex = (person.Born.Year - 1900) / 100 * 2 + (person.Sex == Sex.Female ? 1 : 0);
        // A step prime to the range spreads the serials, so that neighbours in a household do not look like a list.
        var serial = (long)++_serial * 387_503 % 1_000_000;
        return string.Create(CultureInfo.InvariantCulture, $"{_birthCode}{centuryAndSex}{person.Born.Year % 100:00}{serial:000000}");
    }

    public string NextProvisional() => ProvisionalNumber.OfSerial(900_000_000 + ++_provisional).Text;
}
