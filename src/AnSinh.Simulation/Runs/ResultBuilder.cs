using AnSinh.Law;
using AnSinh.Simulation.Measures;

namespace AnSinh.Simulation.Runs;

/// <summary>Turns tallies into results: what outcomes pay times how many have them.</summary>
internal sealed class ResultBuilder(SimulationInputs inputs, DeterminerGrid grid, IReadOnlyList<PlaceCode> provinces, Tally tally, IReadOnlyList<IncomeBlock> incomes)
{
    private const string RuralLine = "ngheo.thu_nhap.nong_thon";
    private const string UrbanLine = "ngheo.thu_nhap.thanh_thi";

    private readonly bool _isSample = tally.Scenarios[0].Clusters[0].Count > 0;

    public SimulationResult Build()
    {
        var lines = Line(RuralLine) is { } rural && Line(UrbanLine) is { } urban ? (rural, urban) : ((long, long)?)null;
        return new SimulationResult
        {
            Inputs = inputs,
            Provinces = provinces,
            Scenarios = [.. inputs.Scenarios.Select((scenario, index) => Scenario(scenario, index, lines))],
            Persons = tally.Persons,
            Households = tally.Households,
            PersonWeight = tally.PersonWeight,
            HouseholdWeight = tally.HouseholdWeight,
            Population = [.. provinces.Select((_, province) => tally.Counted(0).Where(count => count.Province == province).Select(count => (Int128)count.Weight).Sum())],
            Cells = [.. Cells()],
            IsSample = _isSample,
            Lines = lines,
        };
    }

    private long? Line(string parameter) => inputs.Law.Parameters.Find(parameter)?.At(inputs.Period.Last, inputs.Period.KnownAt, default) is { } value ? (long)value.Value : null;

    private IEnumerable<CellCount> Cells()
    {
        var said = new HashSet<int>();
        for (var scenario = 0; scenario < inputs.Scenarios.Count; scenario++)
        {
            for (var month = 0; month < inputs.Period.Run.Count; month++)
            {
                if (said.Add(grid.Place(scenario, month)))
                {
                    var determiner = grid.All[grid.Place(scenario, month)];
                    yield return new CellCount(inputs.Scenarios[scenario].Id, determiner.Month, determiner.Cells, determiner.Decided, determiner.Outcomes.All.Count);
                }
            }
        }
    }

    private ScenarioResult Scenario(Scenario scenario, int index, (long Rural, long Urban)? lines)
    {
        var sums = new ScenarioSums();
        for (var month = 1; month < inputs.Period.Run.Count; month++)
        {
            Month(index, month, sums);
        }

        var own = tally.Scenarios[index];
        var half = own.Classes.Length / 2;
        return new ScenarioResult
        {
            Scenario = scenario,
            Costs = sums.Costs,
            Payments = sums.Payments,
            ByMonth = sums.ByMonth,
            Reached = Of(own.Reached),
            Gainers = Of(own.Gainers),
            Losers = Of(own.Losers),
            GainClasses = own.Classes[..half],
            LossClasses = own.Classes[half..],
            Errors = _isSample ? [.. own.Clusters.Select(StandardErrors.OfTotal)] : [],
            ArrearsMonths = scenario.Reform is { } reform ? [.. inputs.Period.ArrearsOf(reform)] : [],
            Unknown = sums.Unknown,
            Stopped = sums.Stopped,
            ByGrade = sums.ByGrade,
            Doubtful = [.. sums.Doubtful.Distinct().OrderBy(parameter => parameter.Id, StringComparer.Ordinal).ThenBy(parameter => parameter.Ref, StringComparer.Ordinal).ThenBy(parameter => parameter.Value.Vi, StringComparer.Ordinal)],
            MonthlyAmounts = sums.MonthlyAmounts,
            Poverty = incomes.Count > 0 && lines is { } known ? PovertyOf(index, known) : null,
            Gini = incomes.Count > 0 ? Gini.Of(Each(block => block.Weights), Each(block => block.Sizes.Select(size => (int)size)), Each(block => block.Incomes[index].Select(income => Math.Max(0, income))), _isSample) : null,
        };
    }

