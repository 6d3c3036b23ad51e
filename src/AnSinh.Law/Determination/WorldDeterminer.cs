using AnSinh.Dmn;
using AnSinh.Feel;

namespace AnSinh.Law;

/// <summary>Decides a household whose dates of birth are all exact: stratum by stratum, claims before overlap.</summary>
internal sealed class WorldDeterminer
{
    private readonly LawPack _pack;
    private readonly LawSession _session;
    private readonly ParameterContexts _parameters;
    private readonly ClaimExplainer _explainer;
    private readonly ContradictionFinder _contradictions;
    private readonly StatusClassifier _statuses;
    private readonly MonthPlans _plans;
    private readonly SilentFacts _silent;

    public WorldDeterminer(LawPack pack)
    {
        _pack = pack;
        _session = pack.Models.NewSession();
        _parameters = new ParameterContexts(pack.Parameters);
        _explainer = new ClaimExplainer(pack);
        _plans = new MonthPlans(pack);
        _silent = new SilentFacts(pack.Facts);
        _contradictions = new ContradictionFinder(pack, _session);
        _statuses = new StatusClassifier(pack, _session, _parameters, _explainer);
    }

    public HouseholdInputs Inputs(CaseHousehold household, BenefitMonth month, DateOnly knownAt) =>
        new(_silent, _pack.Models.PersonShape, _pack.Models.HouseholdShape, household, month, knownAt);

    /// <param name="granted">Takes what each claim that is found rests on whatever its amount is.</param>
    public List<PersonDetermination> Determine(
        HouseholdInputs inputs, IReadOnlyList<DateOnly> born, PlaceCode province, BenefitMonth month, DateOnly knownAt, DeterminationDetail detail, Func<PersonId, Programme, bool>? asked, bool heedContradictions,
        List<GrantedBenefit>? granted = null)
    {
        var parameters = _parameters.For(month, knownAt, province);
        var lower = inputs.Members.Select(_ => new LowerClaims()).ToList();
        var answers = inputs.Members.Select(_ => new PersonAnswer(detail == DeterminationDetail.Full ? _pack.Benefits.All.Count : 0) { Granted = granted }).ToList();
        var (people, household) = inputs.Members.Index().All(member => member.Item.Born.Earliest == born[member.Index]) ? inputs.Plain : inputs.Contexts(born, lower);
        var compared = new bool[people.Length];
        Array.Fill(compared, !heedContradictions || _pack.Benefits.Contradictions.Count == 0);
        var passedOn = false;
        foreach (var stratum in _plans.For(month, knownAt).Strata)
        {
            if (passedOn)
            {
                (people, household) = inputs.Contexts(born, lower);
                passedOn = false;
            }

            for (var index = 0; index < people.Length; index++)
            {
                var question = new Question(inputs.Members[index], people[index], household, month, knownAt, parameters, detail);
                var begun = false;
                foreach (var programme in stratum.Programmes)
                {
                    if (asked is not null && !asked(question.Person.Id, programme.Programme))
                    {
                        continue;
                    }

                    if (!begun)
                    {
                        _session.Begin(FeelValue.Of(people[index]), FeelValue.Of(household), parameters.Month, parameters.Context);
                        begun = true;
                        if (!compared[index])
                        {
                            answers[index].Contradictions = Contradictions(inputs.Members[index].Id);
                            compared[index] = true;
                        }
                    }

                    Decide(question, programme, answers[index]);
                }
            }

            for (var index = 0; index < answers.Count; index++)
            {
                passedOn |= answers[index].PassOn(stratum.Stratum, lower[index]);
            }
        }

        return [.. answers.Select((answer, index) => answer.Of(inputs.Members[index].Id))];
    }

    public IReadOnlyList<StatusAnswer> Statuses(HouseholdInputs inputs, IReadOnlyList<DateOnly> born, PlaceCode province, BenefitMonth month, DateOnly knownAt) =>
        _statuses.Classify(inputs, born, province, month, knownAt);

    public StatusPeriod StatusPeriod(StatusDefinition status, DateOnly decided) =>
        _statuses.Period(status, decided, _parameters.For(BenefitMonth.Of(decided), decided, default).Context);

