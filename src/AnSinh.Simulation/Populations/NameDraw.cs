using AnSinh.Law;
using AnSinh.Simulation.Commune;

namespace AnSinh.Simulation.Populations;

/// <summary>Names as frequent as in the published samples: family, middle and given name drawn one by one.</summary>
internal sealed class NameDraw(Marginals marginals, Random random)
{
    private readonly Weights _family = new([.. marginals.FamilyNames.Where(name => name.Group == "kinh")]);
    private readonly (Weights Middle, Weights Given) _men = Of(marginals, "M");
    private readonly (Weights Middle, Weights Given) _women = Of(marginals, "F");

    public string Draw(Sex sex)
    {
        var (middle, given) = sex == Sex.Male ? _men : _women;
        return $"{_family.Draw(random)} {middle.Draw(random)} {given.Draw(random)}";
    }

    private static (Weights, Weights) Of(Marginals marginals, string group) =>
        (new Weights([.. marginals.MiddleNames.Where(name => name.Group == group)]), new Weights([.. marginals.GivenNames.Where(name => name.Group == group)]));

    private sealed class Weights
    {
        private readonly string[] _names;
        private readonly int[] _upTo;

        public Weights(IReadOnlyList<NameWeight> names)
        {
            var sum = 0;
            _names = [.. names.Select(name => name.Name)];
            _upTo = [.. names.Select(name => sum += name.Weight)];
        }

        public string Draw(Random random)
        {
            var found = Array.BinarySearch(_upTo, random.Next(_upTo[^1]));
            return _names[found < 0 ? ~found : found + 1];
        }
    }
}
