using AnSinh.Law.Tests.Pack;

namespace AnSinh.Law.Tests.Bulk;

/// <summary>Households as nobody has them: any fact of the catalogue with any value, any link, partial dates of birth, deaths, awards, sources that do not cover.</summary>
internal sealed class RandomPeople
{
    private readonly Random _random;
    private readonly LawPack _pack;
    private readonly BenefitMonth _month;
    private readonly int _linked;
    private readonly List<PersonProfile> _persons = [];
    private readonly List<HouseholdProfile> _households = [];

    /// <param name="profiles">Distinct people but for their dates of birth and links.</param>
    /// <param name="linked">One link of so many possible ones is there.</param>
    public RandomPeople(LawPack pack, BenefitMonth month, int seed, int profiles, int linked)
    {
        (_pack, _month, _random, _linked) = (pack, month, new Random(seed), linked);
        Dictionary = new PeopleDictionary(_persons, _households, [.. pack.Facts.OfPersons.Where(fact => fact.Type == FactType.PersonReference).Select(fact => fact.Code)]);
        for (var index = 0; index < profiles; index++)
        {
            _persons.Add(Person());
        }

        for (var index = 0; index < profiles / 4 + 1; index++)
        {
            _households.Add(Household());
        }
    }

    public PeopleDictionary Dictionary { get; }

    public PeopleBlock Block(int households)
    {
        var (sizes, profiles, born, persons, links) = (new List<byte>(), new List<int>(), new List<ushort>(), new List<int>(), new List<MemberLink>());
        for (var household = 0; household < households; household++)
        {
            var (size, first) = (_random.Next(1, 6), born.Count);
            sizes.Add((byte)size);
            profiles.Add(_random.Next(_households.Count));
            for (var member = 0; member < size; member++)
            {
                born.Add(BornDay());
                persons.Add(_random.Next(_persons.Count));
                for (var fact = 0; fact < Dictionary.LinkFacts.Count; fact++)
                {
                    if (_random.Next(_linked) == 0 && !_persons[persons[^1]].Facts.Any(known => known.Code == Dictionary.LinkFacts[fact]))
                    {
                        links.Add(new MemberLink(first + member, (byte)fact, (byte)_random.Next(size)));
                    }
                }
            }
        }

        return new PeopleBlock
        {
            Households = households,
            Persons = born.Count,
            Sizes = [.. sizes],
            HouseholdProfiles = [.. profiles],
            Born = [.. born],
            Profiles = [.. persons],
            Links = [.. links],
            LinkCount = links.Count,
        };
    }

    /// <summary>Half of all days lie around a birthday in the month, where ages change.</summary>
    private ushort BornDay()
    {
        var day = _random.Next(2) == 0
            ? _month.First.AddYears(-_random.Next(0, 101)).AddDays(_random.Next(-2, 33))
            : _month.Last.AddDays(-_random.Next(0, 101 * 365));
        return (ushort)(day.DayNumber - PeopleBlock.FirstDay.DayNumber);
    }

    private PersonProfile Person()
    {
        var dense = _random.Next(3) == 0 ? 2 : 8;
        return new PersonProfile
        {
            Sex = _random.Next(2) == 0 ? Sex.Male : Sex.Female,
            BornPrecision = _random.Next(12) switch { 0 => DatePrecision.Year, 1 => DatePrecision.Month, _ => DatePrecision.Day },
            Died = _random.Next(12) == 0 ? new CaseDeath(_month.First.AddDays(_random.Next(-40, 70)), _random.Next(2) == 0 ? _month.First.AddDays(_random.Next(-40, 90)) : null) : null,
            Facts = [.. _pack.Facts.OfPersons.Where(_ => _random.Next(dense) == 0).Select(Fact).OrderBy(fact => fact.Code, StringComparer.Ordinal)],
            Awards = _random.Next(4) == 0
                ? [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => new CaseAward(_pack.Benefits.All[_random.Next(_pack.Benefits.All.Count)].Id, _month.Previous, null))]
                : [],
        };
    }

    private HouseholdProfile Household() => new()
    {
        Place = PlaceCode.Parse("00004"),
        Province = PlaceCode.Parse(_random.Next(2) == 0 ? "01" : "17"),
        Facts = [.. _pack.Facts.OfHouseholds.Where(_ => _random.Next(2) == 0).Select(Fact)],
        Coverage = [.. _pack.Facts.Sources.Where(_ => _random.Next(5) > 0).Select(source => new CaseCoverage(source.Code, _month.Last))],
    };

    private CaseFact Fact(FactDefinition fact) => new(fact.Code, fact.Type switch
    {
        FactType.Boolean => _random.Next(2) == 0 ? "true" : "false",
        FactType.Enumeration => fact.Values[_random.Next(fact.Values.Count)].Code,
        FactType.Number => Number(fact),
        FactType.Date => _month.First.AddDays(_random.Next(-20, 50)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        FactType.PersonReference => "somebody-else",
        _ => "x",
    });

    /// <summary>Small numbers, values near what the law compares with, and anything in between.</summary>
    private string Number(FactDefinition fact)
    {
        var (low, high) = (fact.Minimum ?? 0, fact.Maximum ?? 1_000);
        var value = _random.Next(3) switch { 0 => low, 1 => low + _random.Next((int)Math.Min(high - low + 1, 101)), _ => low + _random.NextInt64(Math.Min(high - low + 1, 6_000_000)) };
        return value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