    /// <summary>The contradictions among the facts of one person, in a household whose dates of birth are taken as the earliest possible.</summary>
    public IReadOnlyList<Contradiction> Contradictions(HouseholdInputs inputs, PersonId person, PlaceCode province, BenefitMonth month, DateOnly knownAt)
    {
        if (_pack.Benefits.Contradictions.Count == 0)
        {
            return [];
        }

        var (people, household) = inputs.Plain;
        var parameters = _parameters.For(month, knownAt, province);
        _session.Begin(FeelValue.Of(people[inputs.Members.Index().First(member => member.Item.Id == person).Index]), FeelValue.Of(household), parameters.Month, parameters.Context);
        return Contradictions(person);
    }

    /// <summary>The contradictions among the facts of the person with whom the session was begun.</summary>
    private IReadOnlyList<Contradiction> Contradictions(PersonId person)
    {
        try
        {
            return _contradictions.Find(person);
        }
        catch (DmnEvaluationException stop)
        {
            return [_contradictions.Erred(new(stop.Reason.ToText(vietnamese: true), stop.Reason.ToText(vietnamese: false)))];
        }
    }

    /// <summary>Whether a row of the table holds, or may hold, for the person whatever lower strata give, and nothing bars it; true as well where a rule errs.</summary>
    public bool HasAnything(HouseholdInputs inputs, PersonId person, Programme programme, ModelDecision table, bool readsLower, PlaceCode province, BenefitMonth month, DateOnly knownAt)
    {
        var (people, household) = readsLower ? inputs.LowerOpen : inputs.Plain;
        var parameters = _parameters.For(month, knownAt, province);
        _session.Begin(FeelValue.Of(people[inputs.Members.Index().First(member => member.Item.Id == person).Index]), FeelValue.Of(household), parameters.Month, parameters.Context);
        try
        {
            return !(programme.Bars is { } bars && _session.Table(bars).HasHit) && _session.Table(table) is var run && (run.HasHit || run.HasUnknown);
        }
        catch (Exception stop) when (stop is LawStopException or DmnEvaluationException)
        {
            return true;
        }
    }

    /// <summary>The levels that the values of this pack give the claims; null where one hangs on something unknown, or a rule errs.</summary>
    public IReadOnlyList<LevelResult>? Levels(AmountCase known, PlaceCode province, BenefitMonth month, DateOnly knownAt)
    {
        var parameters = _parameters.For(month, knownAt, province);
        _session.BeginLevels(FeelValue.Of(known.Person), FeelValue.Of(known.Household), parameters.Month, parameters.Context);
        var levels = new LevelResult[known.Granted.Count];
        try
        {
            for (var claim = 0; claim < levels.Length; claim++)
            {
                levels[claim] = _session.Level(known.Level, known.Granted[claim].Benefit.Id);
                if (levels[claim].Value.HasUnknown)
                {
                    return null;
                }
            }
        }
        catch (Exception stop) when (stop is LawStopException or DmnEvaluationException)
        {
            return null;
        }

        return levels;
    }

    /// <summary>The answer with amounts put to it.</summary>
    /// <exception cref="LawStopException">An amount is not a whole number of đồng.</exception>
    public PersonDetermination With(AmountCase known, IReadOnlyList<LevelResult> levels, PlaceCode province, BenefitMonth month, DateOnly knownAt)
    {
        var parameters = _parameters.For(month, knownAt, province);
        var amounts = known.Granted.Zip(levels).ToDictionary(claim => claim.First.Benefit.Id, claim => _explainer.Amount(claim.First, known.Level, claim.Second, parameters, month, knownAt));
        return known.Answer with { Claims = [.. known.Answer.Claims.Select(before => amounts[before.Benefit] with { Payee = before.Payee, Facts = before.Facts })] };
    }

    public AwardStart StartMonth(AwardBasis award)
    {
        var benefit = _pack.Benefits.Find(award.Benefit) ?? throw new LawStopException($"không có chính sách {award.Benefit}", $"there is no benefit {award.Benefit}");
        var start = benefit.Programme.Start
            ?? throw new LawStopException($"chương trình {benefit.Programme.Id} không có quy tắc tháng bắt đầu", $"programme {benefit.Programme.Id} has no start rule");
        var (earliest, run, row) = _session.Start(start, benefit, award, award.Born.Earliest);
        var (latest, _, _) = award.Born.IsExact ? (earliest, run, row) : _session.Start(start, benefit, award, award.Born.Latest);
        return new AwardStart(earliest, latest, _explainer.Reason(start, run.Table, row), _pack.Models.Notes.Of(run.Table, row).Grade);
    }

    public bool SuspendedMonthsArePaid(ModelDecision suspension, int months) => _session.SuspendedMonthsArePaid(suspension, months);

