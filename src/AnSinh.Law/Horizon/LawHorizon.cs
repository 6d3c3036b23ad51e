using AnSinh.Bulk;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>
/// Until which month a household whose facts do not change has the answer that it has in a month, under law that does not change either (<see cref="SameLaw"/>). Found from the typed form of the models: a
/// month may differ from another only where a test of theirs, asked of a date of the household, comes out otherwise. Of what the analysis cannot follow nothing is promised beyond the month itself. Shared by all threads.
/// </summary>
public sealed class LawHorizon
{
    /// <summary>So many months are looked ahead at most.</summary>
    public const int Furthest = 24;

    private const string OfPerson = "person.";
    private const string OfHousehold = "household.";

    private readonly LawPack _pack;
    private readonly BenefitMonth _month;
    private readonly DateOnly _knownAt;
    private readonly Lock _gate = new();
    private readonly SilentFacts _silent;
    private readonly List<MovingLeaf> _ofPerson = [];
    private readonly List<MovingLeaf> _ofMembers = [];
    private readonly List<MovingLeaf> _ofHousehold = [];
    private readonly BenefitMonth _last;

    public LawHorizon(LawPack pack, BenefitMonth month, DateOnly knownAt)
    {
        (_pack, _month, _knownAt, _silent) = (pack, month, knownAt, new SilentFacts(pack.Facts));
        var parameters = new ParameterContexts(pack.Parameters);
        var times = new List<(CaseReading Reading, FeelEvaluation Evaluation)> { Read(parameters, month) };
        Unfollowed = [.. times[0].Reading.Strays, .. times[0].Reading.Outside];
        _last = month;
        var moments = Moments(times[0].Reading);
        for (var ahead = 1; Unfollowed.Count == 0 && ahead <= Furthest; ahead++)
        {
            var time = Read(parameters, month.AddMonths(ahead));
            if (time.Reading.Shape != times[0].Reading.Shape || Moments(time.Reading) != moments)
            {
                break;
            }

            times.Add(time);
            _last = month.AddMonths(ahead);
        }

        foreach (var leaf in times[0].Reading.Leaves.Values.Where(leaf => times.Skip(1).Any(time => !leaf.IsSameAs(time.Reading.Leaves[leaf.Path]))))
        {
            var moving = new MovingLeaf(leaf.Path[(Prefix(leaf.Path).Length)..], [.. times.Select(time => new LeafSigns(time.Reading.Leaves[leaf.Path], time.Evaluation))]);
            (Prefix(leaf.Path) switch { OfPerson => _ofPerson, OfHousehold => _ofHousehold, _ => _ofMembers }).Add(moving);
        }
    }

    /// <summary>How models use the month in ways that cannot be followed; where there is one, nothing is promised.</summary>
    public IReadOnlyList<string> Unfollowed { get; }

