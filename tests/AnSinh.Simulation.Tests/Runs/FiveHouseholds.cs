using AnSinh.Law;
using AnSinh.Simulation.Populations;
using AnSinh.Simulation.Runs;
using AnSinh.Simulation.Tests.Commune;

namespace AnSinh.Simulation.Tests.Runs;

/// <summary>
/// Five households whose amounts of November 2026 are worked out by hand (standard level 540.000, Hà Nội 650.000): an old man's social pension 540.000; a severe disability 1,5 x 540.000 = 810.000 beside a healthy
/// spouse; a poor child of one year in a disadvantaged place 1,5 x 540.000 = 810.000; the same child elsewhere, nothing; a severe disability in Hà Nội 1,5 x 650.000 = 975.000. Together 3.135.000.
/// </summary>
internal sealed class FiveHouseholds
{
    public static readonly LawPack Law = LawPack.Load(Path.Combine(SampleFixture.Root(), "law", "vn"));
    public static readonly BenefitMonth November = BenefitMonth.Parse("2026-11");

    private readonly List<CaseCoverage> _coverage = [.. Law.Facts.Sources.Select(source => new CaseCoverage(source.Code, new DateOnly(2030, 12, 31)))];

    public FiveHouseholds()
    {
        Dictionary = new PeopleDictionary(
            [Person(), Person(("disability_level", "severe")), Person(("father_status", "dead")), Person(("worships_martyrs", "1"))],
            [Household("38"), Household("38", ("poverty_status", "poor"), ("extremely_disadvantaged", "true")), Household("38", ("poverty_status", "poor"), ("extremely_disadvantaged", "false")), Household("01", ("urban", "true"))],
            []);
        Block = new PeopleBlock
        {
            Households = 5, Persons = 6, Sizes = [1, 2, 1, 1, 1], HouseholdProfiles = [0, 0, 1, 2, 3], Profiles = [0, 1, 0, 2, 2, 1],
            Born = [Day(1950, 5, 20), Day(1990, 3, 3), Day(1988, 3, 3), Day(2025, 5, 20), Day(2025, 5, 20), Day(1990, 3, 3)],
        };
    }

    public PeopleDictionary Dictionary { get; }
    public PeopleBlock Block { get; }
    public PopulationOrigin Origin { get; init; } = PopulationOrigin.Register;

    public PeopleSource People => new(Dictionary, 1, Read, Origin, new DateOnly(2026, 7, 1));

    public static Reform Reform(string id, string applies, string inForce, IReadOnlyList<ParameterPatch>? parameters = null, IReadOnlyList<BenefitSwitch>? benefits = null) => new()
    {
        Id = id, Name = new($"Đề xuất <{id}>", $"Reform <{id}>"), Purpose = new("Thử", "A trial"), File = id + ".yaml", AppliesFrom = BenefitMonth.Parse(applies), InForce = DateOnly.Parse(inForce, System.Globalization.CultureInfo.InvariantCulture),
        Parameters = parameters ?? [], Benefits = benefits ?? [],
    };

    /// <summary>The standard level at 750.000: Hà Nội's own 650.000 is then the lower one.</summary>
    public static Reform Level(string applies = "2026-11", string inForce = "2026-11-01") => Reform("muc-chuan", applies, inForce, [new ParameterPatch("tgxh.muc_chuan", BenefitMonth.Parse(applies), null, null, 750_000, [])]);

    public static Reform NoSmallChildren => Reform("bo-khoan-7", "2026-11", "2026-11-01", benefits: [new BenefitSwitch(new BenefitId("tgxh.7"), false, November)]);

    public SimulationResult Run(string first, string last, params Reform[] reforms) => new SimulationRun(Inputs(first, last, reforms)).Run(threads: 1);

    public SimulationInputs Inputs(string first, string last, params Reform[] reforms) => SimulationInputs.Of(Law, People, BenefitMonth.Parse(first), BenefitMonth.Parse(last), reforms);

    private static ushort Day(int year, int month, int day) => (ushort)(new DateOnly(year, month, day).DayNumber - PeopleBlock.FirstDay.DayNumber);

    private static PersonProfile Person(params (string Code, string Value)[] facts) => new() { Sex = Sex.Male, Facts = [.. facts.Select(fact => new CaseFact(fact.Code, fact.Value))] };

    private HouseholdProfile Household(string province, params (string Code, string Value)[] facts) => new()
    {
        Place = PlaceCode.Parse(province), Province = PlaceCode.Parse(province), Facts = [.. facts.Select(fact => new CaseFact(fact.Code, fact.Value))], Coverage = _coverage,
    };

    private void Read(int index, PeopleBlock into)
    {
        (into.Households, into.Persons, into.Sizes, into.HouseholdProfiles, into.Profiles, into.Born) = (Block.Households, Block.Persons, Block.Sizes, Block.HouseholdProfiles, Block.Profiles, Block.Born);
        (into.Weights, into.Incomes) = (Block.Weights, Block.Incomes);
    }
}
