using AnSinh.Law;
using AnSinh.Simulation.Measures;
using AnSinh.Storage;

namespace AnSinh.Simulation.Runs;

/// <summary>One thread's work: decides a block under every scenario and month, and adds up what people and households receive.</summary>
internal sealed class BlockRun
{
    private const long One = 1_000_000;

    private readonly SimulationInputs _inputs;
    private readonly CountedPeople? _counted;
    private readonly IReadOnlyList<CountedLaw> _laws;
    private readonly DeterminerGrid _grid;
    private readonly BulkWorker?[] _workers;
    private readonly OutcomePays[] _pays;
    private readonly int[] _provinceOf;
    private readonly PeopleBlock _block = new();
    private readonly int[][] _outcomes;
    private readonly long[][] _received;

    /// <param name="counted">The people counted, where their kinds are run: a household then stands for as many as its weight says, all of them in the population.</param>
    /// <param name="laws">By determiner, what it says of the people counted.</param>
    public BlockRun(SimulationInputs inputs, CountedPeople? counted, IReadOnlyList<CountedLaw> laws, DeterminerGrid grid)
    {
        (_inputs, _counted, _laws, _grid) = (inputs, counted, laws, grid);
        _workers = new BulkWorker?[grid.All.Length];
        _pays = [.. grid.All.Select(determiner => new OutcomePays(determiner))];
        var places = ProvincePlaces.Of(inputs.People.Dictionary);
        _provinceOf = places.OfProfile;
        _outcomes = new int[grid.All.Length][];
        Array.Fill(_outcomes, []);
        _received = new long[inputs.Scenarios.Count][];
        Array.Fill(_received, []);
        Tally = new Tally(inputs.Scenarios.Count, inputs.Period.Run.Count, grid.All.Length, places.Provinces.Count);
    }

    public Tally Tally { get; }

    /// <returns>The households with their incomes, where incomes are known.</returns>
    public IncomeBlock? Run(int number)
    {
        (_counted?.Source ?? _inputs.People).Read(number, _block);
        Check(number);
        for (var determiner = 0; determiner < _workers.Length; determiner++)
        {
            Grow(ref _outcomes[determiner], _block.Persons);
            var outcomes = _outcomes[determiner].AsSpan(0, _block.Persons);
            if (_counted is not null)
            {
                var place = determiner;
                _laws[place].Determine(number, () => WorkerOf(place), outcomes);
            }
            else
            {
                WorkerOf(determiner).Determine(_block, outcomes);
            }
        }

        for (var scenario = 0; scenario < _received.Length; scenario++)
        {
            Grow(ref _received[scenario], _block.Persons);
            Array.Clear(_received[scenario], 0, _block.Persons);
        }

        Count();
        for (var scenario = 0; scenario < _received.Length; scenario++)
        {
            for (var month = 1; month < _inputs.Period.Run.Count; month++)
            {
                Receive(scenario, month);
            }
        }

        return Households(number);
    }

    private BulkWorker WorkerOf(int determiner) => _workers[determiner] ??= _grid.All[determiner].NewWorker(_inputs.People.Dictionary);

    private long WeightOf(int household) => _block.Weights.Length > 0 ? _block.Weights[household] : One;

    private void Check(int number)
    {
        if (_block.Weights.Length == 0 && _inputs.People.Origin == Populations.PopulationOrigin.Survey)
        {
            throw new StorageException($"Khối {number + 1} của điều tra không có trọng số; hãy nhập lại điều tra với cột trọng số.", $"Block {number + 1} of the survey has no weights; import the survey again with a weight column.");
        }

        for (var household = 0; household < _block.Households; household++)
        {
            if (WeightOf(household) <= 0)
            {
                throw new StorageException($"Khối {number + 1}, hộ {household + 1}: trọng số {_block.Weights[household]} phần triệu; cần một số dương.", $"Block {number + 1}, household {household + 1}: weight {_block.Weights[household]} millionths; expected a positive number.");
            }

            if (_block.Incomes.Length > 0 && _block.Incomes[household] < 0)
            {
                throw new StorageException($"Khối {number + 1}, hộ {household + 1}: thu nhập {_block.Incomes[household]} đồng; cần một số không âm.", $"Block {number + 1}, household {household + 1}: income {_block.Incomes[household]} VND; expected a number that is not negative.");
            }
        }
    }

    private void Count()
    {
        for (var (household, person) = (0, 0); household < _block.Households; household++)
        {
            var (weight, province, end) = (WeightOf(household), _provinceOf[_block.HouseholdProfiles[household]], person + _block.Sizes[household]);
            var stands = _counted is not null ? weight / One : 1;
            Tally.Households += stands;
            Tally.Persons += stands * _block.Sizes[household];
            Tally.HouseholdWeight += weight;
            Tally.PersonWeight += (Int128)weight * _block.Sizes[household];
            for (; person < end; person++)
            {
                for (var determiner = 0; determiner < _outcomes.Length; determiner++)
                {
                    Tally.Count(determiner, _outcomes[determiner][person], province, weight);
                }
            }
        }
    }

