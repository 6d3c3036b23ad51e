using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>One thread's room for putting an answer together from those of the programmes.</summary>
internal sealed class PartWorker
{
    private readonly BulkDeterminer _bulk;
    private readonly Determiner _determiner;
    private readonly PeopleDictionary _dictionary;
    private readonly Part _contradictions;
    private readonly Part[] _parts;
    private readonly PairCodes.Reader _joined;
    private readonly Dictionary<int, int> _outcomes = [];
    private HouseholdAt _household;
    private CaseHousehold? _case;
    private long _turn;

    public PartWorker(BulkDeterminer bulk, Determiner determiner, PeopleDictionary dictionary)
    {
        (_bulk, _determiner, _dictionary) = (bulk, determiner, dictionary);
        _contradictions = new Part(bulk, bulk.Contradictions, dictionary);
        _parts = [.. bulk.Parts.Select(part => new Part(bulk, part, dictionary))];
        _joined = new(bulk.Joined);
    }

    /// <summary>Turns to a household whose dates of birth are not tied together.</summary>
    public void Begin(in HouseholdAt household)
    {
        (_household, _case) = (household, null);
        _turn++;
    }

    /// <summary>The outcome of a member as if without a spouse; null where the member's facts contradict each other or the papers leave the date of birth open.</summary>
    public int? OutcomeOf(int member)
    {
        if (KeysOf(_contradictions).IsPartial(member) || Of(_contradictions, member, KeysOf(_contradictions).CellOf(member)) != 0)
        {
            return null;
        }

        Span<int> found = stackalloc int[_parts.Length];
        var (joined, lower, stratum) = (0, 0, 0);
        for (var index = 0; index < _parts.Length; index++)
        {
            var part = _parts[index];
            if (part.Shared.Programme!.Stratum != stratum)
            {
                (lower, stratum) = (joined, part.Shared.Programme.Stratum);
            }

            found[index] = HasNothing(part, member) ? 0 : Of(part, member, part.Shared.Plan.ReadsLower ? part.WithLower.CodeOf(KeysOf(part).CellOf(member), lower) : KeysOf(part).CellOf(member));
            joined = _joined.CodeOf(joined, found[index]);
        }

        if (!_outcomes.TryGetValue(joined, out var outcome))
        {
            _outcomes[joined] = outcome = Join(found);
        }

        return outcome;
    }

    /// <summary>Whether none of the programme's tables has anything for the member.</summary>
    private bool HasNothing(Part part, int member)
    {
        foreach (var table in part.Tables)
        {
            if (Of(table, member, KeysOf(table).CellOf(member)) != 0)
            {
                return false;
            }
        }

        return part.Tables.Length > 0;
    }

    private CellKeys KeysOf(Part part)
    {
        if (part.Turn != _turn)
        {
            part.Turn = _turn;
            part.Keys.Begin(_household);
        }

        return part.Keys;
    }

    private int Join(ReadOnlySpan<int> found)
    {
        var answers = new List<PersonDetermination>();
        for (var index = 0; index < found.Length; index++)
        {
            if (found[index] != 0)
            {
                answers.Add(_parts[index].Shared.Outcomes[found[index]].Representative);
            }
        }

        if (answers.Count == 0)
        {
            return 0;
        }

        var (before, settled) = _determiner.Join(answers, _bulk.Month, _bulk.KnownAt);
        return _bulk.Outcomes.Add(settled, before);
    }

    private int Of(Part part, int member, int key)
    {
        if (part.Known.TryGetValue(key, out var known))
        {
            return known;
        }

        known = part.Shared.Known.OutcomeOf(key);
        if (known < 0)
        {
            _bulk.CountDecided();
            _case ??= _household.Block.Household(_dictionary, _household.Number, _household.First, _household.FirstLink);
            known = part.Shared.Table is { } table
                ? _determiner.HasAnything(_case, PeopleBlock.IdOf(member), part.Shared.Programme!, table, _bulk.Month, _bulk.KnownAt) ? 1 : 0
                : part.Shared.Outcomes.Add(_determiner.PartOf(_case, PeopleBlock.IdOf(member), part.Shared.Programme, _bulk.Month, _bulk.KnownAt));
            part.Shared.Known.Decide(key, known);
        }

        part.Known[key] = known;
        return known;
    }

    private sealed class Part(BulkDeterminer bulk, BulkPart shared, PeopleDictionary dictionary)
    {
        public BulkPart Shared => shared;
        public CellKeys Keys { get; } = new(shared.Plan, bulk.ProfilesOf(dictionary, shared.Plan), dictionary);
        public Part[] Tables { get; } = [.. shared.Tables.Select(table => new Part(bulk, table, dictionary))];

        /// <summary>The household that <see cref="Keys"/> has turned to.</summary>
        public long Turn { get; set; }
        public PairCodes.Reader WithLower { get; } = new(shared.WithLower);
        public Dictionary<int, int> Known { get; } = [];
    }
}