    /// <summary>The names of values that may tell one month from another.</summary>
    public IReadOnlyList<string> Moving => [.. _ofPerson.Concat(_ofMembers).Concat(_ofHousehold).Select(leaf => leaf.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether two months are under the same law, each as known at its day: values, benefits, models, grades.</summary>
    public static bool SameLaw(LawPack pack, BenefitMonth before, DateOnly knownBefore, BenefitMonth after, DateOnly knownAfter)
    {
        var provinces = pack.Parameters.All.SelectMany(parameter => parameter.Values).Select(value => value.Place).OfType<PlaceCode>().Distinct().Prepend(default).ToList();
        return pack.Parameters.All.All(parameter => (parameter.ByProvince ? provinces : [default])
                .All(province => ReferenceEquals(parameter.At(before, knownBefore, province), parameter.At(after, knownAfter, province))))
            && pack.Instruments.All.All(instrument => instrument.GradeFor(before, knownBefore) == instrument.GradeFor(after, knownAfter))
            && pack.Benefits.Programmes.All(programme => ReferenceEquals(programme.ModelsFor(before), programme.ModelsFor(after)))
            && pack.Benefits.All.All(benefit => benefit.ExistsIn(before, knownBefore) == benefit.ExistsIn(after, knownAfter)
                && benefit.Continues.All(continuation => continuation.Since > before == continuation.Since > after));
    }

    /// <summary>The last month, from the month asked about on, that is the same for the household: answers, explanations but for the month, and what other people are named in them.</summary>
    /// <param name="household">As the month reads it. Who joins it later, and where it moves, is not seen here.</param>
    public BenefitMonth Until(CaseHousehold household)
    {
        var until = _last;
        foreach (var coverage in household.Coverage)
        {
            if (_pack.Facts.FindSource(coverage.Source) is { } source && BenefitMonth.Of(coverage.AsOf).AddMonths(source.PresumedMonths) is var covered && covered >= _month)
            {
                until = Earlier(until, covered);
            }
        }

        until = Facts(household.Facts, until);
        foreach (var person in household.People)
        {
            until = Facts(person.Facts, Range(person.Member, until));
            foreach (var award in person.Awards)
            {
                // Models read the awards of the month before.
                until = award.Known > _knownAt ? _month : Changes(award.From.Next, until);
                until = award.To is { } to ? Changes(to.Next.Next, until) : until;
            }

            until = person.Died?.Known > _knownAt ? _month : until;
        }

        return until == _month ? until : Births(household, Tests(household, until));
    }

    private BenefitMonth Facts(IReadOnlyList<CaseFact> facts, BenefitMonth until)
    {
        foreach (var fact in facts)
        {
            until = fact.Known > _knownAt ? _month : Range(fact.Valid, until);
        }

        return until;
    }

    private BenefitMonth Range(DateRange valid, BenefitMonth until)
    {
        until = valid.From is { } from ? Edge(from, until) : until;
        return valid.To is { } to && to < DateOnly.MaxValue ? Edge(to.AddDays(1), until) : until;
    }

    /// <summary>Something is otherwise from a day on: a month that it cuts in two is like no other.</summary>
    private BenefitMonth Edge(DateOnly day, BenefitMonth until) =>
        day <= _month.First ? until : day <= _month.Last ? _month : Changes(BenefitMonth.Of(day), until);

    private BenefitMonth Changes(BenefitMonth first, BenefitMonth until) => first > _month ? Earlier(until, first.Previous) : until;

    private static BenefitMonth Earlier(BenefitMonth one, BenefitMonth other) => one < other ? one : other;

    /// <summary>Where papers leave a date of birth open, one day of it must do for all in every month.</summary>
    private BenefitMonth Births(CaseHousehold household, BenefitMonth until)
    {
        if (household.People.All(person => person.Born.IsExact))
        {
            return until;
        }

        for (var month = _month; month <= until; month = month.Next)
        {
            if (BirthWorlds.Of(household.People, month, _pack.Ages).Skip(1).Any())
            {
                return month == _month ? _month : month.Previous;
            }
        }

        return until;
    }

    private BenefitMonth Tests(CaseHousehold household, BenefitMonth until)
    {
        var inputs = new HouseholdInputs(_silent, _pack.Models.PersonShape, _pack.Models.HouseholdShape, household, _month, _knownAt);
        var (people, shared) = inputs.Plain;
        var ahead = until.Index - _month.Index;
        foreach (var person in people)
        {
            ahead = Least(_ofPerson, person, ahead);
            ahead = people.Length > 1 ? Least(_ofMembers, person, ahead) : ahead;
        }

        return _month.AddMonths(Least(_ofHousehold, shared, ahead));
    }

    private int Least(List<MovingLeaf> leaves, FeelContext values, int ahead)
    {
        foreach (var leaf in leaves)
        {
            if (!values.TryGet(leaf.Name, out var value))
            {
                return 0;
            }

            ahead = Math.Min(ahead, value.IsNull || value.IsUnknown ? ahead : leaf.Ahead(value, _gate));
        }

        return ahead;
    }

    private (CaseReading Reading, FeelEvaluation Evaluation) Read(ParameterContexts parameters, BenefitMonth time)
    {
        var provinces = _pack.Parameters.All.SelectMany(parameter => parameter.Values).Select(value => value.Place).OfType<PlaceCode>().Distinct().Prepend(default);
        var decisions = _pack.Benefits.Programmes
            .SelectMany(programme => programme.ModelsFor(_month) is { } models ? models.Entitlement.Append(models.Level).Append(programme.Bars) : []).OfType<ModelDecision>()
            .Concat(_pack.Benefits.Contradictions).Append(_pack.Benefits.Overlap).Distinct();
        return ReadingAnalyser.Read(_pack.Models.Set, decisions.Select(_pack.Models.Decision), new Dictionary<string, IReadOnlyList<FeelValue>>(StringComparer.Ordinal)
        {
            ["month"] = [HouseholdInputs.MonthContext(time)],
            ["param"] = [.. provinces.Select(province => parameters.For(_month, _knownAt, province).Context)],
            ["benefit"] = [.. _pack.Benefits.All.Select(benefit => FeelValue.Of(benefit.Id.Value))],
        }, moving: "month");
    }

    private static string Moments(CaseReading reading) => string.Concat(reading.Moments.Select(moment => LeafSigns.Sign(moment.Left, moment.Right)));

    private static string Prefix(string path) =>
        path.StartsWith(OfPerson, StringComparison.Ordinal) ? OfPerson
        : path.StartsWith(OfHousehold, StringComparison.Ordinal) ? OfHousehold
        : path[..(path.IndexOf("->", StringComparison.Ordinal) is >= 0 and var link ? link + 2 : 0)];

    /// <summary>A value that may tell months apart: how many months ahead each of its values says the same to every test.</summary>
    private sealed class MovingLeaf(string name, IReadOnlyList<LeafSigns> times)
    {
        private readonly Dictionary<FeelValue, int> _known = new(EqualityComparer<FeelValue>.Create((left, right) => left.IsIdenticalTo(right), value => value.IdentityHash));

        public string Name { get; } = name;

        public int Ahead(FeelValue value, Lock gate)
        {
            lock (gate)
            {
                if (!_known.TryGetValue(value, out var ahead))
                {
                    var now = times[0].Of(value);
                    while (ahead + 1 < times.Count && times[ahead + 1].Of(value) == now)
                    {
                        ahead++;
                    }

                    _known.Add(value, ahead);
                }

                return ahead;
            }
        }
    }
}
