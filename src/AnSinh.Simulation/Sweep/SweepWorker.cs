using AnSinh.Law;
using AnSinh.Registry;

namespace AnSinh.Simulation.Sweep;

/// <summary>What all threads of one sweep share.</summary>
internal sealed class SweepRun(LawPack pack, RegistrySnapshot snapshot, AreaScope scope, IReadOnlyList<BenefitMonth> months, DateOnly knownAt, RegisterColumns columns, SweepRules rules, ComingChanges coming, HouseholdSweep apart)
{
    private readonly Lazy<BulkDeterminer>[] _bulk = [.. months.Select(month => new Lazy<BulkDeterminer>(() => new BulkDeterminer(pack, month, knownAt)))];

    public RegisterColumns Columns => columns;
    public SweepRules Rules => rules;
    public ComingChanges Coming => coming;
    public IReadOnlyList<BenefitMonth> Months => months;

    /// <summary>The ages that matter, by commune.</summary>
    public IReadOnlyList<IReadOnlyList<(int Age, string Ref)>> Ages { get; } = [.. AgesOf(columns, coming)];

    public BulkDeterminer Bulk(int ahead) => _bulk[ahead].Value;

    /// <summary>The entries of households that are asked about one by one, by household.</summary>
    public IEnumerable<(HouseholdId Household, IReadOnlyList<SweepEntry> Entries)> Ask(IReadOnlyList<int> households) =>
        pack.Determiners.Use(determiner => snapshot
            .Households(scope, months[0], new HouseholdFilter { Named = [.. households.Select(household => columns.HouseholdIds[household])] })
            .Select(household => (household.Id, apart.Of(determiner, household))).ToList());

    private static IEnumerable<IReadOnlyList<(int Age, string Ref)>> AgesOf(RegisterColumns columns, ComingChanges coming)
    {
        var ofProvince = new Dictionary<PlaceCode, IReadOnlyList<(int, string)>>();
        foreach (var (_, province) in columns.Communes)
        {
            yield return ofProvince.TryGetValue(province, out var ages) ? ages : ofProvince[province] = coming.Ages(province);
        }
    }
}

/// <summary>One thread's room for sweeping households: the month's answers, those of later months where somebody's birthday or paper turns, and the entries that come of both.</summary>
internal sealed class SweepWorker(SweepRun run)
{
    private readonly RegisterColumns _columns = run.Columns;
    private readonly RegisterBlocks _blocks = new(run.Columns);
    private readonly BulkWorker?[] _workers = new BulkWorker?[run.Months.Count];
    private readonly OutcomeEntries _entries = new(run.Rules, run.Bulk(0), run.Columns.ServedAwards);
    private readonly Dictionary<(int Ahead, int Outcome), IReadOnlyList<(BenefitId, Vnd)>> _owed = [];
    private int[] _now = [];
    private int[] _then = [];

    /// <summary>The entries of households from one to before another, in their order; names are left empty.</summary>
    public IReadOnlyList<SweepEntry> Of(int first, int end)
    {
        var households = Enumerable.Range(first, end - first).Where(household => !_columns.IsApart[household]).ToList();
        Determine(households, 0, ref _now);
        var found = new List<SweepEntry>?[end - first];
        var apart = Enumerable.Range(first, end - first).Where(household => _columns.IsApart[household]).ToList();
        var turns = new List<(int Household, int Person, int Now, Turn Turn)>();
        var (at, ending) = (0, FirstEnding(_columns.First[first]));
        foreach (var household in households)
        {
            var members = _columns.First[household + 1] - _columns.First[household];
            if (EntriesOf(household, _now.AsSpan(at, members)) is { } entries)
            {
                found[household - first] = entries;
                AddTurns(turns, household, _now.AsSpan(at, members), ref ending);
            }
            else
            {
                apart.Add(household);
            }

            at += members;
        }

        AddChanges(turns, found, first);
        if (apart.Count > 0)
        {
            var numbers = apart.ToDictionary(household => _columns.HouseholdIds[household]);
            foreach (var (household, entries) in run.Ask(apart))
            {
                found[numbers[household] - first] = [.. entries];
            }
        }

        return [.. found.OfType<List<SweepEntry>>().SelectMany(entries => entries)];
    }

