using System.Globalization;
using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Populations;

/// <summary>The outcome of a survey's import. With any fault no file was written.</summary>
public sealed record SurveyResult(IReadOnlyList<ImportFault> Faults, long FaultCount, long Households, long Persons, IReadOnlyList<string> CoveredSources);

/// <summary>
/// Takes a weighted survey (CSV, as <see cref="SurveyLayout"/> has it) into a population file: all of it or nothing, every fault with its line and column. Sources of facts with a column in the file
/// cover its households, so that an empty cell there means what silence means; facts of other sources stay unknown, unless silence is to mean "no" throughout.
/// </summary>
public sealed class SurveyImport
{
    private const int MostMembers = byte.MaxValue;

    private readonly FactCatalog _facts;
    private readonly DateOnly _day;
    private readonly ImportFaults _faults = new();
    private readonly ProfileMerge<PersonProfile> _persons = new(profile => profile.Canonical);
    private readonly ProfileMerge<HouseholdProfile> _households = new(profile => profile.Canonical);
    private readonly List<string> _linkFacts;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly PeopleBlock _block = new() { Sizes = new byte[PeopleBlock.Full], HouseholdProfiles = new int[PeopleBlock.Full], Weights = new long[PeopleBlock.Full] };
    private readonly List<ushort> _born = [];
    private readonly List<int> _profiles = [];
    private readonly List<MemberLink> _links = [];
    private CaseCoverage[] _coverage = [];
    private string[] _header = [];

    private SurveyImport(FactCatalog facts, DateOnly day)
    {
        (_facts, _day) = (facts, day);
        _linkFacts = [.. facts.OfPersons.Where(fact => fact.Type == FactType.PersonReference).Select(fact => fact.Code)];
    }

    /// <param name="day">The day of the survey, on which ages stand.</param>
    /// <param name="silenceIsNo">All sources cover the survey: what it does not say is not so.</param>
    /// <exception cref="OperationCanceledException">Stopped on the way; no file is left.</exception>
    /// <exception cref="Storage.StorageException">The disk is full; no file is left.</exception>
    public static SurveyResult Run(string survey, string output, FactCatalog facts, DateOnly day, bool silenceIsNo, CancellationToken cancellation) =>
        new SurveyImport(facts, day).Run(survey, output, silenceIsNo, cancellation);

    private SurveyResult Run(string survey, string output, bool silenceIsNo, CancellationToken cancellation)
    {
        var source = new CsvSource(survey, SurveyLayout.Of(_facts), encoding: null, _faults);
        using var writer = new PopulationWriter(output, PopulationOrigin.Survey, seed: 0, _day);
        var household = new List<SurveyRow>();
        foreach (var record in source.Records())
        {
            cancellation.ThrowIfCancellationRequested();
            if (_header.Length == 0)
            {
                Begin(source.Header, silenceIsNo);
            }

            var row = new SurveyRow(record, _header, _facts, _day, _faults);
            if (household.Count > 0 && household[0].Household != row.Household)
            {
                Take(household, writer);
                household.Clear();
            }

            household.Add(row);
        }

        if (household.Count > 0)
        {
            Take(household, writer);
        }
        else if (_faults.Count == 0)
        {
            _faults.File(Path.GetFileName(survey), 1, "không có dòng nào sau tiêu đề", "there is no row after the header");
        }

        if (_faults.Count == 0)
        {
            Flush(writer);
            writer.Complete();
        }

        return new SurveyResult(_faults.Listed, _faults.Count, writer.Households, writer.Persons, [.. _coverage.Select(coverage => coverage.Source)]);
    }

    private void Begin(string[] header, bool silenceIsNo)
    {
        _header = header;
        var spoken = header.Select(_facts.Find).Select(fact => fact?.Silence?.CoveredBy).OfType<string>().ToHashSet();
        _coverage = [.. _facts.Sources.Where(source => silenceIsNo || spoken.Contains(source.Code)).Select(source => new CaseCoverage(source.Code, NationDraw.CoveredTo))];
        _block.Incomes = header.Contains(SurveyLayout.Income) ? new long[PeopleBlock.Full] : [];
    }

    private void Take(List<SurveyRow> rows, PopulationWriter writer)
    {
        var first = rows[0];
        if (!_seen.Add(first.Household) && first.Household.Length > 0)
        {
            first.Fault(SurveyLayout.Household, "hộ này đã có ở trên; các dòng của một hộ phải đứng liền nhau", "this household came before; the rows of a household must stand together");
        }

        if (rows.Count > MostMembers)
        {
            first.Fault(SurveyLayout.Household, $"hộ có {rows.Count} người; tối đa {MostMembers}", $"the household has {rows.Count} members; at most {MostMembers}");
            return;
        }

        var (weight, income, place) = (first.Weight(), first.Income(), first.Place());
        var facts = first.ReadFacts(_facts, FactSubject.Household);
        if (_block.Incomes.Length > 0 && first.Text(SurveyLayout.Income).Length == 0)
        {
            first.Fault(SurveyLayout.Income, "thiếu thu nhập; khi tệp có cột này mọi hộ đều phải có", "the income is missing; where the file has this column every household must have one");
        }

        Agree(rows);
        var links = SurveyLinks.Of(rows, _linkFacts, _header, _day);
        if (_faults.Count > 0)
        {
            return;
        }

        if (_block.Households == PeopleBlock.Full)
        {
            Flush(writer);
        }

        Store(rows, weight!.Value, income, place!.Value, facts, links);
    }

    /// <summary>What is said of the household in a later row is the same or left out.</summary>
    private void Agree(List<SurveyRow> rows)
    {
        foreach (var column in _header.Where(column => column is SurveyLayout.Weight or SurveyLayout.Place or SurveyLayout.Province || _facts.Find(column)?.Subject == FactSubject.Household))
        {
            foreach (var row in rows.Skip(1).Where(row => row.Text(column).Length > 0 && row.Text(column) != rows[0].Text(column)))
            {
                row.Fault(column, $"khác với dòng đầu của hộ «{rows[0].Text(column)}»", $"differs from the first row of the household «{rows[0].Text(column)}»");
            }
        }
    }

    private void Store(List<SurveyRow> rows, long weight, long? income, (PlaceCode Place, PlaceCode Province) place, List<CaseFact> facts, List<MemberLink> links)
    {
        var at = _block.Households++;
        _block.Sizes[at] = (byte)rows.Count;
        _block.Weights[at] = weight;
        _block.HouseholdProfiles[at] = _households.NumberOf(new HouseholdProfile { Place = place.Place, Province = place.Province, Facts = facts, Coverage = _coverage });
        if (income is { } known)
        {
            _block.Incomes[at] = known;
        }

        foreach (var link in links)
        {
            _links.Add(link with { Person = _born.Count + link.Person });
        }

        foreach (var row in rows)
        {
            var (born, precision) = row.Birth!.Value;
            _born.Add(born);
            _profiles.Add(_persons.NumberOf(new PersonProfile { Sex = row.Sex!.Value, BornPrecision = precision, Facts = row.Facts }));
        }
    }

    private void Flush(PopulationWriter writer)
    {
        (_block.Born, _block.Profiles, _block.Links) = ([.. _born], [.. _profiles], [.. _links]);
        (_block.Persons, _block.LinkCount) = (_born.Count, _links.Count);
        writer.Add(_block, new PeopleDictionary(_persons.All, _households.All, _linkFacts));
        _block.Households = 0;
        _born.Clear();
        _profiles.Clear();
        _links.Clear();
    }
}
