using System.Runtime.InteropServices;
using System.Text;
using AnSinh.Law;
using AnSinh.Registry;
using AnSinh.Storage;

namespace AnSinh.Simulation.Sweep;

/// <summary>Reads a register's snapshot into columns: every table once, in the order of its key, the rows of a person side by side; households are put together afterwards.</summary>
internal sealed class RegisterReader
{
    private static readonly DateOnly LastBorn = PeopleBlock.FirstDay.AddDays(ushort.MaxValue);

    private readonly RegisterScan _scan;
    private readonly SweepRules _rules;
    private readonly CancellationToken _cancellation;
    private readonly long _knownUpTo;
    private readonly (int First, int Last) _sight;
    private readonly IReadOnlySet<PersonId> _merged;
    private readonly TextNumbers _codes = new();
    private readonly TextNumbers _values = new();
    private readonly TextNumbers _benefits = new();
    private readonly RegisterProfiles _profiles;
    private readonly ServedAwards _served;

    private readonly TextNumbers _householdNumbers = new();
    private readonly List<(PlaceCode Place, PlaceCode Province)> _communes = [];
    private readonly List<int> _communeOf = [];
    private bool[] _isApart = [];
    private int[] _householdSeries = [];

    private readonly List<PersonRow> _persons = [];
    private readonly List<(int Person, byte Fact, PersonKey Named)> _named = [];
    private readonly List<EndingFact> _endings = [];
    private readonly List<FactRow> _facts = [];
    private readonly List<AwardRow> _paid = [];
    private readonly List<AwardRow> _known = [];
    private readonly List<PersonKey> _references = [];

    private RegisterReader(RegisterScan scan, SweepRules rules, DateOnly knownAt, IReadOnlyList<BenefitMonth> months, CancellationToken cancellation)
    {
        (_scan, _rules, _cancellation) = (scan, rules, cancellation);
        _knownUpTo = scan.KnownUpTo(knownAt);
        _merged = scan.Merged();
        _sight = (StoredText.Day(months[0].First), StoredText.Day(months[^2].Last));
        _profiles = new RegisterProfiles(rules.Pack, months, _codes, _values, _benefits);
        _served = new ServedAwards(rules, _benefits);
    }

    /// <param name="months">The month swept, and those after it up to the one after the last in sight.</param>
    /// <exception cref="InvalidDataException">Rows contradict each other.</exception>
    public static RegisterColumns Read(RegisterScan scan, SweepRules rules, DateOnly knownAt, IReadOnlyList<BenefitMonth> months, CancellationToken cancellation)
    {
        var reader = new RegisterReader(scan, rules, knownAt, months, cancellation);
        reader.ReadResidences();
        reader.ReadHouseholdFacts();
        reader.ReadPersons();
        return reader.Assemble();
    }

    private void ReadResidences()
    {
        var found = new List<(string Id, PlaceCode Place, PlaceCode Province)>();
        using (var rows = _scan.Residences())
        {
            var (texts, from) = (new TextNumbers(), 0);
            while (rows.Next())
            {
                var (number, day) = (texts.Of(rows.Text(0)), StoredText.Day(rows.Text(3)));
                var home = (texts[number], PlaceCode.Parse(Encoding.UTF8.GetString(rows.Text(1))), PlaceCode.Parse(Encoding.UTF8.GetString(rows.Text(2))));
                if (number == found.Count)
                {
                    found.Add(home);
                    from = day;
                }
                else if (day < from)
                {
                    // A household counts where it lived first in the month.
                    (found[number], from) = (home, day);
                }
            }
        }

        foreach (var (id, place, province) in found.Where(home => _scan.Allows(home.Place, home.Province)).OrderBy(home => home.Place).ThenBy(home => home.Id, StringComparer.Ordinal))
        {
            if (_communes.Count == 0 || _communes[^1] != (place, province))
            {
                _communes.Add((place, province));
            }

            _householdNumbers.Of(id);
            _communeOf.Add(_communes.Count - 1);
        }

        (_isApart, _householdSeries) = (new bool[_communeOf.Count], new int[_communeOf.Count]);
    }