    public SuspensionAnswer Suspension(ModelDecision suspension, AwardStanding standing, BenefitMonth month, DateOnly knownAt) =>
        _session.Suspension(suspension, standing, _parameters.For(month, knownAt, default).Context);

    private void Decide(Question question, ProgrammePlan plan, PersonAnswer answer)
    {
        if (question.Detail == DeterminationDetail.Full)
        {
            answer.Refused.AddRange(plan.Ended);
        }

        try
        {
            var bars = plan.Level is not null && plan.Programme.Bars is { } decision ? _session.Table(decision) : null;
            foreach (var table in plan.Tables)
            {
                DecideTable(question, plan, table, _session.Table(table.Decision), bars, answer);
            }
        }
        catch (LawStopException stop)
        {
            answer.Stop(plan.Programme, plan.Existing, stop.Reason);
        }
        catch (DmnEvaluationException stop)
        {
            answer.Stop(plan.Programme, plan.Existing, new(stop.Reason.ToText(vietnamese: true), stop.Reason.ToText(vietnamese: false)));
        }
    }

    private void DecideTable(Question question, ProgrammePlan plan, TablePlan table, TableRun run, TableRun? bars, PersonAnswer answer)
    {
        if (bars is { HasHit: true })
        {
            if (question.Detail == DeterminationDetail.Full)
            {
                answer.Refused.AddRange(table.Benefits.Select(row => _explainer.Barred(row.Benefit, plan.Programme.Bars!, bars)));
            }

            return;
        }

        var found = TableAnswer.Of(table, run);
        if (found.Open.Count > 0)
        {
            var undecidedBars = bars is { HasUnknown: true } ? bars.Unknowns.SelectMany(row => row.MissingFacts).Distinct().ToList() : [];
            foreach (var open in found.Open)
            {
                DecideBenefit(question, plan.Level!, table.Decision, run, open, undecidedBars, answer);
            }
        }

        if (question.Detail == DeterminationDetail.Full)
        {
            answer.Refused.AddRange(found.Refused(_explainer).AsSpan());
        }
    }

    private void DecideBenefit(Question question, ModelDecision level, ModelDecision decision, TableRun run, OpenBenefit open, List<string> undecidedBars, PersonAnswer answer)
    {
        if (answer.Contradictions.FirstOrDefault(contradiction => contradiction.Stops.Contains(open.Benefit.Id)) is { } contradiction)
        {
            answer.Contradict(open.Benefit, contradiction);
        }
        else if (open.Hit > 0)
        {
            Claim(question, level, decision, run, open, undecidedBars, answer);
        }
        else
        {
            answer.Ask(open.Benefit, [.. open.Missing.Concat(undecidedBars).Distinct()], question.Person.Id);
        }
    }

    private void Claim(
        Question question, ModelDecision level, ModelDecision decision, TableRun run, OpenBenefit open, IReadOnlyList<string> undecidedBars, PersonAnswer answer)
    {
        var benefit = open.Benefit;
        if (undecidedBars.Count > 0)
        {
            answer.Ask(benefit, undecidedBars, question.Person.Id);
            return;
        }

        var amount = _session.Level(level, benefit.Id);
        if (amount.Value.HasUnknown)
        {
            answer.AmountOpen = true;
            answer.Ask(benefit, amount.Value.UnknownFacts!.Facts, question.Person.Id);
            return;
        }

        if (ClaimExplainer.PayeeOf(benefit, question.Person, question.PersonContext, out var fact) is { } payee)
        {
            var behind = _session.TablesBehind(decision, open.Hit);
            answer.Claims.Add((benefit, _explainer.Claim(open, decision, run, behind, level, amount, question, payee)));
            answer.Granted?.Add(_explainer.Granted(benefit, open.Hit, decision, run, behind, level));
        }
        else
        {
            answer.Ask(benefit, [fact], question.Person.Id);
        }
    }
}

/// <summary>What a programme gives a person, with what its amounts ask.</summary>
/// <param name="Granted">With each claim, in the order of evaluation, what it rests on whatever its amount is.</param>
internal sealed record AmountCase(FeelContext Person, FeelContext Household, ModelDecision Level, IReadOnlyList<GrantedBenefit> Granted, PersonDetermination Answer);

/// <summary>What is asked about one person.</summary>
internal sealed record Question(
    CasePerson Person, FeelContext PersonContext, FeelContext HouseholdContext, BenefitMonth Month, DateOnly KnownAt, ParameterContext Parameters, DeterminationDetail Detail);