    /// <summary>Adds what a month gives each person, in a scenario.</summary>
    private void Receive(int scenario, int month)
    {
        var (place, before, received) = (_grid.Place(scenario, month), _grid.Place(scenario, month - 1), _received[scenario]);
        var (pays, paysBefore, outcomes, outcomesBefore) = (_pays[place], _pays[before], _outcomes[place], _outcomes[before]);
        var (asked, when, sometimes) = (_inputs.Period.IsAsked(_inputs.Period.Run[month]), _inputs.Period.Run[month], Tally.Sometimes[(scenario * _inputs.Period.Run.Count) + month]);
        for (var (household, person) = (0, 0); household < _block.Households; household++)
        {
            for (var end = person + _block.Sizes[household]; person < end; person++)
            {
                if (outcomes[person] == 0)
                {
                    continue;
                }

                var pay = pays[outcomes[person]];
                var amount = pay.Monthly;
                foreach (var (benefit, entitlement) in pay.Sometimes)
                {
                    var times = OutcomePay.Times(benefit, when, isNew: !paysBefore[outcomesBefore[person]].Has(benefit.Id));
                    if (times > 0)
                    {
                        var key = (outcomes[person], benefit.Id, _provinceOf[_block.HouseholdProfiles[household]]);
                        sometimes[key] = sometimes.GetValueOrDefault(key) + ((Int128)WeightOf(household) * times);
                        amount += entitlement.Amount.Amount * times;
                    }
                }

                if (asked)
                {
                    received[person] += amount;
                }
            }
        }
    }

    private IncomeBlock? Households(int number)
    {
        var incomes = _inputs.Incomes is null && _block.Incomes.Length == 0 ? null : new IncomeBlock(_block.Households, _received.Length);
        for (var (household, first) = (0, 0); household < _block.Households; first += _block.Sizes[household], household++)
        {
            var (weight, size, profile) = (WeightOf(household), _block.Sizes[household], _block.HouseholdProfiles[household]);
            var income = incomes is null ? 0 : _inputs.Incomes?.Of(profile, number, household) ?? _block.Incomes[household];
            incomes?.Set(household, weight, size, _inputs.IsUrban[profile], income);
            for (var scenario = 0; scenario < _received.Length; scenario++)
            {
                var change = Household(scenario, _provinceOf[profile], weight, first, size);
                incomes?.SetAfter(scenario, household, income, change, size * _inputs.Period.Months);
            }
        }

        return incomes;
    }

    /// <returns>What the household receives more than under the law as it is, VND over the months asked.</returns>
    private long Household(int scenario, int province, long weight, int first, int size)
    {
        var tally = Tally.Scenarios[scenario];
        var (received, baseline, reached) = (0L, 0L, 0);
        for (var person = first; person < first + size; person++)
        {
            var (own, ownBaseline) = (_received[scenario][person], _received[0][person]);
            if (own > 0)
            {
                reached++;
                tally.Reached.AddPerson(province, weight, own);
            }

            if (own != ownBaseline)
            {
                (own > ownBaseline ? tally.Gainers : tally.Losers).AddPerson(province, weight, Math.Abs(own - ownBaseline));
            }

            received += own;
            baseline += ownBaseline;
        }

        var change = received - baseline;
        if (received > 0)
        {
            tally.Reached.AddHousehold(province, weight, received);
        }

        if (change != 0)
        {
            (change > 0 ? tally.Gainers : tally.Losers).AddHousehold(province, weight, Math.Abs(change));
            var bound = Array.FindIndex(ScenarioTally.Bounds, upper => Math.Abs(change) <= upper * _inputs.Period.Months);
            tally.Classes[(bound < 0 ? ScenarioTally.Bounds.Length : bound) + (change > 0 ? 0 : ScenarioTally.Bounds.Length + 1)] += weight;
        }

        if (_block.Weights.Length > 0 && _counted is null)
        {
            ReadOnlySpan<Int128> contributions = [(Int128)weight * received / One, (Int128)weight * change / One, received > 0 ? weight : 0, (Int128)weight * reached, change > 0 ? weight : 0, change < 0 ? weight : 0];
            for (var at = 0; at < contributions.Length; at++)
            {
                tally.Clusters[at] = tally.Clusters[at].Plus(contributions[at]);
            }
        }

        return change;
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[length + (length / 8)];
        }
    }
}
