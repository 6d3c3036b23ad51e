using System.Collections.Concurrent;
using AnSinh.Bulk;

namespace AnSinh.Law;

/// <summary>
/// People of some blocks by what laws can tell apart that differ from a law by itself in the same amounts, whatever the values. Worked out once; each further law of the kind then asks once for each class
/// and each kind of province instead of once for each cell and thread. For reading by several threads at once.
/// </summary>
public sealed class AmountClasses
{
    /// <summary>In the place of a class: the law says nothing of the person.</summary>
    private const int Nothing = -1;

    private readonly BulkDeterminer _basis;
    private readonly PeopleDictionary _dictionary;

    /// <summary>Of each part whose amounts differ: its place among the parts, whether it reads lower strata, and what it asks, provinces aside.</summary>
    private readonly (int Part, bool AsksLower, BulkPlan Plan)[] _asked;
    private readonly int[][] _classOf;
    private readonly (int One, int Other)[][] _couples;
    private readonly HouseholdAt[][] _apart;
    private readonly List<Member> _members = [];
    private readonly ConcurrentDictionary<(int Part, int Cell, int Before), AmountCase?> _cases = [];

    private AmountClasses(BulkDeterminer reformed, PeopleDictionary dictionary, IReadOnlyList<PeopleBlock> blocks, IReadOnlyList<DecidedBlock> decided)
    {
        (_basis, _dictionary, _asked) = (reformed.Basis!, dictionary, AskedBy(reformed));
        (_classOf, _couples, _apart) = (new int[blocks.Count][], new (int, int)[blocks.Count][], new HouseholdAt[blocks.Count][]);
        var builder = new Builder(this);
        for (var number = 0; number < blocks.Count; number++)
        {
            builder.Add(number, blocks[number], decided[number]);
        }
    }

    /// <summary>One person of each class in each province.</summary>
    public int Count => _members.Count;

    /// <summary>The classes of people whom a law by itself has decided; null where the law differs in more than amounts, or what its amounts ask hangs on its values.</summary>
    /// <param name="blocks">For reading as long as the classes are used.</param>
    /// <param name="decided">By the determiner on which the other one rests.</param>
    public static AmountClasses? Of(BulkDeterminer reformed, PeopleDictionary dictionary, IReadOnlyList<PeopleBlock> blocks, IReadOnlyList<DecidedBlock> decided) =>
        reformed.RestsOnBasis && IsWithin(reformed, AskedBy(reformed)) ? new(reformed, dictionary, blocks, decided) : null;

    /// <summary>Whether the other law differs in the same amounts, and tells nobody apart who is of one class.</summary>
    public bool Serve(BulkDeterminer reformed) =>
        reformed.Basis == _basis && AskedBy(reformed).Select(asked => (asked.Part, asked.AsksLower)).SequenceEqual(_asked.Select(asked => (asked.Part, asked.AsksLower))) && IsWithin(reformed, _asked);

    /// <summary>What a law that these classes serve says of each of them, as if without a spouse.</summary>
    public ClassOutcomes Decide(BulkDeterminer reformed, int threads)
    {
        var provinces = reformed.ProvincesAlike(_members.Select(member => member.Province).Distinct());
        // Members of one class whose provinces are alike are asked once.
        var (places, codes, asked, of) = (new Dictionary<(int, int), int>(), new int[_members.Count], new List<int>(), new int[_members.Count]);
        for (var member = 0; member < codes.Length; member++)
        {
            var key = (_members[member].Class, provinces[_members[member].Province]);
            if (!places.TryGetValue(key, out codes[member]))
            {
                places[key] = codes[member] = asked.Count;
                asked.Add(member);
            }
        }

        reformed.Classes = asked.Count;
        var found = new int[asked.Count];
        const int Piece = 64;
        AllCores.Each(
            (asked.Count + Piece - 1) / Piece, () => reformed.NewWorker(_dictionary),
            (piece, worker) =>
            {
                for (var place = piece * Piece; place < Math.Min((piece + 1) * Piece, asked.Count); place++)
                {
                    var member = _members[asked[place]];
                    found[place] = worker.OutcomeOf(member, provinces[member.Province], provinces.Count);
                }
            },
            _ => { }, threads);
        for (var member = 0; member < codes.Length; member++)
        {
            of[member] = found[codes[member]];
        }

        return new ClassOutcomes(this, of);
    }

    /// <summary>What the law by itself grants all of a cell, kept for the laws that follow; null where other amounts cannot be put to it.</summary>
    internal AmountCase? CaseOf(int part, int cell, int before, Func<AmountCase?> make) =>
        _cases.TryGetValue((part, cell, before), out var known) ? known : _cases[(part, cell, before)] = make();

    private static (int Part, bool AsksLower, BulkPlan Plan)[] AskedBy(BulkDeterminer reformed) =>
        [.. reformed.Parts.Index().Where(part => part.Item.Basis is not null).Select(part => (part.Index, part.Item.AsksLower, part.Item.AsksLower ? part.Item.Basis!.Plan : part.Item.Basis!.AmountsAnywhere(reformed.Basis!)))];