    private Poverty PovertyOf(int scenario, (long Rural, long Urban) lines) => Poverty.Of(
        Each(block => block.Weights), Each(block => block.Sizes.Select(size => (int)size)), Each(block => block.Incomes[scenario]), Each(block => block.Urban.Select(isUrban => isUrban ? lines.Urban : lines.Rural)), _isSample);

    private List<T> Each<T>(Func<IncomeBlock, IEnumerable<T>> column) => [.. incomes.SelectMany(column)];

    private static ReachResult Of(Reach reach) => new(reach.Persons, reach.Households, reach.PersonAmount, reach.HouseholdAmount);

    private void Month(int scenario, int month, ScenarioSums sums)
    {
        var (place, when) = (grid.Place(scenario, month), inputs.Period.Run[month]);
        var (determiner, asked, isLast) = (grid.All[place], inputs.Period.IsAsked(when), month == inputs.Period.Run.Count - 1);
        var outcomes = determiner.Outcomes.All;
        foreach (var (outcome, weights) in tally.CountedByOutcome(place))
        {
            var (answer, monthly, weight) = (outcomes[outcome].Representative, 0L, weights.Aggregate(Int128.Zero, (sum, one) => sum + one.Weight));
            foreach (var entitlement in answer.Entitlements.Where(entitlement => entitlement is { Unit: OutcomePay.Dong, Per: BenefitPeriod.Month }))
            {
                monthly += entitlement.Amount.Amount;
                sums.Add(entitlement, when, weight, isLast);
                if (asked)
                {
                    foreach (var (province, own) in weights)
                    {
                        sums.AddIn(province, entitlement, own);
                    }
                }
            }

            if (isLast)
            {
                sums.Unknown += answer.Missing.Count > 0 ? weight : 0;
                sums.Stopped += answer.Stopped.Count > 0 ? weight : 0;
                if (monthly > 0)
                {
                    sums.MonthlyAmounts[monthly] = sums.MonthlyAmounts.GetValueOrDefault(monthly) + weight;
                }
            }
        }

        foreach (var ((outcome, benefit, province), weight) in tally.Sometimes[(scenario * inputs.Period.Run.Count) + month])
        {
            var entitlement = outcomes[outcome].Entitlements.First(entitlement => entitlement.Benefit == benefit);
            sums.Add(entitlement, when, weight, isLast);
            if (asked)
            {
                sums.AddIn(province, entitlement, weight);
            }
        }
    }

    private sealed class ScenarioSums
    {
        public Dictionary<CostKey, Int128> Costs { get; } = [];
        public Dictionary<(BenefitId, int), Int128> Payments { get; } = [];
        public Dictionary<BenefitMonth, Int128> ByMonth { get; } = [];
        public Dictionary<EvidenceGrade, Int128> ByGrade { get; } = [];
        public Dictionary<long, Int128> MonthlyAmounts { get; } = [];
        public HashSet<ParameterUsed> Doubtful { get; } = [];
        public Int128 Unknown { get; set; }
        public Int128 Stopped { get; set; }

        public void Add(Entitlement entitlement, BenefitMonth month, Int128 weight, bool isLast)
        {
            var amount = weight * entitlement.Amount.Amount;
            ByMonth[month] = ByMonth.GetValueOrDefault(month) + amount;
            foreach (var parameter in entitlement.Parameters)
            {
                if (parameter.Grade != EvidenceGrade.Verified)
                {
                    Doubtful.Add(parameter);
                }
            }

            if (isLast)
            {
                ByGrade[entitlement.Grade] = ByGrade.GetValueOrDefault(entitlement.Grade) + amount;
            }
        }

        /// <summary>What is told by province.</summary>
        public void AddIn(int province, Entitlement entitlement, Int128 weight)
        {
            Payments[(entitlement.Benefit, province)] = Payments.GetValueOrDefault((entitlement.Benefit, province)) + weight;
            foreach (var part in entitlement.Parts)
            {
                var key = new CostKey(entitlement.Benefit, part.Fund, province);
                Costs[key] = Costs.GetValueOrDefault(key) + (weight * part.Amount.Amount);
            }
        }
    }
}
