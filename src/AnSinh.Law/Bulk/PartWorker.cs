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
    private PartWorker? _basis;
    private long _basisTurn;
    private HouseholdAt _household;
    private CaseHousehold? _case;
    private long _turn;
    private AmountClasses.Member? _class;
    private int _province;
    private int _provinces;

    public PartWorker(BulkDeterminer bulk, Determiner determiner, PeopleDictionary dictionary)
    {
        (_bulk, _determiner, _dictionary) = (bulk, determiner, dictionary);
        _contradictions = new Part(bulk.Contradictions, dictionary);
        _parts = [.. bulk.Parts.Select(part => new Part(part, dictionary))];
        _joined = new(bulk.Joined);
    }

    /// <summary>Turns to a household whose dates of birth are not tied together.</summary>
    public void Begin(in HouseholdAt household)
    {
        (_household, _case, _class) = (household, null, null);
        _turn++;
    }

    /// <summary>The outcome of a class of people; null as of <see cref="OutcomeOf(int, int)"/>.</summary>
    /// <param name="province">Number of all provinces that are alike to the law, of so many.</param>
    public int? OutcomeOf(AmountClasses.Member member, int province, int provinces)
    {
        Begin(member.Household);
        (_class, _province, _provinces) = (member, province, provinces);
        return OutcomeOf(member.Place, member.Cell);
    }

    /// <summary>Asks the law on which this one rests, turned to the same household.</summary>
    private PartWorker Basis(BulkDeterminer basis)
    {
        _basis ??= new PartWorker(basis, new Determiner(basis.Pack), _dictionary);
        if (_basisTurn != _turn)
        {
            _basisTurn = _turn;
            _basis.Begin(_household);
        }

        return _basis;
    }

    /// <summary>
    /// The outcome of a member as if without a spouse; null where the member's facts contradict each other, the papers leave the date of birth open, or the basis does not say enough.
    /// </summary>
    /// <param name="cell">The member's cell under the law by itself, this one's or the basis'.</param>
    public int? OutcomeOf(int member, int cell)
    {
        Span<int> found = stackalloc int[_parts.Length];
        if (!Find(member, cell, found, out var joined))
        {
            return null;
        }

        if (_bulk.Basis is null)
        {
            _bulk.Found.Keep(cell, joined, found);
        }

        if (!_bulk.OutcomeOfJoined.TryGetValue(joined, out var outcome))
        {
            _bulk.OutcomeOfJoined[joined] = outcome = Join(found);
        }

        return outcome;
    }

    /// <summary>What each part says of a member, by number, and one number for all of it; false where <see cref="OutcomeOf"/> has none.</summary>
    private bool Find(int member, int cell, Span<int> found, out int joined)
    {
        Span<int> before = stackalloc int[_parts.Length];
        joined = 0;
        if (_bulk.Basis is not { } basis
            ? KeysOf(_contradictions).IsPartial(member) || Of(_contradictions, member, KeysOf(_contradictions).CellOf(member)) != 0
            : !basis.Found.TryGet(cell, before) && !Basis(basis).Find(member, cell, before, out _))
        {
            return false;
        }

        var (lower, differs, stratum, differing) = (0, Difference.None, 0, Difference.None);
        for (var index = 0; index < _parts.Length; index++)
        {
            var part = _parts[index];
            if (part.Shared.Programme!.Stratum != stratum)
            {
                (lower, differs, stratum) = (joined, differing, part.Shared.Programme.Stratum);
            }

            if (_bulk.Basis is null)
            {
                found[index] = ByItself(part, member, lower);
            }
            else if (IsOpen(part, before[index]) || (differs == Difference.InWhat && !part.Shared.AsksLower && (part.Shared.Basis ?? part.Shared).Plan.ReadsLower))
            {
                return false;
            }
            else
            {
                found[index] = Against(index, member, before[index], lower, differs != Difference.None);
                differing = (Difference)Math.Max((int)differing, (int)Compare(part, before[index], found[index]));
            }

            joined = _joined.CodeOf(joined, found[index]);
        }

        return true;
    }

    private int ByItself(Part part, int member, int lower) =>
        HasNothing(part, member) ? 0 : Of(part, member, part.Shared.Plan.ReadsLower ? part.WithLower.CodeOf(KeysOf(part).CellOf(member), lower) : KeysOf(part).CellOf(member));

    /// <summary>What a part says, given what the basis says of the member.</summary>
    /// <param name="differs">Whether the member has anything from a lower stratum whose amounts may differ from those of the basis.</param>
    private int Against(int index, int member, int before, int lower, bool differs)
    {
        var part = _parts[index];
        if (part.Shared.Basis is not { } basis)
        {
            return before;
        }

        if (part.Shared.AsksLower)
        {
            return !differs ? TakenOver(part, basis, before) : HasNothing(part, member) ? 0 : Of(part, member, part.WithLower.CodeOf(KeysOf(part).CellOf(member), lower));
        }

        return before == 0 ? 0 : _class is { } known ? OfClass(index, known, before) : Of(part, member, part.WithLower.CodeOf(KeysOf(part).CellOf(member), before));
    }

    /// <summary>What a part says of a class of people: the amounts of this law put to what the basis grants.</summary>
    private int OfClass(int index, AmountClasses.Member known, int before)
    {
        var part = _parts[index];
        // What stands for a class is negative, as no cell is.
        var key = part.WithLower.CodeOf(~checked((known.Cells[index] * _provinces) + _province), before);
        if (part.Known.TryGetValue(key, out var found) || (found = part.Shared.Known.OutcomeOf(key)) >= 0)
        {
            return part.Known[key] = found;
        }

        if (part.Shared.Plan.ReadsLower || known.Classes.CaseOf(index, known.Cells[index], before, () => Basis(_bulk.Basis!).AmountsOf(known.Place, part.Shared.Programme!)) is not { } granted
            || _determiner.Levels(granted, known.Province, _bulk.Month, _bulk.KnownAt) is not { } levels)
        {
            return Of(part, known.Place, key);
        }

        try
        {
            found = part.Shared.Levels.NumberOf(before, _province, levels, () => part.Shared.Outcomes.Add(_determiner.With(granted, levels, known.Province, _bulk.Month, _bulk.KnownAt)));
        }
        catch (LawStopException)
        {
            // An amount that is not whole stops the programme, as the determiner says with its reasons.
            return Of(part, known.Place, key);
        }

        _bulk.CountDecided();
        part.Shared.Known.Decide(key, found);
        return part.Known[key] = found;
    }

    private AmountCase? AmountsOf(int member, Programme programme) => _determiner.AmountsOf(_case ??= _household.Case(_dictionary), PeopleBlock.IdOf(member), programme, _bulk.Month, _bulk.KnownAt);

    /// <summary>How what a programme gives differs from what it gives under the basis.</summary>
    private enum Difference
    {
        None,
        InAmounts,
        InWhat,
    }

    /// <summary>Whether the basis' answer does not say what would be due under other amounts: it stopped, or hangs on what an amount is.</summary>
    private static bool IsOpen(Part part, int before) =>
        before != 0 && part.Shared.Basis is { } basis && basis.Outcomes[before].Representative is { Stopped.Count: > 0 } or { AmountOpen: true };

    private static Difference Compare(Part part, int before, int found)
    {
        if (part.Shared.Basis is not { } basis || (before == 0 && found == 0))
        {
            return Difference.None;
        }

        if (!part.Differences.TryGetValue((before, found), out var known))
        {
            var (was, now) = (basis.Outcomes[before].Representative, part.Shared.Outcomes[found].Representative);
            var same = was.Claims.Select(claim => claim.Benefit).SequenceEqual(now.Claims.Select(claim => claim.Benefit))
                && was.Stopped.Select(stopped => stopped.Benefit).SequenceEqual(now.Stopped.Select(stopped => stopped.Benefit))
                && was.Missing.SelectMany(missing => missing.Benefits).ToHashSet().SetEquals(now.Missing.SelectMany(missing => missing.Benefits)) && was.AmountOpen == now.AmountOpen;
            part.Differences[(before, found)] = known = same ? Difference.InAmounts : Difference.InWhat;
        }

        return known;
    }

    /// <summary>An outcome of the basis as one of the part.</summary>
    private static int TakenOver(Part part, BulkPart basis, int before) =>
        before == 0 ? 0 : part.OfBasis.TryGetValue(before, out var own) ? own : part.OfBasis[before] = part.Shared.Outcomes.Add(basis.Outcomes[before].Representative);

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
        // Putting an answer into words to know it again costs more than joining it: a law that rests on another is asked of few.
        return _bulk.Basis is null ? _bulk.Outcomes.Add(settled, before) : _bulk.Outcomes.AddNew(settled, before);
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
            _case ??= _household.Case(_dictionary);
            known = part.Shared.Table is { } table
                ? _determiner.HasAnything(_case, PeopleBlock.IdOf(member), part.Shared.Programme!, table, part.Shared.Plan.ReadsLower, _bulk.Month, _bulk.KnownAt) ? 1 : 0
                : part.Shared.Outcomes.Add(_determiner.PartOf(_case, PeopleBlock.IdOf(member), part.Shared.Programme, _bulk.Month, _bulk.KnownAt));
            part.Shared.Known.Decide(key, known);
        }

        part.Known[key] = known;
        return known;
    }

    private sealed class Part(BulkPart shared, PeopleDictionary dictionary)
    {
        public BulkPart Shared => shared;
        public CellKeys Keys { get; } = new(shared.Plan, dictionary);
        public Part[] Tables { get; } = [.. shared.Tables.Select(table => new Part(table, dictionary))];

        /// <summary>The household that <see cref="Keys"/> has turned to.</summary>
        public long Turn { get; set; }
        public PairCodes.Reader WithLower { get; } = new(shared.WithLower);
        public Dictionary<int, int> Known { get; } = [];

        /// <summary>How outcomes differ from those of the basis.</summary>
        public Dictionary<(int Before, int Found), Difference> Differences { get; } = [];

        /// <summary>Numbers of outcomes of the basis that the part has taken over.</summary>
        public Dictionary<int, int> OfBasis { get; } = [];
    }
}