    private void ReadHouseholdFacts()
    {
        var coverage = _scan.Coverage(_communes);
        var isRead = new bool[_communeOf.Count];
        using (var rows = _scan.HouseholdFacts())
        {
            var more = rows.Next();
            while (more)
            {
                var (household, id) = (_householdNumbers.Find(rows.Text(0)), rows.Text(0).ToArray());
                for (_facts.Clear(); more && rows.Text(0).SequenceEqual(id); more = rows.Next())
                {
                    if (household >= 0)
                    {
                        AddFact(rows, 1, household, named: false);
                    }
                }

                if (household >= 0)
                {
                    SetHousehold(household, coverage, isRead);
                }
            }
        }

        _facts.Clear();
        for (var household = 0; household < isRead.Length; household++)
        {
            if (!isRead[household])
            {
                SetHousehold(household, coverage, isRead);
            }
        }
    }

    private void SetHousehold(int household, IReadOnlyList<IReadOnlyList<CaseCoverage>> coverage, bool[] isRead)
    {
        var commune = _communeOf[household];
        _isApart[household] |= !_profiles.Facts.Project(_facts, ofPerson: false);
        _householdSeries[household] = _profiles.HouseholdSeries(commune, _communes[commune].Place, _communes[commune].Province, coverage[commune]);
        isRead[household] = true;
    }

    /// <summary>Takes the row into <see cref="_facts"/> where it was known by the day.</summary>
    /// <param name="at">Column of the code; value, days, knowledge and entry follow.</param>
    /// <param name="named">Whether a value may name a person.</param>
    private void AddFact(BulkRead row, int at, int household, bool named)
    {
        var (code, known) = (_codes.Of(row.Text(at)), row.Number(at + 4));
        var reference = named && _profiles.Facts.NamesPerson(code);
        if (known > _knownUpTo)
        {
            _isApart[household] |= reference && _profiles.Facts.IsSpouse(code);
            return;
        }

        var value = -1;
        if (!row.IsNull(at + 1))
        {
            value = reference ? _references.Count : _values.Of(row.Text(at + 1));
            if (reference)
            {
                _references.Add(PersonKey.Of(row.Text(at + 1)));
            }

            _isApart[household] |= _merged.Count > 0 && row.Text(at + 1) is [(byte)'p', ..] && _merged.Contains(new PersonId(Encoding.UTF8.GetString(row.Text(at + 1))));
        }

        _facts.Add(new FactRow(code, value, StoredText.Day(row.Text(at + 2)), StoredText.Day(row.Text(at + 3)), known, row.Number(at + 5)));
    }

    private void ReadPersons()
    {
        using var memberships = new PersonRows(_scan.Memberships());
        using var persons = new PersonRows(_scan.Persons());
        using var deaths = new PersonRows(_scan.Deaths());
        using var facts = new PersonRows(_scan.Facts());
        using var awards = new PersonRows(_scan.Awards());
        var id = new byte[64];
        while (memberships.IsThere)
        {
            var (bucket, length) = (memberships.Bucket, memberships.Row.Text(1).Length);
            memberships.Row.Text(1).CopyTo(id);
            var person = id.AsSpan(0, length);
            var (household, from, to) = (-1, int.MaxValue, 0);
            for (; memberships.IsOf(bucket, person); memberships.Next())
            {
                // A person counts in the household to which the person belonged first in the month.
                if (StoredText.Day(memberships.Row.Text(3)) is var day && day < from)
                {
                    (household, from, to) = (_householdNumbers.Find(memberships.Row.Text(2)), day, StoredText.Day(memberships.Row.Text(4)));
                }
            }

            if (household >= 0)
            {
                _isApart[household] |= to <= _sight.Last;
                ReadPerson(household, bucket, person, persons, deaths, facts, awards);
            }
        }
    }

