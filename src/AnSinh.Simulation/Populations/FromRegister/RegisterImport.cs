using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Populations;

/// <summary>What was taken out of a register.</summary>
/// <param name="LinksOutside">Facts that name somebody who lives elsewhere: kept, without saying whom.</param>
/// <param name="PartialLinks">Facts that name a member for part of the month only: left out, as a population names members for good.</param>
public sealed record RegisterImportResult(long Households, long Persons, long LinksOutside, long PartialLinks);

/// <summary>
/// Takes the people of a register, as they are in a month, into a population file: without names, numbers and ids, so that an analyst can simulate on real households. Facts and decisions that
/// began before the month lose their first day; their last day stays.
/// </summary>
public sealed class RegisterImport
{
    /// <summary>Stands for somebody outside the household.</summary>
    private const string Somebody = "somebody";

    private const int MostMembers = byte.MaxValue;

    private readonly BenefitMonth _month;
    private readonly PopulationWriter _writer;
    private readonly ProfileMerge<PersonProfile> _persons = new(profile => profile.Canonical);
    private readonly ProfileMerge<HouseholdProfile> _households = new(profile => profile.Canonical);
    private readonly List<string> _linkFacts;
    private readonly PeopleBlock _block = new() { Sizes = new byte[PeopleBlock.Full], HouseholdProfiles = new int[PeopleBlock.Full] };
    private readonly List<ushort> _born = [];
    private readonly List<int> _profiles = [];
    private readonly List<MemberLink> _links = [];
    private long _outside;
    private long _partial;

    private RegisterImport(FactCatalog facts, BenefitMonth month, PopulationWriter writer)
    {
        (_month, _writer) = (month, writer);
        _linkFacts = [.. facts.OfPersons.Where(fact => fact.Type == FactType.PersonReference).Select(fact => fact.Code)];
    }

    /// <exception cref="OperationCanceledException">Stopped on the way; no file is left.</exception>
    /// <exception cref="Storage.StorageException">The area has no households, one is too large, or the disk is full; no file is left.</exception>
    public static RegisterImportResult Run(RegistrySnapshot snapshot, AreaScope scope, BenefitMonth month, FactCatalog facts, string output, CancellationToken cancellation)
    {
        using var writer = new PopulationWriter(output, PopulationOrigin.Register, seed: 0, month.Last);
        var import = new RegisterImport(facts, month, writer);
        foreach (var household in snapshot.Households(scope, month))
        {
            cancellation.ThrowIfCancellationRequested();
            import.Take(household);
        }

        if (import._block.Households > 0)
        {
            import.Flush();
        }

        if (writer.Households == 0)
        {
            throw new Storage.StorageException($"không có hộ nào trong phạm vi này ở tháng {month}; không ghi tệp nào.", $"there is no household in this area in {month}; no file was written.");
        }

        writer.Complete();
        return new RegisterImportResult(writer.Households, writer.Persons, import._outside, import._partial);
    }

    private void Take(CaseHousehold household)
    {
        if (household.People.Count == 0)
        {
            return;
        }

        if (household.People.Count > MostMembers)
        {
            throw new Storage.StorageException(
                $"hộ {household.Id} có {household.People.Count} người; tệp dân số chứa tối đa {MostMembers} người một hộ.", $"household {household.Id} has {household.People.Count} members; a population file holds at most {MostMembers}.");
        }

        if (_block.Households == PeopleBlock.Full)
        {
            Flush();
        }

        var at = _block.Households++;
        _block.Sizes[at] = (byte)household.People.Count;
        _block.HouseholdProfiles[at] = _households.NumberOf(new HouseholdProfile { Place = household.Place, Province = household.Province, Facts = Facts(household.Facts), Coverage = household.Coverage });
        var places = household.People.Index().ToDictionary(person => person.Item.Id.Value, person => (byte)person.Index, StringComparer.Ordinal);
        foreach (var person in household.People)
        {
            Take(person, places);
        }
    }

    private void Take(CasePerson person, Dictionary<string, byte> places)
    {
        var own = new List<CaseFact>();
        foreach (var fact in Facts(person.Facts))
        {
            var link = _linkFacts.IndexOf(fact.Code);
            if (link < 0 || fact.Value is null)
            {
                own.Add(fact);
            }
            else if (!places.TryGetValue(fact.Value, out var member))
            {
                own.Add(fact with { Value = Somebody });
                _outside++;
            }
            else if (fact.Valid.From is null && (fact.Valid.To is not { } to || to >= _month.Last))
            {
                _links.Add(new MemberLink(_born.Count, (byte)link, member));
            }
            else
            {
                _partial++;
            }
        }

        _born.Add(checked((ushort)(person.Born.Earliest.DayNumber - PeopleBlock.FirstDay.DayNumber)));
        _profiles.Add(_persons.NumberOf(new PersonProfile
        {
            Sex = person.Sex,
            BornPrecision = person.Born.Precision,
            Died = person.Died is { } died ? new CaseDeath(died.Day) : null,
            Facts = own,
            Awards = [.. person.Awards.Where(award => award.To is not { } to || to >= _month.Previous)
                .Select(award => new CaseAward(award.Benefit, award.From < _month ? _month.Previous : award.From, award.To)).Distinct().OrderBy(award => award.Benefit).ThenBy(award => award.From.Index)],
        }));
    }

    /// <summary>What counts in the month or later, by code and knowledge; the first day of what counts already is dropped.</summary>
    private List<CaseFact> Facts(IEnumerable<CaseFact> facts) =>
    [
        .. facts.Where(fact => fact.Valid.To is not { } to || to >= _month.First)
            .OrderBy(fact => fact.Code, StringComparer.Ordinal).ThenBy(fact => fact.Known).ThenBy(fact => fact.Sequence)
            .GroupBy(fact => fact.Code, StringComparer.Ordinal)
            .SelectMany(group => group.Select((fact, sequence) => fact with { Known = null, Sequence = sequence, Valid = fact.Valid.From <= _month.First ? new DateRange(null, fact.Valid.To) : fact.Valid })),
    ];

    private void Flush()
    {
        (_block.Born, _block.Profiles, _block.Links) = ([.. _born], [.. _profiles], [.. _links.OrderBy(link => link.Person).ThenBy(link => link.Fact)]);
        (_block.Persons, _block.LinkCount) = (_born.Count, _links.Count);
        _writer.Add(_block, new PeopleDictionary(_persons.All, _households.All, _linkFacts));
        _block.Households = 0;
        _born.Clear();
        _profiles.Clear();
        _links.Clear();
    }
}