    private void Determine(IReadOnlyList<int> households, int ahead, ref int[] outcomes)
    {
        _blocks.Fill(households, ahead);
        if (outcomes.Length < _blocks.Block.Persons)
        {
            outcomes = new int[_blocks.Block.Persons * 2];
        }

        (_workers[ahead] ??= run.Bulk(ahead).NewWorker(_columns.Profiles.Dictionary)).Determine(_blocks.Block, outcomes);
    }

    private static readonly List<SweepEntry> Nothing = [];

    /// <summary>The entries of a household; null where it must be asked about.</summary>
    private List<SweepEntry>? EntriesOf(int household, ReadOnlySpan<int> outcomes)
    {
        List<SweepEntry>? found = null;
        for (var member = 0; member < outcomes.Length; member++)
        {
            var person = _columns.First[household] + member;
            if (outcomes[member] == 0 && _columns.Served[person] == 0)
            {
                continue;
            }

            if (_entries.Of(outcomes[member], _columns.Served[person]) is not { } entries)
            {
                return null;
            }

            foreach (var entry in entries)
            {
                (found ??= []).Add(Placed(entry, household, person));
            }
        }

        return found ?? Nothing;
    }

    private SweepEntry Placed(SweepEntry entry, int household, int person) => entry with
    {
        Place = _columns.Communes[_columns.CommuneOf[household]].Place,
        Household = _columns.HouseholdIds[household],
        Person = _columns.Ids[person].Id,
        Born = PeopleBlock.BornOf(
            (ushort)(_columns.Born[person].DayNumber - PeopleBlock.FirstDay.DayNumber), _columns.Profiles.Dictionary.Persons[_columns.Profiles.Person(_columns.Series[person], 0)].BornPrecision),
    };

    private int FirstEnding(int person)
    {
        var found = Array.BinarySearch(_columns.Endings, new EndingFact(person, 0, 0, long.MinValue, long.MinValue));
        return found < 0 ? ~found : found;
    }

    private void AddTurns(List<(int, int, int, Turn)> turns, int household, ReadOnlySpan<int> outcomes, ref int ending)
    {
        var ages = run.Ages[_columns.CommuneOf[household]];
        for (var member = 0; member < outcomes.Length; member++)
        {
            var person = _columns.First[household] + member;
            if (_columns.HasNoTurns[person])
            {
                continue;
            }

            foreach (var (age, reference) in ages)
            {
                if (run.Coming.Birthday(_columns.Born[person], age, reference) is { } birthday)
                {
                    turns.Add((household, person, outcomes[member], birthday));
                }
            }

            while (ending < _columns.Endings.Length && _columns.Endings[ending].Person < person)
            {
                ending++;
            }

            for (; ending < _columns.Endings.Length && _columns.Endings[ending].Person == person; ending++)
            {
                turns.Add((household, person, outcomes[member], run.Coming.End(_columns.Codes[_columns.Endings[ending].Code], StoredText.DateOf(_columns.Endings[ending].Day))));
            }
        }
    }

    /// <summary>Decides the households of the turns in the months after them, month by month, and adds what changes.</summary>
    private void AddChanges(List<(int Household, int Person, int Now, Turn Turn)> turns, List<SweepEntry>?[] found, int first)
    {
        var changes = new SweepEntry?[turns.Count];
        foreach (var month in turns.Index().GroupBy(turn => turn.Item.Turn.Then.Index - run.Months[0].Index))
        {
            var households = month.Select(turn => turn.Item.Household).Distinct().ToList();
            Determine(households, month.Key, ref _then);
            var (index, before) = (0, 0);
            foreach (var (place, (household, person, now, turn)) in month)
            {
                for (; households[index] != household; index++)
                {
                    before += _columns.First[households[index] + 1] - _columns.First[households[index]];
                }

                changes[place] = run.Coming.Change(turn, Owed(0, now), Owed(month.Key, _then[before + person - _columns.First[household]]));
            }
        }

        for (var place = 0; place < changes.Length; place++)
        {
            if (changes[place] is { } change)
            {
                ref var entries = ref found[turns[place].Household - first];
                entries = ReferenceEquals(entries, Nothing) ? [] : entries!;
                entries.Add(Placed(change, turns[place].Household, turns[place].Person));
            }
        }
    }

    private IReadOnlyList<(BenefitId Benefit, Vnd Amount)> Owed(int ahead, int outcome)
    {
        if (!_owed.TryGetValue((ahead, outcome), out var owed))
        {
            _owed[(ahead, outcome)] = owed = ComingChanges.Owed(run.Bulk(ahead).Outcomes[outcome].Representative);
        }

        return owed;
    }
}