    private void ReadPerson(int household, long bucket, ReadOnlySpan<byte> person, PersonRows persons, PersonRows deaths, PersonRows facts, PersonRows awards)
    {
        var key = PersonKey.Of(person);
        if (key == PersonKey.None || !persons.IsOf(bucket, person))
        {
            throw new InvalidDataException($"{Encoding.UTF8.GetString(person)} is a member of a household and not a person of the register.");
        }

        var (born, precision) = StoredText.Born(persons.Row.Text(2));
        var sex = persons.Row.Text(3).SequenceEqual("male"u8) ? Sex.Male : Sex.Female;
        var (isDead, died) = (deaths.IsOf(bucket, person), 0);
        if (isDead && deaths.Row.Number(3) <= _knownUpTo)
        {
            died = StoredText.Day(deaths.Row.Text(2));
        }

        _facts.Clear();
        _references.Clear();
        for (; facts.IsOf(bucket, person); facts.Next())
        {
            AddFact(facts.Row, 2, household, named: true);
        }

        _paid.Clear();
        _known.Clear();
        for (; awards.IsOf(bucket, person); awards.Next())
        {
            var award = new AwardRow(_benefits.Of(awards.Row.Text(2)), StoredText.Month(awards.Row.Text(3)), StoredText.Month(awards.Row.Text(4)), awards.Row.Number(5));
            _paid.Add(award);
            if (award.Known <= _knownUpTo)
            {
                _known.Add(award);
            }
        }

        _isApart[household] |= !_profiles.Facts.Project(_facts, ofPerson: true) || born < PeopleBlock.FirstDay || born > LastBorn || (_merged.Count > 0 && _merged.Contains(key.Id));
        Note(household, key, isDead || precision != DatePrecision.Day);
        _persons.Add(new PersonRow(household, key, born, _profiles.PersonSeries(sex, precision, died, _known), _served.Of(_paid), isDead || precision != DatePrecision.Day));
        if ((_persons.Count & 0x3FFF) == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Notes whom the person's facts name, and which end within sight.</summary>
    private void Note(int household, PersonKey key, bool hasNoTurns)
    {
        foreach (var reference in _profiles.Facts.References)
        {
            _named.Add((_persons.Count, reference.Fact, _references[reference.Person]));
        }

        if (hasNoTurns)
        {
            return;
        }

        foreach (var fact in CollectionsMarshal.AsSpan(_facts))
        {
            if (fact.To >= _sight.First && fact.To <= _sight.Last)
            {
                _endings.Add(new EndingFact(_persons.Count, fact.Code, fact.To, fact.Known, fact.Entry));
            }
        }
    }

    /// <summary>Puts members beside each other, by household and id, and finds those whom facts name.</summary>
    private RegisterColumns Assemble()
    {
        var rows = CollectionsMarshal.AsSpan(_persons);
        var first = new int[_communeOf.Count + 1];
        foreach (ref readonly var row in rows)
        {
            first[row.Household + 1]++;
        }

        for (var household = 0; household < _communeOf.Count; household++)
        {
            _isApart[household] |= first[household + 1] > byte.MaxValue;
            first[household + 1] += first[household];
        }

        var (order, next) = (new int[rows.Length], first.AsSpan(0, _communeOf.Count).ToArray());
        for (var row = 0; row < rows.Length; row++)
        {
            order[next[rows[row].Household]++] = row;
        }

        var byId = Comparer<int>.Create((left, right) => _persons[left].Id.CompareTo(_persons[right].Id));
        for (var household = 0; household < _communeOf.Count; household++)
        {
            Array.Sort(order, first[household], first[household + 1] - first[household], byId);
        }

        var place = new int[rows.Length];
        var (ids, born, series, served, turnless) = (new PersonKey[rows.Length], new DateOnly[rows.Length], new int[rows.Length], new int[rows.Length], new bool[rows.Length]);
        for (var person = 0; person < order.Length; person++)
        {
            ref readonly var row = ref rows[order[person]];
            (place[order[person]], ids[person], born[person], series[person], served[person], turnless[person]) = (person, row.Id, row.Born, row.Series, row.Served, row.HasNoTurns);
        }

        var links = new List<NamedMember>();
        foreach (var (row, fact, named) in _named)
        {
            var (person, household) = (place[row], rows[row].Household);
            var member = ids.AsSpan(first[household]..first[household + 1]).BinarySearch(named);
            if (member < 0)
            {
                series[person] = _profiles.NamingSomebody(series[person], fact);
            }
            else if (member <= byte.MaxValue)
            {
                links.Add(new NamedMember(person, fact, (byte)member));
            }
        }

        return new RegisterColumns
        {
            HouseholdIds = [.. Enumerable.Range(0, _communeOf.Count).Select(household => new HouseholdId(_householdNumbers[household]))],
            CommuneOf = [.. _communeOf],
            Communes = _communes,
            HouseholdSeries = _householdSeries,
            IsApart = _isApart,
            First = first,
            Ids = ids,
            Born = born,
            Series = series,
            Served = served,
            HasNoTurns = turnless,
            Links = [.. links.OrderBy(link => link.Person).ThenBy(link => link.Fact)],
            Endings = [.. _endings.Select(ending => ending with { Person = place[ending.Person] }).Order()],
            Profiles = _profiles,
            ServedAwards = _served,
            Codes = _codes,
        };
    }

    private readonly record struct PersonRow(int Household, PersonKey Id, DateOnly Born, int Series, int Served, bool HasNoTurns);
}