    private static bool IsWithin(BulkDeterminer reformed, (int Part, bool AsksLower, BulkPlan Plan)[] asked) => Array.TrueForAll(asked, part => reformed.Parts[part.Part].Plan.Reading.IsWithin(part.Plan.Reading));

    /// <summary>A person of a class.</summary>
    /// <param name="Cell">The person's under the law by itself.</param>
    /// <param name="Cells">By part whose amounts differ, the person's cell; 0 where the part gives the person nothing.</param>
    internal sealed record Member(AmountClasses Classes, int Class, PlaceCode Province, HouseholdAt Household, int Place, int Cell, int[] Cells);

    /// <summary>What a law says of the classes; -1 for classes of which it has to be asked household by household.</summary>
    public sealed class ClassOutcomes
    {
        private readonly AmountClasses _classes;
        private readonly int[] _of;

        internal ClassOutcomes(AmountClasses classes, int[] of) => (_classes, _of) = (classes, of);

        /// <summary>Fills in the outcomes of a block of the people who were classed.</summary>
        /// <param name="decided">The block under the law by itself.</param>
        /// <param name="worker">Of the determiner that decided the classes.</param>
        public void Determine(int number, PeopleBlock block, DecidedBlock decided, BulkWorker worker, Span<int> outcomes)
        {
            var open = false;
            var classOf = _classes._classOf[number].AsSpan(0, block.Persons);
            for (var person = 0; person < classOf.Length; person++)
            {
                var outcome = classOf[person] == Nothing ? 0 : _of[classOf[person]];
                open |= outcome < 0;
                outcomes[person] = outcome;
            }

            foreach (var (one, other) in _classes._couples[number])
            {
                open |= !worker.TrySettle(ref outcomes[one], ref outcomes[other]);
            }

            foreach (var household in _classes._apart[number])
            {
                worker.Determine(household, decided, outcomes.Slice(household.First, household.Size));
            }

            if (open)
            {
                worker.DetermineOpen(block, decided, outcomes);
            }
        }
    }

    private sealed class Builder
    {
        private readonly AmountClasses _all;
        private readonly CellKeys[] _keys;
        private readonly PairCodes.Reader _codes = new(new PairCodes());
        private readonly Dictionary<int, int> _classes = [];
        private readonly Dictionary<(int Class, PlaceCode Province), int> _places = [];

        public Builder(AmountClasses all) => (_all, _keys) = (all, [.. all._asked.Select(part => new CellKeys(part.Plan, all._dictionary))]);

        public void Add(int number, PeopleBlock block, DecidedBlock decided)
        {
            var (classOf, couples, apart) = (new int[block.Persons], new List<(int, int)>(), new List<HouseholdAt>());
            Array.Fill(classOf, Nothing);
            foreach (var household in block.InTurn())
            {
                if (!decided.Outcomes.AsSpan(household.First, household.Size).ContainsAnyExcept(0))
                {
                    continue;
                }

                if (!TryAdd(household, decided, classOf))
                {
                    classOf.AsSpan(household.First, household.Size).Fill(Nothing);
                    apart.Add(household);
                }
                else if (decided.Couples[household.Number] is var (one, other))
                {
                    couples.Add((household.First + one, household.First + other));
                }
            }

            (_all._classOf[number], _all._couples[number], _all._apart[number]) = (classOf, [.. couples], [.. apart]);
        }

        private bool TryAdd(in HouseholdAt household, DecidedBlock decided, int[] classOf)
        {
            if (decided.Cells[household.First] == DecidedBlock.Apart)
            {
                return false;
            }

            foreach (var keys in _keys)
            {
                if (!keys.Begin(household))
                {
                    return false;
                }
            }

            var province = _all._dictionary.Households[household.Block.HouseholdProfiles[household.Number]].Province;
            Span<int> before = stackalloc int[_all._basis.Parts.Count];
            for (var member = 0; member < household.Size; member++)
            {
                var cell = decided.Cells[household.First + member];
                if (decided.Outcomes[household.First + member] == 0)
                {
                    continue;
                }

                if (!_all._basis.Found.TryGet(cell, before))
                {
                    return false;
                }

                var (code, cells) = (-1, new int[before.Length]);
                foreach (var found in before)
                {
                    code = _codes.CodeOf(code, found);
                }

                for (var asked = 0; asked < _keys.Length; asked++)
                {
                    var (part, asksLower, _) = _all._asked[asked];
                    cells[part] = asksLower || before[part] != 0 ? _keys[asked].CellOf(member) : 0;
                    code = _codes.CodeOf(code, cells[part]);
                }

                if (!_classes.TryGetValue(code, out var number))
                {
                    _classes[code] = number = _classes.Count;
                }

                if (!_places.TryGetValue((number, province), out var place))
                {
                    _places[(number, province)] = place = _all._members.Count;
                    _all._members.Add(new Member(_all, number, province, household, member, cell, cells));
                }

                classOf[household.First + member] = place;
            }

            return true;
        }
    }
}
